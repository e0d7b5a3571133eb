"""Reads the cells of an .xlsx or .ods as text. Runs in the reader's own process."""

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from typing import Any

import python_calamine

from tasks.collect.ods_marks import scan_sheets
from tasks.collect.package import check_directory, unpack, xml_part_names
from tasks.collect.xlsx_marks import UNCOMPUTED, Marks, read_book, scan_sheet

_NO_MARKS = Marks([], [], [], [])


def read_workbook(content: bytes) -> dict[str, Any]:
    """Return the sheets of a workbook and what else is to be told of it, in plain lists.

    Raises:
        RefusedError: The package must not be opened.
        Exception: Whatever a broken file makes the libraries raise.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        check_directory(archive)
        marks = _marks_of_sheets(archive)
        names = archive.namelist()
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = []
    for index, about in enumerate(workbook.sheets_metadata):
        if about.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_index(index)
        found = marks.get(about.name, _NO_MARKS)
        rows = _rows(sheet)
        _fill_in(rows, found)
        merged = [*found.merged, *((*first, *last) for first, last in sheet.merged_cell_ranges or ())]
        sheets.append(
            {
                "name": about.name,
                "rows": rows,
                "is_hidden": about.visible is not python_calamine.SheetVisibleEnum.Visible,
                "hidden_rows": found.hidden_rows,
                "hidden_columns": found.hidden_columns,
                "merged": merged,
            }
        )
    return {
        "sheets": sheets,
        "has_macros": any(
            name == "xl/vbaProject.bin" or name.startswith(("xl/macrosheets/", "Basic/")) for name in names
        ),
        "has_links_to_files": any(name.startswith("xl/externalLinks/") for name in names),
    }


def _rows(sheet: python_calamine.CalamineSheet) -> list[list[str]]:
    """Return the rows from the first one on, without the blank cells behind them and the blank rows below them."""
    # Rows come from the top of the sheet on, but cells only from the first column that is used.
    before = [""] * (sheet.start[1] if sheet.start else 0)
    rows: list[list[str]] = []
    last_row = 0
    for cells in sheet.iter_rows():
        row = ["" if cell == "" else cell_text(cell) for cell in cells]
        while row and not row[-1]:
            row.pop()
        rows.append(before + row if row else [])
        if row:
            last_row = len(rows)
    del rows[last_row:]
    return rows


def cell_text(cell: object) -> str:
    """Return a cell's value as text; a whole number has no decimals, a day no time.

    A number of exactly three decimals gets a fourth: as `1.234` it could be taken for thousands.
    """
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return _number_text(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    return str(cell).strip()


def _number_text(number: float) -> str:
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    text = repr(number)
    whole, _, decimals = text.partition(".")
    return f"{text}0" if len(decimals) == 3 and whole.lstrip("-") != "0" and decimals.isdigit() else text


def _marks_of_sheets(archive: zipfile.ZipFile) -> Mapping[str, Marks]:
    """Return the marks of all sheets by name, after each part that holds XML was unpacked and checked once."""
    names = xml_part_names(archive)
    if "xl/workbook.xml" not in names:
        for name in names:
            if name != "content.xml":
                _check(archive, name)
        return scan_sheets(unpack(archive, "content.xml"))
    book = read_book(archive)
    sheet_parts = {part: name for name, part in book.part_of_sheet.items()}
    marks = {}
    for name in names:
        if name in sheet_parts:
            pieces = unpack(archive, name)
            marks[sheet_parts[name]] = scan_sheet(pieces, is_uncomputed=book.is_uncomputed)
        else:
            _check(archive, name)
    return marks


def _check(archive: zipfile.ZipFile, name: str) -> None:
    for _ in unpack(archive, name):
        pass


def _fill_in(rows: list[list[str]], marks: Marks) -> None:
    for row, column, text in marks.cells:
        while len(rows) <= row:
            rows.append([])
        cells = rows[row]
        cells.extend([""] * (column + 1 - len(cells)))
        if not cells[column] or text == UNCOMPUTED:
            cells[column] = text
