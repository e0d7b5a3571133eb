"""From a document model to the bytes of a Word file: each block in a named style of the reference document."""

import itertools
from collections.abc import Iterable, Sequence
from pathlib import Path

from tasks.assemble.anchors import Identifiers, bookmark_name, control_title
from tasks.assemble.blocks import (
    Block,
    Callout,
    Chart,
    Contents,
    DocumentModel,
    Editable,
    Figure,
    Heading,
    Inline,
    LinkRun,
    ListBlock,
    NoteRun,
    PageBreak,
    Paragraph,
    ReferenceRun,
    Run,
    Table,
    ValueRun,
)
from tasks.assemble.captions import caption_runs, captioned_parts, numbered_parts, reference_runs
from tasks.assemble.chart_workbook import chart_data, workbook_bytes
from tasks.assemble.charts import chart_xml
from tasks.assemble.contents import CAPTIONS_UNLISTED, captions_control, contents_control, heading_entries
from tasks.assemble.drawings import chart_drawing, picture_drawing
from tasks.assemble.figures import height_to_width, png_bytes
from tasks.assemble.word_package import WORKBOOK_RELATIONSHIP, WordPackage
from tasks.assemble.word_tables import table_xml
from tasks.assemble.word_xml import (
    bookmarked,
    bookmarked_blocks,
    control,
    paragraph,
    run,
    styled_run,
    xml_attribute,
)

REFERENCE = Path(__file__).parents[2] / "templates" / "reference.docx"
CALLOUT_STYLES = {"summary": "Summary", "warning": "Warning", "gap": "Gap", "example": "Example"}
NEEDED_STYLES = (
    "Body Text", "heading 1", "heading 2", "heading 3", "Heading 1 Unnumbered", "Heading 2 Unnumbered",
    "Heading 3 Unnumbered", "Cover Organisation", "Title", "Subtitle", "Cover Line First", "Cover Line",
    "Masthead Organisation", "Masthead Line First",
    "List Bullet", "List Number", "caption", "Source", "Picture Line", "Table Text", "Table Number", "Table Heading",
    "Table Number Heading", "KivijalkaTable", "Summary", "Warning", "Gap", "Example", "TOC Heading", "toc 1", "toc 2",
    "toc 3", "table of figures", "Captions Heading", "Hyperlink", "Placeholder Text", "header", "footer",
    "footnote text", "footnote reference",
    "annotation reference", "Light Green", "Light Yellow", "Light Red",
)  # fmt: skip

_EMU_A_CM = 360_000
_LIST_STEP_TWIPS = 284
# LibreOffice shrinks a rich text control to its first paragraph and spoils the fields in it; a building block it keeps.
_BUILDING_BLOCK = '<w:docPartObj><w:docPartGallery w:val="Quick Parts"/></w:docPartObj>'
_PLACEHOLDER = {"fi": "Kirjoittakaa tähän.", "sv": "Skriv här.", "en": "Write here."}


def write_document(model: DocumentModel, reference: Path = REFERENCE) -> bytes:
    """Return a document as the bytes of a Word file; equal models give equal bytes.

    Args:
        model: The document.
        reference: The Word file whose styles, headers and footers are used.

    Raises:
        IncompleteReferenceError: The reference document lacks a style.
        ValueError: An id is placed twice, a reference points to nothing, or a table or chart does not fit together.
    """
    package = WordPackage(reference, NEEDED_STYLES)
    writer = _Writer(model, package)
    body = writer.document()
    cover = model.cover
    package.fill_running_texts(
        {"cover:header": cover.header, "cover:notice": cover.notice, "cover:author": cover.author}
    )
    shortened = sorted(writer.identifiers.shortened.items())
    package.set_properties(cover, (*model.properties, *shortened), model.dated)
    return package.sealed_bytes(body, model.dated)


