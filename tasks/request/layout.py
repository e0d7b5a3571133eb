"""How wide columns and how high rows must be: no program that opens the workbook measures that for us reliably."""

import math
import textwrap
from collections.abc import Sequence

from config.contracts import Column, TableContract
from tasks.request.cells import Cell
from tasks.request.choices import column_words
from tasks.request.plan import WorkbookPlan

LINE_POINTS = 13
PADDING_POINTS = 3
WRAPPED_TYPES = ("text", "long_text", "url", "code_list", "id_list")
"""Column types whose cells may take several lines."""
_HIGHEST_ROW_LINES = 6
# Letters are a little narrower than digits, in Arial by a good tenth.
_LETTERS_PER_DIGIT = 1.12
_PAGE_CHARACTERS = 210
_NARROWEST = 11
_WIDEST_CODE = 32
_FILTER_BUTTON = 5
INDENT = 2
"""How many digits' room a cell with an indent loses."""
_WIDTHS = {
    "id": 18, "id_list": 24, "text": 30, "long_text": 90, "code_list": 26, "integer": 11, "number": 11, "money": 17,
    "year": 9, "date": 13, "boolean": 10, "business_id": 13, "municipality_code": 12, "quarter": 12, "url": 36,
}  # fmt: skip


def column_width(plan: WorkbookPlan, column: Column, label: str) -> int:
    """Return a column's width in characters: room for its content, and for its heading in two lines."""
    if column.type == "code":
        content = min(max(map(len, column_words(plan, column))) + _FILTER_BUTTON, _WIDEST_CODE)
    elif column.type == "id":
        content = max(_WIDTHS["id"], math.ceil(_longest_id(plan) / _LETTERS_PER_DIGIT) + INDENT)
    else:
        content = _WIDTHS[column.type]
    longest_word = max(len(word) for word in label.split()) + _FILTER_BUTTON
    return max(content, longest_word, math.ceil(len(label) / 2) + _FILTER_BUTTON, _NARROWEST)


def _longest_id(plan: WorkbookPlan) -> int:
    """Return the letters of the longest id that a town may write: an actor of any town, or one of its external ones."""
    any_actor = max(len(f"{slug}-000") for slug in plan.project.towns)
    return max(any_actor, len(f"ulko-{plan.town.slug}-00"))


def line_count(text: str, width: int) -> int:
    """Return how many lines a text takes in a column whose width is given in digits, as spreadsheets count."""
    letters = int(width * _LETTERS_PER_DIGIT)
    return sum(max(1, len(textwrap.wrap(line, letters))) for line in text.split("\n"))


def row_points(contract: TableContract, cells: Sequence[Cell], widths: Sequence[int]) -> int | None:
    """Return the height of a row that takes several lines, at most six; None for one that may keep its own height."""
    lines = [
        line_count(cell, width - INDENT)
        for column, cell, width in zip(contract.columns.values(), cells, widths, strict=True)
        if isinstance(cell, str) and column.type in WRAPPED_TYPES
    ]
    highest = max(lines, default=1)
    return LINE_POINTS * min(highest, _HIGHEST_ROW_LINES) + PADDING_POINTS if highest > 1 else None


def pages_across(widths: Sequence[int]) -> int:
    """Return on how many sheets of paper side by side a table is still readable."""
    return math.ceil(sum(widths) / _PAGE_CHARACTERS)
