"""Makes the data file of a snapshot's dataset from a table of a statistical office."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from config.loading import TOTAL_SECTOR
from config.models import Sector
from config.statistics import OfficialDataset
from tasks.reference.areas import municipality_area
from tasks.reference.snapshot import KEYS, RATE_COLUMNS, data_columns, read_data
from tasks.reference.table import VALUE, StatisticalTable, TableError

_TOTAL = "SSS"
"""Code of the total in the office's classifications."""
_INDUSTRY = re.compile(r"[A-Z]?(\d{2,5})")
_SECTION_LETTER = re.compile(r"^[A-Z](?=\d)")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class DataFile:
    """The data file of a dataset.

    Attributes:
        content: CSV in UTF-8, rows in the order of their key.
        frame: What the reader of snapshots makes of it.
        left_out_count: Rows that were left out because the office does not publish a number that they need.
    """

    content: bytes
    frame: pd.DataFrame
    left_out_count: int


def make_data_file(
    name: str, recipe: OfficialDataset, table: StatisticalTable, sectors: Mapping[str, Sector]
) -> DataFile:
    """Return the data file of a dataset.

    A table that has the dataset's own columns is taken as it is. Of any other the columns are made as the recipe says;
    `sector` is made of industries: a sector's own less those that belong to another sector within them, and the sector
    without industries is the rest of the total. A row of counts without a number is left out.

    Args:
        name: The dataset, such as `jobs_by_industry`.
        recipe: What the configuration says of it.
        table: The office's table.
        sectors: The project's sectors.

    Raises:
        TableError: The table lacks what the recipe needs.
        SnapshotError: The finished data breaks a promise of the dataset.
    """
    columns = data_columns(name)
    wide = _own_columns(table, columns) if set(columns) <= set(table.cells.columns) else _made(name, recipe, table)
    wide["area_code"] = wide["area_code"].map(_area_code)
    if "year" in wide:
        _check_years(wide["year"])
    numbers = [column for column in columns if column in recipe.measures]
    if "sector" in wide and _TOTAL in set(wide["sector"]):
        wide = _by_sector(wide, numbers, sectors)
    if "industry" in wide:
        wide = _two_digit_industries(wide)
    needed = [column for column in numbers if column not in RATE_COLUMNS[name]]
    is_whole = (wide[needed] != "").all(axis=1) if needed else (wide[numbers] != "").any(axis=1)
    kept = wide[is_whole].sort_values(list(KEYS[name]), kind="stable")[list(columns)]
    content = kept.to_csv(index=False, lineterminator="\n").encode("utf-8")
    return DataFile(content, read_data(name, f"{name}/data.csv", content), int((~is_whole).sum()))


def _own_columns(table: StatisticalTable, columns: tuple[str, ...]) -> pd.DataFrame:
    return table.cells[list(columns)].copy()


def _made(name: str, recipe: OfficialDataset, table: StatisticalTable) -> pd.DataFrame:
    """Return a column of codes for each named variable and a column of numbers for each measure."""
    chosen = {variable for codes in recipe.measures.values() for variable in codes}
    named = recipe.variables
    for variable in (*named.values(), *sorted(chosen)):
        if variable not in table.variables:
            known = ", ".join(table.variables)
            raise TableError(f"it has no variable '{variable}', which {name} needs; it has {known}")
    for variable in table.variables:
        if variable not in named.values() and variable not in chosen and table.cells[variable].nunique() > 1:
            raise TableError(f"the variable '{variable}' has several values: ask for one of them, such as the total")
    keys = list(named.values())
    measured = []
    for column, codes in recipe.measures.items():
        cells = table.cells
        for variable, code in codes.items():
            cells = cells[cells[variable] == code]
            if cells.empty:
                raise TableError(f"the variable '{variable}' has no value '{code}', which is needed for {column}")
        measured.append(cells.set_index(keys)[VALUE].rename(column))
    double = next((column for column in measured if column.index.has_duplicates), None)
    if double is not None:
        raise TableError(f"it has several numbers for {double.name} in the same cell")
    wide = pd.concat(measured, axis=1).fillna("").reset_index()
    return wide.rename(columns={variable: column for column, variable in named.items()})


def _area_code(code: str) -> str:
    """Return the code of an area as the newer tables write it; older ones give municipalities by number alone."""
    return municipality_area(code) if re.fullmatch(r"\d{3}", code) else code


def _check_years(years: pd.Series) -> None:
    wrong = ~years.str.fullmatch(_YEAR)
    if wrong.any():
        raise TableError(f"'{years[wrong].iloc[0]}' is not a year: a yearly table is needed")


def _two_digit_industries(wide: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of two-digit industries, without sections, finer industries and the total."""
    found = wide["industry"].str.extract(_INDUSTRY.pattern + "$", expand=False)
    is_two_digit = found.str.len() == 2
    if not is_two_digit.any():
        raise TableError("it has no industries at the two-digit level of TOL 2008")
    return wide[is_two_digit].assign(industry=found[is_two_digit])


def _by_sector(wide: pd.DataFrame, numbers: list[str], sectors: Mapping[str, Sector]) -> pd.DataFrame:
    """Return the project's sectors and their total in place of industries."""
    codes = wide["sector"].str.replace(_SECTION_LETTER, "", regex=True)
    coded = wide.assign(sector=codes)
    return pd.concat([_sector_column(coded, number, sectors) for number in numbers], axis=1).reset_index()


def _sector_column(wide: pd.DataFrame, number: str, sectors: Mapping[str, Sector]) -> pd.Series:
    by_industry = wide.assign(number=pd.to_numeric(wide[number], errors="coerce")).pivot(
        index=["area_code", "year"], columns="sector", values="number"
    )
    made = pd.DataFrame(index=by_industry.index)
    for name, sector in sectors.items():
        if sector.industries:
            made[name] = sum(_industry(by_industry, code, name) for code in sector.industries)
            for code in _inside_of(sector, name, sectors):
                made[name] -= _industry(by_industry, code, name)
    rest = [name for name, sector in sectors.items() if not sector.industries]
    total = by_industry[_TOTAL]
    for name in rest:
        made[name] = total - made.sum(axis=1, skipna=False)
    made[TOTAL_SECTOR] = total
    incomplete = made.isna().any(axis=1)
    made[incomplete] = float("nan")
    texts = made.map(lambda count: "" if pd.isna(count) else str(int(count))).reset_index()
    long = texts.melt(["area_code", "year"], var_name="sector", value_name=number)
    return long.set_index(["area_code", "year", "sector"])[number]


def _industry(by_industry: pd.DataFrame, code: str, sector: str) -> pd.Series:
    if code not in by_industry.columns:
        raise TableError(
            f"it has no industry {code}, which the sector {sector} is made of (sectors.yaml): a finer table is needed"
        )
    return by_industry[code]


def _inside_of(sector: Sector, name: str, sectors: Mapping[str, Sector]) -> list[str]:
    """Return the industries of other sectors that lie within a sector's own."""
    return [
        code
        for other, of_other in sectors.items()
        if other != name
        for code in of_other.industries
        if any(code.startswith(own) and code != own for own in sector.industries)
    ]
