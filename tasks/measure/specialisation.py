"""How specialised a region is compared with a reference, such as the whole country."""

from collections.abc import Sequence
from math import exp, log, sqrt
from statistics import NormalDist

import numpy as np

from tasks.measure.measurement import Measurement, undefined

NORMAL_QUANTILE_95 = NormalDist().inv_cdf(0.975)
"""How many standard errors a 95 % interval reaches to each side, about 1.96."""


def location_quotient(
    region_sector: float, region_total: float, reference_sector: float, reference_total: float
) -> Measurement:
    """Return how large a sector is in a region compared with the reference, with its 95 % interval.

    Formula: LQ = (e_ij / e_j) / (e_i / e). The interval is exp(ln LQ ± 1.96 s) by the delta method, with the region
    counted as a part of the reference: s² = (1-p)/(np) + [np(1-p) + (N-n)q(1-q)]/X² - 2np(1-p)/(xX), where x = e_ij,
    n = e_j, X = e_i, N = e, p = x/n and q = (X-x)/(N-n).
    Range: 0 upwards; 1 is the share in the reference.
    Reading: above 1 the region is specialised in the sector, below 1 the sector is small there; an interval that
    holds 1 says that the region does not reliably differ from the reference.
    Undefined: `no_base` when the region or the reference's sector has no jobs; `inconsistent` when a part is larger
    than its whole. A sector without jobs in a region that has some gives 0, without an interval.
    Source: Isard (1960), Methods of Regional Analysis; interval: own derivation in the family of Beyene and
    Moineddin (2005).
    """
    if min(region_sector, region_total, reference_sector, reference_total) < 0:
        raise ValueError("a number of jobs cannot be negative: the clean table should not have let it through")
    if (
        region_sector > region_total
        or reference_sector > reference_total
        or region_total > reference_total
        or region_sector > reference_sector
    ):
        return undefined("inconsistent")
    if region_total == 0 or reference_sector == 0:
        return undefined("no_base")
    quotient = (region_sector / region_total) / (reference_sector / reference_total)
    if region_sector == 0 or region_total == reference_total:
        return Measurement(quotient)
    error = _standard_error_of_log(region_sector, region_total, reference_sector, reference_total)
    middle = log(quotient)
    return Measurement(
        quotient, exp(middle - NORMAL_QUANTILE_95 * error), exp(middle + NORMAL_QUANTILE_95 * error)
    )  # fmt: skip


def _standard_error_of_log(
    region_sector: float, region_total: float, reference_sector: float, reference_total: float
) -> float:
    share = region_sector / region_total
    rest_total = reference_total - region_total
    rest_share = (reference_sector - region_sector) / rest_total
    region_variance = region_total * share * (1 - share)
    rest_variance = rest_total * rest_share * (1 - rest_share)
    variance = (
        (1 - share) / (region_total * share)
        + (region_variance + rest_variance) / reference_sector**2
        - 2 * region_variance / (region_sector * reference_sector)
    )
    # A sector that exists in this region only has variance 0, which rounding can turn into a tiny negative number.
    return sqrt(max(variance, 0.0))


def symmetric_location_quotient(quotient: float) -> Measurement:
    """Return a location quotient on a scale that is symmetric around zero.

    Formula: (LQ - 1) / (LQ + 1).
    Range: -1 to 1; 0 is the share in the reference.
    Reading: high is specialised, low is a sector that hardly exists; can be averaged and drawn, which LQ cannot.
    Undefined: never, for a quotient of 0 or more.
    Source: Laursen (1998).
    """
    return Measurement((quotient - 1) / (quotient + 1))


def krugman_index(region: Sequence[float], reference: Sequence[float]) -> Measurement:
    """Return how much a region's sector structure differs from a reference.

    Formula: K = Σ |s_ij - s_i| over the shares of all sectors.
    Range: 0 to 2.
    Reading: 0 is the same structure, 2 is no sector in common; half of it is the share of jobs that would have to
    be in another sector. The reference (whole country, rest of the country, peers) must be named beside it.
    Undefined: `no_base` when the region or the reference has no jobs.
    Source: Krugman (1991), Geography and Trade.
    """
    region_counts, reference_counts = _counts(region), _counts(reference)
    if region_counts.sum() == 0 or reference_counts.sum() == 0:
        return undefined("no_base")
    difference = region_counts / region_counts.sum() - reference_counts / reference_counts.sum()
    return Measurement(min(float(np.abs(difference).sum()), 2.0))


def hoover_specialisation(region: Sequence[float], reference: Sequence[float]) -> Measurement:
    """Return the share of a region's jobs that would have to be in another sector to match a reference.

    Formula: K / 2, where K is the Krugman index.
    Range: 0 to 1.
    Reading: 0 is the same structure, 1 is no sector in common.
    Undefined: as the Krugman index.
    Source: Hoover (1936).
    """
    index = krugman_index(region, reference)
    return index if index.value is None else Measurement(index.value / 2)


def structural_similarity(region: Sequence[float], other: Sequence[float]) -> Measurement:
    """Return the share of jobs that two regions have in common by sector.

    Formula: Σ min(s_ij, s_ik), which is 1 - K / 2.
    Range: 0 to 1.
    Reading: 1 is the same structure, 0 is no sector in common.
    Undefined: as the Krugman index.
    Source: Finger and Kreinin (1979).
    """
    index = hoover_specialisation(region, other)
    return index if index.value is None else Measurement(1 - index.value)


def _counts(numbers: Sequence[float]) -> np.ndarray:
    counts = np.asarray(numbers, dtype=float)
    if (counts < 0).any() or not np.isfinite(counts).all():
        raise ValueError("counts by sector must be finite and not negative: the clean table should not allow others")
    return counts
