"""The table of contents, and the headings that it leads to."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from config.texts import Language
from tasks.assemble.anchors import Identifiers, bookmark_name
from tasks.assemble.blocks import Block, Contents, DocumentModel, Editable, Heading, plain_text
from tasks.assemble.captions import TABLE_WORD
from tasks.assemble.word_xml import field, paragraph, run, xml_attribute

LEVELS = 3
CAPTIONS_UNLISTED = 8
"""Up to so many tables and figures are found without a list of their own."""
_TAB = "<w:r><w:tab/></w:r>"
_CAPTIONS_TITLE: dict[Language, str] = {
    "fi": "Taulukot ja kuviot", "sv": "Tabeller och figurer", "en": "Tables and figures",
}  # fmt: skip
_GO_TO: dict[Language, str] = {"fi": "Siirry kohtaan", "sv": "Gå till", "en": "Go to"}


@dataclass(frozen=True)
class Entry:
    """A heading as the table of contents lists it; `number` is empty for one that is not numbered."""

    bookmark: str
    level: int
    number: str
    text: str


def heading_entries(model: DocumentModel) -> tuple[Entry, ...]:
    """Return the headings of a document in order, each with the name of its bookmark.

    The bookmark follows from the heading's words, so it stays when chapters are added before it. What stands below
    a heading without a number has none either.
    """
    headings = _headings(model.blocks)
    return numbered_entries([(one.level, plain_text(one.inlines), one.numbered) for one in headings])


def numbered_entries(headings: Iterable[tuple[int, str, bool]]) -> tuple[Entry, ...]:
    """Return headings, given as level, words and whether they want a number, with their numbers and bookmarks."""
    entries = []
    counters = [0] * LEVELS
    unnumbered_above = LEVELS + 1
    seen: dict[str, int] = {}
    for level, text, is_numbered in headings:
        number = ""
        if level <= unnumbered_above:
            unnumbered_above = LEVELS + 1 if is_numbered else level
        if level < unnumbered_above:
            counters[level - 1] += 1
            counters[level:] = [0] * (LEVELS - level)
            number = ".".join(str(counter) for counter in counters[:level])
        seen[text] = seen.get(text, 0) + 1
        key = f"{zlib.crc32(f'{seen[text]} {text}'.encode()):08x}"
        entries.append(Entry(bookmark_name("h", key), level, number, text))
    return tuple(entries)


def contents_control(
    contents: Contents,
    entries: Iterable[Entry],
    style_ids: Mapping[str, str],
    language: Language,
    identifiers: Identifiers,
    title_properties: str,
) -> str:
    """Return the table of contents: a field that Word can update, its entries written out as links without numbers.

    Word is not told to update it on opening, because it then warns of fields that may refer to other files.

    Args:
        contents: Its title.
        entries: The headings.
        style_ids: Style ids by style name.
        language: Language of the document.
        identifiers: Gives the control its number.
        title_properties: Further paragraph properties of its title.
    """
    paragraphs = "".join(contents_lines(tuple(entries), style_ids, language))
    title = paragraph(style_ids["TOC Heading"], run(contents.title), properties=title_properties)
    return _index_control(
        contents.title, identifiers.control_number("contents"), "<w:docPartUnique/>", title + paragraphs
    )


def contents_lines(entries: Sequence[Entry], style_ids: Mapping[str, str], language: Language) -> list[str]:
    """Return the paragraphs of the table of contents, which are one field together."""
    levels = [entry.level for entry in entries] or [1]
    lines = _in_field([_entry_runs(entry, language) for entry in entries] or [""], f'\\o "1-{LEVELS}" \\h \\z \\u')
    return [paragraph(style_ids[f"toc {level}"], line) for level, line in zip(levels, lines, strict=True)]


def captions_control(
    captions: Sequence[tuple[str, tuple[str, int], str]],
    style_ids: Mapping[str, str],
    language: Language,
    identifiers: Identifiers,
) -> str:
    """Return the list of tables and then of figures, each a field that Word can update, as the contents are.

    Args:
        captions: Id, word with number, and caption of each.
        style_ids: Style ids by style name.
        language: Language of the document.
        identifiers: Gives the control its number.
    """
    words = dict.fromkeys(word for _, (word, _), _ in captions)
    title = _CAPTIONS_TITLE[language]
    written = paragraph(style_ids["Captions Heading"], run(title))
    for word in sorted(words, key=lambda word: word != TABLE_WORD[language]):
        lines = [
            _link(bookmark_name("ref", part_id), f"{word} {number}", run(f"{word}\u00a0{number}. {caption}"), language)
            for part_id, (of_kind, number), caption in captions
            if of_kind == word
        ]
        fields = _in_field(lines, f'\\h \\z \\c "{word}"')
        written += "".join(paragraph(style_ids["table of figures"], line) for line in fields)
    return _index_control(title, identifiers.control_number("captions"), "", written)


def _in_field(lines: Sequence[str], switches: str) -> list[str]:
    """Return the lines of an index inside its field."""
    opening = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC {switches} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    inside = [opening + lines[0], *lines[1:]]
    return [*inside[:-1], inside[-1] + '<w:r><w:fldChar w:fldCharType="end"/></w:r>']


def _index_control(title: str, number: int, more: str, content: str) -> str:
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{xml_attribute(title)}"/><w:id w:val="{number}"/><w:docPartObj>'
        f'<w:docPartGallery w:val="Table of Contents"/>{more}</w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def page_number_runs(bookmark: str, page: int) -> str:
    """Return what stands behind an entry of the contents: the page of its heading, as a field."""
    return _TAB + field(f"PAGEREF {bookmark} \\h", str(page))


def _entry_runs(entry: Entry, language: Language) -> str:
    words = (run(entry.number) + _TAB if entry.number else "") + run(entry.text)
    return _link(entry.bookmark, f"{entry.number} {entry.text}", words, language)


def _link(bookmark: str, place: str, words: str, language: Language) -> str:
    tip = xml_attribute(f"{_GO_TO[language]} {place}")
    return f'<w:hyperlink w:anchor="{bookmark}" w:tooltip="{tip}" w:history="1">{words}</w:hyperlink>'


def _headings(blocks: Iterable[Block]) -> Iterator[Heading]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block
        elif isinstance(block, Editable):
            yield from _headings(block.blocks)
