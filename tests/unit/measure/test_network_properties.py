"""What holds of the network measures whatever the network is, and what networkx says of the same network."""

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tasks.measure import brokerage, centrality, cohesion, groupings, network_change, networks, resampling

NO_PAIRS = np.empty((0, 2), dtype=int)


@st.composite
def grouped_networks(draw, *, least=1, most=14):
    """The number of actors, the linked pairs and the group of each actor."""
    actors = draw(st.integers(least, most))
    possible = [(one, other) for other in range(actors) for one in range(other)]
    pairs = draw(st.lists(st.sampled_from(possible), unique=True, max_size=40)) if possible else []
    groups = draw(st.lists(st.integers(0, 3), min_size=actors, max_size=actors))
    return actors, np.array(sorted(pairs), dtype=int).reshape(-1, 2), np.array(groups, dtype=int)


def graph_of(actors, pairs):
    graph = nx.Graph()
    graph.add_nodes_from(range(actors))
    graph.add_edges_from(pairs.tolist())
    return graph


def relabelled(network, chance):
    """The same network with its actors and groups renamed and its links in another order."""
    actors, pairs, groups = network
    actor_names, group_names = list(range(actors)), list(range(4))
    chance.shuffle(actor_names)
    chance.shuffle(group_names)
    new_pairs = np.sort(np.array(actor_names)[pairs], axis=1)[::-1]
    new_groups = np.empty(actors, dtype=int)
    new_groups[actor_names] = np.array(group_names)[groups]
    return actors, new_pairs, new_groups, actor_names


def numbers(measured):
    return [one.value for one in measured]


def same(found, expected):
    return all(
        (a is None and (b is None or math.isnan(b))) or (a is not None and math.isclose(a, b, abs_tol=1e-9))
        for a, b in zip(found, expected, strict=True)
    )


# Against networkx


@given(grouped_networks(least=3))
def test_centralities_are_those_of_networkx(network):
    actors, pairs, _ = network
    graph = graph_of(actors, pairs)
    assert same(numbers(centrality.degree_centrality(actors, pairs)), nx.degree_centrality(graph).values())
    assert same(numbers(centrality.betweenness_centrality(actors, pairs)), nx.betweenness_centrality(graph).values())


@given(grouped_networks(least=3))
def test_eigenvector_centrality_is_the_leading_eigenvector_of_the_largest_part(network):
    actors, pairs, _ = network
    found = centrality.eigenvector_centrality(actors, pairs)
    parts = sorted(nx.connected_components(graph_of(actors, pairs)), key=len)
    assume(len(pairs) and (len(parts) == 1 or len(parts[-1]) > len(parts[-2])))
    largest = graph_of(actors, pairs).subgraph(parts[-1])
    leading = np.abs(np.linalg.eigh(nx.to_numpy_array(largest))[1][:, -1])
    expected = dict(zip(largest, leading, strict=True))
    for actor, measured in enumerate(found):
        if actor in expected:
            assert measured.value == pytest.approx(expected[actor], abs=1e-6)
        else:
            assert measured.reason == "outside_largest_component"


@given(grouped_networks(), st.data())
def test_structural_holes_are_those_of_networkx_with_and_without_weights(network, data):
    actors, pairs, _ = network
    graph = graph_of(actors, pairs)
    assert same(numbers(brokerage.burt_constraint(actors, pairs)), nx.constraint(graph).values())
    assert same(numbers(brokerage.effective_size(actors, pairs)), nx.effective_size(graph).values())
    weights = data.draw(st.lists(st.integers(1, 3), min_size=len(pairs), max_size=len(pairs)))
    for (one, other), weight in zip(pairs.tolist(), weights, strict=True):
        graph[one][other]["weight"] = weight
    weighted = nx.constraint(graph, weight="weight")
    assert same(numbers(brokerage.burt_constraint(actors, pairs, weights)), weighted.values())
    # Only with the nodes named does networkx keep fractions of whole-number weights.
    sizes = nx.effective_size(graph, nodes=list(graph), weight="weight")
    assert same(numbers(brokerage.effective_size(actors, pairs, weights)), sizes.values())


