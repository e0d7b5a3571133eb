"""What a section says, in a form that does not change when another program saves the same text again."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from tasks.assemble.returned.controls import own_tag, part_id
from tasks.assemble.returned.package import BODY, CUSTOM_PROPERTIES, Package, parse_xml_part
from tasks.assemble.word_file import Element, R, W, text_of
from tasks.assemble.word_package import PROGRAM
from tasks.assemble.word_xml import NAMESPACES

_A = f"{{{NAMESPACES['a']}}}"
_C = f"{{{NAMESPACES['c']}}}"
_WP = f"{{{NAMESPACES['wp']}}}"
_MARKS = (
    "b", "i", "u", "strike", "dstrike", "vertAlign", "highlight", "color", "caps", "smallCaps", "vanish", "sz",
    "rStyle", "shd",
)  # fmt: skip
_OFF = ("0", "false", "none", "baseline", "auto")


class SectionReader:
    """Reads what stands in the blocks of one document."""

    def __init__(self, package: Package) -> None:
        self.package = package

    @cached_property
    def properties(self) -> dict[str, str]:
        """The document's own properties, as its generation stamped them."""
        part = self.package.parts.get(CUSTOM_PROPERTIES)
        if part is None:
            return {}
        return {one.get("name", ""): "".join(str(text) for text in one.itertext()) for one in parse_xml_part(part)}

    @cached_property
    def style_names(self) -> dict[str, str]:
        """Names of the styles by their ids; programs in other languages change the ids."""
        names = {}
        for style in self.package.root("word/styles.xml").iter(f"{W}style"):
            name = style.find(f"{W}name")
            names[style.get(f"{W}styleId", "")] = "" if name is None else name.get(f"{W}val", "").lower()
        return names

    def words(self, blocks: Iterable[Element]) -> tuple[str, ...]:
        """Return the text of the paragraphs of some blocks, a number of ours as its id; blank ones are left out."""
        lines = []
        for block in blocks:
            for paragraph in block.iter(f"{W}p"):
                line = "".join(text for text, _ in self._tokens(paragraph, marks=False))
                if line.strip():
                    lines.append(" ".join(line.split()))
        return tuple(lines)

    def form(self, blocks: Iterable[Element], *, own_comments: bool = True) -> tuple[str, ...]:
        """Return the form of blocks that is compared: text, marks, lists, links, pictures, notes and comments.

        Args:
            blocks: The blocks.
            own_comments: Whether comments that we wrote count.
        """
        lines: list[str] = []
        for block in blocks:
            if block.tag == f"{W}tbl":
                lines.append("table")
                for row in block.iter(f"{W}tr"):
                    cells = (self.form(cell) for cell in row.iter(f"{W}tc"))
                    lines.append(" | ".join(" / ".join(cell) for cell in cells))
            elif block.tag == f"{W}p":
                lines.append(self._paragraph(block, own_comments))
            elif block.tag == f"{W}sdt":
                lines.extend(self.form(block.iterchildren(f"{W}sdtContent"), own_comments=own_comments))
            elif block.tag == f"{W}sdtContent":
                lines.extend(self.form(block, own_comments=own_comments))
        while lines and lines[-1] in ("body text:", "normal:", ":"):
            lines.pop()
        return tuple(lines)

    def values(self, blocks: Iterable[Element]) -> Iterator[tuple[str, str, Element]]:
        """Yield the numbers of ours in some blocks: id, text, and the control."""
        for block in blocks:
            for control in block.iter(f"{W}sdt"):
                tag = own_tag(control)
                if tag.startswith("val:"):
                    yield part_id(tag, self.properties), text_of(control), control

    def comments(self, blocks: Iterable[Element]) -> Iterator[tuple[str, str, str]]:
        """Yield the comments that belong to some blocks: id, author and text."""
        for block in blocks:
            for mark in block.iter(f"{W}commentReference"):
                comment = self._comments.get(mark.get(f"{W}id", ""))
                if comment is not None:
                    yield comment.get(f"{W}id", ""), comment.get(f"{W}author", ""), _text(comment)

    def notes(self, blocks: Iterable[Element]) -> Iterator[str]:
        """Yield the texts of the footnotes and endnotes of some blocks."""
        for block in blocks:
            for kind in ("footnote", "endnote"):
                for mark in block.iter(f"{W}{kind}Reference"):
                    yield self._note(kind, mark.get(f"{W}id", ""))

    def _paragraph(self, paragraph: Element, own_comments: bool) -> str:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = self.style_names.get("" if style is None else style.get(f"{W}val", ""), "normal")
        parts = [f"{name}{self._list(paragraph)}:"]
        marks = ""
        for text, text_marks in self._tokens(paragraph, marks=True):
            if text_marks != marks:
                parts.append(f"<{text_marks}>")
                marks = text_marks
            parts.append(text)
        comments = [
            f"{author}: {text}" for _, author, text in self.comments([paragraph]) if own_comments or author != PROGRAM
        ]
        return "".join([*parts, *(f"⟨{comment}⟩" for comment in comments)]).rstrip()

    def _tokens(self, paragraph: Element, *, marks: bool) -> Iterator[tuple[str, str]]:
        deleted = f"{W}delText"
        for piece in _pieces(paragraph):
            run = piece.getparent()
            run_marks = self._run_marks(run) if marks and run is not None else ""
            if piece.tag == f"{W}sdt":
                yield f"‹{own_tag(piece).partition('#')[0]}›", run_marks
            elif piece.tag in (f"{W}t", deleted):
                yield piece.text or "", run_marks
            elif piece.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
                yield " ", run_marks
            elif piece.tag == f"{W}noBreakHyphen":
                yield "-", run_marks
            elif not marks:
                continue
            elif piece.tag == f"{W}drawing":
                yield self._drawing(piece), run_marks
            elif piece.tag == f"{W}hyperlink":
                yield self._link(piece), run_marks
            elif piece.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                kind = piece.tag.removeprefix(W).removesuffix("Reference")
                yield f"[{self._note(kind, piece.get(f'{W}id', ''))}]", run_marks

    def _run_marks(self, run: Element) -> str:
        properties = run.find(f"{W}rPr")
        found = []
        for mark in () if properties is None else properties:
            name = mark.tag.removeprefix(W) if isinstance(mark.tag, str) else ""
            value = mark.get(f"{W}val", "") or mark.get(f"{W}fill", "")
            if name in _MARKS and value not in _OFF:
                value = self.style_names.get(value, value) if name == "rStyle" else value
                found.append(f"{name}={value}" if value not in ("", "1", "true") else name)
        parent = run.getparent()
        if parent is not None and parent.tag in (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"):
            found.append(parent.tag.removeprefix(W))
        return ",".join(sorted(found))

    def _list(self, paragraph: Element) -> str:
        numbering = paragraph.find(f"{W}pPr/{W}numPr")
        if numbering is None:
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            numbering = self._style_lists.get("" if style is None else style.get(f"{W}val", ""))
        if numbering is None:
            return ""
        number, level = numbering.find(f"{W}numId"), numbering.find(f"{W}ilvl")
        identifier = "" if number is None else number.get(f"{W}val", "")
        depth = "0" if level is None else level.get(f"{W}val", "0")
        kind = self._list_kinds.get((identifier, depth), "")
        return f" {kind}{depth}" if kind else ""

    @cached_property
    def _style_lists(self) -> dict[str, Element]:
        found = {}
        for style in self.package.root("word/styles.xml").iter(f"{W}style"):
            numbering = style.find(f"{W}pPr/{W}numPr")
            if numbering is not None:
                found[style.get(f"{W}styleId", "")] = numbering
        return found

    @cached_property
    def _list_kinds(self) -> dict[tuple[str, str], str]:
        part = self.package.related_part("numbering")
        if not part:
            return {}
        root = self.package.root(part)
        formats: dict[str, dict[str, str]] = {}
        for abstract in root.findall(f"{W}abstractNum"):
            levels = formats.setdefault(abstract.get(f"{W}abstractNumId", ""), {})
            for level in abstract.findall(f"{W}lvl"):
                found = level.find(f"{W}numFmt")
                kind = "" if found is None else found.get(f"{W}val", "")
                levels[level.get(f"{W}ilvl", "")] = "" if kind == "none" else kind
        kinds = {}
        for number in root.findall(f"{W}num"):
            abstract_id = number.find(f"{W}abstractNumId")
            for depth, list_kind in formats.get(
                "" if abstract_id is None else abstract_id.get(f"{W}val", ""), {}
            ).items():
                kinds[number.get(f"{W}numId", ""), depth] = list_kind
        return kinds

    @cached_property
    def _comments(self) -> dict[str, Element]:
        part = self.package.related_part("comments")
        if not part:
            return {}
        return {one.get(f"{W}id", ""): one for one in self.package.root(part).iter(f"{W}comment")}

    def _note(self, kind: str, identifier: str) -> str:
        part = self.package.related_part(f"{kind}s")
        if not part:
            return ""
        for note in self.package.root(part).iter(f"{W}{kind}"):
            if note.get(f"{W}id") == identifier:
                return _text(note)
        return ""

    @cached_property
    def _links(self) -> dict[str, str]:
        digests = {}
        for one in self.package.relationships(BODY).values():
            content = self.package.parts.get(one.target)
            digests[one.id] = one.target if one.is_external or content is None else _digest(content)
        return digests

    def _link(self, link: Element) -> str:
        return f"→{self._links.get(link.get(f'{R}id', ''), link.get(f'{W}anchor', ''))}:"

    def _drawing(self, drawing: Element) -> str:
        parts = [self._links.get(blip.get(f"{R}embed", ""), "") for blip in drawing.iter(f"{_A}blip")]
        parts += [self._links.get(chart.get(f"{R}id", ""), "") for chart in drawing.iter(f"{_C}chart")]
        parts += [described.get("descr", "") for described in drawing.iter(f"{_WP}docPr")]
        return f"[drawing {' '.join(parts)}]"


def masked_digest(words: Sequence[str]) -> str:
    """Return a short digest of what a section says, without its numbers: whether the text itself has changed."""
    return _digest("\n".join(words).encode())


def _pieces(parent: Element) -> Iterator[Element]:
    """Yield what a paragraph is made of, in order; a number of ours is one piece, and a field gives its result."""
    for child in parent:
        if child.tag == f"{W}sdt" and own_tag(child).startswith("val:"):
            yield child
        elif child.tag == f"{W}hyperlink":
            yield child
            yield from _pieces(child)
        elif child.tag in (
            f"{W}t", f"{W}delText", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen", f"{W}drawing",
            f"{W}footnoteReference", f"{W}endnoteReference",
        ):  # fmt: skip
            yield child
        elif child.tag != f"{W}p" and child.tag not in (f"{W}pPr", f"{W}rPr", f"{W}sdtPr"):
            yield from _pieces(child)


def _text(element: Element) -> str:
    return " ".join(" ".join(text_of(paragraph) for paragraph in element.iter(f"{W}p")).split())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
