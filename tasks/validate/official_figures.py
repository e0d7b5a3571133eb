"""The official statistics beside which a town's key figures are checked."""

import pandas as pd

from config.models import Project
from config.quarters import Quarter
from tasks.reference.areas import municipality_area, on_project_areas
from tasks.reference.snapshot import ReferenceSnapshot

_DATASET = "jobs_by_sector"
_COUNTS = ["employee_count", "firm_count"]


def official_figures(project: Project, quarter: Quarter, snapshot: ReferenceSnapshot | None) -> pd.DataFrame:
    """Return jobs and establishments of each town by year and sector: town, year, sector, employee_count, firm_count.

    The municipalities of a joint unit are summed; a year and sector that one of them lacks is left out. There are no
    rows where there is no snapshot or it has no jobs by sector.
    """
    dataset = snapshot.datasets.get(_DATASET) if snapshot else None
    if dataset is None:
        return pd.DataFrame({name: [] for name in ("town", "year", "sector", *_COUNTS)})
    areas = pd.DataFrame(
        [(slug, municipality_area(code)) for slug, town in project.towns.items() for code in town.municipality_codes],
        columns=["town", "area_code"],
    )
    on_areas = on_project_areas(ReferenceSnapshot({_DATASET: dataset}), project.statistics, quarter.last_day)
    rows = areas.merge(on_areas.datasets[_DATASET].frame, on="area_code")
    by_sector = rows.groupby(["town", "year", "sector"])
    parts = {town: len(project.towns[town].municipality_codes) for town in project.towns}
    sums = by_sector[_COUNTS].sum().assign(parts=by_sector.size()).reset_index()
    return sums.loc[sums["parts"] == sums["town"].map(parts), ["town", "year", "sector", *_COUNTS]].reset_index(
        drop=True
    )
