import re

import pytest

from tasks.assemble.blocks import Editable, Figure, LinkRun, Paragraph, Run
from tasks.assemble.contrast import contrast_ratio
from tasks.assemble.quality import check_document
from tasks.assemble.word import write_document

DOCUMENT, STYLES, HEADER, CORE = "word/document.xml", "word/styles.xml", "word/header1.xml", "docProps/core.xml"
PLAIN = '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r>{}<w:t>{}</w:t></w:r></w:p>'


def after_first_heading(*paragraphs):
    return lambda xml: xml.replace("</w:p>", "</w:p>" + "".join(paragraphs), 1)


def replaced(pattern, by):
    return lambda xml: re.sub(pattern, by, xml, count=1)


def everywhere(pattern, by):
    return lambda xml: re.sub(pattern, by, xml)


FAULTS = {
    "drawing-id-duplicate": (DOCUMENT, replaced(r'<wp:docPr id="2"', '<wp:docPr id="1"')),
    "control-id-duplicate": (DOCUMENT, everywhere(r'(<w:tag w:val="gen:[^"]*"/><w:id w:val=)"\d+"', r'\1"5"')),
    "control-tag-duplicate": (DOCUMENT, everywhere(r'<w:tag w:val="gen:[^"]*"/>', '<w:tag w:val="gen:x"/>')),
    "control-tag-long": (DOCUMENT, replaced(r'<w:tag w:val="gen:[^"]*"/>', f'<w:tag w:val="gen:{"x" * 70}"/>')),
    "control-title-long": (DOCUMENT, replaced(r'<w:alias w:val="[^"]*"/>', f'<w:alias w:val="{"x" * 70}"/>')),
    "control-title-missing": (DOCUMENT, replaced(r'<w:alias w:val="[^"]*"/>', "")),
    "control-empty": (DOCUMENT, replaced(r"<w:sdtContent>.*?</w:sdtContent>", "<w:sdtContent/>")),
    "bookmark-unpaired": (DOCUMENT, replaced(r"<w:bookmarkEnd[^>]*/>", "")),
    "bookmark-duplicate": (DOCUMENT, everywhere(r'w:name="_kj_gen_[^"]*"', 'w:name="_kj_gen_x"')),
    "bookmark-long": (DOCUMENT, replaced(r'w:name="_kj_gen_[^"]*"', f'w:name="_{"x" * 40}"')),
    "link-target-missing": (DOCUMENT, replaced(r'w:anchor="[^"]*"', 'w:anchor="_kj_h_gone"')),
    "field-unbalanced": (DOCUMENT, replaced(r'<w:r><w:fldChar w:fldCharType="end"/></w:r>', "")),
    "field-dirty": (DOCUMENT, replaced(r"<w:fldSimple ", '<w:fldSimple w:dirty="true" ')),
    "cell-without-paragraph": (DOCUMENT, replaced(r"</w:tcPr><w:p>.*?</w:p></w:tc>", "</w:tcPr></w:tc>")),
    "text-stray": (DOCUMENT, replaced(r"</w:pPr>", "</w:pPr>irrallinen")),
    "template-left": (DOCUMENT, replaced(r">Mallila, ", ">\ue000123:1\ue001, ")),
    "title-missing": (CORE, replaced(r"<dc:title>.*?</dc:title>", "<dc:title/>")),
    "language-contradicts": (CORE, replaced(r"<dc:language>.*?</dc:language>", "<dc:language>sv-FI</dc:language>")),
    "heading-skipped": (DOCUMENT, replaced('"Heading2"', '"Heading3"')),
    "heading-empty": (DOCUMENT, after_first_heading('<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:p>')),
    "heading-missing": (DOCUMENT, everywhere(r'"Heading\d\w*"', '"BodyText"')),
    "heading-imitated": (DOCUMENT, after_first_heading(PLAIN.format("<w:rPr><w:b/></w:rPr>", "Vahvuudet"))),
    "list-imitated": (DOCUMENT, after_first_heading(PLAIN.format("", "– yksi"), PLAIN.format("", "– kaksi"))),
    "space-imitated": (DOCUMENT, after_first_heading("<w:p/>", "<w:p/>")),
    "alt-missing": (DOCUMENT, replaced(r'(<wp:docPr [^>]*)descr="[^"]*"', r"\1")),
    "alt-file-name": (DOCUMENT, replaced(r'(<wp:docPr [^>]*)descr="[^"]*"', r'\1descr="kuva1.png"')),
    "alt-long": (DOCUMENT, replaced(r'(<wp:docPr [^>]*)descr="[^"]*"', rf'\1descr="{"a" * 401}"')),
    "table-header-missing": (DOCUMENT, replaced("<w:tblHeader/>", "")),
    "table-header-empty": (DOCUMENT, replaced(">Toimija<", "><")),
    "table-merged": (DOCUMENT, replaced("</w:tcPr>", '<w:gridSpan w:val="2"/></w:tcPr>')),
    "table-title-missing": (DOCUMENT, replaced(r"<w:tblCaption[^>]*/>", "")),
    "caption-missing": (DOCUMENT, replaced(r'"Caption"', '"BodyText"')),
    "link-text": (DOCUMENT, replaced(">verkoston sivu<", ">tästä<")),
    "link-tip-missing": (DOCUMENT, replaced(r' w:tooltip="[^"]*"', "")),
    "contrast": (DOCUMENT, replaced(r"<w:r><w:t", '<w:r><w:rPr><w:color w:val="A0A0A0"/></w:rPr><w:t')),
    "language-missing": (STYLES, replaced(r"<w:lang [^>]*/>", "")),
}  # fmt: skip


