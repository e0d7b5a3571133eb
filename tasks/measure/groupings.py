"""Whether links follow a grouping of the actors, such as towns or helices, and what chance alone would give."""

from collections.abc import Sequence
from statistics import fmean

import networkx as nx
import numpy as np

from tasks.measure.centrality import as_graph
from tasks.measure.measurement import Measurement, formula, undefined
from tasks.measure.networks import degrees
from tasks.measure.structures import checked_counts

COMMUNITY_SEED = 20210901
NULL_DRAW_COUNT = 20
_SWAP_ROUNDS = 10


@formula
def mixing_matrix(groups: np.ndarray, pairs: np.ndarray, group_count: int) -> np.ndarray:
    """Return how many links run between each two groups.

    Formula: links by the groups of their ends; row and column are the groups, a link within one group is on the
    diagonal once, and one between two groups is in both cells.
    Range: 0 upwards.
    Reading: a large cell is two groups that work together much; large groups have large cells by themselves.
    Undefined: never, once the links were sent.
    Variant: groups are helices.
    Minimum data: the links of a town.
    Source: Newman (2003).
    """
    matrix = np.zeros((group_count, group_count), dtype=int)
    one, other = groups[pairs].T
    np.add.at(matrix, (one, other), 1)
    return np.asarray(matrix + matrix.T - np.diag(np.diag(matrix)))


@formula
def modularity(groups: np.ndarray, pairs: np.ndarray) -> Measurement:
    """Return how much more links stay within groups than the actors' numbers of links alone would make them.

    Formula: Σ_g (m_g / m - (D_g / 2m)²), with m_g links within group g and D_g link ends in it.
    Range: -0.5 to 1.
    Reading: high is a network that falls into the groups; it is read beside its expected value.
    Undefined: `no_links` without links.
    Variant: groups are the towns, the helices, or those that the Louvain method finds with a fixed seed.
    Minimum data: one link.
    Source: Newman and Girvan (2004).
    """
    if not len(pairs):
        return undefined("no_links")
    within, ends = _ends_by_group(groups, pairs)
    return Measurement(float((within / len(pairs) - (ends / (2 * len(pairs))) ** 2).sum()))


@formula
def expected_modularity(groups: np.ndarray, pairs: np.ndarray) -> Measurement:
    """Return the modularity that the actors' numbers of links alone would give to the same groups.

    Formula: Σ_g (D_g (D_g - 1) / (2m (2m - 1)) - (D_g / 2m)²): the ends of the links are paired at random. For the
    groups that were searched in the links it is the mean modularity of the groups found in seeded rewired networks.
    Range: -0.5 to 1.
    Reading: an observed modularity near it says nothing of the groups; only what is above it does.
    Undefined: `no_links` without links.
    Variant: configuration model; 20 rewired networks for the groups of the Louvain method, 2 above 1,000 actors.
    Minimum data: one link.
    Source: configuration model of Molloy and Reed (1995); for groups that were searched, Guimerà et al. (2004).
    """
    if not len(pairs):
        return undefined("no_links")
    _, ends = _ends_by_group(groups, pairs)
    stubs = 2 * len(pairs)
    return Measurement(float((ends * (ends - 1) / (stubs * (stubs - 1)) - (ends / stubs) ** 2).sum()))


@formula
def expected_ei_index_by_degree(groups: np.ndarray, pairs: np.ndarray) -> Measurement:
    """Return the E-I index that the actors' numbers of links alone would give.

    Formula: 1 - 2 Σ_g D_g (D_g - 1) / (2m (2m - 1)), with D_g link ends in group g: the ends are paired at random.
    Range: -1 to 1.
    Reading: an observed index below it means that links lean towards the own group even when well-linked groups are
    allowed for; the expected value of the group sizes does not allow for them.
    Undefined: `no_links` without links.
    Variant: configuration model.
    Minimum data: one link.
    Source: Krackhardt and Stern (1988), with the configuration model of Molloy and Reed (1995) as null model.
    """
    if not len(pairs):
        return undefined("no_links")
    _, ends = _ends_by_group(groups, pairs)
    stubs = 2 * len(pairs)
    return Measurement(float(1 - 2 * (ends * (ends - 1)).sum() / (stubs * (stubs - 1))))


def detected_groups(actor_count: int, pairs: np.ndarray) -> np.ndarray:
    """Return the groups that the links themselves suggest, one number an actor.

    Formula: the Louvain method with a fixed seed; groups are numbered by their first actor.
    Range: 1 to n groups.
    Reading: groups that are linked more within than between; in small or thin networks they are partly chance.
    Undefined: `no_links` without links.
    Source: Blondel et al. (2008).
    """
    found = nx.community.louvain_communities(as_graph(actor_count, pairs), seed=COMMUNITY_SEED)
    groups = np.zeros(actor_count, dtype=int)
    for number, members in enumerate(sorted(found, key=min)):
        groups[list(members)] = number
    return groups


@formula
def expected_detected_modularity(actor_count: int, pairs: np.ndarray) -> Measurement:
    """Return the modularity of the groups that the same search finds where there are none.

    Formula: the mean of the Louvain modularity of 20 networks in which every actor keeps its number of links and the
    partners are drawn, with the lowest and the highest of them; above 1,000 actors of 2 networks.
    Range: 0 to 1.
    Reading: a thin network has groups by chance; only a modularity above this suggests real ones.
    Undefined: `no_links` without links.
    Source: Guimerà, Sales-Pardo and Amaral (2004).
    """
    if not len(pairs):
        return undefined("no_links")
    found: list[float] = []
    for draw in range(null_draw_count(actor_count)):
        drawn = rewired(actor_count, pairs, np.random.default_rng([COMMUNITY_SEED, draw]))
        value = modularity(detected_groups(actor_count, drawn), drawn).value
        found.append(value or 0.0)
    return Measurement(fmean(found), min(found), max(found))


