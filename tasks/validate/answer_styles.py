"""The styles that an answer needs, appended to a workbook's own: what is there keeps its number and its bytes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.findings import Severity
from tasks.validate.answer_package import WORKBOOK, Package
from tasks.validate.answer_xml import Change, Node, PartError, append_inside, outline

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
_BARE_STYLES = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{SPREADSHEET}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
).encode()

INK, QUIET, BRAND, PAPER = "FF1B1F23", "FF4A5560", "FF12414F", "FFFFFFFF"
LINK = "FF0B4F8A"


@dataclass(frozen=True)
class Mark:
    """How a cell with a finding looks: a ground and a border whose line also tells the severities apart."""

    ground: str
    line: str
    border: str


MARKS: Mapping[Severity, Mark] = {
    Severity.CRITICAL: Mark("FFFBD0CB", "FFA11212", "thin"),
    Severity.WARNING: Mark("FFFFF1B8", "FF7A5200", "dashed"),
    Severity.INFO: Mark("FFDCEAF5", "FF2B5C85", "dotted"),
}


@dataclass(frozen=True)
class CellLook:
    """How a cell of the answer's own sheet looks."""

    size: int = 10
    is_bold: bool = False
    ink: str = INK
    ground: str = ""
    line: str = ""
    border: str = "thin"
    is_underlined: bool = False
    vertical: str = "top"


TITLE = CellLook(size=16, is_bold=True, ink=BRAND)
VERDICT = CellLook(size=12, is_bold=True, vertical="center")
HEADING = CellLook(size=12, is_bold=True, ink=BRAND)
PLAIN = CellLook()
LABEL = CellLook(is_bold=True)
TABLE_HEAD = CellLook(is_bold=True, ink=PAPER, ground=BRAND, line=BRAND)
TABLE_CELL = CellLook(line="FFC3CDD3")
TABLE_LINK = CellLook(line="FFC3CDD3", ink=LINK, is_underlined=True)
TABLE_QUIET = CellLook(line="FFC3CDD3", ink=QUIET)
OF_SEVERITY: Mapping[Severity, CellLook] = {
    severity: CellLook(is_bold=True, ground=mark.ground, line=mark.line, border=mark.border)
    for severity, mark in MARKS.items()
}
VERDICT_OF: Mapping[Severity, CellLook] = {
    severity: replace(look, size=VERDICT.size, vertical=VERDICT.vertical) for severity, look in OF_SEVERITY.items()
}
LOOKS: tuple[CellLook, ...] = (
    TITLE, VERDICT, HEADING, PLAIN, LABEL, TABLE_HEAD, TABLE_CELL, TABLE_LINK, TABLE_QUIET, *OF_SEVERITY.values(),
    *VERDICT_OF.values(),
)  # fmt: skip


@dataclass(frozen=True)
class AnswerStyles:
    """The numbers in a workbook's styles of the marks (differential formats) and the looks (cell formats)."""

    marks: Mapping[Severity, int]
    looks: Mapping[CellLook, int]


def add_styles(package: Package) -> AnswerStyles:
    """Append what an answer needs to the styles of a package, and return the numbers; what is there is used again.

    Raises:
        PartError: The styles are not those of a usual .xlsx.
    """
    name = _styles_part(package)
    marks = _append(package, name, "dxfs", "dxf", [_differential(mark) for mark in MARKS.values()])
    fonts = _append(package, name, "fonts", "font", [_font(look) for look in LOOKS])
    fills = _append(package, name, "fills", "fill", [_fill(look) for look in LOOKS])
    borders = _append(package, name, "borders", "border", [_border(look) for look in LOOKS])
    formats = [_format(*ids) for ids in zip(LOOKS, fonts, fills, borders, strict=True)]
    looks = _append(package, name, "cellXfs", "xf", formats)
    return AnswerStyles(dict(zip(MARKS, marks, strict=True)), dict(zip(LOOKS, looks, strict=True)))


