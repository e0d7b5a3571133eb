"""Puts the snapshot on the project's areas: municipality boundaries of one year, and the comparison groups."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from config.statistics import OfficialStatistics
from tasks.reference.snapshot import RATE_COLUMNS, Dataset, ReferenceSnapshot
from tasks.reference.table import TableError


def municipality_area(code: str) -> str:
    """Return the area code of a municipality, such as KU140."""
    return f"KU{code}"


def on_project_areas(snapshot: ReferenceSnapshot, statistics: OfficialStatistics, day: dt.date) -> ReferenceSnapshot:
    """Return a snapshot on the boundaries of the project's year, with the comparison groups as areas.

    Counts of municipalities that became one, or that are a group, are the rows of all of them under one area code, so
    that each row still leads to its place in the data file. An area of which the dataset lacks a part in a year has no
    rows in that year: a sum of some of its parts would pass for the whole. Rates cannot be summed: the area is listed
    in `not_comparable` instead.

    Args:
        snapshot: What `read_snapshot` returned.
        statistics: The mergers and groups of the configuration.
        day: Whose group memberships count, such as the quarter's last day.
    """
    groups = {code: group.members_on(day) for code, group in statistics.comparison_groups.items()}
    return ReferenceSnapshot(
        {
            name: _with_groups(_on_boundaries(name, dataset, statistics), name, statistics, groups)
            for name, dataset in snapshot.datasets.items()
        }
    )


def check_boundaries(frame: pd.DataFrame, statistics: OfficialStatistics, classification_year: int) -> None:
    """Return quietly if no municipality in the data had ended by the year of its boundaries.

    Raises:
        TableError: One had, so that the year is wrong.
    """
    present = set(frame["area_code"])
    for merger in statistics.municipality_mergers:
        if merger.from_.year <= classification_year and municipality_area(merger.old) in present:
            raise TableError(
                f"it has the municipality {merger.old}, which became a part of {merger.new} in {merger.from_.year}, so "
                f"its boundaries are not those of {classification_year}: correct the classification year"
            )


def _on_boundaries(name: str, dataset: Dataset, statistics: OfficialStatistics) -> Dataset:
    if "year" not in dataset.frame:
        return dataset
    parts: dict[str, set[str]] = {}
    for code in (merger.old for merger in statistics.municipality_mergers):
        on_boundaries = statistics.code_on_boundaries(code, dataset.classification_year)
        if on_boundaries != code:
            parts.setdefault(municipality_area(on_boundaries), {municipality_area(on_boundaries)}).add(
                municipality_area(code)
            )
    touched = {area for areas in parts.values() for area in areas}
    untouched = dataset.frame[~dataset.frame["area_code"].isin(touched)]
    if RATE_COLUMNS[name]:
        return replace(dataset, frame=untouched, not_comparable=frozenset(parts))
    joined = [_joined(dataset.frame, area, areas) for area, areas in parts.items()]
    return replace(dataset, frame=pd.concat([untouched, *joined]))


def _with_groups(
    dataset: Dataset, name: str, statistics: OfficialStatistics, groups: Mapping[str, tuple[str, ...]]
) -> Dataset:
    if "year" not in dataset.frame:
        return dataset
    present = set(dataset.frame["area_code"])
    wanted = {code: members for code, members in groups.items() if members and code not in present}
    if RATE_COLUMNS[name]:
        return replace(dataset, not_comparable=dataset.not_comparable | set(wanted))
    # Members are listed by the codes of their day.
    joined = [
        _joined(dataset.frame, code, {municipality_area(statistics.code_on_boundaries(member)) for member in members})
        for code, members in wanted.items()
    ]
    return replace(dataset, frame=pd.concat([dataset.frame, *joined]))


def _joined(frame: pd.DataFrame, area: str, parts: Iterable[str]) -> pd.DataFrame:
    """Return the rows of some areas under one code, for the years in which all of them have rows."""
    wanted = set(parts)
    rows = frame[frame["area_code"].isin(wanted)]
    part_counts = rows.groupby("year")["area_code"].nunique()
    whole_years = part_counts[part_counts == len(wanted)].index
    return rows[rows["year"].isin(whole_years)].assign(area_code=area)
