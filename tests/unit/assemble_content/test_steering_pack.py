"""The steering group's pack: the light by its rule, money that does not add up, and equal bytes in a second run."""

import re
from dataclasses import replace

import pytest

from config.quarters import Quarter
from config.texts import Text
from tasks.assemble.documents import build_document
from tasks.assemble.outline import outline
from tasks.assemble.quality import check_document
from tasks.assemble.registry import find_deliverable
from tasks.assemble.word_file import WordFile
from tasks.assemble.work_list import document_inputs as inputs_of_run
from tasks.assemble.work_list import documents_to_make
from tasks.findings import Finding, Severity
from tasks.measure.changes import no_changes
from tests.golden.invented_quarter import QUARTER, accept, document_inputs, invented_project, invented_snapshot
from tests.golden.invented_submissions import ESIMERKKILA, SENT

PACK = find_deliverable("steering_pack")
EVERY_EARLIER = tuple(Quarter.parse(one) for one in ("2021Q3", "2021Q4", "2022Q1", "2022Q2"))


def pack(sent=None, *, made=None, findings=(), rejected=()):
    inputs = document_inputs("network", sent, deliverable=PACK.id, findings=findings, rejected=rejected)
    built = build_document(PACK, replace(inputs, made=made or {}))
    assert check_document(built.content) == []
    return built


def text_of(made=None, findings=(), rejected=(), **changed):
    sent = {**SENT, "esimerkkila": {**ESIMERKKILA, **changed}}
    return outline(pack(sent, made=made, findings=findings, rejected=rejected).content)


def row_of(text, start):
    (line,) = (line.strip() for line in text.splitlines() if line.strip().startswith(start))
    return line.split(" | ")


def content_of_a_run(made):
    """Return the pack as a run makes it after some documents were published."""
    project = invented_project()
    values = document_inputs("network", deliverable=PACK.id).values
    wanted = documents_to_make(project, (PACK.id,), ())
    (inputs,) = inputs_of_run(project, QUARTER, wanted, accept(), invented_snapshot(), values, no_changes(), made)
    return build_document(PACK, inputs).content


def test_what_the_quarter_itself_has_published_changes_nothing_so_a_second_run_gives_equal_bytes():
    before = {"steering_pack": EVERY_EARLIER}
    after = {"steering_pack": (*EVERY_EARLIER, QUARTER), "situation_picture": (QUARTER,)}
    assert content_of_a_run(before) == content_of_a_run(after)
    assert content_of_a_run(before) != content_of_a_run({"steering_pack": EVERY_EARLIER[:-1]})


def test_a_document_of_this_quarter_is_due_and_not_late():
    text = text_of(made={"steering_pack": EVERY_EARLIER})
    assert row_of(text, "Tilannekuva |")[1:] == ["Q3/2022", "valmistuu tällä neljänneksellä"]
    assert row_of(text, "TP1 ")[2] == "● Vihreä"


def test_the_light_is_told_by_shape_and_word_and_coloured_by_a_style():
    body = WordFile(pack(made={"steering_pack": EVERY_EARLIER[:-1]}).content).parts["word/document.xml"].decode()
    assert re.findall(r'w:val="(Light\w+)"/></w:rPr><w:t[^>]*>([^<]+)<', body)[-1] == ("LightRed", "■ Punainen")
    assert ("LightGreen", "● Vihreä") in re.findall(r'w:val="(Light\w+)"/></w:rPr><w:t[^>]*>([^<]+)<', body)


def test_a_pack_that_an_earlier_quarter_left_out_makes_its_work_package_red_and_says_why():
    others = {"interim_report": EVERY_EARLIER, "payment_claim": EVERY_EARLIER}
    text = text_of(made={**others, "steering_pack": EVERY_EARLIER[:-1]})
    assert row_of(text, "TP5 ")[2:] == ["■ Punainen", "Myöhässä: Ohjausryhmän aineisto."]


def test_services_over_their_budget_make_a_work_package_red_without_a_late_document():
    inputs = document_inputs("network", deliverable=PACK.id)
    values = inputs.values.copy()
    of_package = (values["indicator"] == "services_left_eur") & (values["dimension"] == "TP1")
    values.loc[of_package, ["value", "status"]] = [-0.01, "ok"]
    changed = replace(inputs, values=values, made={PACK.id: EVERY_EARLIER})
    text = outline(build_document(PACK, changed).content)
    assert row_of(text, "TP1 ")[2:] == ["■ Punainen", "Ostopalvelujen kustannukset ylittävät budjetin."]


def test_commitments_that_add_up_are_told_and_others_are_a_visible_gap():
    right = ESIMERKKILA["municipal_funding"].replace("| 25900         |", "| 25999         |")
    assert (
        "Kuntien sitoumukset ovat yhteensä 125\N{NO-BREAK SPACE}999\N{NO-BREAK SPACE}€, kuten hakemuksessa."
        in text_of(municipal_funding=right)
    )
    much = ESIMERKKILA["municipal_funding"].replace("| 25900         |", "| 26999.50      |")
    assert "Sitoumuksia on liikaa 1\N{NO-BREAK SPACE}000,50\N{NO-BREAK SPACE}€." in text_of(municipal_funding=much)
    assert "Kuntien rahoitussitoumuksia ei ole toimitettu" in text_of(
        municipal_funding="partner_town | year | committed_eur | paid_eur"
    )


def test_claims_that_overlap_are_named_and_no_sum_to_date_is_shown():
    overlap = ESIMERKKILA["claims"].replace("2022-01-01", "2021-12-01")
    text = text_of(claims=overlap)
    assert "[Gap] Maksatushakemusten kaudet eivät seuraa toisiaan" in text
    assert row_of(text, "Yhteensä | –")[2] == "ei arvioitavissa"


@pytest.mark.parametrize("severity", [Severity.CRITICAL, Severity.WARNING])
def test_what_the_checks_found_in_the_money_is_told_once_in_the_pack(severity):
    words = Text(fi="Tositteen päivä 3.1.2024 ei ole hankkeen aikana.", sv="Fel.", en="Wrong.")
    place = "esimerkkila_2022Q3.xlsx!Kustannukset!2"
    found = Finding("esimerkkila", "costs", "COS-003", severity, words, words, source_ref=place, quarter="2022Q3")
    text = text_of(findings=[found, found])
    assert text.count("Tositteen päivä 3.1.2024 ei ole hankkeen aikana.") == 1


def test_a_rejected_table_of_money_is_named():
    text = text_of(rejected={("esimerkkila", "claims")})
    assert "Talouden taulukoista on hylätty Maksatukset." in text


def test_an_overdue_decision_is_counted_and_marked():
    text = text_of()
    assert "[Gap] Määräpäivänsä ohittaneita päätöksiä on 1." in text
    assert row_of(text, "4. kokous")[4] == "Määräpäivä ohitettu"


def test_a_mean_of_fewer_than_five_responses_is_hidden():
    assert row_of(text_of(), "Taloushallinto")[1:] == ["ei arvioitavissa"] * 3 + ["25,0\u00a0%", "2"]


def test_a_project_of_which_nobody_sent_anything_has_a_pack_that_says_so():
    text = outline(pack({}).content)
    assert "Talouden toteumaa ei voida esittää" in text
    assert "Palautetta hankehallinnon palveluista ei ole toimitettu tältä neljännekseltä." in text
    assert "Ohjausryhmän päätöksiä ei ole toimitettu." in text
    assert row_of(text, "Kohdentamaton")[1] == "10\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}€"
