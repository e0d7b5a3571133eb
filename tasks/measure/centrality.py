"""How central single actors are in an undirected network: one measurement an actor, in their order."""

import random

import networkx as nx
import numpy as np

from tasks.measure.measurement import Measurement, formula, undefined
from tasks.measure.networks import component_numbers, degrees
from tasks.measure.shortest_paths import path_dependencies

EXACT_ACTOR_LIMIT = 1000
PIVOT_COUNT = 500
PIVOT_SEED = 20210901
"""Above the limit the shortest paths from so many actors, drawn with this seed, stand for those from all."""

_CONVERGED = 1e-12
_MOST_ITERATIONS = 5000


@formula
def degree_centrality(actor_count: int, pairs: np.ndarray) -> list[Measurement]:
    """Return the share of the other actors that each actor is linked to.

    Formula: d / (n - 1), for an actor with d linked partners among n actors.
    Range: 0 to 1.
    Reading: high is an actor that many know; it depends on how carefully its links were recorded.
    Undefined: `single_actor` for one actor.
    Variant: undirected, each pair once.
    Minimum data: two actors.
    Source: Freeman (1979).
    """
    if actor_count < 2:
        return [undefined("single_actor")] * actor_count
    return [Measurement(degree / (actor_count - 1)) for degree in degrees(actor_count, pairs).tolist()]


@formula
def betweenness_centrality(actor_count: int, pairs: np.ndarray) -> list[Measurement]:
    """Return the share of the shortest paths between other actors that run through each actor.

    Formula: 2 / ((n - 1)(n - 2)) · Σ σ_st(v) / σ_st over the pairs s, t, for σ_st shortest paths, σ_st(v) through v.
    Above 1,000 actors it is an estimate from the paths of 500 actors drawn with a fixed seed, and the variant says so.
    Range: 0 to 1.
    Reading: high is a go-between whose leaving would lengthen or cut the way between others.
    Undefined: `too_few_actors` for fewer than three actors.
    Variant: exact up to 1,000 actors, else an estimate from 500 pivots.
    Minimum data: three actors.
    Source: Freeman (1977); estimate from pivots by Brandes and Pich (2007).
    """
    if actor_count < 3:
        return [undefined("too_few_actors")] * actor_count
    is_estimate = actor_count > EXACT_ACTOR_LIMIT
    starts = np.arange(actor_count)
    if is_estimate:
        starts = np.array(random.Random(PIVOT_SEED).sample(range(actor_count), PIVOT_COUNT))
    # No path from an actor to others runs through itself, so a pivot has one start fewer than the others.
    start_counts = np.full(actor_count, len(starts)) - np.isin(np.arange(actor_count), starts)
    shares = path_dependencies(actor_count, pairs, starts) / start_counts / (actor_count - 2)
    return [Measurement(share) for share in shares.tolist()]


@formula
def eigenvector_centrality(actor_count: int, pairs: np.ndarray) -> list[Measurement]:
    """Return how central each actor of the largest connected part is by the centrality of its partners.

    Formula: the eigenvector of the largest eigenvalue of the adjacency matrix, of length 1, by power iteration.
    Range: 0 to 1.
    Reading: high is an actor with well-linked partners. Compared only within one network.
    Undefined: `no_links` without links; `outside_largest_component` for an actor elsewhere, and for all where two parts
    are equally large.
    Variant: the largest connected part only.
    Minimum data: one link and a part larger than the others.
    Source: Bonacich (1972).
    """
    if not len(pairs):
        return [undefined("no_links")] * actor_count
    parts = component_numbers(actor_count, pairs)
    sizes = np.bincount(parts)
    if (sizes == sizes.max()).sum() > 1:
        return [undefined("outside_largest_component")] * actor_count
    inside = parts == sizes.argmax()
    ends, others = np.concatenate([pairs, pairs[:, ::-1]]).T
    scores = inside / np.sqrt(inside.sum())
    for _ in range(_MOST_ITERATIONS):
        # Adding the actor's own score keeps a two-sided network, such as a star, from swinging for ever.
        longer = np.where(inside, scores + np.bincount(ends, scores[others], actor_count), 0.0)
        longer /= np.linalg.norm(longer)
        change = np.abs(longer - scores).sum()
        scores = longer
        if change < _CONVERGED * actor_count:
            break
    outside = undefined("outside_largest_component")
    return [
        Measurement(score) if is_inside else outside for score, is_inside in zip(scores.tolist(), inside, strict=True)
    ]


def as_graph(actor_count: int, pairs: np.ndarray) -> "nx.Graph[int]":
    """Return the network as a networkx graph with all its actors, in the order of their numbers."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(actor_count))
    graph.add_edges_from(pairs.tolist())
    return graph
