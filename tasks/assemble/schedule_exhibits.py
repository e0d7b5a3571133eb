"""The schedule of the project, plan against actual: a Gantt chart and the table of its numbers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from config.quarters import Quarter
from tasks.assemble.blocks import Series
from tasks.assemble.exhibits import Exhibit, build_chart, build_table, text_cell
from tasks.assemble.scope import Scope, cell_day

SCHEDULE_EXHIBITS: tuple[str, ...] = ("gantt", "schedule")
WHOLE = "whole"
WORK_TABLES: tuple[tuple[str, str], ...] = (("hours", "month"), ("costs", "voucher_date"))
"""The tables that say in which quarters a work package was worked on, each with its day."""
_ROW_CM, _AROUND_CM, _HEAD_ROWS = 0.5, 1.2, 2

Span = tuple[Quarter, Quarter]


@dataclass(frozen=True)
class ScheduleRow:
    """A bar of the schedule: its plan, and the first and last quarter in which work was recorded.

    Attributes:
        id: A work package, another bar of the calendar, or the whole project.
        name: What the table calls it.
        short_name: What the chart calls it.
        planned: First and last planned quarter.
        actual: First and last quarter with recorded work; None where none is recorded.
        recorded: In how many quarters work is recorded; None where a bar's work is not recorded apart.
        source_refs: The rows that say so.
    """

    id: str
    name: str
    short_name: str
    planned: Span
    actual: Span | None
    recorded: int | None
    source_refs: tuple[str, ...] = ()


def read_schedule(scope: Scope) -> tuple[ScheduleRow, ...]:
    """Return the whole project and every bar of the calendar, in the calendar's order."""
    project, quarter = scope.inputs.project, scope.inputs.quarter
    identity = project.identity
    whole = (Quarter.of_day(identity.planned_start), Quarter.of_day(identity.end))
    began = Quarter.of_day(identity.actual_start)
    actual = (began, min(quarter, whole[1])) if began <= quarter else None
    name = scope.wording("schedule.whole")
    rows = [ScheduleRow(WHOLE, name, name, whole, actual, None)]
    recorded = [(scope.rows_to_date(table), day) for table, day in WORK_TABLES]
    for bar_id, bar in project.calendar.bars.items():
        planned = (bar.from_, bar.to)
        package = project.work_packages.get(bar_id)
        if package is None:
            name = scope.wording(f"schedule.{bar_id}") if scope.wording.has(f"schedule.{bar_id}") else bar_id
            rows.append(ScheduleRow(bar_id, name, name, planned, None, None))
            continue
        quarters, refs = _worked(recorded, bar_id, quarter)
        span = (quarters[0], quarters[-1]) if quarters else None
        name = f"{bar_id} {package.name.in_language(scope.inputs.language)}"
        rows.append(ScheduleRow(bar_id, name, bar_id, planned, span, len(quarters), refs))
    return tuple(rows)


def _worked(
    recorded: Iterable[tuple[pd.DataFrame, str]], package: str, last: Quarter
) -> tuple[list[Quarter], tuple[str, ...]]:
    """Return the quarters in which hours or costs of a work package lie, up to the last one, and their rows."""
    days: set[object] = set()
    refs: list[str] = []
    for frame, column in recorded:
        own = frame[frame["work_package"] == package]
        days |= set(own[column].dropna())
        refs += list(own["source_ref"])
    quarters = {Quarter.of_day(day) for cell in days if (day := cell_day(cell)) is not None}
    return sorted(one for one in quarters if one <= last), tuple(refs)


def worked_before_start(scope: Scope) -> list[str]:
    """Return the work packages that have hours or costs from before the day on which the project really began."""
    start = scope.inputs.project.identity.actual_start
    found = set()
    for table, day in WORK_TABLES:
        frame = scope.rows_to_date(table)
        for package, cell in zip(frame["work_package"], frame[day], strict=True):
            first = cell_day(cell)
            if first is not None and first < start:
                found.add(str(package))
    return [package for package in scope.inputs.project.work_packages if package in found]


def schedule_aliases(scope: Scope) -> list[str]:
    """Return the other names that the schedule of the application has for some work packages."""
    packages = scope.inputs.project.work_packages
    aliases = {name: package.gantt_name_fi.rpartition(" - ")[2] for name, package in packages.items()}
    return [f"{name} {alias}" for name, alias in aliases.items() if alias != packages[name].name.fi]


