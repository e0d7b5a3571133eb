"""The named outputs of the application, plan against actual: what was to be published when, and what has been."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from config.quarters import Quarter
from tasks.assemble.exhibits import Exhibit, build_table, text_cell, value_cell
from tasks.assemble.schedule_exhibits import ScheduleRow, deviation, span_words
from tasks.assemble.scope import Scope
from tasks.assemble.town_facts import Facts
from tasks.assemble.value_texts import value_id
from tasks.timetable import DueState, TimetableEntry

OutputState = Literal["published", "renewed", "due", "partly", "missing", "not_due"]
PUBLISHED: tuple[OutputState, ...] = ("published", "renewed", "partly")
"""The states of an output of which something has been published."""
_LISTED_QUARTERS = 3


@dataclass(frozen=True)
class NamedOutput:
    """A named output with the documents that carry it.

    Attributes:
        id: As in the application, `TP1-O1`.
        work_package: Its work package.
        name: What the application calls it.
        documents: Ids of the deliverables that carry it.
        planned: The quarters in which they are due.
        made: The earlier quarters for which they were published.
        state: Where it stands.
    """

    id: str
    work_package: str
    name: str
    documents: tuple[str, ...]
    planned: tuple[Quarter, ...]
    made: tuple[Quarter, ...]
    state: OutputState


def read_outputs(scope: Scope, entries: Sequence[TimetableEntry]) -> tuple[NamedOutput, ...]:
    """Return every named output, in the order of the application."""
    project, quarter = scope.inputs.project, scope.inputs.quarter
    by_document = {entry.deliverable: entry for entry in entries}
    found = []
    for package, described in project.work_packages.items():
        for output, one in described.outputs.items():
            carriers = tuple(name for name, due in project.calendar.due.items() if output in due.outputs)
            made = {q for name in carriers for q in scope.inputs.made.get(name, ()) if q < quarter}
            planned = {q for name in carriers for q in project.calendar.due[name].quarters}
            state = _state([by_document[name] for name in carriers if name in by_document])
            found.append(
                NamedOutput(output, package, one.fi, carriers, tuple(sorted(planned)), tuple(sorted(made)), state)
            )
    return tuple(found)


def _state(entries: Sequence[TimetableEntry]) -> OutputState:
    states = {entry.state for entry in entries}
    was_made = any(entry.made for entry in entries)
    if states <= {DueState.DONE, DueState.EARLY}:
        return "published" if states else "missing"
    if states <= {DueState.NOT_DUE, DueState.NOT_BUILT} and not was_made:
        return "not_due" if states == {DueState.NOT_DUE} else "missing"
    if states <= {DueState.DONE, DueState.EARLY, DueState.DUE, DueState.NOT_DUE}:
        return "renewed" if was_made else "due"
    return "partly" if was_made else "missing"


def outputs(scope: Scope, found: Sequence[NamedOutput]) -> Exhibit:
    """Return each named output with the documents that carry it, when they were due and published, and its state."""
    due, language = scope.inputs.project.calendar.due, scope.inputs.language
    rows = [
        (
            text_cell(one.id, bold=True),
            text_cell(
                scope.wording(
                    "output.named",
                    name=one.name,
                    documents=", ".join(due[name].name.in_language(language) for name in one.documents),
                )
            ),
            text_cell(quarter_words(one.planned)),
            text_cell(quarter_words(one.made) or scope.wording("output.never")),
            text_cell(scope.wording(f"output.state.{one.state}")),
        )
        for one in found
    ]
    sources = scope.wording("source.application"), scope.wording("source.calendar")
    return Exhibit(build_table(scope, "outputs", "l1.9 l7.4 l2.4 l2.4 l2.9", rows, *sources))


def quarter_words(quarters: Sequence[Quarter]) -> str:
    """Return quarters one by one, or as a span where they are many."""
    if len(quarters) > _LISTED_QUARTERS:
        return span_words((quarters[0], quarters[-1]))
    return ", ".join(one.label for one in quarters)


def packages(scope: Scope, found: Sequence[NamedOutput], schedule: Sequence[ScheduleRow]) -> Exhibit:
    """Return each work package with its plan and what came of it: time, purchased services, work and outputs."""
    project = scope.inputs.project
    bars = {row.id: row for row in schedule}
    money = ("services_budget_eur", "services_cost_eur", "full_time_equivalents_to_date")
    rows = []
    for package, described in project.work_packages.items():
        own = [one for one in found if one.work_package == package]
        row = bars.get(package)
        rows.append(
            (
                text_cell(package, bold=True),
                text_cell(span_words(row.planned) if row else ""),
                text_cell(span_words(row.actual) if row and row.actual else scope.wording("schedule.unknown")),
                *(
                    text_cell(scope.wording("output.no_services"))
                    if one == "services_budget_eur"
                    and described.services_eur is None
                    and not scope.book.number(one, package)
                    else value_cell(scope.book.text(one, package), value_id(one, package))
                    for one in money
                ),
                text_cell(f"{sum(one.state in PUBLISHED for one in own)}/{len(own)}"),
            )
        )
    sources = scope.network_source("budget_plan"), scope.to_date_source("costs", "hours")
    table = build_table(
        scope, "packages", "l2.4 l2.6 l2.6 r2.6 r2.6 r1.4 r2.2", rows, *sources, scope.wording("source.calendar")
    )
    return Exhibit(table)


def output_facts(scope: Scope, found: Sequence[NamedOutput], schedule: Sequence[ScheduleRow]) -> Facts:
    """Return how many outputs stand where, and the same by work package with what must be told of it."""
    written = {row.id: row for row in schedule}
    return {
        **_counts(found),
        "listed": {state: [one.id for one in found if one.state == state] for state in ("partly", "missing")},
        "packages": [
            {
                "id": package,
                "chapter": f"implementation_{package.lower()}",
                "name": described.name.in_language(scope.inputs.language),
                "lead": scope.town_name(described.lead) if described.lead in scope.inputs.project.towns else "",
                **_time_facts(scope, written.get(package)),
                **_counts([one for one in found if one.work_package == package]),
            }
            for package, described in scope.inputs.project.work_packages.items()
        ],
    }


def _counts(found: Sequence[NamedOutput]) -> Mapping[str, int]:
    return {
        "count": len(found),
        "published_count": sum(one.state == "published" for one in found),
        "renewed_count": sum(one.state == "renewed" for one in found),
        "due_count": sum(one.state == "due" for one in found),
        "lacking_count": sum(one.state in ("partly", "missing") for one in found),
        "made_count": sum(one.state in PUBLISHED for one in found),
    }


def _time_facts(scope: Scope, row: ScheduleRow | None) -> Facts:
    if row is None:
        return {"planned": "", "actual": "", "deviation": "", "has_work": False}
    return {
        "planned": span_words(row.planned),
        "actual": span_words(row.actual) if row.actual else "",
        "deviation": deviation(scope, row),
        "has_work": row.actual is not None,
    }
