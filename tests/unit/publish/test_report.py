"""What a run tells its people: who is missing, what was rejected, and whether the fault is ours."""

import datetime as dt
import re

import pytest

from config.quarters import Quarter
from config.texts import Text
from tasks.clean.submissions import read_submission
from tasks.publish.manifest import PublishedDocument, PublishedPdf
from tasks.publish.report import (
    final_words,
    findings_rows,
    layout_words,
    rejected_tables,
    silent_towns,
    submissions_rows,
    summary_markdown,
)
from tasks.submissions import FileOrigin, SubmittedFile
from tasks.validate.verdicts import accept_tables, judge
from tests.workbooks import workbook

GAPS = """
Puutteen tunnus | Toimiala | Kuvaus | Puutteen tyyppi | Tärkeys 1–3 | Tila
{town}-p01 | Metsäteollisuus | Automaatio | Osaajat | {importance} | Avoin
"""


def validated(project, town, quarter, importance="3"):
    content = workbook(Osaamispuutteet=GAPS.format(town=town, importance=importance))
    origin = FileOrigin(
        f"inputs/{quarter}/{town}/lomake.xlsx", "v1", "0" * 64, dt.datetime(2022, 9, 30, tzinfo=dt.UTC), len(content)
    )
    return judge(read_submission(project, town, quarter, [SubmittedFile(origin, content)]), [])


@pytest.fixture
def accepted(project):
    """Iisalmi sent well, Raahe's table is rejected, Heinola sent only the quarter before."""
    submissions = [
        validated(project, "iisalmi", "2022Q3"),
        validated(project, "raahe", "2022Q3", importance="kolme"),
        validated(project, "heinola", "2022Q2"),
    ]
    return accept_tables(project, Quarter(2022, 3), ["iisalmi", "raahe", "heinola"], submissions)


def test_a_town_that_sent_only_earlier_is_silent_and_one_with_a_rejected_table_is_not(accepted):
    assert silent_towns(accepted) == ("heinola",)
    assert rejected_tables(accepted) == {"raahe": ("competence_gaps",)}


def test_gaps_in_the_data_make_a_run_partial_and_are_named(project, accepted):
    state, words = final_words(project, accepted, (), (), (), is_build=False)
    assert state == "partial"
    assert words == (
        "Aineisto luettiin neljännekseltä Q3/2022. Aineistoa ei ole saatu: Heinola. "
        "Hylättyjä taulukoita: Raahe (Osaamispuutteet)."
    )


def test_a_document_that_a_defect_of_ours_kept_back_fails_the_run_whatever_else_was_published(project, accepted):
    state, words = final_words(project, accepted, (), ("situation_picture raahe",), (), is_build=True)
    assert state == "failed"
    assert "situation_picture raahe" in words


def test_an_answer_that_a_defect_of_ours_kept_back_fails_the_run(project, accepted):
    state, words = final_words(project, accepted, (), (), ("raahe",), is_build=False)
    assert state == "failed"
    assert "ei voitu tehdä palautetta ohjelman virheen vuoksi: Raahe." in words


def test_a_quarter_in_which_all_is_well_and_nothing_is_due_says_so(project):
    accepted = accept_tables(project, Quarter(2022, 4), ["iisalmi"], [validated(project, "iisalmi", "2022Q4")])
    state, words = final_words(project, accepted, (), (), (), is_build=True)
    assert state == "complete"
    assert words.startswith("Kalenterin mukaan neljännekseltä Q4/2022 ei valmistu asiakirjoja.")


def test_findings_are_told_with_place_and_fix_the_worst_first(project, accepted):
    (row, *_) = findings_rows(project, accepted)
    assert (row["Vakavuus"], row["Kunta"], row["Koodi"]) == ("virhe", "Raahe", "CEL-002")
    assert row["Kohta"] == "lomake.xlsx / Osaamispuutteet / E2"


def test_each_town_has_a_row_with_what_it_sent(project, accepted):
    rows = {row["Kunta"]: row for row in submissions_rows(project, accepted)}
    assert rows["Iisalmi"]["Tiedostot"] == "lomake.xlsx"
    assert rows["Raahe"]["Hylätyt taulukot"] == "Osaamispuutteet"
    assert rows["Heinola"]["Tulos"] == "ei lähetetty"


def test_the_summary_says_why_a_document_was_held_back(accepted):
    reason = "tp1_raahe.docx: alt-missing (chart:jobs): there is no text for those who do not see it"
    words = summary_markdown(accepted, (), "failed", "", "http://page", held_back={"situation_picture raahe": reason})
    assert f"- `situation_picture raahe`: {reason}" in words


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({}, "Asiakirjojen sisällysluetteloissa ei ole sivunumeroita"),
        ({"layout_program": "LibreOffice 7.4.7.2"}, "PDF-tiedostoja ei tehty: .* Sivunumerot: LibreOffice 7.4.7.2."),
        (
            {
                "layout_program": "LibreOffice 25.2.3.2",
                "pdf": PublishedPdf(key="k", version_id="v", sha256="s", size=1),
            },
            "Sivunumerot ja PDF-tiedostot: LibreOffice 25.2.3.2.",
        ),
    ],
)
def test_a_run_says_what_page_numbers_come_from_and_why_there_is_no_pdf(document, words):
    published = PublishedDocument(
        id="d", deliverable="situation_picture", work_package="TP1", town="raahe", language="fi",
        title=Text(fi="T", sv="T", en="T"), key="k", version_id="v", sha256="s", size=1, provenance_key="p",
        state="complete", inputs_digest="i", run_id="r", built_at=dt.datetime(2022, 10, 5, tzinfo=dt.UTC), **document,
    )  # fmt: skip
    assert re.match(words, layout_words([published]))
    assert layout_words([]) == ""
