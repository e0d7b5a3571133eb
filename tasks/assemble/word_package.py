"""The Word package that a document is written into: the reference document, with parts added to it."""

import datetime as dt
import io
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from tasks.assemble.blocks import Cover
from tasks.assemble.seal import seal_package
from tasks.assemble.word_xml import LOCALES, NAMESPACES, xml_attribute, xml_text

PROGRAM = "Kivijalka"
WORKBOOK_RELATIONSHIP = "rId1"
"""Id of a chart part's one relationship."""

_EMU_A_TWIP = 635
_CUSTOM_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VARIANT_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


class IncompleteReferenceError(ValueError):
    """The reference document lacks something that documents are written with."""


class WordPackage:
    """A copy of the reference document, without its text, that is being filled.

    Attributes:
        style_ids: Style id by style name; programs in other languages change the ids, never the names.
        text_width_twips: Width between the margins.
    """

    def __init__(self, reference: Path, needed_styles: Iterable[str]) -> None:
        stamp = reference.stat()
        self._document: WordDocument = Document(io.BytesIO(_content(reference, stamp.st_mtime_ns, stamp.st_size)))
        styles = self._document.styles.element
        self.style_ids: Mapping[str, str] = {
            style.find(qn("w:name")).get(qn("w:val")): style.get(qn("w:styleId"))
            for style in styles.findall(qn("w:style"))
        }
        missing = sorted(set(needed_styles) - set(self.style_ids))
        if missing:
            raise IncompleteReferenceError(f"{reference.name} lacks the styles {', '.join(missing)}")
        section = self._document.sections[0]
        width = section.page_width, section.left_margin, section.right_margin
        if any(length is None for length in width):
            raise IncompleteReferenceError(f"{reference.name} gives no page size or margins")
        page, left, right = (int(length or 0) // _EMU_A_TWIP for length in width)
        self.text_width_twips = page - left - right
        self._charts = self._images = 0
        self._restarted = 0
        self._notes: list[str] = []

    @property
    def text_width_emu(self) -> int:
        """Width between the margins, as drawings count it."""
        return self.text_width_twips * _EMU_A_TWIP

    def list_number(self, style_name: str) -> str:
        """Return the id of the numbering that a list style is bound to."""
        style = self._style(style_name)
        found = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if found is None:
            raise IncompleteReferenceError(f"the style {style_name} is bound to no list")
        return str(found.get(qn("w:val")))

    def restarted_list_number(self, style_name: str, start: int) -> str:
        """Return the id of a new numbering like a list style's that begins at a number."""
        numbering = self._document.part.numbering_part.element
        number = self.list_number(style_name)
        like = next(one for one in numbering.findall(qn("w:num")) if one.get(qn("w:numId")) == number)
        taken = max(int(one.get(qn("w:numId"))) for one in numbering.findall(qn("w:num")))
        abstract = like.find(qn("w:abstractNumId")).get(qn("w:val"))
        numbering.append(
            parse_xml(
                f'<w:num xmlns:w="{NAMESPACES["w"]}" w:numId="{taken + 1}"><w:abstractNumId w:val="{abstract}"/>'
                f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
            )
        )
        return str(taken + 1)

    def left_indent_twips(self, style_name: str) -> int:
        """Return how far a paragraph style is set in."""
        indent = self._style(style_name).find(f"{qn('w:pPr')}/{qn('w:ind')}")
        return 0 if indent is None else int(indent.get(qn("w:left"), "0"))

    def add_link(self, address: str) -> str:
        """Return the id of the relationship to a web address."""
        return self._document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    def add_chart(self, chart_xml: bytes, workbook: bytes) -> str:
        """Return the id of the relationship to a new chart; its XML names its workbook `WORKBOOK_RELATIONSHIP`."""
        self._charts += 1
        package = self._document.part.package
        chart = Part(PackURI(f"/word/charts/chart{self._charts}.xml"), CONTENT_TYPE.DML_CHART, chart_xml, package)
        name = PackURI(f"/word/embeddings/Microsoft_Excel_Worksheet{self._charts}.xlsx")
        chart.relate_to(Part(name, CONTENT_TYPE.SML_SHEET, workbook, package), RELATIONSHIP_TYPE.PACKAGE)
        return self._document.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)

    def add_picture(self, svg: str, png: bytes) -> tuple[str, str]:
        """Return the ids of the relationships to a new picture's bitmap and drawing."""
        self._images += 1
        part, package = self._document.part, self._document.part.package
        stem = f"/word/media/image{self._images}"
        bitmap = Part(PackURI(f"{stem}.png"), CONTENT_TYPE.PNG, png, package)
        drawing = Part(PackURI(f"{stem}.svg"), "image/svg+xml", svg.encode(), package)
        return part.relate_to(bitmap, RELATIONSHIP_TYPE.IMAGE), part.relate_to(drawing, RELATIONSHIP_TYPE.IMAGE)

    def add_note(self, paragraph: str) -> int:
        """Return the number of a new footnote, given as the text of its paragraph."""
        self._notes.append(paragraph)
        return len(self._notes)

    def fill_running_texts(self, texts: Mapping[str, str]) -> None:
        """Put texts in the places that the reference document's headers and footers keep for them.

        A place is a content control whose tag is the key; where the text is empty, its whole paragraph goes.
        """
        for relationship in self._document.part.rels.values():
            if relationship.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
                for control in list(relationship.target_part.element.iter(qn("w:sdt"))):
                    _fill_place(control, texts)

    def set_properties(self, cover: Cover, properties: Iterable[tuple[str, str]], dated: dt.date) -> None:
        """Set what the file says of itself: title, language, origin and the document's own properties."""
        core = self._document.core_properties
        core.title = f"{cover.title}, {cover.subtitle}" if cover.subtitle else cover.title
        core.subject, core.author = cover.subject, cover.author
        core.keywords = cover.header
        core.language = LOCALES[cover.language]
        core.last_modified_by = PROGRAM
        core.revision = 1
        core.created = core.modified = dt.datetime.combine(dated, dt.time())
        for language in self._document.styles.element.findall(f"{qn('w:docDefaults')}//{qn('w:lang')}"):
            language.set(qn("w:val"), LOCALES[cover.language])
        for language in self._document.settings.element.findall(qn("w:themeFontLang")):
            language.set(qn("w:val"), LOCALES[cover.language])
        package = self._document.part.package
        part = Part(
            PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, custom_properties(properties), package
        )
        package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)

    def sealed_bytes(self, body: str, dated: dt.date) -> bytes:
        """Return the finished file with a body, given as the text of its blocks."""
        declarations = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
        root = self._document.element
        section = root.body.find(qn("w:sectPr"))
        for child in list(root.body):
            root.body.remove(child)
        for block in list(parse_xml(f"<w:body {declarations}>{body}</w:body>")):
            root.body.append(block)
        root.body.append(section)
        etree.cleanup_namespaces(root, top_nsmap=NAMESPACES)
        if self._notes:
            self._write_notes(declarations)
        content = io.BytesIO()
        self._document.save(content)
        return seal_package(content.getvalue(), f"{dated.isoformat()}T00:00:00Z")

    def _write_notes(self, declarations: str) -> None:
        """Put the footnotes behind the lines that separate them from the text."""
        try:
            part = self._document.part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
        except KeyError:
            raise IncompleteReferenceError("the reference document has no part for footnotes") from None
        root = etree.fromstring(part.blob)
        for number, paragraph in enumerate(self._notes, start=1):
            root.append(etree.fromstring(f'<w:footnote {declarations} w:id="{number}">{paragraph}</w:footnote>'))
        etree.cleanup_namespaces(root, top_nsmap=NAMESPACES)
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _style(self, name: str) -> etree._Element:
        found: etree._Element = next(
            style
            for style in self._document.styles.element.findall(qn("w:style"))
            if style.get(qn("w:styleId")) == self.style_ids[name]
        )
        return found


@lru_cache(maxsize=4)
def _content(reference: Path, _changed_ns: int, _size: int) -> bytes:
    return reference.read_bytes()


def _fill_place(control: etree._Element, texts: Mapping[str, str]) -> None:
    tag, content = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}"), control.find(qn("w:sdtContent"))
    text = texts.get(str(tag.get(qn("w:val"), ""))) if tag is not None else None
    if text is None or content is None:
        return
    if not text:
        _remove(next(control.iterancestors(qn("w:p"))))
        return
    next(content.iter(qn("w:t"))).text = text
    for kept in list(content):
        control.addprevious(kept)
    _remove(control)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def custom_properties(properties: Iterable[tuple[str, str]]) -> bytes:
    """Return the part of a document's own properties, given as names and values."""
    lines = "".join(
        f'<property fmtid="{_USER_DEFINED}" pid="{number}" name="{xml_attribute(name)}">'
        f"<vt:lpwstr>{xml_text(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties, start=2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_CUSTOM_PROPERTIES}" xmlns:vt="{_VARIANT_TYPES}">{lines}</Properties>'
    ).encode()
