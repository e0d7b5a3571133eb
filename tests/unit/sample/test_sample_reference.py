import csv
import hashlib
import io
from collections import defaultdict

import pytest
import yaml

from cli.sample import SampleReport, write_sample
from cli.sample.records import TownTables
from config.models import Project
from config.quarters import Quarter

YEARS = [str(year) for year in range(2016, 2022)]
Counts = dict[tuple[str, str, str], int]


def read(report: SampleReport, dataset: str, column: str) -> Counts:
    text = (report.out / f"reference/{dataset}@2022-09-01/data.csv").read_text("utf-8")
    kind = "industry" if dataset == "jobs_by_industry" else "sector"
    return {(r["area_code"], r["year"], r[kind]): int(r[column]) for r in csv.DictReader(io.StringIO(text))}


@pytest.fixture(scope="module")
def jobs(ten_towns: SampleReport) -> Counts:
    return read(ten_towns, "jobs_by_sector", "employee_count")


@pytest.fixture(scope="module")
def firms(ten_towns: SampleReport) -> Counts:
    return read(ten_towns, "jobs_by_sector", "firm_count")


def test_the_country_has_about_as_many_jobs_as_finland(jobs: Counts):
    assert jobs["SSS", "2021", "yhteensa"] == pytest.approx(2_350_000, rel=0.01)


def test_sectors_sum_to_the_total_in_every_area_and_year(project: Project, jobs: Counts, firms: Counts):
    areas = {area for area, _, _ in jobs}
    assert {"SSS", "SEUTU", "MK11", "KU140"} <= areas
    assert len(areas) == 1 + 8 + 10 + 1
    for counts in (jobs, firms):
        for area in areas:
            for year in YEARS:
                parts = [counts[area, year, sector] for sector in project.sectors]
                assert sum(parts) == counts[area, year, "yhteensa"]


def test_industries_sum_to_the_same_total_and_to_the_sectors_made_of_whole_industries(
    ten_towns: SampleReport, jobs: Counts
):
    industries = read(ten_towns, "jobs_by_industry", "employee_count")
    codes = {industry for _, _, industry in industries}
    assert 35 <= len(codes) <= 50
    totals: dict[tuple[str, str], int] = defaultdict(int)
    for (area, year, _), count in industries.items():
        totals[area, year] += count
    for (area, year), total in totals.items():
        assert total == jobs[area, year, "yhteensa"]
        assert sum(industries[area, year, code] for code in ("02", "16", "17", "31")) == jobs[area, year, "metsa"]
        assert sum(industries[area, year, code] for code in ("01", "03", "10", "11")) == jobs[area, year, "elintarvike"]
        # 301, 3315 and 522 are parts of 30, 33 and 52, so the two sectors lie within those industries together.
        whole = sum(industries[area, year, c] for c in ("24", "25", "26", "27", "28", "29", "62", "71", "50"))
        shared = sum(industries[area, year, c] for c in ("30", "33", "52"))
        assert whole <= jobs[area, year, "teknologia"] + jobs[area, year, "meri"] <= whole + shared


def test_a_smaller_area_lies_within_the_larger_one(project: Project, jobs: Counts, firms: Counts):
    for counts in (jobs, firms):
        for year in YEARS:
            for sector in project.sectors:
                regions = {code: counts[f"MK{code}", year, sector] for code in project.regions}
                inside: dict[str, int] = defaultdict(int)
                for town in project.towns.values():
                    inside[town.region_code] += counts[f"KU{town.municipality_code}", year, sector]
                assert all(inside[code] <= count for code, count in regions.items())
                assert sum(regions.values()) <= counts["SSS", year, sector]
                assert sum(inside.values()) <= counts["SEUTU", year, sector] <= counts["SSS", year, sector]


def test_strong_sectors_are_more_than_the_national_share(project: Project, jobs: Counts):
    for town in project.towns.values():
        area = f"KU{town.municipality_code}"
        for sector in town.sectors:
            share = jobs[area, "2021", sector] / jobs[area, "2021", "yhteensa"]
            national = jobs["SSS", "2021", sector] / jobs["SSS", "2021", "yhteensa"]
            assert share > 1.3 * national


def test_the_towns_own_figures_are_within_three_per_cent(
    project: Project, tables_of_towns: dict[str, TownTables], jobs: Counts
):
    for slug, tables in tables_of_towns.items():
        area = f"KU{project.towns[slug].municipality_code}"
        for row in tables["key_figures"]:
            official = jobs[area, str(row["year"]), str(row["sector"])]
            assert abs(row["employee_count"] - official) <= 0.03 * official


def test_manifests_say_that_the_numbers_are_invented(ten_towns: SampleReport):
    for dataset in ("jobs_by_sector", "jobs_by_industry", "areas"):
        folder = ten_towns.out / f"reference/{dataset}@2022-09-01"
        manifest = yaml.safe_load((folder / "manifest.yaml").read_text("utf-8"))
        assert manifest["is_sample"] is True
        assert manifest["sha256"] == hashlib.sha256((folder / "data.csv").read_bytes()).hexdigest()
        assert manifest["retrieved"] == "2022-09-01"
        assert manifest["source"] == {
            "fi": "Esimerkkiaineisto (keksitty)", "sv": "Exempelmaterial (påhittat)", "en": "Example data (invented)",
        }  # fmt: skip
        assert "Tilastokeskus" not in str(manifest)


def test_areas_are_named_in_three_languages(ten_towns: SampleReport):
    text = (ten_towns.out / "reference/areas@2022-09-01/data.csv").read_text("utf-8")
    areas = {row["area_code"]: row for row in csv.DictReader(io.StringIO(text))}
    assert areas["SSS"]["level"] == "country"
    assert areas["SEUTU"]["level"] == "group"
    assert areas["MK11"] == {
        "area_code": "MK11", "level": "region", "name_fi": "Pohjois-Savo", "name_sv": "Norra Savolax",
        "name_en": "North Savo",
    }  # fmt: skip
    assert areas["KU287"]["name_sv"] == "Kristinestad"


def test_a_snapshot_is_not_younger_than_an_early_quarter(project: Project, tmp_path):
    report = write_sample(project, tmp_path, Quarter(2022, 1))
    assert (tmp_path / "reference/jobs_by_sector@2022-03-31/data.csv").exists()
    assert not any("2022-09-01" in name for name in report.files)