@given(grouped_networks())
def test_cohesion_is_that_of_networkx(network):
    actors, pairs, _ = network
    graph = graph_of(actors, pairs)
    parts = [len(part) for part in nx.connected_components(graph)]
    assert cohesion.component_count(actors, pairs).value == len(parts)
    assert len(brokerage.triangles(actors, pairs)) == sum(nx.triangles(graph).values()) / 3
    triads = cohesion.transitivity(actors, pairs)
    assert triads.reason == "no_triads" if triads.value is None else math.isclose(triads.value, nx.transitivity(graph))
    core, size = cohesion.core_number(actors, pairs)
    assert core.value == max(nx.core_number(graph).values())
    assert size == len(nx.k_core(graph, int(core.value)))
    if actors > 1:
        share = cohesion.largest_component_share_pct(actors, pairs).value
        assert share == pytest.approx(100 * max(parts) / actors)
        near = sum(len(nx.single_source_shortest_path_length(graph, actor, cutoff=2)) - 1 for actor in graph)
        reach = cohesion.two_step_reach_share_pct(actors, pairs).value
        assert reach == pytest.approx(100 * near / (actors * (actors - 1)))


@given(grouped_networks(least=2))
def test_modularity_and_assortativity_are_those_of_networkx(network):
    actors, pairs, groups = network
    assume(len(pairs))
    graph = graph_of(actors, pairs)
    nx.set_node_attributes(graph, dict(enumerate(groups.tolist())), "group")
    communities = [set(np.flatnonzero(groups == group).tolist()) for group in set(groups.tolist())]
    found = groupings.modularity(groups, pairs).value
    assert found == pytest.approx(nx.community.modularity(graph, communities))
    assert -0.5 - 1e-9 <= found <= 1
    linked_groups = set(groups[pairs].ravel().tolist())
    sorted_out = groupings.assortativity(groups, pairs)
    if len(linked_groups) == 1:
        assert sorted_out.reason == "single_group"
    else:
        expected = nx.attribute_assortativity_coefficient(graph, "group")
        assert sorted_out.value == pytest.approx(expected, abs=1e-9)


def test_the_estimate_of_betweenness_is_near_the_exact_number():
    graph = nx.barabasi_albert_graph(1200, 3, seed=4)
    estimate = numbers(centrality.betweenness_centrality(1200, np.array(graph.edges)))
    exact = nx.betweenness_centrality(graph)
    same_pivots = nx.betweenness_centrality(graph, k=centrality.PIVOT_COUNT, seed=centrality.PIVOT_SEED)
    assert estimate == pytest.approx([same_pivots[actor] for actor in range(1200)], abs=1e-12)
    leading = sorted(exact, key=exact.get)[-5:]
    assert estimate == numbers(centrality.betweenness_centrality(1200, np.array(graph.edges)))
    assert [estimate[actor] for actor in leading] == pytest.approx([exact[actor] for actor in leading], rel=0.2)


# Brokers


@given(grouped_networks())
def test_every_open_triad_has_one_broker_with_one_role(network):
    actors, pairs, groups = network
    graph = graph_of(actors, pairs)
    expected = np.zeros((actors, 4), dtype=int)
    for broker in graph:
        partners = list(graph[broker])
        for place, one in enumerate(partners):
            for other in partners[:place]:
                if not graph.has_edge(one, other):
                    at_home = [groups[one] == groups[broker], groups[other] == groups[broker]]
                    role = 0 if all(at_home) else 2 if any(at_home) else 1 if groups[one] == groups[other] else 3
                    expected[broker, role] += 1
    assert (brokerage.brokerage_roles(groups, pairs) == expected).all()


@given(grouped_networks(), st.randoms())
def test_names_and_order_change_no_measure(network, chance):
    actors, pairs, groups = network
    _, new_pairs, new_groups, names = relabelled(network, chance)
    for measure in (centrality.betweenness_centrality, brokerage.burt_constraint, brokerage.effective_size):
        before, after = numbers(measure(actors, pairs)), numbers(measure(actors, new_pairs))
        assert [value is None for value in before] == [after[name] is None for name in names]
        assert same(before, [math.nan if after[name] is None else after[name] for name in names])
    roles = brokerage.brokerage_roles(groups, pairs)
    assert (roles == brokerage.brokerage_roles(new_groups, new_pairs)[names]).all()
    for measure in (
        groupings.modularity,
        groupings.expected_modularity,
        groupings.expected_ei_index_by_degree,
        groupings.assortativity,
    ):
        before, after = measure(groups, pairs), measure(new_groups, new_pairs)
        assert before.reason == after.reason
        assert before.value is None or math.isclose(before.value, after.value, abs_tol=1e-9)
    for measure in (cohesion.transitivity, cohesion.two_step_reach_share_pct, cohesion.component_count):
        assert measure(actors, pairs) == measure(actors, new_pairs)


