"""How specialised a region is compared with a reference, such as the whole country."""

from collections.abc import Sequence
from math import exp
from statistics import NormalDist

import numpy as np
from scipy.special import betaincinv

from tasks.measure.inequality import gini
from tasks.measure.measurement import Measurement, formula, is_given, missing, undefined
from tasks.measure.structures import Counts, aligned_counts, shares

NORMAL_QUANTILE_95 = NormalDist().inv_cdf(0.975)
"""How many standard errors a 95 % interval reaches to each side, about 1.96."""


@formula
def location_quotient(
    region_sector: float | None,
    region_total: float | None,
    reference_sector: float | None,
    reference_total: float | None,
) -> Measurement:
    """Return how large a sector is in a region compared with the reference, with its 95 % interval.

    Formula: LQ = (e_ij / e_j) / (e_i / e). The interval is exp(ln LQ ± 1.96 s) by the delta method, with the region
    counted as a part of the reference: s² = (1-p)/(np) + [np(1-p) + (N-n)q(1-q)]/X² - 2np(1-p)/(xX), where x = e_ij,
    n = e_j, X = e_i, N = e, p = x/n and q = (X-x)/(N-n).
    Range: 0 upwards; 1 is the share in the reference.
    Reading: above 1 the region is specialised in the sector, below 1 the sector is small there; an interval that
    holds 1 says that the region does not reliably differ from the reference.
    Undefined: missing with `not_reported` when a number is blank; `no_base` when the region or the reference's sector
    has no jobs; `inconsistent` when a part is larger than its whole. A sector without jobs in a region that has some
    gives 0, without an interval.
    Variant: interval=delta_log_95.
    Reference area: the whole country; the region is a part of it.
    Minimum data: jobs by sector of the region and of the reference.
    Source: Isard (1960), Methods of Regional Analysis; interval: own derivation in the family of Beyene and
    Moineddin (2005).
    """
    if not (
        is_given(region_sector) and is_given(region_total) and is_given(reference_sector) and is_given(reference_total)
    ):
        return missing("not_reported")
    quotient = _quotient(region_sector, region_total, reference_sector, reference_total)
    if quotient.value is None or region_sector == 0 or region_total == reference_total:
        return quotient
    error = float(standard_error_of_log(region_sector, region_total, reference_sector, reference_total))
    reach = exp(NORMAL_QUANTILE_95 * error)
    return Measurement(quotient.value, quotient.value / reach, quotient.value * reach)


def exact_location_quotient(
    region_sector: float | None,
    region_total: float | None,
    reference_sector: float | None,
    reference_total: float | None,
) -> Measurement:
    """Return a location quotient with an exact 95 % interval, which a sector of few jobs or none has too.

    Formula: LQ = (e_ij / e_i) / (e_j / e). Of the e_i jobs of the sector, e_ij are in the region: the bounds are those
    of Clopper and Pearson for e_ij of e_i, divided by the region's share of all jobs.
    Range: 0 upwards; 1 is the share in the reference.
    Reading: as the location quotient. The interval does not rest on large numbers: it covers at least 95 % wherever
    jobs find their places independently of each other.
    Undefined: as the location quotient. A sector without jobs gives 0 with an upper bound.
    Variant: interval=exact_95.
    Reference area: the whole country; the region is a part of it.
    Minimum data: jobs by sector of the region and of the reference.
    Source: Clopper and Pearson (1934); quotient: Isard (1960).
    """
    if not (
        is_given(region_sector) and is_given(region_total) and is_given(reference_sector) and is_given(reference_total)
    ):
        return missing("not_reported")
    quotient = _quotient(region_sector, region_total, reference_sector, reference_total)
    if quotient.value is None:
        return quotient
    region_share = region_total / reference_total
    elsewhere = reference_sector - region_sector
    lower = betaincinv(region_sector, elsewhere + 1, 0.025) if region_sector > 0 else 0.0
    upper = betaincinv(region_sector + 1, elsewhere, 0.975) if elsewhere > 0 else 1.0
    return Measurement(quotient.value, float(lower / region_share), float(upper / region_share))


def _quotient(
    region_sector: float, region_total: float, reference_sector: float, reference_total: float
) -> Measurement:
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
    return Measurement((region_sector / region_total) / (reference_sector / reference_total))


def standard_error_of_log(
    region_sector: np.ndarray | float,
    region_total: np.ndarray | float,
    reference_sector: np.ndarray | float,
    reference_total: np.ndarray | float,
) -> np.ndarray:
    """Return the standard error of the logarithm of location quotients, as `location_quotient` defines it."""
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
    error: np.ndarray = np.sqrt(np.maximum(variance, 0.0))
    return error


