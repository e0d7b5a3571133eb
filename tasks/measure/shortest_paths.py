"""How many of the shortest paths of an undirected network run through each actor, for many starts at once."""

import numpy as np
from scipy import sparse

_STARTS_AT_ONCE = 128
"""Keeps what is held for 5,000 actors at some tens of megabytes."""


def path_dependencies(actor_count: int, pairs: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Return, by actor, the sum of σ_st(v) / σ_st over the shortest paths from the given starts s to all others t.

    The paths from all starts grow together, one link at a time, by products of the adjacency matrix; then each actor
    hands what runs through it back to its predecessors, the farthest first (Brandes 2001). An actor counts on no path
    that begins or ends with it.
    """
    ends, others = np.concatenate([pairs, pairs[:, ::-1]]).T
    adjacent = sparse.csr_array((np.ones(len(ends)), (ends, others)), shape=(actor_count, actor_count))
    found = np.zeros(actor_count)
    for first in range(0, len(starts), _STARTS_AT_ONCE):
        found += _of_starts(adjacent, starts[first : first + _STARTS_AT_ONCE])
    return found


def _of_starts(adjacent: sparse.csr_array, starts: np.ndarray) -> np.ndarray:
    places = (starts, np.arange(len(starts)))
    path_counts = np.zeros((adjacent.shape[0], len(starts)))
    path_counts[places] = 1.0
    is_seen = path_counts > 0
    layers = [is_seen]
    reached = path_counts
    while True:
        reached = adjacent @ reached
        reached[is_seen] = 0.0
        layer = reached > 0
        if not layer.any():
            break
        path_counts = path_counts + reached
        is_seen = is_seen | layer
        layers.append(layer)
    dependencies = np.zeros_like(path_counts)
    for nearer, layer in zip(layers[-2::-1], layers[:0:-1], strict=True):
        handed = np.divide(1.0 + dependencies, path_counts, out=np.zeros_like(path_counts), where=layer)
        dependencies += np.where(nearer, adjacent @ handed * path_counts, 0.0)
    dependencies[places] = 0.0
    return np.asarray(dependencies.sum(axis=1))
