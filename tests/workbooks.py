"""Builds small partner workbooks from readable text tables, so that a test shows what the town wrote."""

import datetime as dt
import io

import xlsxwriter

from tasks.submissions import FileOrigin, SubmittedFile


def cells(text: str) -> list[list[str]]:
    """Return the cells of a text table: one line a row, `|` between cells, a lone `.` for a blank cell.

    A `¶` begins another line inside a cell.
    """
    rows = [[cell.strip().replace("¶", "\n") for cell in line.split("|")] for line in text.strip().splitlines()]
    return [["" if cell == "." else cell for cell in row] for row in rows]


def workbook(**sheets: str) -> bytes:
    """Return an .xlsx with one sheet a keyword; in the sheet's name `_` stands for a blank."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_numbers": True}) as book:
        for name, text in sheets.items():
            sheet = book.add_worksheet(name.replace("_", " "))
            for row_index, row in enumerate(cells(text)):
                for column_index, cell in enumerate(row):
                    if cell:
                        sheet.write(row_index, column_index, cell)
    return target.getvalue()


def sent(name: str, content: bytes, uploaded: str = "2022-09-30T12:00:00+00:00") -> SubmittedFile:
    """Return a file as the inbox hands it on."""
    origin = FileOrigin(
        f"inputs/2022Q3/kivijarvi/{name}", "v1", "0" * 64, dt.datetime.fromisoformat(uploaded), len(content)
    )
    return SubmittedFile(origin, content)
