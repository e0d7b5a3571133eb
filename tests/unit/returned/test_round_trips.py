"""What a person does to a document in Word, and what the next run makes of it: one small story a test.

The document is published with 5 240 jobs and run again with 6 000, unless a story says otherwise.
"""

import copy
import re
from dataclasses import replace

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from tasks.assemble.blocks import Editable, Heading, Paragraph, Run
from tasks.assemble.quality import check_document
from tasks.assemble.returned.outcome import SectionState
from tasks.assemble.returned.sent_back import write_with_edits
from tests.edited_documents import PNG, Published, WordEdit, edited, sent_back, small_document, small_model, with_parts

LATER = {"job_count": "6\u00a0000", "digest": "d2"}


def published_after(*edits, base=None, **later):
    """Return the next published document after edits of the small one, with the decisions."""
    base = small_document() if base is None else base
    return next_document((("palautettu.docx", edited(base, *edits), base),), **later)


def next_document(files, earlier=None, earlier_quarter="", **later):
    content, decisions, faults = write_with_edits(
        small_model(**LATER | later), sent_back(*files, earlier=earlier, earlier_quarter=earlier_quarter)
    )
    document = Published(content)
    document.states = {one.section: str(one.state) for one in decisions.sections}
    document.decisions = decisions
    document.faults = faults
    return document


def passes_the_gates(document):
    return [defect for defect in check_document(document.content) if defect not in document.faults] == []


def write(text, section="summary", **style):
    return lambda word: word.paragraph(section, text, **style)


def on_first_run(section, **marks):
    def change(word):
        for name, value in marks.items():
            setattr(word.first(section).runs[0].font, name, value)

    return change


def rewrite(section, text):
    def change(word):
        first, *others = word.first(section).runs
        first.text = text
        for run in others:
            run._r.getparent().remove(run._r)

    return change


# ---------------------------------------------------------------- text and formatting


def test_a_document_that_comes_back_as_it_was_changes_nothing():
    base = small_document()
    document = next_document((("sama.docx", base, base),))
    assert document.states == {}
    assert document.content == small_document(**LATER)


def test_an_added_paragraph_is_carried_and_the_number_beside_it_is_refreshed():
    document = published_after(write("Kaupungin oma kappale."))
    assert document.states == {"summary": "kept"}
    assert document.text("summary") == "Työpaikkoja on 6\u00a0000.\nKaupungin oma kappale."


def test_the_other_sections_are_those_of_the_new_run():
    document = published_after(write("Oma kappale."), actors="Uusi pohjateksti.")
    assert document.text("actors") == "Uusi pohjateksti."


def test_the_same_edits_give_the_same_bytes():
    edits = (write("Oma kappale."), on_first_run("actors", bold=True))
    base = small_document()
    file = edited(base, *edits)
    first = next_document((("a.docx", file, base),))
    second = next_document((("a.docx", file, base),))
    assert first.content == second.content


@pytest.mark.parametrize(
    ("marks", "form"),
    [
        ({"bold": True}, "<b>"),
        ({"italic": True}, "<i>"),
        ({"underline": True}, "<u=single>"),
        ({"strike": True}, "<strike>"),
        ({"superscript": True}, "<vertAlign=superscript>"),
        ({"all_caps": True}, "<caps>"),
        ({"size": Pt(14)}, "<sz=28>"),
    ],
)
def test_a_changed_mark_alone_is_an_edit_and_is_carried(marks, form):
    document = published_after(on_first_run("actors", **marks))
    assert document.states == {"actors": "kept"}
    assert form in document.form("actors")[0]


def test_a_changed_colour_is_carried():
    def colour(word):
        word.first("actors").runs[0].font.color.rgb = RGBColor(0x11, 0x22, 0x88)

    assert "<color=112288>" in published_after(colour).form("actors")[0]


def test_alignment_and_indent_of_a_paragraph_are_carried_with_its_text():
    def align(word):
        paragraph = word.paragraph("actors", "Keskitetty.")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.left_indent = Pt(20)

    last = published_after(align).block("actors")[-1]
    assert last.find(f"{qn('w:pPr')}/{qn('w:jc')}").get(qn("w:val")) == "center"
    assert last.find(f"{qn('w:pPr')}/{qn('w:ind')}").get(qn("w:left")) == "400"


def test_a_text_that_is_replaced_altogether_is_carried():
    document = published_after(rewrite("actors", "Toimijoita on monta."))
    assert document.text("actors") == "Toimijoita on monta."


def test_a_section_that_is_emptied_stays_empty():
    document = published_after(rewrite("actors", ""))
    assert document.states == {"actors": "kept"}
    assert document.text("actors") == ""


def test_the_placeholder_of_an_empty_section_gives_way_to_what_is_written():
    sections = ("summary", "notes")
    document = published_after(
        rewrite("notes", "Huomiomme."), base=small_document(sections=sections), sections=sections
    )
    assert document.text("notes") == "Huomiomme."
    assert b"showingPlcHdr" not in document.package.parts["word/document.xml"]


