"""The network measures on 5,000 actors and 50,000 links, with plain networkx beside where it has the same measure."""

from collections.abc import Callable

import networkx as nx
import numpy as np

from benchmarks.measuring import seconds_of
from tasks.measure import brokerage, centrality, cohesion, groupings, networks, resampling

ACTOR_COUNT = 5_000
LINK_COUNT = 50_000
TOWN_COUNT = 10
TARGET_S = 30


def main() -> None:
    """Print the CPU seconds of each measure, and of networkx for the same."""
    pairs, towns = _invented_network()
    graph = centrality.as_graph(ACTOR_COUNT, pairs)
    total, peer_total, own_of_peers = 0.0, 0.0, 0.0
    print(f"Network of {ACTOR_COUNT:,} actors and {len(pairs):,} links (CPU)")
    for name, own, peer in _measures(pairs, towns, graph):
        seconds = seconds_of(own)
        total += seconds
        beside = ""
        if peer is not None:
            peer_seconds = seconds_of(peer)
            peer_total, own_of_peers = peer_total + peer_seconds, own_of_peers + seconds
            beside = f"   networkx {peer_seconds:6.2f} s"
        print(f"  {name:<36}{seconds:6.2f} s{beside}")
    print(f"  {'all':<36}{total:6.2f} s  (target {TARGET_S})")
    print(f"  {'those that networkx has':<36}{own_of_peers:6.2f} s   networkx {peer_total:6.2f} s")


def _invented_network() -> tuple[np.ndarray, np.ndarray]:
    """Return seeded links of which most stay in their town, and the town of each actor."""
    chance = np.random.default_rng(1)
    towns = chance.integers(TOWN_COUNT, size=ACTOR_COUNT)
    ends = chance.integers(ACTOR_COUNT, size=(8 * LINK_COUNT, 2))
    # A few actors have many links, as anchors and development companies do.
    ends[:, 0] = ends[:, 0] ** 2 // ACTOR_COUNT
    stays = (towns[ends[:, 0]] == towns[ends[:, 1]]) | (chance.random(len(ends)) < 0.05)
    links = np.sort(ends[stays & (ends[:, 0] != ends[:, 1])], axis=1)
    links = np.unique(links, axis=0)
    return links[np.sort(chance.permutation(len(links))[:LINK_COUNT])], towns


def _measures(
    pairs: np.ndarray, towns: np.ndarray, graph: "nx.Graph[int]"
) -> list[tuple[str, Callable[[], object], Callable[[], object] | None]]:
    count = ACTOR_COUNT
    own_groups = [set(np.flatnonzero(towns == town).tolist()) for town in range(TOWN_COUNT)]
    nx.set_node_attributes(graph, dict(enumerate(towns.tolist())), "town")
    return [
        ("components", lambda: networks.component_sizes(count, pairs), lambda: list(nx.connected_components(graph))),
        ("transitivity", lambda: cohesion.transitivity(count, pairs), lambda: nx.transitivity(graph)),
        ("core", lambda: cohesion.core_number(count, pairs), lambda: nx.core_number(graph)),
        ("reach in two steps", lambda: cohesion.two_step_reach_share_pct(count, pairs), None),
        ("degree", lambda: centrality.degree_centrality(count, pairs), lambda: nx.degree_centrality(graph)),
        (
            "betweenness, 500 pivots",
            lambda: centrality.betweenness_centrality(count, pairs),
            lambda: nx.betweenness_centrality(graph, k=centrality.PIVOT_COUNT, seed=1),
        ),
        (
            "eigenvector",
            lambda: centrality.eigenvector_centrality(count, pairs),
            lambda: nx.eigenvector_centrality(graph, max_iter=1000),
        ),
        ("constraint", lambda: brokerage.burt_constraint(count, pairs), lambda: nx.constraint(graph)),
        ("effective size", lambda: brokerage.effective_size(count, pairs), lambda: nx.effective_size(graph)),
        ("brokerage roles", lambda: brokerage.brokerage_roles(towns, pairs), None),
        (
            "modularity of the towns",
            lambda: groupings.modularity(towns, pairs),
            lambda: nx.community.modularity(graph, own_groups),
        ),
        (
            "assortativity",
            lambda: groupings.assortativity(towns, pairs),
            lambda: nx.attribute_assortativity_coefficient(graph, "town"),
        ),
        (
            "groups by Louvain",
            lambda: groupings.detected_groups(count, pairs),
            lambda: nx.community.louvain_communities(graph, seed=1),
        ),
        ("their expected modularity", lambda: groupings.expected_detected_modularity(count, pairs), None),
        ("interval of 500 draws", lambda: resampling.drawn_link_counts(count, pairs), None),
    ]


if __name__ == "__main__":
    main()
