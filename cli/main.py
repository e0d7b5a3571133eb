"""The `kivijalka` command. Each subcommand imports what it needs when it runs, so that `--help` answers at once."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.errors import told_in_words

if TYPE_CHECKING:
    import datetime as dt

    from config.texts import Language

_QUARTER_HELP = "The quarter to report, such as 2022Q3."


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Collect the towns' workbooks, check them, compute indicators and assemble the Word deliverables."""


@main.command()
@click.option("--quarter", default="2022Q3", show_default=True, help=_QUARTER_HELP)
@click.option("--out", default="out", show_default=True, type=click.Path(path_type=Path), help="Folder for the files.")
@click.option("--seed", default=1, show_default=True, help="Which town plays which part in the sample.")
@told_in_words
def demo(quarter: str, out: Path, seed: int) -> None:
    """Run one quarter on invented sample data and put the Word files into a folder."""
    from cli.demo import run_demo

    sys.exit(run_demo(quarter, out, seed))


@main.command()
@told_in_words
def up() -> None:
    """Start S3, Prefect, a worker and the download page, until Ctrl-C."""
    from cli.up import up as start_all
    from config.settings import Settings

    sys.exit(start_all(Settings()))


@main.command()
@click.option("--quarter", help=f"{_QUARTER_HELP} Default: the last full quarter.")
@click.option("--town", "towns", multiple=True, help="Only this town (repeatable). Default: all and the network.")
@click.option("--deliverable", "deliverables", multiple=True, help="Only this deliverable (repeatable).")
@click.option("--force", is_flag=True, help="Also make what is not due in the quarter.")
@told_in_words
def run(quarter: str | None, towns: tuple[str, ...], deliverables: tuple[str, ...], force: bool) -> None:
    """Run the quarterly flow here and now."""
    from cli.run import run_quarter

    sys.exit(run_quarter(quarter, towns, deliverables, force=force))


@main.command()
@click.option("--inputs", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder laid out like the bucket.")  # fmt: skip  # noqa: E501
@click.option("--quarter", required=True, help=_QUARTER_HELP)
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="CSV file for the values.")
@told_in_words
def measure(inputs: Path, quarter: str, out: Path) -> None:
    """Compute the indicator values of a folder of inputs, without any server."""
    from cli.local import measure_folder

    sys.exit(measure_folder(inputs, quarter, out))


@main.command()
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write.")
@click.option("--quarter", help=f"{_QUARTER_HELP} Default: the one of the first situation pictures.")
@click.option("--all", "whole", is_flag=True, help="Every quarter of the calendar, as one history.")
@click.option("--towns", type=click.IntRange(1, 10_000), help="So many invented towns instead of the project's own.")
@click.option("--seed", default=1, show_default=True, help="Equal seeds give equal bytes.")
@told_in_words
def sample(out: Path, quarter: str | None, whole: bool, towns: int | None, seed: int) -> None:
    """Write invented sample workbooks and reference statistics."""
    from cli.local import write_sample_folder, write_whole_sample_folder

    if whole and (quarter or towns):
        raise click.UsageError("--all writes every quarter of the project's own towns: leave out --quarter and --towns")
    sys.exit(write_whole_sample_folder(out, seed) if whole else write_sample_folder(out, quarter, towns, seed))


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", default="out", show_default=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the files; each quarter gets its own.")  # fmt: skip  # noqa: E501
@told_in_words
def replay(folder: Path, out: Path) -> None:
    """Run every quarter of the calendar in order, from a folder of inputs into a folder of documents."""
    from cli.replay import replay_folder

    sys.exit(replay_folder(folder, out))


@main.command()
@click.option("--town", required=True, help="Slug of the town that is asked, such as iisalmi.")
@click.option("--quarter", required=True, help="The quarter that the town is asked for, such as 2022Q3.")
@click.option("--language", type=click.Choice(["fi", "sv", "en"]), help="Default: the town's own language.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The .xlsx to write.")
@click.option("--blank", is_flag=True, help="Prefill nothing; no bucket is needed.")
@told_in_words
def workbook(town: str, quarter: str, language: "Language | None", out: Path, blank: bool) -> None:
    """Write the workbook that asks a town, prefilled with what was accepted for earlier quarters."""
    from cli.workbook import save_workbook

    sys.exit(save_workbook(town, quarter, language, out, is_blank=blank))


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--town", help="Slug of the town that sends. Default: from the file's own submission sheet.")
@click.option("--quarter", help="The quarter that it is sent for, such as 2022Q3. Default: from the file.")
@click.option("--language", type=click.Choice(["fi", "sv", "en"]), help="Default: the town's own language.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The .xlsx to write the answer to.")
@told_in_words
def check(file: Path, town: str | None, quarter: str | None, language: "Language | None", out: Path | None) -> None:
    """Check a town's file before it is sent: 0 nothing rejected, 1 something rejected, 2 not readable."""
    from cli.check import check_file

    sys.exit(check_file(file, town, quarter, language, out))


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@told_in_words
def load(folder: Path) -> None:
    """Put a folder of inputs/ and reference/ into the bucket."""
    from cli.bucket import load_folder

    sys.exit(load_folder(folder))


