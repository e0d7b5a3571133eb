"""The actors and links that documents name: who is active at the quarter's end, and whose name may be printed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from tasks.assemble.scope import Scope, cell_day, cell_text, is_missing
from tasks.measure.actor_network import HEI_TYPES, HOME_COUNTRY, active_on


@dataclass(frozen=True)
class Actor:
    """One organisation that a document may show.

    Attributes:
        id: Its id in the tables.
        town: Slug of the town that it belongs to; empty for an actor outside the network.
        name: What is printed: its name if that is public, else its type.
        is_named: Whether `name` is its real name.
        country: Country code of an external actor, else the home country.
        source_ref: The row that it stands in.
    """

    id: str
    town: str
    name: str
    is_named: bool
    helix: str
    actor_type: str
    sector: str = ""
    role: str = ""
    rdi_activity: str = ""
    internationality: str = ""
    country: str = HOME_COUNTRY
    locality: str = ""
    source_ref: str = ""

    @property
    def is_higher_education(self) -> bool:
        """Whether it is a university, a university centre or a research institute."""
        return self.actor_type in HEI_TYPES

    @property
    def is_abroad(self) -> bool:
        """Whether it is in another country."""
        return self.country != HOME_COUNTRY


@dataclass(frozen=True)
class Link:
    """A pair of actors that are linked, with all types of link between them.

    Attributes:
        first: Id of the one.
        second: Id of the other.
        types: The codes of the link types, sorted.
        intensity: The strongest intensity.
        source_refs: The rows that say so.
    """

    first: str
    second: str
    types: tuple[str, ...]
    intensity: int
    source_refs: tuple[str, ...]

    def other_end(self, actor_id: str) -> str:
        """Return the id at the other end."""
        return self.second if actor_id == self.first else self.first


@dataclass(frozen=True)
class Directory:
    """All actors and links that are active at the quarter's end."""

    actors: Mapping[str, Actor]
    links: tuple[Link, ...]

    def of_town(self, town: str) -> tuple[Actor, ...]:
        """Return a town's own actors, by id."""
        return self._actors_by_town.get(town, ())

    @cached_property
    def _actors_by_town(self) -> dict[str, tuple[Actor, ...]]:
        found: dict[str, list[Actor]] = {}
        for actor in self.actors.values():
            if actor.town:
                found.setdefault(actor.town, []).append(actor)
        return {town: tuple(sorted(actors, key=lambda a: a.id)) for town, actors in found.items()}

    def links_inside(self, town: str) -> tuple[Link, ...]:
        """Return the links between a town's own actors."""
        return tuple(k for k in self.links if {self.actors[k.first].town, self.actors[k.second].town} == {town})

    def links_outward(self, town: str) -> tuple[tuple[Actor, Actor, Link], ...]:
        """Return the links between a town's own actor and one outside it, as own actor, other actor and link."""
        found = []
        for link in self.links:
            ends = (self.actors[link.first], self.actors[link.second])
            if (ends[0].town == town) != (ends[1].town == town):
                own, other = ends if ends[0].town == town else (ends[1], ends[0])
                found.append((own, other, link))
        return tuple(found)


def read_directory(scope: Scope, town: str = "") -> Directory:
    """Return the directory of the reported quarter; with a town, only its actors and whom they are linked to."""
    day = scope.inputs.quarter.last_day
    tables = scope.inputs.accepted.tables
    actors, externals, links = tables["actors"], tables["external_actors"], active_on(tables["links"], day)
    if town:
        own = actors.loc[actors["town"] == town, "actor_id"]
        links = links[links["from_id"].isin(own) | links["to_id"].isin(own)]
        wanted = pd.concat([own, links["from_id"], links["to_id"]])
        actors = actors[actors["actor_id"].isin(wanted)]
        externals = externals[externals["external_id"].isin(wanted)]
    known = {a.id: a for a in (*_external_actors(scope, externals), *_town_actors(scope, active_on(actors, day)))}
    return Directory(known, _links(links, set(known)))


def _town_actors(scope: Scope, frame: pd.DataFrame) -> list[Actor]:
    found = []
    for row in frame.to_dict("records"):
        is_named = not is_missing(row["name_is_public"]) and bool(row["name_is_public"])
        actor_type = str(row["actor_type"])
        found.append(
            Actor(
                id=str(row["actor_id"]),
                town=str(row["town"]),
                name=str(row["name"]) if is_named else _unnamed(scope, actor_type),
                is_named=is_named,
                helix=str(row["helix"]),
                actor_type=actor_type,
                sector=cell_text(row["primary_sector"]),
                role=cell_text(row["role"]),
                rdi_activity=cell_text(row["rdi_activity"]),
                internationality=cell_text(row["internationality"]),
                source_ref=str(row["source_ref"]),
            )
        )
    return found


def _external_actors(scope: Scope, frame: pd.DataFrame) -> list[Actor]:
    """Return the actors outside the network; the table does not ask whether a firm's name is public, so it is not."""
    found = []
    for row in frame.to_dict("records"):
        is_named = str(row["helix"]) != "business"
        actor_type = str(row["actor_type"])
        found.append(
            Actor(
                id=str(row["external_id"]),
                town="",
                name=str(row["name"]) if is_named else _unnamed(scope, actor_type),
                is_named=is_named,
                helix=str(row["helix"]),
                actor_type=actor_type,
                country=str(row["country"]),
                locality=cell_text(row["locality"]),
                source_ref=str(row["source_ref"]),
            )
        )
    return found


def _unnamed(scope: Scope, actor_type: str) -> str:
    return scope.wording("unnamed_actor", type=scope.label("actor_type", actor_type))


def _links(frame: pd.DataFrame, known: set[str]) -> tuple[Link, ...]:
    pairs: dict[tuple[str, str], list[dict[str, object]]] = {}
    for row in frame.to_dict("records"):
        first, second = sorted((str(row["from_id"]), str(row["to_id"])))
        if first != second and {first, second} <= known:
            pairs.setdefault((first, second), []).append({str(k): v for k, v in row.items()})
    return tuple(
        Link(
            first=first,
            second=second,
            types=tuple(sorted({str(row["link_type"]) for row in rows})),
            intensity=max(int(str(row["intensity"])) for row in rows),
            source_refs=tuple(sorted(str(row["source_ref"]) for row in rows)),
        )
        for (first, second), rows in sorted(pairs.items())
    )


def latest_sent(scope: Scope, *tables: str) -> dt.date | None:
    """Return the latest day on which one of the tables was sent, or None when none is there."""
    days = [day for table in tables if (day := scope.standing(table).sent_on) is not None]
    return max(days) if days else None


def latest_year(frame: pd.DataFrame) -> int | None:
    """Return the latest year of a table, or None when it has no row."""
    years = frame["year"].dropna()
    return None if years.empty else int(years.max())


def first_and_last_day(
    frame: pd.DataFrame, column: str, until: dt.date = dt.date.max
) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day in a date column, or None; a day that had not come yet is a mistake."""
    days = [day for cell in frame[column] if (day := cell_day(cell)) is not None and day <= until]
    return (min(days), max(days)) if days else None