def test_the_middle_of_a_star_brokers_every_pair_and_is_least_constrained():
    star = np.array([[0, 1], [0, 2], [0, 3]])
    assert brokerage.brokerage_roles(np.array([0, 1, 2, 3]), star).tolist()[0] == [0, 0, 0, 3]
    assert numbers(brokerage.burt_constraint(4, star)) == pytest.approx([1 / 3, 1, 1, 1])
    assert numbers(brokerage.effective_size(4, star)) == pytest.approx([3, 1, 1, 1])


# Groups


@given(grouped_networks(least=2))
def test_the_expected_ei_index_by_degree_is_the_mean_over_all_pairings_of_link_ends(network):
    _, pairs, groups = network
    assume(len(pairs))
    ends = groups[pairs].ravel()
    same_group = (ends[:, None] == ends[None, :]).sum() - len(ends)
    assert groupings.expected_ei_index_by_degree(groups, pairs).value == pytest.approx(
        1 - 2 * same_group / (len(ends) * (len(ends) - 1))
    )
    assert -1 <= groupings.expected_ei_index_by_degree(groups, pairs).value <= 1


@given(grouped_networks())
def test_the_mixing_matrix_holds_every_link_and_gives_the_ei_index(network):
    _, pairs, groups = network
    matrix = groupings.mixing_matrix(groups, pairs, 4)
    internal = int(np.trace(matrix))
    external = int(np.triu(matrix, 1).sum())
    assert internal + external == len(pairs)
    assert (matrix == matrix.T).all()
    assert networks.ei_index(internal, external) == networks.ei_index(
        int((groups[pairs[:, 0]] == groups[pairs[:, 1]]).sum()), external
    )


@given(grouped_networks(least=2), st.integers(0, 2**32 - 1))
def test_rewiring_keeps_the_number_of_links_of_every_actor_and_makes_no_loop_or_double_link(network, seed):
    actors, pairs, _ = network
    drawn = groupings.rewired(actors, pairs, np.random.default_rng(seed))
    assert (networks.degrees(actors, drawn) == networks.degrees(actors, pairs)).all()
    assert (drawn[:, 0] < drawn[:, 1]).all()
    assert len({tuple(pair) for pair in drawn.tolist()}) == len(pairs)


def test_rewiring_destroys_groups_that_the_search_had_found():
    graph = nx.planted_partition_graph(4, 15, 0.6, 0.02, seed=1)
    pairs = np.array(graph.edges)
    found = groupings.detected_groups(60, pairs)
    assert [len(set(found[start : start + 15].tolist())) for start in (0, 15, 30, 45)] == [1, 1, 1, 1]
    observed, expected = groupings.modularity(found, pairs), groupings.expected_detected_modularity(60, pairs)
    assert expected.lower <= expected.value <= expected.upper < observed.value
    assert expected == groupings.expected_detected_modularity(60, pairs)
    # By chance alone the search still finds some groups; groups that were not searched for have none.
    assert expected.value > 0.1 > abs(groupings.expected_modularity(found, pairs).value)


@given(grouped_networks(least=2), st.integers(0, 3))
def test_homophily_lies_between_only_others_and_only_the_own_group(network, group):
    _, pairs, groups = network
    measured = groupings.coleman_homophily(groups, pairs, group)
    if measured.value is None:
        assert measured.reason in ("no_links", "single_group")
    else:
        assert -1 <= measured.value <= 1


def test_homophily_of_a_group_that_keeps_to_itself_is_one():
    groups = np.array([0, 0, 1, 1])
    assert groupings.coleman_homophily(groups, np.array([[0, 1], [2, 3]]), 0).value == 1
    assert groupings.coleman_homophily(groups, np.array([[0, 2], [1, 3]]), 0).value == -1
    # One of three link ends of the group leads home, as one of three others is of the group.
    assert groupings.coleman_homophily(groups, np.array([[0, 1], [0, 2], [1, 2], [0, 3], [1, 3]]), 0).value == 0


# Intervals


def linked_pairs(graph):
    return np.array(sorted(tuple(sorted(edge)) for edge in graph.edges), dtype=int)


def test_a_complete_network_of_different_actors_has_density_one_in_every_draw():
    pairs = linked_pairs(nx.complete_graph(25))
    measured = networks.network_density(25, len(pairs))
    found = resampling.with_interval(
        measured, resampling.drawn_link_counts(25, pairs), resampling.drawn_pair_counts(25)
    )
    assert (found.lower, found.value, found.upper) == (1, 1, 1)


