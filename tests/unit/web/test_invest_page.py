"""The page for readers outside the project shows what the towns' sheets print, and nothing else."""

import json

import pytest
from lxml import html

from config.quarters import Quarter
from tasks.assemble.outline import outline
from tests.golden.invented_quarter import built_document, invented_project
from tests.unit.web.publications import document
from web.invest_data import TABLES, InvestSelection, InvestView, tables_of_sheets
from web.invest_page import invest_page
from web.layout import Frame
from web.words import Words, load_texts

TOWNS = ("esimerkkila", "mallila")


def view(language="fi"):
    built = {town: built_document("invest_in", town, language) for town in TOWNS}
    # As the page reads it from S3.
    shown = [(town, json.loads(json.dumps(one.provenance))["exhibits"]) for town, one in built.items()]
    sheets = [document(town, id=f"invest_in_{town}_{language}", language=language) for town in TOWNS]
    return InvestView(Quarter(2022, 3), tuple(sheets), tables_of_sheets(shown))


def page(language="fi", **chosen):
    frame = Frame(Words(language, load_texts(), invented_project()), path="/invest-in")
    return html.document_fromstring(invest_page(frame, view(language), InvestSelection(**chosen)))


def rows(shown, name):
    found = shown.xpath(f"//table[@class='invest-table {name}']/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_cell_of_the_page_is_printed_in_a_sheet(language):
    sheets = "\n".join(outline(built_document("invest_in", town, language).content) for town in TOWNS)
    shown = page(language)
    for name in TABLES:
        for _, *cells in rows(shown, name):
            assert " | ".join(cells).replace("\xa0", " ") in " ".join(sheets.replace("\xa0", " ").split())


def test_the_way_goes_from_the_gap_to_the_actor_and_the_contact():
    assert rows(page(), "needed_actors")[1] == [
        "Esimerkkilä",
        "Puurakentamisen kouluttaja (toisen asteen oppilaitos, kouluttaja). Tarjolla: valmis yritysryhmä.",
        "Metsäteollisuus",
        "Puurakentamisen suunnittelijoita puuttuu (P01)",
        "Kontaktoitu",
    ]
    assert [one.text_content() for one in page().xpath("//ul[@class='funnel']/li")] == [
        "Tunnistettu: 1",
        "Kontaktoitu: 1",
    ]


def test_a_need_that_is_not_public_and_one_that_has_been_met_are_not_shown():
    said = page().text_content()
    assert "Salainen hankekumppani" not in said
    assert "Hitsauskoulutus" not in said


def test_a_suppressed_figure_is_a_word_and_never_a_number():
    mallila = [row for row in rows(page(town="mallila"), "sectors") if row[1] == "Teknologiateollisuus"]
    assert mallila == [["Mallila", "Teknologiateollisuus", "salattu", "salattu", "salattu", "salattu", "–"]]


def test_a_choice_limits_the_tables_and_stays_chosen():
    shown = page(town="esimerkkila", sector="metsa")
    assert [row[2] for row in rows(shown, "needed_actors")] == ["Metsäteollisuus"]
    assert [row[1] for row in rows(shown, "sectors")] == ["Metsäteollisuus"]
    assert {row[0] for row in rows(shown, "sites")} == {"Esimerkkilä"}
    assert shown.xpath("//select[@id='filter-sector']/option[@selected]/@value") == ["metsa"]
    assert not shown.xpath("//script")


def test_a_choice_that_fits_nothing_says_so():
    shown = page(town="nowhere", sector="nothing")
    assert len([one for one in shown.xpath("//p[@class='notice']") if "Valinnalla ei löydy" in one.text_content()]) == 3


def test_a_text_in_another_language_is_marked():
    assert page("sv").xpath("//table[@class='invest-table sites']//span/@lang") == ["en", "en"]
