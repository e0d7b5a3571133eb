"""The invented tables keep their contracts and agree with each other."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest

from cli.sample.records import Record, TownTables
from cli.sample.towns import SampleNetwork
from config.contracts import Column
from config.loading import load_project
from config.models import Project
from config.quarters import Quarter
from tasks.clean.business_ids import has_valid_check_digit

QUARTER = Quarter(2022, 3)
TOWNS = (
    "iisalmi", "savonlinna", "raahe", "kristiinankaupunki", "heinola", "kauhajoki", "keuruu", "kuusamo", "rauma",
    "taivalkoski",
)  # fmt: skip
SUMMED = ("employee_count", "firm_count", "turnover_eur", "export_eur", "rd_expenditure_eur", "rd_person_years")

PLANNED = (
    ("measures", "start_date"), ("measures", "end_date"), ("agreements", "end_date"), ("steering", "due_date")
)  # fmt: skip
"""Days that lie ahead by their nature."""

AllTables = dict[str, TownTables]


def days_told(tables: TownTables) -> list[dt.date]:
    return [
        value
        for name, rows in tables.items()
        for row in rows
        for column, value in row.items()
        if isinstance(value, dt.date) and (name, column) not in PLANNED
    ]


def ids(tables: TownTables, table: str, column: str) -> set[object]:
    return {row[column] for row in tables[table]}


def wrong_values(project: Project, column: Column, value: object) -> Iterator[object]:
    values = value if isinstance(value, tuple) else (value,)
    if column.codes is not None:
        yield from (v for v in values if v not in project.code_lists[column.codes])
    if column.type in ("integer", "year") and not isinstance(value, int):
        yield value
    if isinstance(value, int | float) and column.minimum is not None and value < column.minimum:
        yield value
    if isinstance(value, int | float) and column.maximum is not None and value > column.maximum:
        yield value


@pytest.mark.parametrize("town", TOWNS)
def test_every_table_keeps_its_contract(project: Project, tables_of_towns: AllTables, town: str):
    tables = tables_of_towns[town]
    assert set(tables) == {contract.id for contract in project.tables_of(town)}
    for contract in project.tables_of(town):
        name = contract.id
        assert tables[name], f"{name} is empty"
        for row in tables[name]:
            assert list(row) == list(contract.columns)
            missing = [c for c, column in contract.columns.items() if column.required and row[c] in (None, "")]
            assert missing == []
            for column_name, column in contract.columns.items():
                if row[column_name] is not None:
                    assert list(wrong_values(project, column, row[column_name])) == []
        keys = Counter(tuple(row[column] for column in contract.key) for row in tables[name])
        assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("town", TOWNS)
def test_sizes_are_rich_enough_for_a_picture(tables_of_towns: AllTables, town: str):
    tables = tables_of_towns[town]
    assert 25 <= len(tables["actors"]) <= 60
    assert 40 <= len(tables["links"]) <= 120
    assert 6 <= len(tables["competence_gaps"]) <= 15
    assert len(tables["proposals"]) >= 4
    assert len(tables["peer_ecosystems"]) >= 3


@pytest.mark.parametrize("town", TOWNS)
def test_key_figures_have_each_year_and_sector_and_totals_that_agree(
    project: Project, tables_of_towns: AllTables, town: str
):
    rows = tables_of_towns[town]["key_figures"]
    for year in range(2017, 2022):
        of_year = {row["sector"]: row for row in rows if row["year"] == year}
        total = of_year.pop("yhteensa")
        assert list(of_year) == list(project.sectors)
        for column in SUMMED:
            assert sum(row[column] for row in of_year.values()) == pytest.approx(total[column])
    assert len(rows) == 5 * 6


@pytest.mark.parametrize("town", TOWNS)
def test_key_figures_are_plausible(tables_of_towns: AllTables, town: str):
    rows = tables_of_towns[town]["key_figures"]
    assert all(row["export_eur"] <= row["turnover_eur"] for row in rows)
    assert all(row["rd_expenditure_eur"] <= row["turnover_eur"] for row in rows)
    for sector in {row["sector"] for row in rows}:
        series = [row for row in rows if row["sector"] == sector]
        for column in ("employee_count", "firm_count", "turnover_eur", "export_eur", "investment_eur"):
            assert all(abs(b[column] - a[column]) <= 0.5 * a[column] for a, b in pairwise(series))


def test_links_go_to_actors_that_exist_and_lie_within_their_time(tables_of_towns: AllTables):
    actors = {row["actor_id"]: row for tables in tables_of_towns.values() for row in tables["actors"]}
    for town, tables in tables_of_towns.items():
        externals = ids(tables, "external_actors", "external_id")
        for link in tables["links"]:
            ends = [link["from_id"], link["to_id"]]
            assert ends[0] != ends[1]
            assert any(str(end).startswith(f"{town}-") for end in ends)
            assert all(end in actors or end in externals for end in ends)
            for actor in (actors[end] for end in ends if end in actors):
                assert actor["active_from"] <= link["active_from"]
                assert actor["active_to"] is None or link["active_to"] <= actor["active_to"]
            assert link["active_to"] is None or link["active_from"] <= link["active_to"] <= QUARTER.last_day


def test_links_reach_other_towns_higher_education_and_other_countries(tables_of_towns: AllTables):
    for town, tables in tables_of_towns.items():
        externals = {row["external_id"]: row for row in tables["external_actors"]}
        ends = [(link["from_id"], link["to_id"]) for link in tables["links"]]
        outside = [externals[end] for pair in ends for end in pair if end in externals]
        assert any(row["country"] != "FI" for row in outside)
        assert any(
            all(e not in externals for e in pair) and not all(str(e).startswith(town) for e in pair) for pair in ends
        )
        if town != "taivalkoski":
            assert any(row["helix"] == "academia" and row["country"] == "FI" for row in outside)


def test_ids_are_unique_over_the_network(tables_of_towns: AllTables):
    for table, column in (
        ("actors", "actor_id"), ("external_actors", "external_id"), ("competence_gaps", "gap_id"),
        ("proposals", "proposal_id"), ("peer_ecosystems", "peer_id"), ("interviews_workshops", "event_id"),
    ):  # fmt: skip
        counts = Counter(row[column] for tables in tables_of_towns.values() for row in tables[table])
        assert max(counts.values()) == 1


def test_proposals_refer_to_gaps_of_their_town_and_are_owned_by_its_actors(tables_of_towns: AllTables):
    for tables in tables_of_towns.values():
        public = {row["name"] for row in tables["actors"] if row["name_is_public"]}
        for proposal in tables["proposals"]:
            assert set(proposal["gap_ids"]) <= ids(tables, "competence_gaps", "gap_id")
            assert proposal["gap_ids"]
            assert proposal["owner"] in public


def test_every_score_is_justified_and_moves_by_one_step_at_most(tables_of_towns: AllTables):
    for tables in tables_of_towns.values():
        by_dimension: dict[object, list[Record]] = {}
        for row in tables["maturity_scores"]:
            assert row["justification"]
            by_dimension.setdefault(row["dimension"], []).append(row)
        assert len(by_dimension) == 6
        for rows in by_dimension.values():
            assert [row["year"] for row in rows] == [2019, 2021, 2022]
            scores = [row["score"] for row in rows if row["score"] is not None]
            assert all(abs(b - a) <= 1 for a, b in pairwise(scores))


def test_phases_drivers_and_helices_differ_between_towns(network: SampleNetwork, tables_of_towns: AllTables):
    phases = {profile.town.slug: profile.phase for profile in network.profiles}
    assert phases["taivalkoski"] == 1
    assert phases["iisalmi"] == 2
    assert phases["rauma"] == 3
    assert {profile.driver for profile in network.profiles} == {"public", "business", "academia"}
    helices = {town: {row["helix"] for row in tables["actors"]} for town, tables in tables_of_towns.items()}
    assert "academia" not in helices["taivalkoski"]
    assert "civil_society" not in helices["heinola"]
    assert len(helices["iisalmi"]) == 4


def test_the_quarter_has_its_own_events_and_nothing_lies_after_it(tables_of_towns: AllTables):
    for tables in tables_of_towns.values():
        sent = tables["submission"][0]["submitted_date"]
        for event in tables["interviews_workshops"]:
            assert QUARTER.first_day <= event["event_date"] <= sent <= QUARTER.last_day
            assert event["event_date"].weekday() < 5
        assert max(days_told(tables)) <= QUARTER.last_day


def test_business_ids_have_right_check_digits_and_are_obviously_invented(tables_of_towns: AllTables):
    found = [
        str(row["business_id"]) for tables in tables_of_towns.values() for row in tables["actors"] if row["business_id"]
    ]
    assert len(found) > 200
    assert len(set(found)) == len(found)
    assert all(has_valid_check_digit(business_id) and business_id.startswith("9") for business_id in found)


def test_names_that_are_hard_to_print_occur(tables_of_towns: AllTables):
    names = [row["name"] for tables in tables_of_towns.values() for row in tables["actors"]]
    assert {"A*B Oy", "1. Konepaja Oy", "Hammas & Ratas Oy"} <= set(names)
    assert max(Counter(names).values()) == 1


def test_sources_of_peers_are_example_addresses(tables_of_towns: AllTables):
    for tables in tables_of_towns.values():
        assert all(str(row["source_url"]).startswith("https://example.org/") for row in tables["peer_ecosystems"])


def test_submissions_are_marked_as_examples(project: Project, tables_of_towns: AllTables):
    for town, tables in tables_of_towns.items():
        (row,) = tables["submission"]
        assert row["form_version"] == "1.0 esimerkki"
        assert row["municipality_code"] == project.towns[town].municipality_code


@pytest.mark.parametrize("quarter", [Quarter(2021, 3), Quarter(2022, 1), Quarter(2023, 4)])
def test_other_quarters_of_the_calendar_work_too(quarter: Quarter):
    network = SampleNetwork(load_project(), quarter, seed=3)
    tables = network.tables(network.profiles[0], quarter)
    assert tables["submission"][0]["quarter"] == str(quarter)
    assert max(row["year"] for row in tables["key_figures"]) == min(quarter.year - 1, 2021)
    assert max(days_told(tables)) <= quarter.last_day
