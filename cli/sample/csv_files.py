"""Writes planned sheets as the CSV files that a Finnish Excel saves."""

import csv
import datetime as dt
import io
from collections.abc import Sequence

from cli.sample.sheets import Cell, Sheet

CSV_ENCODING = "cp1252"
# People keep the machine name of a file that the form gave them, and use the label for the others.
_NAMED_BY_MACHINE = ("key_figures", "narratives")


def write_csv_files(sheets: Sequence[Sheet]) -> dict[str, bytes]:
    """Return the files by name: `;` between cells, decimal comma, dates as 30.6.2022, Windows-1252."""
    return {csv_file_name(sheet.table, sheet.name): _csv(sheet) for sheet in sheets}


def csv_file_name(table: str, label: str) -> str:
    """Return the name of a table's file."""
    return f"{table if table in _NAMED_BY_MACHINE else label}.csv"


def csv_text(cell: Cell) -> str:
    """Return a cell as a Finnish Excel writes it into a CSV file."""
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return f"{cell.day}.{cell.month}.{cell.year}"
    return str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)


def _csv(sheet: Sheet) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(sheet.header)
    writer.writerows([[csv_text(cell) for cell in row] for row in sheet.rows])
    return text.getvalue().encode(CSV_ENCODING)
