"""Intervals of network measures: how far they would move if other actors had been mapped."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from tasks.measure.measurement import Measurement

MINIMUM_ACTORS = 20
DRAW_COUNT = 500
SEED = 20210901
RESAMPLED = "interval=vertex_bootstrap_95"
_PERCENTILES = (2.5, 97.5)
_BLOCK_LINKS = 10_000


def can_resample(actor_count: int) -> bool:
    """Return whether there are enough actors for an interval: with fewer it would promise too much."""
    return actor_count >= MINIMUM_ACTORS


def drawn_link_counts(actor_count: int, pairs: np.ndarray) -> np.ndarray:
    """Return how many links each of 500 networks has whose actors are drawn with replacement.

    Formula: Σ w_i w_j over the links i - j, for the numbers of times w that seeded draws of n actors take each actor.
    Range: 0 upwards, one number a draw.
    Reading: the same draws serve every kind of link, so counts of several kinds belong together.
    Undefined: 0 without links.
    Source: vertex bootstrap of Snijders and Borgatti (1999).
    """
    weights = _drawn_weights(actor_count)
    counts = np.zeros(DRAW_COUNT)
    for start in range(0, len(pairs), _BLOCK_LINKS):
        one, other = pairs[start : start + _BLOCK_LINKS].T
        counts += np.einsum("ld,ld->d", weights[one], weights[other])
    return counts


def drawn_pair_counts(actor_count: int) -> np.ndarray:
    """Return how many pairs of different actors each draw has; an actor drawn twice is no pair with itself."""
    weights = _drawn_weights(actor_count)
    return np.asarray((actor_count**2 - (weights.astype(np.float64) ** 2).sum(axis=0)) / 2)


def with_interval(measured: Measurement, parts: np.ndarray, wholes: np.ndarray, scale: float = 1.0) -> Measurement:
    """Return a measured share with the 95 per cent interval of scale · part / whole over the draws with a whole.

    A measurement without a value, or whose draws have no whole, stays as it is.
    """
    has_whole = wholes > 0
    if measured.value is None or not has_whole.any():
        return measured
    lower, upper = np.percentile(scale * parts[has_whole] / wholes[has_whole], _PERCENTILES)
    return replace(measured, lower=float(lower), upper=float(upper))


@lru_cache(maxsize=16)
def _drawn_weights(actor_count: int) -> np.ndarray:
    """Return how often each draw takes each actor, one row an actor."""
    # Single precision is half the memory and holds numbers this small exactly.
    chance = np.random.default_rng([SEED, actor_count])
    even = np.full(actor_count, 1 / actor_count)
    return chance.multinomial(actor_count, even, size=DRAW_COUNT).T.astype(np.float32)
