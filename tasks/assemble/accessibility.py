"""Whether everybody can read a document: the rules of accessible Word files that a program can check.

What people themselves write (in `edit:` sections) is not judged by rules that guess, such as that of hand-made lists.
"""

import re
from collections.abc import Iterator

from tasks.assemble.contrast import contrast_ratio, text_colours
from tasks.assemble.defects import Defect
from tasks.assemble.word_file import WP, Element, R, W, WordFile, is_inside_section, text_of

_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_FILE_NAME = re.compile(r"\.(?:png|jpe?g|svg|emf|gif)\b", re.IGNORECASE)
_TYPED_ITEM = re.compile(r"\s*(?:[-–—*•·]|(\d+)[.)])\s+\S")
_SAYS_NOTHING = frozenset({
    "tästä", "tässä", "täältä", "linkki", "lue lisää", "klikkaa tästä", "lisätietoja",
    "här", "länk", "läs mer", "klicka här", "mer information",
    "here", "link", "click here", "read more", "more information",
})  # fmt: skip
_LONGEST_ALT = 400
_LEAST_CONTRAST = 4.5


def accessibility_defects(file: WordFile) -> Iterator[Defect]:
    """Yield what keeps some readers from a document."""
    yield from _properties(file)
    paragraphs = list(file.body.iter(f"{W}p"))
    yield from _headings(file, paragraphs)
    yield from _imitations(file, paragraphs)
    yield from _drawings(file)
    yield from _tables(file)
    yield from _links(file)
    yield from _controls(file)
    yield from _contrast(file)


def _properties(file: WordFile) -> Iterator[Defect]:
    if not file.core_property("title"):
        yield Defect("title-missing", "docProps/core.xml", "the document has no title")
    if not file.default_language:
        yield Defect("language-missing", "word/styles.xml", "the document names no language")
    if file.core_property("language") != file.default_language:
        yield Defect("language-contradicts", "docProps/core.xml", "properties and text differ in their language")


def _headings(file: WordFile, paragraphs: list[Element]) -> Iterator[Defect]:
    above = 0
    for paragraph in paragraphs:
        level, words = file.heading_level(paragraph), text_of(paragraph)
        if not level:
            continue
        if not words.strip():
            yield Defect("heading-empty", f"after level {above}", "a heading has no text")
        if level > above + 1:
            yield Defect("heading-skipped", words[:40], f"level {level} follows level {above}")
        above = level
    if not above:
        yield Defect("heading-missing", "word/document.xml", "the document has no headings")


def _imitations(file: WordFile, paragraphs: list[Element]) -> Iterator[Defect]:
    """Bold lines for headings, typed dashes for lists, blank paragraphs for space."""
    blanks = 0
    previous: str | None = None
    for paragraph in paragraphs:
        words = text_of(paragraph)
        outside = next(paragraph.iterancestors(f"{W}tc"), None) is None and not is_inside_section(paragraph)
        plain = outside and file.style_name(paragraph) in ("", "Normal", "Body Text")
        if plain and words.strip() and len(words) < 90 and _is_all_bold(paragraph):
            yield Defect("heading-imitated", words[:40], "a line in bold stands for a heading")
        item = _TYPED_ITEM.match(words) if plain and paragraph.find(f"{W}pPr/{W}numPr") is None else None
        number = None if item is None else item[1] or ""
        if number is not None and previous is not None and _follows(number, previous):
            yield Defect("list-imitated", words[:40], "a list is made of typed dashes or numbers")
        previous = number
        holds_more = any(True for _ in paragraph.iter(f"{W}drawing", f"{W}br", f"{W}sectPr", f"{W}fldChar"))
        blanks = blanks + 1 if outside and not words.strip() and not holds_more else 0
        if blanks == 2:
            yield Defect("space-imitated", "word/document.xml", "blank paragraphs stand for space")


def _follows(number: str, previous: str) -> bool:
    """Whether two items are of one list; two dates at the beginning of lines are not."""
    return number == previous == "" or (bool(number and previous) and int(number) == int(previous) + 1)


def _is_all_bold(paragraph: Element) -> bool:
    runs = [run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None]
    return bool(runs) and all(run.find(f"{W}rPr/{W}b") is not None for run in runs)


