"""The redline of two versions: real tracked changes, from which both versions can be had again."""

import datetime as dt
import io
import random
import re
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn

from tasks.assemble.blocks import Cell, DocumentModel, Heading, NoteRun, Paragraph, Run, Table, TableColumn, ValueRun
from tasks.assemble.redline.comparison import redline
from tasks.assemble.redline.proof import UnprovedRedlineError, notes_after, prove, text_after
from tasks.assemble.returned.reception import RefusedDocumentError, receive
from tasks.assemble.returned.sent_back import write_with_edits
from tasks.assemble.soundness import soundness_defects
from tasks.assemble.validity import validity_defects
from tasks.assemble.word import write_document
from tasks.assemble.word_file import WordFile
from tests.edited_documents import edited, sent_back, small_document, small_model
from tests.golden.invented_quarter import built_document

DAY = dt.date(2022, 9, 30)


def changes(content):
    """Return the inserted and the deleted text of a redline."""
    body = Document(io.BytesIO(content)).element.body
    inserted = [t.text for mark in body.iter(qn("w:ins")) for t in mark.iter(qn("w:t"))]
    deleted = [t.text for mark in body.iter(qn("w:del")) for t in mark.iter(qn("w:delText"))]
    return "".join(inserted), "".join(deleted)


def lines_of(content):
    """Return the lines of a document without tracked changes, read by python-docx alone."""
    body = Document(io.BytesIO(content)).element.body
    lines = ["".join(t.text or "" for t in paragraph.iter(qn("w:t"))) for paragraph in body.iter(qn("w:p"))]
    return [line for line in lines if line.strip()]


def document(*blocks):
    from dataclasses import replace

    return write_document(replace(small_model(), blocks=(Heading(1, (Run("Luku"),)), *blocks)))


def text(*words):
    return Paragraph(tuple(Run(word) for word in words))


def table(*rows):
    return Table(
        "jobs",
        "Työpaikat",
        (TableColumn("Toimiala"), TableColumn("Määrä", "right")),
        tuple((Cell(name), Cell(count)) for name, count in rows),
        "Lähde: ilmoitus.",
    )


def test_equal_versions_have_no_changes():
    base = small_document()
    assert changes(redline(base, base, DAY)) == ("", "")


def test_one_word_is_one_change():
    old, new = document(text("Kunta on pieni ja vireä.")), document(text("Kunta on suuri ja vireä."))
    assert changes(redline(old, new, DAY)) == ("suuri", "pieni")


def test_a_number_in_a_sentence_changes_alone():
    old, new = small_document(), small_document(job_count="6\u00a0000")
    inserted, deleted = changes(redline(old, new, DAY))
    assert inserted == "6\u00a0000" * 3
    assert deleted == "5\u00a0240" * 3


def test_a_paragraph_that_came_and_one_that_went_are_marked_whole():
    old = document(text("Yhteinen alku."), text("Tämä kappale poistuu kokonaan."))
    new = document(text("Kokonaan toinen lause, jota ei ollut."), text("Yhteinen alku."))
    inserted, deleted = changes(redline(old, new, DAY))
    assert inserted == "Kokonaan toinen lause, jota ei ollut."
    assert deleted == "Tämä kappale poistuu kokonaan."


def test_a_changed_mark_is_a_change():
    old = document(Paragraph((Run("Tärkeä "), Run("asia"))))
    new = document(Paragraph((Run("Tärkeä "), Run("asia", bold=True))))
    assert changes(redline(old, new, DAY)) == ("asia", "asia")


def test_a_table_row_that_came_and_one_that_went_are_marked_as_rows():
    old = document(table(("Metsä", "1"), ("Meri", "2")))
    new = document(table(("Metsä", "1"), ("Teknologia", "3"), ("Palvelut", "4")))
    compared = redline(old, new, DAY)
    inserted, deleted = changes(compared)
    assert "Palvelut" in inserted
    assert "Meri" in deleted
    body = Document(io.BytesIO(compared)).element.body
    assert [row.find(f"{qn('w:trPr')}/{qn('w:ins')}") is not None for row in body.iter(qn("w:tr"))] == [
        False, False, False, True,
    ]  # fmt: skip


def test_a_table_that_went_is_kept_as_deleted():
    compared = redline(document(table(("Metsä", "1")), text("Loppu.")), document(text("Loppu.")), DAY)
    assert "Metsä" in changes(compared)[1]
    assert text_after(compared, "reject") == lines_of(document(table(("Metsä", "1")), text("Loppu.")))


def test_a_reference_field_that_changed_is_written_so_that_its_change_can_be_rejected():
    from tasks.assemble.blocks import ReferenceRun

    old = document(table(("Metsä", "1")), Paragraph((Run("Katso luku."),)))
    new = document(table(("Metsä", "1")), Paragraph((Run("Katso "), ReferenceRun("jobs"), Run("."))))
    body = Document(io.BytesIO(redline(old, new, DAY))).element.body
    assert [field for mark in body.iter(qn("w:ins")) for field in mark.iter(qn("w:fldSimple"))] == []
    assert any(True for mark in body.iter(qn("w:ins")) for _ in mark.iter(qn("w:instrText")))


def test_what_a_person_wrote_and_its_picture_and_note_can_be_deleted_in_a_redline():
    base = small_document()

    def picture(word):
        from tests.edited_documents import PNG

        word.paragraph("actors", "Kuva: ").add_run().add_picture(io.BytesIO(PNG))

    written, _, _ = write_with_edits(small_model(digest="d2"), sent_back(("a.docx", edited(base, picture), base)))
    compared = redline(written, small_document(digest="d3"), DAY)
    assert "Kuva: " in changes(compared)[1]
    assert list(validity_defects(compared)) == []


