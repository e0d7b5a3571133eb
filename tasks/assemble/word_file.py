"""A Word file as it is read back: its parts, its styles, and what a paragraph is."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from tasks.assemble.word_xml import NAMESPACES

W = f"{{{NAMESPACES['w']}}}"
WP = f"{{{NAMESPACES['wp']}}}"
R = f"{{{NAMESPACES['r']}}}"

Element = etree._Element

_RUNNING = re.compile(r"word/(?:header|footer)\d*\.xml")
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)


@dataclass
class WordFile:
    """The parts of a Word file."""

    content: bytes
    parts: dict[str, bytes] = field(init=False)

    def __post_init__(self) -> None:
        with zipfile.ZipFile(io.BytesIO(self.content)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}

    @cached_property
    def body(self) -> Element:
        """The body of the document."""
        body = etree.fromstring(self.parts["word/document.xml"]).find(f"{W}body")
        if body is None:
            raise ValueError("the document has no body")
        return body

    @cached_property
    def running(self) -> dict[str, Element]:
        """The headers and footers by the names of their parts."""
        return {name: etree.fromstring(part) for name, part in sorted(self.parts.items()) if _RUNNING.fullmatch(name)}

    @cached_property
    def styles(self) -> dict[str, Element]:
        """The styles by id."""
        root = etree.fromstring(self.parts["word/styles.xml"])
        return {style.get(f"{W}styleId", ""): style for style in root.findall(f"{W}style")}

    @cached_property
    def default_language(self) -> str:
        """The language of text that names none."""
        root = etree.fromstring(self.parts["word/styles.xml"])
        found = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        return "" if found is None else found.get(f"{W}val", "")

    def core_property(self, name: str) -> str:
        """Return a property of the file, such as `title`; empty when it is not set."""
        part = self.parts.get("docProps/core.xml")
        if part is None:
            return ""
        return next((e.text or "" for e in etree.fromstring(part) if etree.QName(e).localname == name), "").strip()

    def style_name(self, paragraph: Element) -> str:
        """Return the name of a paragraph's style."""
        return self._name(style_id(paragraph))

    def style_chain(self, identifier: str) -> Iterator[Element]:
        """Yield a style and those that it is based on."""
        while identifier in self.styles:
            style = self.styles[identifier]
            yield style
            based = style.find(f"{W}basedOn")
            identifier = "" if based is None else based.get(f"{W}val", "")

    def heading_level(self, paragraph: Element) -> int:
        """Return the level of a heading; 0 for any other paragraph."""
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        if own is not None and int(own.get(f"{W}val", "9")) < 9:
            return int(own.get(f"{W}val", "9")) + 1
        for style in self.style_chain(style_id(paragraph)):
            match = _HEADING.fullmatch(self._name(style.get(f"{W}styleId", "")))
            if match:
                return int(match[1])
        return 0

    def _name(self, identifier: str) -> str:
        style = self.styles.get(identifier)
        name = style.find(f"{W}name") if style is not None else None
        return "" if name is None else name.get(f"{W}val", "")


def style_id(paragraph: Element) -> str:
    """Return the id of a paragraph's style."""
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val", "")


def text_of(element: Element) -> str:
    """Return the text that a reader sees in an element."""
    return "".join(
        (part.text or "") if part.tag == f"{W}t" else " " for part in element.iter(f"{W}t", f"{W}tab", f"{W}br")
    )


def control_tag_of(control: Element) -> str:
    """Return the tag of a content control; empty when it has none."""
    found = control.find(f"{W}sdtPr/{W}tag")
    return "" if found is None else found.get(f"{W}val", "")


def is_inside_section(element: Element) -> bool:
    """Return whether an element stands in a section where people write."""
    return any(control_tag_of(control).startswith("edit:") for control in element.iterancestors(f"{W}sdt"))
