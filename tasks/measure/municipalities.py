"""Jobs of all municipalities of the snapshot, for what can only be measured among many."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np
import pandas as pd

from config.loading import TOTAL_SECTOR
from tasks.measure.comparison import (
    location_quotients,
    present_sectors,
    shrunken_location_quotients,
    standardised_location_quotients,
)
from tasks.measure.complexity import economic_complexity
from tasks.measure.relatedness import proximity, relatedness_density
from tasks.reference.areas import municipality_area
from tasks.reference.snapshot import Dataset

MUNICIPALITY_PREFIX = municipality_area("")


class MunicipalJobs:
    """Jobs by municipality and sector or industry in the latest year; members of a reporting unit count as one.

    The measures are made at first use, for all areas at once. Each has outcomes (see `structures.outcomes`) by area,
    or by area and sector, where a reporting unit goes by its slug.
    """

    def __init__(self, dataset: Dataset, group_column: str, units: Mapping[str, tuple[str, ...]]) -> None:
        frame = dataset.frame
        is_part = frame["area_code"].str.startswith(MUNICIPALITY_PREFIX) & (frame[group_column] != TOTAL_SECTOR)
        of_latest = frame[is_part & (frame["year"] == frame["year"].max())]
        unit_of_area = {area: unit for unit, areas in units.items() for area in areas}
        self.dataset = dataset.name
        self.year = int(frame["year"].max())
        # Row 1 of the file is its header. All municipalities' rows would make a source of thousands of ranges.
        first, last = (of_latest.index.min(), of_latest.index.max()) if len(of_latest) else (0, 0)
        self.source = f"{dataset.name}!data.csv!{first + 2}-{last + 2}"
        self.jobs = (
            of_latest.assign(area=of_latest["area_code"].replace(unit_of_area))
            .pivot_table(index="area", columns=group_column, values="employee_count", aggfunc="sum", fill_value=0)
            .astype("int64")
        )

    @cached_property
    def standardised(self) -> pd.DataFrame:
        """Standard scores of location quotients by sector and area."""
        quotients = location_quotients(self.jobs)
        defined = quotients["value"][quotients["status"] == "ok"]
        scores = {sector: standardised_location_quotients(of_one) for sector, of_one in defined.groupby("sector")}
        return pd.concat(scores.values()) if scores else quotients

    @cached_property
    def shrunken(self) -> pd.DataFrame:
        """Shrunken location quotients by area and sector."""
        counts = self.jobs.to_numpy(dtype=float)
        base = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / max(counts.sum(), 1)
        expected = pd.DataFrame(base, index=self.jobs.index, columns=self.jobs.columns)
        shrunken = {
            sector: shrunken_location_quotients(self.jobs[sector], expected[sector]).quotients for sector in self.jobs
        }
        by_sector: pd.DataFrame = pd.concat(shrunken)
        return by_sector.swaplevel()

    @cached_property
    def density(self) -> pd.DataFrame:
        """Relatedness density by area and industry, no industry being a relative of itself."""
        return relatedness_density(self._present, proximity(self._present, include_self=False))

    @cached_property
    def complexity(self) -> pd.DataFrame:
        """Economic complexity by area."""
        return economic_complexity(self._present).areas

    @cached_property
    def _present(self) -> pd.DataFrame:
        return present_sectors(self.jobs)