def test_the_interval_of_a_density_is_as_wide_as_the_theory_of_random_networks_says():
    graph = nx.gnp_random_graph(200, 0.1, seed=3)
    pairs = linked_pairs(graph)
    measured = networks.network_density(200, len(pairs))
    found = resampling.with_interval(
        measured, resampling.drawn_link_counts(200, pairs), resampling.drawn_pair_counts(200)
    )
    assert found.lower < found.value < found.upper
    # The standard error of the vertex bootstrap is near twice that of the actors' mean share of links.
    shares = networks.degrees(200, pairs) / 199
    expected = 2 * 1.96 * 2 * shares.std() / math.sqrt(200)
    assert found.upper - found.lower == pytest.approx(expected, rel=0.25)


def test_the_draws_of_a_network_are_the_same_each_time():
    pairs = linked_pairs(nx.gnp_random_graph(40, 0.1, seed=3))
    first, again = resampling.drawn_link_counts(40, pairs), resampling.drawn_link_counts(40, pairs[::-1])
    assert (first == again).all()
    assert len(first) == 500


def test_fewer_than_twenty_actors_have_no_interval_and_a_value_without_number_gets_none():
    assert [resampling.can_resample(count) for count in (0, 19, 20)] == [False, False, True]
    nothing = networks.ei_index(0, 0)
    zeros = np.zeros(resampling.DRAW_COUNT)
    assert resampling.with_interval(nothing, zeros, zeros + 1) is nothing
    measured = networks.ei_index(1, 1)
    assert resampling.with_interval(measured, zeros, zeros) is measured


# Change


pair_sets = st.frozensets(st.tuples(st.sampled_from("abcd"), st.sampled_from("efgh")))


@given(pair_sets, pair_sets)
def test_a_change_is_told_from_either_side(before, after):
    change, back = network_change.compare_links(before, after), network_change.compare_links(after, before)
    assert change.kept | change.begun == after
    assert change.kept | change.ended == before
    assert (back.begun, back.ended) == (change.ended, change.begun)
    assert network_change.link_stability_pct(change) == network_change.link_stability_pct(back)
    if before or after:
        assert (network_change.link_stability_pct(change).value == 100) == (before == after)
    else:
        assert network_change.link_stability_pct(change).reason == "no_links"


# Nothing to measure


@pytest.mark.parametrize(("actors", "reason"), [(0, "no_actors"), (1, "single_actor")])
def test_a_network_without_a_pair_has_reasons_instead_of_numbers(actors, reason):
    assert cohesion.largest_component_share_pct(actors, NO_PAIRS).reason == reason
    assert cohesion.two_step_reach_share_pct(actors, NO_PAIRS).reason == reason
    assert cohesion.transitivity(actors, NO_PAIRS).reason == "no_triads"
    assert len(centrality.degree_centrality(actors, NO_PAIRS)) == actors


def test_nobody_and_actors_without_links_have_reasons_instead_of_numbers():
    nobody, alone = np.empty(0, dtype=int), np.zeros(4, dtype=int)
    assert cohesion.component_count(0, NO_PAIRS).reason == "no_actors"
    assert cohesion.core_number(0, NO_PAIRS)[0].reason == "no_actors"
    assert cohesion.core_number(4, NO_PAIRS) == (networks.counted_links(0), 4)
    for groups in (nobody, alone):
        for measure in (
            groupings.modularity,
            groupings.expected_modularity,
            groupings.expected_ei_index_by_degree,
            groupings.assortativity,
        ):
            assert measure(groups, NO_PAIRS).reason == "no_links"
        assert groupings.coleman_homophily(groups, NO_PAIRS, 0).reason == "no_links"
        assert brokerage.brokerage_roles(groups, NO_PAIRS).sum() == 0
        assert groupings.detected_groups(len(groups), NO_PAIRS).tolist() == list(range(len(groups)))
    assert groupings.expected_detected_modularity(4, NO_PAIRS).reason == "no_links"
    assert {one.reason for one in centrality.eigenvector_centrality(4, NO_PAIRS)} == {"no_links"}
    assert {one.reason for one in brokerage.burt_constraint(4, NO_PAIRS)} == {"no_links"}
    assert {one.reason for one in brokerage.effective_size(4, NO_PAIRS)} == {"no_links"}
    assert {one.reason for one in centrality.betweenness_centrality(2, np.array([[0, 1]]))} == {"too_few_actors"}
    assert {one.reason for one in centrality.degree_centrality(1, NO_PAIRS)} == {"single_actor"}


def test_two_parts_of_equal_size_have_no_largest_one():
    found = centrality.eigenvector_centrality(4, np.array([[0, 1], [2, 3]]))
    assert {one.reason for one in found} == {"outside_largest_component"}


def test_links_that_no_report_states_are_not_confirmed():
    assert networks.confirmed_link_share_pct(1, 4).value == 25
    assert networks.confirmed_link_share_pct(0, 0).reason == "no_links"
