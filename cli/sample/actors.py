"""The invented actors of a town, and the actors outside the network that it has links to."""

import datetime as dt
import random
from collections.abc import Iterator, Mapping

from cli.sample.names import NameSource, business_ids
from cli.sample.phrases import SampleLanguage, phrases, random_for
from cli.sample.profiles import TownProfile
from cli.sample.records import Record
from config.models import Project
from config.quarters import Quarter

_FIRST_DAY = dt.date(2014, 1, 1)
_CAMPUS_LEVEL = 3
_PRESENT_SHARE = 0.012
_CIVIL_SOCIETY = ("business_association", "association", "user_group", "cooperative", "media")
_STAFF_CLASSES: Mapping[str, tuple[str, ...]] = {
    "anchor_company": ("50-249", "250+"),
    "sme": ("10-49", "10-49", "50-249"),
    "subcontractor": ("5-9", "10-49"),
    "micro_company": ("0-4", "5-9"),
    "startup": ("0-4",),
    "private_service": ("0-4", "5-9", "10-49"),
    "private_funder": ("0-4",),
    "municipality": ("250+",),
    "development_company": ("5-9", "10-49"),
    "employment_office": ("5-9", "10-49"),
    "vocational_school": ("50-249",),
    "applied_university": ("10-49", "50-249"),
    "university": ("10-49",),
    "research_institute": ("10-49",),
}
_ROLES: Mapping[str, str] = {
    "anchor_company": "anchor",
    "municipality": "developer",
    "development_company": "developer",
    "vocational_school": "educator",
    "applied_university": "researcher",
    "university": "researcher",
    "research_institute": "researcher",
    "private_funder": "funder",
}
_HELICES: Mapping[str, str] = {
    "municipality": "public",
    "development_company": "public",
    "employment_office": "public",
    "vocational_school": "academia",
    "applied_university": "academia",
    "university": "academia",
    "research_institute": "academia",
    **dict.fromkeys(_CIVIL_SOCIETY, "civil_society"),
}
_ORCHESTRATOR_TYPES: Mapping[str, str] = {
    "public": "development_company",
    "business": "anchor_company",
    "academia": "vocational_school",
}
# A firm's type says how likely its own development work and its exports are.
_RDI_CHOICES: Mapping[str, tuple[str, ...]] = {
    "anchor_company": ("continuous",),
    "startup": ("continuous", "occasional"),
    "sme": ("occasional", "occasional", "continuous", "none"),
    "subcontractor": ("none", "occasional"),
}
_EXPORT_CHOICES: Mapping[str, tuple[str, ...]] = {
    "anchor_company": ("export", "operations"),
    "sme": ("export", "export", "none"),
    "startup": ("none", "export"),
}
_ORGANISATION_RDI: Mapping[str, str] = {"academia": "continuous", "public": "occasional"}
_COMPANY_TYPES = ("development_company", "private_funder")


def town_actors(project: Project, profile: TownProfile, quarter: Quarter) -> list[Record]:
    """Return the actors of a town: organisations first, firms by sector, the newest members last."""
    chance = random_for(profile.seed, profile.town.slug, "actors")
    names = NameSource(profile)
    organisations = [_organisation(chance, profile, names, kind, name) for kind, name in _organisation_types(profile)]
    firms = [
        _firm(chance, profile, names, sector, place)
        for sector, count in _firm_counts(project, profile, profile.actor_count - len(organisations)).items()
        for place in range(count)
    ]
    actors = organisations + firms
    _name_orchestrator(profile, actors)
    _set_dates(chance, actors, quarter)
    ids = business_ids(profile.index)
    for number, actor in enumerate(actors, start=1):
        actor["actor_id"] = f"{profile.town.slug}-{number:03d}"
        _complete(chance, actor, ids, phrases("words")["sources"][profile.language])
    return [{column: actor.get(column) for column in project.tables["actors"].columns} for actor in actors]


