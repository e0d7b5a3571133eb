"""Rows of `indicator_values` about single actors of the network: the most central ones and the brokers."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from tasks.measure.brokerage import ROLES, brokerage_roles, burt_constraint, effective_size
from tasks.measure.centrality import (
    EXACT_ACTOR_LIMIT,
    PIVOT_COUNT,
    betweenness_centrality,
    degree_centrality,
    eigenvector_centrality,
)
from tasks.measure.inputs import MeasureInputs
from tasks.measure.link_rows import SIMPLE_NETWORK
from tasks.measure.measurement import Measurement, Row, undefined
from tasks.measure.networks import counted_links

NO_ACTORS = undefined("no_actors")
LEADING_ACTOR_COUNT = 5
"""How many actors are named in each measure; the rest of a ranking says more about the mapping than about them."""


def degree_centrality_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the actors with the most partners."""
    return _leading(inputs, towns, degree_centrality)


def betweenness_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the actors that most of the shortest paths run through."""
    is_estimate = inputs.subnetwork(*towns).actor_count > EXACT_ACTOR_LIMIT
    return _leading(
        inputs, towns, betweenness_centrality, variant=f"estimate;pivots={PIVOT_COUNT}" if is_estimate else ""
    )


def eigenvector_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the actors with the best linked partners."""
    return _leading(inputs, towns, eigenvector_centrality, variant="largest_component")


def constraint_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the actors that are least bound to one circle."""
    return _leading(inputs, towns, burt_constraint, lowest=True)


def effective_size_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the actors with the most separate partners."""
    return _leading(inputs, towns, effective_size)


def brokerage_rows(inputs: MeasureInputs, towns: Sequence[str], groups: Sequence[str]) -> Iterator[Row]:
    """Return how often the actors broker between two others, by role and kind of group."""
    network = inputs.subnetwork(*towns)
    for group in groups:
        counts = brokerage_roles(network.groups[group], network.pairs)
        for role, count in zip(ROLES, counts.sum(axis=0).tolist(), strict=True):
            yield Row(
                counted_links(count),
                f"{group}_{role}",
                n=int((counts.sum(axis=1) > 0).sum()),
                variant=SIMPLE_NETWORK,
                source=network.source,
            )


def _leading(
    inputs: MeasureInputs,
    towns: Sequence[str],
    measure: Callable[[int, np.ndarray], list[Measurement]],
    *,
    variant: str = "",
    lowest: bool = False,
) -> Iterator[Row]:
    """Return one row for each of the leading actors, or one row with the reason when no actor has a number.

    Actors of equal numbers stand in the order of their ids.
    """
    network = inputs.subnetwork(*towns)
    measured = measure(network.actor_count, network.pairs)
    found = [
        (one.value, actor, one) for actor, one in zip(network.actor_ids, measured, strict=True) if one.value is not None
    ]
    leading = sorted(found, key=lambda each: (each[0] if lowest else -each[0], each[1]))[:LEADING_ACTOR_COUNT]
    rows = [(one, actor) for _, actor, one in leading] or [(measured[0] if measured else NO_ACTORS, "")]
    for one, actor in rows:
        yield Row(
            one,
            actor,
            n=network.actor_count,
            variant=";".join(part for part in (SIMPLE_NETWORK, variant) if part),
            source=network.source,
        )