def _drawings(file: WordFile) -> Iterator[Defect]:
    for root in (file.body, *file.running.values()):
        for described in root.iter(f"{WP}docPr"):
            name, alt = described.get("name", ""), (described.get("descr") or "").strip()
            decorative = any(mark.get("val") == "1" for mark in described.iter(_DECORATIVE))
            if not alt and not decorative:
                yield Defect("alt-missing", name, "there is no text for those who do not see it")
            if _FILE_NAME.search(alt):
                yield Defect("alt-file-name", name, "the text for those who do not see it names a file")
            if len(alt) > _LONGEST_ALT:
                yield Defect(
                    "alt-long", name, f"the text for those who do not see it has over {_LONGEST_ALT} characters"
                )
        for _ in root.iter(f"{WP}anchor"):
            yield Defect("drawing-floating", "word/document.xml", "a drawing floats beside the text")
        for _ in root.iter(f"{W}txbxContent"):
            yield Defect("text-box", "word/document.xml", "text stands in a text box")


def _tables(file: WordFile) -> Iterator[Defect]:
    for table in file.body.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        first = text_of(rows[0])[:40] if rows else ""
        header = rows[0].find(f"{W}trPr/{W}tblHeader") if rows else None
        if header is None or header.get(f"{W}val", "1") in ("0", "false"):
            yield Defect("table-header-missing", first, "the first row is not marked as the header")
        if rows and any(not text_of(cell).strip() for cell in rows[0].findall(f"{W}tc")):
            yield Defect("table-header-empty", first, "a column has no header")
        spans = [span for span in table.iter(f"{W}gridSpan") if span.get(f"{W}val") != "1"]
        if spans or next(table.iter(f"{W}vMerge"), None) is not None:
            yield Defect("table-merged", first, "cells are merged")
        if next(table.iterancestors(f"{W}tc"), None) is not None:
            yield Defect("table-nested", first, "a table stands in a table")
        properties = table.find(f"{W}tblPr")
        if properties is None or properties.find(f"{W}tblCaption") is None:
            yield Defect("table-title-missing", first, "the table has no title for screen readers")
        before = table.getprevious()
        if before is None or file.style_name(before) != "caption":
            yield Defect("caption-missing", first, "no caption stands above the table")
    for drawing in file.body.iter(f"{W}drawing"):
        holder = next(drawing.iterancestors(f"{W}p"))
        before = holder.getprevious()
        if not is_inside_section(drawing) and (before is None or file.style_name(before) != "caption"):
            name = next((d.get("name", "") for d in drawing.iter(f"{WP}docPr")), "")
            yield Defect("caption-missing", name, "no caption stands above the figure")


def _links(file: WordFile) -> Iterator[Defect]:
    for link in file.body.iter(f"{W}hyperlink"):
        words = text_of(link).strip()
        if not link.get(f"{W}tooltip"):
            yield Defect("link-tip-missing", words[:40], "a link does not say where it leads")
        vague = words.lower().strip(" .:") in _SAYS_NOTHING or re.match(r"https?://", words) is not None
        if vague and link.get(f"{R}id") and not is_inside_section(link):
            yield Defect("link-text", words[:40], "the words of a link do not say where it leads")


def _controls(file: WordFile) -> Iterator[Defect]:
    for control in file.body.iter(f"{W}sdt"):
        title = control.find(f"{W}sdtPr/{W}alias")
        if title is None or not title.get(f"{W}val", "").strip():
            yield Defect("control-title-missing", text_of(control)[:40], "a content control has no title")


def _contrast(file: WordFile) -> Iterator[Defect]:
    seen: set[tuple[str, str]] = set()
    for root in (file.body, *file.running.values()):
        for paragraph in root.iter(f"{W}p"):
            for pair in text_colours(file, paragraph):
                if pair not in seen and contrast_ratio(*pair) < _LEAST_CONTRAST:
                    ratio = contrast_ratio(*pair)
                    yield Defect("contrast", text_of(paragraph)[:40], f"{pair[0]} on {pair[1]} is {ratio:.1f} to 1")
                seen.add(pair)
