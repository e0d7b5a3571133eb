"""The towns' side of the page: what a contact person and the project secretary read."""

import datetime as dt

import pytest
from lxml import html

from config.quarters import Quarter
from tasks.storage import StoredObject
from tests.unit.web.invented_submissions import (
    ARRIVED,
    QUARTER,
    TWO_REJECTED,
    answered,
    asked,
    silent,
    unchecked,
)
from tests.unit.web.publications import manifest, town_inputs
from web.layout import Frame
from web.overview_page import overview_page
from web.town_page import Outcome, Problem, town_page

LIMIT_BYTES = 20_000_000
NOTHING_DONE = Outcome()


@pytest.fixture
def show_town(words, invented_project):
    def show(submission, outcome=NOTHING_DONE, problem=None, *, language="fi", quarter=QUARTER, **when):
        frame = Frame(words(language), path=f"/send/{quarter}/{submission.town}")
        current = asked(invented_project, quarter, **when)
        return html.document_fromstring(town_page(frame, current, submission, LIMIT_BYTES, outcome, problem))

    return show


@pytest.fixture
def show_quarter(words, invented_project):
    def show(*submissions, edited=(), language="fi", **when):
        frame = Frame(words(language), path=f"/send/{QUARTER}")
        return html.document_fromstring(overview_page(frame, asked(invented_project, **when), submissions, edited))

    return show


def said(element):
    return " ".join(element.text_content().split())


def notices(page):
    return [said(one) for one in page.xpath("//p[contains(@class, 'notice')]")]


def posts(page):
    return [form.get("action") for form in page.xpath("//form[@method='post']")]


# A town


def test_a_town_that_sent_nothing_sees_the_deadline_the_form_and_where_to_send_it(show_town):
    page = show_town(silent())
    assert said(page.xpath("//h1")[0]) == "Aarnio, Q3/2022"
    assert "viimeistään 3.10.2022" in said(page)
    assert "Aineistoa ei ole vielä lähetetty." in said(page)
    assert page.xpath("//a[@href='/w/2022Q3/aarnio']")
    assert posts(page) == ["/fi/send/2022Q3/aarnio/files", "/fi/send/2022Q3/aarnio/document"]
    field = page.xpath("//input[@name='files']")[0]
    assert field.get("accept") == ".xlsx,.xlsm,.ods,.csv"
    assert field.get("multiple") is not None
    assert "enintään 20\xa0Mt" in page.text_content()


def test_what_became_of_the_submission_is_told_with_the_way_to_the_answer(show_town):
    foremost = [("Toimijat, C3", "Solu on tyhjä.", "Täytä se.")]
    page = show_town(answered(verdicts=TWO_REJECTED, foremost=foremost))
    assert said(page.xpath("//p[contains(@class, 'verdict-bad')]")[0]) == "Tulos sanoina."
    assert said(page.xpath("//ul[@class='foremost']/li")[0]) == "Toimijat, C3: Solu on tyhjä. Täytä se."
    assert [said(one) for one in page.xpath("//ul[@class='verdicts']/li")] == [
        "Hylättyjä taulukoita: 2 (Toimijat, Yhteydet)",
        "Huomautuksin hyväksyttyjä taulukoita: 1 Tunnusluvut",
        "Hyväksyttyjä taulukoita: 1 Kehittämisehdotukset",
        "Lähettämättömiä taulukoita: 1 Tekstit",
    ]
    assert page.xpath("//ul[@class='answers']//@href") == [
        "/a/2022Q3/aarnio/palaute.html",
        "/a/2022Q3/aarnio/palaute_lomake.xlsx",
    ]
    assert "/fi/send/2022Q3/aarnio/check" in posts(page)


def test_the_tables_of_which_an_earlier_version_is_used_are_named_with_its_day(show_town):
    page = show_town(answered(standing=["Toimijat (uusin versio hylättiin; 28.9.2022 lähetetty versio on voimassa)"]))
    assert "Näistä taulukoista käytetään aiemmin lähetettyjä tietoja:" in said(page)
    assert "28.9.2022" in said(page.xpath("//ul[@class='standing']/li")[0])
    assert not show_town(answered()).xpath("//ul[@class='standing']")


def test_what_is_not_checked_yet_can_be_checked(show_town):
    page = show_town(unchecked())
    assert "ei ole vielä tarkistettu" in said(page)
    assert posts(page)[0] == "/fi/send/2022Q3/aarnio/check"


def test_a_file_that_counts_can_be_taken_away(show_town):
    page = show_town(answered(names=["lomake.xlsx", 'a & "b".xlsx']))
    assert page.xpath("//form[contains(@action, 'withdraw')]/input/@value") == ["lomake.xlsx", 'a & "b".xlsx']
    assert said(page.xpath("//table//tr[2]//button")[0]) == 'Poista tiedosto: a & "b".xlsx'


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (Outcome(received_count=1), "Tiedosto on vastaanotettu ja tallennettu. Aineisto on tarkistettu"),
        (Outcome(unchanged_count=1), "Sama tiedosto oli lähetetty jo aiemmin, joten mitään ei muutettu."),
        (Outcome(received_count=2, unchanged_count=3), "3 tiedostoa oli lähetetty samanlaisina jo aiemmin"),
        (Outcome("document", 1), "Asiakirja on vastaanotettu ja tallennettu."),
        (Outcome(is_withdrawn=True), "Tiedosto ei ole enää voimassa."),
    ],
)
def test_what_was_just_done_is_told(show_town, outcome, told):
    (notice,) = notices(show_town(answered(), outcome))
    assert told in notice


