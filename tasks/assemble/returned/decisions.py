"""What becomes of each section: people's text against what was generated then and what is generated at present."""

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from tasks.assemble.returned.moved_comments import AUTHOR
from tasks.assemble.returned.package import Package
from tasks.assemble.returned.reading import SectionReader, masked_digest
from tasks.assemble.returned.reception import ReturnedFile
from tasks.assemble.returned.regions import Layout, find_regions
from tasks.assemble.word_file import Element, W, text_of

STAMP = "carried:"
"""How the property of a section begins whose text is a person's; its value is the digest of the default text and, for
text of an earlier quarter, that quarter."""

_TRACKED = (
    "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "pPrChange", "rPrChange", "tblPrChange",
    "trPrChange", "tcPrChange",
)  # fmt: skip
_RUNNING = re.compile(r"word/(?:header|footer)\d*\.xml")


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
class OutsideEdit:
    """A change where people's text is not carried: what stood there, and what stands there."""

    file: str
    was: str
    now: str


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


class ReadDocument:
    """A document with its regions found; `generated` is the one that it was made from."""

    def __init__(self, package: Package, generated: "ReadDocument | None" = None) -> None:
        self.package = package
        self.layout: Layout = find_regions(package, generated.layout if generated else None)
        self.reader = SectionReader(package)

    def form(self, section: str, *, own_comments: bool = True) -> tuple[str, ...]:
        """Return the form of a section of a document that we generated; empty when it has none of that id."""
        regions = self.layout.sections.get(section, [])
        return self.reader.form(regions[0], own_comments=own_comments) if regions else ()

    @cached_property
    def value_texts(self) -> dict[str, str]:
        """The numbers that the document prints, by their ids."""
        blocks = [*self.layout.outside, *(b for rs in self.layout.sections.values() for r in rs for b in r)]
        return {value_id: text for value_id, text, _ in self.reader.values(blocks)}

    def stamp(self, section: str) -> tuple[str, str]:
        """Return what the document keeps of a section that a person wrote: digest of the default text, and quarter."""
        digest, _, quarter = self.reader.properties.get(f"{STAMP}{section}", "").partition(" ")
        return digest, quarter

    def default_digest(self, section: str) -> str:
        """Return the digest of a section's default text when the document was generated."""
        stamped, _ = self.stamp(section)
        regions = self.layout.sections.get(section, [])
        return stamped or (masked_digest(self.reader.words(regions[0])) if regions else "")


@dataclass
class _Candidate:
    """A person's text for a section."""

    file: str
    blocks: tuple[Element, ...]
    document: ReadDocument
    plain: tuple[str, ...]
    default_digest: str
    quarter: str = ""
    others: tuple[OtherVersion, ...] = ()
    overridden: Mapping[str, str] = field(default_factory=dict)
    is_doubled: bool = False
    is_recovered: bool = False


def decide(
    fresh: ReadDocument,
    returned: Sequence[tuple[ReturnedFile, ReadDocument]],
    earlier: ReadDocument | None = None,
    earlier_quarter: str = "",
    written: Collection[str] = (),
) -> Decisions:
    """Return what becomes of what people wrote.

    Args:
        fresh: The document as it is generated at present.
        returned: The files that were sent back for it, the oldest first, each with the document that it was made from.
        earlier: The accepted document of an earlier quarter, whose text stands until somebody writes for this one.
        earlier_quarter: That quarter.
        written: The sections whose default text is one that a partner has sent. A new one replaces that of an earlier
            quarter.
    """
    titles = dict(fresh.layout.titles)
    candidates = dict(_earlier_candidates(earlier, earlier_quarter)) if earlier else {}
    lost: dict[str, str] = {}
    outside: list[OutsideEdit] = []
    for file, base in returned:
        edited = ReadDocument(Package(file.content), base)
        for section, title in edited.layout.titles.items():
            titles.setdefault(section, title)
        for section in [*base.layout.sections, *(s for s in edited.layout.sections if s not in base.layout.sections)]:
            known = candidates.get(section)
            found = _candidate(file.name, section, edited, base, known)
            if found is not None:
                candidates[section] = found
            if edited.layout.sections.get(section):
                lost.pop(section, None)
            else:
                lost[section] = file.name
        outside += _outside_edits(file.name, edited, base)
    decided = [
        *(
            _decision(section, titles[section], candidates[section], fresh, is_written=section in written)
            for section in titles
            if section in candidates
        ),
        *(
            SectionDecision(section, titles.get(section, section), SectionState.LOST, file)
            for section, file in lost.items()
            if section not in candidates
        ),
    ]
    return Decisions(tuple(decided), tuple(dict.fromkeys(outside)))


