"""Brings blocks from one Word file into another, with everything that they need to look and work the same."""

import copy
import hashlib
import re
from collections.abc import Iterable, Sequence

from lxml import etree

from tasks.assemble.anchors import BOOKMARK_LENGTH
from tasks.assemble.returned.controls import own_tag, remove, unwrap
from tasks.assemble.returned.moved_comments import CommentBook, MovedComments, drop_false_date
from tasks.assemble.returned.moved_lists import MovedLists
from tasks.assemble.returned.moved_styles import MovedStyles
from tasks.assemble.returned.package import BODY, Package
from tasks.assemble.word_file import Element, R, W
from tasks.assemble.word_xml import NAMESPACES

_OURS = re.compile(r"_kj_|_Toc\d|_GoBack$")
_VOLATILE = re.compile(
    r"rsid\w*$|\{http://schemas\.microsoft\.com/office/word/[^}]*\}(?:paraId|textId|anchorId|editId)$"
)
_NOT_MOVED = (
    "proofErr", "lastRenderedPageBreak", "permStart", "permEnd", "sectPr", "altChunk", "dataBinding", "placeholder",
    "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd",
)  # fmt: skip
_RANGES = (("bookmarkStart", "bookmarkEnd"), ("moveFromRangeStart", "moveFromRangeEnd"),
           ("moveToRangeStart", "moveToRangeEnd"))  # fmt: skip
_SEPARATORS = (
    '<w:{kind}s xmlns:w="{w}" xmlns:r="{r}"><w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
    '</w:{kind}><w:{kind} w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
    "</w:{kind}></w:{kind}s>"
)
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"


