"""Location quotients of many regions side by side: averages, standard scores and shrinkage for small regions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tasks.measure.measurement import Measurement, undefined

PRESENCE_THRESHOLD = 1.0


def location_quotient_matrix(jobs: Sequence[Sequence[float]]) -> np.ndarray:
    """Return the location quotients of regions (rows) and sectors (columns) against their sum.

    Formula: LQ = (e_ij / e_j) / (e_i / e), the reference being the sum of the regions.
    Range: 0 upwards; 1 is the share in the reference.
    Reading: as `specialisation.location_quotient`.
    Undefined: NaN for a region or a sector without any jobs.
    Source: Isard (1960), Methods of Regional Analysis.
    """
    counts = np.asarray(jobs, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        region_shares = counts / counts.sum(axis=1, keepdims=True)
        reference_shares = counts.sum(axis=0) / counts.sum()
        quotients: np.ndarray = region_shares / reference_shares
    return quotients


def present_sectors(quotients: np.ndarray) -> np.ndarray:
    """Return which sectors count as present in which regions.

    Formula: LQ ≥ 1.
    Range: true or false.
    Reading: true is at least the share of the reference.
    Undefined: false where the quotient is undefined.
    Source: Hidalgo and Hausmann (2009).
    """
    present: np.ndarray = quotients >= PRESENCE_THRESHOLD
    return present


def average_location_quotient(region: Sequence[float], reference: Sequence[float]) -> Measurement:
    """Return the location quotient of a region averaged over its own sectors.

    Formula: Σ LQ_ij s_ij. Its inverse is the Hachman index.
    Range: 1 upwards.
    Reading: 1 is the structure of the reference, high is a structure of its own.
    Undefined: `no_base` when the region or the reference has no jobs, or the region has a sector that the reference
    lacks.
    Source: Hachman (1995); average location quotient as in O'Donoghue and Gleave (2004).
    """
    region_counts, reference_counts = np.asarray(region, dtype=float), np.asarray(reference, dtype=float)
    if region_counts.sum() == 0 or reference_counts.sum() == 0 or (region_counts[reference_counts == 0] > 0).any():
        return undefined("no_base")
    has_jobs = reference_counts > 0
    shares = region_counts[has_jobs] / region_counts.sum()
    reference_shares = reference_counts[has_jobs] / reference_counts.sum()
    return Measurement(float((shares**2 / reference_shares).sum()))


def hachman_index(region: Sequence[float], reference: Sequence[float]) -> Measurement:
    """Return how closely a region's structure follows the reference.

    Formula: 1 / Σ LQ_ij s_ij.
    Range: 0 to 1.
    Reading: 1 is the structure of the reference, low is a structure of its own.
    Undefined: as the average location quotient.
    Source: Hachman (1995).
    """
    average = average_location_quotient(region, reference)
    return average if average.value is None else Measurement(1 / average.value)


def standardised_location_quotients(quotients: Sequence[float]) -> np.ndarray | None:
    """Return how many standard deviations each region's quotient of one sector lies from the mean of the regions.

    Formula: (LQ_ij - mean_j LQ_ij) / sd_j LQ_ij, with the sample standard deviation.
    Range: unbounded, mean 0.
    Reading: high is an unusually large sector; a descriptive number when there are fewer than about thirty regions.
    Undefined: None for fewer than two regions or when all quotients are equal.
    Source: O'Donoghue and Gleave (2004).
    """
    values = np.asarray(quotients, dtype=float)
    if values.size < 2 or values.std() == 0:
        return None
    scores: np.ndarray = (values - values.mean()) / values.std(ddof=1)
    return scores


@dataclass(frozen=True)
class Shrinkage:
    """Shrunken quotients with the parts of their estimate.

    Attributes:
        mean: The common mean m.
        between_variance: The variance between regions A, beyond that of small numbers.
        weights: How much of its own quotient each region keeps.
        quotients: The shrunken quotients.
    """

    mean: float
    between_variance: float
    weights: np.ndarray
    quotients: np.ndarray


def shrunken_location_quotients(observed: Sequence[float], expected: Sequence[float]) -> Shrinkage:
    """Return the quotients of one sector drawn towards their mean, small regions more than large ones.

    Formula: m + w_j (LQ_j - m), LQ_j = O_j / E_j, m = ΣO / ΣE, s² = ΣE_j (LQ_j - m)² / ΣE, A = max(0, s² - m / mean E),
    w_j = A / (A + m / E_j).
    Range: 0 upwards.
    Reading: as a location quotient, with the chance of small numbers taken out; all equal m when the regions differ
    no more than chance would make them.
    Undefined: a region with E_j = 0 cannot be given.
    Source: Marshall (1991).
    """
    counts, expectations = np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
    quotients = counts / expectations
    mean = float(counts.sum() / expectations.sum())
    variance = float((expectations * (quotients - mean) ** 2).sum() / expectations.sum())
    between = max(0.0, variance - mean / float(expectations.mean()))
    weights = between / (between + mean / expectations) if mean > 0 else np.zeros_like(quotients)
    return Shrinkage(mean, between, weights, mean + weights * (quotients - mean))
