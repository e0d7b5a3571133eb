"""How well a network holds together: its parts, its closed triads, its core, and how far two steps reach."""

import networkx as nx
import numpy as np

from tasks.measure.brokerage import triangles
from tasks.measure.centrality import as_graph
from tasks.measure.measurement import Measurement, formula, undefined
from tasks.measure.networks import component_sizes, degrees


@formula
def component_count(actor_count: int, pairs: np.ndarray) -> Measurement:
    """Return into how many parts the network falls.

    Formula: connected components; an actor without links is a part of its own.
    Range: 1 to n.
    Reading: 1 is a connected network, high is separate circles or a mapping of links that is not finished.
    Undefined: `no_actors` without actors.
    Minimum data: one actor.
    Source: Wasserman and Faust (1994).
    """
    return Measurement(float(len(component_sizes(actor_count, pairs)))) if actor_count else undefined("no_actors")


@formula
def largest_component_share_pct(actor_count: int, pairs: np.ndarray) -> Measurement:
    """Return the share of actors in the largest connected part.

    Formula: 100 · actors of the largest component / n.
    Range: 100/n to 100.
    Reading: 100 is a network in which news can reach everybody; low is separate circles.
    Undefined: `no_actors` or `single_actor` when there is no pair.
    Minimum data: two actors.
    Source: Wasserman and Faust (1994).
    """
    if actor_count < 2:
        return undefined("single_actor" if actor_count else "no_actors")
    return Measurement(100 * component_sizes(actor_count, pairs)[0] / actor_count)


@formula
def transitivity(actor_count: int, pairs: np.ndarray) -> Measurement:
    """Return how often two partners of one actor are linked with each other.

    Formula: 3 · closed triads / (closed and open triads), the open ones counted by their middle.
    Range: 0 to 1.
    Reading: high is closed circles, low is links that run through go-betweens.
    Undefined: `no_triads` when no actor has two partners.
    Minimum data: an actor with two partners.
    Source: Luce and Perry (1949); Wasserman and Faust (1994).
    """
    partners = degrees(actor_count, pairs)
    triads = int((partners * (partners - 1) // 2).sum())
    return Measurement(3 * len(triangles(actor_count, pairs)) / triads) if triads else undefined("no_triads")


@formula
def core_number(actor_count: int, pairs: np.ndarray) -> tuple[Measurement, int]:
    """Return the deepest core of the network and how many actors are in it.

    Formula: the largest k for which some actors each have k partners among themselves.
    Range: 0 to n - 1.
    Reading: high is a group of actors that is held together by many links each.
    Undefined: `no_actors` without actors.
    Minimum data: one actor.
    Source: Seidman (1983).
    """
    if actor_count == 0:
        return undefined("no_actors"), 0
    numbers = list(nx.core_number(as_graph(actor_count, pairs)).values())
    return Measurement(float(max(numbers))), numbers.count(max(numbers))


@formula
def two_step_reach_share_pct(actor_count: int, pairs: np.ndarray) -> Measurement:
    """Return the share of other actors that an actor reaches on average directly or through one partner.

    Formula: 100 · mean over the actors of (actors at one or two steps) / (n - 1).
    Range: 0 to 100.
    Reading: high is a network in which most can be introduced to each other by one acquaintance.
    Undefined: `no_actors` or `single_actor` when there is no pair.
    Minimum data: two actors.
    Source: Borgatti (2006), k-step reach.
    """
    if actor_count < 2:
        return undefined("single_actor" if actor_count else "no_actors")
    partners: list[set[int]] = [set() for _ in range(actor_count)]
    for one, other in pairs.tolist():
        partners[one].add(other)
        partners[other].add(one)
    reached = sum(
        len({actor}.union(own, *(partners[other] for other in own))) - 1 for actor, own in enumerate(partners)
    )
    return Measurement(100 * reached / (actor_count * (actor_count - 1)))