class Transplant:
    """Brings blocks from one package into another; what two blocks share is brought once.

    `book` has the comments of the target.
    """

    def __init__(self, source: Package, target: Package, book: CommentBook) -> None:
        self._source = source
        self._target = target
        self._styles = MovedStyles(source, target)
        self._lists = MovedLists(source, target, self._styles)
        self._comments = MovedComments(source, book, self._styles)
        self._parts: dict[str, str] = {}

    def bring(self, blocks: Iterable[Element]) -> list[Element]:
        """Return copies of blocks that belong to the target: a comment, note, list, picture or style comes with them.

        Bookmarks of ours stay behind, and so do ends without a beginning. Controls of ours, except numbers, are taken
        away from around what stands in them.
        """
        holder = etree.Element(f"{W}sdtContent", nsmap=NAMESPACES)
        holder.extend(copy.deepcopy(block) for block in blocks)
        self._tidy(holder)
        self._comments.bring(holder)
        for kind in ("footnote", "endnote"):
            self._bring_notes(holder, kind)
        self._bring_links(holder, BODY, BODY)
        self._styles.bring(holder)
        self._lists.bring(holder)
        return list(holder)

    def _tidy(self, holder: Element) -> None:
        for control in list(holder.iter(f"{W}sdt")):
            if own_tag(control).startswith(("edit:", "gen:")):
                unwrap(control)
        for element in list(holder.iter(*(f"{W}{name}" for name in _NOT_MOVED))):
            remove(element)
        for element in holder.iter():
            if isinstance(element.tag, str):
                for name in [name for name in element.attrib if _VOLATILE.search(str(name))]:
                    del element.attrib[name]
                drop_false_date(element)
        for cell in holder.iter(f"{W}tc"):
            if len(cell) == 0 or cell[-1].tag != f"{W}p":
                cell.append(etree.Element(f"{W}p"))
        for start, end in _RANGES:
            if next(holder.iter(f"{W}{start}", f"{W}{end}"), None) is not None:
                _keep_pairs(holder, start, end, self._taken_names() if start == "bookmarkStart" else set())

    def _taken_names(self) -> set[str]:
        marks = self._target.root(BODY).iter(f"{W}bookmarkStart")
        return {mark.get(f"{W}name", "") for mark in marks}

    def _bring_links(self, holder: Element, source_part: str, target_part: str) -> None:
        known = self._source.relationships(source_part)
        for element in holder.iter():
            if not isinstance(element.tag, str):
                continue
            for name, value in list(element.attrib.items()):
                if not str(name).startswith(R):
                    continue
                link = known.get(str(value))
                if link is None:
                    del element.attrib[name]
                    continue
                target = link.target if link.is_external else self._bring_part(link.target)
                element.set(name, self._target.relate(target_part, link.kind, target, is_external=link.is_external))

    def _bring_part(self, name: str) -> str:
        """Return the name in the target of a part of the source; equal pictures are not brought twice."""
        if name in self._parts:
            return self._parts[name]
        content = self._source.parts.get(name, b"")
        if not self._source.relationships(name):
            digest = hashlib.sha256(content).digest()
            for known, there in self._target.parts.items():
                if known.startswith("word/media/") and hashlib.sha256(there).digest() == digest:
                    self._parts[name] = known
                    return known
        brought = self._target.add_part(name, content, self._source.content_type(name))
        self._parts[name] = brought
        # The part's bytes name its links by id, so each keeps its id.
        for link in self._source.relationships(name).values():
            target = link.target if link.is_external else self._bring_part(link.target)
            self._target.relate_as(brought, link.id, link.kind, target, is_external=link.is_external)
        return brought

    def _bring_notes(self, holder: Element, kind: str) -> None:
        references = list(holder.iter(f"{W}{kind}Reference"))
        if not references:
            return
        source_part = self._source.related_part(f"{kind}s")
        notes = {}
        if source_part:
            notes = {note.get(f"{W}id"): note for note in self._source.root(source_part).iter(f"{W}{kind}")}
        target_part = self._target.related_part(f"{kind}s") or self._new_notes(kind)
        root = self._target.root(target_part)
        number = max((int(note.get(f"{W}id", "0")) for note in root.iter(f"{W}{kind}")), default=0)
        for reference in references:
            note = notes.get(reference.get(f"{W}id"))
            if note is None:
                remove(reference)
                continue
            number += 1
            brought = copy.deepcopy(note)
            self._tidy(brought)
            self._bring_links(brought, source_part, target_part)
            self._styles.bring(brought)
            brought.set(f"{W}id", str(number))
            reference.set(f"{W}id", str(number))
            root.append(brought)

    def _new_notes(self, kind: str) -> str:
        content = _SEPARATORS.format(kind=kind, w=NAMESPACES["w"], r=NAMESPACES["r"]).encode()
        name = self._target.add_part(f"word/{kind}s.xml", content, _NOTES_TYPE.format(kind=kind))
        self._target.relate(BODY, f"{kind}s", name)
        return name


def _keep_pairs(holder: Element, start: str, end: str, taken: set[str]) -> None:
    """Remove what has no beginning or no end, what is ours, and names that are taken."""
    names = set(taken)
    open_marks: dict[str, list[Element]] = {}
    for mark in list(holder.iter(f"{W}{start}", f"{W}{end}")):
        number = mark.get(f"{W}id", "")
        if mark.tag == f"{W}{start}":
            open_marks.setdefault(number, []).append(mark)
            continue
        if not open_marks.get(number):
            remove(mark)
            continue
        begun = open_marks[number].pop()
        name = begun.get(f"{W}name", "")
        if _OURS.match(name) or name in names or len(name) > BOOKMARK_LENGTH:
            remove(begun)
            remove(mark)
        names.add(name)
    for unended in (mark for marks in open_marks.values() for mark in marks):
        remove(unended)


def replace_content(control: Element, blocks: Sequence[Element]) -> None:
    """Put blocks into a content control instead of what stands in it."""
    content = control.find(f"{W}sdtContent")
    if content is None:
        raise ValueError("a content control has no content")
    for old in list(content):
        content.remove(old)
    content.extend(blocks)
    if not blocks or content[-1].tag != f"{W}p":
        content.append(etree.Element(f"{W}p"))
    shown = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    if shown is not None:
        remove(shown)
