"""What became of what people wrote, section by section."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tasks.assemble.returned.outside_edits import OutsideEdit
from tasks.assemble.returned.package import Package
from tasks.assemble.word_file import Element, W

_TRACKED = (
    "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "pPrChange", "rPrChange", "tblPrChange",
    "trPrChange", "tcPrChange",
)  # fmt: skip


class SectionState(StrEnum):
    """What became of a section."""

    KEPT = "kept"
    SAME = "same"
    CONFLICT = "conflict"
    LOST = "lost"
    ORPHANED = "orphaned"
    EARLIER = "earlier"
    REPLACED = "replaced"


@dataclass(frozen=True)
class OtherVersion:
    """What another file has for a section whose newer text was taken."""

    file: str
    words: str


@dataclass(frozen=True)
class SectionDecision:
    """What becomes of a section.

    Attributes:
        section: Its id.
        title: What people call it.
        state: What becomes of it.
        file: The file that its text comes from; of text of an earlier quarter, that quarter.
        blocks: The text, in the document that it comes from.
        package: That document.
        default_digest: Digest of the default text, which the document keeps for the next comparison.
        default_words: The default text; shown where it has changed and people's text stands instead.
        others: What other files have for it.
        overridden: Ids of the numbers that a person typed over, with what was typed.
        is_doubled: Whether the file had the section more than once.
        is_recovered: Whether its control was lost and its place was found by the hidden bookmark.
    """

    section: str
    title: str
    state: SectionState
    file: str = ""
    blocks: tuple[Element, ...] = field(default=(), repr=False, compare=False)
    package: Package | None = field(default=None, repr=False, compare=False)
    default_digest: str = ""
    default_words: tuple[str, ...] = ()
    others: tuple[OtherVersion, ...] = ()
    overridden: Mapping[str, str] = field(default_factory=dict)
    is_doubled: bool = False
    is_recovered: bool = False
    has_new_default: bool = False

    @property
    def is_carried(self) -> bool:
        """Whether people's text is put into the fresh document."""
        return bool(self.blocks)

    @property
    def open_change_count(self) -> int:
        """How many tracked changes in the text nobody has accepted or rejected."""
        return sum(1 for block in self.blocks for _ in block.iter(*(f"{W}{kind}" for kind in _TRACKED)))


@dataclass(frozen=True)
class Decisions:
    """What becomes of everything that people wrote in the files of one document."""

    sections: tuple[SectionDecision, ...] = ()
    outside: tuple[OutsideEdit, ...] = ()

    @property
    def open_changes(self) -> dict[str, int]:
        """How many open tracked changes the texts to carry have, by file."""
        counts: dict[str, int] = {}
        for one in self.sections:
            if one.open_change_count:
                counts[one.file] = counts.get(one.file, 0) + one.open_change_count
        return counts


NO_EDITS = Decisions()