def test_a_placeholder_that_nobody_touched_stays():
    sections = ("summary", "notes")
    document = published_after(write("Oma."), base=small_document(sections=sections), sections=sections)
    assert document.text("notes") == "Kirjoittakaa tähän."
    assert b"showingPlcHdr" in document.package.parts["word/document.xml"]


def test_a_heading_that_a_person_adds_inside_a_section_is_carried():
    document = published_after(write("Oma väliotsikko", "actors", style="Heading 2"), write("Sisältöä.", "actors"))
    assert document.form("actors")[1].startswith("heading 2 ")


def test_sorted_and_merged_runs_are_no_edit():
    def split(word):
        run = word.first("actors").runs[0]
        text = run.text
        run.text = text[:10]
        again = copy.deepcopy(run._r)
        run._r.addnext(again)
        again.find(qn("w:t")).text = text[10:]
        again.set(qn("w:rsidR"), "00AA11BB")

    assert published_after(split).states == {}


def test_spelling_marks_and_page_breaks_of_the_layout_are_no_edit():
    def proof(word):
        paragraph = word.first("actors")._p
        paragraph.insert(1, parse_xml(f'<w:proofErr {nsdecls("w")} w:type="spellStart"/>'))
        paragraph.find(qn("w:r")).insert(0, parse_xml(f"<w:lastRenderedPageBreak {nsdecls('w')}/>"))

    assert published_after(proof).states == {}


def test_line_breaks_and_tabs_are_carried():
    def breaks(word):
        run = word.paragraph("actors", "Ensin").runs[0]
        run.add_break()
        run.add_text("sitten")
        run.add_tab()

    last = published_after(breaks).block("actors")[-1]
    assert last.find(f".//{qn('w:br')}") is not None
    assert last.find(f".//{qn('w:tab')}") is not None


def test_text_in_another_language_keeps_its_language():
    def foreign(word):
        run = word.paragraph("actors", "quadruple helix").runs[0]
        run._r.get_or_add_rPr().append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-GB"/>'))

    last = published_after(foreign).block("actors")[-1]
    assert last.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-GB"


# ---------------------------------------------------------------- styles


def test_a_style_that_a_person_made_comes_along():
    def styled(word):
        style = word.document.styles.add_style("Oma korostus", 1)
        style.base_style = word.document.styles["Body Text"]
        style.font.bold = True
        word.paragraph("actors", "Korostettu.", style="Oma korostus")

    document = published_after(styled)
    assert "oma korostus:Korostettu." in document.form("actors")
    assert "oma korostus" in document.reader.style_names.values()


def test_a_style_is_known_by_its_name_when_word_in_another_language_gave_it_another_id():
    base = small_document()
    file = edited(base, write("Suomenkielinen Word.", "actors"))
    renamed = with_parts(
        file,
        {
            name: lambda part: re.sub(rb'((?:styleId|pStyle w:val|basedOn w:val|next w:val|link w:val)=")BodyText"',
                                      rb'\1Leipteksti"', part)
            for name in ("word/document.xml", "word/styles.xml")
        },
    )  # fmt: skip
    document = next_document((("a.docx", renamed, base),))
    assert document.form("actors")[-1] == "body text:Suomenkielinen Word."
    assert b"Leipteksti" not in document.package.parts["word/document.xml"]


def test_text_pasted_from_another_document_brings_its_foreign_styles_and_what_they_rest_on():
    def paste(word):
        styles = word.document.styles
        styles.add_style("Vieras pohja", 1).font.size = Pt(9)
        styles.add_style("Vieras", 1).base_style = styles["Vieras pohja"]
        word.paragraph("actors", "Liitetty teksti.", style="Vieras")

    document = published_after(paste)
    assert {"vieras", "vieras pohja"} <= set(document.reader.style_names.values())


def test_a_style_that_the_file_itself_lacks_is_left_out_and_the_text_stays():
    def orphan(word):
        word.xml("actors", '<w:p><w:pPr><w:pStyle w:val="Kadonnut"/></w:pPr><w:r><w:t>Teksti jää.</w:t></w:r></w:p>')

    assert "normal:Teksti jää." in published_after(orphan).form("actors")


# ---------------------------------------------------------------- links, pictures, tables, lists, notes


def test_a_link_leads_where_it_led():
    def link(word):
        relation = word.document.part.relate_to(
            "https://example.org/kaupunki",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            is_external=True,
        )
        word.xml("actors", f'<w:p><w:hyperlink r:id="{relation}"><w:r><w:t>sivumme</w:t></w:r></w:hyperlink></w:p>')

    document = published_after(link)
    assert "→https://example.org/kaupunki:sivumme" in document.form("actors")[-1]
    assert document.block("actors")[-1].find(qn("w:hyperlink")).get(qn("w:tooltip")) == "https://example.org/kaupunki"


def test_a_link_to_a_place_that_is_gone_becomes_its_words():
    def link(word):
        word.xml("actors", '<w:p><w:hyperlink w:anchor="poistettu"><w:r><w:t>katso</w:t></w:r></w:hyperlink></w:p>')

    document = published_after(link)
    assert document.text("actors").endswith("katso")
    assert document.block("actors")[-1].find(qn("w:hyperlink")) is None


