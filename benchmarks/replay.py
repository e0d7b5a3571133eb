"""The whole project replayed with every gate, and its fullest quarter from the towns' files to the documents."""

import io
import tempfile
from pathlib import Path

from rich.console import Console

from benchmarks.measuring import Clock, print_heading, print_line, seconds_of
from config.loading import current_project
from config.models import Project
from config.quarters import Quarter
from tasks.assemble.work_list import documents_to_make


def main() -> None:
    """Print the CPU seconds of the fullest quarter by stage, and the wall and CPU seconds of the replay."""
    from cli.replay import replay
    from cli.sample import write_whole_sample

    project = current_project()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_whole_sample(project, folder / "sample")
        _print_fullest_quarter(project, folder / "sample")
        replayed = []
        cpu_seconds = seconds_of(
            lambda: replayed.extend(replay(Console(file=io.StringIO()), folder / "sample", folder / "out"))
        )
    print_heading(f"The project replayed: {sum(one.document_count for one in replayed)} documents")
    for one in replayed:
        print_line(f"{one.quarter}, {one.document_count} documents, wall", one.seconds, 60)
    print_line("all quarters, wall", sum(one.seconds for one in replayed), 480)
    print_line("all quarters, CPU", cpu_seconds)


def fullest_quarter(project: Project) -> Quarter:
    """Return the quarter for which the most documents are due."""
    return max(
        sorted(project.calendar.quarters),
        key=lambda quarter: len(documents_to_make(project, project.calendar.due_in(quarter), ())),
    )


def _print_fullest_quarter(project: Project, folder: Path) -> None:
    import tasks.validate.suites  # noqa: F401
    from cli.offline import accept_folder, snapshot_of_folder
    from tasks.assemble.documents import build_document
    from tasks.assemble.work_list import document_inputs
    from tasks.measure.changes import no_changes
    from tasks.measure.quarter import measure_quarter

    quarter, clock = fullest_quarter(project), Clock()
    accepted = clock.measure("collect, clean, validate", lambda: accept_folder(project, quarter, folder))
    snapshot = clock.measure("read the statistics", lambda: snapshot_of_folder(project, quarter, folder))
    values = clock.measure("measure", lambda: measure_quarter(project, quarter, accepted, snapshot))
    documents = documents_to_make(project, project.calendar.due_in(quarter), ())
    inputs = document_inputs(project, quarter, documents, accepted, snapshot, values, no_changes())
    with clock.running("assemble"):
        for document, one in zip(documents, inputs, strict=True):
            build_document(document.deliverable, one)
    print_heading(f"The fullest quarter {quarter}: {len(documents)} documents from bytes to bytes (CPU)")
    for stage, seconds in clock.seconds.items():
        print_line(stage, seconds)
    print_line("all stages", sum(clock.seconds.values()), 25)


if __name__ == "__main__":
    main()
