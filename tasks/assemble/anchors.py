"""How places in a document are named, so that they are found again after people have edited it.

Three anchors mark each place: the tag of the content control, the tag repeated in its title, and a hidden bookmark.
Word keeps all of them; other programs lose one or two.
"""

import re
import zlib
from dataclasses import dataclass, field
from typing import Literal

TAG_LENGTH = 64
BOOKMARK_LENGTH = 40

ControlKind = Literal["edit", "gen", "val"]


def control_tag(kind: ControlKind, part_id: str, occurrence: int = 1) -> str:
    """Return the tag of a content control; a long id is cut and ends in a digest of the whole."""
    suffix = f"#{occurrence}" if occurrence > 1 else ""
    return _fitted(f"{kind}:{part_id}", TAG_LENGTH - len(suffix)) + suffix


def control_title(tag: str, words: str = "") -> str:
    """Return the title of a content control: what people read in Word, with the tag repeated in brackets."""
    if not words:
        return tag
    room = TAG_LENGTH - len(tag) - 3
    if room < 1:
        return f"[{tag[: TAG_LENGTH - 2]}]"
    shortened = words if len(words) <= room else words[: room - 1].rstrip() + "…"
    return f"{shortened} [{tag}]"


def bookmark_name(kind: Literal["edit", "gen", "ref", "h"], part_id: str) -> str:
    """Return the name of the hidden bookmark of a section, a block, a caption or a heading."""
    plain = re.sub(r"\W", "_", part_id, flags=re.ASCII)
    name = f"_kj_{kind}_{plain}"
    if plain == part_id.replace("-", "_") and len(name) <= BOOKMARK_LENGTH:
        return name
    return f"{name[: BOOKMARK_LENGTH - 9]}_{zlib.crc32(part_id.encode()):08x}"


def _fitted(tag: str, length: int) -> str:
    return tag if len(tag) <= length else f"{tag[: length - 9]}~{zlib.crc32(tag.encode()):08x}"


@dataclass
class Identifiers:
    """The numbers and names that must be unique in one document, given out in the order of asking.

    `shortened` leads a cut tag back to the whole one.
    """

    shortened: dict[str, str] = field(default_factory=dict)
    _control_numbers: set[int] = field(default_factory=set)
    _tags: set[str] = field(default_factory=set)
    _value_counts: dict[str, int] = field(default_factory=dict)
    _bookmarks: set[str] = field(default_factory=set)
    _drawing_count: int = 0

    def control(self, kind: ControlKind, part_id: str) -> tuple[str, int]:
        """Return the tag and number of the next control of an id.

        Raises:
            ValueError: A section or block of that id is already in the document.
        """
        occurrence = 1
        if kind == "val":
            occurrence = self._value_counts[part_id] = self._value_counts.get(part_id, 0) + 1
        tag = control_tag(kind, part_id, occurrence)
        if tag in self._tags:
            raise ValueError(f"{kind}:{part_id} is placed twice in the document")
        self._tags.add(tag)
        if tag.partition("#")[0] != f"{kind}:{part_id}":
            self.shortened[tag] = f"{kind}:{part_id}"
        return tag, self.control_number(tag)

    def control_number(self, tag: str) -> int:
        """Return a number for a control that follows from its tag."""
        number = zlib.crc32(tag.encode()) & 0x7FFFFFFF or 1
        while number in self._control_numbers:
            number = number % 0x7FFFFFFF + 1
        self._control_numbers.add(number)
        return number

    def bookmark(self, name: str) -> int:
        """Return the number of a bookmark with a new name.

        Raises:
            ValueError: The name is taken.
        """
        if name in self._bookmarks:
            raise ValueError(f"the bookmark {name} is placed twice in the document")
        self._bookmarks.add(name)
        return len(self._bookmarks)

    def drawing(self) -> int:
        """Return the number of the next chart or figure."""
        self._drawing_count += 1
        return self._drawing_count
