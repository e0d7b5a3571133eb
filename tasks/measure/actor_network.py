"""The network of actors at one day: who is in it, and which pairs are linked."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from tasks.findings import join_source_refs

HEI_TYPES = ("university", "applied_university", "university_centre", "research_institute")
"""Actor types that count as higher education and research; an upper secondary school does not."""
ORCHESTRATOR = "orchestrator"
HOME_COUNTRY = "FI"
GROUPS = ("helix", "town", "sector")
"""The kinds of groups that links run within or between; the sector is the actor's primary one."""

Mask = np.ndarray


@dataclass(frozen=True)
class LinkSet:
    """Some links: the linked pairs, and the rows that say so.

    Attributes:
        pairs: One row a linked pair, as numbers of actors, each pair once.
        source_refs: The rows; several can state the same pair.
    """

    pairs: np.ndarray
    source_refs: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many pairs are linked."""
        return len(self.pairs)


@dataclass(frozen=True)
class ActorNetwork:
    """The actors, the external ones behind them, and the links.

    Attributes:
        actors: One row an actor: id, town (missing for an external one), helix, actor_type, role, country, source_ref.
        first: Number of the actor at one end of each link row.
        second: Number of the actor at the other end.
        source_refs: The row of each link.
        reported_by: The town whose row each link is.
    """

    actors: pd.DataFrame
    first: np.ndarray
    second: np.ndarray
    source_refs: np.ndarray
    reported_by: np.ndarray

    def of_towns(self, *towns: str) -> Mask:
        """Return which actors belong to some towns."""
        found: Mask = self.actors["town"].isin(towns).to_numpy(dtype=bool)
        return found

    @cached_property
    def is_hei(self) -> Mask:
        """Which actors are higher education or research."""
        found: Mask = self.actors["actor_type"].isin(HEI_TYPES).to_numpy(dtype=bool)
        return found

    @cached_property
    def is_abroad(self) -> Mask:
        """Which actors are in another country."""
        found: Mask = (self.actors["country"] != HOME_COUNTRY).to_numpy(dtype=bool)
        return found

    @cached_property
    def is_internal(self) -> Mask:
        """Which actors belong to a town of the network."""
        found: Mask = self.actors["town"].notna().to_numpy(dtype=bool)
        return found

    @cached_property
    def town_numbers(self) -> np.ndarray:
        """The town of each actor as a number; -1 for an external one."""
        return np.asarray(pd.factorize(self.actors["town"], use_na_sentinel=True)[0])

    @cached_property
    def is_cross_town(self) -> Mask:
        """Which link rows run between two towns of the network."""
        first, second = self.town_numbers[self.first], self.town_numbers[self.second]
        found: Mask = (first != second) & (first >= 0) & (second >= 0)
        return found

    def links(self, rows: Mask) -> LinkSet:
        """Return the links of some rows."""
        low = np.minimum(self.first[rows], self.second[rows])
        high = np.maximum(self.first[rows], self.second[rows])
        pairs = np.unique(np.column_stack([low, high]), axis=0) if len(low) else np.empty((0, 2), dtype=int)
        return LinkSet(pairs, tuple(self.source_refs[rows]))

    def within(self, members: Mask) -> LinkSet:
        """Return the links with both ends among some actors."""
        return self.links(members[self.first] & members[self.second])

    def between(self, members: Mask, others: Mask) -> LinkSet:
        """Return the links with one end among some actors and the other among some others, which may overlap."""
        forth = members[self.first] & others[self.second]
        back = members[self.second] & others[self.first]
        return self.links(forth | back)


@dataclass(frozen=True)
class Subnetwork:
    """The actors of some towns and the links between them, external actors left out.

    Attributes:
        actor_ids: The actors, in the order in which `pairs` and `groups` number them.
        pairs: The links again, as places in `actor_ids`.
        groups: The group of each actor as a place in the sorted names of `sizes`, by kind of group.
        links: The links.
        cross_town_count: How many of the linked pairs are in different towns.
        linked_actor_count: How many actors have a link.
        sizes: How many actors each group has, by kind of group (see `GROUPS`) and group.
        internal_counts: How many of the linked pairs stay in their group, by kind of group.
        source_refs: The rows of the actors and of the links.
    """

    actor_ids: tuple[str, ...]
    pairs: np.ndarray
    groups: Mapping[str, np.ndarray]
    links: LinkSet
    cross_town_count: int
    linked_actor_count: int
    sizes: Mapping[str, Mapping[str, int]]
    internal_counts: Mapping[str, int]
    source_refs: tuple[str, ...]

    @property
    def actor_count(self) -> int:
        """How many actors there are."""
        return sum(self.sizes["town"].values())

    @cached_property
    def source(self) -> str:
        """The rows of the actors and of the links in short form."""
        return join_source_refs(self.source_refs)


def take_subnetwork(network: ActorNetwork, towns: Sequence[str]) -> Subnetwork:
    """Return the part of a network that some towns' actors make."""
    members = network.of_towns(*towns)
    links = network.within(members)
    place = np.cumsum(members) - 1
    internal_counts = {}
    for group in GROUPS:
        numbers = pd.factorize(network.actors[group], use_na_sentinel=True)[0]
        internal_counts[group] = int((numbers[links.pairs[:, 0]] == numbers[links.pairs[:, 1]]).sum())
    return Subnetwork(
        actor_ids=tuple(network.actors["id"][members]),
        pairs=place[links.pairs],
        groups={
            group: np.unique(network.actors[group][members].to_numpy(dtype=str), return_inverse=True)[1]
            for group in GROUPS
        },
        links=links,
        cross_town_count=links.count - internal_counts["town"],
        linked_actor_count=len(np.unique(links.pairs)),
        sizes={
            group: {
                str(name): int(size)
                for name, size in network.actors[group][members].value_counts().sort_index().items()
            }
            for group in GROUPS
        },
        internal_counts=internal_counts,
        source_refs=(*network.actors["source_ref"][members], *links.source_refs),
    )


