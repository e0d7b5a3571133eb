"""What a document gets once its pages are known: page numbers in its contents, and a PDF beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from lxml import etree

from tasks.assemble.contents import page_number_runs
from tasks.assemble.documents import BuiltDocument
from tasks.assemble.libreoffice import LibreOffice
from tasks.assemble.pdf_file import bookmark_pages, destination_name, pdf_defects, sealed_pdf
from tasks.assemble.seal import sealed_parts
from tasks.assemble.word_file import W, WordFile
from tasks.assemble.word_xml import NAMESPACES
from tasks.storage import sha256

_DOCUMENT = "word/document.xml"
_LOOSENED = ("cantSplit", "keepNext")
"""What keeps rows whole and paragraphs together, in the order in which a copy for the PDF does without."""
_CONTENTS_LINKS = f".//{W}docPartObj/../../{W}sdtContent//{W}hyperlink"


def lay_out(
    documents: Sequence[BuiltDocument], libreoffice: LibreOffice, laid_out_before: Mapping[str, BuiltDocument]
) -> list[BuiltDocument]:
    """Return documents with page numbers in their contents and, where LibreOffice can make it, with a PDF.

    A document that LibreOffice does not convert stays as it is: its contents are links without numbers.
    So does a workbook, which has no pages.

    Args:
        documents: Documents without page numbers.
        libreoffice: What lays them out.
        laid_out_before: By document id, the same document as an earlier run laid it out. One whose bytes and
            LibreOffice are the same is taken over: converting takes seconds and would give these bytes again.
    """
    kept = {
        document.id: before
        for document in documents
        if (before := laid_out_before.get(document.id)) and _is_layout_of(before, document, libreoffice)
    }
    made = {one.id: one for one in _convert([one for one in documents if one.id not in kept], libreoffice)}
    return [(kept | made)[document.id] for document in documents]


def _is_layout_of(before: BuiltDocument, document: BuiltDocument, libreoffice: LibreOffice) -> bool:
    return (
        before.layout_program == libreoffice.name
        and before.unpaged_sha256 == sha256(document.content)
        and bool(before.pdf) == libreoffice.makes_accessible_pdf
    )


def _convert(documents: Sequence[BuiltDocument], libreoffice: LibreOffice) -> list[BuiltDocument]:
    """Return documents laid out, those again that LibreOffice spoils.

    When it has moved a table from page to page, because something is kept together, it rarely loses rows of the table
    in the PDF. Such a PDF is made of a copy in which less is kept together; the Word file stays as it is.
    """
    laid_out = {one.id: one for one in _laid_out(documents, libreoffice, lambda content: content)}
    faults = {name: len(list(pdf_defects(one.pdf))) for name, one in laid_out.items() if one.pdf}
    for loosened in _LOOSENED:
        spoilt = [one for one in documents if faults.get(one.id)]
        for again in _laid_out(spoilt, libreoffice, partial(without_elements, name=loosened)) if spoilt else ():
            left = len(list(pdf_defects(again.pdf))) if again.pdf else faults[again.id]
            if left < faults[again.id]:
                laid_out[again.id], faults[again.id] = again, left
    return [laid_out[one.id] for one in documents]


def _laid_out(
    documents: Sequence[BuiltDocument], libreoffice: LibreOffice, prepared: Callable[[bytes], bytes]
) -> list[BuiltDocument]:
    """Return documents with page numbers and PDF as LibreOffice makes them of copies that were prepared for it."""
    converted = libreoffice.convert(
        {document.id: prepared(document.content) for document in documents if document.is_word}
    )
    numbered = [
        replace(
            document,
            content=with_page_numbers(document.content, bookmark_pages(converted[document.id])),
            layout_program=libreoffice.name,
            unpaged_sha256=sha256(document.content),
        )
        if document.id in converted
        else document
        for document in documents
    ]
    if not libreoffice.makes_accessible_pdf:
        return numbered
    with_pages = [document for document in numbered if document.layout_program]
    # One without contents has the same bytes as before, and so the same PDF.
    same = {one.id: converted[one.id] for one in with_pages if one.unpaged_sha256 == sha256(one.content)}
    final = same | libreoffice.convert({one.id: prepared(one.content) for one in with_pages if one.id not in same})
    return [
        replace(document, pdf=sealed_pdf(final[document.id], document.dated)) if document.id in final else document
        for document in numbered
    ]


def with_page_numbers(content: bytes, pages: Mapping[str, int]) -> bytes:
    """Return a Word file with page numbers in its table of contents.

    Args:
        content: The Word file.
        pages: Pages by the names of the destinations in its PDF; an entry whose heading has none stays a plain link.
    """
    parts = WordFile(content).parts
    root = etree.fromstring(parts[_DOCUMENT])
    for link in root.iterfind(_CONTENTS_LINKS):
        bookmark = link.get(f"{W}anchor", "")
        number = pages.get(destination_name(bookmark))
        if number is not None:
            runs = page_number_runs(bookmark, number)
            link.extend(etree.fromstring(f'<w:p xmlns:w="{NAMESPACES["w"]}">{runs}</w:p>'))
    etree.cleanup_namespaces(root, top_nsmap=NAMESPACES)
    return sealed_parts(
        {**parts, _DOCUMENT: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)}
    )


def without_elements(content: bytes, name: str) -> bytes:
    """Return a Word file without the elements of a name in its text, such as `keepNext`."""
    parts = WordFile(content).parts
    root = etree.fromstring(parts[_DOCUMENT])
    for element in root.findall(f".//{W}{name}"):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return sealed_parts(
        {**parts, _DOCUMENT: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)}
    )