def test_what_was_received_but_not_checked_is_not_called_checked(show_town):
    assert notices(show_town(unchecked(), Outcome(received_count=1))) == ["Tiedosto on vastaanotettu ja tallennettu."]


def test_the_address_cannot_make_the_page_say_anything_else():
    assert Outcome.from_query({"received": "<b>", "unchanged": "-1", "withdrawn": "9999999", "kind": "x"}) == Outcome(
        "x"
    )
    assert Outcome.from_query({"received": "2", "kind": "document"}) == Outcome("document", 2)


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (Problem("no_file", 400), "Valitse ensin tiedosto"),
        (Problem("too_large", 413), "yhteensä saa olla enintään 20 Mt"),
        (Problem("no_workbook", 400, ("<i>.pdf",)), "Lomakkeeksi eivät käy: <i>.pdf."),
        (Problem("no_document", 400, ("kuva.docx",)), "Tämä ei ole Word-asiakirja (.docx): kuva.docx."),
    ],
)
def test_why_nothing_was_received_is_told(show_town, problem, told):
    (notice,) = notices(show_town(silent(), problem=problem))
    assert notice.startswith("Mitään ei vastaanotettu.")
    assert told in notice


@pytest.mark.parametrize(
    ("today", "told"),
    [
        ("2022-06-30", "Neljännes ei ole vielä alkanut"),
        ("2022-07-01", "Neljännes on vielä kesken"),
        ("2022-09-30", "Neljännes on vielä kesken"),
        ("2022-10-01", "Aineisto lähetetään viimeistään 3.10.2022."),
        ("2022-10-03", "Aineisto lähetetään viimeistään 3.10.2022."),
        ("2022-10-04", "Määräaika oli 3.10.2022. Aineiston voi silti lähettää tai korjata"),
    ],
)
def test_how_far_the_quarter_has_got_is_told(show_town, today, told):
    page = show_town(silent(), today=dt.date.fromisoformat(today))
    assert told in said(page.xpath("//p[@class='lead']")[0])
    assert bool(page.xpath("//input[@type='file']")) == ("ei ole vielä alkanut" not in told)


def test_another_quarter_than_the_last_one_says_so_and_leads_there(show_town):
    page = show_town(silent(), quarter=Quarter(2022, 1))
    (notice,) = notices(page)
    assert "Viimeksi päättynyt neljännes on Q3/2022" in notice
    assert page.xpath("//p[contains(@class, 'notice')]/a/@href") == ["/fi/send/2022Q3/aarnio"]


def test_a_swedish_reader_reads_swedish(show_town):
    page = show_town(silent(), language="sv")
    assert said(page.xpath("//h1")[0]) == "Öby, Q3/2022"
    assert "senast den 3.10.2022" in said(page)
    assert page.xpath("//nav[@class='languages']//a[@lang='fi']/@href") == ["/fi/send/2022Q3/aarnio"]


# The overview


def test_the_secretary_sees_who_has_sent_who_has_not_and_by_when(show_quarter):
    page = show_quarter(answered("zetala"), answered("aarnio", TWO_REJECTED), silent("ahvenla"))
    assert notices(page) == [
        "Aineisto on saatu 2 kunnalta (kuntia yhteensä 3). Viimeistään 3.10.2022 odotetaan aineistoa näiltä: Ähvenlä."
    ]
    rows = [[said(cell) for cell in row.xpath("th | td")] for row in page.xpath("//tbody/tr")]
    arrived = "30.9.2022 klo 15.05 1 tiedosto"
    assert rows == [
        ["Aarnio", arrived, "Korjattavaa", "Toimijat, Yhteydet", "Avaa sivu: Aarnio, Q3/2022"],
        ["Zetala", arrived, "Hyväksytty", "Ei yhtään", "Avaa sivu: Zetala, Q3/2022"],
        ["Ähvenlä", "Ei lähetettyjä tiedostoja", "–", "–", "Avaa sivu: Ähvenlä, Q3/2022"],
    ]


def test_after_the_deadline_the_silent_towns_are_missing(show_quarter):
    page = show_quarter(unchecked("aarnio"), silent("zetala"), today=dt.date(2022, 10, 20))
    assert "Määräaika oli 3.10.2022. Aineisto puuttuu näiltä: Zetala." in notices(page)[-1]
    assert "Ei vielä tarkistettu" in said(page)


def test_edited_documents_that_came_back_are_listed(show_quarter):
    edited = [StoredObject("edited/2022Q3/tilannekuva.docx", "v", "e", 9, ARRIVED)]
    page = show_quarter(silent(), edited=edited)
    assert said(page.xpath("//section//li")[0]) == "tilannekuva.docx, 30.9.2022 klo 15.05"


def test_the_list_of_documents_names_the_deadline_and_leads_to_the_overview(render_list):
    page = render_list(manifest(towns=[town_inputs("aarnio")]))
    assert "Määräaika: 3.10.2022." in said(page)
    assert page.xpath("//section//a[@href='/fi/send/2022Q3']")
