"""What each town's invented data is built on: size, strong sectors, phase, driver and presence of higher education."""

import statistics
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from cli.sample.phrases import SampleLanguage, phrases, random_for, writing_language
from config.models import Project, Town

DIMENSIONS = ("actors", "links", "orchestration", "shared_goal", "resources", "results")
BRIEF_FROM_TOWN_COUNT = 11
"""From this many invented towns on, each town is small and its texts are short."""

_SMALL_BELOW = 8_000
_LARGE_FROM = 25_000
_DIMENSIONS_NEEDED = 4
_MISSING_HELICES = (None, None, None, "civil_society", "academia")


@dataclass(frozen=True)
class TownProfile:
    """The frame of one town's invented data.

    Attributes:
        town: The town of the configuration.
        index: Its place among the towns, by which texts and habits take turns.
        seed: Seed of the sample.
        population: Inhabitants at the end of 2021, or of the latest year that the configuration has.
        jobs_per_inhabitant: Jobs in the town for each inhabitant.
        shares: Share of the town's jobs by sector; the rest is other sectors.
        strong_sectors: The sectors that the texts, actors and gaps are about, the strongest first.
        hei: Level of presence (0 to 4) by institution.
        scores: Maturity scores of the dimensions in the first, the middle and the last year.
        dominance: Share class of the largest firm by sector, where it is not small.
        own: Paragraphs of the town's own by chapter and language.
        is_brief: Whether the town is one of very many and gets little data.
    """

    town: Town
    index: int
    seed: int
    population: int
    jobs_per_inhabitant: float
    shares: Mapping[str, float]
    strong_sectors: tuple[str, ...]
    actor_count: int
    link_count: int
    driver: Literal["public", "business", "academia"]
    has_orchestrator: bool
    missing_helix: str | None
    hei: Mapping[str, int]
    scores: tuple[tuple[int | None, ...], ...]
    dominance: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    is_brief: bool = False

    @property
    def language(self) -> SampleLanguage:
        """The language that the town writes in."""
        return writing_language(self.town)

    @property
    def size(self) -> str:
        """Small, medium or large, by population."""
        if self.population < _SMALL_BELOW:
            return "small"
        return "large" if self.population >= _LARGE_FROM else "medium"

    @property
    def phase(self) -> int:
        """The phase that the last scores give: the median rounded down, 0 when too few dimensions are scored."""
        scored = [score for score in self.scores[-1] if score is not None]
        return int(statistics.median(scored)) if len(scored) >= _DIMENSIONS_NEEDED else 0

    @property
    def hei_presence(self) -> str:
        """The strongest presence of a higher-education institution, in a word."""
        level = max(self.hei.values(), default=0)
        return ("none", "weak", "some", "present", "strong")[level]

    @property
    def main_hei(self) -> str:
        """The institution with the strongest presence."""
        return max(self.hei, key=lambda name: self.hei[name])


def town_profiles(project: Project, seed: int) -> list[TownProfile]:
    """Return the profiles of all towns: written ones where there are, else invented from the seed."""
    written = phrases("profiles")
    brief = len(project.towns) >= BRIEF_FROM_TOWN_COUNT
    return [
        _written_profile(town, index, seed, written[slug])
        if slug in written and not brief
        else _invented_profile(project, town, index, seed, brief=brief)
        for index, (slug, town) in enumerate(project.towns.items())
    ]


def latest_population(town: Town) -> int:
    """Return a town's population at the end of 2021, else of the latest year that is known."""
    return town.population[2021] if 2021 in town.population else town.population[max(town.population)]


def _written_profile(town: Town, index: int, seed: int, written: Mapping[str, Any]) -> TownProfile:
    return TownProfile(
        town=town,
        index=index,
        seed=seed,
        population=latest_population(town),
        **{
            **written,
            "strong_sectors": tuple(written["strong_sectors"]),
            "scores": tuple(map(tuple, written["scores"])),
        },
    )


def _invented_profile(project: Project, town: Town, index: int, seed: int, *, brief: bool) -> TownProfile:
    # Towns beyond the 999 municipality codes share a code, and with it the official statistics.
    by_code = random_for(seed, town.municipality_code, "profile")
    by_town = random_for(seed, town.slug, "profile")
    sectors = [name for name, sector in project.sectors.items() if sector.industries]
    strong = town.sectors or (by_code.choice(sectors),)
    shares = {name: by_code.uniform(0.06, 0.16) if name in strong else by_code.uniform(0.002, 0.03) for name in sectors}
    base = by_town.choice((1, 1, 2, 2, 2, 3))
    last = tuple(min(4, max(1, base + by_town.choice((-1, 0, 0, 0, 1)))) for _ in DIMENSIONS)
    middle = tuple(max(1, score - by_town.choice((0, 1))) for score in last)
    missing = by_town.choice(_MISSING_HELICES)
    levels = (0, 1) if missing == "academia" else (1, 2, 2, 3, 4)
    actor_count = by_town.randint(13, 17) if brief else by_town.randint(26, 48)
    drivers: tuple[Literal["public", "business", "academia"], ...] = ("public", "business", "academia")
    return TownProfile(
        town=town,
        index=index,
        seed=seed,
        population=latest_population(town),
        jobs_per_inhabitant=by_code.uniform(0.36, 0.44),
        shares=shares,
        strong_sectors=tuple(strong),
        actor_count=actor_count,
        link_count=int(actor_count * by_town.uniform(1.6, 2.1)),
        driver=by_town.choice(drivers[:2] if missing == "academia" else drivers),
        has_orchestrator=base > 1,
        missing_helix=missing,
        hei={by_town.choice(sorted(phrases("names")["hei"])): by_town.choice(levels)},
        scores=(tuple(max(1, score - by_town.choice((0, 1))) for score in middle), middle, last),
        is_brief=brief,
    )
