import datetime as dt
import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from ooxml_integrity import check
from openxml_audit import FileFormat, OpenXmlValidator

from tasks.assemble.anchors import bookmark_name
from tasks.assemble.blocks import (
    Callout,
    Contents,
    DocumentModel,
    Editable,
    Figure,
    Heading,
    ListBlock,
    NoteRun,
    PageBreak,
    Paragraph,
    ReferenceRun,
    Run,
    ValueRun,
)
from tasks.assemble.contents import heading_entries
from tasks.assemble.outline import outline
from tasks.assemble.page_layout import with_page_numbers
from tasks.assemble.pdf_file import destination_name
from tasks.assemble.quality import check_document
from tasks.assemble.word import REFERENCE, write_document
from tasks.assemble.word_package import IncompleteReferenceError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def controls_of(xml):
    pattern = r'<w:alias w:val="([^"]*)"/><w:tag w:val="([^"]*)"/><w:id w:val="\d+"/><w:lock w:val="([^"]*)"/>'
    return {tag: (title, lock) for title, tag, lock in re.findall(pattern, xml)}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_document_with_every_block_passes_our_checks(every_block, language):
    assert check_document(write_document(every_block(language))) == []


@pytest.mark.parametrize("file_format", [FileFormat.OFFICE_2010, FileFormat.OFFICE_2013, FileFormat.OFFICE_2019])
def test_a_document_with_every_block_passes_the_validators_of_the_format(every_block, tmp_path, file_format):
    path = tmp_path / "document.docx"
    path.write_bytes(write_document(every_block()))
    assert [str(error) for error in OpenXmlValidator(file_format=file_format).validate(path).errors] == []
    assert [str(finding) for finding in check(str(path))] == []


def test_equal_models_give_equal_bytes(every_block):
    assert write_document(every_block()) == write_document(every_block())


def test_the_bytes_do_not_depend_on_the_order_of_hashes(every_block):
    program = (
        "import hashlib, runpy, sys\n"
        "from tasks.assemble.word import write_document\n"
        "model = runpy.run_path(sys.argv[1])['every_block_model']()\n"
        "print(hashlib.sha256(write_document(model)).hexdigest())\n"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program, str(Path(__file__).with_name("conftest.py"))],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path.cwd())},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("0", "1", "12345")
    }
    assert digests == {hashlib.sha256(write_document(every_block())).hexdigest()}


def test_the_package_bears_no_trace_of_time_or_machine(every_block):
    with zipfile.ZipFile(io.BytesIO(write_document(every_block()))) as package:
        assert package.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in package.infolist()} == {0}


def test_each_kind_of_content_is_a_control_with_its_lock(every_block, word_parts):
    part_of, _ = word_parts
    controls = controls_of(part_of(write_document(every_block()), "word/document.xml"))
    assert controls["edit:summary"] == ("Tiivistelmä [edit:summary]", "sdtLocked")
    assert controls["gen:actors"] == ("Taulukko 1 [gen:actors]", "sdtContentLocked")
    assert controls["gen:network"] == ("Kuvio 8 [gen:network]", "sdtContentLocked")
    assert controls["val:job_count"] == ("val:job_count", "contentLocked")


def test_a_number_that_is_told_twice_has_two_controls(every_block, word_parts):
    part_of, _ = word_parts
    controls = controls_of(part_of(write_document(every_block()), "word/document.xml"))
    assert {"val:job_count", "val:job_count#2"} <= set(controls)


def test_a_long_id_is_cut_and_the_file_leads_back_to_the_whole(every_block, word_parts):
    part_of, _ = word_parts
    content = write_document(every_block())
    [tag] = [tag for tag in controls_of(part_of(content, "word/document.xml")) if "~" in tag]
    assert len(tag) == 64
    properties = part_of(content, "docProps/custom.xml")
    whole = "val:a_very_long_indicator_name_that_nobody_would_choose.with_a_dimension"
    assert re.search(f'name="{re.escape(tag)}"><vt:lpwstr>{re.escape(whole)}<', properties)


def test_hidden_bookmarks_mark_sections_blocks_and_headings(every_block, word_parts):
    part_of, _ = word_parts
    names = re.findall(
        r'<w:bookmarkStart w:id="\d+" w:name="([^"]+)"', part_of(write_document(every_block()), "word/document.xml")
    )
    assert {"_kj_edit_summary", "_kj_gen_actors", "_kj_ref_actors", "_kj_gen_many_actors"} <= set(names)
    assert all(name.startswith("_kj_") and len(name) <= 40 for name in names)
    assert sum(name.startswith("_kj_h_") for name in names) == 4


