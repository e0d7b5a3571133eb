"""Faults that make Word repair or refuse a file, and that validators of the format do not see."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from tasks.assemble.anchors import BOOKMARK_LENGTH, TAG_LENGTH
from tasks.assemble.defects import Defect
from tasks.assemble.markers import MARKER_END, MARKER_START
from tasks.assemble.word_file import WP, Element, W, WordFile, control_tag_of, text_of

_LEFT_OVER = re.compile(f"\\{{\\{{.*?\\}}\\}}|\\{{%.*?%\\}}|[{MARKER_START}{MARKER_END}]")
# A partner may write braces in the body; our own markers are characters that nobody writes.
_LEFT_OVER_IN_BODY = re.compile(f"[{MARKER_START}{MARKER_END}]")
_NO_TEXT = ("body", "p", "r", "tbl", "tr", "tc", "sdt", "sdtContent", "hyperlink", "hdr", "ftr")


def soundness_defects(file: WordFile) -> Iterator[Defect]:
    """Yield the faults in the structure of a document."""
    trees = {"word/document.xml": file.body, **file.running}
    yield from _duplicates(trees.values())
    for name, tree in trees.items():
        yield from _bookmarks(name, tree)
        yield from _fields(name, tree)
        yield from _blocks(name, tree)
        yield from _left_overs(name, tree)
    for name in ("docProps/core.xml", "docProps/custom.xml"):
        if left := _LEFT_OVER.search(file.parts.get(name, b"").decode()):
            yield Defect("template-left", name, f"{left[0]!r} was not filled in")


def _duplicates(trees: Iterable[Element]) -> Iterator[Defect]:
    drawings: Counter[str] = Counter()
    controls: Counter[str] = Counter()
    tags: Counter[str] = Counter()
    for tree in trees:
        drawings.update(drawing.get("id", "") for drawing in tree.iter(f"{WP}docPr"))
        controls.update(number.get(f"{W}val", "") for number in tree.iterfind(f".//{W}sdtPr/{W}id"))
        tags.update(tag for control in tree.iter(f"{W}sdt") if (tag := control_tag_of(control)))
        for title in tree.iterfind(f".//{W}sdtPr/{W}alias"):
            if len(title.get(f"{W}val", "")) > TAG_LENGTH:
                yield Defect("control-title-long", title.get(f"{W}val", ""), f"it has over {TAG_LENGTH} characters")
    for code, counted in (("drawing-id", drawings), ("control-id", controls), ("control-tag", tags)):
        for value, count in counted.items():
            if count > 1:
                yield Defect(f"{code}-duplicate", value, f"{count} have it")
    for tag in tags:
        if len(tag) > TAG_LENGTH:
            yield Defect("control-tag-long", tag, f"it has over {TAG_LENGTH} characters")


def _bookmarks(part: str, tree: Element) -> Iterator[Defect]:
    starts = list(tree.iter(f"{W}bookmarkStart"))
    opened = Counter(start.get(f"{W}id") for start in starts)
    closed = Counter(end.get(f"{W}id") for end in tree.iter(f"{W}bookmarkEnd"))
    for number in (opened - closed) + (closed - opened):
        yield Defect("bookmark-unpaired", part, f"the bookmark {number} has no start or no end")
    names = Counter(start.get(f"{W}name", "") for start in starts)
    for name, count in names.items():
        if count > 1:
            yield Defect("bookmark-duplicate", part, f"{count} bookmarks are called {name}")
        if len(name) > BOOKMARK_LENGTH:
            yield Defect("bookmark-long", part, f"the bookmark {name} has over {BOOKMARK_LENGTH} characters")
    targets = {link.get(f"{W}anchor") for link in tree.iter(f"{W}hyperlink")} - {None}
    for target in sorted(str(target) for target in targets):
        if target not in names:
            yield Defect("link-target-missing", part, f"a link leads to {target}, which is not there")


def _fields(part: str, tree: Element) -> Iterator[Defect]:
    depth = 0
    for mark in tree.iter(f"{W}fldChar"):
        depth += {"begin": 1, "end": -1}.get(mark.get(f"{W}fldCharType", ""), 0)
        if depth < 0:
            break
    if depth:
        yield Defect("field-unbalanced", part, "a field has no beginning or no end")
    for settings in tree.iter(f"{W}fldChar", f"{W}fldSimple"):
        if settings.get(f"{W}dirty"):
            yield Defect("field-dirty", part, "a field asks to be updated, of which Word warns its reader")


def _blocks(part: str, tree: Element) -> Iterator[Defect]:
    for content in tree.iter(f"{W}sdtContent"):
        if len(content) == 0:
            yield Defect("control-empty", part, "a content control holds nothing")
    for cell in tree.iter(f"{W}tc"):
        if len(cell) == 0 or cell[-1].tag != f"{W}p":
            yield Defect("cell-without-paragraph", part, f"a cell does not end in a paragraph: {text_of(cell)[:40]}")
    for element in tree.iter(*(f"{W}{name}" for name in _NO_TEXT)):
        stray = (element.text or "").strip() or "".join(child.tail or "" for child in element).strip()
        if stray:
            yield Defect("text-stray", part, f"text stands outside a run: {stray[:40]}")


def _left_overs(part: str, tree: Element) -> Iterator[Defect]:
    pattern = _LEFT_OVER_IN_BODY if part == "word/document.xml" else _LEFT_OVER
    for paragraph in tree.iter(f"{W}p"):
        if left := pattern.search(text_of(paragraph)):
            yield Defect("template-left", part, f"{left[0]!r} was not filled in")
