"""The table of contents, and the headings that it leads to."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from config.texts import Language
from tasks.assemble.anchors import Identifiers, bookmark_name
from tasks.assemble.blocks import Block, Contents, DocumentModel, Editable, Heading, plain_text
from tasks.assemble.word_xml import field, paragraph, run, xml_attribute

LEVELS = 3
_TAB = "<w:r><w:tab/></w:r>"
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
    entries = []
    counters = [0] * LEVELS
    unnumbered_above = LEVELS + 1
    seen: dict[str, int] = {}
    for heading in _headings(model.blocks):
        number = ""
        if heading.level <= unnumbered_above:
            unnumbered_above = LEVELS + 1 if heading.numbered else heading.level
        if heading.level < unnumbered_above:
            counters[heading.level - 1] += 1
            counters[heading.level :] = [0] * (LEVELS - heading.level)
            number = ".".join(str(counter) for counter in counters[: heading.level])
        text = plain_text(heading.inlines)
        seen[text] = seen.get(text, 0) + 1
        key = f"{zlib.crc32(f'{seen[text]} {text}'.encode()):08x}"
        entries.append(Entry(bookmark_name("h", key), heading.level, number, text))
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
    lines = [_entry_runs(entry, language) for entry in entries]
    levels = [entry.level for entry in entries] or [1]
    opening = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{LEVELS}" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    lines = lines or [""]
    lines[0] = opening + lines[0]
    lines[-1] += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    paragraphs = "".join(paragraph(style_ids[f"toc {level}"], line) for level, line in zip(levels, lines, strict=True))
    title = paragraph(style_ids["TOC Heading"], run(contents.title), properties=title_properties)
    number = identifiers.control_number("contents")
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{xml_attribute(contents.title)}"/><w:id w:val="{number}"/><w:docPartObj>'
        '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{title}{paragraphs}</w:sdtContent></w:sdt>"
    )


def page_number_runs(bookmark: str, page: int) -> str:
    """Return what stands behind an entry of the contents: the page of its heading, as a field."""
    return _TAB + field(f"PAGEREF {bookmark} \\h", str(page))


def _entry_runs(entry: Entry, language: Language) -> str:
    words = (run(entry.number) + _TAB if entry.number else "") + run(entry.text)
    tip = xml_attribute(f"{_GO_TO[language]} {entry.number} {entry.text}")
    return f'<w:hyperlink w:anchor="{entry.bookmark}" w:tooltip="{tip}" w:history="1">{words}</w:hyperlink>'


def _headings(blocks: Iterable[Block]) -> Iterator[Heading]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block
        elif isinstance(block, Editable):
            yield from _headings(block.blocks)
