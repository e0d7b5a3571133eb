"""The invented judgements of a town: gaps, proposals, maturity scores, presence of higher education, peers, events."""

import datetime as dt
import random
import re
import unicodedata
from collections.abc import Mapping, Sequence

from cli.sample.phrases import phrases, random_for
from cli.sample.profiles import DIMENSIONS, TownProfile
from cli.sample.records import Record
from config.models import Project
from config.quarters import Quarter

_STATUSES: Mapping[int, tuple[str, ...]] = {
    0: ("open", "open", "partial"),
    1: ("open", "open", "partial"),
    2: ("open", "open", "partial", "partial", "covered"),
    3: ("open", "partial", "partial", "covered", "covered"),
    4: ("partial", "covered", "covered"),
}
_GAPS_A_SECTOR: Mapping[str, tuple[int, int]] = {"small": (4, 2), "medium": (4, 3), "large": (5, 4)}
_REST = "muu"
_DAYS_USED = 76
"""Interviews are made in the first days of a quarter, as many as these."""
_UNIT_LEVEL = 3
_DEGREE_LEVEL = 4


def competence_gaps(profile: TownProfile, actors: Sequence[Record], quarter: Quarter) -> list[Record]:
    """Return the gaps of a town, by the day they were identified; at least one of them is open."""
    chance = random_for(profile.seed, profile.town.slug, "competence_gaps")
    bank = phrases("gaps")
    strong_count, rest_count = (2, 1) if profile.is_brief else _GAPS_A_SECTOR[profile.size]
    chosen = []
    strong_count -= max(0, len(profile.strong_sectors) - 2)
    for sector in (*profile.strong_sectors, _REST):
        count = min(rest_count if sector == _REST else strong_count, len(bank[sector]))
        chosen += [(sector, gap) for gap in chance.sample(bank[sector], count)]
    days = sorted(_identified_on(chance, quarter) for _ in chosen)
    statuses = [chance.choice(_STATUSES[profile.phase]) for _ in chosen]
    statuses[chance.randrange(len(chosen))] = "open"
    owners = [a["actor_id"] for a in actors if a["actor_type"] in ("development_company", "vocational_school")]
    return [
        {
            "gap_id": f"{profile.town.slug}-p{number:02d}",
            "sector": sector,
            "description": gap[profile.language],
            "gap_type": gap["type"],
            "importance": chance.choice((1, 2, 2, 3, 3)),
            "status": status,
            "identified_date": day,
            "source": chance.choice(phrases("words")["sources"][profile.language]),
            "owner_id": chance.choice([*owners, None]),
        }
        for number, ((sector, gap), day, status) in enumerate(zip(chosen, days, statuses, strict=True), start=1)
    ]


def _identified_on(chance: random.Random, quarter: Quarter) -> dt.date:
    return quarter.last_day - dt.timedelta(days=chance.randrange(25, 330))


def proposals(profile: TownProfile, actors: Sequence[Record], gaps: Sequence[Record]) -> list[Record]:
    """Return the development proposals that answer a town's gaps; the first one is immediate."""
    chance = random_for(profile.seed, profile.town.slug, "proposals")
    language = profile.language
    rows: list[Record] = []
    for sector in (*profile.strong_sectors, _REST):
        for proposal in phrases("proposals")[sector]:
            answered = [g["gap_id"] for g in gaps if g["sector"] == sector and g["gap_type"] in proposal["answers"]]
            if not answered or (profile.is_brief and len(rows) >= 3):
                continue
            words = proposal[language]
            rows.append(
                {
                    "proposal_id": f"{profile.town.slug}-e{len(rows) + 1:02d}",
                    "title": words["title"],
                    "justification": words["why"],
                    "gap_ids": tuple(str(gap) for gap in answered),
                    "growth_area": words.get("area"),
                    "owner": _owner(actors, proposal["owner"], sector),
                    "urgency": chance.choice(("immediate", "near", "near", "later")) if rows else "immediate",
                    "state": chance.choice(("draft", "discussed", "discussed", "agreed")),
                }
            )
    return rows


def _owner(actors: Sequence[Record], actor_type: str, sector: str) -> str:
    """Return the name of the town's actor of a type, of the sector if it can be, else of its business services."""
    suited = [actor for actor in actors if actor["actor_type"] == actor_type] or [actors[0]]
    return str(next((actor for actor in suited if actor["primary_sector"] == sector), suited[0])["name"])


def maturity_years(quarter: Quarter) -> tuple[int, int, int]:
    """Return the three years that are assessed, two of them in retrospect."""
    return quarter.year - 3, quarter.year - 1, quarter.year


