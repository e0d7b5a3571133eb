"""Tables as WordprocessingML text: cell by cell through a library they take a hundred times as long."""

import itertools
import re
from collections.abc import Mapping, Sequence

from tasks.assemble.blocks import Table
from tasks.assemble.word_xml import paragraph, run, xml_attribute

TABLE_STYLE = "KivijalkaTable"
_TWIPS_A_LETTER = 113
"""About what a bold letter of a table takes; words in capitals take more, most take less."""

_CELL_PADDING_TWIPS = 190
_WORD_END = re.compile(r"[ \n\u00ad]|(?<=[-/–])")
_KEPT_WHOLE = 14
"""A table of at most so many rows stays on one page; of a longer one, its ends stay with caption and source."""


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
    for number, row in enumerate(table.rows):
        near_end = number < 2 or number >= len(table.rows) - 2
        kept = "<w:keepNext/>" if len(table.rows) <= _KEPT_WHOLE or near_end else ""
        cells = "".join(
            _cell(width, paragraph(styles[column.align][1], run(cell.text, bold=cell.bold), properties=kept))
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


def _cell(width: int, content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def _column_widths(table: Table, total: int) -> list[int]:
    """Return the columns' widths by their shares, but none narrower than its longest word where there is room."""
    shares = [column.width for column in table.columns]
    if not shares or min(shares) <= 0:
        raise ValueError(f"table {table.id}: a table needs columns, and each a width above zero")
    needed = [
        min(max(map(_word_twips, (column.header, *(row[i].text for row in table.rows)))), total // 3)
        for i, column in enumerate(table.columns)
    ]
    if sum(needed) >= total:
        return _scaled(needed, total)
    # A column that is held at its longest word leaves less for the others, which may then need holding too.
    held: set[int] = set()
    while True:
        free = total - sum(needed[i] for i in held)
        shared = sum(share for i, share in enumerate(shares) if i not in held)
        short = {i for i, share in enumerate(shares) if i not in held and share / shared * free < needed[i]}
        if not short:
            return _scaled([needed[i] if i in held else share / shared * free for i, share in enumerate(shares)], total)
        held |= short


def _scaled(widths: Sequence[float], total: int) -> list[int]:
    edges = [0.0, *itertools.accumulate(widths)]
    scaled = [round(edge / edges[-1] * total) for edge in edges]
    return [right - left for left, right in itertools.pairwise(scaled)]


def _word_twips(text: str) -> int:
    longest = max(map(len, _WORD_END.split(text)))
    return longest * _TWIPS_A_LETTER + _CELL_PADDING_TWIPS
