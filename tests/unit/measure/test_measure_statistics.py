"""What official statistics say of a town where municipalities have merged, report together or form a group."""

import pytest

from config.statistics import OfficialStatistics
from tasks.reference.snapshot import read_snapshot
from tests.unit.measure.three_towns import QUARTER, country_and_towns, dataset_files

RATES = [("SSS", 2020, 71.0, 8.0), ("KU901", 2020, 68.5, 9.5), ("KU901", 2021, 69.0, ""), ("KU902", 2020, 70.0, 7.0)]


def rates(classification_year=2022):
    return read_snapshot(dataset_files("labour_market", RATES, classification_year=classification_year), QUARTER)


def with_statistics(project, **changes):
    """Return a project in which Vanhala (999) joined Alfala in 2020."""
    stated = {
        "boundary_year": 2022,
        "municipality_mergers": [{"from": "2020-01-01", "old": "999", "new": "901"}],
        "comparison_groups": {},
        "datasets": {},
    }
    return project.model_copy(update={"statistics": OfficialStatistics.model_validate(stated | changes)})


def test_a_rate_is_the_offices_own_number_by_year(measure):
    values = measure(statistics=rates())
    assert values.number("alfala", "employment_rate_pct", "2020") == 68.5
    assert values.number("alfala", "employment_rate_pct", "2021") == 69.0
    assert values.number("alfala", "unemployment_rate_pct", "2020") == 9.5
    assert values.dimensions("alfala", "unemployment_rate_pct") == {"2020"}
    row = values.row("alfala", "employment_rate_pct", "2020")
    assert (row.reference_snapshot, row.source) == (
        "labour_market@2022-06-01", "labour_market@2022-06-01!data.csv!3",
    )  # fmt: skip
    assert values.status("gammala", "employment_rate_pct") == ("missing", "not_in_snapshot")


def test_a_rate_from_before_a_merger_is_not_the_rate_of_the_municipality_of_today(measure, three_towns):
    values = measure(statistics=rates(classification_year=2019), project=with_statistics(three_towns))
    assert values.status("alfala", "employment_rate_pct") == ("not_assessable", "rate_of_several_areas")
    assert values.number("betala", "employment_rate_pct", "2020") == 70.0


def test_a_unit_of_two_municipalities_has_no_rate(measure, three_towns):
    joint = three_towns.towns["alfala"].model_copy(update={"member_codes": ("901", "902")})
    project = three_towns.model_copy(update={"towns": {**three_towns.towns, "alfala": joint}})
    values = measure(statistics=rates(), project=project)
    assert values.status("alfala", "unemployment_rate_pct") == ("not_assessable", "rate_of_several_areas")


def test_jobs_from_before_a_merger_are_summed_to_the_boundaries_of_today(measure, three_towns):
    rows = country_and_towns()
    rows += [("KU999", *row[1:]) for row in rows if row[0] == "KU901"]
    snapshot = read_snapshot(dataset_files("jobs_by_sector", rows, classification_year=2019), QUARTER)
    assert measure(statistics=snapshot).number("alfala", "job_count", "2021") == 100
    joined = measure(statistics=snapshot, project=with_statistics(three_towns))
    assert joined.number("alfala", "job_count", "2021") == 200
    assert joined.row("alfala", "job_count", "2021").source == "jobs_by_sector@2022-06-01!data.csv!20-25,38-43"


def test_a_comparison_group_is_the_sum_of_its_municipalities(measure, three_towns):
    rows = [row for row in country_and_towns() if row[0] != "SEUTU"]
    # Betala has 30 of its 100 jobs in forestry in place of 10; with Alfala's 10 that is 40 of 220.
    rows = [
        (*row[:3], row[3] + 20, row[4]) if row[0] == "KU902" and row[2] in ("metsa", "yhteensa") else row
        for row in rows
    ]
    group = {
        "name": {"fi": "a", "sv": "a", "en": "a"}, "basis": "b",
        "memberships": [{"from": "2021-01-01", "municipalities": ["901", "902"]}],
    }  # fmt: skip
    snapshot = read_snapshot(dataset_files("jobs_by_sector", rows), QUARTER)
    project = with_statistics(three_towns, comparison_groups={"SEUTU": group}, municipality_mergers=[])
    values = measure(statistics=snapshot, project=project)
    assert values.number("alfala", "snapshot_group_share_pct", "metsa") == pytest.approx(100 * 40 / 220)
    without = measure(statistics=snapshot)
    assert without.status("alfala", "snapshot_group_share_pct", "metsa") == ("missing", "not_in_snapshot")


RESIDENTS = [("SSS", 2021, 1000), ("KU901", 2020, 90), ("KU901", 2021, 80), ("KU902", 2021, 125), ("KU903", 2015, 7)]


def jobs_and_residents(rows=RESIDENTS):
    files = {**dataset_files("jobs_by_sector", country_and_towns()), **dataset_files("employed_residents", rows)}
    return read_snapshot(files, QUARTER)


def test_jobs_are_set_beside_the_employed_residents_of_the_same_year(measure):
    values = measure(statistics=jobs_and_residents())
    # Each municipality has 100 jobs in 2021; of 2020 there are residents and no jobs.
    assert values.number("alfala", "workplace_self_sufficiency_pct", "2021") == 125
    assert values.number("betala", "workplace_self_sufficiency_pct", "2021") == 80
    assert values.dimensions("alfala", "workplace_self_sufficiency_pct") == {"2021"}
    row = values.row("alfala", "workplace_self_sufficiency_pct", "2021")
    assert row.reference_snapshot == "employed_residents@2022-06-01"
    assert row.source.endswith("jobs_by_sector@2022-06-01!data.csv!20-25")
    assert "employed_residents@2022-06-01!data.csv!4" in row.source
    assert values.status("gammala", "workplace_self_sufficiency_pct") == ("missing", "not_in_snapshot")


def test_jobs_and_residents_of_a_joint_unit_are_summed_and_need_all_its_municipalities(measure, three_towns):
    joint = three_towns.towns["alfala"].model_copy(update={"member_codes": ("901", "902")})
    project = three_towns.model_copy(update={"towns": {**three_towns.towns, "alfala": joint}})
    values = measure(statistics=jobs_and_residents(), project=project)
    assert values.number("alfala", "workplace_self_sufficiency_pct", "2021") == pytest.approx(100 * 200 / 205)
    without = measure(statistics=jobs_and_residents([*RESIDENTS[:3], RESIDENTS[4]]), project=project)
    assert without.status("alfala", "workplace_self_sufficiency_pct") == ("missing", "not_in_snapshot")


def test_without_the_residents_there_is_no_self_sufficiency(measure):
    values = measure(statistics=read_snapshot(dataset_files("jobs_by_sector", country_and_towns()), QUARTER))
    assert values.status("alfala", "workplace_self_sufficiency_pct") == ("missing", "no_snapshot")
