"""`kivijalka status` and `kivijalka calendar`: what has come, what was published, and what is due when."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from cli.choices import read_quarter
from cli.embedded_s3 import storage_for
from config.loading import current_project
from config.models import Project
from config.quarters import Quarter
from config.settings import Settings
from config.texts import Language
from tasks.assemble.registry import deliverable_ids
from tasks.assemble.timetable_words import timetable_rows
from tasks.collect.inbox import INPUTS_PREFIX
from tasks.publish.documents import read_manifest
from tasks.publish.icalendar import calendar_file
from tasks.publish.made import made_until
from tasks.publish.manifest import Manifest
from tasks.timetable import Made, timetable


def show_status(quarter: str | None) -> int:
    """Print what has come, what was published and where each deliverable stands, and return the exit code."""
    project = current_project()
    console = _console()
    with storage_for(Settings()) as store:
        inputs = [stored.key for stored in store.list_objects(INPUTS_PREFIX)]
        seen = {key.split("/")[1] for key in inputs if key.count("/") >= 3}
        wanted = [read_quarter(project, quarter)] if quarter else sorted(project.calendar.quarters)
        shown = []
        for one in wanted:
            manifest, _ = read_manifest(store, str(one))
            if quarter is None and str(one) not in seen and manifest is None:
                continue
            shown.append(one)
            console.print(_submissions(project, one, inputs, manifest))
            console.print(f"Due: {', '.join(project.calendar.due_in(one)) or 'nothing'}\n")
        last = shown[-1] if shown else min(project.calendar.quarters)
        console.print(_deliverables(project, last, made_until(store, project, last)))
    return 0


def show_calendar(ics: Path | None, language: Language) -> int:
    """Write the calendar as .ics, or print where each named output of the application is, and return the exit code."""
    project = current_project()
    console = _console()
    if ics is not None:
        ics.write_bytes(calendar_file(project, language))
        console.print(f"{len(project.calendar.due)} deliverables in {ics}")
        return 0
    last = max(project.calendar.quarters)
    table = Table(title="Outputs of the application", title_justify="left")
    for heading in ("Output", "Name", "Delivered in", "Due"):
        table.add_column(heading)
    built = deliverable_ids()
    for output, name in _outputs(project):
        carriers = {one: due for one, due in project.calendar.due.items() if output in due.outputs}
        missing = "" if set(carriers) & set(built) else f" ({project.label('due_state', 'not_built', 'en')})"
        quarters = sorted({quarter for due in carriers.values() for quarter in due.quarters})
        table.add_row(output, name, ", ".join(carriers) + missing, _span(quarters))
    console.print(table)
    with storage_for(Settings()) as store:
        console.print(_deliverables(project, last, made_until(store, project, last)))
    return 0


def _outputs(project: Project) -> Iterable[tuple[str, str]]:
    for package in project.work_packages.values():
        for output, described in package.outputs.items():
            yield output, described.fi


def _span(quarters: list[Quarter]) -> str:
    return (
        ", ".join(map(str, quarters))
        if len(quarters) < 5
        else f"{quarters[0]} to {quarters[-1]}, {len(quarters)} times"
    )


def _submissions(project: Project, quarter: Quarter, inputs: list[str], manifest: Manifest | None) -> Table:
    deadline = project.calendar.quarters[quarter].deadline
    table = Table(title=f"{quarter}, deadline {deadline}", title_justify="left")
    for heading in ("Town", "Files", "Accepted", "Rejected", "Missing", "Errors", "Warnings", "Documents"):
        table.add_column(heading, justify="left" if heading == "Town" else "right")
    for slug, town in project.towns.items():
        known = next((t for t in manifest.towns if t.town == slug), None) if manifest else None
        verdicts = [s.verdict for s in known.standings] if known else []
        table.add_row(
            town.name.fi,
            str(sum(key.startswith(f"{INPUTS_PREFIX}{quarter}/{slug}/") for key in inputs)),
            str(sum(v.startswith("accepted") for v in verdicts)) if known else "–",
            str(verdicts.count("rejected")) if known else "–",
            str(verdicts.count("missing")) if known else "–",
            str(known.critical_count) if known else "–",
            str(known.warning_count) if known else "–",
            str(sum(d.town == slug for d in manifest.documents) if manifest else 0),
        )
    return table


def _deliverables(project: Project, quarter: Quarter, made: Made) -> Table:
    table = Table(title=f"Deliverables at the end of {quarter}", title_justify="left")
    for heading in ("Deliverable", "Due", "State"):
        table.add_column(heading)
    entries = timetable(project.calendar, quarter, made, deliverable_ids())
    for row in timetable_rows(project, entries, "en"):
        table.add_row(*row)
    return table


def _console() -> Console:
    return Console(highlight=False, width=max(100, shutil.get_terminal_size().columns))
