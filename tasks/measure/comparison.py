"""Location quotients of many areas side by side: averages, standard scores and shrinkage for small areas."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tasks.measure.measurement import Measurement, formula, undefined
from tasks.measure.specialisation import NORMAL_QUANTILE_95, standard_error_of_log
from tasks.measure.structures import Counts, aligned_counts, checked_counts, outcomes, shares, union_of_sectors

PRESENCE_THRESHOLD = 1.0
MINIMUM_STANDARD_AREAS = 2
ROUNDING = 1e-12
"""A deviation that is smaller than this part of the mean comes from rounding equal quotients."""


def location_quotients(jobs: pd.DataFrame, reference: pd.Series | None = None) -> pd.DataFrame:
    """Return the location quotient of every area and sector, with its 95 % interval.

    Formula: as `specialisation.location_quotient`, for all cells at once.
    Range: 0 upwards; 1 is the share in the reference.
    Reading: as the location quotient.
    Undefined: as the location quotient, cell by cell.
    Variant: interval=delta_log_95.
    Reference area: the given one, such as the whole country; without it the sum of the areas.
    Minimum data: jobs by area and sector, of all areas that are compared.
    Source: Isard (1960), Methods of Regional Analysis; interval: own derivation in the family of Beyene and
    Moineddin (2005).

    Args:
        jobs: Counts of areas (rows) by sector (columns).
        reference: Counts by sector. A sector that the areas lack has no jobs in them.

    Returns:
        Outcomes (see `structures.outcomes`) by area and sector.
    """
    if reference is not None:
        sectors = jobs.columns.union(reference.index, sort=False)
        jobs, reference = jobs.reindex(columns=sectors, fill_value=0), reference.reindex(sectors, fill_value=0)
    counts = checked_counts(jobs)
    of_sectors = counts.sum(axis=0) if reference is None else checked_counts(reference)
    of_areas, total = counts.sum(axis=1, keepdims=True), of_sectors.sum()
    reasons = np.where((of_areas == 0) | (of_sectors == 0), "no_base", "").astype(object)
    reasons[(counts > of_sectors) | (of_areas > total)] = "inconsistent"
    with np.errstate(divide="ignore", invalid="ignore"):
        quotients = (counts / of_areas) / (of_sectors / total)
        error = standard_error_of_log(counts, of_areas, of_sectors, total)
        has_interval = (counts > 0) & (of_areas < total)
        reach = np.where(has_interval, np.exp(NORMAL_QUANTILE_95 * error), np.nan)
        lower, upper = quotients / reach, quotients * reach
    index = pd.MultiIndex.from_product([jobs.index, jobs.columns], names=["area", "sector"])
    return outcomes(quotients.ravel(), reasons.ravel(), index, lower=lower.ravel(), upper=upper.ravel())


def present_sectors(jobs: pd.DataFrame) -> pd.DataFrame:
    """Return which sectors count as present in which areas.

    Formula: LQ ≥ 1, against the sum of the areas.
    Range: true or false.
    Reading: true is at least the share of the reference.
    Undefined: false where the quotient is undefined.
    Reference area: the sum of the areas, so all municipalities must be given.
    Minimum data: jobs by area and sector, of all areas.
    Source: Hidalgo and Hausmann (2009).
    """
    counts = checked_counts(jobs)
    # A product instead of a quotient: a share that equals the reference's must not fail by rounding.
    expected = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0)
    present = (counts > 0) & (counts * counts.sum() >= PRESENCE_THRESHOLD * expected)
    return pd.DataFrame(present, index=jobs.index, columns=jobs.columns)


def average_location_quotient(region: Counts, reference: Counts) -> Measurement:
    """Return the location quotient of a region averaged over its own sectors.

    Formula: Σ LQ_ij s_ij. Its inverse is the Hachman index.
    Range: 1 upwards.
    Reading: 1 is the structure of the reference, high is a structure of its own.
    Undefined: `no_base` when the region or the reference has no jobs, or the region has a sector that the reference
    lacks.
    Reference area: the whole country, the region included.
    Minimum data: jobs by sector of the region and of the reference.
    Source: Hachman (1995); average location quotient as in O'Donoghue and Gleave (2004).
    """
    own, compared = (shares(counts) for counts in aligned_counts(region, reference))
    if own is None or compared is None or (own[compared == 0] > 0).any():
        return undefined("no_base")
    has_jobs = compared > 0
    return Measurement(float((own[has_jobs] ** 2 / compared[has_jobs]).sum()))


@formula
def hachman_index(region: Counts, reference: Counts) -> Measurement:
    """Return how closely a region's structure follows the reference.

    Formula: 1 / Σ LQ_ij s_ij.
    Range: 0 to 1.
    Reading: 1 is the structure of the reference, low is a structure of its own.
    Undefined: as the average location quotient.
    Reference area: the whole country, the region included.
    Minimum data: jobs by sector of the region and of the reference.
    Source: Hachman (1995).
    """
    average = average_location_quotient(region, reference)
    return average if average.value is None else Measurement(1 / average.value)


@formula
def standardised_location_quotients(quotients: pd.Series) -> pd.DataFrame:
    """Return how many standard deviations each area's quotient of one sector lies from the mean of the areas.

    Formula: (LQ_ij - mean_j LQ_ij) / sd_j LQ_ij, with the sample standard deviation.
    Range: unbounded, mean 0.
    Reading: above 1.96 is an unusually large sector; only a description where there are fewer than about thirty areas.
    Undefined: `no_base` for an area whose quotient is blank, which is left out of mean and deviation; `too_few_areas`
    for fewer than two others; `constant` when all quotients are equal.
    Variant: of LQ, or of its logarithm when that is given instead (Tian 2013).
    Reference area: all areas of the comparison, such as all municipalities.
    Minimum data: the sector's location quotient in every area.
    Source: O'Donoghue and Gleave (2004).
    """
    values = quotients.to_numpy(dtype=float)
    known = values[~np.isnan(values)]
    if np.isinf(known).any():
        raise ValueError("a location quotient must be finite: what is undefined is blank")
    reason, mean, deviation = "", 0.0, 1.0
    if len(known) < MINIMUM_STANDARD_AREAS:
        reason = "too_few_areas"
    else:
        mean, deviation = known.mean(), known.std(ddof=1)
        reason = "constant" if deviation <= ROUNDING * abs(mean) else ""
    reasons = np.where(np.isnan(values), "no_base", reason).astype(object)
    return outcomes((values - mean) / (deviation or 1.0), reasons, quotients.index)


@dataclass(frozen=True)
class Shrinkage:
    """Shrunken quotients with the parts of their estimate.

    Attributes:
        mean: The common mean m; None when no area has an expected count.
        between_variance: The variance between areas A, beyond that of small numbers.
        weights: How much of its own quotient each area keeps; 0 for an area without an expected count.
        quotients: Outcomes (see `structures.outcomes`) by area.
    """

    mean: float | None
    between_variance: float
    weights: np.ndarray
    quotients: pd.DataFrame


@formula
def shrunken_location_quotients(observed: pd.Series, expected: pd.Series) -> Shrinkage:
    """Return the quotients of one sector drawn towards their mean, small areas more than large ones.

    Formula: m + w_j (LQ_j - m), LQ_j = O_j / E_j, m = ΣO / ΣE, s² = ΣE_j (LQ_j - m)² / ΣE, A = max(0, s² - m / mean E),
    w_j = A / (A + m / E_j), where E_j is what the area would have with the reference's share (e_j e_i / e).
    Range: 0 upwards.
    Reading: as a location quotient, with the chance of small numbers taken out; all equal m when the areas differ
    no more than chance would make them.
    Undefined: `no_base` for an area with E_j = 0, which is left out of the estimate.
    Variant: moment estimator.
    Reference area: the whole country for E; the mean is that of the areas that are given.
    Minimum data: jobs of the sector and in total, of every area.
    Source: Marshall (1991).
    """
    counts, expectations = aligned_counts(observed, expected)
    index = union_of_sectors(observed, expected)
    has_base = expectations > 0
    weights = np.zeros(len(counts))
    reasons = np.where(has_base, "", "no_base").astype(object)
    if not has_base.any():
        return Shrinkage(None, 0.0, weights, outcomes(weights, reasons, index))
    known, base = counts[has_base], expectations[has_base]
    quotients = known / base
    mean = float(known.sum() / base.sum())
    variance = float((base * (quotients - mean) ** 2).sum() / base.sum())
    between = max(0.0, variance - mean / float(base.mean()))
    if between > 0:
        weights[has_base] = between / (between + mean / base)
    shrunken = np.zeros(len(counts))
    shrunken[has_base] = mean + weights[has_base] * (quotients - mean)
    return Shrinkage(mean, between, weights, outcomes(shrunken, reasons, index))
