"""The gate before publication: which bytes pass, and which are not looked at twice."""

import datetime as dt
from dataclasses import replace

import pytest

from tasks.publish import gate
from tasks.publish.gate import DocumentDefectError
from tasks.publish.manifest import Manifest, PublishedDocument
from tasks.storage import sha256
from tests.finished_documents import TITLE, finished_document
from tests.golden.invented_quarter import built_document
from tests.word_parts import with_part


def finished(content):
    return finished_document("suvanto", content)


def pass_gate(document, published):
    (inspected,) = gate.inspect_documents("2022Q3", [document], published, {})
    gate.pass_gate(document.file_name, inspected)


def manifest_with(content):
    entry = PublishedDocument(
        id="situation_picture_suvanto_fi", deliverable="situation_picture", work_package="TP1", town="suvanto",
        language="fi", title=TITLE, key="k", version_id="v", sha256=sha256(content), size=1, provenance_key="p",
        state="complete", inputs_digest="d", run_id="r", built_at=dt.datetime(2022, 10, 5, tzinfo=dt.UTC),
    )  # fmt: skip
    return Manifest(quarter="2022Q3", project="p", documents=(entry,))


@pytest.fixture(scope="module")
def sound():
    return built_document("situation_picture", "esimerkkila").content


@pytest.mark.parametrize(
    ("plant", "told"),
    [
        (lambda xml: xml.replace(' descr="', ' title="'), "alt-missing"),
        (lambda xml: xml.replace('<w:pStyle w:val="BodyText"/>', '<w:pStyle w:val="Missing"/>', 1), "format-semantic"),
        (lambda xml: xml.replace("<w:tblGrid>", "<w:tblGrid/><w:tblGrid>", 1), "format-schema"),
        (lambda xml: xml.replace("</w:r></w:p>", '<w:footnoteReference w:id="99"/></w:r></w:p>', 1), "integrity-"),
    ],
    ids=["not readable by everybody", "a style that is not there", "not of the schema", "a note that is not there"],
)  # fmt: skip
def test_a_broken_document_does_not_pass_and_the_reason_is_told(sound, plant, told):
    broken = finished(with_part(sound, "word/document.xml", plant))
    with pytest.raises(DocumentDefectError, match=f"tp1_suvanto.docx: .*{told}"):
        pass_gate(broken, None)


def test_a_sound_document_passes(sound):
    pass_gate(finished(sound), None)


def test_a_workbook_is_checked_as_one_and_not_as_a_word_file(sound):
    claim = replace(finished(built_document("payment_claim", "network").content), file_name="tp5_luvut.xlsx")
    pass_gate(claim, None)
    with pytest.raises(DocumentDefectError, match=r"tp5_luvut\.xlsx: workbook-part-missing"):
        pass_gate(replace(claim, content=sound), None)


def test_bytes_that_were_published_have_passed_and_are_not_checked_again():
    content = b"not even a Word file"
    pass_gate(finished(content), manifest_with(content))
    with pytest.raises(Exception, match="zip"):
        pass_gate(finished(content), manifest_with(b"other bytes"))


def test_documents_are_found_to_be_the_same_on_several_cores_and_each_has_its_own_answer(sound, monkeypatch):
    broken = with_part(sound, "word/document.xml", lambda xml: xml.replace(' descr="', ' title="'))
    documents = [finished(one) for one in (sound, b"not even a Word file", broken, sound, sound, sound)]
    monkeypatch.setattr("tasks.processes.core_count", lambda: 1)
    here = gate.inspect_documents("2022Q3", documents, None, {})
    monkeypatch.setattr("tasks.processes.core_count", lambda: 2)
    apart = gate.inspect_documents("2022Q3", documents, None, {})
    assert [repr(one) for one in apart] == [repr(one) for one in here]
    assert [bool(getattr(one, "defects", True)) for one in apart] == [False, True, True, False, False, False]