def maturity_scores(profile: TownProfile, reported: Quarter, data_quarter: Quarter) -> list[Record]:
    """Return the scores of the six dimensions in three years, as assessed in the quarter of the submission."""
    chance = random_for(profile.seed, profile.town.slug, "maturity_scores")
    words, bank = phrases("words"), phrases("maturity")
    language = profile.language
    assessor = words["assessors"][language][1 if profile.town.mapping_method == "consultant" else 0]
    rows: list[Record] = []
    for turn, (year, scores) in enumerate(zip(maturity_years(reported), profile.scores, strict=True)):
        for dimension, score in zip(DIMENSIONS, scores, strict=True):
            reasons = (bank["not_assessed"] if score is None else bank[dimension][score])[language]
            rows.append(
                {
                    "year": year,
                    "dimension": dimension,
                    "score": score,
                    "justification": reasons[(profile.index + turn) % len(reasons)],
                    "source": chance.choice(words["maturity_sources"][language]),
                    "assessor_role": assessor,
                    "assessed_date": data_quarter.first_day + dt.timedelta(days=40 + profile.index % 25),
                }
            )
    return rows


def hei_presence(profile: TownProfile, quarter: Quarter) -> list[Record]:
    """Return the presence of each institution in three years; it grew by at most one level."""
    chance = random_for(profile.seed, profile.town.slug, "hei_presence")
    language = profile.language
    rows: list[Record] = []
    for name, level in profile.hei.items():
        institution = phrases("names")["hei"][name]
        staff, students = chance.randrange(8, 36), chance.randrange(140, 560)
        rdi_eur = chance.randrange(40, 90) * 1_000 * level * level
        for turn, year in enumerate(range(quarter.year - 2, quarter.year + 1)):
            held = max(level - 1, 0) if turn == 0 else level
            rows.append(
                {
                    "year": year,
                    "institution": institution[language] + (" (esimerkki)" if language == "fi" else " (exempel)"),
                    "level": held,
                    "unit_name": institution[f"unit_{language}"] if held >= _UNIT_LEVEL else None,
                    "staff_count": staff + turn if held >= _UNIT_LEVEL else 0,
                    "student_count": students + 6 * turn if held >= _DEGREE_LEVEL else 0,
                    "rdi_eur": round(rdi_eur * (0.9 + 0.05 * turn), -3) if held else 0,
                    "source": phrases("words")["hei_source"][language],
                }
            )
    return rows


def peer_ecosystems(profile: TownProfile) -> list[Record]:
    """Return comparable ecosystems abroad, the first one of the town's strongest sector."""
    chance = random_for(profile.seed, profile.town.slug, "peer_ecosystems")
    bank = phrases("peers")
    count = 1 if profile.is_brief else 2
    chosen = [
        (sector, peer)
        for sector in profile.strong_sectors[:2]
        for peer in chance.sample(bank[sector], min(count, len(bank[sector])))
    ]
    if not profile.is_brief:
        chosen.append((_REST, chance.choice(bank[_REST])))
    return [
        {
            "peer_id": f"{profile.town.slug}-v{number:02d}",
            "name": peer["name"],
            "country": peer["country"],
            "sector": sector,
            "population": peer["population"],
            "features": peer[profile.language]["features"],
            "lesson": peer[profile.language]["lesson"],
            "source_url": f"https://example.org/ecosystems/{_address_part(peer['name'])}",
            "contact_state": chance.choice(("none", "none", "contacted", "cooperating")),
        }
        for number, (sector, peer) in enumerate(chosen, start=1)
    ]


def _address_part(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("ø", "o")).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


def interviews_workshops(project: Project, profile: TownProfile, data_quarter: Quarter) -> list[Record]:
    """Return the interviews, workshops and surveys of one quarter, counts only, by date."""
    chance = random_for(profile.seed, profile.town.slug, "interviews_workshops", data_quarter)
    helices = [h for h in ("business", "academia", "public", "civil_society") if h != profile.missing_helix]
    interviews = 2 if profile.is_brief else {"small": 5, "medium": 8, "large": 11}[profile.size]
    events = [
        ("interview", chance.choice(["business", *helices]), chance.choice((1, 1, 2, 3))) for _ in range(interviews)
    ]
    events += [("workshop", helix, chance.randrange(4, 13)) for helix in helices]
    events.append(("survey", "business", chance.randrange(9, 38)))
    first = max(data_quarter.first_day, project.identity.planned_start)
    room = _DAYS_USED - (first - data_quarter.first_day).days
    days = sorted(_working_day(first + dt.timedelta(days=chance.randrange(4, room))) for _ in events)
    return [
        {
            "event_id": f"{profile.town.slug}-h{number:02d}",
            "event_date": day,
            "method": method,
            "organisation_helix": helix,
            "participant_count": count,
        }
        for number, (day, (method, helix, count)) in enumerate(zip(days, events, strict=True), start=1)
    ]


def _working_day(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=max(0, day.weekday() - 4))
