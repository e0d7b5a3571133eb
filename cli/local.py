"""Commands that work on folders alone: the sample and the measures."""

import shutil
from pathlib import Path

from rich.console import Console

from cli.choices import read_quarter
from config.loading import current_project


def write_sample_folder(out: Path, quarter: str | None, town_count: int | None, seed: int) -> int:
    """Write the sample of a quarter and return the exit code.

    Without a quarter it is the one by whose end the towns map their ecosystems.
    """
    from cli.sample import write_sample
    from cli.sample.schedule import mapping_quarter

    project = current_project()
    reported = read_quarter(project, quarter) if quarter else mapping_quarter(project)
    report = write_sample(project, out, reported, town_count=town_count, seed=seed)
    console = Console(highlight=False)
    console.print(f"Sample data of {len(report.roles)} towns in {out}; the figures and firms are invented.")
    for town, role in sorted(report.roles.items())[:20]:
        console.print(f"  {town:<22} {role}")
    return 0


def write_whole_sample_folder(out: Path, seed: int) -> int:
    """Write the sample of every quarter of the calendar and return the exit code."""
    from cli.sample import write_whole_sample

    console = Console(highlight=False)
    quarters = sorted(current_project().calendar.quarters)
    report = write_whole_sample(
        current_project(),
        out,
        seed,
        progress=lambda done, of: console.print(f"  {quarters[done - 1]} ({done} of {of})"),
    )
    console.print(
        f"Sample data of {len(report.roles)} towns and {len(quarters)} quarters in {out}; "
        "the figures and firms are invented."
    )
    return 0


def measure_folder(inputs: Path, quarter: str, out: Path) -> int:
    """Write the indicator values of a folder of inputs and return the exit code."""
    from cli.offline import accept_folder, snapshot_of_folder, write_values
    from config.loading import load_project
    from tasks.measure.quarter import measure_quarter

    own_config = inputs / "config"
    project = load_project(own_config) if own_config.is_dir() else current_project()
    reported = read_quarter(project, quarter)
    accepted = accept_folder(project, reported, inputs)
    values = measure_quarter(project, reported, accepted, snapshot_of_folder(project, reported, inputs))
    write_values(values, out)
    width = shutil.get_terminal_size().columns
    Console(highlight=False, width=width).print(
        f"{len(values)} values of {len(accepted.towns)} towns in {out}; {len(accepted.findings)} findings in the data."
    )
    return 0
