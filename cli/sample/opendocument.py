"""Writes planned sheets as an OpenDocument spreadsheet, the same bytes each time."""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from odfdo import Cell as OdfCell
from odfdo import Column, Document, Element, Row, Table

from cli.sample.sheets import Cell, Sheet
from cli.sample.workbook import column_widths

_ENTRY_DATE = (1980, 1, 1, 0, 0, 0)
_CM_A_CHARACTER = 0.2
_HEADING_STYLE = "Heading"
_DATE_STYLE = "Day"
_META = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
office:version="1.3"><office:meta><meta:generator>Kivijalka</meta:generator><dc:title>{title}</dc:title>\
<meta:creation-date>2022-01-01T00:00:00</meta:creation-date></office:meta></office:document-meta>
"""
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-settings xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" \
xmlns:ooo="http://openoffice.org/2004/office" xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
office:version="1.3"><office:settings><config:config-item-set config:name="ooo:view-settings">\
<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>\
<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>\
<config:config-item-map-named config:name="Tables">{tables}</config:config-item-map-named>\
</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>\
</office:document-settings>
"""
# Split mode 2 freezes; position 1 is the row below the heading.
_FROZEN_TABLE = """<config:config-item-map-entry config:name={name}>\
<config:config-item config:name="VerticalSplitMode" config:type="short">2</config:config-item>\
<config:config-item config:name="VerticalSplitPosition" config:type="int">1</config:config-item>\
<config:config-item config:name="ActiveSplitRange" config:type="short">2</config:config-item>\
<config:config-item config:name="PositionBottom" config:type="int">1</config:config-item>\
</config:config-item-map-entry>"""


def write_opendocument(sheets: Sequence[Sheet], title: str) -> bytes:
    """Return the bytes of an .ods with one sheet a table: bold frozen headings and fitting column widths."""
    document = Document("spreadsheet")
    document.body.clear()
    _insert_style(
        document,
        f'<style:style style:name="{_HEADING_STYLE}" style:family="table-cell">'
        '<style:text-properties fo:font-weight="bold"/></style:style>',
    )
    _insert_style(
        document,
        f'<number:date-style style:name="{_DATE_STYLE}Format"><number:day/><number:text>.</number:text>'
        '<number:month/><number:text>.</number:text><number:year number:style="long"/></number:date-style>',
    )
    _insert_style(
        document,
        f'<style:style style:name="{_DATE_STYLE}" style:family="table-cell" '
        f'style:data-style-name="{_DATE_STYLE}Format"/>',
    )
    for sheet in sheets:
        document.body.append(_table(document, sheet))
    content = io.BytesIO()
    document.save(content)
    settings = _SETTINGS.format(tables="".join(_FROZEN_TABLE.format(name=quoteattr(sheet.name)) for sheet in sheets))
    return _sealed(content.getvalue(), {"meta.xml": _META.format(title=title), "settings.xml": settings})


def _insert_style(document: Document, xml: str) -> None:
    document.insert_style(xml, automatic=True)


def _table(document: Document, sheet: Sheet) -> Table:
    table = Table(sheet.name)
    for number, width in enumerate(column_widths(sheet)):
        style = f"{sheet.table}{number}"
        _insert_style(
            document,
            f'<style:style style:name="{style}" style:family="table-column"><style:table-column-properties '
            f'style:column-width="{width * _CM_A_CHARACTER:.2f}cm"/></style:style>',
        )
        Element.append(table, Column(style=style))
    Element.append(table, _row([OdfCell(text, style=_HEADING_STYLE) for text in sheet.header]))
    for cells in sheet.rows:
        Element.append(table, _row([_cell(cell) for cell in cells]))
    return table


def _row(cells: Sequence[OdfCell]) -> Row:
    row = Row()
    for cell in cells:
        Element.append(row, cell)
    return row


def _cell(cell: Cell) -> OdfCell:
    if cell is None:
        return OdfCell()
    if isinstance(cell, dt.date):
        return OdfCell(cell, style=_DATE_STYLE)
    return OdfCell(cell)


def _sealed(content: bytes, replaced: dict[str, str]) -> bytes:
    """Return the package with its own meta data and constant entry dates."""
    sealed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(sealed, "w") as target:
        for name in package.namelist():
            if name.startswith(("Thumbnails", "Configurations2")):
                continue
            entry = zipfile.ZipInfo(name, _ENTRY_DATE)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            data = replaced[name].encode() if name in replaced else package.read(name)
            target.writestr(entry, _without_dropped(data) if name == "META-INF/manifest.xml" else data)
    return sealed.getvalue()


def _without_dropped(manifest: bytes) -> bytes:
    """Return the package's list of parts without those that were left out."""
    lines = manifest.decode("utf-8").replace("<manifest:file-entry", "\n<manifest:file-entry").splitlines()
    kept = [line for line in lines if "Thumbnails" not in line and "Configurations2" not in line]
    # The closing tag may have stood on a dropped line.
    text = "\n".join(kept)
    return (text if "</manifest:manifest>" in text else text + "</manifest:manifest>").encode("utf-8")