@formula
def symmetric_location_quotient(quotient: float | None) -> Measurement:
    """Return a location quotient on a scale that is symmetric around zero.

    Formula: (LQ - 1) / (LQ + 1).
    Range: -1 to 1; 0 is the share in the reference.
    Reading: high is specialised, low is a sector that hardly exists; can be averaged and drawn, which LQ cannot.
    Undefined: `no_base` where the quotient is undefined.
    Reference area: as of the quotient.
    Minimum data: the location quotient.
    Source: Laursen (1998).
    """
    if not is_given(quotient):
        return undefined("no_base")
    if quotient < 0:
        raise ValueError(f"a location quotient cannot be negative: {quotient}")
    return Measurement((quotient - 1) / (quotient + 1))


@formula
def krugman_index(region: Counts, reference: Counts) -> Measurement:
    """Return how much a region's sector structure differs from a reference.

    Formula: K = Σ |s_ij - s_i| over the shares of all sectors.
    Range: 0 to 2.
    Reading: 0 is the same structure, 2 is no sector in common; half of it is the share of jobs that would have to
    be in another sector. The reference (whole country, rest of the country, peers) must be named beside it.
    Undefined: `no_base` when the region or the reference has no jobs.
    Variant: the reference is the whole country (the region included), the rest of the country, or one other region.
    Reference area: the whole country.
    Minimum data: jobs by sector of the region and of the reference, by the same sectors.
    Source: Krugman (1991), Geography and Trade.
    """
    own, compared = (shares(counts) for counts in aligned_counts(region, reference))
    if own is None or compared is None:
        return undefined("no_base")
    return Measurement(min(float(np.abs(own - compared).sum()), 2.0))


def krugman_index_of_peers(region: Counts, peers: Sequence[Counts]) -> Measurement:
    """Return how much a region's sector structure differs from the mean structure of its peers.

    Formula: K = Σ |s_ij - mean_k s_ik|, where each peer k counts as much as the others, whatever its size.
    Range: 0 to 2.
    Reading: 0 is the mean structure of the peers, 2 is no sector in common with any of them.
    Undefined: `no_base` when the region or a peer has no jobs; `no_peers` without peers.
    Variant: unweighted mean of the peers' shares, the region itself not among them.
    Reference area: the peers, such as the other towns of the network.
    Minimum data: jobs by sector of the region and of each peer.
    Source: Krugman (1991), Geography and Trade; peers as in Farhauer and Kröll (2013).
    """
    if not peers:
        return undefined("no_peers")
    own, *others = (shares(counts) for counts in aligned_counts(region, *peers))
    known = [other for other in others if other is not None]
    if own is None or len(known) < len(others):
        return undefined("no_base")
    return krugman_index(own, np.mean(known, axis=0))


@formula
def hoover_specialisation(region: Counts, reference: Counts) -> Measurement:
    """Return the share of a region's jobs that would have to be in another sector to match a reference.

    Formula: K / 2, where K is the Krugman index.
    Range: 0 to 1.
    Reading: 0 is the same structure, 1 is no sector in common.
    Undefined: as the Krugman index.
    Reference area: the whole country.
    Minimum data: as the Krugman index.
    Source: Hoover (1936).
    """
    index = krugman_index(region, reference)
    return index if index.value is None else Measurement(index.value / 2)


@formula
def structural_similarity(region: Counts, other: Counts) -> Measurement:
    """Return the share of jobs that two regions have in common by sector.

    Formula: Σ min(s_ij, s_ik), which is 1 - K / 2.
    Range: 0 to 1.
    Reading: 1 is the same structure, 0 is no sector in common.
    Undefined: as the Krugman index.
    Reference area: the other area, such as the whole country, the region, the comparison group or another town.
    Minimum data: as the Krugman index.
    Source: Finger and Kreinin (1979).
    """
    index = hoover_specialisation(region, other)
    return index if index.value is None else Measurement(1 - index.value)


def gini_specialisation(region: Counts, reference: Counts) -> Measurement:
    """Return how unequally large a region's sectors are when each is measured by its size in the reference.

    Formula: the Gini coefficient of the location quotients of all sectors.
    Range: 0 to (n - 1) / n.
    Reading: 0 is the structure of the reference, high is a few sectors that are far larger than there.
    Undefined: `no_base` when the region or the reference has no jobs, or the reference lacks a sector.
    Variant: each sector counts once, whatever its size.
    Reference area: the whole country.
    Minimum data: jobs by sector of the region and of the reference.
    Source: Krugman (1991), Geography and Trade; as in Farhauer and Kröll (2013).
    """
    own, compared = (shares(counts) for counts in aligned_counts(region, reference))
    if own is None or compared is None or (compared == 0).any():
        return undefined("no_base")
    return gini(own / compared)
