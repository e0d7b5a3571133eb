"""The tables and charts about communication: what was planned and published, in which languages, and its reach."""

from dataclasses import replace

import pandas as pd

from tasks.assemble.blocks import Cell
from tasks.assemble.exhibits import Exhibit, build_table, text_cell, value_cell
from tasks.assemble.network_charts import code_chart
from tasks.assemble.scope import Scope, cell_day, cell_number, cell_text, is_missing
from tasks.assemble.typography import format_number
from tasks.assemble.value_texts import value_id

OUTPUTS = "comms_outputs"
OUTPUT_LIMIT = 40
PUBLIC_EVENT_LIMIT = 25
PUBLIC_EVENTS = ("seminar", "webinar")
"""The events that the application asks communication for."""
_CODES_OF = {"event_count": "event_type", "comms_output_count": "output_type"}
"""For each indicator that may count an output of the work package: the code list of its kinds."""


def plan_and_actual(scope: Scope) -> Exhibit | None:
    """Return what was planned and recorded of each kind of the work package's outputs; None where nothing counts them.

    How many were planned is a column only where the plan says so of some kind.
    """
    bar = scope.inputs.project.calendar.bars.get(scope.inputs.work_package)
    span = f"{bar.from_.label}–{bar.to.label}" if bar else ""
    rows: list[tuple[Cell, ...]] = [
        (
            text_cell(output),
            text_cell(scope.label(_CODES_OF[indicator], code)),
            text_cell(span),
            text_cell("" if planned is None else _count(scope, planned)),
            value_cell(scope.book.text(indicator, code), value_id(indicator, code)),
        )
        for output, indicator, code, planned in _counted_kinds(scope)
    ]
    if not rows:
        return None
    sources = scope.wording("source.application"), scope.to_date_source("events_visits", OUTPUTS)
    table = build_table(scope, "plan_and_actual", "l6 l2.4 l3 r2.4 r2", rows, *sources)
    if has_planned_counts(scope):
        return Exhibit(table)
    return Exhibit(
        replace(
            table,
            columns=table.columns[:3] + table.columns[4:],
            rows=tuple(cells[:3] + cells[4:] for cells in table.rows),
        )
    )


def has_planned_counts(scope: Scope) -> bool:
    """Return whether the plan says of any output of the work package how many there should be."""
    return any(planned is not None for *_, planned in _counted_kinds(scope))


def _counted_kinds(scope: Scope) -> list[tuple[str, str, str, int | None]]:
    """Return the outputs of the work package by indicator and kind, each with the planned count."""
    package = scope.inputs.project.work_packages.get(scope.inputs.work_package)
    return [
        (output.fi, indicator, code, planned)
        for output in (package.outputs.values() if package else ())
        for indicator, kinds in output.planned_counts.items()
        for code, planned in kinds.items()
    ]


def public_among(events: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are seminars or webinars."""
    return events[events["event_type"].isin(PUBLIC_EVENTS)]


def public_events(scope: Scope, events: pd.DataFrame) -> Exhibit | None:
    """Return the seminars and webinars among some events with their participants and feedback; the latest of them."""
    listed = public_among(events).tail(PUBLIC_EVENT_LIMIT)
    fewest = scope.inputs.project.identity.disclosure.minimum_response_count
    rows = [
        (
            text_cell(scope.date(cell_day(row["event_date"]))),
            text_cell(str(row["title"])),
            text_cell(scope.town_name(str(row["town"]))),
            text_cell(_count(scope, row["participant_count"])),
            text_cell(_feedback(scope, row["feedback_mean"], row["feedback_count"], fewest)),
        )
        for row in listed.to_dict("records")
    ]
    if not rows:
        return None
    table = build_table(scope, "public_events", "l2 l6 l3.4 r2.4 r3.2", rows, scope.to_date_source("events_visits"))
    return Exhibit(table, source_refs=tuple(listed["source_ref"]))


def _feedback(scope: Scope, mean: object, responses: object, fewest: int) -> str:
    value, count = cell_number(mean), cell_number(responses)
    if value is None or count is None or count < fewest:
        return ""
    words = format_number(value, 1, scope.inputs.language)
    return scope.wording("feedback", mean=words, count=format_number(count, 0, scope.inputs.language))


def outputs_by_type(scope: Scope) -> Exhibit | None:
    """Return for each type how many outputs there are, and how many people they reached."""
    types = [
        code for code in scope.inputs.project.code_lists["output_type"] if scope.book.number("comms_output_count", code)
    ]
    if not types:
        return None
    rows = [
        (
            text_cell(scope.label("output_type", code)),
            value_cell(scope.book.text("comms_output_count", code), value_id("comms_output_count", code)),
            value_cell(scope.book.text("comms_reach_count", code), value_id("comms_reach_count", code)),
        )
        for code in types
    ]
    return Exhibit(build_table(scope, "outputs_by_type", "l6 r2.4 r2.6", rows, scope.to_date_source(OUTPUTS)))


def outputs_by_language(scope: Scope) -> Exhibit | None:
    """Return the outputs by language."""
    return code_chart(
        scope, "outputs_by_language", "comms_output_count_by_language", "language", OUTPUTS, height_cm=4.5
    )


def outputs_by_town(scope: Scope) -> Exhibit:
    """Return for each town its outputs, their reach, and the shares that mention the funder and are accessible."""
    indicators = ("comms_output_count", "comms_reach_count", "funder_mention_share_pct", "accessible_output_share_pct")
    rows = [
        (
            text_cell(town.name.in_language(scope.inputs.language)),
            *(
                value_cell(scope.book.text(indicator, "", town.slug), value_id(indicator, "", town.slug))
                for indicator in indicators
            ),
        )
        for town in scope.towns
    ]
    return Exhibit(build_table(scope, "outputs_by_town", "l4 r2 r2.6 r3 r2.6", rows, scope.to_date_source(OUTPUTS)))


def output_list(scope: Scope, outputs: pd.DataFrame) -> Exhibit | None:
    """Return some outputs, the latest of them when there are too many for a table."""
    listed = outputs.tail(OUTPUT_LIMIT)
    rows = [
        (
            text_cell(scope.date(cell_day(row["published_date"]))),
            text_cell(str(row["title"])),
            text_cell(scope.label("output_type", row["output_type"])),
            text_cell(scope.town_name(str(row["town"]))),
            text_cell(scope.label("language", row["language"])),
            text_cell(cell_text(row["audience"])),
            text_cell("" if is_missing(row["reach_count"]) else _count(scope, row["reach_count"])),
        )
        for row in listed.to_dict("records")
    ]
    if not rows:
        return None
    table = build_table(scope, "outputs", "l2 l4.4 l2.6 l2.6 l1.6 l2.8 r2", rows, scope.to_date_source(OUTPUTS))
    return Exhibit(table, source_refs=tuple(listed["source_ref"]))


def _count(scope: Scope, number: object) -> str:
    return format_number(int(float(str(number))), 0, scope.inputs.language)
