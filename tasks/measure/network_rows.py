"""Rows of `indicator_values` about the network as a whole: its cohesion, its groups, and how it changed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement

from tasks.findings import join_source_refs
from tasks.measure.actor_network import GROUPS, ActorNetwork, LinkSet, Subnetwork
from tasks.measure.cohesion import (
    component_count,
    core_number,
    largest_component_share_pct,
    transitivity,
    two_step_reach_share_pct,
)
from tasks.measure.groupings import (
    assortativity,
    coleman_homophily,
    detected_groups,
    expected_detected_modularity,
    expected_ei_index_by_degree,
    expected_modularity,
    mixing_matrix,
    modularity,
    null_draw_count,
)
from tasks.measure.inputs import MeasureInputs
from tasks.measure.link_rows import SIMPLE_NETWORK, OtherTowns, cross_town_links, is_cross_town_of, of_subnetwork
from tasks.measure.measurement import Measurement, Row
from tasks.measure.network_change import ActorPair, LinkChange, compare_links, link_stability_pct
from tasks.measure.networks import confirmed_link_share_pct, counted_links, degree_centralisation, degrees

DETECTED = "detected"
LOUVAIN = "louvain"


def centralisation_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how much the network hangs on its best linked actor."""
    return of_subnetwork(inputs, towns, lambda net: degree_centralisation(degrees(net.actor_count, net.pairs)))


def component_count_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return into how many parts the network falls."""
    return of_subnetwork(inputs, towns, lambda net: component_count(net.actor_count, net.pairs))


def largest_component_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the share of actors in the largest connected part."""
    return of_subnetwork(inputs, towns, lambda net: largest_component_share_pct(net.actor_count, net.pairs))


def transitivity_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how often two partners of one actor are linked with each other."""
    return of_subnetwork(inputs, towns, lambda net: transitivity(net.actor_count, net.pairs))


def core_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the deepest core of the network; n is the number of actors in it."""
    network = inputs.subnetwork(*towns)
    measured, size = core_number(network.actor_count, network.pairs)
    yield _row(network, measured, n=size)


def reach_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the share of other actors that an actor reaches in two steps."""
    return of_subnetwork(inputs, towns, lambda net: two_step_reach_share_pct(net.actor_count, net.pairs))


def expected_ei_by_degree_rows(inputs: MeasureInputs, towns: Sequence[str], groups: Sequence[str]) -> Iterator[Row]:
    """Return the E-I index that the actors' numbers of links alone would give."""
    network = inputs.subnetwork(*towns)
    for group in groups:
        measured = expected_ei_index_by_degree(network.groups[group], network.pairs)
        yield _row(network, measured, group, variant="configuration_model")


def assortativity_rows(inputs: MeasureInputs, towns: Sequence[str], groups: Sequence[str]) -> Iterator[Row]:
    """Return how strongly links join actors of the same group."""
    network = inputs.subnetwork(*towns)
    for group in groups:
        yield _row(network, assortativity(network.groups[group], network.pairs), group)


def homophily_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how strongly the actors of each helix prefer their own helix."""
    network = inputs.subnetwork(*towns)
    places = {name: place for place, name in enumerate(network.sizes["helix"])}
    for helix in inputs.project.code_lists["helix"]:
        place = places.get(helix, len(places))
        yield _row(network, coleman_homophily(network.groups["helix"], network.pairs, place), helix)


def helix_pair_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many links run between each two helices, and within each."""
    network = inputs.subnetwork(*towns)
    places = {name: place for place, name in enumerate(network.sizes["helix"])}
    links = mixing_matrix(network.groups["helix"], network.pairs, len(places))
    for one, other in combinations_with_replacement(inputs.project.code_lists["helix"], 2):
        count = int(links[places[one], places[other]]) if one in places and other in places else 0
        yield _row(network, counted_links(count), f"{one}--{other}", n=network.links.count)


def modularity_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the modularity of the towns, the helices, the sectors and the groups that the links suggest."""
    network = inputs.subnetwork(*towns)
    for group in GROUPS:
        yield _row(network, modularity(network.groups[group], network.pairs), group)
    found = detected_groups(network.actor_count, network.pairs)
    yield _row(network, modularity(found, network.pairs), DETECTED, variant=LOUVAIN)


def expected_modularity_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the modularity that chance alone would give to the same groups."""
    network = inputs.subnetwork(*towns)
    for group in GROUPS:
        measured = expected_modularity(network.groups[group], network.pairs)
        yield _row(network, measured, group, variant="configuration_model")
    yield _row(
        network,
        expected_detected_modularity(network.actor_count, network.pairs),
        DETECTED,
        variant=f"{LOUVAIN};rewired={null_draw_count(network.actor_count)}",
    )


