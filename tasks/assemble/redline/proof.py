"""The proof of a redline: accepting all changes gives the new text, and rejecting all gives the old one."""

from collections.abc import Iterator
from typing import Literal

from tasks.assemble.returned.package import Package
from tasks.assemble.returned.regions import body_of
from tasks.assemble.soundness import soundness_defects
from tasks.assemble.word_file import Element, W, WordFile

Choice = Literal["accept", "reject"]
NOTE_KINDS = ("footnote", "endnote")
_DROPPED: dict[Choice, str] = {"accept": "del", "reject": "ins"}


class UnprovedRedlineError(Exception):
    """A redline does not lead to the two texts that it is to show; a defect of ours, and it is not published."""


def prove(content: bytes, old: bytes, new: bytes) -> None:
    """Return quietly if a redline leads to both texts and is sound.

    Raises:
        UnprovedRedlineError: It does not; the message has the first line that differs, or the fault in its structure.
    """
    choices: tuple[tuple[Choice, bytes], ...] = (("accept", new), ("reject", old))
    for choice, wanted in choices:
        for read in (text_after, notes_after):
            found, expected = read(content, choice), read(wanted, "accept")
            if found != expected:
                differing = next((a, b) for a, b in zip([*found, ""], [*expected, ""], strict=False) if a != b)
                raise UnprovedRedlineError(f"to {choice} all changes gives {differing[0]!r} and not {differing[1]!r}")
    defects = list(soundness_defects(WordFile(content)))
    if defects:
        raise UnprovedRedlineError(f"the redline is not sound: {defects[0]}")


def text_after(content: bytes, choice: Choice) -> list[str]:
    """Return the lines of a document after all its tracked changes were accepted or rejected, without blank ones."""
    return list(_lines(body_of(Package(content)), choice))


def notes_after(content: bytes, choice: Choice) -> list[str]:
    """Return the lines of the footnotes and endnotes of a document, in its order, after its tracked changes as well."""
    package = Package(content)
    notes = {
        (kind, note.get(f"{W}id")): note
        for kind in NOTE_KINDS
        if (part := package.related_part(f"{kind}s"))
        for note in package.root(part).iter(f"{W}{kind}")
    }
    lines: list[str] = []
    for paragraph in _standing(body_of(package), choice):
        for mark in paragraph.iter(*(f"{W}{kind}Reference" for kind in NOTE_KINDS)):
            note = notes.get((mark.tag.removeprefix(W).removesuffix("Reference"), mark.get(f"{W}id")))
            if note is not None and _stands(mark, choice):
                lines += _lines(note, choice)
    return lines


def _lines(parent: Element, choice: Choice) -> Iterator[str]:
    for paragraph in _standing(parent, choice):
        texts = paragraph.iter(f"{W}t", f"{W}delText")
        line = "".join(text.text or "" for text in texts if _stands(text, choice))
        if line.strip():
            yield line


def _standing(parent: Element, choice: Choice) -> Iterator[Element]:
    change = _DROPPED[choice]
    return (one for one in parent.iter(f"{W}p") if not _is_marked(one, change))


def _stands(piece: Element, choice: Choice) -> bool:
    if piece.tag == f"{W}delText" and choice == "accept":
        return False
    return next(piece.iterancestors(f"{W}{_DROPPED[choice]}"), None) is None


def _is_marked(paragraph: Element, change: str) -> bool:
    if paragraph.find(f"{W}pPr/{W}rPr/{W}{change}") is not None:
        return True
    row = next(paragraph.iterancestors(f"{W}tr"), None)
    return row is not None and row.find(f"{W}trPr/{W}{change}") is not None
