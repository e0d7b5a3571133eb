"""Documents that people send back, in a real bucket: which one each is, what it was made from, and what is not used."""

import datetime as dt

import pytest
from click.testing import CliRunner

from cli.main import main
from config.loading import load_project
from config.quarters import Quarter
from tasks.publish.approvals import approve_document, last_accepted, read_approval
from tasks.publish.documents import read_manifest, write_document, write_manifest
from tasks.publish.manifest import Manifest
from tasks.publish.returned_files import read_returned
from tests.edited_documents import Published, edited, sent_back, small_document, small_model
from tests.finished_documents import STARTED, finished_document

pytestmark = pytest.mark.servers

DOCUMENT = "situation_picture_iisalmi_fi"
QUARTER = Quarter(2022, 3)


def publish(store, content, digest="d1", quarter="2022Q3", town="iisalmi"):
    finished = finished_document(town, content, digest=digest, is_sample=True)
    published, _ = read_manifest(store, quarter)
    entry = write_document(store, quarter, finished, published, run_id="r", built_at=STARTED)
    write_manifest(store, Manifest(quarter=quarter, project="p", documents=(entry,), run_id="r"))
    return entry


def write(text, section="actors"):
    return lambda word: word.paragraph(section, text)


def returned(store):
    return read_returned(store, load_project(), QUARTER, [DOCUMENT])


def test_a_file_of_any_name_finds_its_document_and_the_version_that_it_was_made_from(store):
    first = small_document(town="iisalmi", digest="d1")
    publish(store, first, "d1")
    publish(store, small_document(town="iisalmi", digest="d2", job_count="6"), "d2")
    file = edited(first, write("Oma teksti."))
    store.put("edited/2022Q3/Kopio (2) lopullinen!!.docx", file)
    (one,) = returned(store).documents[DOCUMENT].files
    assert one.base == first
    assert one.origin.key == "edited/2022Q3/Kopio (2) lopullinen!!.docx"
    assert one.origin.version_id


def test_a_text_goes_through_the_bucket_into_the_next_document(store):
    from tasks.assemble.returned.sent_back import write_with_edits

    base = small_document(town="iisalmi")
    publish(store, base)
    store.put("edited/2022Q3/a.docx", edited(base, write("Oma teksti.")))
    sent = returned(store).documents[DOCUMENT]
    content, _, _ = write_with_edits(small_model(town="iisalmi", digest="d2"), sent)
    assert Published(content).text("actors").endswith("Oma teksti.")


def test_files_that_are_not_used_are_named_with_the_reason(store):
    base = small_document(town="iisalmi")
    publish(store, base)
    store.put("edited/2022Q3/toinen_neljannes.docx", small_document(town="iisalmi", quarter="2022Q2"))
    store.put("edited/2022Q3/vieras_kunta.docx", small_document(town="atlantis"))
    store.put("edited/2022Q3/julkaisematon.docx", small_document(town="iisalmi", digest="d99"))
    store.put("edited/2022Q3/kuva.docx", b"\x89PNG")
    found = returned(store)
    assert found.documents == {}
    reasons = {one.name: one.reason.fi for one in found.refused}
    assert reasons["toinen_neljannes.docx"].startswith("Asiakirja on neljännekseltä Q2/2022")
    assert reasons["vieras_kunta.docx"].startswith("Asiakirjaa ei tunnisteta")
    assert reasons["julkaisematon.docx"].startswith("Asiakirjaa, josta tiedosto on muokattu, ei löydy")
    assert reasons["kuva.docx"].startswith("Tiedosto ei ole Word-asiakirja")


def test_the_same_person_who_sends_a_file_again_replaces_it_and_another_person_does_not(store):
    base = small_document(town="iisalmi")
    publish(store, base)

    def saved_by(name, *edits):
        return edited(base, *edits, lambda word: setattr(word.document.core_properties, "last_modified_by", name))

    store.put("edited/2022Q3/tilannekuva.docx", saved_by("Maija", write("Maijan ensimmäinen.")))
    store.put("edited/2022Q3/tilannekuva.docx", saved_by("Maija", write("Maijan toinen.")))
    store.put("edited/2022Q3/tilannekuva.docx", saved_by("Pekka", write("Pekan teksti.")))
    files = returned(store).documents[DOCUMENT].files
    assert [one.file.last_editor for one in files] == ["Maija", "Pekka"]


def test_files_that_name_no_editor_all_count(store):
    base = small_document(town="iisalmi")
    publish(store, base)
    for text in ("Ensimmäinen.", "Toinen."):
        nameless = edited(
            base, write(text), lambda word: setattr(word.document.core_properties, "last_modified_by", "")
        )
        store.put("edited/2022Q3/tilannekuva.docx", nameless)
    assert len(returned(store).documents[DOCUMENT].files) == 2


def test_a_withdrawn_file_counts_no_more(store):
    base = small_document(town="iisalmi")
    publish(store, base)
    store.put("edited/2022Q3/a.docx", edited(base, write("Oma teksti.")))
    store.withdraw("edited/2022Q3/a.docx")
    assert returned(store).documents == {}


