"""Writes planned sheets as an Excel workbook, the same bytes each time."""

import datetime as dt
import io
from collections.abc import Sequence

import xlsxwriter  # type: ignore[import-untyped]

from cli.sample.sheets import Cell, Sheet

_CREATED = dt.datetime(2022, 1, 1, tzinfo=dt.UTC)
_WIDEST = 48
_NARROWEST = 9
_LONG_TEXT = 200


def write_workbook(sheets: Sequence[Sheet], title: str) -> bytes:
    """Return the bytes of an .xlsx with one sheet a table: bold frozen headings and fitting column widths."""
    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_urls": False})
    workbook.set_properties({"title": title, "author": "Kivijalka", "created": _CREATED})
    heading = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    day = workbook.add_format({"num_format": "d.m.yyyy"})
    amount = workbook.add_format({"num_format": "# ##0"})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    for sheet in sheets:
        worksheet = workbook.add_worksheet(sheet.name)
        worksheet.freeze_panes(1, 0)
        for column, width in enumerate(column_widths(sheet)):
            worksheet.set_column(column, column, width)
        worksheet.write_row(0, 0, sheet.header, heading)
        for row, cells in enumerate(sheet.rows, start=1):
            for column, cell in enumerate(cells):
                if isinstance(cell, dt.date):
                    worksheet.write_datetime(row, column, dt.datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
                elif isinstance(cell, str):
                    worksheet.write_string(row, column, cell, wrapped if len(cell) > _LONG_TEXT else None)
                elif cell is not None:
                    worksheet.write_number(
                        row, column, cell, amount if sheet.columns[column].endswith("_eur") else None
                    )
    workbook.close()
    return content.getvalue()


def column_widths(sheet: Sheet) -> list[int]:
    """Return the width of each column in characters, wide enough for most of its cells."""
    return [
        min(_WIDEST, max([_NARROWEST, len(sheet.header[i]) + 2, *(_length(row[i]) for row in sheet.rows)]))
        for i in range(len(sheet.columns))
    ]


def _length(cell: Cell) -> int:
    return 0 if cell is None else len(str(cell)) + 1
