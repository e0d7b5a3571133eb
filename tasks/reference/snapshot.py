"""The reference snapshot: dated official statistics that give the denominators of the comparisons."""

import datetime as dt
import hashlib
import io
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd
from pydantic import BaseModel, ConfigDict, ValidationError

from config.loading import TOTAL_SECTOR
from config.quarters import Quarter
from config.texts import Text
from config.yaml_text import YamlTextError, read_yaml

COUNTRY = "SSS"
"""Area code of the whole country, as in Statistics Finland's tables."""

COMPARISON_GROUP = "SEUTU"
"""Area code of the comparison group, the sub-regional towns of the country."""

REFERENCE_PREFIX = "reference/"
"""Where the datasets lie in the bucket."""


TEXT_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "jobs_by_sector": ("area_code", "sector"),
    "jobs_by_industry": ("area_code", "industry"),
    "labour_market": ("area_code",),
    "employed_residents": ("area_code",),
    "areas": ("area_code", "level", "name_fi", "name_sv", "name_en"),
}
"""The datasets and their columns of text."""
COUNT_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "jobs_by_sector": ("year", "employee_count", "firm_count"),
    "jobs_by_industry": ("year", "employee_count"),
    "labour_market": ("year",),
    "employed_residents": ("year", "employed_resident_count"),
    "areas": (),
}
"""Columns of whole numbers, which can be summed over areas, and the year."""
RATE_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "jobs_by_sector": (),
    "jobs_by_industry": (),
    "labour_market": ("employment_rate_pct", "unemployment_rate_pct"),
    "employed_residents": (),
    "areas": (),
}
"""Columns of numbers that cannot be summed over areas; an empty cell is a number that the office does not publish."""
KEYS: Mapping[str, tuple[str, ...]] = {
    "jobs_by_sector": ("area_code", "year", "sector"),
    "jobs_by_industry": ("area_code", "year", "industry"),
    "labour_market": ("area_code", "year"),
    "employed_residents": ("area_code", "year"),
    "areas": ("area_code",),
}
AREA_LEVELS = ("country", "region", "municipality", "group")


class SnapshotError(Exception):
    """A file of the reference snapshot cannot be used; the text names the file and the problem."""


@dataclass(frozen=True)
class Dataset:
    """One dataset of the snapshot with what its manifest says.

    Attributes:
        name: `<dataset>@<date>`, as its folder is called in S3.
        title: What it holds.
        source: The words that a document prints below a figure made from it.
        licence: Licence of the data.
        retrieved: Day of retrieval.
        classification_year: Year of the municipality boundaries.
        is_sample: Whether the numbers are invented.
        sha256: Hash of the data file.
        frame: The data.
        updated: Day on which the office last updated the table; empty where it is not known.
        not_comparable: Area codes whose rates would have to be put together from several municipalities.
    """

    name: str
    title: Text
    source: Text
    licence: str
    retrieved: str
    classification_year: int
    is_sample: bool
    sha256: str
    frame: pd.DataFrame
    updated: str = ""
    not_comparable: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ReferenceSnapshot:
    """The dataset of each kind that a quarter is compared with, as `read_snapshot` chooses it.

    `jobs_by_sector`: area_code, year, sector (with `yhteensa`), employee_count, firm_count.
    `jobs_by_industry`: area_code, year, industry (TOL 2008, two digits), employee_count.
    `labour_market`: area_code, year, employment_rate_pct, unemployment_rate_pct (0 to 100).
    `employed_residents`: area_code, year, employed_resident_count.
    `areas`: area_code, level (country, region, municipality, group), name_fi, name_sv, name_en.

    Area codes are those of Statistics Finland: SSS, MK11, KU140; comparison groups have codes of their own.
    """

    datasets: Mapping[str, Dataset]

    @property
    def is_sample(self) -> bool:
        """Whether any dataset is invented."""
        return any(dataset.is_sample for dataset in self.datasets.values())


class Manifest(BaseModel):
    """manifest.yaml of a dataset; what is kept for people, such as the query, may stand in it too."""

    model_config = ConfigDict(extra="ignore")

    title: Text
    source: Text
    licence: str
    retrieved: dt.date
    classification_year: int
    is_sample: bool
    sha256: str
    updated: str = ""