def _styles_part(package: Package) -> str:
    for relationship in package.relationships(WORKBOOK):
        if relationship.kind == "styles" and relationship.target in package.parts:
            return relationship.target
    name = "xl/styles.xml" if "xl/styles.xml" not in package.parts else package.unused_name("xl/styles{}.xml")
    package.add_part(name, _BARE_STYLES, _STYLES_TYPE)
    package.relate(WORKBOOK, "styles", name, "rIdKivijalkaStyles")
    return name


def _append(package: Package, part: str, group: str, item: str, wanted: Sequence[bytes]) -> list[int]:
    """Return the numbers of styles in their group after those that it lacks were appended."""
    data = package.parts[part]
    root = outline(data, inside=(group,))
    if root.name != f"{SPREADSHEET} styleSheet":
        raise PartError("the styles are written in a form that is not known")
    node = root.child(group)
    if node is None:
        package.change(part, [_empty_group(root, group)])
        return _append(package, part, group, item, wanted)
    known = [_normal(data[one.start : one.end]) for one in node.children if one.local == item]
    added: list[bytes] = []
    numbers = []
    for one in wanted:
        normal = _normal(one)
        if normal not in known:
            known.append(normal)
            added.append(one)
        numbers.append(known.index(normal))
    if added:
        package.change(part, append_inside(data, node, b"".join(added), count=len(known)))
    return numbers


def _empty_group(root: Node, group: str) -> Change:
    later = _ORDER[_ORDER.index(group) + 1 :]
    place = next((one.start for one in root.children if one.local in later), root.close_start)
    return Change(place, place, f'<{group} xmlns="{SPREADSHEET}" count="0"></{group}>'.encode())


def _normal(written: bytes) -> bytes:
    return re.sub(rb"""\sxmlns="[^"]*"|\s+(?=/?>)|(?<=>)\s+(?=<)""", b"", written)


def _differential(mark: Mark) -> bytes:
    sides = _sides(mark.border, mark.line)
    return (
        f'<dxf xmlns="{SPREADSHEET}"><fill><patternFill patternType="solid"><fgColor rgb="{mark.ground}"/>'
        f'<bgColor rgb="{mark.ground}"/></patternFill></fill><border>{sides}</border></dxf>'
    ).encode()


def _font(look: CellLook) -> bytes:
    bold, line = "<b/>" if look.is_bold else "", "<u/>" if look.is_underlined else ""
    return (
        f'<font xmlns="{SPREADSHEET}">{bold}{line}<sz val="{look.size}"/><color rgb="{look.ink}"/>'
        '<name val="Arial"/><family val="2"/></font>'
    ).encode()


def _fill(look: CellLook) -> bytes:
    if not look.ground:
        return f'<fill xmlns="{SPREADSHEET}"><patternFill patternType="none"/></fill>'.encode()
    return (
        f'<fill xmlns="{SPREADSHEET}"><patternFill patternType="solid"><fgColor rgb="{look.ground}"/>'
        '<bgColor indexed="64"/></patternFill></fill>'
    ).encode()


def _border(look: CellLook) -> bytes:
    sides = _sides(look.border, look.line) if look.line else "<left/><right/><top/><bottom/>"
    return f'<border xmlns="{SPREADSHEET}">{sides}<diagonal/></border>'.encode()


def _sides(border: str, colour: str) -> str:
    return "".join(
        f'<{side} style="{border}"><color rgb="{colour}"/></{side}>' for side in ("left", "right", "top", "bottom")
    )


def _format(look: CellLook, font: int, fill: int, border: int) -> bytes:
    # The quote prefix keeps a text that begins with = from becoming a formula when somebody edits the cell.
    return (
        f'<xf xmlns="{SPREADSHEET}" numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" '
        'quotePrefix="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
        f'<alignment vertical="{look.vertical}" wrapText="1"/></xf>'
    ).encode()
