"""Last touches: what people brought gets what a screen reader needs, and every number in the document is unique."""

import re
from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from tasks.assemble.anchors import Identifiers, control_title
from tasks.assemble.returned.controls import own_tag, part_id, put_before
from tasks.assemble.returned.package import BODY, Package
from tasks.assemble.returned.regions import body_of
from tasks.assemble.word_file import Element, R, W
from tasks.assemble.word_xml import NAMESPACES

_WP = f"{{{NAMESPACES['wp']}}}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_TRACKED = (
    "ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    "rPrChange", "pPrChange", "tblPrChange", "tcPrChange", "trPrChange", "sectPrChange", "numberingChange", "cellIns",
    "cellDel",
)  # fmt: skip
_RUNNING = re.compile(r"word/(?:header|footer)\d*\.xml")


def make_readable(package: Package, blocks: Iterable[Element], picture_text: str, table_title: str) -> int:
    """Give tables, pictures and links what a screen reader needs and their writer left out; return how many pictures.

    Args:
        package: The document that the blocks are in.
        blocks: What a person wrote.
        picture_text: What is said of a picture without a description.
        table_title: Title of a table without one.
    """
    addresses = {one.id: one.target for one in package.relationships(BODY).values() if one.is_external}
    undescribed = 0
    for block in blocks:
        for link in block.iter(f"{W}hyperlink"):
            if not link.get(f"{W}tooltip"):
                link.set(f"{W}tooltip", addresses.get(link.get(f"{R}id", ""), link.get(f"{W}anchor", "")))
        for described in block.iter(f"{_WP}docPr"):
            is_decorative = any(mark.get("val") == "1" for mark in described.iter(_DECORATIVE))
            if not is_decorative and not (described.get("descr") or "").strip():
                described.set("descr", picture_text)
                undescribed += 1
        for anchor in list(block.iter(f"{_WP}anchor")):
            _into_line(anchor)
        for table in block.iter(f"{W}tbl"):
            _give_header(table, table_title)
    return undescribed


def number_anew(package: Package, properties: Mapping[str, str]) -> dict[str, str]:
    """Make every number of a document unique, in the order of its text; return the whole tags of cut ones.

    Controls, drawings, bookmarks and tracked changes are numbered, and the numbers of ours get their tags anew, as
    people move and copy them.

    Args:
        package: The document.
        properties: Leads a cut tag to the whole one.
    """
    body = body_of(package)
    identifiers = Identifiers()
    for control in body.iter(f"{W}sdt"):
        _number_control(control, identifiers, properties)
    running = [package.root(name) for name in sorted(package.parts) if _RUNNING.fullmatch(name)]
    drawings = (described for root in (body, *running) for described in root.iter(f"{_WP}docPr"))
    for number, described in enumerate(drawings, start=1):
        described.set("id", str(number))
    number = _number_bookmarks(body)
    notes = (package.root(part) for kind in ("footnotes", "endnotes") if (part := package.related_part(kind)))
    for root in (body, *notes):
        for mark in root.iter(*(f"{W}{kind}" for kind in _TRACKED)):
            if not mark.tag.endswith("RangeEnd"):
                number += 1
                old = mark.get(f"{W}id")
                mark.set(f"{W}id", str(number))
                if mark.tag.endswith("RangeStart"):
                    _renumber_end(root, mark, old)
    _drop_dead_links(body)
    etree.cleanup_namespaces(package.root(BODY), top_nsmap=NAMESPACES)
    return dict(sorted(identifiers.shortened.items()))


def _number_control(control: Element, identifiers: Identifiers, properties: Mapping[str, str]) -> None:
    settings = control.find(f"{W}sdtPr")
    if settings is None:
        return
    tag = own_tag(control)
    if tag.startswith("val:"):
        moved, number = identifiers.control("val", part_id(tag, dict(properties)))
        _set(settings, "tag", moved)
        _set(settings, "alias", control_title(moved))
    elif tag:
        _, number = identifiers.control("edit" if tag.startswith("edit:") else "gen", part_id(tag, dict(properties)))
    else:
        number = identifiers.control_number("contents")
    _set(settings, "id", str(number))


def _set(settings: Element, name: str, value: str) -> None:
    found = settings.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        settings.insert(1 if name == "tag" else 0, found)
    found.set(f"{W}val", value)


def _number_bookmarks(body: Element) -> int:
    """Number the bookmarks; two that were brought from different documents may have had one number."""
    open_marks: dict[str, list[str]] = {}
    names: set[str] = set()
    number = 0
    for mark in list(body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        old = mark.get(f"{W}id", "")
        if mark.tag == f"{W}bookmarkStart":
            number += 1
            open_marks.setdefault(old, []).append(str(number))
            mark.set(f"{W}id", str(number))
            names.add(mark.get(f"{W}name", ""))
        elif open_marks.get(old):
            mark.set(f"{W}id", open_marks[old].pop())
    return number


def _renumber_end(body: Element, start: Element, old: str | None) -> None:
    end_tag = start.tag.replace("Start", "End")
    for end in body.iter(end_tag):
        if end.get(f"{W}id") == old:
            end.set(f"{W}id", start.get(f"{W}id", ""))
            return


def _drop_dead_links(body: Element) -> None:
    names = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    for link in list(body.iter(f"{W}hyperlink")):
        parent = link.getparent()
        if link.get(f"{W}anchor") and link.get(f"{W}anchor") not in names and parent is not None:
            for child in list(link):
                link.addprevious(child)
            parent.remove(link)


def _into_line(anchor: Element) -> None:
    """Put a floating drawing into the line, where every reader meets it in the order of the text."""
    parent = anchor.getparent()
    if parent is None:
        return
    inline = etree.Element(f"{_WP}inline", dict.fromkeys(("distT", "distB", "distL", "distR"), "0"))
    kept: Sequence[str] = (f"{_WP}extent", f"{_WP}docPr", f"{_WP}cNvGraphicFramePr")
    for child in list(anchor):
        if child.tag in kept or child.tag == f"{{{NAMESPACES['a']}}}graphic":
            inline.append(child)
    parent.replace(anchor, inline)


def _give_header(table: Element, title: str) -> None:
    properties = table.find(f"{W}tblPr")
    if properties is None:
        properties = etree.Element(f"{W}tblPr")
        table.insert(0, properties)
    if properties.find(f"{W}tblCaption") is None:
        caption = etree.Element(f"{W}tblCaption", {f"{W}val": title})
        put_before(properties, caption, ("tblDescription", "tblPrChange"))
    row = table.find(f"{W}tr")
    if row is None:
        return
    settings = row.find(f"{W}trPr")
    if settings is None:
        settings = etree.Element(f"{W}trPr")
        exceptions = row.find(f"{W}tblPrEx")
        row.insert(0 if exceptions is None else 1, settings)
    header = settings.find(f"{W}tblHeader")
    if header is None:
        settings.insert(0, etree.Element(f"{W}tblHeader"))
    else:
        header.attrib.pop(f"{W}val", "")
