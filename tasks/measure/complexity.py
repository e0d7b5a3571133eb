"""Economic complexity of areas and sectors: an experimental figure that needs all municipalities."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tasks.measure.relatedness import sector_diversity, ubiquity
from tasks.measure.structures import outcomes

SMALLEST_GAP = 1e-9
"""Eigenvalues that are closer than this are equal, and no single eigenvector belongs to them."""


@dataclass(frozen=True)
class Complexity:
    """Complexity of areas and of sectors.

    Attributes:
        areas: Outcomes (see `structures.outcomes`) of the economic complexity index by area.
        sectors: Outcomes of the product complexity index by sector.
        second_eigenvalue: The eigenvalue that the index belongs to; None when there is no index.
    """

    areas: pd.DataFrame
    sectors: pd.DataFrame
    second_eigenvalue: float | None


def economic_complexity(present: pd.DataFrame) -> Complexity:
    """Return the economic complexity of areas and the complexity of their sectors.

    Formula: the eigenvector to the second largest eigenvalue of M̃_cd = Σ_p M_cp M_dp / (k_c k_p), as standard scores
    over the areas, with the sign that makes it rise with diversity. A sector's index is what makes each area's index
    the mean of its sectors', on the same scale.
    Range: unbounded, mean 0 over the areas.
    Reading: high is an area that has sectors which few others have, and those others are diverse. Experimental.
    Undefined: `no_sector` for an area without a sector and `sector_present_nowhere` for such a sector; for all,
    `too_few_areas` below three, `disconnected` when areas fall into groups without a common sector,
    `equal_eigenvalues` when no single eigenvector is the second, `sign_unknown` when it does not go with diversity.
    Variant: eigenvector, population standard deviation, LQ ≥ 1.
    Reference area: all municipalities; below a hundred areas the figure is unstable.
    Minimum data: presence of every sector in a hundred areas or more.
    Source: Hidalgo and Hausmann (2009); eigenvector: Hausmann et al. (2014), Atlas of Economic Complexity.
    """
    diversity, ubiquities = sector_diversity(present), ubiquity(present)
    areas, sectors = diversity.index[diversity > 0], ubiquities.index[ubiquities > 0]
    presence = present.loc[areas, sectors].to_numpy(dtype=float)
    of_areas, of_sectors = diversity[areas].to_numpy(dtype=float), ubiquities[sectors].to_numpy(dtype=float)
    second, scores, reason = _second_eigenvector(presence, of_areas, of_sectors)
    if reason:
        scores, sector_scores = np.zeros(len(areas)), np.zeros(len(sectors))
    else:
        sector_scores = presence.T @ scores / of_sectors / second
        mean, deviation = scores.mean(), scores.std()
        scores, sector_scores = (scores - mean) / deviation, (sector_scores - mean) / deviation
    return Complexity(
        _of_all(present.index, areas, scores, reason, "no_sector"),
        _of_all(present.columns, sectors, sector_scores, reason, "sector_present_nowhere"),
        None if reason else second,
    )


def _second_eigenvector(
    presence: np.ndarray, of_areas: np.ndarray, of_sectors: np.ndarray
) -> tuple[float, np.ndarray, str]:
    """Return the second eigenvalue, its eigenvector and the reason why there is none."""
    if len(of_areas) < 3:
        return 0.0, of_areas, "too_few_areas"
    # The symmetric matrix D^-1/2 M U^-1 M' D^-1/2 has the same eigenvalues as M̃ and is quicker and stabler to solve.
    scaled = presence / np.sqrt(of_areas)[:, None] / np.sqrt(of_sectors)
    eigenvalues, eigenvectors = np.linalg.eigh(scaled @ scaled.T)
    third, second, first = (float(value) for value in eigenvalues[-3:])
    if first - second < SMALLEST_GAP:
        return second, of_areas, "disconnected"
    if second - third < SMALLEST_GAP:
        return second, of_areas, "equal_eigenvalues"
    scores = eigenvectors[:, -2] / np.sqrt(of_areas)
    direction = float((scores - scores.mean()) @ (of_areas - of_areas.mean()))
    if abs(direction) < SMALLEST_GAP * float(np.abs(scores).sum() * of_areas.max()):
        return second, of_areas, "sign_unknown"
    return second, scores * np.sign(direction), ""


def _of_all(everything: pd.Index, known: pd.Index, scores: np.ndarray, reason: str, absent: str) -> pd.DataFrame:
    table = pd.Series(scores, index=known).reindex(everything)
    reasons = np.where(table.isna(), absent, reason).astype(object)
    return outcomes(table.to_numpy(), reasons, everything)


def reflections(present: pd.DataFrame, order: int) -> tuple[pd.Series, pd.Series]:
    """Return the areas' and the sectors' means of each other's, reflected as often as the order says.

    Formula: k_c,N = (1/k_c) Σ_p M_cp k_p,N-1 and k_p,N = (1/k_p) Σ_c M_cp k_c,N-1; k_c,0 is diversity, k_p,0 ubiquity.
    Range: above 0.
    Reading: order 1 of an area is how ubiquitous its sectors are on average; of a sector, how diverse its areas are.
    Undefined: areas without a sector, and sectors without an area, are left out.
    Reference area: all municipalities.
    Minimum data: presence of every sector in a hundred areas or more.
    Source: Hidalgo and Hausmann (2009).

    Raises:
        ValueError: The order is negative.
    """
    if order < 0:
        raise ValueError("the order of reflections is 0 or more")
    diversity, ubiquities = sector_diversity(present), ubiquity(present)
    areas, sectors = diversity[diversity > 0].astype(float), ubiquities[ubiquities > 0].astype(float)
    presence = present.loc[areas.index, sectors.index].astype(float)
    of_areas, of_sectors = areas, sectors
    for _ in range(order):
        of_areas, of_sectors = presence @ of_sectors / areas, presence.T @ of_areas / sectors
    return of_areas, of_sectors
