"""The invented strategy work of a town: strategy, measures, agreements, needed actors and offers to investors."""

import datetime as dt
from collections.abc import Mapping, Sequence

from cli.sample.phrases import SampleLanguage, phrases, random_for
from cli.sample.profiles import TownProfile
from cli.sample.records import Record, TownTables, day_of
from cli.sample.schedule import strategy_approved, strategy_begins
from config.models import Project
from config.quarters import Quarter

_GOALS = 3
_PARTNERS = 2
_FUNNEL = ("identified", "contacted", "negotiating", "agreed")
_AGREEMENT_STATES = ("idea", "draft", "negotiation", "signed")


def strategy_work(project: Project, profile: TownProfile, tables: TownTables, quarter: Quarter) -> TownTables:
    """Return the tables of the strategy work, which refer to the town's actors, gaps and proposals.

    Strategies and measures come from the quarter on in which their work package begins.
    """
    begins = strategy_begins(project)
    planned_in = min(quarter, strategy_approved(project)[0])
    strategies: TownTables = {
        "strategy": strategy(project, profile, quarter),
        "measures": measures(profile, tables, planned_in) + network_measures(project, profile, tables, planned_in),
    }
    return {
        **(strategies if begins is not None and quarter >= begins else {}),
        "agreements": agreements(profile, tables["actors"], quarter),
        "needed_actors": needed_actors(profile, tables, quarter),
        "invest_offer": invest_offer(profile, quarter),
    }


def strategy(project: Project, profile: TownProfile, quarter: Quarter) -> list[Record]:
    """Return the town's strategy, in both languages where the town is Swedish, and the coordinator's of the network."""
    languages: tuple[SampleLanguage, ...] = ("sv", "fi") if profile.language == "sv" else ("fi",)
    approved_in, approved_on = strategy_approved(project)
    day = approved_on if quarter >= approved_in else None
    rows = [_strategy(profile, "town", language, day) for language in languages]
    if profile.town.slug == project.identity.coordinator:
        rows.append(_strategy(profile, "network", profile.language, day))
    return rows


def _strategy(profile: TownProfile, scope: str, language: SampleLanguage, approved_on: dt.date | None) -> Record:
    bank, words = phrases("strategies"), phrases("words")
    town, sector = profile.town, profile.strong_sectors[0]
    vision: str = bank["visions"][scope][language]
    return {
        "scope": scope,
        "language": language,
        "vision": vision.format(
            inside=town.forms.inside,
            name=town.name.in_language(language),
            kind=words["kinds"][town.kind]["base"],
            sector_gen=words["sectors"]["fi"][sector]["gen"],
            sector_base=words["sectors"]["sv"][sector]["base"],
        ),
        "mission": bank["missions"][language],
        "goals": "\n".join(bank["goals"][scope][language]),
        "focus_areas": bank["focus"][language],
        "state": "approved" if approved_on else "draft",
        "approved_date": approved_on,
        "approved_by": bank["bodies"][language]["network" if scope == "network" else town.kind]
        if approved_on
        else None,
    }


def measures(profile: TownProfile, tables: TownTables, quarter: Quarter) -> list[Record]:
    """Return one measure a proposal, at most five, that the proposal's owner is responsible for."""
    chance = random_for(profile.seed, profile.town.slug, "measures")
    bank, language = phrases("strategies"), profile.language
    ids = {actor["name"]: actor["actor_id"] for actor in tables["actors"]}
    partners = [str(a["name"]) for a in tables["actors"] if a["helix"] == "public" and a["name_is_public"]]
    rows: list[Record] = []
    for number, proposal in enumerate(tables["proposals"][: 2 if profile.is_brief else 5], start=1):
        indicator = chance.choice(bank["measure_indicators"])
        cost = chance.randrange(8, 60) * 1_000
        starts = chance.choice((0, 1))
        name, unit = indicator[language]
        title: str = bank["measure_titles"][language]
        rows.append(
            {
                "measure_id": f"{profile.town.slug}-t{number:02d}",
                "title": title.format(title=proposal["title"]),
                "proposal_ids": (str(proposal["proposal_id"]),),
                "goal_number": (number - 1) % _GOALS + 1,
                "owner_id": ids.get(proposal["owner"]),
                "partners": ", ".join([one for one in partners if one != proposal["owner"]][:_PARTNERS]) or None,
                "start_date": (quarter if starts == 0 else quarter.next).next.first_day,
                "end_date": dt.date(quarter.year + 2, 6, 30),
                "cost_eur": cost,
                "funding_source": bank["funding"][language],
                "indicator_name": name,
                "indicator_unit": unit,
                "baseline_value": indicator["baseline"],
                "target_value": indicator["target"],
                "actual_value": indicator["baseline"],
                "state": "planned",
                "is_published": ids.get(proposal["owner"]) is not None,
                "scope": "town",
            }
        )
    return rows


