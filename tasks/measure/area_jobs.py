"""Jobs of areas by sector or industry, read from the snapshot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from config.loading import TOTAL_SECTOR
from tasks.reference.snapshot import Dataset


@dataclass(frozen=True)
class AreaJobs:
    """Jobs of one area in one year.

    Attributes:
        dataset: `<dataset>@<date>`.
        year: Statistical year.
        counts: Jobs by sector or industry; the total is left out.
        total: All jobs.
        source_refs: The rows of the data file.
    """

    dataset: str
    year: int
    counts: Mapping[str, int]
    total: int
    source_refs: tuple[str, ...]

    def count(self, group: str) -> int:
        """Return the jobs of a sector or industry; one without a row has none."""
        return self.counts.get(group, 0)


class JobTable:
    """A dataset of jobs, looked up by area and year."""

    def __init__(self, dataset: Dataset, group_column: str, area_codes: Sequence[str]) -> None:
        frame = dataset.frame[dataset.frame["area_code"].isin(set(area_codes))]
        self._dataset = dataset.name
        self._rows: dict[tuple[str, int], list[tuple[str, int, int]]] = {}
        columns = (frame["area_code"], frame["year"], frame[group_column], frame["employee_count"], frame.index)
        for area, year, group, count, place in zip(*(list(column) for column in columns), strict=True):
            self._rows.setdefault((area, int(year)), []).append((group, int(count), int(place)))

    def years(self, *area_codes: str) -> list[int]:
        """Return the years for which all of some areas have rows."""
        by_area = [{year for area, year in self._rows if area == code} for code in area_codes]
        return sorted(set.intersection(*by_area)) if by_area else []

    def jobs(self, year: int, *area_codes: str) -> AreaJobs | None:
        """Return the jobs of some areas together, or None when one of them has no rows in the year."""
        if any((code, year) not in self._rows for code in area_codes):
            return None
        rows = [row for code in area_codes for row in self._rows[code, year]]
        sums: dict[str, int] = {}
        for group, count, _ in rows:
            sums[group] = sums.get(group, 0) + count
        total = sums.pop(TOTAL_SECTOR, None)
        return AreaJobs(
            dataset=self._dataset,
            year=year,
            counts=sums,
            total=sum(sums.values()) if total is None else total,
            # Row 1 of the file is its header.
            source_refs=tuple(f"{self._dataset}!data.csv!{place + 2}" for _, _, place in rows),
        )

    def nearest_year(self, year: int, *area_codes: str) -> int | None:
        """Return a year itself if the areas have it, else the latest one before it, else the earliest one."""
        years = self.years(*area_codes)
        before = [known for known in years if known <= year]
        return max(before) if before else min(years, default=None)


def region_area(code: str) -> str:
    """Return the area code of a region."""
    return f"MK{code}"
