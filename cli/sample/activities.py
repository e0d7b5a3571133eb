"""The invented activity of a town in one quarter: events, contacts with higher education, outputs and feedback."""

import datetime as dt
import random

from cli.sample.administration import service_vouchers
from cli.sample.phrases import phrases, random_for
from cli.sample.profiles import TownProfile
from cli.sample.records import Record, TownTables
from config.models import Project
from config.quarters import Quarter

_HELICES = ("business", "academia", "public", "civil_society")
_DAYS_BEFORE_END = 14
_NEIGHBOURS = 3


def quarter_activity(project: Project, profile: TownProfile, quarter: Quarter) -> TownTables:
    """Return the tables of what happened in the quarter, and whom to ask about it."""
    return {
        "events_visits": events_visits(project, profile, quarter),
        "hei_contacts": hei_contacts(project, profile, quarter),
        "comms_outputs": comms_outputs(project, profile, quarter),
        "service_feedback": service_feedback(project, profile, quarter),
        "contacts": contacts(profile),
    }


def _days(project: Project, chance: random.Random, quarter: Quarter, count: int) -> list[dt.date]:
    """Return working days of the quarter within the project, in order."""
    first = max(quarter.first_day, project.identity.planned_start)
    last = quarter.last_day - dt.timedelta(days=_DAYS_BEFORE_END)
    days = [first + dt.timedelta(days=chance.randrange((last - first).days + 1)) for _ in range(count)]
    return sorted(day + dt.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0) for day in days)


def events_visits(project: Project, profile: TownProfile, quarter: Quarter) -> list[Record]:
    """Return the quarter's events; the coordinator's first one has a cost, and names its voucher."""
    chance = random_for(profile.seed, profile.town.slug, "events_visits", quarter)
    bank, language, words = phrases("activities")["events"], profile.language, phrases("words")
    chosen = chance.sample(bank, 1 if profile.is_brief else chance.choice((2, 3)))
    sector = profile.strong_sectors[0]
    others = [slug for slug in project.towns if slug != profile.town.slug]
    vouchers = service_vouchers(project, quarter) if profile.town.slug == project.identity.coordinator else []
    rows: list[Record] = []
    for number, (day, event) in enumerate(
        zip(_days(project, chance, quarter, len(chosen)), chosen, strict=True), start=1
    ):
        title, place, outcome = (
            text.format(
                sector_gen=words["sectors"]["fi"][sector]["gen"],
                sector_base=words["sectors"]["sv"][sector]["base"],
                place=profile.town.name.in_language(language),
            )
            for text in event[language]
        )
        counts = {f"{helix}_count": chance.randrange(1, 9) for helix in _HELICES}
        total = sum(counts.values()) + chance.randrange(3)
        is_rated = event["type"] in ("webinar", "workshop") and total >= 8
        has_cost = number == 1 and bool(vouchers)
        rows.append(
            {
                "event_id": f"{profile.town.slug}-ta{quarter.year % 100}{quarter.number}{number:02d}",
                "event_date": day,
                "event_type": event["type"],
                "title": title,
                "place": place,
                "country": event.get("country", "FI"),
                "towns": (profile.town.slug, *chance.sample(others, min(_NEIGHBOURS, len(others)))),
                "participant_count": total,
                **counts,
                "feedback_mean": round(chance.uniform(3.4, 4.8), 1) if is_rated else None,
                "feedback_count": max(5, total // 2) if is_rated else None,
                "outcome": outcome,
                "cost_eur": chance.randrange(3, 9) * 50 if has_cost else None,
                "voucher_ids": (str(vouchers[-1]["voucher_id"]),) if has_cost else None,
            }
        )
    return rows


def hei_contacts(project: Project, profile: TownProfile, quarter: Quarter) -> list[Record]:
    """Return the quarter's contacts with higher education, the further the stronger an institution's presence is."""
    chance = random_for(profile.seed, profile.town.slug, "hei_contacts", quarter)
    bank, language = phrases("activities")["contacts"], profile.language
    names = phrases("names")["hei"]
    institutions = list(profile.hei.items())[: 1 if profile.is_brief else 3]
    days = _days(project, chance, quarter, len(institutions))
    rows: list[Record] = []
    for number, (day, (name, level)) in enumerate(zip(days, institutions, strict=True), start=1):
        example = " (esimerkki)" if language == "fi" else " (exempel)"
        rows.append(
            {
                "contact_id": f"{profile.town.slug}-k{quarter.year % 100}{quarter.number}{number:02d}",
                "institution": names[name][language] + example,
                "field": chance.choice(bank["fields"][language]),
                "contact_date": day,
                "scope": "town",
                "form": bank["forms"][level],
                "stage": level,
                "outcome": bank["outcomes"][language][level],
                "next_step": bank["steps"][language][level],
            }
        )
    return rows


def comms_outputs(project: Project, profile: TownProfile, quarter: Quarter) -> list[Record]:
    """Return what was published in the quarter."""
    chance = random_for(profile.seed, profile.town.slug, "comms_outputs", quarter)
    language = profile.language
    chosen = chance.sample(phrases("activities")["outputs"], 1 if profile.is_brief else 3)
    days = _days(project, chance, quarter, len(chosen))
    rows: list[Record] = []
    for number, (day, output) in enumerate(zip(days, chosen, strict=True), start=1):
        title, audience = output[language]
        output_id = f"{profile.town.slug}-m{quarter.year % 100}{quarter.number}{number:02d}"
        rows.append(
            {
                "output_id": output_id,
                "output_type": output["type"],
                "title": title,
                "published_date": day,
                "language": language,
                "audience": audience,
                "url": f"https://example.org/news/{output_id}",
                "reach_count": chance.randrange(40, 900, 10),
                "mentions_funder": True,
                "is_accessible": True,
            }
        )
    return rows


def service_feedback(project: Project, profile: TownProfile, quarter: Quarter) -> list[Record]:
    """Return the town's rating of each of the project's services."""
    chance = random_for(profile.seed, profile.town.slug, "service_feedback", quarter)
    comments = phrases("activities")["comments"][profile.language]
    return [
        {
            "response_number": 1,
            "service": service,
            "rating": chance.choice((3, 4, 4, 5)),
            "response_days": chance.choice((1, 1, 2, 3, 5)),
            "comment": chance.choice([*comments, None, None]),
        }
        for service in project.code_lists["project_service"]
    ]


def contacts(profile: TownProfile) -> list[Record]:
    """Return the shared mailboxes of the town."""
    town = profile.town
    mailbox = phrases("activities")["mailbox"][profile.language]
    role = "project_worker" if town.has_project_staff else "contact_person"
    return [
        {
            "role": role,
            "organisation": town.name.in_language(profile.language),
            "email": f"{mailbox}.{town.slug}@example.org",
        }
    ]