def network_measures(project: Project, profile: TownProfile, tables: TownTables, quarter: Quarter) -> list[Record]:
    """Return the network's common measures, which the coordinator records; nothing of the other towns."""
    if profile.town.slug != project.identity.coordinator:
        return []
    bank, language = phrases("strategies"), profile.language
    leading = [a for a in tables["actors"] if a["actor_type"] in ("municipality", "development_company")]
    owner = (leading or list(tables["actors"]))[0]
    proposals = tables["proposals"]
    rows: list[Record] = []
    for number, measure in enumerate(bank["network_measures"], start=1):
        title, name, unit = measure[language]
        rows.append(
            {
                "measure_id": f"verkosto-t{number:02d}",
                "title": title,
                "proposal_ids": (str(proposals[(number - 1) % len(proposals)]["proposal_id"]),) if proposals else None,
                "goal_number": (number - 1) % _GOALS + 1,
                "owner_id": owner["actor_id"],
                "partners": bank["network_partners"][language],
                "start_date": quarter.next.next.first_day,
                "end_date": dt.date(2027, 12, 31),
                "cost_eur": measure["cost_eur"],
                "funding_source": bank["funding"][language],
                "indicator_name": name,
                "indicator_unit": unit,
                "baseline_value": measure["baseline"],
                "target_value": measure["target"],
                "actual_value": measure["baseline"],
                "state": "planned",
                "is_published": True,
                "scope": "network",
            }
        )
    return rows


def agreements(profile: TownProfile, actors: Sequence[Record], quarter: Quarter) -> list[Record]:
    """Return the agreements between the town's organisations; the more developed the town, the further they are."""
    bank, language = phrases("strategies"), profile.language
    organisations = [
        a for a in actors if a["actor_type"] in ("municipality", "development_company", "vocational_school")
    ]
    institutions = [a for a in actors if a["actor_type"] in ("university", "applied_university", "university_centre")]
    local = (organisations or list(actors))[:3]
    signed_on = dt.date(2022, 3, 10) + dt.timedelta(days=profile.index % 40)
    rows: list[Record] = []
    for number, agreement in enumerate(bank["agreements"][: 1 if profile.is_brief else 3], start=1):
        parties = [*institutions[:1], *local[:2]] if agreement["type"] == "partnership" else local
        state = _AGREEMENT_STATES[max(0, min(3, profile.phase + 1 - number))]
        if state == "signed" and signed_on > quarter.last_day:
            state = "negotiation"
        is_signed = state == "signed"
        rows.append(
            {
                "agreement_id": f"{profile.town.slug}-s{number:02d}",
                "title": agreement[language],
                "parties": ", ".join(str(party["name"]) for party in parties),
                "party_ids": tuple(str(party["actor_id"]) for party in parties),
                "agreement_type": agreement["type"],
                "state": state,
                "signed_date": signed_on if is_signed else None,
                "start_date": signed_on if is_signed else None,
                "end_date": dt.date(signed_on.year + 3, 12, 31) if is_signed else None,
                "document": None,
            }
        )
    return rows


def needed_actors(profile: TownProfile, tables: TownTables, quarter: Quarter) -> list[Record]:
    """Return one needed actor for each gap that is not covered, and one that has joined where a gap is covered."""
    chance = random_for(profile.seed, profile.town.slug, "needed_actors")
    bank, language = phrases("strategies")["needs"], profile.language
    joined = next(
        (a for a in tables["actors"] if a["actor_type"] in ("vocational_school", "development_company")), None
    )
    rows: list[Record] = []
    for gap in tables["competence_gaps"]:
        step = chance.randrange(len(_FUNNEL))
        days = chance.randrange(10, 24)
        is_covered = gap["status"] == "covered"
        if is_covered and joined is None:
            continue
        need: Mapping[str, object] = bank[str(gap["gap_type"])]
        description, offer = bank[str(gap["gap_type"])][language]
        identified = day_of(gap, "identified_date") or quarter.first_day
        contacted = min(identified + dt.timedelta(days=days), quarter.last_day)
        state = "joined" if is_covered else "identified" if gap["status"] == "open" and step > 2 else _FUNNEL[step]
        rows.append(
            {
                "needed_id": f"{profile.town.slug}-n{len(rows) + 1:02d}",
                "description": description,
                "actor_type": str(need["type"]),
                "sector": gap["sector"],
                "gap_id": gap["gap_id"],
                "role": str(need["role"]),
                "offer": offer,
                "state": state,
                "contacted_date": None if state == "identified" else contacted,
                "actor_id": joined["actor_id"] if is_covered and joined else None,
                "is_public": state != "joined",
            }
        )
    return rows


def invest_offer(profile: TownProfile, quarter: Quarter) -> list[Record]:
    """Return what the town offers investors, in its own language and in English."""
    chance = random_for(profile.seed, profile.town.slug, "invest_offer")
    bank = phrases("strategies")
    count = 1 if profile.is_brief else 3 if profile.phase > 1 else 2
    rows: list[Record] = []
    for number, site in enumerate(bank["sites"][:count], start=1):
        low, high = site["area_m2"]
        area, power = chance.randrange(low, high, 50), chance.randint(*site["power_mw"])
        rows += [
            {
                "offer_id": f"{profile.town.slug}-i{number:02d}",
                "language": language,
                "site_name": bank["example"][language].format(text=site[language]["name"]),
                "site_kind": site["kind"],
                "area_m2": area,
                "power_mw": power,
                "energy": site[language]["energy"],
                "logistics": site[language]["logistics"],
                "test_platform": site[language].get("platform"),
                "available_from": quarter.first_day,
                "source_url": f"https://example.org/sites/{profile.town.slug}-{number}",
            }
            for language in (profile.language, "en")
        ]
    return rows
