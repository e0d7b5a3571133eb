"""Rows of `indicator_values` from the smaller registers: gaps, higher education, proposals, and the mapping itself."""

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from tasks.findings import Verdict, join_source_refs
from tasks.measure.counts import hei_presence_level, recorded_count, recorded_sum
from tasks.measure.coverage import gap_coverage_pct, measure_completeness_pct
from tasks.measure.inputs import MeasureInputs
from tasks.measure.measurement import Row


def gap_count_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many competence gaps are recorded, together and by state."""
    gaps = _rows(inputs, "competence_gaps", towns)
    yield Row(recorded_count(len(gaps)), n=len(towns), source=join_source_refs(gaps["source_ref"]))
    yield from counts_by(gaps, "status", inputs.project.code_lists["gap_status"], len(towns))


def gap_sector_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many competence gaps are recorded by sector."""
    gaps = _rows(inputs, "competence_gaps", towns)
    return counts_by(gaps, "sector", inputs.project.sectors, len(towns))


def gap_coverage_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the share of the competence gaps that is covered, weighted by importance and not."""
    gaps = _rows(inputs, "competence_gaps", towns)
    statuses = [str(status) for status in gaps["status"]]
    source = join_source_refs(gaps["source_ref"])
    weights = [float(weight) for weight in gaps["importance"]]
    yield Row(gap_coverage_pct(statuses, weights), n=len(gaps), variant="weighted", source=source)
    yield Row(gap_coverage_pct(statuses), "unweighted", n=len(gaps), variant="unweighted", source=source)


def unanswered_gap_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many competence gaps are not covered and have no needed actor, together and by sector."""
    gaps, needs = _rows(inputs, "competence_gaps", towns), _rows(inputs, "needed_actors", towns)
    answered = set(zip(needs["town"], needs["gap_id"], strict=True))
    is_open = [
        status != "covered" and (town, gap) not in answered
        for status, town, gap in zip(gaps["status"], gaps["town"], gaps["gap_id"], strict=True)
    ]
    unanswered = gaps.loc[pd.Series(is_open, gaps.index, dtype="bool")]
    yield Row(recorded_count(len(unanswered)), n=len(towns), source=join_source_refs(gaps["source_ref"]))
    yield from counts_by(unanswered, "sector", inputs.project.sectors, len(towns))


def needed_actor_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many needed actors are recorded, together and by their place in the contact funnel."""
    needs = _rows(inputs, "needed_actors", towns)
    yield Row(recorded_count(len(needs)), n=len(towns), source=join_source_refs(needs["source_ref"]))
    yield from counts_by(needs, "state", inputs.project.code_lists["needed_state"], len(towns))


def needed_actor_sector_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many needed actors each sector has, together and as `<sector>--<state>` of the contact funnel."""
    needs = _rows(inputs, "needed_actors", towns)
    yield from counts_by(needs, "sector", inputs.project.sectors, len(towns))
    states = needs.assign(sector_state=needs["sector"] + "--" + needs["state"])
    names = [f"{sector}--{state}" for sector in inputs.project.sectors for state in _needed_states(inputs)]
    yield from counts_by(states, "sector_state", names, len(towns))


def _needed_states(inputs: MeasureInputs) -> Iterable[str]:
    return inputs.project.code_lists["needed_state"]


def measure_completeness_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the share of the towns' own measures that have a responsible party, a deadline and an indicator."""
    measures = _rows(inputs, "measures", towns)
    measures = measures[measures["scope"].fillna("town") == "town"]
    parts = measures[["owner_id", "end_date", "indicator_name"]].notna()
    yield Row(
        measure_completeness_pct([(bool(owner), bool(day), bool(name)) for owner, day, name in parts.to_numpy()]),
        n=len(measures),
        source=join_source_refs(measures["source_ref"]),
    )


def hei_level_rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
    """Return the presence of higher education, its highest level and that of each institution."""
    latest = _latest_year(inputs.rows("hei_presence", town))
    levels = [int(level) for level in latest["level"]]
    variant = _year_variant(latest)
    yield Row(hei_presence_level(levels), n=len(latest), variant=variant, source=join_source_refs(latest["source_ref"]))
    for institution, rows in latest.groupby("institution", sort=True):
        yield Row(
            hei_presence_level([int(level) for level in rows["level"]]),
            str(institution),
            n=len(rows),
            variant=variant,
            source=join_source_refs(rows["source_ref"]),
        )


def hei_sum_rows(inputs: MeasureInputs, town: str, column: str) -> Iterator[Row]:
    """Return the staff or the students of the institutions in the latest year."""
    latest = _latest_year(inputs.rows("hei_presence", town))
    given = latest[latest[column].notna()]
    yield Row(
        recorded_sum([float(number) for number in given[column]]),
        n=len(given),
        variant=_year_variant(latest),
        source=join_source_refs(given["source_ref"]),
    )


def proposal_count_rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
    """Return how many development proposals are recorded."""
    proposals = inputs.rows("proposals", town)
    yield Row(recorded_count(len(proposals)), source=join_source_refs(proposals["source_ref"]))


def research_event_rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
    """Return how many interviews, workshops and surveys the quarter had, together and by method."""
    events = inputs.rows("interviews_workshops", town)
    yield Row(recorded_count(len(events)), source=join_source_refs(events["source_ref"]))
    yield from counts_by(events, "method", inputs.project.code_lists["research_method"], None)


def research_participant_rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
    """Return how many took part in interviews, workshops and surveys, together and by method."""
    events = inputs.rows("interviews_workshops", town)
    for method in ("", *inputs.project.code_lists["research_method"]):
        of_method = events[events["method"] == method] if method else events
        participants = [float(count) for count in of_method["participant_count"].dropna()]
        yield Row(
            recorded_sum(participants or [0.0]),
            method,
            n=len(of_method),
            source=join_source_refs(of_method["source_ref"]),
        )


def reporting_town_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many towns have a table that was accepted in the reported quarter."""
    quarter = str(inputs.quarter)
    reporting = {
        standing.town
        for standing in inputs.accepted.standings
        if standing.data_quarter == quarter and standing.verdict in (Verdict.ACCEPTED, Verdict.ACCEPTED_WITH_WARNINGS)
    }
    yield Row(recorded_count(len(reporting)), n=len(towns))


def town_with_data_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many towns have a table that counts, from the reported quarter or an earlier one."""
    with_data = {standing.town for standing in inputs.accepted.standings if standing.data_quarter}
    yield Row(recorded_count(len(with_data)), n=len(towns))


def _rows(inputs: MeasureInputs, table: str, towns: Sequence[str]) -> pd.DataFrame:
    return pd.concat([inputs.rows(table, town) for town in towns])


def counts_by(rows: pd.DataFrame, column: str, names: Iterable[str], n: int | None) -> Iterator[Row]:
    """Return how many rows have each of some codes in a column."""
    refs: dict[str, list[str]] = {}
    for code, ref in zip(rows[column], rows["source_ref"], strict=True):
        refs.setdefault(code, []).append(ref)
    for name in names:
        found = refs.get(name, [])
        yield Row(recorded_count(len(found)), name, n=n, source=join_source_refs(found))


def _latest_year(rows: pd.DataFrame) -> pd.DataFrame:
    return rows if rows.empty else rows[rows["year"] == rows["year"].max()]


def _year_variant(rows: pd.DataFrame) -> str:
    return "" if rows.empty else f"year={int(rows['year'].iloc[0])}"
