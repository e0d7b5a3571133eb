"""How far the order of units in a composite depends on choices that nobody can prove right.

A composite is published only with these bands: the weights are moved by ±25 per cent, three normalisations and two
aggregations are drawn, and each unit gets the middle of its places with the band that holds 90 per cent of them.
"""

from collections.abc import Callable, Sequence

import numpy as np

from tasks.measure.measurement import Measurement, formula, undefined

LEAST_DRAWS = 1000
LEAST_UNITS = 3
SEED = 20210901
WEIGHT_SPREAD = 0.25
NORMALISATIONS = ("min_max", "z_score", "rank")
AGGREGATIONS = ("arithmetic", "geometric")
_BAND_PERCENTILES = (5, 95)
_DECIMALS = 9
"""Scores that differ less are equal: the last digits are those of the arithmetic, not of the units."""


@formula
def rank_bands(scores: Sequence[Sequence[float]], draw_count: int = LEAST_DRAWS) -> list[Measurement]:
    """Return the middle place of each unit in a composite, with the band of its places.

    Formula: the median of the unit's places over at least 1,000 seeded draws of weights (±25 per cent each), of a
    normalisation (min-max, z-score, rank) and of an aggregation (arithmetic, geometric), with the 5 and 95 per cent
    points. Equal scores share the mean of their places. High is good in every indicator.
    Range: 1 (first) to the number of units.
    Reading: units whose bands overlap cannot be told apart; the place alone says little.
    Undefined: `too_few_units` for fewer than three units; `constant_column` when every indicator is equal for all.
    Variant: 1,000 draws, weights ±25 %, three normalisations, two aggregations; a band of 90 per cent.
    Minimum data: three towns with helix balance, mean degree, cross-town share, presence of higher education and
    gap coverage.
    Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators; Saisana, Saltelli and Tarantola (2005).
    """
    table, lacking = _usable(scores)
    if table is None:
        return [lacking] * len(scores)
    if draw_count < LEAST_DRAWS:
        raise ValueError(f"rank bands need at least {LEAST_DRAWS} draws")
    ranks = composite_ranks(table, _draws(table, draw_count))
    bands = np.percentile(ranks, (50, *_BAND_PERCENTILES), axis=0).T.tolist()
    return [Measurement(middle, lower, upper) for middle, lower, upper in bands]


def mean_rank_shift(reference: Sequence[float], other: Sequence[float]) -> float:
    """Return how many places the units move on average between two orders: (1 / M) Σ |rank - other rank|."""
    return float(np.abs(np.asarray(reference, dtype=float) - np.asarray(other, dtype=float)).mean())


@formula
def expected_rank_shift(scores: Sequence[Sequence[float]], draw_count: int = LEAST_DRAWS) -> Measurement:
    """Return how many places a unit moves on average when weights, normalisation and aggregation are drawn.

    Formula: the mean over the draws of (1 / M) Σ |rank_reference - rank|, against equal weights, min-max and the
    arithmetic mean, with the 5 and 95 per cent points.
    Range: 0 to about half of the number of units.
    Reading: 0 is an order that no choice changes; 1 and more is an order that the choices make.
    Undefined: as the bands.
    Variant: as the places.
    Minimum data: as the places.
    Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators.
    """
    table, lacking = _usable(scores)
    if table is None:
        return lacking
    shifts = _shifts(table)(_draws(table, draw_count))
    lower, upper = np.percentile(shifts, _BAND_PERCENTILES)
    return Measurement(float(shifts.mean()), float(lower), float(upper))


@formula
def rank_shift_sensitivity(
    scores: Sequence[Sequence[float]], names: Sequence[str], sample_count: int = 1024
) -> dict[str, Measurement]:
    """Return how much of the movement of places each choice makes, alone or together with others.

    Formula: the total-order Sobol index of the mean rank shift for the weight of each named indicator, the
    normalisation and the aggregation.
    Range: 0 to 1, by estimation slightly beyond.
    Reading: high is the choice that the order depends on; the indices sum to more than 1 where choices act together.
    Undefined: as the bands; `constant_column` for the weight of an indicator that is equal for all units;
    `no_movement` when no choice moves any unit.
    Variant: total-order indices from 1,024 rows.
    Minimum data: as the places.
    Source: Sobol (2001); estimator of Jansen (1999); OECD and JRC (2008).
    """
    inputs = (*names, "normalisation", "aggregation")
    table, lacking = _usable(scores)
    if table is None:
        return dict.fromkeys(inputs, lacking)
    varies = np.ptp(np.asarray(scores, dtype=float), axis=0) > 0
    used = [name for name, is_used in zip(names, varies, strict=True) if is_used]
    found = sobol_indices(_shifts(table), len(used) + 2, sample_count)
    totals = found[1] if found else [undefined("no_movement")] * (len(used) + 2)
    measured = dict(zip((*used, "normalisation", "aggregation"), totals, strict=True))
    return {name: measured.get(name, undefined("constant_column")) for name in inputs}


