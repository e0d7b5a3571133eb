"""`make demo`: sample data, one quarter, the Word files in a folder, and what to do next."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from cli.bucket import put_folder, save_documents
from cli.choices import read_quarter
from cli.embedded_s3 import storage_for
from cli.run import run_flow
from cli.sample import write_sample
from config.loading import current_project
from config.settings import Settings


def run_demo(quarter: str, out: Path, seed: int) -> int:
    """Run the demonstration and return the exit code: 0 when documents were published."""
    console = Console(highlight=False, soft_wrap=True)
    settings = Settings()
    project = current_project()
    reported = read_quarter(project, quarter)
    folder = settings.data_folder / "sample"
    with _step(console, "Inventing sample data for ten towns"):
        report = write_sample(project, folder, reported, seed=seed)
    with storage_for(settings) as store:
        with _step(console, f"Putting it into S3, bucket '{store.bucket}'"):
            loaded = sum(1 for _ in put_folder(store, folder))
        console.print(f"  {loaded} files")
        with _step(console, f"Running the quarter {reported} with Prefect (its first start takes half a minute)"):
            state = run_flow(console, str(reported), force=False)
        paths = save_documents(store, str(reported), out)
    for town, role in sorted(report.roles.items()):
        if role != "clean":
            console.print(f"  The example of {project.towns[town].name.fi}: {role}")
    console.print(f"\n{state.name}: {state.message}\n")
    if not state.is_completed():
        return 1
    for path in paths:
        console.print(f"  {path}")
    console.print(
        "\nNext: open a file in Word or LibreOffice; the data is invented, and each document says so.\n"
        "      `make up` starts Prefect and the download page, where the same run can be started by hand."
    )
    return 0


@contextlib.contextmanager
def _step(console: Console, name: str) -> Iterator[None]:
    started = time.perf_counter()
    console.print(f"{name} ...")
    yield
    console.print(f"  done in {time.perf_counter() - started:.1f} s")
