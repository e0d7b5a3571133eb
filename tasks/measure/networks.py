"""Measures of an undirected network in which two actors are linked or not."""

from collections.abc import Sequence

import numpy as np

from tasks.measure.measurement import Measurement, formula, undefined


@formula
def counted_links(link_count: int) -> Measurement:
    """Return how many pairs of actors are linked.

    Formula: unordered pairs with at least one active link; types and directions are not told apart, and a pair that
    both sides report counts once.
    Range: 0 upwards.
    Reading: high is many recorded links; the number grows with the care of the mapping.
    Undefined: never, once the links were sent.
    Source: Wasserman and Faust (1994).
    """
    return Measurement(float(link_count))


@formula
def network_density(actor_count: int, link_count: int) -> Measurement:
    """Return the share of all possible pairs of actors that are linked.

    Formula: 2m / (n(n - 1)), for n actors and m linked pairs; from 20 actors up with the 95 per cent interval of 500
    seeded draws of actors.
    Range: 0 to 1.
    Reading: high is a tightly knit network; it falls as a network grows, so it is read beside the mean degree.
    Undefined: `no_actors` or `single_actor` when there is no pair.
    Variant: undirected, each pair once.
    Minimum data: two actors; the interval needs 20.
    Source: Wasserman and Faust (1994); interval by the vertex bootstrap of Snijders and Borgatti (1999).
    """
    lacking = _too_few_actors(actor_count)
    return lacking or Measurement(2 * link_count / (actor_count * (actor_count - 1)))


@formula
def mean_degree(actor_count: int, link_count: int) -> Measurement:
    """Return how many other actors an actor is linked to on average.

    Formula: 2m / n, for n actors and m linked pairs; from 20 actors up with the 95 per cent interval of 500 seeded
    draws of actors.
    Range: 0 to n - 1.
    Reading: high is well linked; suits networks of different sizes better than density.
    Undefined: `no_actors` or `single_actor` when there is no pair.
    Variant: undirected, each pair once.
    Minimum data: two actors; the interval needs 20.
    Source: Wasserman and Faust (1994); interval by the vertex bootstrap of Snijders and Borgatti (1999).
    """
    lacking = _too_few_actors(actor_count)
    return lacking or Measurement(2 * link_count / actor_count)


@formula
def linked_actor_share_pct(actor_count: int, linked_actor_count: int) -> Measurement:
    """Return the share of actors that have at least one link.

    Formula: 100 · actors with a link / actors.
    Range: 0 to 100.
    Reading: low is isolation, or a mapping of links that is not finished.
    Undefined: `no_actors` or `single_actor` when there is no pair.
    Source: Wasserman and Faust (1994).
    """
    lacking = _too_few_actors(actor_count)
    return lacking or Measurement(100 * linked_actor_count / actor_count)


@formula
def cross_town_link_share_pct(cross_town_count: int, link_count: int) -> Measurement:
    """Return the share of links whose ends are in different towns.

    Formula: 100 · links between towns / links between actors of the network; external actors are left out. From 20
    actors up with the 95 per cent interval of 500 seeded draws of actors.
    Range: 0 to 100.
    Reading: high is cooperation across towns, 0 is cooperation at home only.
    Undefined: `no_links` when there is no link between actors of the network.
    Variant: undirected, each pair once.
    Minimum data: one link; the interval needs 20 actors.
    Source: own definition, the external share of Krackhardt and Stern (1988) with towns as groups; interval by the
    vertex bootstrap of Snijders and Borgatti (1999).
    """
    return undefined("no_links") if link_count == 0 else Measurement(100 * cross_town_count / link_count)


@formula
def connected_town_pair_share_pct(town_count: int, connected_pair_count: int) -> Measurement:
    """Return the share of town pairs that are connected by at least one link.

    Formula: 100 · connected pairs / (t(t - 1) / 2), for t towns.
    Range: 0 to 100.
    Reading: high is a network in which every town knows every other, low is a network around a few towns.
    Undefined: `single_town` when fewer than two towns have data.
    Source: own definition, the density of Wasserman and Faust (1994) with towns as nodes.
    """
    if town_count < 2:
        return undefined("single_town")
    return Measurement(100 * connected_pair_count / (town_count * (town_count - 1) / 2))


