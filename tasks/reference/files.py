"""Reads a statistical table that a person has saved from a service or received from the office."""

import json
import re
from collections.abc import Collection
from pathlib import PurePath

import pandas as pd

from tasks.collect.csv_text import read_csv
from tasks.collect.package import RefusedError
from tasks.reference.json_stat import read_json_stat
from tasks.reference.px_file import read_px
from tasks.reference.table import VALUE, StatisticalTable, TableError

_MISSING = re.compile(r"\.{1,6}")
_THOUSANDS = re.compile(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}\b)")


def read_table_file(
    name: str, content: bytes, text_columns: Collection[str], columns: Collection[str]
) -> StatisticalTable:
    """Return the table of a file, read as what its name's ending says: `.px`, `.json` (JSON-stat 2) or `.csv`.

    A CSV file has either the dataset's own columns, or one column for each variable with its codes and the numbers in
    the last one. It may be written in Finnish: semicolons, decimal commas, Windows-1252.

    Args:
        name: The file's name.
        content: Its bytes.
        text_columns: The dataset's own columns that hold codes or a year.
        columns: All of the dataset's own columns.

    Raises:
        TableError: It cannot be read.
    """
    ending = PurePath(name).suffix.lower()
    if ending == ".px":
        return read_px(content)
    if ending == ".json":
        return _read_json(content)
    if ending == ".csv":
        return _read_csv(content, text_columns, columns)
    raise TableError(f"the ending '{ending}' is not known: save the table as .px, JSON-stat 2 (.json) or .csv")


def _read_json(content: bytes) -> StatisticalTable:
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except ValueError as error:
        raise TableError("it is not JSON in UTF-8, or it was cut off") from error
    return read_json_stat(document)


def _read_csv(content: bytes, text_columns: Collection[str], columns: Collection[str]) -> StatisticalTable:
    try:
        # A saved table may have its title above the header.
        rows = [row for row in read_csv(content) if len(row) > 1]
    except RefusedError as error:
        raise TableError("a quotation mark in it is never closed") from error
    if len(rows) < 2:
        raise TableError("it has no rows")
    header, *records = rows
    wrong = next((n for n, record in enumerate(records) if len(record) > len(header)), None)
    if wrong is not None:
        raise TableError(f"the line with {', '.join(records[wrong][:3])} has more cells than the header")
    filled = [[*record, *[""] * (len(header) - len(record))] for record in records]
    if set(columns) <= set(header):
        numbers = [column for column in columns if column not in text_columns]
    else:
        header, numbers = [*header[:-1], VALUE], [VALUE]
    cells = pd.DataFrame(filled, columns=header, dtype=str)
    for column in numbers:
        cells[column] = cells[column].map(_number)
    return StatisticalTable("", "", cells)


def _number(text: str) -> str:
    """Return a number with a decimal point and without blanks, or an empty text for one that is not published."""
    return "" if _MISSING.fullmatch(text) else _THOUSANDS.sub("", text).replace(",", ".")
