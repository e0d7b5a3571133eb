"""The command that shows an indicator over all published quarters, with what each change is."""

import shutil
from pathlib import Path

import click
import pandas as pd
from rich.console import Console
from rich.table import Table

from cli.choices import check_known, read_quarter
from cli.embedded_s3 import storage_for
from cli.errors import UnknownChoiceError
from config.loading import current_project
from config.models import Project
from config.settings import Settings
from tasks.findings import NETWORK
from tasks.measure.series import Step, value_series
from tasks.measure.values import Status
from tasks.publish.documents import json_bytes
from tasks.publish.past import read_published


def show_series(
    town: str, indicator: str, dimension: str | None, step: Step, until: str | None, *, as_json: bool
) -> int:
    """Print one indicator of a town over the published quarters and return the exit code."""
    project = current_project()
    check_known("town", [town], [*project.towns, NETWORK])
    series = _series(project, step, until)
    own = series[series["town"] == town]
    check_known(f"indicator of {town}", [indicator], sorted(own["indicator"].unique()))
    found = own[own["indicator"] == indicator]
    if dimension is not None:
        check_known(f"{indicator} of {town}", [dimension], sorted(found["dimension"].unique()))
        found = found[found["dimension"] == dimension]
    if as_json:
        # JSON knows no number for what was not measured.
        records = found.astype(object).where(found.notna(), None).to_dict("records")
        click.echo(json_bytes(records).decode())
        return 0
    console = Console(highlight=False, markup=False, width=max(110, shutil.get_terminal_size().columns))
    for name, rows in found.groupby("dimension", sort=True):
        place = project.towns[town].name.fi if town in project.towns else town
        title = ", ".join(part for part in (project.indicators[indicator].name.en, str(name), place) if part)
        console.print(_table(title, rows, _quarters(project, series)))
    return 0


def save_series(town: str | None, step: Step, until: str | None, out: Path) -> int:
    """Write every indicator of a town, or of all, over the published quarters as CSV and return the exit code."""
    project = current_project()
    if town is not None:
        check_known("town", [town], [*project.towns, NETWORK])
    series = _series(project, step, until)
    wanted = series if town is None else series[series["town"] == town]
    wanted.to_csv(out, index=False)
    click.echo(f"{len(wanted)} values of {wanted['quarter'].nunique()} quarters in {out}")
    return 0


def _series(project: Project, step: Step, until: str | None) -> pd.DataFrame:
    last = read_quarter(project, until) if until else max(project.calendar.quarters)
    with storage_for(Settings()) as store:
        published = read_published(store, last)
    if not published:
        raise UnknownChoiceError(f"nothing has been published up to {last}; run a quarter first")
    return value_series(published, step)


def _quarters(project: Project, series: pd.DataFrame) -> list[str]:
    """Return the quarters of the calendar from the first to the last that was published."""
    first, last = series["quarter"].min(), series["quarter"].max()
    return [str(one) for one in sorted(project.calendar.quarters) if first <= str(one) <= last]


def _table(title: str, rows: pd.DataFrame, quarters: list[str]) -> Table:
    table = Table(title=title, title_justify="left")
    for heading in ("Quarter", "Value", "95 % interval", "Since", "Change", "Its interval", "What it is"):
        table.add_column(heading, justify="left" if heading in ("Quarter", "Since", "What it is") else "right")
    by_quarter = {str(row["quarter"]): row for row in rows.to_dict("records")}
    for quarter in quarters:
        row = by_quarter.get(quarter)
        if row is None:
            table.add_row(quarter, "–", "", "", "", "", "not measured")
            continue
        # A base that lacked the value has nothing to tell of it.
        base = "" if pd.isna(row["base_quarter"]) else str(row["base_quarter"])
        table.add_row(
            quarter,
            _number(row["value"]) if row["status"] == Status.OK else f"{row['status']} ({row['reason']})",
            _interval(row["lower"], row["upper"]),
            base,
            _number(row["difference"], sign="+"),
            _interval(row["difference_lower"], row["difference_upper"]),
            _words(row["kind"], row["first_published"]),
        )
    return table


def _words(kind: object, first: float) -> str:
    words = "" if pd.isna(kind) else str(kind).replace("_", " ")  # type: ignore[call-overload]
    corrected = "" if pd.isna(first) else f"corrected; first published {_number(first)}"
    return "; ".join(part for part in (words, corrected) if part)


def _interval(lower: float, upper: float) -> str:
    return "" if pd.isna(lower) or pd.isna(upper) else f"{_number(lower)} to {_number(upper)}"


def _number(value: float, sign: str = "") -> str:
    return "" if pd.isna(value) else f"{value:{sign}.6g}"