def span_words(span: Span) -> str:
    """Return a span as `Q3/2021–Q4/2023`, or the one quarter that it is."""
    return "–".join(dict.fromkeys(one.label for one in span))


def quarters_between(first: Quarter, last: Quarter) -> int:
    """Return how many quarters later the second one is; below 0 when it is earlier."""
    return 4 * (last.year - first.year) + last.number - first.number


def gantt(scope: Scope, rows: Sequence[ScheduleRow]) -> Exhibit:
    """Return the Gantt chart: the plan of each bar and, below it, what was recorded."""
    spans = [(row, kind, span) for row in rows for kind, span in _bars(row)]
    first = min(span[0] for _, _, span in spans)
    last = max(span[1] for _, _, span in spans)
    steps = [first]
    while steps[-1] <= last:
        steps.append(steps[-1].next)
    series = [
        Series(
            scope.wording(f"schedule.{kind}"),
            tuple(float(quarters_between(*span) + 1) if kind == drawn else None for _, drawn, span in spans),
            tuple(float(quarters_between(first, span[0])) if kind == drawn else None for _, drawn, span in spans),
        )
        for kind in ("plan", "actual")
    ]
    words = {"first": first.label, "last": last.label, "points": _deviating(scope, rows)}
    built = build_chart(
        scope,
        "gantt",
        "gantt",
        [
            scope.wording(f"schedule.bar.{kind}", name=row.short_name, span=span_words(span))
            for row, kind, span in spans
        ],
        series,
        *_sources(scope),
        value_ids=(),
        words=words,
        value_title=scope.wording("charts.gantt.value_title"),
        height_cm=_AROUND_CM + _ROW_CM * (_HEAD_ROWS + len(spans)),
        steps=[one.label for one in steps],
    )
    return Exhibit(built.block, source_refs=_refs(rows))


def _bars(row: ScheduleRow) -> Iterator[tuple[str, Span]]:
    yield "plan", row.planned
    if row.actual is not None:
        yield "actual", row.actual


def _deviating(scope: Scope, rows: Iterable[ScheduleRow]) -> str:
    """Return the bars that differ from their plan, for those who do not see the chart."""
    points = [
        scope.wording(
            "charts.gantt.point",
            name=row.short_name,
            planned=span_words(row.planned),
            actual=span_words(row.actual),
        )
        for row in rows
        if row.actual not in (None, row.planned)
        if row.actual is not None
    ]
    return "; ".join(points) or scope.wording("charts.gantt.as_planned")


def schedule(scope: Scope, rows: Sequence[ScheduleRow]) -> Exhibit:
    """Return plan, actual and deviation of each bar."""
    cells = [
        (
            text_cell(row.name, bold=row.id == WHOLE),
            text_cell(span_words(row.planned)),
            text_cell(span_words(row.actual) if row.actual else scope.wording("schedule.unknown")),
            text_cell(deviation(scope, row)),
        )
        for row in rows
    ]
    table = build_table(scope, "schedule", "l5 l2.8 l2.8 l4.4", cells, *_sources(scope))
    return Exhibit(table, source_refs=_refs(rows))


def deviation(scope: Scope, row: ScheduleRow) -> str:
    """Return in words how the actual bar differs from its plan; what still goes on has no end."""
    if row.actual is None:
        return "" if row.recorded is None else scope.wording("schedule.nothing_recorded")
    reported = scope.inputs.quarter
    began = quarters_between(row.planned[0], row.actual[0])
    ended = quarters_between(row.planned[1], row.actual[1])
    goes_on = row.actual[1] == reported and row.planned[1] != reported
    parts = [_shift(scope, "began", began)]
    if goes_on:
        parts.append(scope.wording("schedule.goes_on" if ended < 0 else "schedule.goes_on_late"))
    else:
        parts.append(_shift(scope, "ended", ended))
    return "; ".join(part for part in parts if part) or scope.wording("schedule.as_planned")


def _shift(scope: Scope, what: str, quarters: int) -> str:
    if not quarters:
        return ""
    direction = "later" if quarters > 0 else "earlier"
    return scope.wording.counted(f"schedule.{what}_{direction}", abs(quarters))


def _sources(scope: Scope) -> tuple[str, str]:
    return scope.wording("source.schedule"), scope.to_date_source(*(table for table, _ in WORK_TABLES))


def _refs(rows: Iterable[ScheduleRow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ref for row in rows for ref in row.source_refs))
