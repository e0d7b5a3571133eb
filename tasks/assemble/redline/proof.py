"""The proof of a redline: accepting all changes gives the new text, and rejecting all gives the old one."""

from typing import Literal

from tasks.assemble.returned.package import Package
from tasks.assemble.returned.regions import body_of
from tasks.assemble.soundness import soundness_defects
from tasks.assemble.word_file import Element, W, WordFile

Choice = Literal["accept", "reject"]


class UnprovedRedlineError(Exception):
    """A redline does not lead to the two texts that it is to show; a defect of ours, and it is not published."""


def prove(content: bytes, old: bytes, new: bytes) -> None:
    """Return quietly if a redline leads to both texts and is sound.

    Raises:
        UnprovedRedlineError: It does not; the message has the first line that differs, or the fault in its structure.
    """
    choices: tuple[tuple[Choice, bytes], ...] = (("accept", new), ("reject", old))
    for choice, wanted in choices:
        found, expected = text_after(content, choice), text_after(wanted, "accept")
        if found != expected:
            differing = next((a, b) for a, b in zip([*found, ""], [*expected, ""], strict=False) if a != b)
            raise UnprovedRedlineError(f"to {choice} all changes gives {differing[0]!r} and not {differing[1]!r}")
    defects = list(soundness_defects(WordFile(content)))
    if defects:
        raise UnprovedRedlineError(f"the redline is not sound: {defects[0]}")


def text_after(content: bytes, choice: Choice) -> list[str]:
    """Return the lines of a document after all its tracked changes were accepted or rejected, without blank ones."""
    dropped, other = ("del", "ins") if choice == "accept" else ("ins", "del")
    body = body_of(Package(content))
    lines = []
    for paragraph in body.iter(f"{W}p"):
        if _is_marked(paragraph, dropped):
            continue
        texts = []
        for text in paragraph.iter(f"{W}t", f"{W}delText"):
            inside = {ancestor.tag for ancestor in text.iterancestors(f"{W}ins", f"{W}del")}
            if f"{W}{dropped}" not in inside and (text.tag == f"{W}t" or other == "del"):
                texts.append(text.text or "")
        line = "".join(texts)
        if line.strip():
            lines.append(line)
    return lines


def _is_marked(paragraph: Element, change: str) -> bool:
    if paragraph.find(f"{W}pPr/{W}rPr/{W}{change}") is not None:
        return True
    row = next(paragraph.iterancestors(f"{W}tr"), None)
    return row is not None and row.find(f"{W}trPr/{W}{change}") is not None
