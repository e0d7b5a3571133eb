"""The invented links of a town's actors: inside the town, to other towns, to higher education and abroad."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cli.sample.phrases import phrases, random_for
from cli.sample.profiles import TownProfile
from cli.sample.records import Record, day_of
from config.quarters import Quarter

Pair = tuple[Record, Record, str]
"""From, to and link type."""

_FIRST_DAY = dt.date(2015, 1, 1)
_NEW_LINK_SHARE = 0.08
_ENDED_LINK_SHARE = 0.06
_LINKLESS_SHARE = 0.08
_STABILITIES: Mapping[int, tuple[str, ...]] = {
    0: ("occasional", "occasional", "project"),
    1: ("occasional", "occasional", "project", "agreement"),
    2: ("occasional", "project", "project", "agreement"),
    3: ("project", "agreement", "agreement", "occasional"),
    4: ("project", "agreement", "agreement"),
}
_PARTNERS = ("business", "supply_chain", "supply_chain")


@dataclass(frozen=True)
class Neighbour:
    """A town that links may go to, with those of its actors that are known since two quarters ago."""

    slug: str
    strong_sectors: tuple[str, ...]
    actors: Sequence[Record]


def linkable_actors(actors: Sequence[Record], quarter: Quarter) -> list[Record]:
    """Return the actors that another town's links may point at, whichever of the two last submissions stands."""
    first_day = quarter.previous.first_day
    return [a for a in actors if a["active_to"] is None and (day_of(a, "active_from") or first_day) < first_day]


def town_links(
    profile: TownProfile,
    actors: Sequence[Record],
    externals: Sequence[Record],
    neighbours: Sequence[Neighbour],
    quarter: Quarter,
) -> list[Record]:
    """Return the links that a town reports, each pair and type once."""
    chance = random_for(profile.seed, profile.town.slug, "links")
    town = _Town(chance, actors, externals, neighbours, profile.strong_sectors)
    pairs: dict[tuple[str, ...], Pair] = {}
    for pair in town.certain_pairs():
        pairs.setdefault(_key(pair), pair)
    attempts = 0
    while len(pairs) < profile.link_count and attempts < profile.link_count * 20:
        attempts += 1
        drawn = town.draw_pair()
        if drawn is not None and drawn[0] is not drawn[1]:
            pairs.setdefault(_key(drawn), drawn)
    return [_link(chance, profile, pair, quarter) for pair in list(pairs.values())[: profile.link_count]]