@pytest.mark.parametrize("code", FAULTS)
def test_each_planted_fault_is_found(every_block, word_parts, code):
    _, with_part = word_parts
    part, plant = FAULTS[code]
    content = with_part(write_document(every_block()), part, plant)
    assert code in {defect.code for defect in check_document(content)}


def test_a_style_that_cannot_be_read_on_its_shade_is_found(every_block, word_parts):
    _, with_part = word_parts
    content = with_part(
        write_document(every_block()), STYLES, lambda xml: xml.replace('w:fill="E4EFF0"', 'w:fill="0B4A57"')
    )
    assert {(defect.code, defect.where) for defect in check_document(content)} == {
        ("contrast", "Havainnot"),
        ("contrast", "Toimija"),
    }


def test_what_a_template_left_in_a_header_is_found(every_block, word_parts):
    _, with_part = word_parts
    content = with_part(write_document(every_block()), HEADER, replaced("Tilannekuva, Mallila", "{% if town %}"))
    assert [(defect.code, defect.where) for defect in check_document(content)] == [("template-left", HEADER)]


def test_a_forged_or_lost_marker_is_found(pieces):
    content = write_document(pieces.document(Paragraph((Run("a \ue0000123:1\ue001 b"),))))
    assert [defect.code for defect in check_document(content)] == ["template-left"]


@pytest.mark.parametrize(
    "text",
    [
        "1. Konepaja Oy",
        "{{ Aaltosulku }} Oy",
        "– Viiva Oy",
        "A*B Oy",
        "[x](http://y)",
        "[[val:x|1]]",
        "::: edit",
        "12. huhtikuuta",
    ],
)
def test_no_name_of_a_firm_is_a_fault_of_the_document(pieces, text):
    assert (
        check_document(write_document(pieces.document(Paragraph(pieces.words(text)), Paragraph(pieces.words("b")))))
        == []
    )


def test_dates_at_the_beginning_of_paragraphs_are_no_list(pieces):
    dates = [Paragraph(pieces.words(text)) for text in ("12. huhtikuuta alkoi.", "3. toukokuuta jatkui.")]
    assert check_document(write_document(pieces.document(*dates))) == []


def test_what_people_write_in_their_sections_is_not_guessed_at(pieces):
    section = Editable(
        "swot",
        "SWOT",
        (
            Paragraph((Run("Vahvuudet", bold=True),)),
            Paragraph(pieces.words("– yksi")),
            Paragraph(pieces.words("– kaksi")),
            Paragraph((LinkRun("tästä", "https://example.org"),)),
        ),
    )
    assert check_document(write_document(pieces.document(section))) == []


def test_a_figure_is_captioned(pieces, word_parts):
    _, with_part = word_parts
    content = write_document(pieces.document(Figure("f", "Verkosto", pieces.network_svg(), "Alt.", pieces.source)))
    assert check_document(content) == []
    bare = with_part(content, DOCUMENT, replaced('"Caption"', '"Source"'))
    assert [(defect.code, defect.where) for defect in check_document(bare)] == [("caption-missing", "figure:f")]


def test_a_defect_reads_as_a_sentence(pieces, word_parts):
    _, with_part = word_parts
    content = with_part(write_document(pieces.document()), CORE, replaced(r"<dc:title>.*?</dc:title>", "<dc:title/>"))
    assert [str(defect) for defect in check_document(content)] == [
        "title-missing (docProps/core.xml): the document has no title"
    ]


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("000000", "FFFFFF", 21.0), ("777777", "FFFFFF", 4.48), ("0B4A57", "0B4A57", 1.0)]
)
def test_contrast_is_measured_as_the_guidelines_do(one, other, ratio):
    assert contrast_ratio(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast_ratio(other, one) == contrast_ratio(one, other)
