import re
from itertools import combinations

import pytest

from cli.sample.phrases import phrases
from cli.sample.records import TownTables
from cli.sample.towns import SampleNetwork
from config.models import Project
from config.quarters import Quarter

AllTables = dict[str, TownTables]
QUARTER = Quarter(2022, 3)
OF_LEADS = (
    "networking_report", "hei_liaison_study", "hei_cooperation_models", "ministry_agreement", "communications_report",
)  # fmt: skip
PICTURE_CHAPTERS = {
    "summary", "operating_environment", "actors", "links", "rdi", "development_path", "comparison", "strengths",
    "weaknesses", "opportunities", "threats", "growth_areas", "proposals",
}  # fmt: skip


def texts(tables: TownTables, report: str = "situation_picture", language: str = "fi") -> dict[str, str]:
    return {
        str(row["chapter"]): str(row["text"])
        for row in tables["narratives"]
        if row["report"] == report and row["language"] == language
    }


def test_every_town_writes_every_chapter_in_finnish(project: Project, tables_of_towns: AllTables):
    for tables in tables_of_towns.values():
        written = texts(tables)
        assert set(written) == PICTURE_CHAPTERS
        assert all(re.search(r"\n\n- .+", text) for text in written.values())
        assert sum("**" in text for text in written.values()) >= 10
        assert sum(len(text.split()) for text in written.values()) > 600


def test_only_the_swedish_town_writes_swedish_too(project: Project, tables_of_towns: AllTables):
    swedish = {town: texts(tables, language="sv") for town, tables in tables_of_towns.items()}
    assert [town for town, written in swedish.items() if written] == ["kristiinankaupunki"]
    assert set(swedish["kristiinankaupunki"]) == PICTURE_CHAPTERS
    assert "Kristinestad" in swedish["kristiinankaupunki"]["summary"]


def test_only_the_coordinator_writes_about_the_network(project: Project, tables_of_towns: AllTables):
    written = {town: texts(tables, "network_picture") for town, tables in tables_of_towns.items()}
    assert [town for town, chapters in written.items() if chapters] == ["iisalmi"]
    assert set(written["iisalmi"]) == PICTURE_CHAPTERS
    assert "10 kunnan" in written["iisalmi"]["summary"]


def test_town_names_occur_only_in_their_reviewed_forms(project: Project, tables_of_towns: AllTables):
    for slug, town in project.towns.items():
        forms = {*town.forms.model_dump().values(), town.name.fi}
        stem = town.name.fi[: max(4, len(town.name.fi) - 2)]
        for tables in tables_of_towns.values():
            words = re.findall(rf"\b{stem}\w*", " ".join(texts(tables).values()))
            assert set(words) <= forms
        assert any(form in " ".join(texts(tables_of_towns[slug]).values()) for form in forms)


def test_no_placeholder_is_left_and_no_blank_is_doubled(tables_of_towns: AllTables):
    for tables in tables_of_towns.values():
        for row in tables["narratives"]:
            assert not re.search(r"[{}]|  |\bNone\b", str(row["text"]))


@pytest.mark.parametrize("name", ["narratives_fi", "narratives_sv", "network_picture_fi"])
def test_text_files_of_the_pictures_hold_every_chapter_of_a_picture(name: str):
    assert set(phrases(name)) == PICTURE_CHAPTERS


@pytest.mark.parametrize("name", OF_LEADS)
def test_text_files_of_a_report_hold_every_chapter_that_its_lead_owes(project: Project, name: str):
    assert set(project.calendar.due[name].chapters) <= set(phrases(f"{name}_fi"))


@pytest.mark.parametrize(
    "name", ["narratives_fi", "narratives_sv", "network_picture_fi", *(f"{name}_fi" for name in OF_LEADS)]
)
def test_text_files_hold_the_chapters_and_only_known_conditions(project: Project, name: str):
    book = phrases(name)
    assert set(book) <= set(project.code_lists["chapter"])
    blocks = [part for chapter in book.values() for block in chapter for part in (block, *block.get("items", ()))]
    known = {"phase", "size", "hei", "sector", "driver", "missing", "missing_not", "orchestrator"}
    assert {condition for block in blocks for condition in block.get("when", {})} <= known


def test_the_coordinator_ends_the_project_with_every_chapter_and_a_summary_in_three_languages(project: Project):
    """Nobody writes of the end before the quarter of the final report."""
    last, before = Quarter(2023, 4), Quarter(2023, 3)
    (coordinator,) = (one for one in SampleNetwork(project, last, 1).profiles if one.town.slug == "iisalmi")
    tables = SampleNetwork(project, last, 1).tables(coordinator, last)
    assert set(project.calendar.due["final_report"].chapters) <= set(texts(tables, "final_report"))
    summaries = {language: texts(tables, "final_report", language)["summary"] for language in ("fi", "sv", "en")}
    assert len(set(summaries.values())) == 3
    assert texts(SampleNetwork(project, before, 1).tables(coordinator, before), "final_report") == {}


def test_no_two_towns_read_as_copies_of_each_other(tables_of_towns: AllTables):
    sentences = {
        town: set(re.split(r"(?<=[.:])\s+|\n+", "\n".join(texts(tables).values())))
        for town, tables in tables_of_towns.items()
    }
    for one, other in combinations(sentences.values(), 2):
        assert len(one & other) / min(len(one), len(other)) < 0.6


def test_numbers_in_the_texts_are_those_of_the_tables(network: SampleNetwork, tables_of_towns: AllTables):
    for profile in network.profiles:
        tables = tables_of_towns[profile.town.slug]
        active = [row for row in tables["actors"] if row["active_to"] is None]
        assert re.search(rf"\b{len(active)} toimijaa\b", texts(tables)["actors"])
        assert re.search(rf"\b{len(tables['proposals'])}\b", texts(tables)["proposals"])
        population = f"{profile.population:,}".replace(",", "\u00a0")
        assert population in texts(tables)["operating_environment"]


def test_texts_fit_the_phase_and_the_driver(tables_of_towns: AllTables):
    assert "vakiintuneessa vaiheessa" in texts(tables_of_towns["rauma"])["summary"]
    assert "käynnistyvässä vaiheessa" in texts(tables_of_towns["taivalkoski"])["summary"]
    assert "kuntalähtöi" in texts(tables_of_towns["taivalkoski"])["actors"]
    assert "kaupunkilähtöi" in texts(tables_of_towns["iisalmi"])["actors"]
    assert "orkestroijaa ei ole vielä nimetty" in texts(tables_of_towns["heinola"])["development_path"]


def test_the_earlier_quarter_has_drafts_only(network: SampleNetwork):
    tables = network.tables(network.profiles[8], Quarter(2022, 2))
    assert {row["state"] for row in tables["narratives"]} == {"draft"}
    reported = network.tables(network.profiles[8], QUARTER)
    assert {row["state"] for row in reported["narratives"]} == {"draft", "approved"}
