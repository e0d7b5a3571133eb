"""Finds in the XML of an .xlsx what a reader of values passes over: error cells, formulas without a value, hidden rows.

Runs in the reader's own process.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.parsers import expat

from tasks.collect.package import unpack

UNCOMPUTED = "#UNCOMPUTED!"
"""Stands in a cell whose formula was never computed, so that the cell is not taken for a blank one."""

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_NUMBER = re.compile(rb"\br=[\"'](\d+)[\"']")
_ADDRESS = re.compile(rb"\br=[\"']([A-Z]{1,3})\d+[\"']")
_TYPE = re.compile(rb"\bt=[\"'](\w+)[\"']")
_MINIMUM = re.compile(rb"\bmin=[\"'](\d+)[\"']")
_MAXIMUM = re.compile(rb"\bmax=[\"'](\d+)[\"']")
_ROW_LIMIT, _COLUMN_LIMIT = 1_048_576, 16_384


class Marks(NamedTuple):
    """What is to be known of a sheet besides its values; rows and columns are counted from 0.

    Attributes:
        cells: Row, column and text of the cells that a reader of values shows as blank.
        hidden_rows: Rows that the sender does not see.
        hidden_columns: First and last column of each hidden stretch.
        merged: First row, first column, last row and last column of each merged range.
    """

    cells: list[tuple[int, int, str]]
    hidden_rows: list[int]
    hidden_columns: list[tuple[int, int]]
    merged: list[tuple[int, int, int, int]]


class Book(NamedTuple):
    """Where the sheets of a workbook lie, and whether its formulas wait to be computed when it is opened."""

    part_of_sheet: dict[str, str]
    is_uncomputed: bool


def read_book(archive: zipfile.ZipFile) -> Book:
    """Return the parts of a workbook's sheets by the sheets' names."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}
    uncomputed = False

    def at_element(tag: str, attributes: dict[str, str]) -> None:
        nonlocal uncomputed
        name = tag.rpartition(":")[2]
        if name == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"
        elif name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            sheets[attributes.get("name", "")] = relation
        elif name == "calcPr":
            uncomputed = attributes.get("fullCalcOnLoad") in ("1", "true")

    for part in ("xl/_rels/workbook.xml.rels", "xl/workbook.xml"):
        parser = expat.ParserCreate()
        parser.StartElementHandler = at_element
        for piece in unpack(archive, part):
            parser.Parse(piece)
        parser.Parse(b"", True)
    return Book({sheet: targets[relation] for sheet, relation in sheets.items() if relation in targets}, uncomputed)


def scan_sheet(pieces: Iterable[bytes], *, is_uncomputed: bool) -> Marks:
    """Return the marks of a sheet from its XML, without the merged ranges.

    Args:
        pieces: The sheet's part as it is unpacked.
        is_uncomputed: Programs that compute nothing write 0 as the value of each formula and ask for a computation when
            the file is opened; such a 0 is no value.
    """
    marks = Marks([], [], [], [])
    number = 0
    for block in _blocks(pieces):
        if number == 0:
            marks.hidden_columns.extend(_hidden_columns(block))
        for attributes, body in _elements(_ROW, block):
            found = _NUMBER.search(attributes)
            number = int(found[1]) if found else number + 1
            if number > _ROW_LIMIT:
                continue
            if b"hidden" in attributes and _HIDDEN.search(attributes):
                marks.hidden_rows.append(number - 1)
            if b'"e"' in body or b"'e'" in body or _FORMULA.search(body):
                marks.cells.extend(
                    (number - 1, column, text) for column, text in _lost_cells(body, is_uncomputed=is_uncomputed)
                )
    return marks


def _blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the XML in blocks that end where a row ends."""
    rest: list[bytes] = []
    for piece in pieces:
        rest.append(piece)
        if b"row>" not in (rest[-2][-3:] if len(rest) > 1 else b"") + piece:
            continue
        block = b"".join(rest)
        end = block.rfind(b"row>") + 4
        yield block[:end]
        rest = [block[end:]]
    yield b"".join(rest)


def _elements(start_tag: re.Pattern[bytes], xml: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the attributes and the content of elements that hold none of their own kind.

    The content reaches to the next such element, so that broken XML takes no more time than sound one.
    """
    attributes, begin = b"", -1
    for tag in start_tag.finditer(xml):
        if begin >= 0:
            yield attributes, xml[begin : tag.start()]
        attributes, begin = tag[1], tag.end()
    if begin >= 0:
        yield attributes, xml[begin:]


def _lost_cells(body: bytes, *, is_uncomputed: bool) -> Iterator[tuple[int, str]]:
    column = -1
    for attributes, content in _elements(_CELL, body):
        address = _ADDRESS.search(attributes)
        column = _column_index(address[1]) if address else column + 1
        if attributes.endswith(b"/") or column >= _COLUMN_LIMIT:
            continue
        kind = _TYPE.search(attributes)
        value = _VALUE.search(content)
        text = value[1].strip() if value else b""
        if kind and kind[1] == b"e":
            yield column, text.decode("utf-8", "replace") or "#VALUE!"
        elif (kind and kind[1] == b"str") or not _FORMULA.search(content):
            # A formula that gives a text may give an empty one.
            continue
        elif (not text and b"<is" not in content) or (is_uncomputed and text in (b"0", b"0.0")):
            yield column, UNCOMPUTED


def _hidden_columns(block: bytes) -> Iterator[tuple[int, int]]:
    for column in _COLUMN.finditer(block):
        first, last = _MINIMUM.search(column[1]), _MAXIMUM.search(column[1])
        if first and last and _HIDDEN.search(column[1]):
            yield int(first[1]) - 1, min(int(last[1]), _COLUMN_LIMIT) - 1


def _column_index(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1