def sobol_indices(
    model: Callable[[np.ndarray], np.ndarray], input_count: int, sample_count: int = 1024
) -> tuple[list[Measurement], list[Measurement]] | None:
    """Return how much of a model's variance each input makes alone, and in all; None when the model never varies.

    Formula: from seeded Latin hypercubes A and B and A with column i of B: S_i = 1 - Σ (f(B) - f(A_Bi))² / 2NV and
    T_i = Σ (f(A) - f(A_Bi))² / 2NV, with the variance V of f over A and B.
    Range: 0 to 1, by estimation slightly beyond.
    Reading: T_i near 0 is an input that can be fixed; T_i above S_i is an input that acts together with others.
    Undefined: None without variance.
    Source: Sobol (2001); estimators of Jansen (1999) as in Saltelli et al. (2010).

    Args:
        model: Takes points in the unit cube, one row each, and returns one number a row.
        input_count: How many inputs it has.
        sample_count: How many rows A and B have; the model is asked for input_count + 2 times as many.
    """
    chance = np.random.default_rng(SEED)
    first, second = (_latin_hypercube(chance, sample_count, input_count) for _ in range(2))
    of_first, of_second = model(first), model(second)
    variance = float(np.concatenate([of_first, of_second]).var())
    if variance == 0:
        return None
    alone, total = [], []
    for column in range(input_count):
        mixed = first.copy()
        mixed[:, column] = second[:, column]
        of_mixed = model(mixed)
        alone.append(Measurement(1 - float(((of_second - of_mixed) ** 2).mean()) / (2 * variance)))
        total.append(Measurement(float(((of_first - of_mixed) ** 2).mean()) / (2 * variance)))
    return alone, total


def composite_ranks(table: np.ndarray, draws: np.ndarray) -> np.ndarray:
    """Return the places of the units, one row a draw.

    Args:
        table: One row a unit, one column an indicator; no column is constant.
        draws: Points in the unit cube: a weight a column, the normalisation and the aggregation.
    """
    weights = 1 + WEIGHT_SPREAD * (2 * draws[:, :-2] - 1)
    weights = weights / weights.sum(axis=1, keepdims=True)
    normalisation = np.minimum((draws[:, -2] * len(NORMALISATIONS)).astype(int), len(NORMALISATIONS) - 1)
    aggregation = np.minimum((draws[:, -1] * len(AGGREGATIONS)).astype(int), len(AGGREGATIONS) - 1)
    scores = np.empty((len(draws), len(table)))
    for number, normalised in enumerate(_normalised(table)):
        for kind in range(len(AGGREGATIONS)):
            chosen = (normalisation == number) & (aggregation == kind)
            means = weights[chosen] @ (normalised if kind == 0 else np.log(normalised)).T
            scores[chosen] = means if kind == 0 else np.exp(means)
    scores = np.round(scores, _DECIMALS)
    higher = (scores[:, None, :] > scores[:, :, None]).sum(axis=2)
    equal = (scores[:, None, :] == scores[:, :, None]).sum(axis=2)
    return np.asarray(higher + (equal + 1) / 2)


def _normalised(table: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return the table by each normalisation, on a positive scale: the geometric mean takes no 0 and nothing below."""
    spread = 1 + 99 * (table - table.min(axis=0)) / np.ptp(table, axis=0)
    standard = (table - table.mean(axis=0)) / table.std(axis=0, ddof=1)
    standard = 100 + 90 * standard / np.abs(standard).max()
    lower = (table[None, :, :] < table[:, None, :]).sum(axis=1)
    equal = (table[None, :, :] == table[:, None, :]).sum(axis=1)
    return spread, standard, lower + (equal + 1) / 2


def _shifts(table: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    reference = composite_ranks(table, np.array([[0.5] * table.shape[1] + [0.0, 0.0]]))
    return lambda draws: np.asarray(np.abs(composite_ranks(table, draws) - reference).mean(axis=1))


def _draws(table: np.ndarray, count: int) -> np.ndarray:
    return np.random.default_rng(SEED).random((count, table.shape[1] + 2))


def _latin_hypercube(chance: np.random.Generator, count: int, input_count: int) -> np.ndarray:
    strata = chance.permuted(np.tile(np.arange(count), (input_count, 1)), axis=1).T
    return np.asarray((strata + chance.random((count, input_count))) / count)


def _usable(scores: Sequence[Sequence[float]]) -> tuple[np.ndarray | None, Measurement]:
    """Return the indicators that differ between the units, or the reason why there is no composite."""
    if len(scores) < LEAST_UNITS:
        return None, undefined("too_few_units")
    table = np.asarray(scores, dtype=float)
    varying = table[:, np.ptp(table, axis=0) > 0]
    constant = undefined("constant_column")
    return (varying, constant) if varying.shape[1] else (None, constant)
