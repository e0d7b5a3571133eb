"""Several indicators of one unit, or of several units, drawn together."""

from collections.abc import Sequence

import numpy as np

from tasks.measure.measurement import Measurement, undefined


def arithmetic_mean(scores: Sequence[float], weights: Sequence[float]) -> Measurement:
    """Return the weighted mean of a unit's scores.

    Formula: Σ w x / Σ w.
    Range: between the lowest and the highest score.
    Reading: a weak score is made good by a strong one.
    Undefined: `no_weight` when the weights sum to 0.
    Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators.
    """
    numbers, shares = _scores(scores), _shares(weights)
    return undefined("no_weight") if shares is None else Measurement(float(shares @ numbers))


def geometric_mean(scores: Sequence[float], weights: Sequence[float]) -> Measurement:
    """Return the weighted geometric mean of a unit's scores.

    Formula: exp(Σ w ln x / Σ w).
    Range: between the lowest and the highest score.
    Reading: a weak score is made good by a strong one only in part.
    Undefined: `not_positive` when a score is 0 or below; `no_weight` when the weights sum to 0.
    Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators.
    """
    numbers, shares = _scores(scores), _shares(weights)
    if shares is None:
        return undefined("no_weight")
    return undefined("not_positive") if (numbers <= 0).any() else Measurement(float(np.exp(shares @ np.log(numbers))))


def harmonic_mean(scores: Sequence[float], weights: Sequence[float]) -> Measurement:
    """Return the weighted harmonic mean of a unit's scores.

    Formula: Σ w / Σ (w / x).
    Range: between the lowest and the highest score.
    Reading: a weak score weighs more than in the geometric mean.
    Undefined: `not_positive` when a score is 0 or below; `no_weight` when the weights sum to 0.
    Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators.
    """
    numbers, shares = _scores(scores), _shares(weights)
    if shares is None:
        return undefined("no_weight")
    return undefined("not_positive") if (numbers <= 0).any() else Measurement(float(1 / (shares @ (1 / numbers))))


def copeland_scores(scores: Sequence[Sequence[float]], weights: Sequence[float] | None = None) -> list[Measurement]:
    """Return how many other units each unit beats, less those that beat it.

    Formula: of each pair, the unit that is higher in indicators of more weight together wins; one row a unit.
    Range: 1 - n to n - 1, sum 0.
    Reading: high is better in most comparisons; how much better does not count.
    Undefined: `single_unit` for fewer than two units.
    Source: Copeland (1951); OECD and JRC (2008).
    """
    table = _scores(scores)
    if len(table) < 2:
        return [undefined("single_unit")] * len(table)
    given = np.ones(table.shape[1]) if weights is None else np.asarray(weights, dtype=float)
    wins = (table[:, None, :] > table[None, :, :]) @ given
    return [Measurement(float(score)) for score in np.sign(wins - wins.T).sum(axis=1)]


def rank_sums(ranks: Sequence[Sequence[float]]) -> list[tuple[Measurement, Measurement]]:
    """Return the sum of each unit's places and its place by that sum; one row an indicator.

    Formula: Σ rank over the indicators; the lowest sum has place 1, and equal sums share the mean of their places.
    Range: the sum from the number of indicators upwards, the place 1 to the number of units.
    Reading: low is among the first in many indicators.
    Undefined: never; units whose sums are all equal share the place in the middle.
    Source: definition, as in the Finnish vitality comparisons of Aro (2018).
    """
    sums = _scores(ranks).sum(axis=0)
    lower = (sums[None, :] < sums[:, None]).sum(axis=1)
    equal = (sums[None, :] == sums[:, None]).sum(axis=1)
    places = lower + (equal + 1) / 2
    return [
        (Measurement(total), Measurement(place)) for total, place in zip(sums.tolist(), places.tolist(), strict=True)
    ]


def cronbach_alpha(scores: Sequence[Sequence[float]]) -> Measurement:
    """Return how far the indicators of a composite measure one thing; one row a unit, one column an indicator.

    Formula: k / (k - 1) · (1 - Σ s_i² / s_T²), with the variances of the indicators and of their sum.
    Range: up to 1; below 0 where indicators run against each other.
    Reading: 0.7 and more is usually called consistent; a composite of different things is low and still of use.
    Undefined: `too_few_indicators` for fewer than two; `constant_column` when the sum is equal for all units.
    Source: Cronbach (1951).
    """
    table = _scores(scores)
    if table.ndim < 2 or table.shape[1] < 2:
        return undefined("too_few_indicators")
    total = table.sum(axis=1)
    if len(table) < 2 or np.ptp(total) == 0:
        return undefined("constant_column")
    count = table.shape[1]
    return Measurement(float(count / (count - 1) * (1 - table.var(axis=0, ddof=1).sum() / total.var(ddof=1))))


def _scores(scores: Sequence[float] | Sequence[Sequence[float]]) -> np.ndarray:
    numbers = np.asarray(scores, dtype=float)
    if not np.isfinite(numbers).all():
        raise ValueError("only units with every score are drawn together: leave the others out and say so")
    return numbers


def _shares(weights: Sequence[float]) -> np.ndarray | None:
    given = np.asarray(weights, dtype=float)
    if (given < 0).any():
        raise ValueError("weights cannot be negative")
    return given / given.sum() if given.sum() > 0 else None