def test_a_bookmark_that_a_person_made_and_the_link_to_it_work():
    def link(word):
        word.xml(
            "actors",
            '<w:p><w:bookmarkStart w:id="900" w:name="oma"/><w:r><w:t>kohde</w:t></w:r>'
            '<w:bookmarkEnd w:id="900"/></w:p>'
            '<w:p><w:hyperlink w:anchor="oma"><w:r><w:t>katso kohde</w:t></w:r></w:hyperlink></w:p>',
        )

    document = published_after(link)
    assert "→oma:katso kohde" in document.form("actors")[-1]


def picture(word, section="actors", alt=""):
    run = word.paragraph(section, "").add_run()
    import io

    run.add_picture(io.BytesIO(PNG))
    for described in run._r.iter(qn("wp:docPr")):
        described.set("descr", alt)


def test_a_picture_is_carried_with_its_bytes_and_alternative_text():
    document = published_after(lambda word: picture(word, alt="Kaupungintalo"))
    assert PNG in document.package.parts.values()
    assert "Kaupungintalo" in document.form("actors")[-1]
    assert passes_the_gates(document)


def test_a_picture_without_a_description_says_so_and_stops_nothing():
    document = published_after(picture)
    assert "Kuvan lisääjä ei ole antanut kuvausta" in document.form("actors")[-1]
    assert passes_the_gates(document)


def test_the_same_picture_in_two_sections_is_in_the_file_once():
    document = published_after(lambda word: picture(word), lambda word: picture(word, "summary"))
    assert list(document.package.parts.values()).count(PNG) == 1


def table(word, section="actors", text="Oma luku"):
    word.xml(
        section,
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/>'
        '<w:gridCol w:w="3000"/></w:tblGrid>'
        + "".join(
            f'<w:tr><w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{a}</w:t></w:r></w:p></w:tc>'
            f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{b}</w:t></w:r></w:p></w:tc></w:tr>'
            for a, b in (("Asia", "Arvo"), (text, "7"))
        )
        + "</w:tbl>",
    )


def test_a_table_is_carried_and_gets_a_header_row_and_a_title():
    document = published_after(table)
    assert any("Oma luku | normal:7" in line for line in document.form("actors"))
    carried = next(block for block in document.block("actors") if block.tag == qn("w:tbl"))
    assert carried.find(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert carried.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}").get(qn("w:val")) == "Toimijat"
    assert passes_the_gates(document)


def test_a_section_that_ends_in_a_table_ends_in_a_paragraph():
    assert published_after(table).block("actors")[-1].tag == qn("w:p")


