"""What a run says of the documents that people sent back, for those who look at it in Prefect."""

from config.texts import Text
from tasks.assemble.documents import BuiltDocument
from tasks.assemble.returned.sent_back import write_with_edits
from tasks.publish.report import run_texts
from tasks.publish.returned_files import RefusedFile
from tasks.publish.returned_report import edits_of_run
from tests.edited_documents import DATED, edited, sent_back, small_document, small_model

TITLE = Text(fi="Tilannekuva: Mallila", sv="Lägesbild: Mallila", en="Situation picture: Mallila")
TRACKED = (
    '<w:p><w:ins w:id="900" w:author="Maija" w:date="2022-10-01T00:00:00Z"><w:r><w:t>Ehdotus.</w:t></w:r></w:ins></w:p>'
)
TABLE = (
    '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid>'
    "<w:tr><w:tc><w:p><w:r><w:t>Asia</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)


def built_after(*edits, **later):
    base = small_document()
    files = sent_back(("muokattu.docx", edited(base, *edits), base))
    content, decisions, faults = write_with_edits(small_model(**{"digest": "d2"} | later), files)
    return BuiltDocument("d", "d.docx", TITLE, content, {}, (), DATED, edits=decisions, faults_of_people=faults)


def rows_of(*documents, refused=()):
    texts = run_texts()
    names = [texts[f"edited_{name}"] for name in ("document", "section", "state", "file")]
    edits = edits_of_run(documents, refused)
    return [tuple(row[name] for name in names) for row in edits.rows], edits.problems


def test_a_carried_section_and_a_change_outside_are_one_row_each():
    document = built_after(
        lambda word: word.paragraph("actors", "Oma."),
        lambda word: word.document.paragraphs[-1].add_run(" lisäys otsikkoon"),
    )
    rows, problems = rows_of(document)
    assert problems == ()
    assert rows[0] == ("Tilannekuva: Mallila", "Toimijat", "Muokattu teksti on siirretty.", "muokattu.docx")
    assert rows[1][1] == "Muutos tekstiosien ulkopuolella"
    assert rows[1][2].endswith("lisäys otsikkoon")


def test_open_changes_and_files_that_are_not_used_are_problems_that_people_can_solve():
    waiting = built_after(lambda word: word.xml("actors", TRACKED))
    reason = Text(fi="Tiedosto on vahingoittunut.", sv="Filen är skadad.", en="The file is damaged.")
    rows, problems = rows_of(waiting, refused=[RefusedFile("rikki.docx", reason)])
    assert problems[0].startswith("Asiakirjassa muokattu.docx on hyväksymättömiä muutoksia (1).")
    assert problems[1] == "Palautettuja tiedostoja jätettiin käyttämättä: rikki.docx."
    assert rows[-1] == ("–", "–", "Ei käytetty: Tiedosto on vahingoittunut.", "rikki.docx")


def test_what_keeps_some_readers_from_a_persons_table_is_told_in_words():
    rows, problems = rows_of(built_after(lambda word: word.xml("actors", TABLE)))
    assert problems == ()
    assert any(
        "Saavutettavuus: taulukon yläpuolelta puuttuu otsikko (kohdassa Asia)" in state for _, _, state, _ in rows
    )
