"""Headings that people wrote in their sections: they are numbered and listed as those of the document itself."""

import re
import zlib
from dataclasses import replace

from config.texts import Language
from tasks.assemble.contents import LEVELS, Entry, contents_lines, numbered_entries
from tasks.assemble.returned.controls import put_before
from tasks.assemble.returned.package import Package, parse_xml_part
from tasks.assemble.returned.reading import SectionReader
from tasks.assemble.returned.regions import body_of
from tasks.assemble.word_file import Element, W, is_inside_section, style_id, text_of
from tasks.assemble.word_xml import NAMESPACES

_HEADING = re.compile(r"heading ([1-9])( unnumbered)?")
_OURS = "_kj_h_"
_BOOKMARK_DIGITS = 10**9
_BEHIND_NUMBERING = (
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct",
    "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind",
    "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
    "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
)  # fmt: skip


def list_headings(package: Package, language: Language) -> None:
    """Write the table of contents of a document anew, if people wrote headings in it; page numbers come later.

    A heading of theirs below one without a number gets none either: the program that shows it would count on from the
    chapter before.
    """
    contents = _contents_of(body_of(package))
    styles = _Styles(package)
    headings = [
        (paragraph, level, is_numbered)
        for paragraph in body_of(package).iter(f"{W}p")
        for level, is_numbered in [styles.heading(paragraph)]
        if 0 < level <= LEVELS and text_of(paragraph).strip()
    ]
    if contents is None or not any(is_inside_section(paragraph) for paragraph, _, _ in headings):
        return
    taken = {mark.get(f"{W}name", "") for mark in body_of(package).iter(f"{W}bookmarkStart")}
    texts = [" ".join(text_of(paragraph).split()) for paragraph, _, _ in headings]
    entries = numbered_entries(
        [(level, text, is_numbered) for (_, level, is_numbered), text in zip(headings, texts, strict=True)]
    )
    listed = []
    for (paragraph, level, is_numbered), entry in zip(headings, entries, strict=True):
        if is_numbered and not entry.number:
            styles.take_number(paragraph, level)
        listed.append(replace(entry, bookmark=_bookmark(paragraph, entry, taken)))
    title, *others = contents
    for other in others:
        contents.remove(other)
    written = "".join(contents_lines(listed, styles.ids, language))
    contents.extend(parse_xml_part(f'<w:p xmlns:w="{NAMESPACES["w"]}">{written}</w:p>'.encode()))
    contents.insert(0, title)


class _Styles:
    def __init__(self, package: Package) -> None:
        self._names = SectionReader(package).style_names
        self._above = {
            style.get(f"{W}styleId", ""): based.get(f"{W}val", "")
            for style in package.root("word/styles.xml").iter(f"{W}style")
            if (based := style.find(f"{W}basedOn")) is not None
        }
        self.ids = {name: identifier for identifier, name in self._names.items()}

    def heading(self, paragraph: Element) -> tuple[int, bool]:
        """Return the level of a heading, 0 for any other paragraph, and whether its style numbers it."""
        identifier, seen = style_id(paragraph), set[str]()
        while identifier and identifier not in seen:
            seen.add(identifier)
            match = _HEADING.fullmatch(self._names.get(identifier, ""))
            if match:
                number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
                return int(match[1]), not match[2] and (number is None or number.get(f"{W}val") != "0")
            identifier = self._above.get(identifier, "")
        return 0, False

    def take_number(self, paragraph: Element, level: int) -> None:
        """Leave a heading without a number."""
        unnumbered = self.ids.get(f"heading {level} unnumbered")
        properties, style = paragraph.find(f"{W}pPr"), paragraph.find(f"{W}pPr/{W}pStyle")
        if properties is None or style is None:
            return
        own = _HEADING.fullmatch(self._names.get(style.get(f"{W}val", ""), ""))
        if own and unnumbered:
            style.set(f"{W}val", unnumbered)
            return
        none = f'<w:numPr xmlns:w="{NAMESPACES["w"]}"><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
        for old in properties.findall(f"{W}numPr"):
            properties.remove(old)
        put_before(properties, parse_xml_part(none.encode()), _BEHIND_NUMBERING)


def _contents_of(body: Element) -> Element | None:
    """Return what stands in the control of the table of contents; the list of tables is none."""
    for control in body.iter(f"{W}sdt"):
        if control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartUnique") is not None:
            return control.find(f"{W}sdtContent")
    return None


def _bookmark(paragraph: Element, entry: Entry, taken: set[str]) -> str:
    """Return the bookmark of a heading; one that has none of ours gets one of the kind that Word itself gives."""
    names = [mark.get(f"{W}name", "") for mark in paragraph.iter(f"{W}bookmarkStart")]
    own = next((name for name in names if name.startswith(_OURS)), "")
    if own:
        return own
    number = zlib.crc32(f"{entry.bookmark} {entry.text}".encode()) % _BOOKMARK_DIGITS
    while (name := f"_Toc{number:09}") in taken:
        number = (number + 1) % _BOOKMARK_DIGITS
    taken.add(name)
    start = paragraph.makeelement(f"{W}bookmarkStart", {f"{W}id": f"heading {name}", f"{W}name": name})
    paragraph.insert(1 if len(paragraph) and paragraph[0].tag == f"{W}pPr" else 0, start)
    paragraph.append(paragraph.makeelement(f"{W}bookmarkEnd", {f"{W}id": f"heading {name}"}))
    return name
