"""What two LibreOffices saved after edits through their API (`tests/recorded/`): they drop tags and shrink controls."""

from pathlib import Path

import pytest

from tasks.assemble.quality import check_document
from tasks.assemble.returned.sent_back import write_with_edits
from tests.edited_documents import PNG, Published, sent_back, small_document, small_model

RECORDED = Path(__file__).parents[2] / "recorded"
BASE = (RECORDED / "base.docx").read_bytes()
VERSIONS = ("libreoffice_7_4", "libreoffice_25_2")
DEFAULT = "Kaupunki täydentää tähän oman kuvauksensa"


@pytest.fixture(params=VERSIONS)
def after(request):
    """The next document after a recorded save of one version, by the name of the story."""
    return lambda name: next_document(request.param, name)


def next_document(version, name):
    file = (RECORDED / version / f"{name}.docx").read_bytes()
    content, decisions, faults = write_with_edits(
        small_model(job_count="6\u00a0000", digest="d2"), sent_back((f"{name}.docx", file, BASE))
    )
    document = Published(content)
    document.decisions = decisions
    document.states = {one.section: str(one.state) for one in decisions.sections}
    assert [defect for defect in check_document(content) if defect not in faults] == []
    return document


@pytest.mark.parametrize("version", VERSIONS)
def test_the_recordings_have_lost_what_libreoffice_loses(version):
    saved = Published((RECORDED / version / "paragraphs_behind_a_shrunk_control.docx").read_bytes())
    text = saved.package.parts["word/document.xml"].decode()
    assert ("w:tag" in text) is (version == "libreoffice_25_2")
    assert text.index("Toinen kappale") > text.index("</w:sdt>", text.index("edit:summary"))


def test_paragraphs_that_fall_outside_a_shrunk_control_belong_to_its_section_and_the_next_paragraph_of_ours_does_not(
    after,
):
    document = after("paragraphs_behind_a_shrunk_control")
    assert document.states == {"summary": "kept"}
    assert document.text("summary") == "Työpaikkoja on 6\u00a0000.\nToinen kappale.\nKolmas kappale."
    assert document.decisions.outside == ()


def test_a_document_that_was_only_saved_again_changes_nothing(after):
    document = after("untouched")
    assert document.content == small_document(job_count="6\u00a0000", digest="d2")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("word_typed", (f"body text:{DEFAULT} kirjoitettu LibreOfficessa.",)),
        ("bold", ("body text:Kaupunki täydentää tähän <b>oman kuvauksensa<>.",)),
        ("paragraph_added", (f"body text:{DEFAULT}.", "body text:Toinen kappale LibreOfficesta.")),
        ("comment", (f"body text:{DEFAULT}.⟨Maija: Tarkistakaa tämä.⟩",)),
        (
            "footnote",
            (f"body text:{DEFAULT}<rStyle=footnote reference>[Alaviite LibreOfficesta.]<>.",),
        ),
        ("link", (f"body text:{DEFAULT} →https://example.org/kaupunki:<rStyle=hyperlink>sivumme<>.",)),
    ],
)
def test_one_edit_is_carried_and_nothing_else(after, name, form):
    document = after(name)
    assert document.states == {"actors": "kept"}
    assert document.decisions.outside == ()
    assert document.form("actors") == form


def test_edits_in_three_sections_are_each_carried_into_their_own(after):
    document = after("two_paragraphs_in_two_sections")
    assert document.states == {"summary": "kept", "actors": "kept", "strengths": "kept"}
    assert document.text("summary") == "Työpaikkoja on yhteensä 6\u00a0000."
    assert document.words("actors")[-1] == "Toimijoista lisää."
    assert document.form("strengths")[-2:] == ("list bullet bullet0:osaaminen", "list bullet bullet0:yhteistyö")


def test_a_table_is_carried_with_its_cells(after):
    document = after("table")
    assert "table contents:Oma luku | table contents:7" in document.form("actors")


def test_a_picture_is_carried_with_its_bytes_and_description(after):
    document = after("picture")
    assert PNG in document.package.parts.values()
    assert "Kaupungintalo" in document.form("actors")[-1]


def test_open_tracked_changes_are_counted(after):
    assert after("tracked").decisions.open_changes == {"tracked.docx": 1}


def test_a_heading_that_was_changed_outside_the_sections_is_told_of(after):
    (edit,) = after("heading_edited_outside").decisions.outside
    assert (edit.was, edit.now) == ("Luku actors", "Meidän toimijamme")
