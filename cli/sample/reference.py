"""The invented official statistics: four dated datasets with their manifests."""

import csv
import datetime as dt
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import yaml

from cli.sample.jobs import (
    STATISTICS_YEARS,
    jobs_by_industry,
    jobs_by_sector,
    sector_by_part,
    sector_constants,
    shares_by_part,
    town_firms,
    town_jobs,
)
from cli.sample.phrases import phrases, random_for
from cli.sample.profiles import TownProfile
from config.loading import TOTAL_SECTOR
from config.models import Project
from config.quarters import Quarter
from tasks.reference.snapshot import COUNTRY

GROUP = "SEUTU"
_RETRIEVED = dt.date(2022, 9, 1)
_CLASSIFICATION_YEAR = 2022

Jobs = dict[int, dict[str, int]]
Firms = dict[int, dict[str, int]]


class _Area:
    """Jobs by year and part, and firms by year and sector, of one area."""

    def __init__(self, jobs: Jobs, firms: Firms) -> None:
        self.jobs = jobs
        self.firms = firms


def write_reference(project: Project, profiles: Sequence[TownProfile], out: Path, quarter: Quarter) -> list[Path]:
    """Write the datasets of the snapshot below `reference/` and return the files.

    A snapshot must not be younger than the quarter that is reported, so an early quarter gets an earlier date.
    """
    retrieved = min(_RETRIEVED, quarter.last_day)
    areas = _areas(project, profiles)
    tables = {
        "jobs_by_sector": _csv(
            ("area_code", "year", "sector", "employee_count", "firm_count"), _sector_rows(project, areas)
        ),
        "jobs_by_industry": _csv(("area_code", "year", "industry", "employee_count"), _industry_rows(areas)),
        "employed_residents": _csv(
            ("area_code", "year", "employed_resident_count"), _resident_rows(profiles[0].seed, areas)
        ),
        "areas": _csv(("area_code", "level", "name_fi", "name_sv", "name_en"), _area_rows(project, profiles)),
    }
    files = []
    for name, content in tables.items():
        folder = out / "reference" / f"{name}@{retrieved}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "data.csv").write_bytes(content)
        (folder / "manifest.yaml").write_text(_manifest(name, content, retrieved), encoding="utf-8")
        files += [folder / "data.csv", folder / "manifest.yaml"]
    return files


def _manifest(name: str, content: bytes, retrieved: dt.date) -> str:
    texts = phrases("industries")["texts"]
    manifest = {
        "title": texts[name],
        "source": texts["source"],
        "licence": texts["licence"],
        "retrieved": retrieved.isoformat(),
        "classification_year": _CLASSIFICATION_YEAR,
        "is_sample": True,
        "sha256": hashlib.sha256(content).hexdigest(),
        "years": list(STATISTICS_YEARS) if name != "areas" else [],
    }
    return yaml.safe_dump(manifest, allow_unicode=True, sort_keys=False, width=120)


def _areas(project: Project, profiles: Sequence[TownProfile]) -> dict[str, _Area]:
    """Return all areas: each larger one holds the smaller ones in it, and something more."""
    towns = {code: area for profile in profiles for code, area in _municipalities(project, profile).items()}
    regions_of_codes = {
        f"KU{code}": profile.town.region_code for profile in profiles for code in profile.town.municipality_codes
    }
    settings = phrases("industries")
    seed = profiles[0].seed
    regions = {}
    for code in project.regions:
        inside = [area for town, area in towns.items() if regions_of_codes[town] == code]
        share = settings["region_shares"].get(code, settings["region_shares"]["other"])
        emphasis = settings["region_emphasis"].get(code, {})
        regions[f"MK{code}"] = _larger_area(project, seed, f"MK{code}", share, emphasis, inside)
    group = settings["group"]
    return {
        COUNTRY: _larger_area(project, seed, COUNTRY, 1.0, {}, list(regions.values())),
        **regions,
        **towns,
        GROUP: _larger_area(project, seed, GROUP, group["share"], group["emphasis"], list(towns.values())),
    }


