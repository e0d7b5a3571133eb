"""The list of sheets of a workbook: where each one is, and the answer's own sheet put first or taken out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from config.own_sheets import OWN_SHEET_NAMES
from tasks.validate.answer_package import RELATIONSHIP_TYPES, WORKBOOK, Package
from tasks.validate.answer_styles import SPREADSHEET
from tasks.validate.answer_xml import Change, Node, PartError, append_inside, escape, outline, set_attribute

_OWN_NAME = "Kivijalka_palaute"
"""The hidden name that marks our sheet, so that a town's own sheet of the same name is never taken for it."""
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_PROGRAM_NAME = re.compile(r"(?:^|/)vba(?:Project|Data)[^/]*$", re.IGNORECASE)
_PROGRAM_SHEETS = "xl/macrosheets/"
"""Where the sheets of old macros lie, which are formulas that run by themselves."""
_BEFORE_NAMES = (
    "fileVersion", "fileSharing", "workbookPr", "AlternateContent", "revisionPtr", "absPath", "workbookProtection",
    "bookViews", "sheets", "functionGroups", "externalReferences",
)  # fmt: skip
_BARE_PARTS = {
    "[Content_Types].xml": (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_WORKBOOK_TYPE}"/></Types>'
    ),
    "_rels/.rels": (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONSHIP_TYPES}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<workbook xmlns="{SPREADSHEET}">'
        "<bookViews><workbookView/></bookViews><sheets></sheets></workbook>"
    ),
    "xl/_rels/workbook.xml.rels": (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    ),
}


@dataclass(frozen=True)
class BookSheet:
    """A sheet of a workbook: its name, its part, its kind (`worksheet`, `chartsheet` ...) and its relationship."""

    name: str
    part: str
    kind: str
    relationship: str


def bare_package() -> Package:
    """Return a workbook without a sheet."""
    return Package({name: content.encode() for name, content in _BARE_PARTS.items()})


def book_sheets(package: Package) -> list[BookSheet]:
    """Return the sheets of a workbook in their order.

    Raises:
        PartError: The workbook is not a usual .xlsx.
    """
    relationships = {one.id: one for one in package.relationships(WORKBOOK)}
    sheets = []
    for node in _sheets_node(package).children:
        identifier = node.attributes.get(f"{RELATIONSHIP_TYPES} id", "")
        relationship = relationships.get(identifier)
        if relationship is None or relationship.target not in package.parts:
            raise PartError("a sheet of the workbook leads nowhere")
        sheets.append(BookSheet(node.attributes["name"], relationship.target, relationship.kind, identifier))
    return sheets


def drop_macros(package: Package) -> bool:
    """Take the macros out of a workbook, and return whether there were any.

    Raises:
        PartError: The workbook has sheets of macros, which cannot be taken out by themselves.
    """
    if any(name.lower().startswith(_PROGRAM_SHEETS) for name in package.parts):
        raise PartError("the workbook has sheets of macros")
    programs = [one for one in package.relationships(WORKBOOK) if one.kind == "vbaProject"]
    for one in programs:
        package.unrelate(WORKBOOK, one.id)
    # Programs that nothing refers to do not run, but they are not handed on either.
    stray = {name for name in package.parts if _PROGRAM_NAME.search(name)}
    for name in sorted({one.target for one in programs} | stray):
        package.drop_part(name)
    package.set_content_type(WORKBOOK, _WORKBOOK_TYPE)
    return bool(programs or stray)


def take_out_own_sheet(package: Package) -> None:
    """Take out the sheet that an earlier answer put in."""
    names = _workbook(package).child("definedNames")
    data = package.parts[WORKBOOK]
    own = [n for n in names.children if n.attributes.get("name") == _OWN_NAME] if names else []
    if not own:
        return
    referred = "".join(_text(data, node) for node in own)
    for position, sheet in enumerate(book_sheets(package)):
        if sheet.name.casefold() in OWN_SHEET_NAMES and _quoted(sheet.name) in _with_quotes(referred):
            _remove_sheet(package, sheet, position)
            return
    package.change(WORKBOOK, _removals(_workbook(package), own))