def external_actors(project: Project, profile: TownProfile) -> list[Record]:
    """Return the actors outside the network: higher education, regional bodies and partners abroad."""
    chance = random_for(profile.seed, profile.town.slug, "external_actors")
    language = profile.language
    home = phrases("names")["externals"]["home"]
    kept = [home[0], home[2], *chance.sample([home[1], *home[3:]], 1 if profile.is_brief else 3)]
    rows: list[Record] = [
        {"name": hei[language] + _example_mark(language), "country": "FI", "locality": hei["place"],
         "helix": "academia", "actor_type": hei["type"]}
        for hei in (phrases("names")["hei"][name] for name, level in profile.hei.items() if 1 <= level < _CAMPUS_LEVEL)
    ]  # fmt: skip
    rows += [
        {"name": item["name" if language == "fi" else "sv"], "country": "FI", "locality": item["place"],
         "helix": item["helix"], "actor_type": item["type"]}
        for item in kept
    ]  # fmt: skip
    abroad = phrases("names")["externals"]["abroad"]
    suited = [item for item in abroad if item["sector"] in (*profile.strong_sectors, "muu")]
    count = 1 if profile.is_brief else {"small": 2, "medium": 3, "large": 5}[profile.size]
    rows += [
        {"name": item["name"], "country": item["country"], "locality": item["place"], "helix": item["helix"],
         "actor_type": item["type"]}
        for item in chance.sample(suited, min(count, len(suited)))
    ]  # fmt: skip
    columns = project.tables["external_actors"].columns
    for number, row in enumerate(rows, start=1):
        row["external_id"] = f"ulko-{profile.town.slug}-{number:02d}"
    return [{column: row[column] for column in columns} for row in rows]


def _example_mark(language: SampleLanguage) -> str:
    return " (esimerkki)" if language == "fi" else " (exempel)"


def _organisation_types(profile: TownProfile) -> Iterator[tuple[str, str | None]]:
    """Yield the types of the town's organisations, with the institution for a unit of higher education."""
    large = profile.size == "large"
    yield "municipality", None
    yield "development_company", None
    if not profile.is_brief:
        yield "employment_office", None
    if profile.missing_helix != "academia":
        yield "vocational_school", None
        yield from (
            (phrases("names")["hei"][name]["type"], name)
            for name, level in profile.hei.items()
            if level >= _CAMPUS_LEVEL
        )
        if large:
            yield "research_institute", None
    if profile.missing_helix != "civil_society":
        count = 2 if profile.is_brief else {"small": 3, "medium": 4, "large": 5}[profile.size]
        yield from ((kind, None) for kind in _CIVIL_SOCIETY[:count])
    if large:
        yield "private_funder", None


def _firm_counts(project: Project, profile: TownProfile, count: int) -> dict[str, int]:
    """Return how many firms each sector gets: most in the strong ones, none in a sector that the town lacks."""
    weights = {
        sector: (4.0 if sector == profile.strong_sectors[0] else 3.0)
        if sector in profile.strong_sectors
        else (2.0 if not model.industries else 1.0 if profile.shares.get(sector, 0) > _PRESENT_SHARE else 0.0)
        for sector, model in project.sectors.items()
    }
    counts = {sector: int(count * weight / sum(weights.values())) for sector, weight in weights.items()}
    counts[profile.strong_sectors[0]] += count - sum(counts.values())
    return counts


def _organisation(
    chance: random.Random, profile: TownProfile, names: NameSource, kind: str, institution: str | None
) -> Record:
    several = len(profile.strong_sectors) > 1
    return {
        "name": names.campus(institution) if institution else names.organisation(kind),
        "helix": _HELICES.get(kind, "business"),
        "actor_type": kind,
        "primary_sector": profile.strong_sectors[0] if kind in ("vocational_school", "research_institute") else "muu",
        "other_sectors": tuple(profile.strong_sectors[1:]) if kind == "vocational_school" and several else None,
        "industry_code": {"municipality": "84", "vocational_school": "85"}.get(kind),
        "rdi_activity": _ORGANISATION_RDI.get(_HELICES.get(kind, ""), "none"),
        "internationality": chance.choice(("none", "none", "export")) if institution else "none",
        "name_is_public": True,
    }


