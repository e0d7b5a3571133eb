"""How unequally something is spread over areas, firms or persons."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from tasks.measure.measurement import Measurement, undefined
from tasks.measure.structures import Counts, aligned_counts, checked_counts, shares


def gini(values: Counts, weights: Counts | None = None) -> Measurement:
    """Return how unequally something is spread.

    Formula: G = 1 - Σ (z_j - z_{j-1})(y_j + y_{j-1}), the values in rising order, where z_j is the cumulated share of
    the weights and y_j that of value times weight.
    Range: 0 to (n - 1) / n.
    Reading: 0 is the same everywhere, high is nearly everything in one place.
    Undefined: `no_base` when everything is 0 or there is nothing to spread.
    Variant: unweighted, where each value counts once; weighted, such as by the inhabitants of each area.
    Minimum data: one value an area.
    Source: Gini (1912), by the Lorenz curve.
    """
    amounts, counted = _weighted(values, weights)
    order = np.argsort(amounts, kind="stable")
    spread, weight = amounts[order] * counted[order], counted[order]
    if spread.sum() == 0:
        return undefined("no_base")
    lorenz = np.concatenate([[0.0], np.cumsum(spread) / spread.sum()])
    return Measurement(max(1 - float((weight / weight.sum() * (lorenz[1:] + lorenz[:-1])).sum()), 0.0))


def standardised_gini(values: Counts) -> Measurement:
    """Return the Gini coefficient freed from the number of places.

    Formula: G n / (n - 1).
    Range: 0 to 1.
    Reading: 0 is the same everywhere, 1 is everything in one place.
    Undefined: as the Gini coefficient; `single_category` when there is one place only.
    Variant: unweighted.
    Minimum data: one value an area, of two areas or more.
    Source: Gini (1912), corrected as in Dörsam (2004).
    """
    coefficient, count = gini(values), len(values)
    if coefficient.value is None:
        return coefficient
    return (
        undefined("single_category") if count == 1 else Measurement(min(coefficient.value * count / (count - 1), 1.0))
    )


def theil_t(values: Counts) -> Measurement:
    """Return how unequally something is spread, with a decomposition by groups (`theil_decomposition`).

    Formula: T = Σ s_i ln(n s_i), where s_i is the share of place i; a place with nothing adds 0.
    Range: 0 to ln n.
    Reading: 0 is the same everywhere, ln n is everything in one place.
    Undefined: `no_base` when everything is 0.
    Variant: T, which weighs the large places; programs that say only "Theil" can mean L.
    Minimum data: one value an area.
    Source: Theil (1967), Economics and Information Theory.
    """
    parts = shares(checked_counts(values))
    if parts is None:
        return undefined("no_base")
    positive = parts[parts > 0]
    return Measurement(max(float((positive * np.log(len(parts) * positive)).sum()), 0.0))


def theil_l(values: Counts) -> Measurement:
    """Return the mean logarithmic deviation, which weighs the small places.

    Formula: L = (1/n) Σ ln(mean / x_i).
    Range: 0 upwards.
    Reading: 0 is the same everywhere, high is many places with little.
    Undefined: `no_base` when everything is 0; `zero_value` when a place has nothing, which has no logarithm.
    Variant: L.
    Minimum data: one positive value an area.
    Source: Theil (1967), Economics and Information Theory.
    """
    amounts = checked_counts(values)
    if amounts.sum() == 0:
        return undefined("no_base")
    if (amounts == 0).any():
        return undefined("zero_value")
    return Measurement(max(log(float(amounts.mean())) - float(np.log(amounts).mean()), 0.0))


@dataclass(frozen=True)
class TheilDecomposition:
    """Theil's T and its two parts, which sum to it.

    Attributes:
        total: T over all places.
        between: What the groups' means explain.
        within: What is left inside the groups.
    """

    total: Measurement
    between: Measurement
    within: Measurement


def theil_decomposition(values: Counts, groups: Sequence[Hashable]) -> TheilDecomposition:
    """Return Theil's T, divided into what lies between groups of places and what lies within them.

    Formula: T = Σ_g S_g ln(S_g n / n_g) + Σ_g S_g T_g, where S_g is the share of group g and n_g its number of places.
    Range: 0 to ln n each.
    Reading: a large first part says that the groups differ, a large second part that their places do.
    Undefined: `no_base` when everything is 0; a group with nothing adds 0.
    Variant: T.
    Minimum data: one value an area, and the group of each area.
    Source: Theil (1967), Economics and Information Theory.
    """
    amounts = checked_counts(values)
    total = theil_t(amounts)
    if total.value is None:
        return TheilDecomposition(total, total, total)
    places = {group: [place for place, name in enumerate(groups) if name == group] for group in dict.fromkeys(groups)}
    between = within = 0.0
    for members in places.values():
        share = float(amounts[members].sum() / amounts.sum())
        if share > 0:
            between += share * log(share * len(amounts) / len(members))
            within += share * (theil_t(amounts[members]).value or 0.0)
    return TheilDecomposition(total, Measurement(max(between, 0.0)), Measurement(max(within, 0.0)))


def hoover_index(values: Counts, reference: Counts | None = None) -> Measurement:
    """Return the share of something that would have to move to be spread as the reference is.

    Formula: ½ Σ |x_i / X - a_i / A|; without a reference all places count alike.
    Range: 0 to 1.
    Reading: 0 is spread as the reference, high is gathered in few places.
    Undefined: `no_base` when everything is 0, here or in the reference.
    Variant: reference = inhabitants, area, all jobs, or none.
    Minimum data: one value an area, and the reference's value of each area.
    Source: Hoover (1936).
    """
    own, compared = (shares(counts) for counts in _weighted(values, reference))
    if own is None or compared is None:
        return undefined("no_base")
    return Measurement(min(float(np.abs(own - compared).sum()) / 2, 1.0))


def _weighted(values: Counts, weights: Counts | None) -> tuple[np.ndarray, ...]:
    """Return values and their weights over the same places; without weights each counts once."""
    if weights is None:
        amounts = checked_counts(values)
        return amounts, np.ones(len(amounts))
    return aligned_counts(values, weights)
