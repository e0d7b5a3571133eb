"""The marks of tracked changes: what was inserted and what was deleted, by whom and when."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Literal

from lxml import etree

from tasks.assemble.returned.controls import put_before, remove
from tasks.assemble.word_file import Element, W
from tasks.assemble.word_package import PROGRAM

Change = Literal["ins", "del"]

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NOT_IN_OLD = (
    "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference", "fldChar", "instrText",
)  # fmt: skip


class Marks:
    """Marks changes of one day; the ids are given when the document is numbered."""

    def __init__(self, dated: dt.date) -> None:
        self._attributes = {f"{W}id": "0", f"{W}author": PROGRAM, f"{W}date": f"{dated.isoformat()}T00:00:00Z"}

    def mark(self, change: Change) -> Element:
        """Return an empty mark."""
        return etree.Element(f"{W}{change}", self._attributes)

    def runs(self, change: Change, inlines: Iterable[Element]) -> Iterator[Element]:
        """Yield inlines marked as changed; what is inside a link is marked there, and a field is written as runs."""
        for inline in inlines:
            if inline.tag == f"{W}fldSimple":
                yield from self.runs(change, _field_runs(inline))
            elif inline.tag == f"{W}hyperlink":
                inside = list(inline)
                for child in inside:
                    inline.remove(child)
                inline.extend(self.runs(change, inside))
                yield inline
            elif inline.tag in (f"{W}r", f"{W}sdt"):
                marked = self.mark(change)
                marked.append(inline)
                if change == "del":
                    _into_deleted_text(marked)
                yield marked
            else:
                yield inline

    def paragraph(self, change: Change, paragraph: Element) -> None:
        """Mark a whole paragraph, with its end."""
        properties = _first(paragraph, "pPr")
        inlines = [child for child in paragraph if child is not properties]
        for inline in inlines:
            paragraph.remove(inline)
        paragraph.extend(self.runs(change, inlines))
        marks = properties.find(f"{W}rPr")
        if marks is None:
            marks = etree.Element(f"{W}rPr")
            put_before(properties, marks, ("sectPr", "pPrChange"))
        marks.insert(0, self.mark(change))

    def row(self, change: Change, row: Element) -> None:
        """Mark a table row with all that stands in it."""
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            exceptions = row.find(f"{W}tblPrEx")
            row.insert(0 if exceptions is None else 1, properties)
        properties.append(self.mark(change))
        for paragraph in list(row.iter(f"{W}p")):
            self.paragraph(change, paragraph)

    def block(self, change: Change, block: Element) -> None:
        """Mark a paragraph or a table."""
        if block.tag == f"{W}p":
            self.paragraph(change, block)
        else:
            for row in block.iter(f"{W}tr"):
                self.row(change, row)


def drop_marks(block: Element) -> None:
    """Take bookmarks, comments and the marks of fields out of an old block."""
    for element in list(block.iter(*(f"{W}{name}" for name in _NOT_IN_OLD))):
        remove(element)


def plain_runs(inline: Element) -> list[Element]:
    """Return the runs of an inline that show something, without the controls, links and fields around them."""
    return [run for run in inline.iter(f"{W}r") if any(child.tag != f"{W}rPr" for child in run)]


def make_plain(block: Element) -> None:
    """Take controls, links, fields, bookmarks and comments out of an old block, and leave its text and pictures."""
    drop_marks(block)
    for paragraph in list(block.iter(f"{W}p")):
        if next(paragraph.iterancestors(f"{W}p"), None) is not None:
            continue
        runs = plain_runs(paragraph)
        properties = paragraph.find(f"{W}pPr")
        for child in list(paragraph):
            if child is not properties:
                paragraph.remove(child)
        paragraph.extend(runs)


def _field_runs(field: Element) -> list[Element]:
    """Return a field as runs, in which some programs see changes that they do not see in its short form."""
    instruction = etree.Element(f"{W}instrText", {_SPACE: "preserve"})
    instruction.text = field.get(f"{W}instr", "")
    begin, separate, end = (
        etree.Element(f"{W}fldChar", {f"{W}fldCharType": kind}) for kind in ("begin", "separate", "end")
    )
    runs = []
    for child in (begin, instruction, separate):
        runs.append(etree.Element(f"{W}r"))
        runs[-1].append(child)
    runs += list(field)
    runs.append(etree.Element(f"{W}r"))
    runs[-1].append(end)
    return runs


def _first(paragraph: Element, name: str) -> Element:
    found = paragraph.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        paragraph.insert(0, found)
    return found


def _into_deleted_text(marked: Element) -> None:
    for text in list(marked.iter(f"{W}t")):
        text.tag = f"{W}delText"
        text.set(_SPACE, "preserve")
