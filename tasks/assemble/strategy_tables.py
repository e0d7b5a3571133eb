"""The tables of a strategy: its measures, their targets, where they come from, agreements and needed actors."""

from collections.abc import Hashable, Mapping, Sequence

import pandas as pd

from tasks.assemble.directory import Directory
from tasks.assemble.exhibits import Exhibit, build_table, text_cell
from tasks.assemble.scope import Scope, cell_day, cell_text, is_missing
from tasks.assemble.strategy_rows import Measure
from tasks.assemble.town_registers import short_id
from tasks.assemble.typography import format_eur, format_number, in_sentence


def measures(scope: Scope, found: Sequence[Measure], source: str) -> Exhibit | None:
    """Return the measures with owner, schedule and resource."""
    if not found:
        return None
    rows = [
        (
            text_cell(row_label(one.id)),
            text_cell(with_partners(scope, one)),
            text_cell("" if one.goal_number is None else str(one.goal_number)),
            text_cell(one.owner or scope.wording("measure.no_owner")),
            text_cell(_schedule(scope, one)),
            text_cell(_resource(scope, one)),
        )
        for one in found
    ]
    table = build_table(scope, "measures", "l1.3 l5.2 l1.5 l2.8 l2.2 l3", rows, source)
    return Exhibit(table, source_refs=tuple(one.source_ref for one in found))


def row_label(row_id: str) -> str:
    """Return the id of a row without the slug of the town that it begins with: `iisalmi-t01` is `T01`."""
    return row_id.rpartition("-")[2].upper()


def with_partners(scope: Scope, measure: Measure) -> str:
    """Return a measure's title, with the partners that were named."""
    return (
        scope.wording("measure.partners", title=measure.title, names=measure.partners)
        if measure.partners
        else measure.title
    )


def _schedule(scope: Scope, measure: Measure) -> str:
    if measure.end is None:
        return scope.wording("measure.no_deadline")
    return f"{scope.date(measure.start)}–{scope.date(measure.end)}" if measure.start else scope.date(measure.end)


def _resource(scope: Scope, measure: Measure) -> str:
    cost = "" if measure.cost_eur is None else format_eur(measure.cost_eur, scope.inputs.language)
    return "; ".join(part for part in (cost, in_sentence(measure.funding_source)) if part)


def targets(scope: Scope, found: Sequence[Measure], source: str) -> Exhibit | None:
    """Return the indicator of each measure with baseline, target, actual value and state."""
    if not found:
        return None
    rows = [
        (
            text_cell(row_label(one.id)),
            text_cell(_indicator(scope, one)),
            *(text_cell(_number(scope, number)) for number in (one.baseline, one.target, one.actual)),
            text_cell(scope.label("measure_state", one.state)),
        )
        for one in found
    ]
    table = build_table(scope, "targets", "l1.3 l5 r1.8 r1.7 r1.7 l2.2", rows, source)
    return Exhibit(table, source_refs=tuple(one.source_ref for one in found))


def _indicator(scope: Scope, measure: Measure) -> str:
    if not measure.indicator:
        return scope.wording("measure.no_indicator")
    return f"{measure.indicator} ({measure.unit})" if measure.unit else measure.indicator


def _number(scope: Scope, number: float | None) -> str:
    if number is None:
        return ""
    return format_number(number, 0 if number == int(number) else 1, scope.inputs.language)


def trace(scope: Scope, proposals: pd.DataFrame, found: Sequence[Measure], source: str) -> Exhibit | None:
    """Return which measures each development proposal of work package 1 has led to."""
    if proposals.empty:
        return None
    rows = []
    for row in proposals.to_dict("records"):
        led_to = [row_label(one.id) for one in found if row["proposal_id"] in one.proposal_ids]
        rows.append(
            (
                text_cell(_proposal_label(scope, row)),
                text_cell(str(row["title"]).rstrip(". ")),
                text_cell(scope.label("proposal_urgency", row["urgency"])),
                text_cell(", ".join(led_to) or scope.wording("measure.none")),
            )
        )
    layout = "l1.3 l6.4 l2 l2.2" if scope.inputs.town != "network" else "l2.6 l5.4 l1.8 l2"
    table = build_table(scope, "trace", layout, rows, source)
    return Exhibit(table, source_refs=tuple(proposals["source_ref"]))


def _proposal_label(scope: Scope, row: Mapping[Hashable, object]) -> str:
    label = row_label(str(row["proposal_id"]))
    return label if scope.inputs.town == row["town"] else f"{scope.town_name(str(row['town']))} {label}"


def agreements(scope: Scope, directory: Directory) -> Exhibit | None:
    """Return the town's agreements with parties, type, state and term."""
    frame = scope.rows("agreements")
    if frame.empty:
        return None
    rows = [
        (
            text_cell(str(row["title"])),
            text_cell(party_names(row, directory)),
            text_cell(scope.label("agreement_type", row["agreement_type"])),
            text_cell(_agreement_state(scope, row)),
            text_cell(_term(scope, row)),
        )
        for row in frame.to_dict("records")
    ]
    table = build_table(scope, "agreements", "l4 l5 l2.8 l2.6 l2.2", rows, scope.town_source("agreements"))
    return Exhibit(table, source_refs=tuple(frame["source_ref"]))


def party_names(row: Mapping[Hashable, object], directory: Directory) -> str:
    """Return the parties by the names that may be printed; as the town wrote them when their rows are not known."""
    ids = [one for one in cell_text(row["party_ids"]).split(",") if one]
    known = [directory.actors[one].name for one in ids if one in directory.actors]
    return ", ".join(known) if ids and len(known) == len(ids) else str(row["parties"])


def _agreement_state(scope: Scope, row: Mapping[Hashable, object]) -> str:
    state, day = scope.label("agreement_state", row["state"]), cell_day(row["signed_date"])
    return f"{state} {scope.date(day)}" if day else state


def _term(scope: Scope, row: Mapping[Hashable, object]) -> str:
    start, end = cell_day(row["start_date"]), cell_day(row["end_date"])
    return f"{scope.date(start)}–{scope.date(end)}" if start or end else ""


def needed_actors(scope: Scope) -> Exhibit | None:
    """Return the actors that the ecosystem looks for and that may be told of, with the gap that each answers."""
    frame = scope.rows("needed_actors")
    frame = frame[frame["is_public"].fillna(False)]
    if frame.empty:
        return None
    rows = [
        (
            text_cell(f"{row['description']} ({in_sentence(scope.label('actor_type', row['actor_type']))})"),
            text_cell(scope.label("sector", row["sector"])),
            text_cell("" if is_missing(row["gap_id"]) else short_id(str(row["gap_id"]), scope.inputs.town)),
            text_cell(cell_text(row["offer"])),
            text_cell(scope.label("needed_state", row["state"])),
        )
        for row in frame.to_dict("records")
    ]
    table = build_table(scope, "needed_actors", "l4.8 l3 l1.8 l4.2 l2.2", rows, scope.town_source("needed_actors"))
    return Exhibit(table, source_refs=tuple(frame["source_ref"]))