def read_snapshot(
    files: Mapping[str, bytes], quarter: Quarter, *, deadline: dt.date | None = None
) -> ReferenceSnapshot:
    """Return the snapshot that a quarter is compared with.

    Of each dataset the newest is taken that is dated on or before the deadline. Statistics come late, so where there is
    none, the oldest later one is taken.

    Args:
        files: The files of the snapshot folder by key, such as `reference/areas@2022-06-01/data.csv`.
        quarter: The quarter that is reported.
        deadline: The day that decides, such as the calendar's deadline; the quarter's last day unless given.

    Raises:
        SnapshotError: A dataset that was chosen has no manifest, a wrong hash, or data that breaks its promises.
    """
    day = deadline or quarter.last_day
    chosen = {name: _choose(days, day) for name, days in sorted(_dated_folders(files).items())}
    return ReferenceSnapshot({name: _read_dataset(name, folder, files) for name, folder in chosen.items()})


def data_columns(name: str) -> tuple[str, ...]:
    """Return the columns of a dataset's data file, in their order."""
    area, *others = TEXT_COLUMNS[name]
    counts = COUNT_COLUMNS[name]
    year = tuple(column for column in counts if column == "year")
    return (area, *year, *others, *(column for column in counts if column != "year"), *RATE_COLUMNS[name])


def check_sectors(snapshot: ReferenceSnapshot, sectors: Collection[str]) -> None:
    """Return quietly if the snapshot has the project's sectors.

    Raises:
        SnapshotError: It has others.
    """
    dataset = snapshot.datasets.get("jobs_by_sector")
    if dataset is None:
        return
    found = set(dataset.frame["sector"]) - {TOTAL_SECTOR}
    if found != set(sectors):
        wrong = ", ".join(sorted(found ^ set(sectors)))
        raise SnapshotError(
            f"{dataset.name}/data.csv: its sectors are not those of sectors.yaml; they differ in {wrong}."
        )  # fmt: skip


def _dated_folders(files: Mapping[str, bytes]) -> dict[str, dict[dt.date, str]]:
    folders: dict[str, dict[dt.date, str]] = {}
    for key in sorted(files):
        match = re.fullmatch(r"(.*?([a-z_]+)@([^/]*))/(?:data\.csv|manifest\.yaml)", key)
        if match is None or match[2] not in KEYS:
            continue
        try:
            day = dt.date.fromisoformat(match[3])
        except ValueError:
            raise SnapshotError(
                f"{key}: the folder's name must end in a date, such as {match[2]}@2022-06-01."
            ) from None
        folders.setdefault(match[2], {})[day] = match[1]
    return folders


def _choose(folders: Mapping[dt.date, str], day: dt.date) -> str:
    in_time = [date for date in folders if date <= day]
    return folders[max(in_time) if in_time else min(folders)]


def _read_dataset(name: str, folder: str, files: Mapping[str, bytes]) -> Dataset:
    data_key, manifest_key = f"{folder}/data.csv", f"{folder}/manifest.yaml"
    for key in (data_key, manifest_key):
        if key not in files:
            raise SnapshotError(f"{key}: the file is missing.")
    manifest = read_manifest(manifest_key, files[manifest_key])
    found = hashlib.sha256(files[data_key]).hexdigest()
    if found != manifest.sha256:
        raise SnapshotError(f"{data_key}: its SHA-256 is {found}, but the manifest says {manifest.sha256}.")
    frame = read_data(name, data_key, files[data_key])
    return Dataset(
        name=folder.rsplit("/", 1)[-1],
        title=manifest.title,
        source=manifest.source,
        licence=manifest.licence,
        retrieved=manifest.retrieved.isoformat(),
        classification_year=manifest.classification_year,
        is_sample=manifest.is_sample,
        sha256=manifest.sha256,
        frame=frame,
        updated=manifest.updated,
    )