def test_footnotes_of_old_words_come_along_and_those_of_unchanged_words_are_not_there_twice():
    cover = small_model().cover
    texts = {
        "old": (Paragraph((Run("Väite pysyy samana."), NoteRun("Lähde: a."))),
                Paragraph((Run("Tämä lause poistuu kokonaan."), NoteRun("Lähde: b.")))),
        "new": (Paragraph((Run("Väite pysyy lähes samana."), NoteRun("Lähde: a."))),),
    }  # fmt: skip
    old, new = (write_document(DocumentModel(cover, blocks)) for blocks in texts.values())
    compared = redline(old, new, DAY)
    assert list(validity_defects(compared)) == []
    with zipfile.ZipFile(io.BytesIO(compared)) as package:
        notes = package.read("word/footnotes.xml").decode()
    assert (notes.count("Lähde: a."), notes.count("Lähde: b.")) == (1, 1)


def noted(*notes, words="Väite pysyy samana."):
    return document(Paragraph((Run(words), *(NoteRun(note) for note in notes))), text("Loppu."))


def notes_part(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("word/footnotes.xml").decode()


@pytest.mark.parametrize("words", ["Väite pysyy samana.", "Väite pysyy lähes samana."])
def test_a_word_that_changed_in_a_footnote_is_marked_in_it(words):
    old, new = noted("Lähde: tilasto 2021."), noted("Lähde: tilasto 2022.", words=words)
    compared = redline(old, new, DAY)
    assert re.findall(r"<w:delText[^>]*>([^<]+)<", notes_part(compared)) == ["2021"]
    assert re.findall(r"<w:ins [^>]*><w:r>(?:<w:rPr>.*?</w:rPr>)?<w:t[^>]*>([^<]+)<", notes_part(compared)) == ["2022"]
    assert [notes_after(compared, choice) for choice in ("accept", "reject")] == [
        [" Lähde: tilasto 2022."], [" Lähde: tilasto 2021."],
    ]  # fmt: skip
    assert list(validity_defects(compared)) == []
    assert compared == redline(old, new, DAY)


def test_a_footnote_that_came_and_one_that_went_are_marked_at_their_words():
    old, new = noted("Lähde: a.", "Lähde: b."), noted("Lähde: b.")
    compared = redline(old, new, DAY)
    assert notes_after(compared, "accept") == [" Lähde: b."]
    assert notes_after(compared, "reject") == [" Lähde: a.", " Lähde: b."]
    assert redline(new, old, DAY)
    assert list(validity_defects(compared)) == []


def test_changes_in_text_and_footnotes_have_numbers_of_their_own():
    compared = redline(noted("Lähde: a.", words="Vanha väite."), noted("Lähde: b.", words="Uusi väite."), DAY)
    with zipfile.ZipFile(io.BytesIO(compared)) as package:
        both = package.read("word/document.xml").decode() + notes_part(compared)
    numbers = re.findall(r'<w:(?:ins|del) w:id="(\d+)"', both)
    assert len(numbers) == 4
    assert len(set(numbers)) == 4


def test_a_redline_that_says_nothing_of_a_changed_footnote_is_not_handed_out():
    old, new = noted("Lähde: a."), noted("Lähde: b.")
    with pytest.raises(UnprovedRedlineError, match=r"to reject all changes gives ' Lähde: b\.'"):
        prove(new, old, new)


@pytest.mark.parametrize(("before", "after"), [("esimerkkila", "mallila"), ("mallila", "hiljala")])
def test_whole_documents_with_charts_tables_and_a_network_are_valid_sound_and_proved(before, after):
    old, new = (built_document("situation_picture", town).content for town in (before, after))
    compared = redline(old, new, DAY)
    assert compared == redline(old, new, DAY)
    assert text_after(compared, "accept") == lines_of(new)
    assert text_after(compared, "reject") == lines_of(old)
    assert list(validity_defects(compared)) == []
    assert list(soundness_defects(WordFile(compared))) == []


def test_sixty_random_pairs_are_proved_by_reading_both_versions_apart():
    words = ["kunta", "metsä", "yritys", "kasvu", "verkosto", "osaaminen", "vienti", "työ", "alue"]
    for seed in range(60):
        chance = random.Random(seed)

        def blocks(chance=chance):
            made = []
            for _ in range(chance.randint(0, 6)):
                if chance.random() < 0.2 and not any(isinstance(one, Table) for one in made):
                    made.append(table(*((chance.choice(words), str(chance.randint(1, 3))) for _ in range(2))))
                else:
                    made.append(
                        Paragraph(
                            (
                                Run(" ".join(chance.choices(words, k=chance.randint(1, 8))) + " "),
                                ValueRun("job_count", str(chance.randint(1, 9))),
                                Run(chance.choice(words), bold=chance.random() < 0.5),
                            )
                        )
                    )
            return made

        old, new = document(*blocks()), document(*blocks())
        compared = redline(old, new, DAY)
        assert text_after(compared, "accept") == lines_of(new), seed
        assert text_after(compared, "reject") == lines_of(old), seed


def test_a_redline_that_leads_elsewhere_is_not_handed_out():
    old, new = document(text("Vanha.")), document(text("Uusi."))
    compared = redline(old, new, DAY)
    with pytest.raises(UnprovedRedlineError, match=r"to reject all changes gives 'Vanha\.' and not 'Muu\.'"):
        prove(compared, document(text("Muu.")), new)
    with pytest.raises(UnprovedRedlineError, match="to accept"):
        prove(compared, old, document(text("Muu.")))


def test_a_redline_that_somebody_edits_and_sends_back_is_refused_with_the_reason():
    with pytest.raises(RefusedDocumentError) as told:
        receive("muutokset.docx", redline(small_document(), small_document(digest="d2"), DAY))
    assert told.value.reason == "redline"
