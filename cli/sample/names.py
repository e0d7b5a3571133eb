"""Invented names of firms and organisations, and business ids that are right in form but belong to nobody."""

from collections.abc import Iterator

from cli.sample.phrases import phrases, random_for
from cli.sample.profiles import TownProfile

_PLACES_A_TOWN = 19
_FIRST_ID = 9_000_000
_IDS_A_TOWN = 90
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)


def business_ids(town_index: int) -> Iterator[str]:
    """Yield a town's business ids: the check digit is right, the leading 9 shows that they are invented."""
    for number in range(_FIRST_ID + town_index * _IDS_A_TOWN, _FIRST_ID + (town_index + 1) * _IDS_A_TOWN):
        remainder = sum(int(digit) * weight for digit, weight in zip(str(number), _WEIGHTS, strict=True)) % 11
        if remainder != 1:
            yield f"{number}-{(11 - remainder) % 11}"


class NameSource:
    """Gives out the names of one town; none is given twice, and neighbouring towns share no place name."""

    def __init__(self, profile: TownProfile) -> None:
        self._profile = profile
        self._language = profile.language
        self._names = phrases("names")
        stems, places = self._names["stems"][self._language], self._names["places"][self._language]
        pairs = [(f"{stem}{place}", f"{stem}{genitive}") for stem in stems for place, genitive in places.items()]
        random_for(profile.seed, self._language, "places").shuffle(pairs)
        first = profile.index * _PLACES_A_TOWN
        self._pairs = [pairs[(first + i) % len(pairs)] for i in range(_PLACES_A_TOWN)]
        self._chance = random_for(profile.seed, profile.town.slug, "names")
        self._given: set[str] = set()
        awkward: list[str] = self._names["awkward"]
        self._awkward = awkward[profile.index] if profile.index < len(awkward) else None

    def awkward_name(self) -> str | None:
        """Return a name that is legal but hard to print, once in each of the first towns."""
        name, self._awkward = self._awkward, None
        return name

    def firm(self, sector: str) -> str:
        """Return the name of a firm of a sector."""
        trades = self._names["trades"][self._language]
        suffix = self._names["company_suffix"][self._language]
        while True:
            _, genitive = self._chance.choice(self._pairs)
            name = f"{genitive} {self._chance.choice(trades.get(sector, trades['muu']))} {suffix}"
            if name not in self._given:
                self._given.add(name)
                return name

    def organisation(self, actor_type: str) -> str:
        """Return the name of an organisation of a type."""
        pattern: str = self._names["organisations"][actor_type][self._language]
        town = self._profile.town
        while True:
            place, genitive = self._chance.choice(self._pairs)
            name = pattern.format(
                P=place,
                p=genitive if self._language == "fi" else place,
                g=town.forms.genitive,
                n=town.name.in_language(self._language),
                k=phrases("words")["kinds"][town.kind]["gen"],
            )
            if name not in self._given:
                self._given.add(name)
                return name

    def campus(self, institution: str) -> str:
        """Return the name of an institution's unit in the town."""
        names = self._names
        pattern: str = names["campus"][self._language]
        town_name = self._profile.town.name.in_language(self._language)
        return pattern.format(hei=names["hei"][institution][self._language], n=town_name)
