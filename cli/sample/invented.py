"""A configuration folder with invented towns, for trying the program on networks of any size."""

import shutil
from pathlib import Path
from typing import Any

import yaml

from cli.sample.phrases import random_for
from config.loading import SHIPPED_CONFIG
from config.yaml_text import read_yaml

_CODES = 999
_SWEDISH_EVERY = 10
_YEARS = (2020, 2021, 2022)
_MANY_TOWNS = 200


def town_slug(number: int) -> str:
    """Return the slug of an invented town: `esimerkki-0001`."""
    return f"esimerkki-{number:04d}"


def write_invented_config(folder: Path, town_count: int, seed: int) -> None:
    """Write a copy of the shipped configuration whose towns are invented, so that `load_project` accepts it."""
    if folder.exists():
        shutil.rmtree(folder)
    for source in sorted(SHIPPED_CONFIG.rglob("*.yaml")):
        target = folder / source.relative_to(SHIPPED_CONFIG)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    first = town_slug(1)
    sectors = _read(folder / "sectors.yaml")
    for sector in sectors["sectors"].values():
        sector["responsible"] = [first] if sector["responsible"] else []
    packages = _read(folder / "work_packages.yaml")
    for package in packages["work_packages"].values():
        package["lead"] = first
    identity = {**_read(folder / "project.yaml"), "coordinator": first}
    regions = _read(folder / "towns.yaml")["regions"]
    strong = [name for name, sector in sectors["sectors"].items() if sector["industries"]]
    towns = {
        town_slug(number): _town(number, town_count, seed, sorted(regions), strong)
        for number in range(1, town_count + 1)
    }
    _write(folder / "sectors.yaml", sectors)
    _write(folder / "work_packages.yaml", packages)
    _write(folder / "project.yaml", identity)
    _write(folder / "towns.yaml", {"towns": towns, "joint_units": {}, "regions": regions})


def _town(number: int, town_count: int, seed: int, regions: list[str], sectors: list[str]) -> dict[str, Any]:
    # There are 999 municipality codes; towns beyond them share a code and everything that the statistics say of it.
    code = f"{(number - 1) % _CODES + 1:03d}"
    chance = random_for(seed, code, "town")
    population = chance.randrange(1_500, 4_500 if town_count > _MANY_TOWNS else 14_000)
    mark = f"{number:04d}"
    named = chance.sample(sectors, chance.choice((1, 1, 2)))
    return {
        "name": {"fi": f"Esimerkkilä {mark}", "sv": f"Exempelby {mark}", "en": f"Esimerkkilä {mark}"},
        "municipality_code": code,
        "kind": "municipality" if number % 4 == 0 else "town",
        "region_code": regions[int(code) % len(regions)],
        "subregion": f"Esimerkkiseutu {int(code) % 20 + 1}",
        "role": "lead_partner" if number == 1 else "participant",
        "has_project_staff": number == 1,
        "language": "sv" if number % _SWEDISH_EVERY == 0 else "fi",
        "mapping_method": "own_staff" if number % 2 else "consultant",
        "sectors": named,
        "sector_lead": [name for name in sectors if number == 1],
        "population": {year: round(population * (1 - 0.008 * (year - 2021))) for year in _YEARS},
        # The number behind the name is not inflected, as in the name of a room.
        "forms": {
            "genitive": f"Esimerkkilän {mark}",
            "inside": f"Esimerkkilässä {mark}",
            "from": f"Esimerkkilästä {mark}",
            "to": f"Esimerkkilään {mark}",
            "adjective": "esimerkkiläläinen",
        },
    }


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = read_yaml(path.read_text("utf-8"))
    return content


def _write(path: Path, content: dict[str, Any]) -> None:
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text = yaml.dump(content, Dumper=dumper, allow_unicode=True, sort_keys=False, width=120)
    path.write_text(text, encoding="utf-8")
