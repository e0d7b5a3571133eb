"""`kivijalka replay`: every quarter of the calendar in order, from a folder of inputs into a folder of documents.

It runs the quarterly flow, as production does, on an S3 and a Prefect server of its own that end with it, so that
nothing comes into the project's own bucket.
"""

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from cli.bucket import put_folder, save_documents
from cli.embedded_s3 import storage_for
from cli.processes import free_ports
from cli.run import run_flow
from config.loading import current_project
from config.models import Project
from config.quarters import Quarter
from config.settings import Settings
from tasks.assemble.registry import deliverable_ids
from tasks.assemble.timetable_words import state_words
from tasks.publish.documents import read_manifest
from tasks.publish.made import made_until
from tasks.storage import Store
from tasks.timetable import DueState, timetable

_OWN_SERVERS = ("KIVIJALKA_BUCKET", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "PREFECT_API_URL")


@dataclass(frozen=True)
class ReplayedQuarter:
    """What a run of one quarter came to.

    Attributes:
        quarter: The quarter.
        due: The deliverables that the calendar names for it.
        made: Those of them of which every document was published.
        document_count: How many documents were published.
        state: The run's final state.
        open_words: Where the deliverables stand that are late or blocked, each with what blocks it.
        seconds: Wall seconds of the run.
    """

    quarter: Quarter
    due: tuple[str, ...]
    made: tuple[str, ...]
    document_count: int
    state: str
    open_words: tuple[str, ...]
    seconds: float


def replay_folder(folder: Path, out: Path) -> int:
    """Run every quarter of the calendar over a folder's inputs and return the exit code: 0 when all runs completed."""
    console = Console(highlight=False, soft_wrap=True)
    replayed = replay(console, folder, out)
    console.print(_table(replayed))
    return 0 if all(one.state in ("Completed", "Partial") for one in replayed) else 1


def replay(console: Console, folder: Path, out: Path) -> list[ReplayedQuarter]:
    """Return what the run of each quarter came to, in the calendar's order, with the documents in a folder each."""
    project = current_project()
    replayed = []
    with _own_servers(), storage_for(Settings()) as store:
        console.print(f"{sum(1 for _ in put_folder(store, folder))} files from {folder}")
        for quarter in sorted(project.calendar.quarters):
            console.print(f"{quarter} ...")
            replayed.append(replay_quarter(console, project, store, quarter))
            save_documents(store, str(quarter), out / str(quarter))
    return replayed


def replay_quarter(console: Console, project: Project, store: Store, quarter: Quarter) -> ReplayedQuarter:
    """Return what the run of one quarter came to, after it was run and told about on the console."""
    started = time.perf_counter()
    state = run_flow(console, str(quarter), force=False)
    seconds = time.perf_counter() - started
    made = made_until(store, project, quarter)
    entries = timetable(project.calendar, quarter, made, deliverable_ids())
    waiting = [one for one in entries if one.state in (DueState.LATE, DueState.BLOCKED)]
    manifest, _ = read_manifest(store, str(quarter))
    due = project.calendar.due_in(quarter)
    return ReplayedQuarter(
        quarter=quarter,
        due=due,
        made=tuple(name for name in due if quarter in made.get(name, ())),
        document_count=len(manifest.documents) if manifest else 0,
        state=str(state.name),
        open_words=tuple(
            f"{project.calendar.due[one.deliverable].name.en}: {state_words(project, one, 'en')}" for one in waiting
        ),
        seconds=seconds,
    )


def _table(replayed: list[ReplayedQuarter]) -> Table:
    table = Table(title="The calendar replayed", title_justify="left")
    for heading in ("Quarter", "Due", "Made", "State", "Seconds"):
        table.add_column(heading, justify="right" if heading == "Seconds" else "left", overflow="fold")
    for one in replayed:
        missing = [name for name in one.due if name not in one.made]
        made = f"all, {one.document_count} documents" if not missing else f"not: {', '.join(missing)}"
        table.add_row(
            str(one.quarter),
            ", ".join(one.due) or "nothing",
            made if one.due else "–",
            "\n".join((one.state, *one.open_words)),
            f"{one.seconds:.0f}",
        )
    total = sum(one.seconds for one in replayed)
    table.add_row("all", "", f"{sum(one.document_count for one in replayed)} documents", "", f"{total:.0f}")
    return table


@contextlib.contextmanager
def _own_servers() -> Iterator[None]:
    """Let S3 and Prefect keep their data in a folder of their own that is removed in the end."""
    (port,) = free_ports(1)
    with tempfile.TemporaryDirectory(prefix="kivijalka-replay-") as data_folder:
        changed = {
            **dict.fromkeys(_OWN_SERVERS),
            "KIVIJALKA_DATA_FOLDER": data_folder,
            "KIVIJALKA_PREFECT_PORT": str(port),
        }
        before = {name: os.environ.get(name) for name in changed}
        _set(changed)
        try:
            yield
        finally:
            _set(before)


def _set(values: dict[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