def _municipalities(project: Project, profile: TownProfile) -> dict[str, _Area]:
    """Return the municipalities of a reporting unit; a joint unit's jobs are divided evenly between its members."""
    jobs = town_jobs(project, profile)
    latest = jobs_by_sector(project, jobs[STATISTICS_YEARS[-1]])
    firms = {year: town_firms(profile, latest, year) for year in STATISTICS_YEARS}
    codes = profile.town.municipality_codes
    return {
        f"KU{code}": _Area(_part_of(jobs, place, len(codes)), _part_of(firms, place, len(codes)))
        for place, code in enumerate(codes)
    }


def _part_of(counts: Jobs, place: int, member_count: int) -> Jobs:
    return {
        year: {key: (count + member_count - 1 - place) // member_count for key, count in by_key.items()}
        for year, by_key in counts.items()
    }


def _larger_area(
    project: Project, seed: int, code: str, share: float, emphasis: Mapping[str, float], inside: Sequence[_Area]
) -> _Area:
    """Return an area of about a share of the country that is larger than the areas inside it in every part."""
    settings = phrases("industries")
    sectors = sector_by_part(project)
    chance = random_for(seed, code, "jobs")
    weights = {
        part: weight * emphasis.get(sectors[part], 1.0) * (chance.uniform(0.9, 1.1) if code != COUNTRY else 1)
        for part, weight in shares_by_part().items()
    }
    jobs: Jobs = {}
    firms: Firms = {}
    for year in STATISTICS_YEARS:
        total = settings["country_job_count"] * settings["country_growth"][year] * share
        parts = {part: sum(area.jobs[year][part] for area in inside) for part in weights}
        jobs[year] = {
            part: max(round(total * weight / sum(weights.values())), round(parts[part] * 1.2))
            for part, weight in weights.items()
        }
        rest = jobs_by_sector(project, {part: jobs[year][part] - parts[part] for part in weights})
        firms[year] = {
            sector: sum(area.firms[year][sector] for area in inside)
            + round(count / sector_constants(sector)["persons_per_firm"])
            for sector, count in rest.items()
        }
    return _Area(jobs, firms)


def _sector_rows(project: Project, areas: Mapping[str, _Area]) -> Iterable[Sequence[object]]:
    for code, area in areas.items():
        for year in STATISTICS_YEARS:
            jobs = jobs_by_sector(project, area.jobs[year])
            for sector, count in jobs.items():
                yield code, year, sector, count, area.firms[year][sector]
            yield code, year, TOTAL_SECTOR, sum(jobs.values()), sum(area.firms[year].values())


def _industry_rows(areas: Mapping[str, _Area]) -> Iterable[Sequence[object]]:
    for code, area in areas.items():
        for year in STATISTICS_YEARS:
            for industry, count in jobs_by_industry(area.jobs[year]).items():
                yield code, year, industry, count


def _resident_rows(seed: int, areas: Mapping[str, _Area]) -> Iterable[Sequence[object]]:
    """Yield the employed residents: in a town a few more or fewer than its jobs, in larger areas about as many."""
    for code, area in areas.items():
        commuting = random_for(seed, code, "residents").uniform(0.9, 1.15) if code.startswith("KU") else 1.0
        for year in STATISTICS_YEARS:
            yield code, year, round(sum(area.jobs[year].values()) * commuting)


def _area_rows(project: Project, profiles: Sequence[TownProfile]) -> Iterable[Sequence[object]]:
    texts = phrases("industries")["texts"]
    yield COUNTRY, "country", *(texts["country"][language] for language in ("fi", "sv", "en"))
    for code, name in project.regions.items():
        yield f"MK{code}", "region", name.fi, name.sv, name.en
    seen: set[str] = set()
    for profile in profiles:
        for code in profile.town.municipality_codes:
            if code not in seen:
                yield f"KU{code}", "municipality", profile.town.name.fi, profile.town.name.sv, profile.town.name.en
            seen.add(code)
    yield GROUP, "group", *(texts["group"][language] for language in ("fi", "sv", "en"))


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")
