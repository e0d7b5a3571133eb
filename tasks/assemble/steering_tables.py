"""The tables of the project's steering: risks, decisions and their follow-up, services, and what the towns sent."""

from collections.abc import Mapping
from typing import Any

from tasks.assemble.exhibits import Exhibit, build_table, text_cell, value_cell
from tasks.assemble.network_tables import town_state_words
from tasks.assemble.scope import Scope, cell_day, cell_text
from tasks.assemble.town_facts import Facts
from tasks.assemble.typography import format_number
from tasks.assemble.value_texts import value_id
from tasks.findings import Verdict
from tasks.measure.service_rows import FEEDBACK, services_of

HIGH_RISK_SCORE = 12
"""From which product of probability and impact (1 to 5 each) a risk is told in the summary."""
OPEN = "open"
CLOSED = "closed"
_SERVICE_MEASURES = (
    "service_rating_mean", "service_good_share_pct", "service_response_days", "service_response_rate_pct",
)  # fmt: skip


def risks(scope: Scope) -> Exhibit | None:
    """Return the risks that are not closed, the greatest first."""
    found = sorted(_open_risks(scope), key=lambda row: (-_score(row), str(row["risk_id"])))
    if not found:
        return None
    rows = [
        (
            text_cell(str(row["description"])),
            text_cell(str(_score(row))),
            text_cell(cell_text(row["response"])),
            text_cell(cell_text(row["owner_role"])),
            text_cell(scope.label("risk_state", row["state"])),
        )
        for row in found
    ]
    table = build_table(scope, "risks", "l4.2 r1.9 l4.2 l2.6 l2", rows, scope.network_source("risks"))
    return Exhibit(table, source_refs=tuple(str(row["source_ref"]) for row in found))


def decisions(scope: Scope) -> Exhibit | None:
    """Return the decisions that are still open, the earliest due first; those whose day has passed are told overdue."""
    found = [row for row in _records(scope, "steering") if row["state"] == OPEN]
    if not found:
        return None
    rows = [
        (
            text_cell(scope.wording("meeting", number=int(row["meeting_number"]))),
            text_cell(str(row["decision"])),
            text_cell(cell_text(row["owner_role"])),
            text_cell(scope.date(cell_day(row["due_date"]))),
            text_cell(
                scope.wording("overdue") if _is_overdue(scope, row) else scope.label("decision_state", OPEN),
                bold=_is_overdue(scope, row),
            ),
        )
        for row in sorted(found, key=lambda row: (str(cell_day(row["due_date"]) or "9999"), str(row["decision_id"])))
    ]
    table = build_table(scope, "decisions", "l1.8 l5.4 l2.8 l2 l2", rows, scope.network_source("steering"))
    return Exhibit(table, source_refs=tuple(str(row["source_ref"]) for row in found))


def steering_facts(scope: Scope) -> Facts:
    """Return the latest meeting, how many decisions are open, overdue and closed, and how many risks are high."""
    rows = _records(scope, "steering")
    open_rows = [row for row in rows if row["state"] == OPEN]
    latest = max(rows, key=lambda row: int(row["meeting_number"])) if rows else None
    return {
        "count": len(rows),
        "meeting_count": len({int(row["meeting_number"]) for row in rows}),
        "open_count": len(open_rows),
        "overdue_count": sum(_is_overdue(scope, row) for row in open_rows),
        "closed_count": sum(row["state"] == CLOSED for row in rows),
        "meeting": None if latest is None else int(latest["meeting_number"]),
        "meeting_date": None if latest is None else cell_day(latest["meeting_date"]),
        "present": "" if latest is None else cell_text(latest["organisations_present"]),
        "risk_count": len(_open_risks(scope)),
        "high_risk_count": sum(_score(row) >= HIGH_RISK_SCORE for row in _open_risks(scope)),
        "high_risk_score": HIGH_RISK_SCORE,
    }


def service_level(scope: Scope) -> Exhibit | None:
    """Return how the towns rate each service of the administration; few responses are counted and not shown."""
    if scope.inputs.accepted.tables[FEEDBACK].empty:
        return None
    rows = []
    for service in services_of(scope.inputs.project):
        name = scope.label("project_service", service) if service else scope.wording("total")
        count = scope.book.find("service_rating_mean", service)
        cells = (
            value_cell(scope.book.text(one, service), value_id(one, service), bold=not service)
            for one in _SERVICE_MEASURES
        )
        responses = "" if count is None or count.n is None else format_number(count.n, 0, scope.inputs.language)
        rows.append(
            (
                text_cell(name, bold=not service),
                *cells,
                value_cell(responses, f"{value_id('service_rating_mean', service)}.n", bold=not service),
            )
        )
    # The whole comes last, as in the other tables.
    rows = [*rows[1:], rows[0]]
    source = scope.network_source(FEEDBACK)
    return Exhibit(build_table(scope, "service_level", "l3.6 r2.2 r2.2 r2.4 r2.2 r2", rows, source))


def inputs_status(scope: Scope) -> Exhibit:
    """Return what each town sent for the quarter and when, of the tables that it is asked for."""
    project, rows = scope.inputs.project, []
    for town in scope.towns:
        asked = [table.id for table in project.tables_of(town.slug)]
        standings = [scope.standing(table, town.slug) for table in asked]
        newest = max((one.sent_on for one in standings if one.data_quarter and one.sent_on is not None), default=None)
        rejected = [scope.table_name(one.table) for one in standings if one.verdict is Verdict.REJECTED]
        rows.append(
            (
                text_cell(town.name.in_language(scope.inputs.language)),
                text_cell(town_state_words(scope, town)),
                text_cell(scope.date(newest)),
                text_cell(f"{sum(bool(one.data_quarter) for one in standings)}/{len(asked)}"),
                text_cell(", ".join(rejected)),
            )
        )
    return Exhibit(build_table(scope, "inputs", "l2.8 l3.6 l2.2 r2.2 l3.6", rows, scope.wording("source.checks")))


def _records(scope: Scope, table: str) -> list[Mapping[str, Any]]:
    return [
        {str(name): value for name, value in row.items()}
        for row in scope.inputs.accepted.tables[table].to_dict("records")
    ]


def _open_risks(scope: Scope) -> list[Mapping[str, Any]]:
    return [row for row in _records(scope, "risks") if row["state"] != CLOSED]


def _score(row: Mapping[str, Any]) -> int:
    return int(row["probability"]) * int(row["impact"])


def _is_overdue(scope: Scope, row: Mapping[str, Any]) -> bool:
    due = cell_day(row["due_date"])
    return due is not None and due < scope.inputs.quarter.last_day