def test_tables_and_figures_are_counted_apart_and_referred_to_by_label(pieces, word_parts):
    part_of, _ = word_parts
    model = pieces.document(
        Paragraph((ReferenceRun("second"), Run(" kertoo sen ("), ReferenceRun("bar-chart"), Run(")."))),
        pieces.table(),
        pieces.chart("bar"),
        pieces.table(table_id="second"),
    )
    xml = part_of(write_document(model), "word/document.xml")
    assert re.findall(r'>([^<]*)</w:t></w:r><w:fldSimple w:instr=" REF (\w+) [^>]*><w:r><w:t [^>]*>(\d+)<', xml) == [
        ("Taulukko\u00a0", "_kj_ref_second", "2"),
        ("kuvio\u00a0", "_kj_ref_bar_chart", "1"),
    ]
    assert re.findall(r'" SEQ (\w+) [^"]*"><w:r><w:t xml:space="preserve">(\d+)<', xml) == [
        ("Taulukko", "1"),
        ("Kuvio", "1"),
        ("Taulukko", "2"),
    ]  # fmt: skip


@pytest.mark.parametrize(("language", "label"), [("fi", "Taulukko"), ("sv", "Tabell"), ("en", "Table")])
def test_labels_are_in_the_language_of_the_document(pieces, word_parts, language, label):
    part_of, _ = word_parts
    assert f">{label}\u00a0<" in part_of(
        write_document(pieces.document(pieces.table(), language=language)), "word/document.xml"
    )


def test_what_is_not_placed_cannot_be_referred_to(pieces):
    with pytest.raises(ValueError, match="refers to actors, which is not placed"):
        write_document(pieces.document(Paragraph((ReferenceRun("actors"),))))


def test_nothing_is_placed_twice(pieces):
    with pytest.raises(ValueError, match="gen:actors is placed twice"):
        write_document(pieces.document(pieces.table(), pieces.table()))
    with pytest.raises(ValueError, match="edit:swot is placed twice"):
        write_document(pieces.document(Editable("swot", "SWOT", ()), Editable("swot", "SWOT", ())))


def test_a_box_holds_text_only(pieces):
    with pytest.raises(ValueError, match="a gap box holds paragraphs and lists, not a Table"):
        write_document(pieces.document(Callout("gap", (pieces.table(),))))


def test_a_picture_without_a_text_for_those_who_do_not_see_it_is_refused(pieces):
    with pytest.raises(ValueError, match="figure:network needs a text"):
        write_document(pieces.document(Figure("network", "Verkosto", pieces.network_svg(), " ", pieces.source)))


def test_a_section_without_text_invites_people_to_write(pieces, word_parts):
    part_of, _ = word_parts
    xml = part_of(write_document(pieces.document(Editable("swot", "SWOT", ()), language="sv")), "word/document.xml")
    assert "<w:showingPlcHdr/>" in xml
    assert ">Skriv här.<" in xml


def test_the_cover_and_each_page_break_begin_a_page(pieces, word_parts):
    part_of, _ = word_parts
    model = pieces.document(Paragraph(pieces.words("yksi")), PageBreak(), Paragraph(pieces.words("kaksi")))
    xml = part_of(write_document(model), "word/document.xml")
    assert re.findall(r"<w:pageBreakBefore/></w:pPr>(?:<w:bookmarkStart[^>]*/>)?<w:r><w:t[^>]*>(\w+)<", xml) == [
        "Luku",
        "kaksi",
    ]


def test_each_numbered_list_begins_anew(pieces, word_parts):
    part_of, _ = word_parts
    model = pieces.document(
        ListBlock((pieces.words("a"), pieces.words("b")), ordered=True),
        ListBlock((pieces.words("c"),), ordered=True, start=7),
    )
    content = write_document(model)
    used = re.findall(r'<w:numId w:val="(\d+)"/>', part_of(content, "word/document.xml"))
    assert used[0] == used[1] != used[2]
    pattern = r'w:numId="(\d+)"><w:abstractNumId[^>]*/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="(\d+)"'
    starts = dict(re.findall(pattern, part_of(content, "word/numbering.xml")))
    assert (starts[used[0]], starts[used[2]]) == ("1", "7")


