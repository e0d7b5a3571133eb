"""Rows of `indicator_values` from the register of actors."""

from collections.abc import Callable, Iterator, Sequence

from tasks.findings import join_source_refs
from tasks.measure.counts import recorded_count
from tasks.measure.coverage import helix_balance, helix_coverage
from tasks.measure.inputs import MeasureInputs
from tasks.measure.measurement import Measurement, Row
from tasks.measure.ratios import share_pct


def actor_count_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many actors are active at the end of the quarter."""
    actors = inputs.active_actors(*towns)
    yield Row(recorded_count(len(actors)), n=len(towns), source=join_source_refs(actors["source_ref"]))


def helix_count_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many actors each part of the quadruple helix has."""
    actors = inputs.active_actors(*towns)
    for helix in inputs.project.code_lists["helix"]:
        of_helix = actors[actors["helix"] == helix]
        rows = of_helix if len(of_helix) else actors
        yield Row(recorded_count(len(of_helix)), helix, n=len(towns), source=join_source_refs(rows["source_ref"]))


def helix_share_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return each helix's share of the actors."""
    actors = inputs.active_actors(*towns)
    for helix in inputs.project.code_lists["helix"]:
        count = int((actors["helix"] == helix).sum())
        yield Row(share_pct(count, len(actors)), helix, n=len(actors), source=join_source_refs(actors["source_ref"]))


def type_count_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many actors there are of each type that occurs."""
    for actor_type, rows in inputs.active_actors(*towns).groupby("actor_type", sort=True):
        yield Row(recorded_count(len(rows)), str(actor_type), n=len(towns), source=join_source_refs(rows["source_ref"]))


def helix_coverage_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the share of the quadruple helix that has actors."""
    return _over_helices(inputs, towns, helix_coverage)


def helix_balance_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how evenly the actors are spread over the quadruple helix."""
    return _over_helices(inputs, towns, helix_balance)


def _over_helices(
    inputs: MeasureInputs, towns: Sequence[str], measure: Callable[[list[int]], Measurement]
) -> Iterator[Row]:
    actors = inputs.active_actors(*towns)
    counts = [int((actors["helix"] == helix).sum()) for helix in inputs.project.code_lists["helix"]]
    yield Row(measure(counts), n=len(actors), source=join_source_refs(actors["source_ref"]))
