"""Whether the firms of one sector lie closer together than chance would put them."""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
import pandas as pd

from tasks.measure.concentration import herfindahl_index
from tasks.measure.measurement import Measurement, undefined
from tasks.measure.structures import checked_counts, shares


def ellison_glaeser_index(
    firm_jobs: Sequence[float], firm_areas: Sequence[Hashable], area_jobs: Mapping[Hashable, float]
) -> Measurement:
    """Return how much more a sector's firms are gathered than chance and their sizes would make them.

    Formula: γ = (G - (1 - Σ s_j²) H) / ((1 - Σ s_j²)(1 - H)), G = Σ (s_ij - s_j)², where s_ij is area j's share of the
    sector, s_j its share of all jobs, and H the Herfindahl index of the sector's firms.
    Range: no fixed bounds, mostly -0.1 to 1.
    Reading: about 0 is as by chance, above 0.05 strongly gathered, below 0 spread out.
    Undefined: `no_base` without jobs; `single_firm` when one firm has all jobs of the sector; `single_area` when one
    area has all jobs; `inconsistent` when a firm lies in an area that is not given.
    Variant: by firm.
    Reference area: all areas together, such as the country by municipality.
    Minimum data: jobs and area of each firm of the sector, and all jobs by area. Hidden small cells distort G and H.
    Source: Ellison and Glaeser (1997).
    """
    if not set(firm_areas) <= set(area_jobs):
        return undefined("inconsistent")
    jobs = checked_counts(firm_jobs)
    in_areas = pd.Series(jobs).groupby(list(firm_areas), sort=False).sum().reindex(list(area_jobs), fill_value=0.0)
    of_sector = shares(in_areas.to_numpy())
    of_all = shares(checked_counts(list(area_jobs.values())))
    firms = herfindahl_index(jobs).value
    if of_sector is None or of_all is None or firms is None:
        return undefined("no_base")
    spread = 1 - float((of_all**2).sum())
    if firms >= 1:
        return undefined("single_firm")
    if spread <= 0:
        return undefined("single_area")
    gathered = float(np.square(of_sector - of_all).sum())
    return Measurement((gathered - spread * firms) / (spread * (1 - firms)))


def cluster_index(
    *,
    area_sector_jobs: float,
    sector_jobs: float,
    area_km2: float,
    total_km2: float,
    area_population: float,
    total_population: float,
    area_sector_firms: float,
    sector_firms: float,
) -> Measurement:
    """Return how strongly a sector is clustered in an area: its density, its weight and the smallness of its firms.

    Formula: CI = ((e_ij / a_j) / (e_i / a)) · ((e_ij / p_j) / (e_i / p)) / ((e_ij / b_ij) / (e_i / b_i)), with jobs e,
    square kilometres a, inhabitants p and firms b.
    Range: 0 upwards; 1 is the average area.
    Reading: high is many firms of the sector close together and weighty for the area. It is not standardised.
    Undefined: `no_base` when the area has no land or no inhabitants, or the sector no jobs or firms; `inconsistent`
    when a part is larger than its whole, or jobs stand without a firm. An area without the sector gives 0.
    Reference area: the whole country.
    Minimum data: jobs and firms of the sector, land and inhabitants, of the area and of the country.
    Source: Litzenberger and Sternberg (2006).
    """
    parts = checked_counts([area_sector_jobs, area_km2, area_population, area_sector_firms])
    wholes = checked_counts([sector_jobs, total_km2, total_population, sector_firms])
    if (parts > wholes).any() or (area_sector_jobs > 0 and area_sector_firms == 0):
        return undefined("inconsistent")
    if (wholes == 0).any() or area_km2 == 0 or area_population == 0:
        return undefined("no_base")
    jobs, land, people, firms = (float(part) for part in parts / wholes)
    # (jobs / land) (jobs / people) / (jobs / firms), which is defined without jobs too.
    return Measurement(jobs * firms / (land * people))