@main.command()
@click.option("--quarter", help=f"{_QUARTER_HELP} Default: every quarter with inputs or deliverables.")
@told_in_words
def status(quarter: str | None) -> None:
    """Show what the towns have sent, what has been published, and what is due, late or blocked."""
    from cli.status import show_status

    sys.exit(show_status(quarter))


@main.command()
@click.option("--ics", type=click.Path(dir_okay=False, path_type=Path), help="The .ics file to write instead.")
@click.option("--language", type=click.Choice(["fi", "sv", "en"]), default="fi", show_default=True, help="Of the file.")
@told_in_words
def calendar(ics: Path | None, language: "Language") -> None:
    """Show in which deliverable and quarter each output of the application is due."""
    from cli.status import show_calendar

    sys.exit(show_calendar(ics, language))


@main.command()
@click.argument("number")
@click.argument("dimension", required=False)
@click.option("--town", required=True, help="Slug of the town whose document shows it, or 'network'.")
@click.option("--quarter", required=True, help=_QUARTER_HELP)
@click.option("--document", help="Id of the document that prints it. Default: the town's own.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@told_in_words
def explain(number: str, dimension: str | None, town: str, quarter: str, document: str | None, as_json: bool) -> None:
    """Follow a number back to its cells: an indicator with its dimension, or a number's id from a document."""
    from cli.explain import explain_number

    printed_id = f"{number}.{dimension}" if dimension else number
    sys.exit(explain_number(town, quarter, printed_id, document, as_json=as_json))


@main.command()
@click.argument("indicator", required=False)
@click.argument("dimension", required=False)
@click.option("--town", help="Slug of a town, or 'network'. Needed but with --out.")
@click.option("--by", type=click.Choice(["quarter", "year"]), default="quarter", show_default=True, help="Compare with the quarter before, or with the same quarter of the year before.")  # fmt: skip  # noqa: E501
@click.option("--until", help="The last quarter that is shown, such as 2022Q3. Default: all.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="CSV file for all indicators instead.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@told_in_words
def series(
    indicator: str | None,
    dimension: str | None,
    town: str | None,
    by: str,
    until: str | None,
    out: Path | None,
    *,
    as_json: bool,
) -> None:
    """Show an indicator over all published quarters: value, change, and whether the change is real."""
    from cli.series import save_series, show_series
    from tasks.measure.series import Step

    if out is not None:
        sys.exit(save_series(town, Step(by), until, out))
    if indicator is None or town is None:
        raise click.UsageError("name an indicator and its --town, or a file for all of them with --out")
    sys.exit(show_series(town, indicator, dimension, Step(by), until, as_json=as_json))


@main.command()
@click.option("--quarter", required=True, help=_QUARTER_HELP)
@click.option("--role", required=True, help="The role of who approves, such as 'ohjausryhmä'; no name.")
@click.option("--document", "documents", multiple=True, help="Id of a document (repeatable). Default: all of the quarter.")  # fmt: skip  # noqa: E501
@told_in_words
def approve(quarter: str, role: str, documents: tuple[str, ...]) -> None:
    """Mark published documents as approved; later ones are compared with them."""
    from cli.approve import approve_quarter

    sys.exit(approve_quarter(quarter, role, documents))


@main.command()
@click.option("--quarter", required=True, help=_QUARTER_HELP)
@click.option("--out", default="out", show_default=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the files.")  # fmt: skip  # noqa: E501
@told_in_words
def fetch(quarter: str, out: Path) -> None:
    """Download a quarter's published documents into a folder."""
    from cli.bucket import fetch_quarter

    sys.exit(fetch_quarter(quarter, out))


@main.command()
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--prefix", help="A folder instead of single objects, such as inputs/2022Q3/iisalmi/.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@told_in_words
def erase(keys: tuple[str, ...], prefix: str | None, yes: bool) -> None:
    """Remove objects from the bucket for good, with all their versions."""
    from cli.erase import erase_objects

    sys.exit(erase_objects(keys, prefix, is_agreed=yes))


@main.group()
def reference() -> None:
    """Official statistics that the towns are compared with."""


@reference.command("refresh")
@click.argument("datasets", nargs=-1, metavar="[DATASET]...")
@told_in_words
def reference_refresh(datasets: tuple[str, ...]) -> None:
    """Ask the statistics office for the tables of reference.yaml and keep them as snapshots of today."""
    from cli.reference import refresh_datasets

    sys.exit(refresh_datasets(datasets))


@reference.command("add")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dataset", required=True, help="Dataset of reference.yaml, such as jobs_by_industry.")
@click.option("--retrieved", type=click.DateTime(["%Y-%m-%d"]), help="Day of the file, such as 2022-09-15. Default: today.")  # fmt: skip  # noqa: E501
@click.option("--classification-year", type=int, help="Year of its municipality boundaries. Default: reference.yaml.")
@told_in_words
def reference_add(file: Path, dataset: str, retrieved: "dt.datetime | None", classification_year: int | None) -> None:
    """Keep a table that was saved as .px, JSON-stat 2 or .csv as a snapshot."""
    from cli.reference import add_file

    sys.exit(add_file(file, dataset, retrieved.date() if retrieved else None, classification_year))


@reference.command("list")
@told_in_words
def reference_list() -> None:
    """List the snapshots in the bucket."""
    from cli.reference import show_snapshots

    sys.exit(show_snapshots())