def read_manifest(key: str, content: bytes) -> Manifest:
    """Return the manifest of a dataset.

    Raises:
        SnapshotError: It is not YAML or lacks something.
    """
    try:
        return Manifest.model_validate(read_yaml(content.decode("utf-8")))
    except (YamlTextError, UnicodeDecodeError) as error:
        raise SnapshotError(f"{key}: it is not valid YAML in UTF-8.") from error
    except ValidationError as error:
        problem = error.errors()[0]
        field = ".".join(str(part) for part in problem["loc"]) or "the whole file"
        raise SnapshotError(f"{key}: {field}: {problem['msg']}.") from error


def read_data(name: str, key: str, content: bytes) -> pd.DataFrame:
    """Return the data of a dataset with its columns of text, counts and rates.

    Args:
        name: The dataset.
        key: What the file is called in an error.
        content: CSV in UTF-8.

    Raises:
        SnapshotError: It breaks a promise of the dataset.
    """
    try:
        cells = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, encoding="utf-8")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise SnapshotError(f"{key}: it is not a CSV file in UTF-8 with commas.") from error
    wanted = data_columns(name)
    lacking = [column for column in wanted if column not in cells.columns]
    if lacking:
        raise SnapshotError(f"{key}: the columns {', '.join(lacking)} are missing.")
    frame = cells[list(wanted)].copy()
    for column in COUNT_COLUMNS[name]:
        frame[column] = _whole_numbers(key, cells[column])
    for column in RATE_COLUMNS[name]:
        frame[column] = _rates(key, cells[column])
    double = frame.duplicated(list(KEYS[name]))
    if double.any():
        raise SnapshotError(f"{key}: row {_row(double)} repeats the {', '.join(KEYS[name])} of an earlier row.")
    _check_meaning(name, key, frame)
    return frame


def _whole_numbers(key: str, cells: pd.Series) -> pd.Series:
    wrong = ~cells.str.fullmatch(r"\d+")
    if wrong.any():
        place = f"row {_row(wrong)}, column {cells.name}"
        raise SnapshotError(f"{key}: {place}: '{cells[wrong].iloc[0]}' is not a whole number of 0 or more.")
    return cells.astype("int64")


def _rates(key: str, cells: pd.Series) -> pd.Series:
    wrong = ~cells.str.fullmatch(r"(-?\d+(\.\d+)?)?")
    if wrong.any():
        raise SnapshotError(
            f"{key}: row {_row(wrong)}, column {cells.name}: '{cells[wrong].iloc[0]}' is not a number with a "
            "decimal point."
        )
    return pd.to_numeric(cells, errors="coerce")


def _check_meaning(name: str, key: str, frame: pd.DataFrame) -> None:
    if name == "areas":
        wrong = ~frame["level"].isin(AREA_LEVELS)
        if wrong.any():
            levels = ", ".join(AREA_LEVELS)
            raise SnapshotError(f"{key}: row {_row(wrong)}: '{frame['level'][wrong].iloc[0]}' is none of {levels}.")
        return
    if COUNTRY not in set(frame["area_code"]):
        raise SnapshotError(f"{key}: the whole country ({COUNTRY}) is missing.")
    if name == "jobs_by_sector":
        _check_partition(key, frame)


def _check_partition(key: str, frame: pd.DataFrame) -> None:
    """Refuse an area and year that lacks a sector, or whose sectors do not sum to its total."""
    by_sector = frame.pivot(index=["area_code", "year"], columns="sector", values="employee_count")
    if TOTAL_SECTOR not in by_sector.columns:
        raise SnapshotError(f"{key}: the total row ({TOTAL_SECTOR}) is missing.")
    lacking = by_sector.isna()
    if lacking.any(axis=None):
        (area, year), sector = next((i, c) for i in by_sector.index for c in by_sector.columns if lacking.loc[i, c])
        raise SnapshotError(f"{key}: {area} has no row for the sector {sector} in {year}.")
    total = by_sector[TOTAL_SECTOR]
    differs = by_sector.drop(columns=TOTAL_SECTOR).sum(axis=1) != total
    if differs.any():
        area, year = by_sector.index[differs][0]
        raise SnapshotError(f"{key}: the sectors of {area} in {year} do not sum to its total.")


def _row(wrong: pd.Series) -> int:
    """Return the row of the first wrong cell as a person sees it, the header being row 1."""
    return int(wrong.to_numpy().argmax()) + 2
