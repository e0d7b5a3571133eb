"""Makes .xlsx and .ods packages part by part, so that each part can be spoilt."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DATE, DAY_AND_TIME, PER_CENT = 1, 2, 3
"""Styles of a cell."""

STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4">'
    '<xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/>'
    '<xf numFmtId="10" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


class Xml(str):
    """A cell's own XML; `{ref}` stands for its address."""


def letters(index: int) -> str:
    """Return the letters of a column: 0 is A, 26 is AA."""
    text = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def cell_xml(ref: str, value: object) -> str:
    """Return a cell: texts inline, numbers and booleans as such, nothing for None."""
    if value is None or value == "":
        return ""
    if isinstance(value, Xml):
        return value.replace("{ref}", ref)
    if isinstance(value, bool):
        return f'<c r="{ref}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{ref}"><v>{value}</v></c>'
    return f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def rows_xml(rows: Sequence[Sequence[object]], row_attributes: Mapping[int, str] = {}, first: int = 1) -> str:
    """Return the rows of a sheet; `row_attributes` by row number."""
    return "".join(
        f'<row r="{number}" {row_attributes.get(number, "")}>'
        + "".join(cell_xml(f"{letters(index)}{number}", value) for index, value in enumerate(row))
        + "</row>"
        for number, row in enumerate(rows, first)
    )


def sheet_xml(data: str, before: str = "", after: str = "") -> str:
    """Return the part of a sheet from the XML of its rows."""
    return f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def xlsx_parts(
    sheets: Mapping[str, str], sheet_attributes: Mapping[str, str] = {}, workbook: tuple[str, str] = ("", "")
) -> dict[str, str | bytes]:
    """Return the parts of an .xlsx by name.

    Args:
        sheets: The XML of each sheet's part by the sheet's name.
        sheet_attributes: Further attributes of a sheet in the workbook, such as `state="hidden"`.
        workbook: XML before and after the list of sheets.
    """
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}" {sheet_attributes.get(name, "")}/>'
        for n, name in enumerate(sheets, 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">{workbook[0]}'
        f"<sheets>{listed}</sheets>{workbook[1]}</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{relations}'
        f'<Relationship Id="rIdS" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
        **{f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets.values(), 1)},
    }


def zipped(parts: Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]]) -> bytes:
    """Return a zip of parts, in their order; equal parts give equal bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items() if isinstance(parts, Mapping) else parts:
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), content, packing)
    return target.getvalue()


def xlsx(sheets: Mapping[str, str], **about: object) -> bytes:
    """Return an .xlsx; the arguments are those of `xlsx_parts`."""
    return zipped(xlsx_parts(sheets, **about))  # type: ignore[arg-type]


def ods_parts(tables: str, styles: str = "") -> dict[str, str | bytes]:
    """Return the parts of an .ods from the XML of its tables."""
    spaces = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
    )
    spaces += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    spaces += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return {
        "mimetype": kind,
        "content.xml": f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces} office:version="1.2">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>",
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{manifest}"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
    }


def ods_rows(rows: Sequence[Sequence[object]]) -> str:
    """Return table rows; texts, numbers and ready cells."""

    def cell(value: object) -> str:
        if isinstance(value, Xml):
            return str(value)
        if value is None or value == "":
            return "<table:table-cell/>"
        if isinstance(value, int | float):
            kind = f'office:value-type="float" office:value="{value}"'
        else:
            kind = 'office:value-type="string"'
        return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"

    return "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)


def ods(name: str, rows: Sequence[Sequence[object]]) -> bytes:
    """Return an .ods with one sheet."""
    return zipped(ods_parts(f"<table:table table:name={quoteattr(name)}>{ods_rows(rows)}</table:table>"))
