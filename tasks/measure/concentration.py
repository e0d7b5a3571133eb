"""How concentrated or diverse a distribution over sectors is."""

from collections.abc import Sequence
from math import log2

import numpy as np

from tasks.measure.measurement import Measurement, undefined


def herfindahl_index(counts: Sequence[float]) -> Measurement:
    """Return how concentrated jobs are in few sectors.

    Formula: H = Σ s_i², over the shares of all sectors.
    Range: 1/n (n equal sectors) to 1 (one sector).
    Reading: high is dependence on few sectors, low is an even structure. It depends on how many sectors are told apart.
    Undefined: `no_base` when there are no jobs.
    Source: Hirschman (1945), Herfindahl (1950).
    """
    shares = _shares(counts)
    return undefined("no_base") if shares is None else Measurement(min(float((shares**2).sum()), 1.0))


def normalised_herfindahl_index(counts: Sequence[float]) -> Measurement:
    """Return the Herfindahl index freed from the number of sectors.

    Formula: (H - 1/n) / (1 - 1/n).
    Range: 0 (equal sectors) to 1 (one sector).
    Reading: high is dependence on few sectors.
    Undefined: `no_base` without jobs; `single_category` when only one sector is told apart.
    Source: Hirschman (1945), Herfindahl (1950).
    """
    index = herfindahl_index(counts)
    if index.value is None:
        return index
    if len(counts) == 1:
        return undefined("single_category")
    floor = 1 / len(counts)
    return Measurement(max((index.value - floor) / (1 - floor), 0.0))


def equivalent_number(counts: Sequence[float]) -> Measurement:
    """Return how many equally large sectors would be as concentrated.

    Formula: 1 / H.
    Range: 1 to n.
    Reading: low is dependence on few sectors.
    Undefined: `no_base` when there are no jobs.
    Source: Adelman (1969).
    """
    index = herfindahl_index(counts)
    return index if index.value is None else Measurement(1 / index.value)


def shannon_entropy(counts: Sequence[float]) -> Measurement:
    """Return how diverse a distribution is, in bits.

    Formula: -Σ p_i log2 p_i; an empty category adds 0.
    Range: 0 to log2 n.
    Reading: high is diverse, 0 is a single category.
    Undefined: `no_base` when there is nothing to distribute.
    Source: Shannon (1948).
    """
    shares = _shares(counts)
    if shares is None:
        return undefined("no_base")
    positive = shares[shares > 0]
    return Measurement(max(-float((positive * np.log2(positive)).sum()), 0.0))


def evenness(counts: Sequence[float]) -> Measurement:
    """Return how evenly something is spread over its categories.

    Formula: entropy / log2 n, where n counts all categories, the empty ones too.
    Range: 0 to 1.
    Reading: 1 is equally many in each category, 0 is a single category.
    Undefined: `no_base` when there is nothing to distribute; `single_category` when n is 1.
    Source: Pielou (1966).
    """
    entropy = shannon_entropy(counts)
    if entropy.value is None:
        return entropy
    if len(counts) == 1:
        return undefined("single_category")
    return Measurement(min(entropy.value / log2(len(counts)), 1.0))


def effective_number(counts: Sequence[float]) -> Measurement:
    """Return how many equally common categories would be as diverse.

    Formula: 2 to the power of the entropy in bits (Hill number of order 1).
    Range: 1 to n.
    Reading: high is diverse.
    Undefined: `no_base` when there is nothing to distribute.
    Source: Hill (1973).
    """
    entropy = shannon_entropy(counts)
    return entropy if entropy.value is None else Measurement(2**entropy.value)


def _shares(counts: Sequence[float]) -> np.ndarray | None:
    values = np.asarray(counts, dtype=float)
    if (values < 0).any() or not np.isfinite(values).all():
        raise ValueError("counts by sector must be finite and not negative: the clean table should not allow others")
    total = values.sum()
    return None if total == 0 else values / total
