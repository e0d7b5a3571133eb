"""The state of the work packages by a rule, and where each document of the calendar stands."""

from collections.abc import Mapping, Sequence
from typing import Literal

from tasks.assemble.blocks import Cell
from tasks.assemble.exhibits import Exhibit, build_table, text_cell
from tasks.assemble.scope import Scope
from tasks.assemble.timetable_words import timetable_rows
from tasks.assemble.town_facts import Facts
from tasks.timetable import DueState, TimetableEntry, timetable

Light = Literal["not_begun", "green", "yellow", "red"]
LIGHTS: tuple[Light, ...] = ("green", "yellow", "red", "not_begun")
_LIGHT_STYLES: Mapping[Light, str] = {"green": "Light Green", "yellow": "Light Yellow", "red": "Light Red"}
"""The character styles that colour the words; shape and word say the same to those who see no colour."""


def entries_of(scope: Scope) -> tuple[TimetableEntry, ...]:
    """Return where every document of the calendar stands by what was published in earlier quarters.

    What the reported quarter itself has published is left out, so that a second run tells the same as the first.
    """
    inputs = scope.inputs
    made = {name: [one for one in quarters if one < inputs.quarter] for name, quarters in inputs.made.items()}
    return timetable(inputs.project.calendar, inputs.quarter, made, inputs.producible)


def light_of(
    scope: Scope, package: str, entries: Sequence[TimetableEntry]
) -> tuple[Light, tuple[TimetableEntry, ...], bool]:
    """Return a work package's light, the documents behind it, and whether its services have cost more than budgeted.

    Red: a document is late, or the services have cost more than their budget. Yellow: a document waits for another.
    Not begun: the bar of the schedule is ahead. Green: none of these.
    """
    own = [one for one in entries if package_of(scope, one) == package]
    late = tuple(one for one in own if one.state is DueState.LATE)
    blocked = tuple(one for one in own if one.state is DueState.BLOCKED)
    left = scope.book.number("services_left_eur", package)
    is_over = left is not None and left < 0
    if late or is_over:
        return "red", late, is_over
    if blocked:
        return "yellow", blocked, False
    bar = scope.inputs.project.calendar.bars.get(package)
    return ("not_begun" if bar is not None and scope.inputs.quarter < bar.from_ else "green"), (), False


def package_of(scope: Scope, entry: TimetableEntry) -> str:
    """Return the work package whose outputs a document carries, or an empty text for one that carries none."""
    outputs = scope.inputs.project.calendar.due[entry.deliverable].outputs
    packages = scope.inputs.project.work_packages
    return next((name for name, package in packages.items() if set(outputs) & set(package.outputs)), "")


def light_facts(scope: Scope, entries: Sequence[TimetableEntry]) -> Facts:
    """Return how many work packages have each light."""
    lights = [light_of(scope, package, entries)[0] for package in scope.inputs.project.work_packages]
    return {light: lights.count(light) for light in LIGHTS}


def timetable_facts(scope: Scope, entries: Sequence[TimetableEntry]) -> Facts:
    """Return the names of the documents that are due, late, blocked, early or made late, for running text."""
    due = scope.inputs.project.calendar.due
    language = scope.inputs.language
    by_state: dict[DueState, list[str]] = {state: [] for state in DueState}
    for one in entries:
        by_state[one.state].append(due[one.deliverable].name.in_language(language))
    return {
        **{str(state): names for state, names in by_state.items()},
        "waiting": [
            {
                "name": due[one.deliverable].name.in_language(language),
                "for_": [due[name].name.in_language(language) for name in one.blocked_by],
            }
            for one in entries
            if one.state is DueState.BLOCKED
        ],
    }


def work_packages(scope: Scope, entries: Sequence[TimetableEntry]) -> Exhibit:
    """Return each work package with who answers for it, its light and why."""
    project = scope.inputs.project
    rows = []
    for package, described in project.work_packages.items():
        light, documents, is_over = light_of(scope, package, entries)
        rows.append(
            (
                text_cell(f"{package} {described.name.in_language(scope.inputs.language)}"),
                text_cell(scope.town_name(described.lead) if described.lead in project.towns else ""),
                Cell(scope.wording(f"light.{light}"), bold=True, style=_LIGHT_STYLES.get(light, "")),
                text_cell(_reason(scope, light, documents, is_over=is_over)),
            )
        )
    return Exhibit(build_table(scope, "work_packages", "l4.6 l2 l2 l5", rows, scope.wording("source.calendar")))


def _reason(scope: Scope, light: Light, documents: Sequence[TimetableEntry], *, is_over: bool) -> str:
    names = ", ".join(_named(scope, one) for one in documents)
    if light != "red":
        return scope.wording(f"light_reason.{light}", names=names)
    reasons = [scope.wording("light_reason.late", names=names)] if documents else []
    return " ".join([*reasons, *([scope.wording("light_reason.over_budget")] if is_over else [])])


def _named(scope: Scope, entry: TimetableEntry) -> str:
    """Return the name of a document, with what it waits for."""
    due, language = scope.inputs.project.calendar.due, scope.inputs.language
    name = due[entry.deliverable].name.in_language(language)
    if not entry.blocked_by:
        return name
    missing = ", ".join(due[one].name.in_language(language) for one in entry.blocked_by)
    return scope.wording("light_reason.waiting", name=name, missing=missing)


def deliverables(scope: Scope, entries: Sequence[TimetableEntry]) -> Exhibit:
    """Return where each document of the calendar stands."""
    rows = [
        tuple(text_cell(text) for text in row)
        for row in timetable_rows(scope.inputs.project, entries, scope.inputs.language)
    ]
    return Exhibit(build_table(scope, "timetable", "l6 l2.2 l5", rows, scope.wording("source.calendar")))