def test_what_introduces_a_list_stays_with_it(pieces, word_parts):
    part_of, _ = word_parts
    model = pieces.document(
        Paragraph(pieces.words("yksi")), Paragraph(pieces.words("kaksi:")), ListBlock((pieces.words("a"),))
    )
    xml = part_of(write_document(model), "word/document.xml")
    assert re.findall(r'"BodyText"/><w:keepNext/></w:pPr><w:r><w:t[^>]*>([^<]*)<', xml) == ["kaksi:"]


def test_example_data_is_told_on_the_cover_and_on_each_page(pieces, word_parts):
    part_of, _ = word_parts
    content = write_document(pieces.document(notice="Esimerkki: keksittyä."))
    assert "Esimerkki: keksittyä." in part_of(content, "word/document.xml")
    assert "Esimerkki: keksittyä." in part_of(content, "word/header1.xml")


def test_real_data_leaves_no_place_for_a_notice(pieces, word_parts):
    part_of, _ = word_parts
    content = write_document(pieces.document(notice=""))
    assert part_of(content, "word/header1.xml").count("<w:p>") == 1
    assert "cover:" not in part_of(content, "word/header1.xml") + part_of(content, "word/footer1.xml")


def test_the_file_says_what_it_is(every_block):
    document = Document(io.BytesIO(write_document(every_block("sv"))))
    core = document.core_properties
    assert (core.title, core.subject, core.author) == (
        "Ekosysteemin tilannekuva, Mallila, Q3/2022",
        "Tilannekuva",
        "Verkoston kehittäminen",
    )
    assert (core.language, core.last_modified_by, core.revision) == ("sv-FI", "Kivijalka", 1)
    assert core.created == core.modified == dt.datetime(2022, 9, 30, tzinfo=core.created.tzinfo)
    assert document.styles.element.find(f"{W}docDefaults//{W}lang").get(f"{W}val") == "sv-FI"


def test_the_documents_own_properties_are_in_the_file(every_block, word_parts):
    part_of, _ = word_parts
    assert 'name="Aineiston tiiviste"><vt:lpwstr>1a2b3c<' in part_of(
        write_document(every_block()), "docProps/custom.xml"
    )


def test_foreign_words_are_marked_as_such(every_block, word_parts):
    part_of, _ = word_parts
    xml = part_of(write_document(every_block()), "word/document.xml")
    assert '<w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">quadruple helix<' in xml


def chapters(*titles):
    return tuple(Heading(level, (Run(title),), numbered) for level, title, numbered in titles)


def test_headings_are_numbered_as_the_reader_counts_them(pieces):
    model = DocumentModel(
        pieces.document().cover,
        chapters((1, "Tiivistelmä", False), (2, "Lyhyesti", True), (1, "Johdanto", True), (2, "Tausta", True),
                 (2, "Menetelmä", True), (3, "Rajaus", True), (1, "Verkosto", True), (2, "Yhteydet", True)),
    )  # fmt: skip
    assert [(entry.number, entry.text) for entry in heading_entries(model)] == [
        ("", "Tiivistelmä"), ("", "Lyhyesti"), ("1", "Johdanto"), ("1.1", "Tausta"), ("1.2", "Menetelmä"),
        ("1.2.1", "Rajaus"), ("2", "Verkosto"), ("2.1", "Yhteydet"),
    ]  # fmt: skip


def test_the_bookmark_of_a_heading_stays_when_chapters_come_before_it(pieces):
    cover = pieces.document().cover
    before = heading_entries(DocumentModel(cover, chapters((1, "Verkosto", True))))
    after = heading_entries(DocumentModel(cover, chapters((1, "Johdanto", True), (1, "Verkosto", True))))
    assert before[0].bookmark == after[1].bookmark != after[0].bookmark


def test_headings_of_the_same_words_have_bookmarks_of_their_own(pieces):
    entries = heading_entries(
        DocumentModel(pieces.document().cover, chapters((1, "Lähteet", True), (1, "Lähteet", True)))
    )
    assert entries[0].bookmark != entries[1].bookmark


def test_contents_lead_to_the_headings_with_page_numbers_once_they_are_known(pieces, word_parts):
    part_of, _ = word_parts
    model = pieces.document(Contents("Sisällys"), Heading(2, pieces.words("Tausta")))
    first, second = heading_entries(model)
    without = part_of(write_document(model), "word/document.xml")
    pages = {destination_name(first.bookmark): 3, destination_name(second.bookmark): 12}
    numbered = part_of(with_page_numbers(write_document(model), pages), "word/document.xml")
    assert f'<w:hyperlink w:anchor="{second.bookmark}" w:tooltip="Siirry kohtaan 1.1 Tausta"' in without
    assert "PAGEREF" not in without
    assert f'PAGEREF {second.bookmark} \\h "><w:r><w:t xml:space="preserve">12<' in numbered
    assert "w:dirty" not in numbered


