"""One indicator of several units on a common scale, and the outliers that would squeeze it."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from tasks.measure.measurement import Measurement, undefined

Direction = Literal[1, -1]
"""Whether high is good (1) or bad (-1)."""

SKEWNESS_LIMIT, KURTOSIS_LIMIT = 2.0, 3.5
MOST_WINSORISED = 5
OUTLIER_DEVIATIONS = 3.0


def min_max(values: Sequence[float], low: float = 0.0, high: float = 1.0) -> list[Measurement]:
    """Return the values of the units between two bounds.

    Formula: low + (x - min) / (max - min) · (high - low).
    Range: low to high.
    Reading: the best unit has the upper bound and the worst the lower, however near they are to each other.
    Undefined: `constant_column` when all units are equal, also a single unit.
    Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators.
    """
    numbers = _numbers(values)
    if _is_constant(numbers):
        return _constant(numbers)
    return _measured(low + (numbers - numbers.min()) / (numbers.max() - numbers.min()) * (high - low))


def z_scores(values: Sequence[float]) -> list[Measurement]:
    """Return how many standard deviations each unit lies from the mean.

    Formula: (x - mean) / s, with the sample standard deviation.
    Range: unbounded, mean 0.
    Reading: 1 is one standard deviation above the mean of the units.
    Undefined: `constant_column` when all units are equal, also a single unit.
    Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators.
    """
    numbers = _numbers(values)
    return _constant(numbers) if _is_constant(numbers) else _measured((numbers - numbers.mean()) / numbers.std(ddof=1))


def rank_positions(values: Sequence[float]) -> list[Measurement]:
    """Return the place of each unit in the order from the highest value.

    Formula: 1 for the highest; equal units share the mean of their places.
    Range: 1 to the number of units.
    Reading: 1 is the highest; what lies between two places is lost.
    Undefined: `constant_column` when all units are equal, also a single unit.
    Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators.
    """
    numbers = _numbers(values)
    if _is_constant(numbers):
        return _constant(numbers)
    higher = (numbers[None, :] > numbers[:, None]).sum(axis=1)
    equal = (numbers[None, :] == numbers[:, None]).sum(axis=1)
    return _measured(higher + (equal + 1) / 2)


def distance_to_target(
    values: Sequence[float], target: float, direction: Direction = 1, *, capped: bool = False
) -> list[Measurement]:
    """Return how far each unit has come from the worst unit to a target.

    Formula: (x - min) / (target - min), where low is good (max - x) / (max - target); capped at 1.
    Range: 0 upwards, or 0 to 1 when capped.
    Reading: 1 is the target reached.
    Undefined: `target_reached_by_all` when even the worst unit is at the target or past it.
    Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators.
    """
    numbers = direction * _numbers(values)
    worst = numbers.min(initial=np.inf)
    if worst >= direction * target:
        return [undefined("target_reached_by_all")] * len(numbers)
    distances = (numbers - worst) / (direction * target - worst)
    return _measured(np.minimum(distances, 1.0) if capped else distances)


def goalpost_score(value: float, low: float, high: float, direction: Direction = 1) -> Measurement:
    """Return where a value lies between two fixed posts.

    Formula: (x - low) / (high - low), where low is good 1 less that; capped at 0 and 1.
    Range: 0 to 1.
    Reading: 1 is the better post reached; it does not depend on the other units.
    Undefined: `no_range` when the posts are not in order.
    Source: UNDP (1990), Human Development Report; OECD and JRC (2008).
    """
    if high <= low:
        return undefined("no_range")
    score = min(max((value - low) / (high - low), 0.0), 1.0)
    return Measurement(score if direction == 1 else 1 - score)


def median_index(values: Sequence[float]) -> list[Measurement]:
    """Return each unit against the median of the units, which is 100.

    Formula: 100 · x / median.
    Range: 0 upwards for values that are not negative.
    Reading: 120 is a fifth above the unit in the middle.
    Undefined: `no_base` when the median is 0 or below.
    Source: definition, as in the Finnish region profiles of Owal Group (2020).
    """
    numbers = _numbers(values)
    median = float(np.median(numbers)) if len(numbers) else 0.0
    return _measured(100 * numbers / median) if median > 0 else [undefined("no_base")] * len(numbers)


def sample_skewness(values: Sequence[float]) -> Measurement:
    """Return how lopsided a column is.

    Formula: √(n(n - 1)) / (n - 2) · m₃ / m₂^1.5, with the central moments m.
    Range: unbounded; 0 for a symmetric column.
    Reading: above 0 is a long tail of high values, below 0 one of low values.
    Undefined: `too_few_units` for fewer than four units; `constant_column` when all are equal.
    Source: Joanes and Gill (1998), type 2.
    """
    numbers = _numbers(values)
    lacking = _without_shape(numbers)
    if lacking:
        return lacking
    count, deviations = len(numbers), _deviations(numbers)
    skewness = (deviations**3).mean() / (deviations**2).mean() ** 1.5
    return Measurement(float(skewness * np.sqrt(count * (count - 1)) / (count - 2)))


def sample_kurtosis(values: Sequence[float]) -> Measurement:
    """Return how heavy the tails of a column are, less those of a normal distribution.

    Formula: (n - 1) / ((n - 2)(n - 3)) · ((n + 1)(m₄ / m₂² - 3) + 6), with the central moments m.
    Range: unbounded; 0 for a normal distribution.
    Reading: high is a few values far from the rest.
    Undefined: `too_few_units` for fewer than four units; `constant_column` when all are equal.
    Source: Joanes and Gill (1998), type 2.
    """
    numbers = _numbers(values)
    lacking = _without_shape(numbers)
    if lacking:
        return lacking
    count, deviations = len(numbers), _deviations(numbers)
    excess = (deviations**4).mean() / (deviations**2).mean() ** 2 - 3
    return Measurement(float((count - 1) / ((count - 2) * (count - 3)) * ((count + 1) * excess + 6)))


def has_outliers(values: Sequence[float]) -> bool:
    """Return whether a few values dominate a column.

    Formula: skewness at or beyond ±2 and excess kurtosis of 3.5 or more, both as sample statistics.
    Range: true or false.
    Reading: true is a column whose scale one or two units would set alone.
    Undefined: false for fewer than four units or equal units.
    Source: OECD and JRC (2008), as applied in the COINr package of Becker (2022).
    """
    skewness, kurtosis = sample_skewness(values).value, sample_kurtosis(values).value
    return (
        skewness is not None and kurtosis is not None and abs(skewness) >= SKEWNESS_LIMIT and kurtosis >= KURTOSIS_LIMIT
    )


def winsorised(values: Sequence[float]) -> tuple[list[float], int]:
    """Return a column without dominating values, and how many were changed.

    Formula: while the column has outliers, the value at the end of its longer tail takes the value next to it, five
    times at most.
    Range: within the column's own values.
    Reading: a change is stated beside the result; the unit keeps its place in the order.
    Undefined: unchanged without outliers.
    Source: OECD and JRC (2008), as applied in the COINr package of Becker (2022).
    """
    numbers = _numbers(values)
    changed = 0
    while has_outliers(numbers.tolist()) and changed < MOST_WINSORISED:
        changed += 1
        is_high = (sample_skewness(numbers.tolist()).value or 0.0) > 0
        order = np.argsort(numbers, kind="stable")
        end, neighbour = (order[-changed:], order[-changed - 1]) if is_high else (order[:changed], order[changed])
        numbers[end] = numbers[neighbour]
    return numbers.tolist(), changed


def capped_outliers(values: Sequence[float], deviations: float = OUTLIER_DEVIATIONS) -> tuple[list[float], int]:
    """Return a column in which values far from the mean are drawn to the farthest of the others, and how many were.

    Formula: a value beyond the mean ± 3 standard deviations (sample) takes the highest or lowest value within them.
    Range: within the column's own values.
    Reading: a change is stated beside the result. In ten units or fewer none can lie so far from the mean.
    Undefined: unchanged without outliers.
    Source: European Commission (2009), European Innovation Scoreboard 2008, technical annex.
    """
    numbers = _numbers(values)
    if _is_constant(numbers):
        return numbers.tolist(), 0
    is_far = np.abs(numbers - numbers.mean()) > deviations * numbers.std(ddof=1)
    others = numbers[~is_far]
    if not is_far.any() or not len(others):
        return numbers.tolist(), 0
    return np.clip(numbers, others.min(), others.max()).tolist(), int(is_far.sum())


def _numbers(values: Sequence[float]) -> np.ndarray:
    numbers = np.array(values, dtype=float)
    if not np.isfinite(numbers).all():
        raise ValueError("only units with a value are compared: leave the others out and say so")
    return numbers


def _is_constant(numbers: np.ndarray) -> bool:
    return len(numbers) < 2 or bool((numbers == numbers[0]).all())


def _constant(numbers: np.ndarray) -> list[Measurement]:
    return [undefined("constant_column")] * len(numbers)


def _measured(numbers: np.ndarray) -> list[Measurement]:
    return [Measurement(number) for number in numbers.tolist()]


def _without_shape(numbers: np.ndarray) -> Measurement | None:
    if len(numbers) < 4:
        return undefined("too_few_units")
    return undefined("constant_column") if _is_constant(numbers) else None


def _deviations(numbers: np.ndarray) -> np.ndarray:
    """Return the distances from the mean with the largest as unit, so that no power of theirs is lost to rounding."""
    deviations = numbers - numbers.mean()
    return np.asarray(deviations / np.abs(deviations).max())
