"""The final report sets plan and actual side by side, names what is missing, and speaks each language as itself."""

import re
from dataclasses import replace

import pytest

from config.quarters import Quarter
from tasks.assemble.documents import build_document
from tasks.assemble.outline import outline
from tasks.assemble.quality import check_document
from tasks.assemble.registry import find_deliverable
from tests.golden.invented_quarter import document_inputs
from tests.golden.invented_submissions import ESIMERKKILA, SENT
from tests.word_parts import part_of

DELIVERABLE = find_deliverable("final_report")
LAST = Quarter(2023, 4)
HOURS = """
    person_id        | month      | work_package | hour_count
    esimerkkila-hlo1 | 2022-02-01 | TP1          | 100
    esimerkkila-hlo1 | 2022-09-01 | TP1          | 40
    esimerkkila-hlo1 | 2022-09-01 | TP5          | 20
"""


def inputs(sent=None, **changed):
    whole = {**SENT, "esimerkkila": {**ESIMERKKILA, **changed}} if sent is None else sent
    given = document_inputs("network", whole, deliverable="final_report")
    return replace(given, producible=tuple(given.project.calendar.due))


def published(project, *, without=()):
    """Return what the calendar asks for before the last quarter, as published in its quarters."""
    due = project.calendar.due.items()
    return {
        name: tuple(quarter for quarter in one.quarters if quarter < LAST) for name, one in due if name not in without
    }


def document(given):
    built = build_document(DELIVERABLE, given)
    assert check_document(built.content) == []
    return built


def text_of(given):
    return outline(document(given).content).replace("\u00a0", " ")


def row(text, first):
    (found,) = re.findall(rf"^(?:\[Table\]|       ) {re.escape(first)} \| (.*)$", text, re.MULTILINE)
    return found.split(" | ")


def test_a_work_packages_actual_time_is_that_of_its_recorded_hours():
    """Planned Q4/2021 to Q3/2022; hours of February and September 2022."""
    text = text_of(inputs(hours=HOURS, costs=None))
    name = "TP1 Ekosysteemien tilannekuvan muodostaminen"
    (schedule,) = (line for line in text.splitlines() if line.strip().startswith(name) and "neljänneksen" in line)
    assert schedule.split(" | ")[1:] == ["Q4/2021–Q3/2022", "Q1/2022–Q3/2022", "alkoi neljänneksen myöhemmin"]
    assert "Työtä on kirjattu ajalta Q1/2022–Q3/2022 (alkoi neljänneksen myöhemmin)." in text


def test_the_schedules_chart_has_a_bar_only_for_what_was_recorded():
    chart = part_of(document(inputs(hours=HOURS, costs=None)).content, "word/charts/chart1.xml")
    assert "TP1, toteuma Q1/2022–Q3/2022" in chart
    assert "TP2, suunnitelma Q3/2022–Q2/2023" in chart
    assert "TP2, toteuma" not in chart


def test_each_named_output_is_told_with_its_plan_its_publication_and_what_is_missing():
    given = inputs()
    made = published(given.project, without=("town_strategy",))
    text = text_of(replace(given, quarter=LAST, made=made))
    assert row(text, "TP1-O1")[1:] == ["Q3/2022", "Q3/2022", "julkaistu"]
    assert row(text, "TP2-O1")[1:] == ["Q1/2023", "–", "ei julkaistu"]
    assert row(text, "TP2-O3")[1:] == ["Q1/2023", "Q1/2023", "julkaistu osin"]
    assert row(text, "TP3-O1")[1:] == ["Q4/2022, Q4/2023", "Q4/2022", "julkaistu, täydentyy tällä neljänneksellä"]
    assert "[Gap] Julkaisematta ovat: TP2-O1." in text
    assert "[Gap] Osin julkaisematta ovat: TP2-O3, TP2-O4." in text


def test_all_24_outputs_stand_in_the_table():
    assert len(set(re.findall(r"^        (TP\d-O\d) \|", text_of(inputs()), re.MULTILINE))) == 24


def test_a_second_run_of_the_quarter_gives_the_same_bytes():
    """Between the two runs the quarter's own documents have come into the manifest."""
    given = inputs(hours=HOURS)
    made = published(given.project)
    again = {name: (*quarters, LAST) for name, quarters in made.items()}
    first, second = (document(replace(given, quarter=LAST, made=one)).content for one in (made, again))
    assert first == second


