"""Finds in the XML of an .ods what a reader of values passes over: error cells, formulas without a value, hidden rows.

Runs in the reader's own process.
"""

from collections.abc import Iterable
from xml.parsers import expat

from tasks.collect.xlsx_marks import UNCOMPUTED, Marks

_CELLS = ("table:table-cell", "table:covered-table-cell")


class _Scanner:
    """Counts rows and columns through repeated ones and keeps the marks of each sheet."""

    def __init__(self) -> None:
        self.marks: dict[str, Marks] = {}
        self._sheet = Marks([], [], [], [])
        self._row = self._column = self._listed_column = 0
        self._row_repeats = self._cell_repeats = 1
        self._is_error = False
        self._error_text = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self._sheet = self.marks.setdefault(attributes.get("table:name", ""), Marks([], [], [], []))
            self._row = self._listed_column = 0
        elif tag == "table:table-column":
            repeats = _count(attributes, "table:number-columns-repeated")
            if attributes.get("table:visibility") in ("collapse", "filter"):
                self._sheet.hidden_columns.append((self._listed_column, self._listed_column + repeats - 1))
            self._listed_column += repeats
        elif tag == "table:table-row":
            self._row_repeats = _count(attributes, "table:number-rows-repeated")
            self._column = 0
            # Empty rows to the end of the sheet are one row with a high count.
            if attributes.get("table:visibility") in ("collapse", "filter") and self._row_repeats < 10_000:
                self._sheet.hidden_rows.extend(range(self._row, self._row + self._row_repeats))
        elif tag in _CELLS:
            self._cell_repeats = _count(attributes, "table:number-columns-repeated")
            self._start_cell(attributes)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        rows = _count(attributes, "table:number-rows-spanned")
        columns = _count(attributes, "table:number-columns-spanned")
        if rows > 1 or columns > 1:
            self._sheet.merged.append((self._row, self._column, self._row + rows - 1, self._column + columns - 1))
        self._is_error = attributes.get("calcext:value-type") == "error"
        self._error_text = ""
        if "table:formula" in attributes and "office:value-type" not in attributes:
            self._keep(UNCOMPUTED)

    def text(self, text: str) -> None:
        if self._is_error:
            self._error_text += text

    def end(self, tag: str) -> None:
        if tag in _CELLS:
            if self._is_error:
                self._keep(self._error_text.strip() or "#VALUE!")
            self._is_error = False
            self._column += self._cell_repeats
        elif tag == "table:table-row":
            self._row += self._row_repeats

    def _keep(self, text: str) -> None:
        if self._row_repeats * self._cell_repeats > 10_000:
            return
        self._sheet.cells.extend(
            (self._row + down, self._column + right, text)
            for down in range(self._row_repeats)
            for right in range(self._cell_repeats)
        )


def scan_sheets(pieces: Iterable[bytes]) -> dict[str, Marks]:
    """Return the marks of all sheets of an .ods by their names, from `content.xml` as it is unpacked."""
    scanner = _Scanner()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = scanner.start
    parser.EndElementHandler = scanner.end
    parser.CharacterDataHandler = scanner.text
    for piece in pieces:
        parser.Parse(piece)
    parser.Parse(b"", True)
    return scanner.marks


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() else 1
