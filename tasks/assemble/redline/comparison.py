"""Compares two versions of a document block by block, row by row and word by word, and marks what changed."""

import copy
import datetime as dt
import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from tasks.assemble.redline.marks import Marks, drop_marks, make_plain, plain_runs
from tasks.assemble.redline.proof import NOTE_KINDS, prove
from tasks.assemble.returned.controls import remove
from tasks.assemble.returned.moved_comments import CommentBook
from tasks.assemble.returned.package import BODY, CUSTOM_PROPERTIES, REDLINE_PROPERTY, Package
from tasks.assemble.returned.reading import SectionReader
from tasks.assemble.returned.regions import body_of
from tasks.assemble.returned.tidying import number_anew
from tasks.assemble.returned.transplant import Transplant
from tasks.assemble.word_file import Element, W, text_of
from tasks.assemble.word_package import custom_properties

_SIMILAR = 0.5
# A number with its unbreakable blanks is one word.
_WORDS = re.compile(r"[^\S\u00a0]+|[\w\u00a0]+|[^\w\s]")

Step = tuple[Literal["equal", "pair", "insert", "delete"], int, int]


def redline(old: bytes, new: bytes, dated: dt.date) -> bytes:
    """Return the new version of a document with tracked changes against the old one; equal inputs give equal bytes.

    Headers, footers and the document's properties are those of the new version.

    Args:
        old: The version that somebody knows.
        new: The version that replaces it.
        dated: The day that the changes bear: the data's, not the run's.

    Raises:
        UnprovedRedlineError: Accepting all changes would not give the new text, or rejecting all not the old one.
    """
    before, after = Package(old), Package(new)
    comparison = _Comparison(before, after, dated)
    comparison.mark_changes()
    _drop_unused_notes(after)
    properties = SectionReader(after).properties
    known = {name: value for name, value in properties.items() if not name.startswith(("val:", "gen:", "edit:"))}
    shortened = number_anew(after, properties)
    old_digest = SectionReader(before).properties.get("inputs_digest", "")
    after.parts[CUSTOM_PROPERTIES] = custom_properties((known | shortened | {REDLINE_PROPERTY: old_digest}).items())
    content = after.sealed_bytes()
    prove(content, old, new)
    return content


def _drop_unused_notes(package: Package) -> None:
    """Remove the notes that nothing refers to: those of old words that stand unchanged in the new version."""
    for kind in NOTE_KINDS:
        part = package.related_part(f"{kind}s")
        if part:
            used = {mark.get(f"{W}id") for mark in package.root(BODY).iter(f"{W}{kind}Reference")}
            for note in package.root(part).findall(f"{W}{kind}"):
                if note.get(f"{W}type") is None and note.get(f"{W}id") not in used:
                    remove(note)


@dataclass(frozen=True)
class _Unit:
    """A paragraph or table with what it is compared by."""

    element: Element
    key: tuple[str, ...]
    words: str

    @property
    def is_table(self) -> bool:
        return self.element.tag == f"{W}tbl"


