"""Large workbooks on their way through collect, clean, validate and the answer: one town's, and ten together."""

import sys
from collections.abc import Sequence

from benchmarks.large_workbooks import as_sent, enlarged, spoil
from benchmarks.links import great_expectations_timed
from benchmarks.measuring import Clock, peak_memory_mb, print_heading, print_line
from cli.sample.sheets import plan_sheets
from cli.sample.towns import SampleNetwork
from cli.sample.workbook import write_workbook
from config.loading import load_project
from config.models import Project
from config.quarters import Quarter
from tasks.clean.submissions import read_submission
from tasks.collect.reader import CPU_LIMIT_SECONDS
from tasks.collect.spreadsheets import read_apart
from tasks.submissions import SubmittedFile
from tasks.validate.answer_references import assume_references
from tasks.validate.answer_workbook import answer_workbook
from tasks.validate.submissions import validate_submissions
from tasks.validate.verdicts import ValidatedSubmission

_QUARTER = Quarter(2022, 3)
_SIZES = (("2,000 rows in all", 80), ("2,000 rows a table", 2_000))
_FAULTY_SHARE = 0.01


def main() -> None:
    """Print the CPU seconds of both sizes, for one town and for ten."""
    project = load_project()
    network = SampleNetwork(project, _QUARTER, seed=1)
    _stages(project, _files(project, network, row_count=1, town_count=1))
    for name, row_count in _SIZES:
        files = _files(project, network, row_count, town_count=len(network.profiles))
        _print_one(project, name, files[0])
        clock = _stages(project, files)[0]
        print_heading(f"Ten towns' workbooks together, {name} (CPU)")
        _print_stages(clock, target=12.0)
    print_heading("Memory")
    print_line("peak of the whole, generated rows included", peak_memory_mb(), unit="MB")


def _print_one(project: Project, name: str, sent: tuple[str, SubmittedFile]) -> None:
    town, file = sent
    clock, (validated,) = _stages(project, [sent])
    answer = clock.measure(
        "answer", lambda: answer_workbook(project, project.towns[town], file, validated, project.towns[town].language)
    )
    tables = validated.submission.tables
    row_count = sum(len(table.frame) for table in tables.values())
    full_count = sum(len(table.frame) >= 2_000 for table in tables.values())
    print_heading(
        f"One workbook, {name}: {len(tables)} tables, {row_count:,} rows, {len(file.content) / 1e6:.1f} MB (CPU)"
    )
    if full_count:
        print(
            f"  {full_count} tables have 2,000 rows or more; the keys of the others allow no more than the sample has"
        )
    _print_stages(clock, target=7.0)
    print_line(f"the answer with {len(validated.findings):,} findings is written", clock.seconds["answer"], 2.0)
    print_line("the reader's own process", clock.seconds["reader alone"], CPU_LIMIT_SECONDS / 2)
    print(f"  (refused at {CPU_LIMIT_SECONDS} s and 500 MB; the answer has {len(answer) / 1e6:.1f} MB)")


def _print_stages(clock: Clock, target: float) -> None:
    stages = ("read and clean", "validate")
    for stage in stages:
        print_line(stage, clock.seconds[stage])
    print_line("  of it in Great Expectations", clock.seconds["Great Expectations"])
    print_line("read, cleaned and validated", sum(clock.seconds[stage] for stage in stages), target)


def _stages(project: Project, files: Sequence[tuple[str, SubmittedFile]]) -> tuple[Clock, list[ValidatedSubmission]]:
    """Return what each stage costs; the links of a single town to other towns are taken for right, as by `check`."""
    clock = Clock()
    if len(files) == 1:
        clock.measure("reader alone", lambda: read_apart("workbook", files[0][1].content))
    with clock.running("read and clean"):
        read = [read_submission(project, town, str(_QUARTER), [file]) for town, file in files]
    if any(not one.tables for one in read):
        sys.exit(f"A workbook was refused: {[one.findings for one in read if not one.tables]}")
    elsewhere = assume_references(project, read[0], files[0][1].origin)[0] if len(files) == 1 else []
    with great_expectations_timed(clock):
        validated = clock.measure("validate", lambda: validate_submissions(project, _QUARTER, read, elsewhere))
    return clock, validated


def _files(
    project: Project, network: SampleNetwork, row_count: int, town_count: int
) -> list[tuple[str, SubmittedFile]]:
    files = []
    for profile in network.profiles[:town_count]:
        tables = enlarged(project, network.tables(profile, _QUARTER), row_count)
        sheets = plan_sheets(project, tables, profile.language)
        spoil(project, sheets, _FAULTY_SHARE, seed=profile.index)
        slug = profile.town.slug
        files.append((slug, as_sent(write_workbook(sheets, slug), slug, str(_QUARTER))))
    return files


if __name__ == "__main__":
    main()
