"""Tables as WordprocessingML text: cell by cell through a library they take a hundred times as long."""

import itertools
from collections.abc import Mapping, Sequence

from tasks.assemble.blocks import Table
from tasks.assemble.word_xml import paragraph, run, xml_attribute

TABLE_STYLE = "KivijalkaTable"
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
    widths = _column_widths([column.width for column in table.columns], text_width_twips, table.id)
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


def _column_widths(shares: Sequence[float], total: int, table_id: str) -> list[int]:
    if not shares or min(shares) <= 0:
        raise ValueError(f"table {table_id}: a table needs columns, and each a width above zero")
    edges = [0, *itertools.accumulate(shares)]
    scaled = [round(edge / edges[-1] * total) for edge in edges]
    return [right - left for left, right in itertools.pairwise(scaled)]
