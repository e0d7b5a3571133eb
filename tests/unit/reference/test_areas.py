"""Municipal mergers and comparison groups: what becomes of the rows of a snapshot."""

import datetime as dt

import pandas as pd
import pytest

from config.statistics import OfficialStatistics
from config.texts import Text
from tasks.reference.areas import check_boundaries, on_project_areas
from tasks.reference.snapshot import Dataset, ReferenceSnapshot
from tasks.reference.table import TableError

NAME = {"fi": "a", "sv": "a", "en": "a"}
DAY = dt.date(2022, 9, 30)


def statistics(memberships=(), boundary_year=2022):
    """Pikkula (001) joined Suurela (002) in 2020, which joined Isola (003) in 2022; Tulevala (004) joins it in 2030."""
    return OfficialStatistics.model_validate(
        {
            "boundary_year": boundary_year,
            "municipality_mergers": [
                {"from": "2022-01-01", "old": "002", "new": "003"},
                {"from": "2020-01-01", "old": "001", "new": "002"},
                {"from": "2030-01-01", "old": "004", "new": "003"},
            ],
            "comparison_groups": {"RYHMA": {"name": NAME, "basis": "b", "memberships": list(memberships)}},
            "datasets": {},
        }
    )


def member_list(day, *municipalities):
    return {"from": day, "municipalities": municipalities}


def dataset(name, rows, columns, classification_year):
    words = Text(**NAME)
    frame = pd.DataFrame(rows, columns=columns)
    return Dataset(f"{name}@2022-06-01", words, words, "l", "2022-06-01", classification_year, False, "0", frame)


JOBS = [
    ("SSS", 2020, "16", 100), ("KU001", 2020, "16", 1), ("KU002", 2020, "16", 20), ("KU003", 2020, "16", 30),
    ("KU004", 2020, "16", 4), ("SSS", 2021, "16", 100), ("KU002", 2021, "16", 21), ("KU003", 2021, "16", 31),
    ("KU004", 2021, "16", 5),
]  # fmt: skip


def jobs(classification_year, configuration, day=DAY):
    """Return the jobs by area and year on the project's areas, and the whole dataset."""
    data = dataset("jobs_by_industry", JOBS, ["area_code", "year", "industry", "employee_count"], classification_year)
    snapshot = on_project_areas(ReferenceSnapshot({"jobs_by_industry": data}), configuration, day)
    frame = snapshot.datasets["jobs_by_industry"].frame
    return frame.groupby(["area_code", "year"])["employee_count"].sum().to_dict(), frame


def test_counts_of_municipalities_that_became_one_are_summed():
    counts, frame = jobs(2019, statistics())
    # In 2020 all three are known: 1 + 20 + 30. In 2021 Pikkula has no row, so Isola has none either.
    assert counts[("KU003", 2020)] == 51
    assert ("KU003", 2021) not in counts
    assert not {"KU001", "KU002"} & set(frame["area_code"])


def test_each_row_of_a_sum_still_leads_to_its_place_in_the_file():
    _, frame = jobs(2019, statistics())
    assert sorted(frame.index[frame["area_code"] == "KU003"]) == [1, 2, 3]


def test_only_mergers_after_the_snapshots_boundaries_count():
    counts, _ = jobs(2021, statistics())
    assert counts[("KU003", 2020)] == 50
    assert counts[("KU001", 2020)] == 1
    assert counts[("KU003", 2021)] == 52


def test_a_merger_after_the_projects_boundaries_does_not_count():
    counts, _ = jobs(2021, statistics())
    assert counts[("KU004", 2021)] == 5
    assert jobs(2022, statistics())[0] == jobs(2025, statistics())[0]
    assert jobs(2021, statistics(boundary_year=2030))[0][("KU003", 2021)] == 57


def test_a_group_is_the_sum_of_those_who_belong_to_it_on_the_day():
    configuration = statistics([member_list("2021-01-01", "003", "004"), member_list("2023-01-01", "003")])
    assert jobs(2022, configuration)[0][("RYHMA", 2021)] == 36
    assert jobs(2022, configuration, dt.date(2023, 1, 1))[0][("RYHMA", 2021)] == 31
    assert ("RYHMA", 2021) not in jobs(2022, configuration, dt.date(2020, 12, 31))[0]


def test_a_group_without_the_numbers_of_a_member_has_none():
    assert ("RYHMA", 2021) not in jobs(2022, statistics([member_list("2021-01-01", "003", "099")]))[0]


def test_a_member_that_has_merged_is_counted_where_it_went():
    configuration = statistics([member_list("2019-01-01", "002", "003", "004")])
    assert jobs(2021, configuration)[0][("RYHMA", 2021)] == 21 + 31 + 5


def test_rates_of_municipalities_that_became_one_are_told_as_not_comparable():
    rows = [
        ("SSS", 2020, 70.0, 7.0),
        ("KU001", 2020, 60.0, 9.0),
        ("KU003", 2020, 72.0, 6.0),
        ("KU004", 2020, 71.0, 6.0),
    ]
    data = dataset("labour_market", rows, ["area_code", "year", "employment_rate_pct", "unemployment_rate_pct"], 2019)
    configuration = statistics([member_list("2021-01-01", "003", "004")])
    found = on_project_areas(ReferenceSnapshot({"labour_market": data}), configuration, DAY).datasets["labour_market"]
    assert list(found.frame["area_code"]) == ["SSS", "KU004"]
    assert found.not_comparable == {"KU003", "RYHMA"}


def test_a_municipality_that_had_ended_by_the_stated_boundaries_is_told():
    frame = pd.DataFrame({"area_code": ["SSS", "KU001"]})
    check_boundaries(frame, statistics(), 2019)
    with pytest.raises(TableError, match="the municipality 001, which became a part of 002 in 2020"):
        check_boundaries(frame, statistics(), 2020)


def test_the_groups_of_the_shipped_configuration_are_the_projects_towns_and_the_cities_with_an_agreement(project):
    groups = project.statistics.comparison_groups
    towns = {code for town in project.towns.values() for code in town.municipality_codes}
    assert set(groups["VERKOSTO"].members_on(DAY)) == towns
    with_agreement = groups["SOPIMUS"].members_on(DAY)
    assert len(set(with_agreement)) == len(with_agreement) == 20
    assert not towns & set(with_agreement)
    assert groups["SEUTU"].members_on(DAY) == ()