def test_a_bullet_that_is_added_to_our_list_is_carried():
    def bullet(word):
        items = [p for p in word.section("strengths") if p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") is not None]
        again = copy.deepcopy(items[-1])
        again.find(f".//{qn('w:t')}").text = "yhteistyö"
        items[-1].addnext(again)

    document = published_after(bullet)
    assert document.form("strengths")[-1] == "list bullet bullet0:yhteistyö"


OWN_LIST = (
    '<w:abstractNum {ns} w:abstractNumId="77"><w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/><w:lvlJc w:val="left"/></w:lvl>'
    "</w:abstractNum>"
)


def own_list(word):
    numbering = word.document.part.numbering_part.element
    numbering.find(qn("w:num")).addprevious(parse_xml(OWN_LIST.format(ns=nsdecls("w"))))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="88"><w:abstractNumId w:val="77"/></w:num>'))
    for text in ("eka", "toka"):
        word.xml(
            "actors",
            f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="88"/></w:numPr></w:pPr>'
            f"<w:r><w:t>{text}</w:t></w:r></w:p>",
        )


def test_a_list_of_a_persons_own_kind_is_carried():
    document = published_after(own_list)
    assert document.form("actors")[-2:] == ("normal lowerLetter0:eka", "normal lowerLetter0:toka")
    assert passes_the_gates(document)


def note(word, kind="footnote", text="Oma viite."):
    part_name = f"{kind}s"
    part = next((r.target_part for r in word.document.part.rels.values() if r.reltype.endswith(f"/{part_name}")), None)
    markup = (
        f'<w:{kind} {nsdecls("w")} w:id="5"><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>'
    )
    if part is None:
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        content = f"<w:{kind}s {nsdecls('w')}>{markup}</w:{kind}s>"
        part = Part(
            PackURI(f"/word/{kind}s.xml"),
            f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml",
            content.encode(),
            word.document.part.package,
        )
        word.document.part.relate_to(
            part, f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s"
        )
    else:
        part._blob = part.blob.replace(f"</w:{kind}s>".encode(), f"{markup}</w:{kind}s>".encode())
    word.xml("actors", f'<w:p><w:r><w:t>Väite</w:t></w:r><w:r><w:{kind}Reference w:id="5"/></w:r></w:p>')


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_is_carried_with_its_text(kind):
    document = published_after(lambda word: note(word, kind))
    assert document.form("actors")[-1] == "normal:Väite[Oma viite.]"
    assert passes_the_gates(document)


def test_a_reference_to_our_table_still_names_it():
    def refer(word):
        word.xml(
            "actors",
            '<w:p><w:r><w:t xml:space="preserve">Ks. </w:t></w:r><w:fldSimple w:instr=" REF _kj_ref_jobs \\h ">'
            "<w:r><w:t>Taulukko 1</w:t></w:r></w:fldSimple></w:p>",
        )

    last = published_after(refer).block("actors")[-1]
    assert "_kj_ref_jobs" in last.find(qn("w:fldSimple")).get(qn("w:instr"))


def test_our_chart_or_table_that_is_copied_into_a_section_stays_as_it_was_copied():
    def copy_table(word):
        word.section("actors").append(copy.deepcopy(word.control("gen:jobs")))

    document = published_after(copy_table)
    assert "Metsä" in document.text("actors")
    assert "5\u00a0240" in document.text("actors")
    assert passes_the_gates(document)


# ---------------------------------------------------------------- comments and tracked changes


def test_a_comment_is_carried_with_author_and_place():
    def remark(word):
        paragraph = word.paragraph("actors", "Tarkistettava kohta.")
        word.document.add_comment(paragraph.runs, text="Onko näin?", author="Maija", initials="M")

    document = published_after(remark)
    assert ("Maija", "Onko näin?") in document.comments()
    assert passes_the_gates(document)


def test_a_comment_on_text_that_nobody_changed_is_an_edit():
    def remark(word):
        word.document.add_comment(word.first("actors").runs, text="Hyvä.", author="Maija", initials="M")

    document = published_after(remark)
    assert document.states == {"actors": "kept"}
    assert document.comments() == [("Maija", "Hyvä.")]


def threaded(word):
    document = word.document
    paragraph = word.paragraph("actors", "Keskusteltu kohta.")
    first = document.add_comment(paragraph.runs, text="Kysymys", author="Maija", initials="M")
    answer = document.add_comment(paragraph.runs, text="Vastaus", author="Pekka", initials="P")
    for comment, number in ((first, "1A2B3C01"), (answer, "1A2B3C02")):
        element = comment._comment_elm.find(qn("w:p"))
        element.set("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", number)


EXTENDED = (
    b'<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
    b'<w15:commentEx w15:paraId="1A2B3C01" w15:done="1"/>'
    b'<w15:commentEx w15:paraId="1A2B3C02" w15:paraIdParent="1A2B3C01" w15:done="1"/></w15:commentsEx>'
)
PEOPLE = (
    b'<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="Maija">'
    b'<w15:presenceInfo w15:providerId="None" w15:userId="Maija"/></w15:person></w15:people>'
)


def with_threads(content):
    kind = b"http://schemas.microsoft.com/office/2011/relationships/"
    links = b"".join(
        b'<Relationship Id="rIdT%d" Type="%s%s" Target="%s.xml"/>' % (n, kind, name, name)
        for n, name in enumerate((b"commentsExtended", b"people"))
    )
    types = b"".join(
        b'<Override PartName="/word/%s.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'wordprocessingml.%s+xml"/>' % (name, name)
        for name in (b"commentsExtended", b"people")
    )
    return with_parts(
        content,
        {
            "word/commentsExtended.xml": EXTENDED,
            "word/people.xml": PEOPLE,
            "word/_rels/document.xml.rels": lambda part: part.replace(b"</Relationships>", links + b"</Relationships>"),
            "[Content_Types].xml": lambda part: part.replace(b"</Types>", types + b"</Types>"),
        },
    )


def test_the_thread_of_a_comment_its_resolution_and_its_people_are_carried():
    base = small_document()
    document = next_document((("a.docx", with_threads(edited(base, threaded)), base),))
    assert [author for author, _ in document.comments()] == ["Maija", "Pekka"]
    w15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
    question, answer = document.package.root("word/commentsExtended.xml")
    assert answer.get(f"{w15}paraIdParent") == question.get(f"{w15}paraId")
    assert question.get(f"{w15}done") == "1"
    assert document.package.root("word/people.xml")[0].get(f"{w15}author") == "Maija"
    assert passes_the_gates(document)


def test_a_comment_that_begins_before_the_section_keeps_its_text():
    def straddle(word):
        comment = word.document.add_comment(word.first("actors").runs, text="Ylittää rajan", author="M", initials="M")
        start = next(word.body.iter(qn("w:commentRangeStart")))
        heading = word.control("edit:actors").getprevious()
        heading.append(start)
        assert comment.comment_id == 0

    document = published_after(straddle)
    assert ("M", "Ylittää rajan") in document.comments()
    assert passes_the_gates(document)


def test_a_comment_on_our_own_table_is_told_of_and_not_lost():
    def remark(word):
        cell = next(word.control("gen:jobs").iter(qn("w:tc")))
        from docx.text.paragraph import Paragraph

        paragraph = Paragraph(cell.find(qn("w:p")), word.document._body)
        word.document.add_comment(paragraph.runs, text="Luku on vanha", author="Maija", initials="M")

    document = published_after(remark)
    assert [edit.now for edit in document.decisions.outside] == ["Maija: Luku on vanha"]
    assert "Maija: Luku on vanha" in document.everything()


MAIJA = 'w:author="Maija" w:date="2022-10-01T00:00:00Z"'
TRACKED = (
    '<w:p><w:r><w:t xml:space="preserve">Teksti </w:t></w:r>'
    f'<w:ins w:id="501" {MAIJA}><w:r><w:t>lisätty</w:t></w:r></w:ins>'
    f'<w:del w:id="502" {MAIJA}><w:r><w:delText>poistettu</w:delText></w:r></w:del></w:p>'
)


def test_open_tracked_changes_are_carried_whole_and_counted():
    document = published_after(lambda word: word.xml("actors", TRACKED))
    assert document.decisions.open_changes == {"palautettu.docx": 2}
    assert "<ins>lisätty<del>poistettu" in document.form("actors")[-1]
    assert passes_the_gates(document)


def test_accepted_changes_leave_nothing_open():
    assert published_after(write("Hyväksytty teksti.")).decisions.open_changes == {}


# ---------------------------------------------------------------- numbers


def test_a_number_that_was_moved_into_a_new_sentence_is_refreshed_there():
    def move(word):
        value = next(c for c in word.body.iter(qn("w:sdt")) if word.tag_of(c) == "val:job_count")
        paragraph = word.paragraph("actors", "Meillä on jopa ")
        paragraph._p.append(copy.deepcopy(value))
        paragraph.add_run(" työpaikkaa.")

    document = published_after(move)
    assert document.text("actors").endswith("Meillä on jopa 6\u00a0000 työpaikkaa.")


def test_a_number_in_bold_is_bold_after_it_is_refreshed():
    def bold(word):
        value = next(word.section("summary").iter(qn("w:sdt")))
        value.find(f".//{qn('w:r')}").insert(0, parse_xml(f"<w:rPr {nsdecls('w')}><w:b/></w:rPr>"))
        word.paragraph("summary", "Lisäys.")

    value = next(published_after(bold).block("summary")[0].iter(qn("w:sdt")))
    assert value.find(f".//{qn('w:b')}") is not None
    assert "".join(t.text for t in value.iter(qn("w:t"))) == "6\u00a0000"


def type_over(word, text="noin 5 500"):
    next(next(word.section("summary").iter(qn("w:sdt"))).iter(qn("w:t"))).text = text


def test_a_number_that_was_typed_over_stays_and_a_comment_gives_the_computed_one():
    document = published_after(type_over)
    assert document.text("summary") == "Työpaikkoja on noin 5 500."
    assert document.comments() == [
        ("Kivijalka", "Luvun päälle on kirjoitettu. Kirjoitettu luku on säilytetty. Laskettu luku: 6 000.")
    ]


def test_a_number_outside_the_sections_that_was_typed_over_is_told_of():
    def outside(word):
        values = [c for c in word.body.iter(qn("w:sdt")) if word.tag_of(c).startswith("val:job_count#")]
        next(values[0].iter(qn("w:t"))).text = "5 999"

    (edit,) = published_after(outside).decisions.outside
    assert (edit.was, edit.now) == (
        "Koneen kirjoittama kappale, jossa on 5 240",
        "Koneen kirjoittama kappale, jossa on 5 999",
    )


def test_a_number_that_is_computed_no_more_becomes_plain_text():
    base = small_document()
    file = edited(base, write("Oma."))
    text = Published(next_document((("a.docx", file, base),)).content)
    model = small_model(**LATER)
    without = replace(
        model,
        blocks=(Heading(1, (Run("Luku"),)), Editable("summary", "Tiivistelmä", (Paragraph((Run("Ei lukua."),)),))),
    )
    content, _, _ = write_with_edits(without, sent_back(("a.docx", file, base)))
    assert text.text("summary") == "Työpaikkoja on 6\u00a0000.\nOma."
    assert Published(content).text("summary") == "Työpaikkoja on 5\u00a0240.\nOma."
    assert "val:" not in Published(content).package.parts["word/document.xml"].decode()


# ---------------------------------------------------------------- conflicts


def test_when_both_changed_the_persons_text_stands_and_a_comment_shows_the_new_default():
    document = published_after(rewrite("actors", "Oma kuvaus."), actors="Uusi pohjateksti.")
    assert document.states == {"actors": "conflict"}
    assert document.text("actors") == "Oma kuvaus."
    (comment,) = document.comments()
    assert comment[0] == "Kivijalka"
    assert comment[1].endswith("Uusi pohjateksti.")


def test_the_comment_shows_the_new_default_with_its_numbers():
    document = published_after(write("Oma."), summary="Työpaikkojen määrä: ")
    assert document.comments()[0][1].endswith("Työpaikkojen määrä: 6 000.")


def test_a_new_number_alone_is_no_conflict():
    assert published_after(write("Oma.")).states == {"summary": "kept"}


def test_a_person_who_wrote_what_the_new_default_says_is_in_no_conflict():
    document = published_after(rewrite("actors", "Uusi pohjateksti."), actors="Uusi pohjateksti.")
    assert document.states == {"actors": "same"}
    assert document.comments() == []
    assert not any(name.startswith("carried:") for name in document.reader.properties)


def test_a_conflict_is_not_told_again_once_the_person_has_seen_the_new_default():
    base = small_document()
    first = next_document((("a.docx", edited(base, rewrite("actors", "Oma.")), base),), actors="Uusi.", digest="d2")

    def settle(word):
        for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            for mark in list(word.body.iter(qn(f"w:{name}"))):
                mark.getparent().remove(mark)

    answered = edited(first.content, settle)
    second = next_document(
        (("a.docx", edited(base, rewrite("actors", "Oma.")), base), ("b.docx", answered, first.content)),
        actors="Uusi.",
        digest="d3",
    )
    assert second.states == {"actors": "kept"}
    assert second.comments() == []
    assert second.text("actors") == "Oma."


def test_a_control_that_was_taken_away_is_found_by_its_bookmark():
    def remove_control(word):
        control = word.control("edit:actors")
        for block in list(control.find(qn("w:sdtContent"))):
            control.addprevious(block)
        control.getparent().remove(control)

    def after_that(word):
        mark = next(m for m in word.body.iter(qn("w:bookmarkStart")) if m.get(qn("w:name")) == "_kj_edit_actors")
        next(mark.getparent().iter(qn("w:t"))).text = "Kirjoitettu ilman säädintä."

    document = published_after(remove_control, after_that)
    assert document.text("actors") == "Kirjoitettu ilman säädintä."
    (decision,) = document.decisions.sections
    assert decision.is_recovered


def test_a_section_that_was_deleted_gets_its_default_and_is_told_of():
    def delete(word):
        control = word.control("edit:actors")
        control.getparent().remove(control)

    document = published_after(delete)
    assert document.states == {"actors": "lost"}
    assert document.text("actors") == "Kaupunki täydentää tähän oman kuvauksensa."
    assert "Osa on poistettu palautetusta asiakirjasta" in document.everything()


def test_a_section_that_was_pasted_twice_keeps_both_texts():
    def double(word):
        control = word.control("edit:actors")
        again = copy.deepcopy(control)
        control.addnext(again)
        next(again.iter(qn("w:t"))).text = "Toinen versio."
        next(control.iter(qn("w:t"))).text = "Ensimmäinen versio."

    document = published_after(double)
    assert document.words("actors") == ("Ensimmäinen versio.", "Toinen versio.")
    assert document.decisions.sections[0].is_doubled


def test_of_a_section_that_was_pasted_twice_only_what_was_changed_is_carried():
    def double(word):
        control = word.control("edit:actors")
        again = copy.deepcopy(control)
        control.addnext(again)
        next(again.iter(qn("w:t"))).text = "Muutettu kopio."

    assert published_after(double).words("actors") == ("Muutettu kopio.",)


def test_a_section_that_was_dragged_into_another_is_not_lost():
    def drag(word):
        control = word.control("edit:actors")
        next(control.iter(qn("w:t"))).text = "Siirretty teksti."
        word.section("summary").append(control)

    document = published_after(drag)
    assert "Siirretty teksti." in document.text("summary")
    assert document.states["actors"] == "lost"


def test_sections_in_another_order_each_get_their_own_text():
    def swap(word):
        first, second = word.control("edit:actors"), word.control("edit:strengths")
        next(first.iter(qn("w:t"))).text = "Toimijat muokattu."
        next(second.iter(qn("w:t"))).text = "Vahvuudet muokattu."
        first.addprevious(second)

    document = published_after(swap)
    assert document.text("actors") == "Toimijat muokattu."
    assert document.words("strengths")[0] == "Vahvuudet muokattu."


def test_a_section_that_the_template_has_no_more_is_kept_at_the_end():
    document = published_after(rewrite("actors", "Tärkeä teksti."), sections=("summary", "strengths"))
    assert document.states == {"actors": "orphaned"}
    assert document.text("actors") == "Tärkeä teksti."
    assert "Säilytetyt tekstit" in document.everything()
    assert passes_the_gates(document)


def test_a_new_section_of_the_template_gets_its_default_beside_carried_ones():
    document = published_after(rewrite("actors", "Oma."), sections=("summary", "actors", "strengths", "notes"))
    assert document.text("actors") == "Oma."
    assert document.text("notes") == "Kirjoittakaa tähän."


def test_a_changed_heading_outside_the_sections_is_told_with_was_and_is():
    def heading(word):
        mark = next(t for t in word.body.iter(qn("w:t")) if t.text == "Luku actors")
        mark.text = "Meidän toimijamme"

    document = published_after(heading)
    (edit,) = document.decisions.outside
    assert (edit.was, edit.now) == ("Luku actors", "Meidän toimijamme")
    assert "Meidän toimijamme" in document.everything()


def test_a_paragraph_that_was_written_between_the_sections_is_told_of_and_is_in_the_list():
    def between(word):
        word.control("edit:actors").addnext(
            parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>Väliin kirjoitettu.</w:t></w:r></w:p>")
        )

    document = published_after(between)
    assert [edit.now for edit in document.decisions.outside] == ["Väliin kirjoitettu."]
    assert "Väliin kirjoitettu." in document.everything()


def test_a_changed_table_cell_of_ours_is_told_of():
    def cell(word):
        next(t for t in word.control("gen:jobs").iter(qn("w:t")) if t.text == "Metsä").text = "Puu"

    (edit,) = published_after(cell).decisions.outside
    assert (edit.was, edit.now) == ("Metsä", "Puu")


def test_a_changed_header_is_told_of():
    def header(word):
        for part in word.document.part.rels.values():
            if part.reltype.endswith("/header"):
                for text in part.target_part.element.iter(qn("w:t")):
                    text.text = "Oma ylätunniste"
                    break

    outside = published_after(header).decisions.outside
    assert any("Oma ylätunniste" in edit.now for edit in outside)


# ---------------------------------------------------------------- two people, several rounds, quarters


def test_two_people_who_edit_different_sections_are_both_carried():
    base = small_document()
    files = (
        ("maija.docx", edited(base, rewrite("actors", "Maijan teksti.")), base),
        ("pekka.docx", edited(base, write("Pekan teksti.")), base),
    )
    document = next_document(files)
    assert document.text("actors") == "Maijan teksti."
    assert "Pekan teksti." in document.text("summary")
    assert {one.file for one in document.decisions.sections} == {"maija.docx", "pekka.docx"}


def test_of_two_people_who_edit_one_section_the_newest_text_stands_and_the_other_is_in_a_comment():
    base = small_document()
    files = (
        ("maija.docx", edited(base, rewrite("actors", "Maijan teksti.")), base),
        ("pekka.docx", edited(base, rewrite("actors", "Pekan teksti.")), base),
    )
    document = next_document(files)
    assert document.text("actors") == "Pekan teksti."
    assert any("maija.docx" in text and "Maijan teksti." in text for _, text in document.comments())
    assert "maija.docx" in document.everything()


def test_who_keeps_all_of_the_others_words_disputes_nothing():
    base = small_document()
    files = (
        ("maija.docx", edited(base, rewrite("actors", "Maijan teksti.")), base),
        ("pekka.docx", edited(base, rewrite("actors", "Ensin Maijan teksti. Sitten lisää.")), base),
    )
    document = next_document(files)
    assert document.text("actors") == "Ensin Maijan teksti. Sitten lisää."
    assert document.comments() == []


def test_two_people_with_the_same_text_are_in_no_dispute():
    base = small_document()
    file = edited(base, rewrite("actors", "Sama teksti."))
    document = next_document((("maija.docx", file, base), ("pekka.docx", file, base)))
    assert document.text("actors") == "Sama teksti."
    assert document.comments() == []


def test_who_goes_on_from_the_published_document_disputes_nobody():
    base = small_document()
    maija = edited(base, rewrite("actors", "Maijan teksti."))
    second = next_document((("maija.docx", maija, base),))
    pekka = edited(second.content, write("Pekan jatko.", "actors"))
    third = next_document((("maija.docx", maija, base), ("pekka.docx", pekka, second.content)), digest="d3")
    assert third.text("actors") == "Maijan teksti.\nPekan jatko."
    assert third.comments() == []


def test_a_text_of_an_earlier_round_stays_when_a_later_file_leaves_it_alone():
    base = small_document()
    maija = edited(base, rewrite("actors", "Maijan teksti."))
    second = next_document((("maija.docx", maija, base),))
    pekka = edited(second.content, write("Pekan tiivistelmä."))
    third = next_document((("maija.docx", maija, base), ("pekka.docx", pekka, second.content)), digest="d3")
    assert third.text("actors") == "Maijan teksti."
    assert "Pekan tiivistelmä." in third.text("summary")


def test_ten_rounds_of_editing_keep_every_rounds_sentence():
    published, files = small_document(), []
    for number in range(10):
        file = edited(published, write(f"Kierros {number}."))
        files.append((f"kierros{number}.docx", file, published))
        published = next_document(tuple(files), digest=f"d{number + 2}").content
    assert Published(published).words("summary")[1:] == tuple(f"Kierros {number}." for number in range(10))
    assert Published(published).comments() == []


def test_an_accepted_text_goes_on_into_the_next_quarter_marked_until_somebody_confirms_it():
    base = small_document()
    accepted = next_document((("a.docx", edited(base, rewrite("actors", "Hyväksytty kuvaus.")), base),))
    document = next_document((), earlier=accepted.content, earlier_quarter="2022Q3", quarter="2022Q4")
    assert document.states == {"actors": "earlier"}
    assert document.text("actors") == "Hyväksytty kuvaus."
    assert document.comments()[0][1].startswith("Teksti on siirretty neljännekseltä Q3/2022")


def confirmed(word):
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for mark in list(word.body.iter(qn(f"w:{name}"))):
            mark.getparent().remove(mark)


def test_a_carried_text_is_confirmed_by_deleting_its_comment():
    base = small_document()
    accepted = next_document((("a.docx", edited(base, rewrite("actors", "Hyväksytty kuvaus.")), base),))
    marked = next_document((), earlier=accepted.content, earlier_quarter="2022Q3", quarter="2022Q4", digest="q1")
    document = next_document(
        (("vahvistus.docx", edited(marked.content, confirmed), marked.content),),
        earlier=accepted.content,
        earlier_quarter="2022Q3",
        quarter="2022Q4",
        digest="q2",
    )
    assert document.states == {"actors": "kept"}
    assert document.comments() == []
    assert document.text("actors") == "Hyväksytty kuvaus."


def test_a_text_that_nobody_confirms_names_the_quarter_that_it_was_written_for_a_year_later():
    base = small_document()
    document = next_document((("a.docx", edited(base, rewrite("actors", "Kuvaus.")), base),))
    for quarter, earlier in (("2022Q4", "2022Q3"), ("2023Q1", "2022Q4"), ("2023Q2", "2023Q1")):
        document = next_document((), earlier=document.content, earlier_quarter=earlier, quarter=quarter)
    assert len(document.comments()) == 1
    assert "Q3/2022" in document.comments()[0][1]


def test_a_person_who_writes_for_the_new_quarter_replaces_the_carried_text_without_dispute():
    base = small_document()
    accepted = next_document((("a.docx", edited(base, rewrite("actors", "Vanha kuvaus.")), base),))
    marked = next_document((), earlier=accepted.content, earlier_quarter="2022Q3", quarter="2022Q4", digest="q1")
    document = next_document(
        (("uusi.docx", edited(marked.content, confirmed, rewrite("actors", "Uusi kuvaus.")), marked.content),),
        earlier=accepted.content,
        earlier_quarter="2022Q3",
        quarter="2022Q4",
        digest="q2",
    )
    assert document.text("actors") == "Uusi kuvaus."
    assert document.comments() == []


def test_a_new_text_from_the_form_replaces_the_edited_one_of_an_earlier_quarter_and_a_comment_keeps_it():
    base = small_document()
    accepted = next_document((("a.docx", edited(base, rewrite("actors", "Viime neljänneksen kuvaus.")), base),))
    model = small_model(**LATER, quarter="2022Q4", actors="Kunnan uusi teksti lomakkeelta.")
    sent = replace(
        model,
        blocks=tuple(replace(one, is_written=True) if isinstance(one, Editable) else one for one in model.blocks),
    )
    content, decisions, _ = write_with_edits(sent, sent_back(earlier=accepted.content, earlier_quarter="2022Q3"))
    document = Published(content)
    assert [str(one.state) for one in decisions.sections] == ["replaced"]
    assert document.text("actors") == "Kunnan uusi teksti lomakkeelta."
    ((_, comment),) = document.comments()
    assert comment.endswith("asiakirjaan muokattu teksti: Viime neljänneksen kuvaus.")
    assert check_document(content) == []


def test_an_invitation_in_other_words_does_not_replace_the_edited_text_of_an_earlier_quarter():
    base = small_document()
    accepted = next_document((("a.docx", edited(base, rewrite("actors", "Kuvaus.")), base),))
    document = next_document(
        (), earlier=accepted.content, earlier_quarter="2022Q3", quarter="2022Q4", actors="Kirjoittakaa tähän kuvaus."
    )
    assert document.states == {"actors": "earlier"}
    assert document.text("actors") == "Kuvaus."


# ---------------------------------------------------------------- the document as a whole


def test_everything_at_once_passes_every_gate():
    document = published_after(
        write("Oma kappale."),
        on_first_run("actors", bold=True),
        lambda word: picture(word, "summary", "Kaupungintalo"),
        table,
        own_list,
        note,
        threaded,
        lambda word: note(word, "endnote", "Loppuviite."),
        type_over,
        actors="Uusi pohjateksti.",
    )
    assert document.states == {"summary": "kept", "actors": "conflict"}
    assert passes_the_gates(document)


def test_the_document_lists_what_was_carried_and_what_conflicts():
    document = published_after(write("Oma."), rewrite("actors", "Oma kuvaus."), actors="Uusi pohja.")
    said = document.everything()
    assert "Muokattujen tekstien tila" in said
    assert "Muokattu teksti on siirretty. Myös pohjateksti on muuttunut" in said
    assert "palautettu.docx" in said


def test_the_properties_say_whose_text_each_section_is():
    properties = published_after(write("Oma.")).reader.properties
    assert [name for name in properties if name.startswith("carried:")] == ["carried:summary"]
    assert properties["inputs_digest"] == "d2"


def test_every_state_has_words_in_every_language():
    from tasks.assemble.returned.reception import returned_texts

    states = returned_texts()["account"]["states"]
    assert set(states) == {str(state) for state in SectionState}
    assert all(set(words) == {"fi", "sv", "en"} for words in states.values())


def test_a_word_edit_helper_changes_nothing_by_opening_and_saving():
    base = small_document()
    assert next_document((("a.docx", WordEdit(base).save(), base),)).states == {}
