"""Where the sections are in a file that people edited, found by tag, by title, or by hidden bookmark."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tasks.assemble.anchors import bookmark_name
from tasks.assemble.returned.controls import content_of, own_controls, own_tag
from tasks.assemble.returned.package import BODY, Package
from tasks.assemble.word_file import Element, W, text_of

_SAME_PARAGRAPH = 0.6
_MACHINE_BOOKMARKS = ("_kj_h_", "_kj_gen_", "_kj_ref_")


@dataclass
class Layout:
    """The blocks of a document, by who writes them.

    Attributes:
        sections: The blocks of each section by its id; more than one entry when the section is there several times.
        titles: What each section is called.
        outside: The blocks of no section, in order.
        followers: Texts of the paragraphs without an anchor that follow a section.
        recovered: The sections that have lost their control and were found by their bookmark.
    """

    sections: dict[str, list[list[Element]]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    outside: list[Element] = field(default_factory=list)
    followers: dict[str, list[str]] = field(default_factory=dict)
    recovered: set[str] = field(default_factory=set)


def body_of(package: Package) -> Element:
    """Return the body of a document.

    Raises:
        ValueError: There is none.
    """
    body = package.root(BODY).find(f"{W}body")
    if body is None:
        raise ValueError("the document has no body")
    return body


def find_regions(package: Package, generated: Layout | None = None) -> Layout:
    """Return where the sections of a document are.

    A section goes from its anchor to the next machine's anchor, or to a paragraph that followed it when it was
    generated, because LibreOffice shrinks a control to its first paragraph. Where Word kept the control whole, that
    is the section.

    Args:
        package: The document.
        generated: Layout of the document that it was made from; without it, the document is one that we generated.
    """
    known = generated.titles if generated else {}
    return _Search(known, generated.followers if generated else {}, _is_of_libreoffice(package)).search(package)


@dataclass
class _Search:
    titles: Mapping[str, str]
    followers: Mapping[str, Sequence[str]]
    is_shrunk: bool
    layout: Layout = field(default_factory=Layout)
    current: str = ""

    def search(self, package: Package) -> Layout:
        bookmarks = {bookmark_name("edit", section): section for section in self.titles}
        last = ""
        for block in _blocks(body_of(package)):
            section, is_whole = self._anchor(block, bookmarks)
            if section:
                self.layout.sections.setdefault(section, []).append(_inside(block))
                self.current = "" if is_whole and not self.is_shrunk else section
                last = section
            elif self.current and not _is_anchored(block) and not self._follows(text_of(block)):
                self.layout.sections[self.current][-1].append(block)
            else:
                self.current = ""
                last = "" if _is_anchored(block) else last
                if last:
                    self.layout.followers.setdefault(last, []).append(_plain(text_of(block)))
                self.layout.outside.extend(_inside(block))
        return self.layout

    def _anchor(self, block: Element, bookmarks: Mapping[str, str]) -> tuple[str, bool]:
        """Return the section that begins with a block, and whether the block is its whole control."""
        if block.tag == f"{W}sdt":
            tag = own_tag(block)
            if tag.startswith("edit:"):
                self._name(tag, block)
                return tag[5:], True
            return "", False
        for tag, control in own_controls(block, "edit"):
            self._name(tag, control)
            return tag[5:], False
        for mark in block.iter(f"{W}bookmarkStart"):
            if section := bookmarks.get(mark.get(f"{W}name", "")):
                self.layout.titles.setdefault(section, self.titles.get(section, section))
                self.layout.recovered.add(section)
                return section, False
        return "", False

    def _name(self, tag: str, control: Element) -> None:
        title = control.find(f"{W}sdtPr/{W}alias")
        words = "" if title is None else title.get(f"{W}val", "")
        self.layout.titles.setdefault(tag[5:], words.replace(f"[{tag}]", "").strip() or tag[5:])

    def _follows(self, text: str) -> bool:
        """Return whether a paragraph is one that followed the current section when it was generated."""
        words = _plain(text)
        return any(
            words == known or difflib.SequenceMatcher(None, words, known).ratio() > _SAME_PARAGRAPH
            for known in self.followers.get(self.current, ())
        )


def _blocks(parent: Element) -> Iterator[Element]:
    """Yield paragraphs, tables and our controls; a control of others that holds ours is looked into."""
    for block in parent:
        if block.tag == f"{W}sdt" and not own_tag(block) and any(True for _ in own_controls(block, "edit")):
            content = block.find(f"{W}sdtContent")
            if content is not None:
                yield from _blocks(content)
        elif block.tag in (f"{W}p", f"{W}tbl", f"{W}sdt"):
            yield block


def _inside(block: Element) -> list[Element]:
    return content_of(block) if block.tag == f"{W}sdt" else [block]


def _is_anchored(block: Element) -> bool:
    """Return whether a block is a machine's: a control that is no section's, a heading or a caption of ours."""
    if block.tag == f"{W}sdt":
        return True
    if any(tag.startswith(("gen:", "edit:")) for tag in map(own_tag, block.iter(f"{W}sdt"))):
        return True
    return any(mark.get(f"{W}name", "").startswith(_MACHINE_BOOKMARKS) for mark in block.iter(f"{W}bookmarkStart"))


def _is_of_libreoffice(package: Package) -> bool:
    return b"<Application>LibreOffice" in package.parts.get("docProps/app.xml", b"")


def _plain(text: str) -> str:
    return " ".join(text.split())