class _Comparison:
    def __init__(self, before: Package, after: Package, dated: dt.date) -> None:
        self._marks = Marks(dated)
        self._transplant = Transplant(before, after, CommentBook(after))
        self._readers = SectionReader(before), SectionReader(after)
        self._package = after
        self._old = [_unit(block, self._readers[0]) for block in _blocks(body_of(before))]
        self._new = [_unit(block, self._readers[1]) for block in _blocks(body_of(after))]
        self._end = body_of(after)

    def mark_changes(self) -> None:
        """Mark what changed in the new version, and put what was deleted where it stood."""
        steps = _steps(self._old, self._new)
        for number, (kind, i, j) in enumerate(steps):
            if kind == "insert":
                self._marks.block("ins", self._new[j].element)
            elif kind == "delete":
                following = next((k for what, _, k in steps[number + 1 :] if what != "delete"), None)
                self._delete(self._old[i].element, following)
            elif kind == "pair":
                self._pair(self._old[i].element, self._new[j].element)

    def _delete(self, element: Element, following: int | None) -> None:
        deleted = self._brought(element)
        self._marks.block("del", deleted)
        if following is not None:
            self._new[following].element.addprevious(deleted)
            return
        section = self._end.find(f"{W}sectPr")
        if section is None:
            self._end.append(deleted)
        else:
            section.addprevious(deleted)

    def _brought(self, element: Element) -> Element:
        copied = copy.deepcopy(element)
        make_plain(copied)
        return self._transplant.bring([copied])[0]

    def _pair(self, old: Element, new: Element) -> None:
        if old.tag == f"{W}p":
            self._pair_paragraphs(old, new)
        else:
            self._pair_tables(old, new)

    def _pair_tables(self, old: Element, new: Element) -> None:
        old_rows, new_rows = old.findall(f"{W}tr"), new.findall(f"{W}tr")
        old_words, new_words = (
            [_row_words(row, reader) for row in rows]
            for rows, reader in zip((old_rows, new_rows), self._readers, strict=True)
        )
        matcher = difflib.SequenceMatcher(None, old_words, new_words, autojunk=False)
        deleted_rows = self._brought(old).findall(f"{W}tr")
        for kind, i, i_end, j, j_end in matcher.get_opcodes():
            if kind == "equal":
                continue
            shared = min(i_end - i, j_end - j)
            for offset in range(shared):
                old_cells, new_cells = (row.findall(f"{W}tc") for row in (old_rows[i + offset], new_rows[j + offset]))
                for old_cell, new_cell in zip(old_cells, new_cells, strict=True):
                    self._pair_cells(old_cell, new_cell)
            for row in new_rows[j + shared : j_end]:
                self._marks.row("ins", row)
            before = new_rows[j_end - 1] if j_end else None
            for row in deleted_rows[i + shared : i_end]:
                self._marks.row("del", row)
                if before is not None:
                    before.addnext(row)
                else:
                    new_rows[0].addprevious(row)
                before = row if before is not None else None

    def _pair_cells(self, old: Element, new: Element) -> None:
        old_paragraphs, new_paragraphs = old.findall(f"{W}p"), new.findall(f"{W}p")
        if len(old_paragraphs) == len(new_paragraphs):
            for before, after in zip(old_paragraphs, new_paragraphs, strict=True):
                self._pair_paragraphs(before, after)
            return
        brought = self._brought(old)
        for paragraph in brought.findall(f"{W}p"):
            self._marks.paragraph("del", paragraph)
            new_paragraphs[0].addprevious(paragraph)
        for paragraph in new_paragraphs:
            self._marks.paragraph("ins", paragraph)

    def _pair_paragraphs(self, old: Element, new: Element) -> None:
        """Mark the words that changed in a paragraph."""
        copied = copy.deepcopy(old)
        drop_marks(copied)
        self._mark_inlines(self._transplant.bring([copied])[0], new)

    def _mark_inlines(self, old: Element, new: Element) -> None:
        before = list(_atoms([child for child in old if child.tag != f"{W}pPr"]))
        inlines = [child for child in new if child.tag != f"{W}pPr"]
        after = list(_atoms(inlines))
        for inline in inlines:
            new.remove(inline)
        matcher = difflib.SequenceMatcher(None, [key for key, _ in before], [key for key, _ in after], autojunk=False)
        for kind, i, i_end, j, j_end in matcher.get_opcodes():
            if kind == "equal":
                new.extend(element for _, element in after[j:j_end])
                for (_, old_inline), (_, new_inline) in zip(before[i:i_end], after[j:j_end], strict=True):
                    self._pair_notes(old_inline, new_inline)
                continue
            deleted = (run for _, element in before[i:i_end] for run in plain_runs(element))
            new.extend(self._marks.runs("del", deleted))
            new.extend(self._marks.runs("ins", (element for _, element in after[j:j_end])))

    def _pair_notes(self, old: Element, new: Element) -> None:
        """Mark what changed in the notes of words that stayed; those of the old words were brought with them."""
        for kind in NOTE_KINDS:
            marks = (one.iter(f"{W}{kind}Reference") for one in (old, new))
            for old_mark, new_mark in zip(*marks, strict=False):
                before, after = (self._note_paragraphs(kind, mark) for mark in (old_mark, new_mark))
                if [text_of(one) for one in before] == [text_of(one) for one in after]:
                    continue
                if len(before) == len(after):
                    for one, other in zip(before, after, strict=True):
                        self._mark_inlines(one, other)
                    continue
                for paragraph in before:
                    self._marks.paragraph("del", paragraph)
                    after[0].addprevious(paragraph)
                for paragraph in after:
                    self._marks.paragraph("ins", paragraph)

    def _note_paragraphs(self, kind: str, mark: Element) -> list[Element]:
        part = self._package.related_part(f"{kind}s")
        notes = self._package.root(part).iter(f"{W}{kind}") if part else ()
        return [one for note in notes if note.get(f"{W}id") == mark.get(f"{W}id") for one in note.iter(f"{W}p")]


