"""What becomes of each section: people's text against what was generated then and what is generated at present."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tasks.assemble.returned.outcome import Decisions, OtherVersion, SectionDecision, SectionState
from tasks.assemble.returned.outside_edits import OutsideEdit, outside_edits
from tasks.assemble.returned.package import Package
from tasks.assemble.returned.read_document import ReadDocument
from tasks.assemble.returned.reading import masked_digest
from tasks.assemble.returned.reception import ReturnedFile
from tasks.assemble.word_file import Element


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
        outside += outside_edits(file.name, edited, base)
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
