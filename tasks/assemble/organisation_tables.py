"""The tables of a project's organisation: its staff, and the meetings and decisions of the steering group."""

from collections.abc import Mapping
from decimal import Decimal

from tasks.assemble.exhibits import Exhibit, build_table, text_cell, value_cell
from tasks.assemble.scope import Scope, cell_day, cell_text, is_missing
from tasks.assemble.typography import format_number
from tasks.assemble.value_texts import value_id


def staff(scope: Scope) -> Exhibit:
    """Return the planned and the recorded full-time equivalents of the towns with project staff, and of all."""
    project, language = scope.inputs.project, scope.inputs.language
    planned = project.budget.full_time_equivalents
    indicator = "full_time_equivalents_to_date"
    rows = []
    for town in scope.towns:
        if town.has_project_staff:
            is_lead = town.slug == project.identity.coordinator
            rows.append(
                (
                    text_cell(town.name.in_language(language)),
                    text_cell(
                        _planned(scope, planned, "lead_partner")
                        if is_lead
                        else scope.wording("staff.together", count=_planned(scope, planned, "others"))
                    ),
                    value_cell(scope.book.text(indicator, "", town.slug), value_id(indicator, "", town.slug)),
                )
            )
    rows.append(
        (
            text_cell(scope.wording("total"), bold=True),
            text_cell(_planned(scope, planned, "total"), bold=True),
            value_cell(scope.book.text(indicator), value_id(indicator), bold=True),
        )
    )
    sources = scope.wording("source.application"), scope.to_date_source("hours")
    return Exhibit(build_table(scope, "staff", "l4 l4.6 r3", rows, *sources))


def _planned(scope: Scope, planned: Mapping[str, str], whose: str) -> str:
    return format_number(Decimal(planned[whose]), 1, scope.inputs.language) if whose in planned else ""


def meetings(scope: Scope) -> Exhibit | None:
    """Return the meetings of the steering group with who was present and what came of their decisions."""
    frame = scope.inputs.accepted.tables["steering"]
    rows = []
    for number, decided in frame.sort_values("meeting_number", kind="stable").groupby("meeting_number", sort=True):
        first = decided.iloc[0]
        present = first["attendee_count"]
        rows.append(
            (
                text_cell(scope.wording("meeting", number=int(str(number)))),
                text_cell(scope.date(cell_day(first["meeting_date"]))),
                text_cell("" if is_missing(present) else str(int(present))),
                text_cell(str(len(decided))),
                text_cell(str(int((decided["state"] == "open").sum()))),
            )
        )
    if not rows:
        return None
    table = build_table(scope, "meetings", "l3 l3 r2 r2 r2.4", rows, scope.network_source("steering"))
    return Exhibit(table, source_refs=tuple(frame["source_ref"]))


def all_decisions(scope: Scope) -> Exhibit | None:
    """Return every decision of the steering group with its owner, day and state."""
    frame = scope.inputs.accepted.tables["steering"].sort_values(["meeting_number", "decision_id"], kind="stable")
    rows = [
        (
            text_cell(scope.date(cell_day(row["meeting_date"]))),
            text_cell(str(row["decision"])),
            text_cell(cell_text(row["owner_role"])),
            text_cell(scope.date(cell_day(row["due_date"]))),
            text_cell(scope.label("decision_state", row["state"])),
        )
        for row in frame.to_dict("records")
    ]
    if not rows:
        return None
    table = build_table(scope, "all_decisions", "l2.2 l6 l3 l2.2 l1.6", rows, scope.network_source("steering"))
    return Exhibit(table, source_refs=tuple(frame["source_ref"]))


def steering_composition(scope: Scope) -> list[str]:
    """Return the organisations and roles that were present in the steering group, without repetition."""
    present = scope.inputs.accepted.tables["steering"]["organisations_present"]
    return sorted({str(one).rstrip(". ") for one in present if not is_missing(one)})
