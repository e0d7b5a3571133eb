"""Tables as WordprocessingML text: cell by cell through a library they take a hundred times as long."""

import itertools
import math
import re
from collections.abc import Mapping, Sequence

from tasks.assemble.blocks import Cell, Table
from tasks.assemble.text_widths import width_em
from tasks.assemble.word_xml import paragraph, run, styled_run, xml_attribute

TABLE_STYLE = "KivijalkaTable"
_TEXT_SIZE_TWIPS = 190
"""Size of a table's text in `templates/reference.docx`."""

_CELL_PADDING_TWIPS = 190
_WORD_END = re.compile(r"[ \n\u00ad]|(?<=[-/–])")
_LINES_KEPT_WHOLE = 10
"""A table of at most so many lines stays on one page; of a longer one, its header stays with the first row and
its last two rows with the source. LibreOffice loses rows off the page when the first row is kept with the second."""


def table_xml(table: Table, style_ids: Mapping[str, str], text_width_twips: int) -> str:
    """Return a table: header row repeated on each page, rows never split, no merged cells.

    Raises:
        ValueError: A row has not one cell a column, or the table has no column.
    """
    for row in table.rows:
        if len(row) != len(table.columns):
            raise ValueError(f"table {table.id}: a row has {len(row)} cells for {len(table.columns)} columns")
    widths = _column_widths(table, text_width_twips)
    styles = {
        "left": (style_ids["Table Heading"], style_ids["Table Text"]),
        "right": (style_ids["Table Number Heading"], style_ids["Table Number"]),
    }
    header = "".join(
        _cell(width, paragraph(styles[column.align][0], run(column.header), properties="<w:keepNext/>"))
        for column, width in zip(table.columns, widths, strict=True)
    )
    rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{header}</w:tr>"]
    short = _line_count(table, widths) <= _LINES_KEPT_WHOLE
    for number, row in enumerate(table.rows):
        kept = "<w:keepNext/>" if short or number >= len(table.rows) - 2 else ""
        cells = "".join(
            _cell(
                width,
                paragraph(styles[column.align][1], _words(cell, style_ids), properties=kept),
            )
            for cell, column, width in zip(row, table.columns, widths, strict=True)
        )
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style_ids[TABLE_STYLE]}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{xml_attribute(table.caption)}"/>'
        f'<w:tblDescription w:val="{xml_attribute(table.description or table.caption)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _words(cell: Cell, style_ids: Mapping[str, str]) -> str:
    if cell.style:
        return styled_run(cell.text, style_ids[cell.style])
    return run(cell.text, bold=cell.bold, language=cell.language)


def _cell(width: int, content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def _column_widths(table: Table, total: int) -> list[int]:
    """Return the columns' widths by their shares, but none narrower than its longest word where there is room."""
    shares = [column.width for column in table.columns]
    if not shares or min(shares) <= 0:
        raise ValueError(f"table {table.id}: a table needs columns, and each a width above zero")
    needed = [_longest_word_twips(table, number) for number in range(len(shares))]
    if sum(needed) >= total:
        return _scaled(_levelled(needed, total), total)
    # A column that is held at its longest word leaves less for the others, which may then need holding too.
    held: set[int] = set()
    while True:
        free = total - sum(needed[i] for i in held)
        shared = sum(share for i, share in enumerate(shares) if i not in held)
        short = {i for i, share in enumerate(shares) if i not in held and share / shared * free < needed[i]}
        if not short:
            return _scaled([needed[i] if i in held else share / shared * free for i, share in enumerate(shares)], total)
        held |= short


def _levelled(needed: Sequence[float], total: float) -> list[float]:
    """Cut the widest columns to one level, so that only the longest words are broken."""
    level = total / len(needed)
    for count in range(len(needed), 0, -1):
        widest = sorted(needed)[-count:]
        level = (total - sum(sorted(needed)[:-count])) / count
        if level <= widest[0]:
            break
    return [min(width, level) for width in needed]


def _scaled(widths: Sequence[float], total: int) -> list[int]:
    edges = [0.0, *itertools.accumulate(widths)]
    scaled = [round(edge / edges[-1] * total) for edge in edges]
    return [right - left for left, right in itertools.pairwise(scaled)]


def _longest_word_twips(table: Table, number: int) -> float:
    texts = [(table.columns[number].header, True), *((row[number].text, row[number].bold) for row in table.rows)]
    longest = max(width_em(word, bold=bold) for text, bold in texts for word in _WORD_END.split(text))
    return longest * _TEXT_SIZE_TWIPS + _CELL_PADDING_TWIPS


def _line_count(table: Table, widths: Sequence[int]) -> int:
    rows = [[column.header for column in table.columns], *([cell.text for cell in row] for row in table.rows)]
    return sum(max(map(_lines_in_cell, row, widths)) for row in rows)


def _lines_in_cell(text: str, width_twips: int) -> int:
    return max(1, math.ceil(width_em(text) * _TEXT_SIZE_TWIPS / max(width_twips - _CELL_PADDING_TWIPS, 1)))
