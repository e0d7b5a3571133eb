"""How related sectors are, and how near an area is to a sector that it lacks."""

import numpy as np
import pandas as pd

from tasks.measure.structures import outcomes


def ubiquity(present: pd.DataFrame) -> pd.Series:
    """Return in how many areas each sector is present.

    Formula: k_p = Σ_c M_cp, where M is 1 for a sector that is present (`comparison.present_sectors`).
    Range: 0 to the number of areas.
    Reading: low is a sector that few areas have.
    Undefined: never.
    Reference area: all areas that are given.
    Minimum data: presence of every sector in every area.
    Source: Hidalgo and Hausmann (2009).
    """
    return present.sum(axis=0)


def sector_diversity(present: pd.DataFrame) -> pd.Series:
    """Return how many sectors are present in each area.

    Formula: k_c = Σ_p M_cp, where M is 1 for a sector that is present (`comparison.present_sectors`).
    Range: 0 to the number of sectors.
    Reading: high is an area that is specialised in many sectors.
    Undefined: never.
    Reference area: all areas that are given.
    Minimum data: presence of every sector in every area.
    Source: Hidalgo and Hausmann (2009).
    """
    return present.sum(axis=1)


def proximity(present: pd.DataFrame, *, include_self: bool) -> pd.DataFrame:
    """Return how related each pair of sectors is, by how often they are present in the same areas.

    Formula: φ_pq = areas that have both / max(areas that have p, areas that have q).
    Range: 0 to 1.
    Reading: 1 is always together, 0 is never.
    Undefined: a sector that is present nowhere is left out of the matrix.
    Variant: φ_pp is 1 (include_self, as in Hausmann et al.'s programs) or 0 (as in EconGeo); densities differ by it.
    Reference area: all municipalities; a matrix from ten towns is not credible.
    Minimum data: presence of every sector in a hundred areas or more.
    Source: Hidalgo, Klinger, Barabási and Hausmann (2007).
    """
    counts = ubiquity(present)
    sectors = counts.index[counts > 0]
    presence, areas = present[sectors].to_numpy(dtype=float), counts[sectors].to_numpy(dtype=float)
    related = presence.T @ presence / np.maximum.outer(areas, areas)
    np.fill_diagonal(related, float(include_self))
    return pd.DataFrame(related, index=sectors, columns=sectors)


def relatedness_density(present: pd.DataFrame, proximities: pd.DataFrame) -> pd.DataFrame:
    """Return how much of what is related to a sector each area has already.

    Formula: ω_cp = Σ_q M_cq φ_pq / Σ_q φ_pq.
    Range: 0 to 1.
    Reading: high, for a sector that the area lacks, is a sector whose relatives are there already.
    Undefined: `no_related_sector` when nothing is related to the sector; `sector_present_nowhere` when no area has it.
    Variant: as the proximities: φ_pp is 1 or 0.
    Reference area: all municipalities.
    Minimum data: presence of every sector in a hundred areas or more.
    Source: Hidalgo, Klinger, Barabási and Hausmann (2007).

    Args:
        present: Presence of sectors (columns) in areas (rows).
        proximities: The matrix of `proximity`.

    Returns:
        Outcomes (see `structures.outcomes`) by area and sector, and whether the sector `is_present`.
    """
    known = present[proximities.index].to_numpy(dtype=float)
    related = proximities.sum(axis=0)
    with np.errstate(invalid="ignore"):
        densities = known @ proximities.to_numpy() / related.to_numpy()
    table = pd.DataFrame(densities, index=present.index, columns=proximities.columns).reindex(columns=present.columns)
    of_sectors = related.reindex(present.columns)
    reasons = np.where(
        of_sectors.isna(), "sector_present_nowhere", np.where(of_sectors == 0, "no_related_sector", "")
    ).astype(object)
    index = pd.MultiIndex.from_product([present.index, present.columns], names=["area", "sector"])
    found = outcomes(table.to_numpy().ravel(), np.tile(reasons, len(present)), index)
    return found.assign(is_present=present.to_numpy(dtype=bool).ravel())
