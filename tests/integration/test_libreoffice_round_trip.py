"""Whole documents that the installed LibreOffice, of whatever version, saves again: nothing is taken for an edit."""

import subprocess

import pytest

from tasks.assemble.documents import assemble_model
from tasks.assemble.quality import check_document
from tasks.assemble.registry import find_deliverable
from tasks.assemble.returned.sent_back import write_with_edits
from tests.edited_documents import Published, edited, sent_back
from tests.golden.invented_quarter import built_document, document_inputs
from tests.programs import need_program

DOCUMENTS = [("situation_picture", "esimerkkila"), ("network_picture", "network")]
SECTIONS = ("summary", "actors", "strengths", "proposals")


def saved_again(content, folder):
    program = need_program("libreoffice-writer", "soffice")
    (folder / "asiakirja.docx").write_bytes(content)
    command = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "saved"), str(folder / "asiakirja.docx"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "saved" / "asiakirja.docx").read_bytes()


def carried(deliverable, town, file, base):
    model = assemble_model(find_deliverable(deliverable), document_inputs(town))[0]
    content, decisions, faults = write_with_edits(model, sent_back(("asiakirja.docx", file, base)))
    assert [defect for defect in check_document(content) if defect not in faults] == []
    return Published(content), decisions


def write_in(section):
    return lambda word: word.paragraph(section, f"Oma teksti osaan {section}.")


@pytest.mark.parametrize(("deliverable", "town"), DOCUMENTS)
def test_a_document_that_was_only_saved_again_holds_no_edit(deliverable, town, tmp_path):
    base = built_document(deliverable, town).content
    document, decisions = carried(deliverable, town, saved_again(base, tmp_path), base)
    assert decisions.sections == ()
    assert decisions.outside == ()
    assert document.content == base


@pytest.mark.parametrize(("deliverable", "town"), DOCUMENTS)
def test_sections_that_were_edited_are_carried_as_word_would_have_saved_them(deliverable, town, tmp_path):
    base = built_document(deliverable, town).content
    file = edited(base, *map(write_in, SECTIONS))
    from_word, _ = carried(deliverable, town, file, base)
    from_libreoffice, decisions = carried(deliverable, town, saved_again(file, tmp_path), base)
    assert {one.section: str(one.state) for one in decisions.sections} == dict.fromkeys(SECTIONS, "kept")
    assert decisions.outside == ()
    for section in SECTIONS:
        assert from_libreoffice.form(section) == from_word.form(section)
