"""A workbook of what was read from files that are none: the raw cells at their places, one sheet a table."""

import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence

import xlsxwriter  # type: ignore[import-untyped]

from tasks.collect.spreadsheets import Sheet
from tasks.validate.answer_xml import shown

_CREATED = dt.datetime(2022, 1, 1, tzinfo=dt.UTC)
_DAY = re.compile(r"(19|20)\d{2}-\d{2}-\d{2}")
_WHOLE = re.compile(r"0|-?[1-9]\d{0,14}")
_DECIMAL = re.compile(r"-?\d{1,15}\.\d{1,10}")
_NARROWEST, _WIDEST, _WRAPPED_FROM = 10, 46, 60
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]|^'+|'+$")
_NAME_LIMIT = 31
_CELL_LIMIT = 32_000


def rebuilt_workbook(sheets: Sequence[tuple[str, Sheet]]) -> bytes:
    """Return an .xlsx with the cells of sheets at the places where they stood; no text ever becomes a formula.

    Args:
        sheets: The title and the cells of each sheet.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    book.set_properties({"author": "Kivijalka", "created": _CREATED})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "d.m.yyyy", "valign": "top"}),
        "long": book.add_format({"text_wrap": True, "valign": "top"}),
        "plain": book.add_format({"valign": "top"}),
    }
    for title, sheet in sheets:
        page = book.add_worksheet(title)
        for column, width in enumerate(_widths(sheet)):
            page.set_column(column, column, width)
        head = next((number for number, row in enumerate(sheet.rows) if any(row)), 0)
        page.freeze_panes(head + 1, 0)
        for row, cells in enumerate(sheet.rows):
            for column, text in enumerate(cells):
                if text:
                    _write(page, row, column, shown(text)[:_CELL_LIMIT], formats, is_head=row == head)
    book.close()
    return target.getvalue()


def sheet_titles(wishes: Sequence[str]) -> list[str]:
    """Return names that sheets may have: without signs that Excel refuses, short, and each once."""
    titles: list[str] = []
    taken: set[str] = set()
    for wish in wishes:
        base = _NOT_IN_NAMES.sub(" ", shown(wish)).strip()[:_NAME_LIMIT].strip("' ") or "1"
        title, number = base, 1
        while title.casefold() in taken:
            number += 1
            title = f"{base[: _NAME_LIMIT - 4]} {number}"
        taken.add(title.casefold())
        titles.append(title)
    return titles


def _write(page: object, row: int, column: int, text: str, formats: Mapping[str, object], *, is_head: bool) -> None:
    """Write a cell so that it reads back as the same text."""
    writer = page.write_string  # type: ignore[attr-defined]
    style = formats["head" if is_head else "long" if len(text) > _WRAPPED_FROM else "plain"]
    if _DAY.fullmatch(text) and (day := _day(text)):
        page.write_datetime(row, column, day, formats["day"])  # type: ignore[attr-defined]
    elif _WHOLE.fullmatch(text) or (_DECIMAL.fullmatch(text) and repr(float(text)) == text and not text.endswith(".0")):
        page.write_number(row, column, float(text), style)  # type: ignore[attr-defined]
    else:
        writer(row, column, text, style)


def _day(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None


def _widths(sheet: Sheet) -> list[int]:
    column_count = max((len(row) for row in sheet.rows), default=0)
    return [
        min(_WIDEST, max([_NARROWEST, *(len(row[column]) + 2 for row in sheet.rows if column < len(row))]))
        for column in range(column_count)
    ]
