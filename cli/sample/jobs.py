"""Invented jobs by industry, so that a town's sectors, its industries and the official statistics agree."""

from collections.abc import Mapping
from functools import lru_cache

from cli.sample.phrases import phrases, random_for
from cli.sample.profiles import TownProfile
from config.models import Project

STATISTICS_YEARS = tuple(range(2016, 2022))
JobsByPart = Mapping[str, int]
"""Jobs by part: a two-digit industry, or the piece of one that belongs to one sector (`301`, `30x`)."""

_STEADY_BELOW = 12


@lru_cache
def shares_by_part() -> dict[str, float]:
    """Return each part's share of the country's jobs in 2021; they sum to one."""
    per_mille: Mapping[str, float] = phrases("industries")["shares_per_mille"]
    total = sum(per_mille.values())
    return {part: share / total for part, share in per_mille.items()}


def rest_sector(project: Project) -> str:
    """Return the sector that takes every industry which no other sector names."""
    return next((name for name, sector in project.sectors.items() if not sector.industries), list(project.sectors)[-1])


def sector_by_part(project: Project) -> Mapping[str, str]:
    """Return the sector of each part: the one that names the longest beginning of its industry code."""
    owners = tuple((code, name) for name, sector in project.sectors.items() for code in sector.industries)
    return _sector_by_part(owners, rest_sector(project))


@lru_cache
def _sector_by_part(owners: tuple[tuple[str, str], ...], rest: str) -> Mapping[str, str]:
    return {
        part: max(((len(code), name) for code, name in owners if part.startswith(code)), default=(0, rest))[1]
        for part in shares_by_part()
    }


def sector_constants(sector: str) -> Mapping[str, float]:
    """Return the invented ratios of a sector: persons a firm, turnover a person and so on."""
    constants: Mapping[str, Mapping[str, float]] = phrases("industries")["sectors"]
    return constants.get(sector, constants["other"])


def town_jobs(project: Project, profile: TownProfile) -> dict[int, dict[str, int]]:
    """Return a town's jobs by year and part."""
    chance = random_for(profile.seed, profile.town.municipality_code, "jobs")
    sectors = sector_by_part(project)
    total = profile.population * profile.jobs_per_inhabitant
    named = sum(profile.shares.values())
    growth = phrases("industries")["growth_pct"]
    jobs: dict[int, dict[str, int]] = {year: {} for year in STATISTICS_YEARS}
    for sector in project.sectors:
        parts = [part for part, name in sectors.items() if name == sector]
        spread = 0.15 if sector == rest_sector(project) else 0.5
        weights = [shares_by_part()[part] * chance.lognormvariate(0, spread) for part in parts]
        share = profile.shares.get(sector, 0.0) if sector != rest_sector(project) else 1 - named
        yearly = 1 + growth.get(sector, growth["other"]) / 100 + chance.gauss(0, 0.006)
        for year in STATISTICS_YEARS:
            level = total * share
            # A handful of jobs stays as it is: one more or less would read as a jump of a third.
            if level >= _STEADY_BELOW:
                level *= yearly ** (year - STATISTICS_YEARS[-1]) * (0.985 if year == 2020 else 1)
            for part, weight in zip(parts, weights, strict=True):
                jobs[year][part] = round(level * weight / sum(weights))
    return jobs


def jobs_by_sector(project: Project, jobs: JobsByPart) -> dict[str, int]:
    """Return jobs summed over the parts of each sector, in the order of the configuration."""
    sectors = sector_by_part(project)
    totals = dict.fromkeys(project.sectors, 0)
    for part, count in jobs.items():
        totals[sectors[part]] += count
    return totals


def jobs_by_industry(jobs: JobsByPart) -> dict[str, int]:
    """Return jobs summed over the parts of each two-digit industry."""
    totals: dict[str, int] = {}
    for part in sorted(jobs):
        totals[part[:2]] = totals.get(part[:2], 0) + jobs[part]
    return totals


def town_firms(profile: TownProfile, jobs: Mapping[str, int], year: int) -> dict[str, int]:
    """Return a town's firms by sector, from its jobs by sector in the last year of the statistics."""
    chance = random_for(profile.seed, profile.town.municipality_code, "firms")
    firms = {}
    for sector, count in jobs.items():
        base = count / sector_constants(sector)["persons_per_firm"] * chance.uniform(0.85, 1.15)
        trend = 1 + 0.008 * (year - STATISTICS_YEARS[-1]) if base >= _STEADY_BELOW else 1
        firms[sector] = max(1, round(base * trend)) if count else 0
    return firms
