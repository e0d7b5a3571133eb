"""Turns a clean value back into what a town would write into the cell: labels for codes, yes and no, days as days."""

import datetime as dt

import pandas as pd

from config.contracts import Column
from config.models import Project
from tasks.request.words import Words, day_words

Cell = str | float | int | dt.datetime | None

CELL_LIMIT = 32_767
"""Characters that a cell of Excel can hold."""
_FIRST_EXCEL_DAY = dt.datetime(1900, 3, 1)  # noqa: DTZ001
_SEPARATORS = ",;\n"


def cell_of(project: Project, column: Column, value: object, words: Words) -> Cell:
    """Return what stands in the cell for a clean value; None for a missing one."""
    if pd.isna(value):  # type: ignore[call-overload]
        return None
    match column.type:
        case "date":
            day = pd.Timestamp(str(value)).to_pydatetime()
            # Excel knows no earlier day, and takes 1900 for a leap year.
            return day if day >= _FIRST_EXCEL_DAY else day_words(day)
        case "boolean":
            return words("yes" if value else "no")
        case "integer" | "year":
            return int(str(value))
        case "number" | "money":
            return float(str(value))
        case "code":
            return code_label(project, column, str(value), words)
        case "code_list":
            return ", ".join(code_label(project, column, code, words) for code in str(value).split(","))
        case "id_list":
            return ", ".join(str(value).split(","))
        case _:
            return str(value)


def code_label(project: Project, column: Column, code: str, words: Words) -> str:
    """Return the words for a code; the code itself where a separator in the words would split them into two values."""
    label = project.label(column.codes or "", code, words.language)
    return code if column.type == "code_list" and any(mark in label for mark in _SEPARATORS) else label