def _unit(block: Element, reader: SectionReader) -> _Unit:
    return _Unit(block, (*reader.form([block], own_comments=False), text_of(block)), text_of(block))


def _blocks(parent: Element) -> Iterator[Element]:
    for block in parent:
        if block.tag in (f"{W}p", f"{W}tbl"):
            yield block
        elif block.tag in (f"{W}sdt", f"{W}sdtContent"):
            yield from _blocks(block)


def _steps(old: Sequence[_Unit], new: Sequence[_Unit]) -> list[Step]:
    steps: list[Step] = []
    matcher = difflib.SequenceMatcher(None, [one.key for one in old], [one.key for one in new], autojunk=False)
    for kind, i, i_end, j, j_end in matcher.get_opcodes():
        if kind == "equal":
            steps += [("equal", i + offset, j + offset) for offset in range(i_end - i)]
        else:
            steps += _pairs(old, new, range(i, i_end), range(j, j_end))
    return steps


def _pairs(old: Sequence[_Unit], new: Sequence[_Unit], deleted: range, inserted: range) -> Iterator[Step]:
    """Yield the steps of a stretch that changed; a block is paired with the next one that resembles it."""
    position = deleted.start
    for j in inserted:
        found = next((i for i in range(position, deleted.stop) if _resembles(old[i], new[j])), None)
        if found is not None:
            yield from (("delete", i, -1) for i in range(position, found))
            yield "pair", found, j
            position = found + 1
        else:
            yield "insert", -1, j
    yield from (("delete", i, -1) for i in range(position, deleted.stop))


def _resembles(old: _Unit, new: _Unit) -> bool:
    if old.is_table != new.is_table or old.key[:1] == () or new.key[:1] == ():
        return False
    if old.is_table:
        counts = {len(row.findall(f"{W}tc")) for one in (old, new) for row in one.element.findall(f"{W}tr")}
        return len(counts) == 1
    if any(True for one in (old, new) for _ in one.element.iter(f"{W}drawing")):
        return False
    if old.key[0].partition(":")[0] != new.key[0].partition(":")[0]:
        return False
    matcher = difflib.SequenceMatcher(None, old.words, new.words, autojunk=False)
    return matcher.quick_ratio() > _SIMILAR and matcher.ratio() > _SIMILAR


def _row_words(row: Element, reader: SectionReader) -> str:
    return "\t".join([*(text_of(cell) for cell in row.iter(f"{W}tc")), *reader.notes([row])])


def _atoms(inlines: Sequence[Element]) -> Iterator[tuple[str, Element]]:
    """Yield the smallest parts that can change by themselves: words with their marks, and whole controls or links."""
    for inline in inlines:
        texts = inline.findall(f"{W}t") if inline.tag == f"{W}r" else []
        properties = inline.find(f"{W}rPr")
        kept = len(inline) - len(texts) - (properties is not None)
        if not texts or kept:
            yield f"{_marks_of(inline)}{text_of(inline)}", inline
            continue
        for word in _WORDS.findall("".join(text.text or "" for text in texts)):
            run = etree.Element(f"{W}r")
            if properties is not None:
                run.append(copy.deepcopy(properties))
            text = etree.SubElement(run, f"{W}t")
            text.text = word
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            yield f"{_marks_of(inline)}{word}", run


def _marks_of(inline: Element) -> str:
    """Return what must be equal beside the words: of a run its marks, of anything else what it is."""
    if inline.tag in (f"{W}sdt", f"{W}fldSimple", f"{W}hyperlink"):
        return ""
    properties = inline.find(f"{W}rPr")
    marks = "" if properties is None else etree.tostring(properties, method="c14n", exclusive=True).decode()
    others = "".join(child.tag for child in inline if child.tag not in (f"{W}rPr", f"{W}t"))
    return f"{'' if inline.tag == f'{W}r' else inline.tag}{marks}{others}"