def test_word_is_never_told_to_update_fields(every_block, word_parts):
    part_of, _ = word_parts
    assert "updateFields" not in part_of(write_document(every_block()), "word/settings.xml")


def test_characters_that_xml_does_not_know_are_left_out(pieces, word_parts):
    part_of, _ = word_parts
    content = write_document(pieces.document(Paragraph(pieces.words("Lam\x00pi\x0bla & <Pojat>"))))
    assert ">Lampila &amp; &lt;Pojat&gt;<" in part_of(content, "word/document.xml")


def test_the_colours_and_fonts_come_from_the_reference_document_alone(every_block, word_parts):
    part_of, _ = word_parts
    xml = part_of(write_document(every_block()), "word/document.xml")
    assert not re.search(r"<w:(?:color|rFonts|sz|shd|jc|highlight)\b", xml)


def with_styles_changed(tmp_path, change):
    path = tmp_path / "reference.docx"
    with zipfile.ZipFile(REFERENCE) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, change(part.decode()).encode() if name.endswith(".xml") else part)
    return path


def test_a_reference_document_saved_by_a_finnish_word_serves_as_well(every_block, tmp_path):
    localised = with_styles_changed(
        tmp_path, lambda xml: xml.replace('"Heading1"', '"Otsikko1"').replace('"BodyText"', '"Leipteksti"')
    )
    content = write_document(every_block(), localised)
    assert check_document(content) == []
    assert b'w:val="Otsikko1"' in zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")


def test_a_reference_document_that_lacks_styles_is_named_with_them(every_block, tmp_path):
    poor = with_styles_changed(tmp_path, lambda xml: xml.replace('w:name w:val="Gap"', 'w:name w:val="Other"'))
    with pytest.raises(IncompleteReferenceError, match=r"reference\.docx lacks the styles Gap"):
        write_document(every_block(), poor)


def test_a_value_in_a_heading_is_read_in_the_contents_too(pieces):
    model = DocumentModel(pieces.document().cover, (Heading(1, (Run("Toimijat: "), ValueRun("actor_count", "52"))),))
    assert heading_entries(model)[0].text == "Toimijat: 52"


def test_a_footnote_has_its_text_below_the_line_and_its_mark_where_it_belongs(pieces, word_parts):
    part_of, _ = word_parts
    noted = Paragraph(
        (*pieces.words("Väite."), NoteRun("Lähde: hakemus."), *pieces.words(" Toinen."), NoteRun("Sama."))
    )
    content = write_document(pieces.document(noted))
    body, notes = (part_of(content, f"word/{name}.xml") for name in ("document", "footnotes"))
    assert re.findall(r'footnoteReference w:id="(\d+)"', body) == ["1", "2"]
    assert re.findall(r'<w:footnote (?:w:type="\w+" )?w:id="(-?\d+)"', notes) == ["-1", "0", "1", "2"]
    assert "Lähde: hakemus." in notes
    assert "Lähde: hakemus." not in body
    assert check_document(content) == []
    assert "Väite.[^Lähde: hakemus.] Toinen.[^Sama.]" in outline(content)


def test_more_than_eight_tables_and_figures_are_listed_after_the_contents(pieces):
    tables = [replace(pieces.table(), id=f"t{number}", caption=f"Luvut {number}") for number in range(8)]
    few = outline(write_document(pieces.document(Contents("Sisällys"), *tables)))
    assert "Taulukot ja kuviot" not in few
    drawn = Figure("network", "Verkosto", pieces.network_svg(), "Verkosto", "Lähde.")
    many = write_document(pieces.document(Contents("Sisällys"), drawn, *tables))
    listed = [
        line for line in outline(many).replace("\u00a0", " ").splitlines() if line.startswith("[Table of figures]")
    ]
    assert listed[0] == "[Table of figures] Taulukko 1. Luvut 0"
    assert listed[-1] == "[Table of figures] Kuvio 1. Verkosto"
    assert len(listed) == 9
    assert check_document(many) == []
    paged = with_page_numbers(many, {destination_name(bookmark_name("ref", "t1")): 7})
    assert "Luvut 1 7" in outline(paged)