def active_on(frame: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """Return the rows of a register that have begun and not ended on a day; a blank date is an open end."""
    when = pd.Timestamp(day)
    begun = frame["active_from"].isna() | (frame["active_from"] <= when)
    ongoing = frame["active_to"].isna() | (frame["active_to"] >= when)
    return frame[begun & ongoing]


def build_network(
    actors: pd.DataFrame, external_actors: pd.DataFrame, links: pd.DataFrame, day: dt.date
) -> ActorNetwork:
    """Return the network at the end of a day.

    A link counts when it is active and both of its ends are known, active and different, and at least one of them
    belongs to a town: a link to an actor of a town that sent nothing cannot be placed.
    """
    own = active_on(actors, day)[["actor_id", "town", "helix", "primary_sector", "actor_type", "role", "source_ref"]]
    own = own.rename(columns={"actor_id": "id", "primary_sector": "sector"}).assign(country=HOME_COUNTRY)
    external = external_actors[["external_id", "helix", "actor_type", "country", "source_ref"]]
    external = external.rename(columns={"external_id": "id"}).assign(town=None, role=None, sector=None)
    nodes = pd.concat([own, external[own.columns].astype(own.dtypes.to_dict())], ignore_index=True)
    # What is drawn by chance from a seed is the same only if the order of the actors is.
    nodes = nodes.drop_duplicates("id").sort_values("id", ignore_index=True)
    current = active_on(links, day)
    index = pd.Index(nodes["id"])
    first, second = index.get_indexer(current["from_id"]), index.get_indexer(current["to_id"])
    is_internal = nodes["town"].notna().to_numpy(dtype=bool)
    counts = (first >= 0) & (second >= 0) & (first != second)
    counts[counts] &= is_internal[first[counts]] | is_internal[second[counts]]
    refs = current["source_ref"].to_numpy(dtype=object)
    towns = current["town"].to_numpy(dtype=object)
    return ActorNetwork(nodes, first[counts], second[counts], refs[counts], towns[counts])
