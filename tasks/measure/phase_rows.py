"""Rows of `indicator_values` about the development phase of the towns' ecosystems."""

from collections.abc import Iterator, Sequence

import pandas as pd

from tasks.findings import join_source_refs
from tasks.measure.inputs import MeasureInputs
from tasks.measure.link_rows import hei_link_rows, orchestrator_count
from tasks.measure.maturity import development_phase, maturity_score, phase_contradictions, towns_by_phase
from tasks.measure.measurement import Measurement, Row

FLOOR_OF_MEDIAN = "floor_median"


def phase_rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
    """Return the development phase of the latest assessed year, and of each year."""
    scores = inputs.rows("maturity_scores", town)
    years = sorted({int(year) for year in scores["year"]})
    yield _phase_row(scores[scores["year"] == years[-1]] if years else scores, "")
    for year in years:
        yield _phase_row(scores[scores["year"] == year], str(year))


def maturity_score_rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
    """Return the score of each dimension in the latest assessed year."""
    latest = _latest(inputs, town)
    for dimension in inputs.project.code_lists["maturity_dimension"]:
        rows = latest[latest["dimension"] == dimension]
        given = _scores(rows)
        yield Row(
            maturity_score(given[0] if given else None),
            dimension,
            n=len(given),
            variant=_year_variant(latest),
            source=join_source_refs(rows["source_ref"]),
        )


def contradiction_rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
    """Return one row for each contradiction between the phase and the other data."""
    latest = _latest(inputs, town)
    has_actors = inputs.lacking(town, ("actors",)) is None
    has_links = inputs.lacking(town, ("actors", "links", "external_actors")) is None
    rules = phase_contradictions(
        _phase(latest).value,
        orchestrator_count(inputs, town) if has_actors else None,
        next(hei_link_rows(inputs, (town,))).measurement.value if has_links else None,
    )
    for rule in rules:
        yield Row(Measurement(1.0), rule, variant=_year_variant(latest), source=join_source_refs(latest["source_ref"]))


def phase_town_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many towns are in each phase."""
    latest = {town: _latest(inputs, town) for town in towns}
    source = join_source_refs(ref for rows in latest.values() for ref in rows["source_ref"])
    for name, count in towns_by_phase([_phase(rows).value for rows in latest.values()]).items():
        yield Row(count, name, n=len(towns), variant=FLOOR_OF_MEDIAN, source=source)


def _phase_row(rows: pd.DataFrame, dimension: str) -> Row:
    return Row(
        _phase(rows),
        dimension,
        n=len(_scores(rows)),
        variant=";".join(part for part in (_year_variant(rows), FLOOR_OF_MEDIAN) if part),
        source=join_source_refs(rows["source_ref"]),
    )


def _phase(rows: pd.DataFrame) -> Measurement:
    return development_phase(_scores(rows))


def _scores(rows: pd.DataFrame) -> list[int]:
    return [int(score) for score in rows["score"].dropna()]


def _latest(inputs: MeasureInputs, town: str) -> pd.DataFrame:
    rows = inputs.rows("maturity_scores", town)
    return rows if rows.empty else rows[rows["year"] == rows["year"].max()]


def _year_variant(rows: pd.DataFrame) -> str:
    return "" if rows.empty else f"year={int(rows['year'].iloc[0])}"
