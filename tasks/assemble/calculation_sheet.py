"""A sheet of a workbook whose formulas stand with the values that they give, so that every reader sees the same."""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import xlsxwriter  # type: ignore[import-untyped]
from lxml import etree
from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

from tasks.assemble.defects import Defect
from tasks.findings import join_source_refs

Kind = Literal["text", "title", "heading", "header", "money", "date", "count", "total", "total_text", "note", "strong"]
_FONT = {"font_name": "Arial", "font_size": 10, "valign": "top"}
_LINE = {"border": 1, "border_color": "#8A98A3"}
_MONEY = "#,##0.00"
_FORMATS: dict[Kind, dict[str, object]] = {
    "text": {**_FONT, **_LINE, "indent": 1, "text_wrap": True},
    "strong": {**_FONT, **_LINE, "indent": 1, "text_wrap": True, "bold": True},
    "title": {**_FONT, "bold": True, "font_size": 16, "font_color": "#1F3A4D"},
    "heading": {**_FONT, "bold": True, "font_size": 12, "font_color": "#1F3A4D"},
    "header": {
        **_FONT,
        **_LINE,
        "indent": 1,
        "bold": True,
        "text_wrap": True,
        "bg_color": "#DCE6EC",
        "font_color": "#1F3A4D",
    },
    "money": {**_FONT, **_LINE, "num_format": _MONEY, "align": "right"},
    "total": {**_FONT, **_LINE, "num_format": _MONEY, "align": "right", "bold": True, "bg_color": "#ECEFF1"},
    "total_text": {**_FONT, **_LINE, "indent": 1, "text_wrap": True, "bold": True, "bg_color": "#ECEFF1"},
    "date": {**_FONT, **_LINE, "num_format": "d\\.m\\.yyyy", "align": "right"},
    "count": {**_FONT, **_LINE, "num_format": "0", "align": "right"},
    "note": {**_FONT},
}


@dataclass(frozen=True)
class Amount:
    """What stands in a cell: a number or a text, and what gives it.

    Attributes:
        value: What stands there.
        formula: The formula over other cells that gives it, where one does.
        indicator: The indicator whose definition gives it, where no formula of the sheet does.
        source_refs: The rows that it is then made from.
    """

    value: Decimal | str | dt.date | int | None
    formula: str = ""
    indicator: str = ""
    source_refs: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetCell:
    """A number of the sheet as somebody may ask for it.

    Attributes:
        label: What the row is of.
        heading: What the column is of.
        value: The number as exact decimal text, or the day.
        formula: The formula over other cells that gives it, where one does.
        indicator: The indicator whose definition gives it otherwise; empty for what the configuration says.
        rows: The rows that it is then made from, in short form.
    """

    label: str
    heading: str
    value: str
    formula: str
    indicator: str
    rows: str


@dataclass(frozen=True)
class SheetProperties:
    """What the workbook's properties say of it, and how wide its columns are."""

    name: str
    title: str
    author: str
    created: dt.date
    column_widths: Sequence[float]
    header: str


class CalculationSheet:
    """The one sheet of a workbook, filled row by row from the top."""

    def __init__(self, properties: SheetProperties) -> None:
        self._content = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._content, {"in_memory": True, "strings_to_urls": False})
        self._formats: dict[Kind, Any] = {kind: self._book.add_format(parts) for kind, parts in _FORMATS.items()}
        self._book.set_properties(
            {
                "title": properties.title,
                "author": properties.author,
                "created": dt.datetime.combine(properties.created, dt.time()),
            }
        )
        self._sheet = self._book.add_worksheet(properties.name)
        self._sheet.hide_gridlines(2)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_header(f"&L{properties.header}&R&P / &N")
        for column, width in enumerate(properties.column_widths):
            self._sheet.set_column(column, column, width)
        self.row = 0
        self.numbers: dict[str, SheetCell] = {}
        """The numbers that were written, by address."""
        self._headings: tuple[str, ...] = ()

    def line(self, text: str, kind: Kind = "note") -> None:
        """Write a text into a row of its own."""
        self._sheet.write_string(self.row, 0, text, self._formats[kind])
        self._headings = ()
        self.row += 1

    def skip(self) -> None:
        """Leave a row empty."""
        self.row += 1

    def cells(self, *cells: tuple[Amount | str, Kind]) -> int:
        """Write the cells of a row and return its number, from 0."""
        amounts = [content if isinstance(content, Amount) else Amount(content) for content, _ in cells]
        for column, (amount, (_, kind)) in enumerate(zip(amounts, cells, strict=True)):
            self._write(column, amount, kind)
            if amount.value is not None and not isinstance(amount.value, str):
                heading = self._headings[column] if column < len(self._headings) else ""
                self.numbers[self.address(self.row, column)] = _sheet_cell(str(amounts[0].value), heading, amount)
        if all(kind == "header" for _, kind in cells):
            self._headings = tuple(str(amount.value) for amount in amounts)
        self.row += 1
        return self.row - 1

    def address(self, row: int, column: int) -> str:
        """Return the address of a cell, such as `B12`."""
        return str(xl_rowcol_to_cell(row, column))

    def bytes(self) -> bytes:
        """Close the workbook and return it; equal contents give equal bytes."""
        self._book.close()
        return self._content.getvalue()

    def _write(self, column: int, amount: Amount, kind: Kind) -> None:
        style, value = self._formats[kind], amount.value
        if amount.formula and value is not None and not isinstance(value, dt.date):
            stored = value if isinstance(value, str) else float(value)
            self._sheet.write_formula(self.row, column, f"={amount.formula}", style, stored)
        elif value is None or value == "":
            self._sheet.write_blank(self.row, column, None, style)
        elif isinstance(value, dt.date):
            self._sheet.write_datetime(self.row, column, dt.datetime.combine(value, dt.time()), style)
        elif isinstance(value, str):
            self._sheet.write_string(self.row, column, value, style)
        else:
            self._sheet.write_number(self.row, column, float(value), style)


def _sheet_cell(label: str, heading: str, amount: Amount) -> SheetCell:
    rows = join_source_refs(amount.source_refs)
    return SheetCell(label, heading, str(amount.value), amount.formula, amount.indicator, rows)


_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_NEEDED = ("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "docProps/core.xml")


def workbook_defects(content: bytes) -> list[Defect]:
    """Return what keeps a workbook from being published: a lacking part, or a formula without its value."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            lacking = sorted(set(_NEEDED) - set(package.namelist()))
            if lacking:
                return [Defect("workbook-part-missing", name, "the package lacks this part") for name in lacking]
            root = etree.fromstring(package.read(_NEEDED[2]))
    except (zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        return [Defect("workbook-unreadable", "xl", str(error))]
    formulas = (cell for cell in root.iter(f"{_NAMESPACE}c") if cell.find(f"{_NAMESPACE}f") is not None)
    return [
        Defect("formula-without-value", str(cell.get("r")), "a reader that does not calculate would see nothing")
        for cell in formulas
        if not (cell.findtext(f"{_NAMESPACE}v") or "").strip()
    ]