def put_own_sheet_first(package: Package, wishes: Sequence[str], sheet: bytes) -> str:
    """Put a sheet before all others and open the workbook at it; return its name, the first wish that is free.

    Raises:
        PartError: All names are taken.
    """
    taken = {one.name.casefold() for one in book_sheets(package)}
    name = next((wish for wish in wishes if wish.casefold() not in taken), None)
    if name is None:
        raise PartError("the workbook has sheets of all the names that the answer may have")
    part = package.unused_name("xl/worksheets/palaute{}.xml")
    package.add_part(part, sheet, _SHEET_TYPE)
    identifier = package.relate(WORKBOOK, "worksheet", part, "rIdKivijalka")
    data = package.parts[WORKBOOK]
    root = _workbook(package)
    sheets = _sheets_node(package)
    number = max((int(n.attributes.get("sheetId", 0)) for n in sheets.children), default=0) + 1
    entry = (
        f'<sheet xmlns="{SPREADSHEET}" xmlns:r="{RELATIONSHIP_TYPES}" name="{escape(name)}" sheetId="{number}" '
        f'r:id="{identifier}"/>'
    ).encode()
    first = sheets.children[0].start if sheets.children else None
    changes = append_inside(data, sheets, entry) if first is None else [Change(first, first, entry)]
    changes += _open_at_first_sheet(data, root)
    mark = (
        f'<definedName xmlns="{SPREADSHEET}" name="{_OWN_NAME}" hidden="1">{escape(_quoted(name))}!$A$1</definedName>'
    ).encode()
    names = root.child("definedNames")
    if names is None:
        place = next((n.start for n in root.children if n.local not in _BEFORE_NAMES), root.close_start)
        whole = f'<definedNames xmlns="{SPREADSHEET}">'.encode() + mark + b"</definedNames>"
        changes.append(Change(place, place, whole))
    else:
        changes += _renumbered(data, names.children, by=1, after=-1)
        changes += append_inside(data, names, mark)
    package.change(WORKBOOK, changes)
    return name


def _workbook(package: Package) -> Node:
    root = outline(package.parts[WORKBOOK], inside=("sheets", "definedNames", "bookViews"))
    if root.name != f"{SPREADSHEET} workbook":
        raise PartError("the workbook is written in a form that is not known")
    return root


def _sheets_node(package: Package) -> Node:
    node = _workbook(package).child("sheets")
    if node is None:
        raise PartError("the workbook has no list of sheets")
    return node


def _remove_sheet(package: Package, sheet: BookSheet, position: int) -> None:
    data = package.parts[WORKBOOK]
    root = _workbook(package)
    names = root.child("definedNames")
    in_names = names.children if names else []
    gone = [
        node
        for node in in_names
        if node.attributes.get("name") == _OWN_NAME or node.attributes.get("localSheetId") == str(position)
    ]
    entry = _sheets_node(package).children[position]
    kept = [node for node in in_names if node not in gone]
    changes = [Change(entry.start, entry.end, b""), *_removals(root, gone)]
    if kept:
        changes += _renumbered(data, kept, by=-1, after=position)
    package.change(WORKBOOK, changes)
    package.unrelate(WORKBOOK, sheet.relationship)
    package.drop_part(sheet.part)


def _removals(root: Node, gone: Sequence[Node]) -> list[Change]:
    """Return the changes that remove defined names, and their list when none is left."""
    names = root.child("definedNames")
    if names is None or not gone:
        return []
    starts = {node.start for node in gone}
    if all(node.start in starts for node in names.children):
        return [Change(names.start, names.end, b"")]
    return [Change(node.start, node.end, b"") for node in gone]


def _renumbered(data: bytes, nodes: Sequence[Node], *, by: int, after: int) -> list[Change]:
    """Return the changes that keep names which belong to one sheet with that sheet when the sheets move."""
    changes = []
    for node in nodes:
        sheet = node.attributes.get("localSheetId", "")
        if sheet.isdecimal() and int(sheet) > after:
            opening = set_attribute(data[node.start : node.open_end], "localSheetId", str(int(sheet) + by))
            changes.append(Change(node.start, node.open_end, opening))
    return changes


def _open_at_first_sheet(data: bytes, root: Node) -> list[Change]:
    changes = []
    views = root.child("bookViews")
    for view in views.children if views else []:
        opening = data[view.start : view.open_end]
        for attribute in ("activeTab", "firstSheet"):
            if view.attributes.get(attribute, "0") != "0":
                opening = set_attribute(opening, attribute, "0")
        changes.append(Change(view.start, view.open_end, opening))
    return changes


def _text(data: bytes, node: Node) -> str:
    return data[node.open_end : node.close_start].decode("utf-8", "replace")


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _with_quotes(reference: str) -> str:
    """Return a reference with its sheet's name in quotes, which programs leave out where they can."""
    return reference if reference.startswith("'") else re.sub(r"^([^!]+)!", r"'\1'!", reference)
