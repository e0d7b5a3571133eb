"""The town's own key figures, close to the official statistics that the same seed invents."""

import random

from cli.sample.jobs import STATISTICS_YEARS, jobs_by_sector, sector_constants, town_firms, town_jobs
from cli.sample.phrases import phrases, random_for
from cli.sample.profiles import TownProfile
from cli.sample.records import Record
from config.loading import TOTAL_SECTOR
from config.models import Project
from config.quarters import Quarter

_FIRST_YEAR = 2017
_TOLERANCE = 0.03
_ROUNDING_EUR = 1_000
_SUMMED = (
    "employee_count", "firm_count", "turnover_eur", "export_eur", "rd_expenditure_eur", "rd_person_years",
    "investment_eur", "new_firm_count",
)  # fmt: skip


def key_figures(project: Project, profile: TownProfile, quarter: Quarter) -> list[Record]:
    """Return one row a year and sector and a total row, for the statistical years before the quarter."""
    chance = random_for(profile.seed, profile.town.slug, "key_figures")
    jobs = town_jobs(project, profile)
    latest_jobs = jobs_by_sector(project, jobs[STATISTICS_YEARS[-1]])
    levels = {sector: chance.uniform(0.9, 1.1) for sector in project.sectors}
    leanings = {sector: chance.uniform(-0.015, 0.015) for sector in project.sectors}
    rows: list[Record] = []
    for year in STATISTICS_YEARS:
        sectors = jobs_by_sector(project, jobs[year])
        firms = town_firms(profile, latest_jobs, year)
        figures = [
            _sector_row(
                chance, profile, year, sector, _near(count, leanings[sector], chance), firms[sector], levels[sector]
            )
            for sector, count in sectors.items()
        ]
        if _FIRST_YEAR <= year < quarter.year:
            rows += [*figures, _total_row(profile, year, figures)]
    return rows


def _near(count: int, leaning: float, chance: random.Random) -> int:
    """Return a count that lies within three per cent of the official one."""
    near = round(count * (1 + leaning + chance.uniform(-0.008, 0.008)))
    return near if abs(near - count) <= _TOLERANCE * count else count


def _sector_row(
    chance: random.Random, profile: TownProfile, year: int, sector: str, employees: int, firms: int, level: float
) -> Record:
    constants = sector_constants(sector)
    price = 1 + 0.018 * (year - STATISTICS_YEARS[-1])
    turnover = employees * constants["turnover_eur"] * level * price * chance.uniform(0.97, 1.03)
    exports = turnover * min(constants["export_pct"] / 100 * level, 0.9) * chance.uniform(0.97, 1.03)
    rd = turnover * constants["rd_pct"] / 100 * level * chance.uniform(0.95, 1.05)
    return {
        "year": year,
        "sector": sector,
        "employee_count": employees,
        "firm_count": firms,
        "turnover_eur": _thousands(turnover),
        "export_eur": min(_thousands(exports), _thousands(turnover)),
        "rd_expenditure_eur": _thousands(rd),
        "rd_person_years": round(rd / phrases("industries")["rd_eur_per_person_year"], 1),
        "investment_eur": _thousands(turnover * constants["investment_pct"] / 100 * chance.uniform(0.88, 1.12)),
        "new_firm_count": round(firms * constants["new_firm_pct"] / 100),
        "largest_firm_share_class": profile.dominance.get(sector, "under_50") if firms else None,
        "source": phrases("words")["figure_source"][profile.language],
        "is_estimate": sector not in profile.strong_sectors and year == STATISTICS_YEARS[-1],
    }


def _total_row(profile: TownProfile, year: int, rows: list[Record]) -> Record:
    return {
        "year": year,
        "sector": TOTAL_SECTOR,
        **{column: _sum(rows, column) for column in _SUMMED},
        "largest_firm_share_class": "under_50",
        "source": phrases("words")["figure_source"][profile.language],
        "is_estimate": False,
    }


def _sum(rows: list[Record], column: str) -> int | float:
    values = [row[column] for row in rows]
    total = sum(value for value in values if isinstance(value, int | float))
    return round(total, 1) if isinstance(total, float) else total


def _thousands(amount_eur: float) -> int:
    return round(amount_eur / _ROUNDING_EUR) * _ROUNDING_EUR
