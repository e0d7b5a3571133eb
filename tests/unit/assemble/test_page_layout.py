"""Page numbers and PDF files: what LibreOffice lays out, and what is left where it cannot."""

import datetime as dt
import io
import re
import sys
from dataclasses import replace

import pikepdf
import pytest

from config.texts import Text
from tasks.assemble.blocks import Contents, Heading, PageBreak, Paragraph
from tasks.assemble.documents import BuiltDocument
from tasks.assemble.libreoffice import LibreOffice, find_libreoffice
from tasks.assemble.page_layout import lay_out, with_page_numbers
from tasks.assemble.pdf_file import bookmark_pages, destination_name, pdf_defects, sealed_pdf
from tasks.assemble.quality import check_document
from tasks.assemble.word import write_document
from tasks.assemble.word_file import WordFile
from tasks.storage import sha256
from tests.programs import need_program

DATED = dt.date(2022, 9, 30)
TITLE = Text(fi="Tilannekuva", sv="Lägesbild", en="Situation picture")


def built(content, document_id="picture"):
    return BuiltDocument(document_id, f"{document_id}.docx", TITLE, content, {}, (), DATED)


@pytest.fixture(scope="module")
def libreoffice():
    need_program("libreoffice-writer", "soffice")
    return find_libreoffice("soffice")


@pytest.fixture
def three_pages(pieces):
    """Contents on the first page behind the cover, then a chapter on each of two pages."""
    chapters = (PageBreak(), Heading(1, pieces.words("Tausta")), PageBreak(), Heading(1, pieces.words("Tulokset")))
    return write_document(pieces.document(Contents("Sisällys"), *chapters, Paragraph(pieces.words("Teksti."))))


def page_numbers(content, word_parts):
    part_of, _ = word_parts
    return re.findall(r'PAGEREF \S+ \\h "><w:r><w:t[^>]*>(\d+)<', part_of(content, "word/document.xml"))


def test_contents_bear_the_pages_on_which_libreoffice_puts_the_headings(libreoffice, three_pages, word_parts):
    (laid_out,) = lay_out([built(three_pages)], libreoffice, {})
    assert page_numbers(laid_out.content, word_parts) == ["2", "3", "4"]
    assert laid_out.layout_program == f"LibreOffice {libreoffice.version}"
    assert check_document(laid_out.content) == []


def test_a_pdf_stands_beside_the_document_where_libreoffice_makes_accessible_ones(libreoffice, three_pages):
    first, second = (lay_out([built(three_pages)], libreoffice, {})[0] for _ in range(2))
    assert bool(first.pdf) == libreoffice.makes_accessible_pdf
    assert first.pdf == second.pdf
    assert list(pdf_defects(first.pdf)) == [] if first.pdf else True


def test_a_document_that_was_laid_out_before_is_not_laid_out_again(three_pages):
    absent = LibreOffice("/no-such-office", "25.2.3.2")
    before = replace(
        built(b"with pages"), pdf=b"pdf", layout_program=absent.name, unpaged_sha256=sha256(three_pages)
    )  # fmt: skip
    assert lay_out([built(three_pages)], absent, {"picture": before}) == [before]


@pytest.mark.parametrize(
    "other",
    [{"layout_program": "LibreOffice 7.4.7.2"}, {"unpaged_sha256": sha256(b"another text")}, {"pdf": b""}],
    ids=["another LibreOffice", "another text", "no PDF"],
)
def test_a_layout_of_other_bytes_by_another_libreoffice_or_without_its_pdf_is_made_anew(
    libreoffice, three_pages, word_parts, other
):
    if not libreoffice.makes_accessible_pdf and "pdf" in other:
        other = {"pdf": b"pdf"}
    pdf = b"pdf" if libreoffice.makes_accessible_pdf else b""
    same = {"pdf": pdf, "layout_program": libreoffice.name, "unpaged_sha256": sha256(three_pages)}
    before = replace(built(b"with pages"), **(same | other))
    (laid_out,) = lay_out([built(three_pages)], libreoffice, {"picture": before})
    assert page_numbers(laid_out.content, word_parts) == ["2", "3", "4"]


def test_a_file_that_libreoffice_cannot_open_stays_as_it_is_and_stops_no_other(libreoffice, three_pages, word_parts):
    broken = built(b"not a Word file", "broken")
    left, numbered = lay_out([broken, built(three_pages)], libreoffice, {})
    assert left == broken
    assert page_numbers(numbered.content, word_parts) == ["2", "3", "4"]