def null_draw_count(actor_count: int) -> int:
    """Return how many rewired networks an expected value rests on."""
    return NULL_DRAW_COUNT if actor_count <= 1000 else 2


def rewired(actor_count: int, pairs: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Return a network in which every actor has as many links as before, to partners that are drawn.

    Formula: rounds of swaps a-b, c-d to a-d, c-b that make no link to oneself and no link twice.
    Range: networks without loops and with the given degrees.
    Reading: what is left of a pattern in it is the work of the degrees.
    Undefined: unchanged where no swap is possible.
    Source: Maslov and Sneppen (2002).
    """
    links = pairs.copy()
    for _ in range(_SWAP_ROUNDS):
        links = chance.permuted(chance.permutation(links), axis=1)
        half = len(links) // 2
        first, second = links[:half], links[half : 2 * half]
        swapped = np.stack([np.column_stack([first[:, 0], second[:, 1]]), np.column_stack([second[:, 0], first[:, 1]])])
        codes = swapped.min(axis=2) * actor_count + swapped.max(axis=2)
        existing = links.min(axis=1) * actor_count + links.max(axis=1)
        _, place, count = np.unique(codes, return_inverse=True, return_counts=True)
        single = count[place].reshape(codes.shape) == 1
        allowed = (single & ~np.isin(codes, existing) & (swapped[..., 0] != swapped[..., 1])).all(axis=0)
        first[allowed], second[allowed] = swapped[0][allowed], swapped[1][allowed]
    return np.sort(links, axis=1)


@formula
def assortativity(groups: np.ndarray, pairs: np.ndarray) -> Measurement:
    """Return how strongly links join actors of the same group.

    Formula: (Σ e_gg - Σ a_g²) / (1 - Σ a_g²), with e_gg the share of links within group g and a_g of link ends in it.
    Range: -1 to 1.
    Reading: 1 is links within groups only, 0 is no preference, below 0 is a preference for other groups.
    Undefined: `no_links` without links; `single_group` when all links are within one group.
    Variant: groups are helices or towns.
    Minimum data: links in two groups.
    Source: Newman (2003).
    """
    if not len(pairs):
        return undefined("no_links")
    within, ends = _ends_by_group(groups, pairs)
    chance = float(((ends / (2 * len(pairs))) ** 2).sum())
    if np.count_nonzero(ends) == 1:
        return undefined("single_group")
    return Measurement((float(within.sum()) / len(pairs) - chance) / (1 - chance))


def assortativity_of_mixing(mixing: Sequence[Sequence[float]] | np.ndarray) -> Measurement:
    """Return how strongly links join actors of the same group, from counts of links by the groups of their ends.

    Formula: (Σ e_gg - Σ a_g b_g) / (1 - Σ a_g b_g), with e the share of links by the group of their first end (row) and
    of their second end (column), a_g the sum of a row and b_g that of a column.
    Range: -1 to 1.
    Reading: as the assortativity of a network.
    Undefined: `no_links` without links; `single_group` when all links are within one group.
    Variant: directed links as they are. Of undirected ones each counts in both directions, so one within a group is on
    the diagonal twice: the mixing matrix with its diagonal doubled.
    Minimum data: links in two groups.
    Source: Newman (2003).

    Raises:
        ValueError: The matrix is not square, or as `checked_counts`.
    """
    counts = checked_counts(np.asarray(mixing, dtype=float))
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1]:
        raise ValueError("links by the groups of both ends are a square matrix")
    if counts.sum() == 0:
        return undefined("no_links")
    shares = counts / counts.sum()
    first, second = shares.sum(axis=1), shares.sum(axis=0)
    if np.count_nonzero(first) == np.count_nonzero(second) == 1 and np.trace(counts) == counts.sum():
        return undefined("single_group")
    chance = float(first @ second)
    return Measurement((float(np.trace(shares)) - chance) / (1 - chance))


@formula
def coleman_homophily(groups: np.ndarray, pairs: np.ndarray, group: int) -> Measurement:
    """Return how strongly the actors of one group prefer their own group.

    Formula: (s - p) / (1 - p) when s ≥ p, else (s - p) / p, with s the share of the group's link ends that lead to the
    group and p = (n_g - 1) / (n - 1) the share of the own group among the other actors.
    Range: -1 to 1.
    Reading: 1 is only the own group, 0 is no preference, -1 is only others.
    Undefined: `no_links` when the group has none; `single_group` when everybody belongs to it.
    Variant: groups are helices; chance by the sizes of the groups.
    Minimum data: one link of the group and an actor outside it.
    Source: Coleman (1958).
    """
    within, ends = _ends_by_group(groups, pairs)
    if group >= len(ends) or ends[group] == 0:
        return undefined("no_links")
    size = int((groups == group).sum())
    if size == len(groups):
        return undefined("single_group")
    share, chance = 2 * float(within[group]) / float(ends[group]), (size - 1) / (len(groups) - 1)
    scale = 1 - chance if share >= chance else chance
    return Measurement((share - chance) / scale)


def _ends_by_group(groups: np.ndarray, pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the links within each group and the link ends in each group."""
    count = int(groups.max(initial=-1)) + 1
    one, other = groups[pairs].T
    within = np.bincount(one[one == other], minlength=count)
    return within, np.bincount(groups, degrees(len(groups), pairs), count)
