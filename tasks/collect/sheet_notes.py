"""What a sender may not see of a sheet that is read: hidden parts, merged cells, data without a heading."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tasks.collect.labels import column_letter
from tasks.collect.spreadsheets import Sheet

_STRETCHES_NAMED = 12


@dataclass(frozen=True)
class SheetNote:
    """A message's code, the cell that it is about and the words that it names."""

    code: str
    cell: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


def sheet_notes(sheet: Sheet, heading: int, positions: Mapping[str, int]) -> Iterator[SheetNote]:
    """Yield what is to be told of a sheet besides its cells.

    Args:
        sheet: The sheet.
        heading: Index of its heading row.
        positions: Index of each column that was found.
    """
    if sheet.is_hidden:
        yield SheetNote("SHE-005")
    columns = set(positions.values())
    hidden_rows = [row for row in sheet.hidden_rows if heading < row < len(sheet.rows) and any(sheet.rows[row])]
    if hidden_rows:
        yield SheetNote(
            "SHE-006", words={"rows": _listed([str(a + 1), str(b + 1)] for a, b in _stretches(hidden_rows))}
        )
    hidden = sorted({c for c in columns if any(first <= c <= last for first, last in sheet.hidden_columns)})
    if hidden:
        yield SheetNote("SHE-007", words={"columns": _listed(_letters(hidden))})
    for first_row, first_column, last_row, last_column in sheet.merged:
        covers_data = last_row > heading and any(first_column <= column <= last_column for column in columns)
        if covers_data and _has_text(sheet, first_row, first_column):
            cell = f"{column_letter(first_column)}{first_row + 1}"
            yield SheetNote("SHE-004", cell, {"range": f"{cell}:{column_letter(last_column)}{last_row + 1}"})
    nameless = _columns_without_heading(sheet, heading)
    if nameless:
        yield SheetNote("COL-005", words={"columns": _listed(_letters(nameless))})


def _has_text(sheet: Sheet, row: int, column: int) -> bool:
    return row < len(sheet.rows) and column < len(sheet.rows[row]) and bool(sheet.rows[row][column])


def _columns_without_heading(sheet: Sheet, heading: int) -> list[int]:
    headings = sheet.rows[heading]
    named = [bool(text) for text in headings]
    found: set[int] = set()
    for row in sheet.rows[heading + 1 :]:
        if len(row) > len(named) or not all(named):
            found.update(i for i, cell in enumerate(row) if cell and not (i < len(named) and named[i]))
    return sorted(found)


def _letters(columns: Sequence[int]) -> Iterator[list[str]]:
    return ([column_letter(first), column_letter(last)] for first, last in _stretches(columns))


def _stretches(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return ascending numbers as stretches: 2, 3, 4, 7 as (2, 4) and (7, 7)."""
    ends = [a for a, b in pairwise(numbers) if b > a + 1] + list(numbers[-1:])
    begins = list(numbers[:1]) + [b for a, b in pairwise(numbers) if b > a + 1]
    return list(zip(begins, ends, strict=True))


def _listed(stretches: Iterable[Sequence[str]]) -> str:
    words = [first if first == last else f"{first}–{last}" for first, last in stretches]
    return ", ".join(words[:_STRETCHES_NAMED]) + (", …" if len(words) > _STRETCHES_NAMED else "")
