"""How diverse a distribution over sectors is, and how much of the diversity lies between and within groups of them."""

from collections.abc import Sequence
from math import log2

import numpy as np

from tasks.measure.measurement import Measurement, formula, undefined
from tasks.measure.structures import Counts, checked_counts, shares

CLASSIFIED_SHARE_NEEDED = 0.9
"""Which part of the jobs must have a detailed industry before variety is published; the rest hides diversity."""


@formula
def shannon_entropy(counts: Counts) -> Measurement:
    """Return how diverse a distribution is, in bits.

    Formula: -Σ p_i log2 p_i; an empty category adds 0.
    Range: 0 to log2 n.
    Reading: high is diverse, 0 is a single category.
    Undefined: `no_base` when there is nothing to distribute.
    Variant: base 2, without a correction for small samples.
    Minimum data: a count of each category.
    Source: Shannon (1948).
    """
    parts = shares(checked_counts(counts))
    if parts is None:
        return undefined("no_base")
    positive = parts[parts > 0]
    return Measurement(max(0.0, -float((positive * np.log2(positive)).sum())))


def evenness(counts: Counts) -> Measurement:
    """Return how evenly something is spread over its categories.

    Formula: entropy / log2 n, where n counts all categories, the empty ones too.
    Range: 0 to 1.
    Reading: 1 is equally many in each category, 0 is a single category.
    Undefined: `no_base` when there is nothing to distribute; `single_category` when n is 1.
    Variant: as the entropy.
    Minimum data: a count of each category.
    Source: Pielou (1966).
    """
    entropy = shannon_entropy(counts)
    if entropy.value is None:
        return entropy
    if len(counts) == 1:
        return undefined("single_category")
    return Measurement(min(entropy.value / log2(len(counts)), 1.0))


@formula
def effective_number(counts: Counts) -> Measurement:
    """Return how many equally common categories would be as diverse.

    Formula: 2 to the power of the entropy in bits (Hill number of order 1).
    Range: 1 to n.
    Reading: high is diverse.
    Undefined: `no_base` when there is nothing to distribute.
    Variant: as the entropy.
    Minimum data: a count of each category.
    Source: Hill (1973).
    """
    entropy = shannon_entropy(counts)
    return entropy if entropy.value is None else Measurement(2**entropy.value)


@formula
def unrelated_variety(counts: Counts, groups: Sequence[str], unclassified: float = 0.0) -> Measurement:
    """Return how diverse the jobs are between groups of related industries, in bits.

    Formula: UV = Σ P_g log2(1 / P_g), where P_g is the share of a group, such as the industries of one two-digit code.
    UV + RV is the entropy over all industries.
    Range: 0 to log2 of the number of groups.
    Reading: high is jobs in many unlike industries, which spreads the risk of a shock to one of them.
    Undefined: `no_base` when there are no jobs; `too_few_classified` when less than 90 % of the jobs have a detailed
    industry, as when small cells are hidden.
    Variant: the two levels of the classification, which must be named beside the value.
    Minimum data: jobs by detailed industry (4 or 5 digits; 2 digits within sections is the coarse variant).
    Source: Frenken, Van Oort and Verburg (2007).
    """
    of_groups = _of_groups(checked_counts(counts), groups)[0]
    return _published_variety(shannon_entropy(of_groups), float(of_groups.sum()), unclassified)


@formula
def related_variety(counts: Counts, groups: Sequence[str], unclassified: float = 0.0) -> Measurement:
    """Return how diverse the jobs are within groups of related industries, in bits.

    Formula: RV = Σ P_g H_g, where P_g is the share of a group and H_g the entropy of its own industries.
    Range: 0 to log2 of the number of industries.
    Reading: high is many industries that can learn from each other; it tends to go with growth of employment.
    Undefined: as unrelated variety.
    Variant: the two levels of the classification, which must be named beside the value.
    Minimum data: jobs by detailed industry (4 or 5 digits; 2 digits within sections is the coarse variant).
    Source: Frenken, Van Oort and Verburg (2007).
    """
    jobs = checked_counts(counts)
    of_groups, group_of_industry = _of_groups(jobs, groups)
    total = float(jobs.sum())
    if total == 0:
        return undefined("no_base")
    has_jobs = jobs > 0
    of_own_group = of_groups[group_of_industry][has_jobs]
    within = jobs[has_jobs] * np.log2(of_own_group / jobs[has_jobs])
    return _published_variety(Measurement(float(within.sum()) / total), total, unclassified)


def _of_groups(jobs: np.ndarray, groups: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return the jobs of each group and the group's place of each industry."""
    names, places = np.unique(np.asarray(groups), return_inverse=True)
    if len(places) != len(jobs):
        raise ValueError("each industry must have its group")
    return np.bincount(places, weights=jobs, minlength=len(names)), places


def _published_variety(variety: Measurement, classified: float, unclassified: float) -> Measurement:
    if variety.value is not None and classified < CLASSIFIED_SHARE_NEEDED * (classified + unclassified):
        return undefined("too_few_classified")
    return variety
