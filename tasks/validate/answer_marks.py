"""Marks cells of a sheet: ground and border by a conditional format, so that no cell's own style is touched."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tasks.findings import Severity
from tasks.validate.answer_comments import AUTHOR, add_comments, clear_comments
from tasks.validate.answer_package import RELATIONSHIP_TYPES, Package
from tasks.validate.answer_styles import SPREADSHEET, AnswerStyles
from tasks.validate.answer_xml import Change, Node, PartError, outline, set_attribute

_ALWAYS_TRUE = f'"{AUTHOR}"="{AUTHOR}"'
"""The condition of our formats: it holds always, and it is how they are found again, whatever program saved them."""
_AFTER_FORMATS = (
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks",
    "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing",
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
    "AlternateContent",
)  # fmt: skip
_AFTER_DRAWING = _AFTER_FORMATS[_AFTER_FORMATS.index("legacyDrawingHF") :]
_CELLS_A_FORMAT = 400
_USUAL_WIDTH_PIXELS = 64
_SELECTED = re.compile(rb"""(?<=\s)tabSelected\s*=\s*["'](?:1|true)["']""")


@dataclass(frozen=True)
class CellMark:
    """The worst severity at a cell, and the words of its comment."""

    severity: Severity
    comment: str


def mark_sheet(package: Package, part: str, marks: Mapping[str, CellMark], styles: AnswerStyles) -> tuple[str, ...]:
    """Mark cells of a sheet after the marks of an earlier answer were taken out, and unselect the sheet's tab.

    Returns:
        The cells that hold a thread of comments, to which no comment could be added.

    Raises:
        PartError: The sheet is written in a form that is not known.
    """
    data = package.parts[part]
    had_own = AUTHOR.encode() in data or _has_own_comments(package, part)
    if not marks and not had_own and not _SELECTED.search(data):
        return ()
    root = outline(data, inside=("sheetViews", "conditionalFormatting", "cols"))
    if root.name != f"{SPREADSHEET} worksheet":
        raise PartError("a sheet is written in a form that is not known")
    changes = [*_unselected(data, root), *_without_own_formats(data, root)]
    drawing = root.child("legacyDrawing")
    drawing_id = drawing.attributes.get(f"{RELATIONSHIP_TYPES} id", "") if drawing else ""
    is_drawing_gone = clear_comments(package, part, drawing_id) if had_own else False
    if is_drawing_gone and drawing is not None:
        changes.append(Change(drawing.start, drawing.end, b""))
        drawing, drawing_id = None, ""
    identifier = ""
    threads: tuple[str, ...] = ()
    if marks:
        texts = {cell: mark.comment for cell, mark in marks.items()}
        identifier, threads = add_comments(package, part, drawing_id, texts, _widths(root))
        place = _first_of(root, ("conditionalFormatting", *_AFTER_FORMATS))
        changes.append(Change(place, place, _formats(marks, styles)))
    if identifier and drawing is None:
        place = _first_of(root, _AFTER_DRAWING)
        written = (
            f'<legacyDrawing xmlns="{SPREADSHEET}" xmlns:r="{RELATIONSHIP_TYPES}" r:id="{identifier}"/>'
        ).encode()
        changes.append(Change(place, place, written))
    package.change(part, changes)
    return threads


def unselect_tab(package: Package, part: str) -> None:
    """Unselect the tab of a sheet that holds no cells; two selected tabs would be edited together."""
    if _SELECTED.search(package.parts[part]):
        package.parts[part] = _SELECTED.sub(b'tabSelected="0"', package.parts[part])


def _has_own_comments(package: Package, part: str) -> bool:
    targets = [one.target for one in package.relationships(part) if one.kind == "comments"]
    return any(AUTHOR.encode() in package.parts.get(target, b"") for target in targets)


def _unselected(data: bytes, root: Node) -> list[Change]:
    views = root.child("sheetViews")
    return [
        Change(one.start, one.open_end, set_attribute(data[one.start : one.open_end], "tabSelected", "0"))
        for one in (views.children if views else [])
        if _SELECTED.search(data[one.start : one.open_end])
    ]


def _without_own_formats(data: bytes, root: Node) -> list[Change]:
    changes = []
    for group in root.children:
        if group.local != "conditionalFormatting":
            continue
        own = [rule for rule in group.children if AUTHOR.encode() in data[rule.start : rule.end]]
        if own and len(own) == len(group.children):
            changes.append(Change(group.start, group.end, b""))
        else:
            changes += [Change(rule.start, rule.end, b"") for rule in own]
    return changes


def _formats(marks: Mapping[str, CellMark], styles: AnswerStyles) -> bytes:
    written = []
    formula = _ALWAYS_TRUE.replace('"', "&quot;")
    for priority, severity in enumerate(Severity, start=1):
        cells = [cell for cell, mark in marks.items() if mark.severity is severity]
        for group in _in_groups(cells):
            written.append(
                f'<conditionalFormatting xmlns="{SPREADSHEET}" sqref="{" ".join(group)}">'
                f'<cfRule type="expression" dxfId="{styles.marks[severity]}" priority="{priority}">'
                f"<formula>{formula}</formula></cfRule></conditionalFormatting>"
            )
    return "".join(written).encode()


def _in_groups(cells: Sequence[str]) -> list[Sequence[str]]:
    return [cells[start : start + _CELLS_A_FORMAT] for start in range(0, len(cells), _CELLS_A_FORMAT)]


def _first_of(root: Node, names: Sequence[str]) -> int:
    return next((one.start for one in root.children if one.local in names), root.close_start)


def _widths(root: Node) -> dict[int, int]:
    columns = root.child("cols")
    widths: dict[int, int] = {}
    for column in columns.children if columns else []:
        try:
            first, last = int(column.attributes["min"]), int(column.attributes["max"])
            pixels = int(float(column.attributes.get("width", "8.43")) * 7 + 5)
        except (KeyError, ValueError):
            continue
        if column.attributes.get("hidden") in ("1", "true"):
            pixels = 0
        widths |= dict.fromkeys(range(first, min(last, first + 200) + 1), pixels)
    return widths
