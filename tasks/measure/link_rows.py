"""Rows of `indicator_values` from the links between actors."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Literal

import numpy as np

from tasks.findings import join_source_refs
from tasks.measure.actor_network import ORCHESTRATOR, ActorNetwork, LinkSet, Mask, Subnetwork
from tasks.measure.inputs import MeasureInputs
from tasks.measure.maturity import driver_of
from tasks.measure.measurement import Measurement, Row
from tasks.measure.networks import (
    connected_town_pair_share_pct,
    counted_links,
    cross_town_link_share_pct,
    ei_index,
    expected_ei_index,
    linked_actor_share_pct,
    mean_degree,
    network_density,
)
from tasks.measure.resampling import (
    RESAMPLED,
    can_resample,
    drawn_link_counts,
    drawn_pair_counts,
    with_interval,
)

SIMPLE_NETWORK = "undirected_simple"
"""Pairs are linked or not: types, directions and repeated reports of a link are not told apart."""

OtherTowns = Literal["any", "among_themselves"]
"""Where the other end of a link between towns may be: a town's links go anywhere, the network's stay in it."""


def link_count_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many pairs of the towns' actors are linked."""
    return of_subnetwork(inputs, towns, lambda network: counted_links(network.links.count))


def density_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the density of the network of the towns' actors."""
    return of_subnetwork(
        inputs, towns, lambda net: _with_density_interval(network_density(net.actor_count, net.links.count), net, 1.0)
    )


def mean_degree_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the mean degree of the network of the towns' actors."""
    return of_subnetwork(
        inputs,
        towns,
        lambda net: _with_density_interval(mean_degree(net.actor_count, net.links.count), net, net.actor_count - 1),
    )


def linked_share_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the share of the towns' actors that have a link among them."""
    return of_subnetwork(
        inputs, towns, lambda network: linked_actor_share_pct(network.actor_count, network.linked_actor_count)
    )


def cross_town_count_rows(inputs: MeasureInputs, towns: Sequence[str], others: OtherTowns) -> Iterator[Row]:
    """Return how many links run between towns, with an end in one of some towns."""
    found = cross_town_links(inputs, towns, others)
    yield Row(counted_links(found.count), variant=SIMPLE_NETWORK, source=_source(inputs, towns, found))


def cross_town_share_rows(inputs: MeasureInputs, towns: Sequence[str], others: OtherTowns) -> Iterator[Row]:
    """Return the share of links between towns among the links between actors of the network."""
    crossing, inside = cross_town_links(inputs, towns, others), inputs.subnetwork(*towns)
    at_home = inside.links.count - inside.cross_town_count
    measured = cross_town_link_share_pct(crossing.count, crossing.count + at_home)
    if can_resample(inside.actor_count):
        measured = _with_cross_town_interval(measured, inputs.network, crossing, inside, others)
    yield Row(
        measured,
        n=crossing.count + at_home,
        variant=_network_variant(measured),
        source=join_source_refs({*crossing.source_refs, *inside.links.source_refs}),
    )


def connected_pair_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the share of town pairs that are connected."""
    counts = _town_pair_counts(inputs, towns)
    yield Row(
        connected_town_pair_share_pct(len(towns), sum(count > 0 for count in counts.values())),
        n=len(towns),
        variant=SIMPLE_NETWORK,
        source=_source(inputs, towns, cross_town_links(inputs, towns, "among_themselves")),
    )


def town_pair_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many links each pair of towns has."""
    for (one, other), count in _town_pair_counts(inputs, towns).items():
        network = inputs.network
        links = network.between(network.of_towns(one), network.of_towns(other))
        yield Row(
            counted_links(count),
            f"{one}--{other}",
            variant=SIMPLE_NETWORK,
            source=_source(inputs, (one, other), links),
        )


def hei_link_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many links the towns' actors have with higher education and research."""
    found = inputs.network.between(inputs.network.of_towns(*towns), inputs.network.is_hei)
    yield Row(counted_links(found.count), variant=SIMPLE_NETWORK, source=_source(inputs, towns, found))


def abroad_link_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many links the towns' actors have with actors abroad."""
    found = inputs.network.between(inputs.network.of_towns(*towns), inputs.network.is_abroad)
    yield Row(counted_links(found.count), variant=SIMPLE_NETWORK, source=_source(inputs, towns, found))


def ei_rows(inputs: MeasureInputs, towns: Sequence[str], groups: Sequence[str]) -> Iterator[Row]:
    """Return whether links run between groups rather than within them."""
    network = inputs.subnetwork(*towns)
    for group in groups:
        internal = network.internal_counts[group]
        measured = _with_ei_interval(ei_index(internal, network.links.count - internal), network, group)
        yield Row(
            measured,
            group,
            n=network.links.count,
            variant=_network_variant(measured),
            source=network.source,
        )


