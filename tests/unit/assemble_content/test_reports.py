"""The reports of work packages 3 and 4 say what is there, name what is missing, and claim nothing else."""

from dataclasses import replace

import pytest

from tasks.assemble.documents import build_document
from tasks.assemble.outline import outline
from tasks.assemble.quality import check_document
from tasks.assemble.registry import find_deliverable
from tests.golden.invented_quarter import document_inputs
from tests.golden.invented_submissions import ESIMERKKILA, SENT

REPORTS = (
    "networking_report", "hei_liaison_study", "hei_cooperation_models", "ministry_agreement", "communications_report",
)  # fmt: skip


def document(deliverable, sent=None):
    built = build_document(find_deliverable(deliverable), document_inputs("network", sent, deliverable=deliverable))
    assert check_document(built.content) == []
    return built


def text_of(deliverable, **changed):
    return outline(document(deliverable, {**SENT, "esimerkkila": {**ESIMERKKILA, **changed}}).content)


@pytest.mark.parametrize("deliverable", REPORTS)
def test_a_report_to_which_nobody_sent_anything_is_a_document_without_charts_that_names_the_gaps(deliverable):
    built = document(deliverable, {})
    text = outline(built.content)
    assert "[chart" not in text
    assert "eivät ole toimittaneet tietoja lainkaan" in text
    assert "Asiakirjasta puuttuu vielä tekstejä" in text
    assert len(built.gaps) == 4


def test_an_event_of_an_earlier_quarter_leads_to_that_quarters_file():
    value = document("networking_report").provenance["values"]["event_count.workshop"]
    assert value["source"] == "2022Q2/hiljala_2022Q2.xlsx!Tapahtumat ja vierailut!2"
    assert value["files"] == ["2022Q2/hiljala_2022Q2.xlsx"]


def test_a_mean_of_few_answers_is_not_shown():
    few = ESIMERKKILA["events_visits"].replace("| 11             |", "| 4              |")
    text = text_of("communications_report", events_visits=few)
    assert "palautteen keskiarvoa ei voida esittää" in text
    assert "4,2" not in text


def test_a_written_chapter_is_not_among_those_that_are_owed_and_a_draft_is_called_one():
    text = text_of("hei_liaison_study")
    (gap,) = (line for line in text.splitlines() if line.startswith("[Gap] Asiakirjasta puuttuu vielä tekstejä"))
    assert "Suositus" not in gap
    assert "Luonnoksena on luku Suositus. Sitä ei ole hyväksytty." in text


def test_a_need_that_is_not_public_is_counted_and_not_told():
    agreed = ESIMERKKILA["needed_actors"].replace("| negotiating |", "| agreed      |")
    text = text_of("networking_report", needed_actors=agreed)
    assert "Salainen hankekumppani" not in text
    assert "Luettelosta puuttuu yksi tarve, jota kunta ei ole merkinnyt julkiseksi." in text


def with_planned(counts):
    inputs = document_inputs("network", deliverable="communications_report")
    package = inputs.project.work_packages["TP4"]
    outputs = {name: output.model_copy(update={"planned_counts": {}}) for name, output in package.outputs.items()}
    outputs["TP4-O1"] = outputs["TP4-O1"].model_copy(update={"planned_counts": counts})
    packages = {**inputs.project.work_packages, "TP4": package.model_copy(update={"outputs": outputs})}
    planned = replace(inputs, project=inputs.project.model_copy(update={"work_packages": packages}))
    return outline(build_document(find_deliverable("communications_report"), planned).content)


def test_counts_of_the_plan_stand_beside_what_was_recorded():
    text = with_planned({"event_count": {"seminar": None, "webinar": 6}})
    assert "Tuotos hakemuksessa | Laji | Suunniteltu jakso | Suunniteltu | Kirjattu" in text
    assert "| Seminaari | Q4/2021–Q4/2023 | – | 0" in text
    assert "| Webinaari | Q4/2021–Q4/2023 | 6 | 1" in text
    assert "niille ei ole annettu määriä" not in text


def test_without_outputs_that_are_counted_there_is_no_plan_to_compare_with():
    assert "Suunniteltu jakso" not in with_planned({})
