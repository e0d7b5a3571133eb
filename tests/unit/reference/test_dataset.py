"""Making a dataset of the snapshot from the office's table."""

import pandas as pd
import pytest

from config.models import Sector
from config.statistics import OfficialDataset
from config.texts import Text
from tasks.reference.dataset import make_data_file
from tasks.reference.snapshot import SnapshotError
from tasks.reference.table import StatisticalTable, TableError

NAME = Text(fi="a", sv="a", en="a")
SECTORS = {
    "teknologia": Sector(name=NAME, responsible=(), industries=("30", "33")),
    "meri": Sector(name=NAME, responsible=(), industries=("301", "50")),
    "muu": Sector(name=NAME, responsible=(), industries=()),
}
JOBS = {"employee_count": {"Tiedot": "tyolliset"}}


def recipe(variables, measures):
    return OfficialDataset(
        title=NAME, organisation=NAME, licence="CC BY 4.0", classification_year=2022, variables=variables,
        measures=measures,
    )  # fmt: skip


BY_INDUSTRY = recipe({"area_code": "Alue", "year": "Vuosi", "industry": "Toimiala"}, JOBS)
BY_SECTOR = recipe(
    {"area_code": "Alue", "year": "Vuosi", "sector": "Toimiala"}, JOBS | {"firm_count": {"Tiedot": "yritykset"}}
)


def table(text):
    header, *rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return StatisticalTable("", "", pd.DataFrame(rows, columns=header, dtype=str))


def lines(data):
    return data.content.decode().splitlines()


def test_industries_are_taken_at_two_digits_and_areas_by_their_newer_codes():
    data = make_data_file("jobs_by_industry", BY_INDUSTRY, table("""
        Alue | Vuosi | Toimiala | Sukupuoli | Tiedot    | value
        SSS  | 2021  | SSS      | SSS       | tyolliset | 2300
        SSS  | 2021  | C        | SSS       | tyolliset | 500
        SSS  | 2021  | C16      | SSS       | tyolliset | 300
        140  | 2021  | C16      | SSS       | tyolliset | 75
        140  | 2021  | 161      | SSS       | tyolliset | 70
        140  | 2021  | 02       | SSS       | tyolliset |
    """), SECTORS)  # fmt: skip
    assert lines(data) == ["area_code,year,industry,employee_count", "KU140,2021,16,75", "SSS,2021,16,300"]
    assert data.left_out_count == 1


def sector_table(changed=None):
    numbers = {"SSS": 100, "30": 40, "301": 15, "33": 20, "50": 5} | (changed or {})
    rows = [
        f"SSS | 2021 | {industry} | {measure} | {number}"
        for measure in ("tyolliset", "yritykset")
        for industry, number in numbers.items()
        if number is not None
    ]
    return table("\n".join(["Alue | Vuosi | Toimiala | Tiedot | value", *rows]))


def test_a_sector_is_its_industries_without_those_of_another_sector_inside_them():
    # Technology has 40 + 20 less the 15 of shipbuilding, the maritime sector 15 + 5, and the rest of 100 is 35.
    assert lines(make_data_file("jobs_by_sector", BY_SECTOR, sector_table(), SECTORS)) == [
        "area_code,year,sector,employee_count,firm_count",
        "SSS,2021,meri,20,20", "SSS,2021,muu,35,35", "SSS,2021,teknologia,45,45", "SSS,2021,yhteensa,100,100",
    ]  # fmt: skip


def test_a_table_that_is_too_coarse_for_the_sectors_is_refused():
    with pytest.raises(TableError, match="no industry 301, which the sector teknologia is made of"):
        make_data_file("jobs_by_sector", BY_SECTOR, sector_table({"301": None}), SECTORS)


def test_an_area_of_which_the_office_hides_an_industry_is_left_out_whole():
    whole = sector_table().cells
    hidden = sector_table({"50": ""}).cells.assign(Alue="KU140")
    data = make_data_file("jobs_by_sector", BY_SECTOR, StatisticalTable("", "", pd.concat([whole, hidden])), SECTORS)
    assert {line.split(",")[0] for line in lines(data)[1:]} == {"SSS"}
    assert data.left_out_count == 4


def test_a_table_with_the_datasets_own_columns_is_taken_as_it_is():
    own = table("""
        area_code | year | sector     | employee_count | firm_count
        SSS       | 2021 | teknologia | 40             | 4
        SSS       | 2021 | meri       | 0              | 0
        SSS       | 2021 | muu        | 60             | 6
        SSS       | 2021 | yhteensa   | 100            | 10
    """)
    assert lines(make_data_file("jobs_by_sector", BY_SECTOR, own, SECTORS))[1] == "SSS,2021,meri,0,0"


def test_a_rate_that_is_not_published_is_an_empty_cell_and_its_row_stays():
    rates = recipe(
        {"area_code": "Alue", "year": "Vuosi"},
        {"employment_rate_pct": {"Tiedot": "aste"}, "unemployment_rate_pct": {"Tiedot": "tyottomyys"}},
    )
    data = make_data_file("labour_market", rates, table("""
        Alue | Vuosi | Tiedot     | value
        SSS  | 2021  | aste       | 72.1
        SSS  | 2021  | tyottomyys | 7.7
        KU1  | 2021  | aste       | 70.0
        KU1  | 2021  | tyottomyys |
        KU2  | 2021  | aste       |
        KU2  | 2021  | tyottomyys |
    """), SECTORS)  # fmt: skip
    assert lines(data) == [
        "area_code,year,employment_rate_pct,unemployment_rate_pct", "KU1,2021,70.0,", "SSS,2021,72.1,7.7",
    ]  # fmt: skip
    assert data.left_out_count == 1


ONE_CELL = """
    Alue | Vuosi | Toimiala | Tiedot    | value
    SSS  | 2021  | 16       | tyolliset | 5
"""
REFUSED = {
    "a variable lacking": (
        ONE_CELL.replace("Toimiala", "Ala"),
        "it has no variable 'Toimiala', which jobs_by_industry",
    ),
    "a measure lacking": (ONE_CELL.replace("tyolliset", "muuta"), "the variable 'Tiedot' has no value 'tyolliset'"),
    "months": (ONE_CELL.replace("2021", "2021M01"), "'2021M01' is not a year"),
    "sections only": (ONE_CELL.replace("16", "C"), "no industries at the two-digit level"),
    "a second cell": (ONE_CELL + "    SSS  | 2021  | 16       | tyolliset | 6", "several numbers for employee_count"),
    "men and women": (
        "Sukupuoli | Alue | Vuosi | Toimiala | Tiedot | value\n1 | SSS | 2021 | 16 | tyolliset | 5\n"
        "2 | SSS | 2021 | 16 | tyolliset | 5",
        "the variable 'Sukupuoli' has several values: ask for one of them",
    ),
}


@pytest.mark.parametrize(("text", "words"), REFUSED.values(), ids=REFUSED)
def test_a_table_that_does_not_fit_the_recipe_is_refused(text, words):
    with pytest.raises(TableError, match=words):
        make_data_file("jobs_by_industry", BY_INDUSTRY, table(text), SECTORS)


def test_what_the_reader_of_snapshots_would_refuse_is_not_kept():
    with pytest.raises(SnapshotError, match=r"the whole country \(SSS\) is missing"):
        make_data_file("jobs_by_industry", BY_INDUSTRY, table(ONE_CELL.replace("SSS", "KU1")), SECTORS)