OFFICE_THAT_LOSES_CELLS = """#!{python}
import sys, zipfile
from pathlib import Path

folder = Path(sys.argv[sys.argv.index("--outdir") + 1])
for document in folder.glob("*.docx"):
    table = zipfile.ZipFile(document).read("word/document.xml").partition(b"<w:tbl>")[2].partition(b"</w:tbl>")[0]
    kept = b"{kept}" in table
    document.with_suffix(".pdf").write_bytes(Path(__file__).with_name("lost.pdf" if kept else "whole.pdf").read_bytes())
"""


def pdf_with_a_table(*cells_by_row):
    """An otherwise unfinished PDF whose structure is one table."""
    file = pikepdf.new()
    file.add_blank_page()

    def element(kind, children):
        return file.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name(kind), K=children))

    rows = [element("/TR", pikepdf.Array([element("/TD", pikepdf.Array())] * count)) for count in cells_by_row]
    file.Root.StructTreeRoot = pikepdf.Dictionary(
        Type=pikepdf.Name.StructTreeRoot, K=pikepdf.Array([element("/Table", pikepdf.Array(rows))])
    )
    file.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    with file.open_metadata() as metadata:
        metadata["dc:title"] = "Tilannekuva"
    written = io.BytesIO()
    file.save(written)
    return written.getvalue()


@pytest.mark.parametrize("kept", ["cantSplit", "keepNext"])
def test_a_pdf_in_which_a_table_lost_cells_is_made_again_of_a_copy_that_keeps_less_together(tmp_path, pieces, kept):
    office = tmp_path / "office"
    office.write_text(OFFICE_THAT_LOSES_CELLS.format(python=sys.executable, kept=kept))
    office.chmod(0o755)
    (tmp_path / "lost.pdf").write_bytes(pdf_with_a_table(2, 0))
    (tmp_path / "whole.pdf").write_bytes(pdf_with_a_table(2, 2))
    content = write_document(pieces.document(pieces.table()))
    (laid_out,) = lay_out([built(content)], LibreOffice(str(office), "25.2.3.2"), {})
    assert laid_out.pdf == sealed_pdf(pdf_with_a_table(2, 2), DATED)
    assert f"<w:{kept}/>".encode() in WordFile(laid_out.content).parts["word/document.xml"].partition(b"<w:tbl>")[2]


def test_without_libreoffice_there_is_none_to_be_found():
    assert find_libreoffice("") is None
    assert find_libreoffice("no-such-office") is None


@pytest.mark.parametrize(
    ("version", "accessible"), [("7.4.7.2", False), ("24.8.1.1", False), ("25.2.3.2", True), ("26.2.0.1", True)]
)
def test_accessible_pdf_begins_with_libreoffice_25_2(version, accessible):
    assert LibreOffice("soffice", version).makes_accessible_pdf is accessible


def test_an_entry_whose_heading_has_no_page_stays_a_plain_link(three_pages):
    assert b"PAGEREF" not in with_page_numbers(three_pages, {destination_name("_kj_h_00000000"): 7})


def test_destinations_are_named_as_libreoffice_writes_them():
    assert destination_name("_kj_h_1562c3d4") == "5Fkj5Fh5F1562c3d4"


def pdf_of_two_pages(stamp="D:20240101120000Z"):
    file = pikepdf.new()
    for _ in range(2):
        file.add_blank_page()
    file.Root.Dests = pikepdf.Dictionary(
        {"/5Fkj5Fh5Faa": pikepdf.Array([file.pages[1].obj, pikepdf.Name.XYZ, 0, 0, 0])}
    )
    file.docinfo["/CreationDate"] = stamp
    with file.open_metadata() as metadata:
        metadata["xmp:CreateDate"] = f"{stamp[2:6]}-01-01T00:00:00Z"
    content = io.BytesIO()
    file.save(content)
    return content.getvalue()


def test_pages_are_counted_from_one():
    assert bookmark_pages(pdf_of_two_pages()) == {"5Fkj5Fh5Faa": 2}


def test_a_sealed_pdf_does_not_tell_when_it_was_made():
    early, late = sealed_pdf(pdf_of_two_pages("D:20240101120000Z"), DATED), sealed_pdf(pdf_of_two_pages("D:20250202130000Z"), DATED)  # fmt: skip # noqa: E501
    assert early == late
    assert b"20220930000000" in early


def test_a_pdf_without_tags_breaks_the_standard():
    assert any(defect.code.startswith("pdf-PDFUA1") for defect in pdf_defects(pdf_of_two_pages()))
