"""What a person changed where text is not carried: outside the sections it is told of, and never lost in silence."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.assemble.returned.read_document import ReadDocument
from tasks.assemble.word_file import Element, W, text_of
from tasks.assemble.word_package import PROGRAM

_RUNNING = re.compile(r"word/(?:header|footer)\d*\.xml")


@dataclass(frozen=True)
class OutsideEdit:
    """A change where people's text is not carried: what stood there, and what stands there."""

    file: str
    was: str
    now: str


def outside_edits(name: str, edited: ReadDocument, base: ReadDocument) -> Iterator[OutsideEdit]:
    """Yield what a person changed where text is not carried: paragraphs, notes, comments, headers and footers."""
    yield from _differences(name, _lines(base), _lines(edited))
    known_notes = set(base.reader.notes(base.layout.outside))
    for note in edited.reader.notes(edited.layout.outside):
        if note not in known_notes:
            yield OutsideEdit(name, "", note)
    known_comments = {text for _, _, text in base.reader.comments(base.layout.outside)}
    for _, author, text in edited.reader.comments(edited.layout.outside):
        if author != PROGRAM and text not in known_comments:
            yield OutsideEdit(name, "", f"{author}: {text}")
    yield from _differences(name, sorted(_running_lines(base)), sorted(_running_lines(edited)))


def _differences(name: str, before: Sequence[str], after: Sequence[str]) -> Iterator[OutsideEdit]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, from_before, to_before, from_after, to_after in matcher.get_opcodes():
        if kind != "equal":
            yield OutsideEdit(name, "\n".join(before[from_before:to_before]), "\n".join(after[from_after:to_after]))


def _lines(document: ReadDocument) -> list[str]:
    names = document.reader.style_names
    lines = []
    for block in document.layout.outside:
        for paragraph in block.iter(f"{W}p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            name = names.get("" if style is None else style.get(f"{W}val", ""), "")
            line = " ".join("".join(_visible(paragraph)).split())
            if line and not name.startswith(("toc ", "contents ")):
                lines.append(line)
    return lines


def _visible(paragraph: Element) -> Iterator[str]:
    for part in paragraph.iter(f"{W}t", f"{W}delText", f"{W}tab", f"{W}br"):
        yield (part.text or "") if part.tag in (f"{W}t", f"{W}delText") else " "


def _running_lines(document: ReadDocument) -> Iterator[str]:
    for name in sorted(document.package.parts):
        if _RUNNING.fullmatch(name):
            for paragraph in document.package.root(name).iter(f"{W}p"):
                if line := " ".join(text_of(paragraph).split()):
                    # A page number is what the program counted last.
                    yield re.sub(r"\d+", "#", line)