@formula
def confirmed_link_share_pct(confirmed_count: int, cross_town_count: int) -> Measurement:
    """Return the share of links between towns that the rows of both towns state.

    Formula: 100 · pairs in different towns that both towns recorded / pairs in different towns.
    Range: 0 to 100.
    Reading: a sign of the quality of the data, not of the ecosystem; low is a mapping that one side made alone.
    Undefined: `no_links` when there is no link between the towns with data.
    Minimum data: one link between towns that both sent their links.
    Source: own definition, the reciprocity of Wasserman and Faust (1994) with reports as directions.
    """
    return undefined("no_links") if cross_town_count == 0 else Measurement(100 * confirmed_count / cross_town_count)


@formula
def ei_index(internal_count: int, external_count: int) -> Measurement:
    """Return whether links run between groups rather than within them.

    Formula: (E - I) / (E + I), for E links between groups and I links within them; from 20 actors up with the 95 per
    cent interval of 500 seeded draws of actors.
    Range: -1 to 1.
    Reading: -1 is links within groups only, 1 is links between groups only. Groups of unequal size push it up or down
    by themselves, so it always stands beside its expected value.
    Undefined: `no_links` when there is no link.
    Variant: undirected, each pair once; groups are helices or towns.
    Minimum data: one link; the interval needs 20 actors.
    Source: Krackhardt and Stern (1988); interval by the vertex bootstrap of Snijders and Borgatti (1999).
    """
    if internal_count + external_count == 0:
        return undefined("no_links")
    return Measurement((external_count - internal_count) / (external_count + internal_count))


@formula
def expected_ei_index(group_sizes: Sequence[int]) -> Measurement:
    """Return the E-I index that the sizes of the groups alone would give.

    Formula: the E-I index of the network in which every actor is linked to every other.
    Range: -1 to 1.
    Reading: an observed index below it means that links lean towards the actor's own group.
    Undefined: `no_actors` or `single_actor` when there is no pair.
    Variant: the complete network.
    Minimum data: two actors.
    Source: Krackhardt and Stern (1988); expected value as in UCINET, Borgatti, Everett and Freeman (2002).
    """
    actor_count = sum(group_sizes)
    lacking = _too_few_actors(actor_count)
    if lacking:
        return lacking
    internal = sum(size * (size - 1) // 2 for size in group_sizes)
    return ei_index(internal, actor_count * (actor_count - 1) // 2 - internal)


def internal_link_count(mixing: Sequence[Sequence[int]]) -> int:
    """Return how many links of a matrix of links by group and group stay within their group."""
    return int(np.trace(np.asarray(mixing)))


def degrees(actor_count: int, pairs: np.ndarray) -> np.ndarray:
    """Return how many other actors each actor is linked to; `pairs` has one row a linked pair of actor numbers."""
    return np.bincount(pairs.ravel(), minlength=actor_count)


@formula
def degree_centralisation(actor_degrees: np.ndarray) -> Measurement:
    """Return how much a network hangs on its best linked actor.

    Formula: Σ (max d - d_i) / ((n - 1)(n - 2)).
    Range: 0 to 1.
    Reading: 1 is a star around one actor, 0 is equally many links for each.
    Undefined: `too_few_actors` for fewer than three actors.
    Variant: undirected, each pair once.
    Minimum data: three actors.
    Source: Freeman (1979).
    """
    count = len(actor_degrees)
    if count < 3:
        return undefined("too_few_actors")
    return Measurement(float((actor_degrees.max() - actor_degrees).sum()) / ((count - 1) * (count - 2)))


def component_sizes(actor_count: int, pairs: np.ndarray) -> list[int]:
    """Return the sizes of the parts into which the network falls, the largest first.

    Formula: connected components; an actor without links is a part of its own.
    Range: 1 to n each, n together.
    Reading: one large part is a connected network, many small ones are separate circles.
    Undefined: empty without actors.
    Source: Wasserman and Faust (1994).
    """
    sizes = np.bincount(component_numbers(actor_count, pairs))
    return sorted((int(size) for size in sizes), reverse=True)


def component_numbers(actor_count: int, pairs: np.ndarray) -> np.ndarray:
    """Return for each actor the number of the connected part that it belongs to, counted from 0 without gaps."""
    leader = list(range(actor_count))

    def leader_of(actor: int) -> int:
        while leader[actor] != actor:
            leader[actor] = leader[leader[actor]]
            actor = leader[actor]
        return actor

    for one, other in pairs.tolist():
        leader[leader_of(one)] = leader_of(other)
    leaders = np.array([leader_of(actor) for actor in range(actor_count)], dtype=int)
    return np.asarray(np.unique(leaders, return_inverse=True)[1])


def _too_few_actors(actor_count: int) -> Measurement | None:
    if actor_count == 0:
        return undefined("no_actors")
    return undefined("single_actor") if actor_count == 1 else None