def _firm(chance: random.Random, profile: TownProfile, names: NameSource, sector: str, place: int) -> Record:
    kind = _firm_type(chance, profile, sector, place)
    awkward = names.awkward_name() if kind == "sme" else None
    industries = phrases("names")["industries"]
    others = [other for other in profile.strong_sectors if other != sector]
    return {
        "name": awkward or names.firm(sector),
        "helix": "business",
        "actor_type": kind,
        "primary_sector": sector,
        "other_sectors": (chance.choice(others),) if others and chance.random() < 0.25 else None,
        "industry_code": chance.choice(industries.get(sector, industries["muu"])),
        "rdi_activity": chance.choice(_RDI_CHOICES.get(kind, ("none", "none", "occasional"))),
        "internationality": chance.choice(_EXPORT_CHOICES.get(kind, ("none", "none", "none", "export"))),
        # Owners of proposals are named in documents, so anchors are always public; most others are too.
        "name_is_public": kind == "anchor_company" or awkward is not None or chance.random() > 0.08,
    }


def _firm_type(chance: random.Random, profile: TownProfile, sector: str, place: int) -> str:
    anchors = 2 if profile.size == "large" and sector == profile.strong_sectors[0] else 1
    if sector in profile.strong_sectors and place < anchors:
        return "anchor_company"
    if place == anchors:
        return "sme"
    if sector in ("teknologia", "meri"):
        return chance.choice(("subcontractor", "subcontractor", "sme", "sme", "startup", "micro_company"))
    if sector == "muu":
        return chance.choice(("private_service", "private_service", "micro_company", "startup"))
    return chance.choice(("sme", "sme", "micro_company", "micro_company", "subcontractor", "startup"))


def _name_orchestrator(profile: TownProfile, actors: list[Record]) -> None:
    wanted = _ORCHESTRATOR_TYPES[profile.driver]
    for actor in actors:
        actor["role"] = _ROLES.get(str(actor["actor_type"]), "member")
    if profile.has_orchestrator:
        chosen = next((a for a in actors if a["actor_type"] == wanted), actors[0])
        chosen["role"] = "orchestrator"


def _set_dates(chance: random.Random, actors: list[Record], quarter: Quarter) -> None:
    """Give each actor the day it joined; the last ones joined in the quarter, and a few firms have left since."""
    # Other towns' links may point only at actors that were there two quarters ago: an earlier submission may stand.
    last_old_day = quarter.previous.first_day - dt.timedelta(days=40)
    span = (last_old_day - _FIRST_DAY).days
    newcomers = 1 if len(actors) < 20 else 3
    for actor in actors[:-newcomers]:
        actor["active_from"] = _FIRST_DAY + dt.timedelta(days=chance.randrange(span))
    for actor in actors[-newcomers:]:
        actor["active_from"] = quarter.first_day + dt.timedelta(days=chance.randrange(5, 45))
    leavers = [a for a in actors[:-newcomers] if a["role"] == "member" and a["helix"] == "business"]
    for actor in chance.sample(leavers, len(actors) // 18):
        actor["active_from"] = _FIRST_DAY + dt.timedelta(days=chance.randrange(365))
        actor["active_to"] = last_old_day - dt.timedelta(days=chance.randrange(30, 400))


def _complete(chance: random.Random, actor: Record, ids: Iterator[str], sources: list[str]) -> None:
    kind = str(actor["actor_type"])
    classes = _STAFF_CLASSES.get(kind)
    actor["staff_class"] = chance.choice(classes) if classes else None
    has_id = actor["helix"] == "business" or kind in _COMPANY_TYPES
    # Some ids are left out, as people leave them out; the number is used up all the same.
    business_id = next(ids)
    actor["business_id"] = business_id if has_id and chance.random() < 0.9 else None
    actor["source"] = chance.choice(sources)
