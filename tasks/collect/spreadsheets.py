"""Reads the cells of a workbook or a CSV file as text."""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass

import python_calamine

from tasks.collect.containers import Refusal

_DELIMITERS = ";,\t|"


@dataclass(frozen=True)
class Sheet:
    """A sheet: its rows from the first one on, each cell as text, "" for a blank one.

    `name` is the sheet's own name; for a CSV file it is the file's name without its ending.
    """

    name: str
    rows: list[list[str]]


def read_sheets(name: str, content: bytes) -> list[Sheet] | Refusal:
    """Return the sheets of a .xlsx, .ods or .csv file, or why it cannot be read."""
    if name.lower().endswith(".csv"):
        return [_read_csv(name, content)]
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            Sheet(sheet, _as_text(workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)))
            for sheet in workbook.sheet_names
        ]
    except python_calamine.PasswordError:
        return Refusal("FIL-002")
    except (python_calamine.CalamineError, python_calamine.ZipError, python_calamine.XmlError, OSError):
        return Refusal("FIL-003")


def _as_text(rows: Sequence[Sequence[object]]) -> list[list[str]]:
    texts = [[_cell_text(cell) for cell in row] for row in rows]
    while texts and not any(texts[-1]):
        texts.pop()
    return texts


def _cell_text(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    return str(cell).strip()


def _read_csv(name: str, content: bytes) -> Sheet:
    text = decode_text(content)
    delimiter = _delimiter(text)
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    while rows and not any(rows[-1]):
        rows.pop()
    return Sheet(name.rsplit(".", 1)[0], rows)


def decode_text(content: bytes) -> str:
    """Return the text of a CSV file, which Excel may have written as UTF-8, UTF-16 or Windows-1252."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """Return the delimiter that the first line has most of; a decimal comma must not win over a semicolon."""
    first_line = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=lambda mark: (first_line.count(mark), mark == ";"))
