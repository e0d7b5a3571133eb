"""Who stands between others: open and closed triads, the roles of brokers, and structural holes."""

from collections.abc import Sequence

import numpy as np

from tasks.measure.measurement import Measurement, formula, undefined
from tasks.measure.networks import degrees

ROLES = ("coordinator", "itinerant", "gatekeeper_representative", "liaison")
"""The roles of a broker between two actors that are not linked; without directions two of them cannot be told apart."""


def triangles(actor_count: int, pairs: np.ndarray) -> np.ndarray:
    """Return the closed triads, one row of three actor numbers each."""
    rank = np.argsort(np.argsort(degrees(actor_count, pairs), kind="stable"), kind="stable")
    later: list[set[int]] = [set() for _ in range(actor_count)]
    # Each link is kept by its less linked end: no actor then keeps many, however many links it has.
    for one, other in pairs.tolist():
        low, high = (one, other) if rank[one] < rank[other] else (other, one)
        later[low].add(high)
    found = [(one, other, third) for one in range(actor_count) for other in later[one]
             for third in later[one] & later[other]]  # fmt: skip
    return np.array(found, dtype=int).reshape(-1, 3)


@formula
def brokerage_roles(groups: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """Return how often each actor is the only direct way between two others, by its role.

    Formula: open triads j - i - k (j and k not linked) of the broker i, by the groups of the three: coordinator (all in
    one group), itinerant (j and k in one group, i in another), gatekeeper or representative (i and one of the two in
    one group), liaison (three groups). Directions are not recorded, so gatekeeper and representative are one role.
    Range: 0 upwards; one row an actor, one column a role in the order of `ROLES`.
    Reading: high is many pairs that know each other only through the actor; a liaison joins three groups.
    Undefined: never; an actor without links brokers nothing.
    Variant: undirected, open triads only; groups are helices or towns.
    Minimum data: one actor.
    Source: Gould and Fernandez (1989).
    """
    actor_count, group_count = len(groups), int(groups.max(initial=-1)) + 1
    ends, others = np.concatenate([pairs, pairs[:, ::-1]]).T
    partners = np.zeros((actor_count, group_count), dtype=int)
    np.add.at(partners, (ends, groups[others]), 1)
    own = partners[np.arange(actor_count), groups]
    outside = partners.sum(axis=1) - own
    together = (partners * (partners - 1) // 2).sum(axis=1) - own * (own - 1) // 2
    found = np.column_stack([own * (own - 1) // 2, together, own * outside, outside * (outside - 1) // 2 - together])
    closed = triangles(actor_count, pairs)
    for place in range(3):
        broker, one, other = np.roll(closed, -place, axis=1).T
        same_one, same_other = groups[one] == groups[broker], groups[other] == groups[broker]
        role = np.select(
            [same_one & same_other, same_one | same_other, groups[one] == groups[other]], [0, 2, 1], default=3
        )
        np.subtract.at(found, (broker, role), 1)
    return found


@formula
def burt_constraint(actor_count: int, pairs: np.ndarray, weights: Sequence[float] | None = None) -> list[Measurement]:
    """Return how much the links of each actor lead back to the same people.

    Formula: Σ_j (p_ij + Σ_q p_iq p_qj)² over the partners j, with p_ij the share of i's links (or their weight) that
    goes to j.
    Range: above 0 to 1, and up to 1.125 in very small networks.
    Reading: low is a broker across structural holes, high is a closed circle. Actors without links are not ranked.
    Undefined: `no_links` for an actor without links.
    Variant: a run does not weigh links; the function takes weights.
    Minimum data: one link of the actor.
    Source: Burt (1992).
    """
    ends, _, shares, _ = _directed(actor_count, pairs, weights)
    indirect = _over_triangles(actor_count, pairs, shares, shares)
    return _of_linked(actor_count, ends, np.bincount(ends, (shares + indirect) ** 2, actor_count))


@formula
def effective_size(actor_count: int, pairs: np.ndarray, weights: Sequence[float] | None = None) -> list[Measurement]:
    """Return how many of each actor's partners are not already reached through another partner.

    Formula: Σ_j (1 - Σ_q p_iq m_jq) over the partners j, with m_jq the weight of the link of j and q as a share of j's
    strongest link; without weights it is the number of partners less the mean of their links to each other.
    Range: 1 to the number of partners.
    Reading: high is many separate circles within reach.
    Undefined: `no_links` for an actor without links.
    Variant: a run does not weigh links; the function takes weights.
    Minimum data: one link of the actor.
    Source: Burt (1992); the form without weights by Borgatti (1997).
    """
    ends, _, shares, strengths = _directed(actor_count, pairs, weights)
    # The strength is that of the partner's link to the third actor, so it is looked up from the partner's side.
    redundant = _over_triangles(actor_count, pairs, shares, strengths, from_partner=True)
    return _of_linked(actor_count, ends, np.bincount(ends, 1 - redundant, actor_count))


def _directed(
    actor_count: int, pairs: np.ndarray, weights: Sequence[float] | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return both directions of every link: ends, other ends, share of the end's weight, share of its strongest."""
    ends, others = np.concatenate([pairs, pairs[:, ::-1]]).T
    given = np.ones(len(pairs)) if weights is None else np.asarray(weights, dtype=float)
    both = np.concatenate([given, given])
    totals, strongest = np.bincount(ends, both, actor_count), np.zeros(actor_count)
    np.maximum.at(strongest, ends, both)
    return ends, others, both / totals[ends], both / strongest[ends]


def _over_triangles(
    actor_count: int, pairs: np.ndarray, first: np.ndarray, second: np.ndarray, *, from_partner: bool = False
) -> np.ndarray:
    """Return for each directed link i to j the sum over their common partners q of first(i, q) · second.

    The second factor is that of q to j, or of j to q.
    """
    sums = np.zeros(len(first))
    if not len(pairs):
        return sums
    ends, others = np.concatenate([pairs, pairs[:, ::-1]]).T
    codes = ends * actor_count + others
    order = np.argsort(codes)

    def place(end: np.ndarray, other: np.ndarray) -> np.ndarray:
        return np.asarray(order[np.searchsorted(codes, end * actor_count + other, sorter=order)])

    closed = triangles(actor_count, pairs)
    for turn in range(3):
        for direction in (1, -1):
            i, q, j = np.roll(closed, -turn, axis=1)[:, ::direction].T
            factor = second[place(j, q) if from_partner else place(q, j)]
            np.add.at(sums, place(i, j), first[place(i, q)] * factor)
    return sums


def _of_linked(actor_count: int, ends: np.ndarray, numbers: np.ndarray) -> list[Measurement]:
    is_linked = np.bincount(ends, minlength=actor_count) > 0
    return [
        Measurement(number) if linked else undefined("no_links")
        for number, linked in zip(numbers.tolist(), is_linked, strict=True)
    ]