def test_the_digest_of_the_inputs_follows_what_people_wrote(store):
    base = small_document(town="iisalmi")
    publish(store, base)
    store.put("edited/2022Q3/a.docx", edited(base, write("Oma teksti.")))
    first = returned(store).documents[DOCUMENT].digests
    store.put("edited/2022Q3/a.docx", edited(base, write("Toinen teksti.")))
    second = returned(store).documents[DOCUMENT].digests
    assert first != second
    assert len(second) == 2


def test_a_persons_text_of_the_last_quarter_comes_with_it_and_machine_text_does_not(store):
    base = small_document(town="iisalmi", quarter="2022Q2")
    publish(store, base, quarter="2022Q2")
    assert returned(store).documents == {}
    from tasks.assemble.returned.sent_back import write_with_edits

    file = edited(base, write("Viime neljänneksen teksti."))
    content, _, _ = write_with_edits(
        small_model(town="iisalmi", quarter="2022Q2", digest="d2"), sent_back(("a.docx", file, base))
    )
    publish(store, content, "d2", quarter="2022Q2")
    sent = returned(store).documents[DOCUMENT]
    assert (sent.files, sent.earlier_quarter) == ((), "2022Q2")
    assert sent.earlier == content


def test_a_document_is_compared_with_the_last_approved_one_and_else_with_the_last_earlier_one(store):
    publish(store, small_document(town="iisalmi", quarter="2022Q1"), quarter="2022Q1")
    approved = publish(store, small_document(town="iisalmi", quarter="2022Q1", digest="d2"), "d2", quarter="2022Q1")
    assert last_accepted(store, "2022Q3", [DOCUMENT])[DOCUMENT].quarter == "2022Q1"
    publish(store, small_document(town="iisalmi", quarter="2022Q2"), quarter="2022Q2")
    assert last_accepted(store, "2022Q3", [DOCUMENT])[DOCUMENT].quarter == "2022Q2"
    approve_document(store, "2022Q1", approved, "ohjausryhmä", dt.date(2022, 5, 2))
    accepted = last_accepted(store, "2022Q3", [DOCUMENT])[DOCUMENT]
    assert (accepted.quarter, accepted.role, accepted.version_id) == ("2022Q1", "ohjausryhmä", approved.version_id)
    assert last_accepted(store, "2022Q1", [DOCUMENT], is_earlier=True) == {}


def test_the_command_approves_the_documents_of_a_quarter(store, monkeypatch, embedded_s3):
    from cli.embedded_s3 import s3_environment

    entry = publish(store, small_document(town="iisalmi"))
    for name, value in {**s3_environment(embedded_s3), "KIVIJALKA_BUCKET": store.bucket}.items():
        monkeypatch.setenv(name, value)
    result = CliRunner().invoke(main, ["approve", "--quarter", "2022Q3", "--role", "ohjausryhmä"])
    assert result.exit_code == 0, result.output
    approval = read_approval(store, "2022Q3", DOCUMENT)
    assert (approval.role, approval.version_id) == ("ohjausryhmä", entry.version_id)
    unknown = CliRunner().invoke(
        main, ["approve", "--quarter", "2022Q3", "--role", "ohjausryhmä", "--document", "tuntematon"]
    )
    assert unknown.exit_code == 2
    assert "there is no document 'tuntematon'" in unknown.output


def compared_entry(store, content, published=None):
    """Return a document's entry with what it is compared with, as a run does it after it was written."""
    from tasks.publish.gate import inspect_documents
    from tasks.publish.redlines import find_comparisons, with_redline

    finished = finished_document("iisalmi", content)
    entry = publish(store, content)
    comparisons = find_comparisons(store, "2022Q3", [finished], published)
    (inspected,) = inspect_documents("2022Q3", [finished], None, comparisons)
    return with_redline(store, entry, comparisons.get(DOCUMENT), inspected.redline)


def test_a_document_gets_a_redline_against_the_accepted_version_and_an_equal_one_gets_none(store):
    old = publish(store, small_document(town="iisalmi", quarter="2022Q2"), quarter="2022Q2")
    content = small_document(town="iisalmi", job_count="6\u00a0000")
    compared = compared_entry(store, content)
    assert compared.redline.key == "deliverables/2022Q3/TP1/tp1_iisalmi_muutokset.docx"
    assert (compared.redline.compared_quarter, compared.redline.compared_sha256) == ("2022Q2", old.sha256)
    stored = store.get(compared.redline.key, compared.redline.version_id)
    assert b"w:del" in Published(stored).package.parts["word/document.xml"]
    again = compared_entry(store, content, Manifest(quarter="2022Q3", project="p", documents=(compared,)))
    assert again.redline == compared.redline
    approve_document(store, "2022Q3", compared, "ohjausryhmä", dt.date(2022, 10, 20))
    assert compared_entry(store, content).redline is None