class _Town:
    """Draws pairs of actors, each kind of pair about as often as in a real small town."""

    def __init__(
        self,
        chance: random.Random,
        actors: Sequence[Record],
        externals: Sequence[Record],
        neighbours: Sequence[Neighbour],
        strong_sectors: tuple[str, ...],
    ) -> None:
        self._chance = chance
        self._strong = strong_sectors
        present = [a for a in actors if a["active_to"] is None]
        firms = [a for a in present if a["helix"] == "business" and a["actor_type"] != "private_funder"]
        lonely = {a["actor_id"] for a in chance.sample(firms, int(len(firms) * _LINKLESS_SHARE))}
        self._left = [a for a in actors if a["active_to"] is not None]
        self._firms = [a for a in firms if a["actor_id"] not in lonely or a["role"] in ("anchor", "orchestrator")]
        self._anchors = [a for a in self._firms if a["actor_type"] == "anchor_company"]
        self._exporters = [a for a in self._firms if a["internationality"] != "none"] or self._firms
        self._developers = [a for a in self._firms if a["rdi_activity"] != "none"] or self._firms
        self._public = [a for a in present if a["helix"] == "public"]
        self._development_company = next(a for a in self._public if a["actor_type"] == "development_company")
        self._academia = [a for a in present if a["helix"] == "academia"]
        self._civil = [a for a in present if a["helix"] == "civil_society"]
        self._orchestrators = [a for a in present if a["role"] == "orchestrator"]
        self._present = [a for a in present if a["actor_id"] not in lonely]
        self._hei = [e for e in externals if e["helix"] == "academia" and e["country"] == "FI"]
        self._home = [e for e in externals if e["helix"] != "academia" and e["country"] == "FI"]
        self._home_funders = [e for e in self._home if e["actor_type"] in ("public_funder", "regional_council")]
        self._abroad = [e for e in externals if e["country"] != "FI"]
        self._neighbours = neighbours
        self._kinds = (
            (0.16, self._hub),
            (0.20, self._supply),
            (0.12, self._trade),
            (0.10, self._education),
            (0.07, self._advice),
            (0.05, self._civil_network),
            (0.10, self._research),
            (0.05, self._home_partner),
            (0.06, self._foreign_partner),
            (0.13, self._cross_town),
        )

    def certain_pairs(self) -> list[Pair]:
        """Return the pairs that every town has: ownership, finance and the ends of those who left."""
        pairs = [(self._public[0], self._development_company, "ownership")]
        pairs += [(external, self._development_company, "funding") for external in self._home_funders]
        pairs += [(self._chance.choice(self._developers), hei, "rdi") for hei in self._hei]
        pairs += [(self._chance.choice(self._exporters), partner, "business") for partner in self._abroad]
        for leaver in self._left[:1]:
            left_on = day_of(leaver, "active_to") or _FIRST_DAY
            pairs += [
                (leaver, firm, "business") for firm in self._firms if (day_of(firm, "active_from") or left_on) < left_on
            ][:1]
        for neighbour in self._neighbours[:2]:
            pairs += [
                (self._development_company, other, "network")
                for other in neighbour.actors
                if other["helix"] == "public"
            ][:1]
        return pairs

    def draw_pair(self) -> Pair | None:
        """Return a pair of a kind drawn by its weight, or None when the town has nobody for that kind."""
        draw = self._chance.choices([kind for _, kind in self._kinds], [weight for weight, _ in self._kinds])[0]
        return draw()

    def _hub(self) -> Pair | None:
        hubs = self._orchestrators or self._public
        kind = self._chance.choice(("network", "network", "business", "rdi"))
        return self._chance.choice(hubs), self._chance.choice(self._present), kind

    def _supply(self) -> Pair | None:
        buyer = self._chance.choice(self._anchors or self._firms)
        same = [f for f in self._firms if f["primary_sector"] == buyer["primary_sector"]] or self._firms
        return self._chance.choice(same), buyer, "supply_chain"

    def _trade(self) -> Pair | None:
        return self._chance.choice(self._firms), self._chance.choice(self._firms), "business"

    def _education(self) -> Pair | None:
        if not self._academia:
            return None
        kind = self._chance.choice(("education", "education", "rdi"))
        return self._chance.choice(self._academia), self._chance.choice(self._firms), kind

    def _advice(self) -> Pair | None:
        return self._chance.choice(self._public), self._chance.choice(self._firms), "network"

    def _civil_network(self) -> Pair | None:
        return (
            (self._chance.choice(self._civil), self._chance.choice(self._present), "network") if self._civil else None
        )

    def _research(self) -> Pair | None:
        if not self._hei:
            return None
        source = self._developers + self._academia
        return (
            self._chance.choice(source),
            self._chance.choice(self._hei),
            self._chance.choice(("rdi", "rdi", "education")),
        )

    def _home_partner(self) -> Pair | None:
        if not self._home:
            return None
        return (
            self._chance.choice(self._home),
            self._chance.choice(self._public),
            self._chance.choice(("funding", "network")),
        )

    def _foreign_partner(self) -> Pair | None:
        if not self._abroad:
            return None
        partner = self._chance.choice(self._abroad)
        kind = "rdi" if partner["helix"] == "academia" else self._chance.choice(_PARTNERS)
        return self._chance.choice(self._exporters), partner, kind

    def _cross_town(self) -> Pair | None:
        if not self._neighbours:
            return None
        # The first neighbours come up more often: they are the nearest or share a strong sector.
        place = min(self._chance.randrange(len(self._neighbours)), self._chance.randrange(len(self._neighbours)))
        others = self._neighbours[place].actors
        mine = self._chance.choice(self._present)
        same = [
            o for o in others if o["helix"] == mine["helix"] and o["primary_sector"] in (mine["primary_sector"], "muu")
        ]
        if not same:
            return None
        business = mine["helix"] == "business"
        kind = self._chance.choice(("supply_chain", "business") if business else ("network", "network", "rdi"))
        return mine, self._chance.choice(same), kind


def _id(record: Record) -> str:
    return str(record["actor_id"] if "actor_id" in record else record["external_id"])


def _key(pair: Pair) -> tuple[str, ...]:
    # Which end reports first does not make another link.
    return (*sorted((_id(pair[0]), _id(pair[1]))), pair[2])


def _link(chance: random.Random, profile: TownProfile, pair: Pair, quarter: Quarter) -> Record:
    start, end, kind = pair
    records = [record for record in (start, end) if "active_from" in record]
    earliest = max([_FIRST_DAY, *(day for r in records if (day := day_of(r, "active_from")))])
    ends = [day for r in records if (day := day_of(r, "active_to"))]
    stability = "agreement" if kind == "ownership" else chance.choice(_STABILITIES[profile.phase])
    is_one_way = kind in ("funding", "ownership", "supply_chain")
    began, ended = _dates(chance, earliest, ends, quarter, may_end=stability == "project")
    return {
        "from_id": _id(start),
        "to_id": _id(end),
        "link_type": kind,
        "intensity": 3
        if kind == "ownership"
        else chance.choice((1, 1, 2, 2, 3) if stability != "agreement" else (2, 3)),
        "stability": stability,
        "direction": "one_way" if is_one_way else "mutual",
        "active_from": began,
        "active_to": ended,
        "source": chance.choice(phrases("words")["sources"][profile.language]),
    }


def _dates(
    chance: random.Random, earliest: dt.date, ends: Sequence[dt.date], quarter: Quarter, *, may_end: bool
) -> tuple[dt.date, dt.date | None]:
    """Return when a link began and, if it did, ended; never outside the time in which both ends took part."""
    if ends:
        last = min(ends)
        began = earliest + dt.timedelta(days=chance.randrange(max(1, (last - earliest).days // 2)))
        return began, last
    newest = quarter.last_day - dt.timedelta(days=20)
    if chance.random() < _NEW_LINK_SHARE:
        return max(earliest, quarter.first_day + dt.timedelta(days=chance.randrange(50))), None
    began = earliest + dt.timedelta(days=chance.randrange(max(1, (newest - earliest).days * 3 // 4)))
    room = (quarter.first_day - began).days
    if may_end and room > 200 and chance.random() < _ENDED_LINK_SHARE * 2:
        return began, began + dt.timedelta(days=chance.randrange(100, room))
    return began, None