def _earlier_candidates(earlier: ReadDocument, quarter: str) -> Iterator[tuple[str, _Candidate]]:
    for section, regions in earlier.layout.sections.items():
        digest, origin = earlier.stamp(section)
        if digest:
            blocks = tuple(regions[0])
            plain = earlier.reader.form(blocks, own_comments=False)
            yield section, _Candidate(origin or quarter, blocks, earlier, plain, digest, quarter=origin or quarter)


def _candidate(
    name: str, section: str, edited: ReadDocument, base: ReadDocument, known: _Candidate | None
) -> _Candidate | None:
    """Return a person's text for a section in a file, or None when the file changes nothing."""
    regions = edited.layout.sections.get(section, [])
    forms = [edited.reader.form(region) for region in regions]
    typed = [_typed_over(edited, base, region) for region in regions]
    base_form = base.form(section)
    changed: list[int] = []
    for number, form in enumerate(forms):
        if (form != base_form or typed[number]) and form not in (forms[other] for other in changed):
            changed.append(number)
    plain = [edited.reader.form(region, own_comments=False) for region in regions]
    is_taken_along = bool(known and not known.quarter and plain and plain[0] == known.plain)
    if not changed and not is_taken_along:
        return None
    chosen = changed or [0]
    blocks = tuple(block for number in chosen for block in regions[number])
    others: tuple[OtherVersion, ...] = ()
    if known is not None and not known.quarter:
        others = known.others
        words = known.document.reader.words(known.blocks)
        # Who goes on from another's text, or keeps all of its words, disputes nothing.
        goes_on = base.form(section, own_comments=False) == known.plain
        if changed and not goes_on and not _word_set(words) <= _word_set(edited.reader.words(blocks)):
            others = (*others, OtherVersion(known.file, "\n".join(words)))
    return _Candidate(
        file=name,
        blocks=blocks,
        document=edited,
        plain=tuple(line for number in chosen for line in plain[number]),
        default_digest=base.default_digest(section),
        others=others,
        overridden={value_id: text for number in chosen for value_id, text in typed[number].items()},
        is_doubled=len(regions) > 1,
        is_recovered=section in edited.layout.recovered,
    )


def _word_set(lines: Iterable[str]) -> set[str]:
    return {word for line in lines for word in line.split()}


def _typed_over(edited: ReadDocument, base: ReadDocument, region: Sequence[Element]) -> dict[str, str]:
    """Return the numbers of a section in whose place a person typed something else, by their ids."""
    typed = {}
    for value_id, text, _ in edited.reader.values(region):
        was = base.value_texts.get(value_id)
        if was is not None and "".join(text.split()) != "".join(was.split()):
            typed[value_id] = text
    return typed


def _decision(section: str, title: str, found: _Candidate, fresh: ReadDocument, *, is_written: bool) -> SectionDecision:
    fresh_regions = fresh.layout.sections.get(section, [])
    words = fresh.reader.words(fresh_regions[0]) if fresh_regions else ()
    has_new_default = bool(fresh_regions) and masked_digest(words) != found.default_digest
    if not fresh_regions:
        state = SectionState.ORPHANED
    elif found.plain == fresh.form(section, own_comments=False) and not found.overridden:
        state = SectionState.SAME
    elif found.quarter:
        state = SectionState.REPLACED if is_written and has_new_default else SectionState.EARLIER
    else:
        state = SectionState.CONFLICT if has_new_default else SectionState.KEPT
    is_needed = state not in (SectionState.SAME, SectionState.REPLACED)
    others = found.others
    if state is SectionState.REPLACED:
        others = (OtherVersion(found.file, "\n".join(found.document.reader.words(found.blocks))),)
    return SectionDecision(
        section=section,
        title=title,
        state=state,
        file=found.file,
        blocks=found.blocks if is_needed else (),
        package=found.document.package,
        default_digest=masked_digest(words) if fresh_regions else found.default_digest,
        default_words=words,
        others=others,
        overridden=found.overridden,
        is_doubled=found.is_doubled,
        is_recovered=found.is_recovered,
        has_new_default=has_new_default,
    )


def _outside_edits(name: str, edited: ReadDocument, base: ReadDocument) -> Iterator[OutsideEdit]:
    """Yield what a person changed where text is not carried: paragraphs, notes, comments, headers and footers."""
    yield from _differences(name, _lines(base), _lines(edited))
    known_notes = set(base.reader.notes(base.layout.outside))
    for note in edited.reader.notes(edited.layout.outside):
        if note not in known_notes:
            yield OutsideEdit(name, "", note)
    known_comments = {text for _, _, text in base.reader.comments(base.layout.outside)}
    for _, author, text in edited.reader.comments(edited.layout.outside):
        if author != AUTHOR and text not in known_comments:
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