class _Writer:
    """Writes blocks as text; keeps what must be known from one block to the next."""

    def __init__(self, model: DocumentModel, package: WordPackage) -> None:
        self.identifiers = Identifiers()
        self._model = model
        self._package = package
        self._styles = package.style_ids
        self._language = model.cover.language
        self._labels = numbered_parts(model.blocks, self._language)
        self._entries = heading_entries(model)
        self._headings = iter(self._entries)
        self._page_break = False

    def document(self) -> str:
        return self._cover() + self._blocks(self._model.blocks)

    def _cover(self) -> str:
        cover = self._model.cover
        place = "Cover" if cover.form == "page" else "Masthead"
        lines = [(f"{place} Organisation", cover.author), ("Title", cover.title), ("Subtitle", cover.subtitle)]
        styles = [f"{place} Line First"] + ["Cover Line"] * len(cover.lines)
        lines += zip(styles, cover.lines, strict=False)
        lines.append((CALLOUT_STYLES["example"], cover.notice))
        self._page_break = False
        written = "".join(self._paragraph(style, run(text)) for style, text in lines if text)
        self._page_break = cover.form == "page"
        return written

    def _blocks(self, blocks: Iterable[Block]) -> str:
        in_order = [*blocks, None]
        return "".join(
            self._block(block, introduces=isinstance(block, Paragraph) and isinstance(following, ListBlock | Editable))
            for block, following in itertools.pairwise(in_order)
            if block is not None
        )

    def _block(self, block: Block, *, introduces: bool) -> str:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return self._paragraph("Body Text", self._inlines(block.inlines), keep_next=introduces)
            case ListBlock():
                return self._list(block)
            case Callout():
                return self._callout(block)
            case Editable():
                return self._editable(block)
            case Table() | Chart() | Figure():
                return self._captioned(block)
            case Contents():
                return self._contents(block)
            case PageBreak():
                self._page_break = True
                return ""

    def _contents(self, contents: Contents) -> str:
        shared = (self._styles, self._language, self.identifiers)
        written = contents_control(contents, self._entries, *shared, self._break_property())
        captions = [(part.id, self._labels[part.id], part.caption) for part in captioned_parts(self._model.blocks)]
        return written + (captions_control(captions, *shared) if len(captions) > CAPTIONS_UNLISTED else "")

    def _break_property(self) -> str:
        pending, self._page_break = self._page_break, False
        return "<w:pageBreakBefore/>" if pending else ""

    def _paragraph(self, style: str, inner: str, *, keep_next: bool = False, properties: str = "") -> str:
        kept = "<w:keepNext/>" if keep_next else ""
        return paragraph(self._styles[style], inner, properties=kept + self._break_property() + properties)

    def _heading(self, heading: Heading) -> str:
        entry = next(self._headings)
        style = f"heading {heading.level}" if entry.number else f"Heading {heading.level} Unnumbered"
        inner = bookmarked(self._inlines(heading.inlines), entry.bookmark, self.identifiers.bookmark(entry.bookmark))
        return self._paragraph(style, inner)

    def _list(self, block: ListBlock, style: str = "", *, keep_last: bool = False) -> str:
        kind = "List Number" if block.ordered else "List Bullet"
        number = ""
        if block.ordered:
            number = self._package.restarted_list_number(kind, block.start)
        elif style:
            number = self._package.list_number(kind)
        properties = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
        if style:
            left = self._package.left_indent_twips(style) + _LIST_STEP_TWIPS
            properties += f'<w:ind w:left="{left}" w:hanging="{_LIST_STEP_TWIPS}"/>'
        last = len(block.items) - 1
        return "".join(
            self._paragraph(
                style or kind,
                self._inlines(item),
                keep_next=bool(style) and (i < last or keep_last),
                properties=properties,
            )
            for i, item in enumerate(block.items)
        )

    def _callout(self, callout: Callout) -> str:
        style = CALLOUT_STYLES[callout.kind]
        written = []
        for number, block in enumerate(callout.blocks, start=1):
            more = number < len(callout.blocks)
            if isinstance(block, Paragraph):
                written.append(self._paragraph(style, self._inlines(block.inlines), keep_next=more))
            elif isinstance(block, ListBlock):
                written.append(self._list(block, style, keep_last=more))
            else:
                raise ValueError(f"a {callout.kind} box holds paragraphs and lists, not a {type(block).__name__}")
        return "".join(written)

    def _editable(self, section: Editable) -> str:
        tag, number = self.identifiers.control("edit", section.id)
        kind = ""
        blocks = self._blocks(section.blocks)
        if not blocks:
            words = styled_run(_PLACEHOLDER[self._language], self._styles["Placeholder Text"])
            blocks = self._paragraph("Body Text", words)
            kind = "<w:showingPlcHdr/>"
        name = bookmark_name("edit", section.id)
        anchored = bookmarked_blocks(blocks, name, self.identifiers.bookmark(name))
        return control(tag, number, control_title(tag, section.title), "sdtLocked", anchored, kind)

    def _captioned(self, part: Table | Chart | Figure) -> str:
        tag, number = self.identifiers.control("gen", part.id)
        label = self._labels[part.id]
        caption = self._paragraph(
            "caption", caption_runs(part.id, label, part.caption, self.identifiers), keep_next=True
        )
        if isinstance(part, Table):
            content = table_xml(part, self._styles, self._package.text_width_twips)
        else:
            drawing = self._chart(part) if isinstance(part, Chart) else self._figure(part)
            content = self._paragraph("Picture Line", f"<w:r>{drawing}</w:r>", keep_next=True)
        source = self._paragraph("Source", run(part.source))
        name = bookmark_name("gen", part.id)
        anchored = bookmarked_blocks(caption + content + source, name, self.identifiers.bookmark(name))
        title = control_title(tag, f"{label[0]} {label[1]}")
        return control(tag, number, title, "sdtContentLocked", anchored, _BUILDING_BLOCK)

    def _chart(self, chart: Chart) -> str:
        relationship = self._package.add_chart(
            chart_xml(chart, self._language, WORKBOOK_RELATIONSHIP),
            workbook_bytes(chart_data(chart, self._language)),
        )
        height = round(chart.height_cm * _EMU_A_CM)
        return chart_drawing(
            relationship,
            self.identifiers.drawing(),
            f"chart:{chart.id}",
            chart.alt,
            self._package.text_width_emu,
            height,
        )

    def _figure(self, figure: Figure) -> str:
        bitmap, drawing = self._package.add_picture(figure.svg, png_bytes(figure.svg))
        width = min(round(figure.width_cm * _EMU_A_CM), self._package.text_width_emu)
        height = round(width * height_to_width(figure.svg))
        return picture_drawing(
            bitmap, drawing, self.identifiers.drawing(), f"figure:{figure.id}", figure.alt, width, height
        )

    def _inlines(self, inlines: Iterable[Inline]) -> str:
        in_order = tuple(inlines)
        return "".join(self._inline(inline, in_order[:number]) for number, inline in enumerate(in_order))

    def _inline(self, inline: Inline, before: Sequence[Inline]) -> str:
        match inline:
            case Run():
                return run(inline.text, bold=inline.bold, italic=inline.italic, language=inline.language)
            case ValueRun():
                tag, number = self.identifiers.control("val", inline.id)
                words = run(inline.text, bold=inline.bold)
                return control(tag, number, control_title(tag), "contentLocked", words, "<w:text/>")
            case LinkRun():
                relationship = self._package.add_link(inline.address)
                words = styled_run(inline.text, self._styles["Hyperlink"])
                tip = xml_attribute(inline.address)
                return f'<w:hyperlink r:id="{relationship}" w:tooltip="{tip}" w:history="1">{words}</w:hyperlink>'
            case NoteRun():
                style = self._styles["footnote reference"]
                mark = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>'
                words = f"<w:r>{mark}<w:footnoteRef/></w:r>{run(f' {inline.text}')}"
                number = self._package.add_note(paragraph(self._styles["footnote text"], words))
                return f'<w:r>{mark}<w:footnoteReference w:id="{number}"/></w:r>'
            case ReferenceRun():
                if inline.target not in self._labels:
                    raise ValueError(f"the document refers to {inline.target}, which is not placed in it")
                return reference_runs(inline.target, self._labels[inline.target], before, self._language)