def expected_ei_rows(inputs: MeasureInputs, towns: Sequence[str], groups: Sequence[str]) -> Iterator[Row]:
    """Return the E-I index that the sizes of the groups alone would give."""
    network = inputs.subnetwork(*towns)
    for group in groups:
        yield Row(
            expected_ei_index(tuple(network.sizes[group].values())),
            group,
            n=network.actor_count,
            variant="complete_network",
            source=network.source,
        )


def driver_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the helix whose orchestrators have most links."""
    network = inputs.network
    orchestrates = network.of_towns(*towns) & (network.actors["role"] == ORCHESTRATOR).to_numpy(dtype=bool)
    anybody = np.ones(len(network.actors), dtype=bool)
    links = {
        helix: network.between(orchestrates & (network.actors["helix"] == helix).to_numpy(dtype=bool), anybody)
        for helix in inputs.project.code_lists["helix"]
        if helix in set(network.actors["helix"][orchestrates])
    }
    winner, measured = driver_of({helix: found.count for helix, found in links.items()})
    refs = [ref for found in links.values() for ref in found.source_refs]
    yield Row(
        measured,
        winner,
        n=int(orchestrates.sum()),
        variant=SIMPLE_NETWORK,
        source=join_source_refs([*network.actors["source_ref"][orchestrates], *refs]),
    )


def orchestrator_count(inputs: MeasureInputs, town: str) -> int:
    """Return how many of a town's active actors are named as orchestrators."""
    return int((inputs.active_actors(town)["role"] == ORCHESTRATOR).sum())


def of_subnetwork(
    inputs: MeasureInputs, towns: Sequence[str], measure: Callable[[Subnetwork], Measurement]
) -> Iterator[Row]:
    """Return one row that rests on all actors of the towns and the links between them."""
    network = inputs.subnetwork(*towns)
    measured = measure(network)
    yield Row(
        measured,
        n=network.actor_count,
        variant=_network_variant(measured),
        source=network.source,
    )


def cross_town_links(
    inputs: MeasureInputs, towns: Sequence[str], others: OtherTowns, network: ActorNetwork | None = None
) -> LinkSet:
    """Return the links between towns with an end in one of some towns, at the quarter's end or in another network."""
    network = network or inputs.network
    return network.links(is_cross_town_of(network, towns, others))


def is_cross_town_of(network: ActorNetwork, towns: Sequence[str], others: OtherTowns) -> Mask:
    """Return which link rows of a network run between towns with an end in one of some towns."""
    members = network.of_towns(*towns)
    first, second = members[network.first], members[network.second]
    found: Mask = network.is_cross_town & (first | second if others == "any" else first & second)
    return found


def _town_pair_counts(inputs: MeasureInputs, towns: Sequence[str]) -> dict[tuple[str, str], int]:
    pairs = cross_town_links(inputs, towns, "among_themselves").pairs
    names = inputs.network.actors["town"].to_numpy(dtype=object)
    counts = dict.fromkeys(combinations(sorted(towns), 2), 0)
    for one, other in pairs.tolist():
        first, second = sorted((names[one], names[other]))
        counts[first, second] += 1
    return counts


def _network_variant(measured: Measurement) -> str:
    return SIMPLE_NETWORK if measured.lower is None else f"{SIMPLE_NETWORK};{RESAMPLED}"


def _with_density_interval(measured: Measurement, network: Subnetwork, scale: float) -> Measurement:
    count = network.actor_count
    if not can_resample(count):
        return measured
    return with_interval(measured, drawn_link_counts(count, network.pairs), drawn_pair_counts(count), scale)


def _with_ei_interval(measured: Measurement, network: Subnetwork, group: str) -> Measurement:
    if not can_resample(network.actor_count):
        return measured
    one, other = network.groups[group][network.pairs].T
    inside = drawn_link_counts(network.actor_count, network.pairs[one == other])
    outside = drawn_link_counts(network.actor_count, network.pairs[one != other])
    return with_interval(measured, outside - inside, outside + inside)


def _with_cross_town_interval(
    measured: Measurement, network: ActorNetwork, crossing: LinkSet, inside: Subnetwork, others: OtherTowns
) -> Measurement:
    """Return a cross-town share with its interval; where links lead to any town, the actors of all towns are drawn."""
    drawn = network.is_internal if others == "any" else network.of_towns(*inside.sizes["town"])
    place, count = np.cumsum(drawn) - 1, int(drawn.sum())
    one, other = network.town_numbers[inside.links.pairs].T
    between = drawn_link_counts(count, place[crossing.pairs])
    at_home = drawn_link_counts(count, place[inside.links.pairs[one == other]])
    return with_interval(measured, between, between + at_home, 100.0)


def _source(inputs: MeasureInputs, towns: Sequence[str], found: LinkSet) -> str:
    """Return the rows of some links; where none was found, all the rows that were searched."""
    searched = [ref for town in towns for ref in inputs.rows("links", town)["source_ref"]]
    return join_source_refs(found.source_refs or searched)