def confirmed_link_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the share of links between the towns that both towns recorded."""
    network, crossing = inputs.network, cross_town_links(inputs, towns, "among_themselves")
    rows = is_cross_town_of(network, towns, "among_themselves")
    reports: dict[tuple[int, int], set[str]] = {}
    for first, second, town in zip(
        network.first[rows].tolist(), network.second[rows].tolist(), network.reported_by[rows], strict=True
    ):
        reports.setdefault((min(first, second), max(first, second)), set()).add(town)
    confirmed = sum(len(by) > 1 for by in reports.values())
    yield Row(
        confirmed_link_share_pct(confirmed, crossing.count),
        n=crossing.count,
        variant=SIMPLE_NETWORK,
        source=join_source_refs(crossing.source_refs),
    )


def link_change_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many links among the towns' actors were kept, begun and ended since the quarter before."""
    return _changes(inputs, inputs.previous_network.within(inputs.previous_network.of_towns(*towns)),
                    inputs.subnetwork(*towns).links)  # fmt: skip


def cross_town_change_rows(inputs: MeasureInputs, towns: Sequence[str], others: OtherTowns) -> Iterator[Row]:
    """Return how many links between towns were kept, begun and ended since the quarter before."""
    before = cross_town_links(inputs, towns, others, inputs.previous_network)
    return _changes(inputs, before, cross_town_links(inputs, towns, others))


def cross_town_change_to_date_rows(inputs: MeasureInputs, towns: Sequence[str], others: OtherTowns) -> Iterator[Row]:
    """Return how many links between towns there were at the project's start, are now, were kept, begun and ended."""
    change, variant, source = _change_to_date(inputs, towns, others)
    counts = {"before": len(change.kept) + len(change.ended), "after": len(change.kept) + len(change.begun)}
    for kind, count in (counts | change.counts).items():
        yield Row(counted_links(count), kind, variant=variant, source=source)


def begun_town_pair_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many links between towns began during the project, together and by pair of towns that has one."""
    change, variant, source = _change_to_date(inputs, towns, "among_themselves")
    actors = inputs.network.actors
    town_of = dict(zip(actors["id"], actors["town"], strict=True))
    pairs = Counter("--".join(sorted((town_of[one], town_of[other]))) for one, other in change.begun)
    for pair, count in {"": len(change.begun), **dict(sorted(pairs.items()))}.items():
        yield Row(counted_links(count), pair, variant=variant, source=source)


def _change_to_date(inputs: MeasureInputs, towns: Sequence[str], others: OtherTowns) -> tuple[LinkChange, str, str]:
    start = inputs.network_at_start
    before, after = cross_town_links(inputs, towns, others, start), cross_town_links(inputs, towns, others)
    change = compare_links(_ids(start, before), _ids(inputs.network, after))
    source = join_source_refs({*before.source_refs, *after.source_refs})
    return change, f"since={inputs.project.identity.actual_start}", source


def link_stability_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the share of the links of both quarters' ends that both have."""
    before = inputs.previous_network.within(inputs.previous_network.of_towns(*towns))
    after = inputs.subnetwork(*towns).links
    change = compare_links(_ids(inputs.previous_network, before), _ids(inputs.network, after))
    yield Row(
        link_stability_pct(change),
        n=sum(change.counts.values()),
        variant=f"since={inputs.quarter.previous}",
        source=join_source_refs({*before.source_refs, *after.source_refs}),
    )


def _changes(inputs: MeasureInputs, before: LinkSet, after: LinkSet) -> Iterator[Row]:
    change = compare_links(_ids(inputs.previous_network, before), _ids(inputs.network, after))
    source = join_source_refs({*before.source_refs, *after.source_refs})
    for kind, count in change.counts.items():
        yield Row(counted_links(count), kind, variant=f"since={inputs.quarter.previous}", source=source)


def _ids(network: ActorNetwork, links: LinkSet) -> set[ActorPair]:
    # Actors are numbered in the order of their ids, so the lower number has the earlier id.
    ids = network.actors["id"].to_numpy(dtype=object)
    return {(ids[one], ids[other]) for one, other in links.pairs.tolist()}


def _row(
    network: Subnetwork, measured: Measurement, dimension: str = "", *, n: int | None = None, variant: str = ""
) -> Row:
    return Row(
        measured,
        dimension,
        n=network.links.count if n is None else n,
        variant=";".join(part for part in (SIMPLE_NETWORK, variant) if part),
        source=network.source,
    )
