"""A Word file as text that people can compare: what it says, and where machine and people write."""

import re
from collections.abc import Iterator

from lxml import etree

from tasks.assemble.word_file import WP, Element, R, W, WordFile, control_tag_of, text_of
from tasks.assemble.word_xml import NAMESPACES

_CHART = f"{{{NAMESPACES['c']}}}"
_PLAIN_STYLES = ("", "Normal", "Body Text")


def outline(content: bytes) -> str:
    """Return the outline of a document, one block a line, for golden files.

    `# ` to `### ` are headings and `[Style]` a paragraph in another style than running text. `{edit:id "title"` and
    `{gen:id` open a content control, `}` closes it. `‹val:id›1,4` is a machine's number, `→` ends a link, `[^…]` is a
    footnote, and `[chart bar: id]` and `[figure: id]` stand for drawings. The rows of a table follow its `[Table]`
    line, set in.
    """
    return "\n".join(_Outline(WordFile(content)).lines()) + "\n"


class _Outline:
    def __init__(self, file: WordFile) -> None:
        self._file = file
        notes = file.parts.get("word/footnotes.xml")
        found = [] if notes is None else etree.fromstring(notes).findall(f"{W}footnote")
        self._notes = {note.get(f"{W}id", ""): text_of(note).strip() for note in found}

    def lines(self) -> Iterator[str]:
        yield from self._blocks(self._file.body)

    def _blocks(self, parent: Element) -> Iterator[str]:
        for block in parent:
            if block.tag == f"{W}p":
                yield from self._paragraph(block)
            elif block.tag == f"{W}tbl":
                yield from self._table(block)
            elif block.tag == f"{W}sdt":
                yield from self._control(block)

    def _control(self, control: Element) -> Iterator[str]:
        tag = control_tag_of(control) or "contents"
        title = control.find(f"{W}sdtPr/{W}alias")
        words = "" if title is None else title.get(f"{W}val", "").removesuffix(f"[{tag}]").strip()
        yield f'{{{tag} "{words}"' if words and not tag.startswith("gen:") else f"{{{tag}"
        content = control.find(f"{W}sdtContent")
        if content is not None:
            yield from self._blocks(content)
        yield "}"

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        words = "".join(self._inlines(paragraph)).strip()
        level = self._file.heading_level(paragraph)
        name = self._file.style_name(paragraph)
        if level:
            yield f"{'#' * level} {words}{' {-}' if name.endswith('Unnumbered') else ''}"
        elif words.startswith(("[chart ", "[figure: ")):
            yield words
        elif name.startswith("List "):
            yield f"{'1.' if name == 'List Number' else '-'} {words}"
        elif paragraph.find(f"{W}pPr/{W}numPr") is not None:
            yield f"[{name}] - {words}"
        elif words:
            yield words if name in _PLAIN_STYLES else f"[{name[:1].upper()}{name[1:]}] {words}"

    def _table(self, table: Element) -> Iterator[str]:
        for number, row in enumerate(table.findall(f"{W}tr")):
            cells = [" ".join("".join(self._inlines(cell)).split(" ")).strip() for cell in row.findall(f"{W}tc")]
            yield f"{'[Table]' if number == 0 else ' ' * 7} {' | '.join(cells)}"

    def _inlines(self, parent: Element) -> Iterator[str]:
        for child in parent:
            if child.tag == f"{W}t":
                yield child.text or ""
            elif child.tag in (f"{W}tab", f"{W}br"):
                yield " "
            elif child.tag == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                words = "" if content is None else "".join(self._inlines(content))
                yield f"‹{control_tag_of(child)}›{words}"
            elif child.tag == f"{W}hyperlink" and child.get(f"{R}id"):
                yield f"{''.join(self._inlines(child))} →"
            elif child.tag == f"{W}footnoteReference":
                yield f"[^{self._notes[child.get(f'{W}id', '')]}]"
            elif child.tag == f"{W}drawing":
                yield self._drawing(child)
            elif child.tag not in (f"{W}pPr", f"{W}rPr", f"{W}tcPr", f"{W}instrText"):
                yield from self._inlines(child)

    def _drawing(self, drawing: Element) -> str:
        described = next(drawing.iter(f"{WP}docPr"))
        identifier = described.get("name", "").partition(":")[2]
        reference = next(drawing.iter(f"{_CHART}chart"), None)
        if reference is None:
            return f"[figure: {identifier}]"
        return f"[chart {self._chart_kind(reference.get(f'{R}id', ''))}: {identifier}]"

    def _chart_kind(self, relationship: str) -> str:
        relationships = self._file.parts["word/_rels/document.xml.rels"].decode()
        found = re.search(rf'<Relationship(?=[^>]*\bId="{relationship}")[^>]*\bTarget="([^"]+)"', relationships)
        chart = self._file.parts[f"word/{found[1]}"] if found else b""
        if b"<c:errBars>" in chart:
            return "interval"
        if b'<c:showSerName val="1"/>' in chart:
            return "gantt"
        if b"<c:barChart>" in chart:
            grouped = chart.count(b"<c:ser>") > 1
            return "stacked bar" if b'<c:grouping val="stacked"/>' in chart else "grouped bar" if grouped else "bar"
        return "radar" if b"<c:radarChart>" in chart else "line"
