"""Rows of `indicator_values` about a composite of the towns: places only with their bands, never a single number."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tasks.measure import actor_rows, link_rows, register_rows
from tasks.measure.inputs import MeasureInputs
from tasks.measure.measurement import Measurement, Row, undefined
from tasks.measure.rank_bands import LEAST_DRAWS, expected_rank_shift, rank_bands, rank_shift_sensitivity

BANDED = f"draws={LEAST_DRAWS};weights=25pct;band=90"


@dataclass(frozen=True)
class Component:
    """One indicator of the composite, in which high is good.

    Attributes:
        indicator: Its id.
        tables: The tables of a town that it needs.
        rows: Makes its rows; the first one counts.
    """

    indicator: str
    tables: tuple[str, ...]
    rows: Callable[[MeasureInputs, str], Iterable[Row]]


COMPONENTS: tuple[Component, ...] = (
    Component("helix_balance", ("actors",), lambda inputs, town: actor_rows.helix_balance_rows(inputs, (town,))),
    Component("mean_degree", ("actors", "links"), lambda inputs, town: link_rows.mean_degree_rows(inputs, (town,))),
    Component(
        "cross_town_link_share_pct",
        ("actors", "links"),
        lambda inputs, town: link_rows.cross_town_share_rows(inputs, (town,), "any"),
    ),
    Component("hei_presence_level", ("hei_presence",), register_rows.hei_level_rows),
    Component(
        "gap_coverage_pct",
        ("competence_gaps",),
        lambda inputs, town: register_rows.gap_coverage_rows(inputs, (town,)),
    ),
)
"""What a run can compute of a town from its registers; the assessed phase stands beside the composite, not in it."""


def composite_rank_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the middle place of each town with its band; a town that lacks an indicator has no place."""
    scores = _scores(inputs, towns)
    bands = dict(zip(scores, rank_bands(list(scores.values())), strict=True))
    for town in towns:
        yield _row(bands.get(town, undefined("indicator_missing")), town, len(scores))


def rank_shift_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many places a town moves on average when weights and methods are drawn."""
    scores = _scores(inputs, towns)
    yield _row(expected_rank_shift(list(scores.values())), "", len(scores))


def sensitivity_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how much of the movement of places each weight and each method makes."""
    scores = _scores(inputs, towns)
    names = [component.indicator for component in COMPONENTS]
    for name, measured in rank_shift_sensitivity(list(scores.values()), names).items():
        yield _row(measured, name, len(scores))


def _scores(inputs: MeasureInputs, towns: Sequence[str]) -> dict[str, list[float]]:
    """Return the indicators of every town that has all of them."""
    scores = {}
    for town in towns:
        found = [_score(inputs, town, component) for component in COMPONENTS]
        known = [score for score in found if score is not None]
        if len(known) == len(COMPONENTS):
            scores[town] = known
    return scores


def _score(inputs: MeasureInputs, town: str, component: Component) -> float | None:
    if inputs.lacking(town, component.tables):
        return None
    return next(iter(component.rows(inputs, town))).measurement.value


def _row(measured: Measurement, dimension: str, town_count: int) -> Row:
    return Row(measured, dimension, n=town_count, variant=BANDED)