@pytest.mark.parametrize(("made", "is_told"), [((), True), (("situation_picture",), False)])
def test_a_work_package_with_work_but_no_published_output_is_told_of(made, is_told):
    given = replace(inputs(hours=HOURS), quarter=LAST)
    text = text_of(replace(given, made={name: (Quarter(2022, 3),) for name in made}))
    warning = "[Warning] Työpaketista on kirjattu työtä, mutta yhtään sen tuotosta ei ole julkaistu."
    (of_first,) = re.findall(r"## TP1 .*?\n(?=## TP2)", text, re.DOTALL)
    assert (warning in of_first) == is_told


def test_each_language_of_the_summary_is_marked_as_that_language():
    told = ESIMERKKILA["narratives"] + (
        "        final_report | summary | sv | Kommunerna **samarbetar**.  | Asiantuntija | approved\n"
        "        final_report | summary | en | The towns work together. | Asiantuntija | draft\n"
    )
    content = document(inputs(narratives=told)).content
    body = part_of(content, "word/document.xml")
    for words, language in (("samarbetar", "sv"), ("The towns work together.", "en"), ("Public summary", "en")):
        (run,) = re.findall(rf"<w:r>(?:(?!</w:r>).)*<w:t[^>]*>{words}</w:t></w:r>", body)[-1:]
        assert f'<w:lang w:val="{language}-' in run
    assert "Tekstin tila: luonnos" in outline(content)


def test_a_final_report_to_which_nobody_sent_anything_names_the_gaps_and_has_no_zero():
    built = document(replace(inputs({}), quarter=LAST))
    text = outline(built.content).replace("\u00a0", " ")
    assert "Asiakirjasta puuttuu vielä tekstejä" in text
    assert "Toteutuneita kustannuksia ei voida esittää" in text
    assert "Yhtäkään niistä ei ole julkaistu aiemmilla neljänneksillä." in text
    assert "Kostnadsutfallet kan inte anges." in text
    assert "Esimerkkilä | ei tietoa | ei tietoa | ei tietoa | – | ei toimitettu | –\n" in text
    assert len(built.gaps) == 4


def test_costs_that_are_not_known_leave_nothing_to_subtract_and_the_unallocated_services_stay_visible():
    text = text_of(inputs(costs=None, claims=None))
    assert row(text, "2022 | Henkilöstökulut") == ["217 316 €", "ei tietoa", "–"]
    assert row(text, "Kohdentamaton")[0] == "10 000 €"


def test_purchases_are_summed_by_supplier_without_what_the_funder_rejected():
    costs = """
        voucher_id | voucher_date | cost_type | work_package | amount_eur | supplier        | procurement | state
        v1         | 2022-08-01   | services  | TP1          | 1000.50    | Keksitty Apu Oy | quotes      | recorded
        v2         | 2022-09-01   | services  | TP1          | 499.50     | Keksitty Apu Oy | quotes      | claimed
        v3         | 2022-09-02   | services  | TP1          | 77.00      | Keksitty Apu Oy | quotes      | rejected
        v4         | 2022-09-03   | personnel | TP1          | 3000.00    |                 | none        | recorded
    """
    assert row(text_of(inputs(costs=costs)), "TP1 | Keksitty Apu Oy") == ["Tarjouspyyntö", "2", "1 500 €"]


def test_what_is_done_is_no_follow_up_and_a_measure_without_owner_is_told_of():
    done = ESIMERKKILA["measures"].replace("| planned | true         | network", "| done | true         | network")
    assert "Yhteinen hankevalmistelu" in text_of(inputs())
    assert "Verkoston keskeneräisiä toimenpiteitä ei ole aineistossa." in text_of(inputs(measures=done))
    without_owner = ESIMERKKILA["measures"].replace("| esimerkkila-004 |                  | 2023", "| |        | 2023")
    assert "vastuutaho puuttuu" in text_of(inputs(measures=without_owner))


@pytest.mark.parametrize("sent", [True, False])
def test_horizontal_effects_are_a_chapter_only_when_somebody_wrote_of_them(sent):
    told = "        final_report | horizontal_effects | fi | Matkustaminen väheni. | Asiantuntija | approved\n"
    text = text_of(inputs(narratives=ESIMERKKILA["narratives"] + told * sent))
    assert ("\n# Horisontaaliset vaikutukset\n" in text) == sent


def test_a_town_that_began_to_record_later_and_one_that_stopped_are_told_of():
    """Hiljala recorded for Q2/2022 only, Esimerkkilä for Q3/2022 only; the other two never did."""
    text = text_of(inputs())
    assert "[Gap] Kirjauksia toiminnasta ei ole lainkaan Mallilasta ja Tyhjälästä." in text
    assert "Sitä myöhemmin kirjaaminen on alkanut näissä kunnissa: Esimerkkilä." in text
    assert "Viimeiseltä neljännekseltä ei ole kirjauksia näistä kunnista: Hiljala." in text
