"""The chapters of text that a town sends: Markdown put together from blocks that fit the town."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cli.sample.assessments import maturity_years
from cli.sample.phrases import SampleLanguage, joined, phrases, random_for
from cli.sample.profiles import TownProfile
from cli.sample.records import Record, TownTables
from cli.sample.schedule import strategy_begins
from config.models import Project
from config.quarters import Quarter
from config.texts import LANGUAGES

_NO_BREAK_SPACE = "\u00a0"
_GROWTH_AREAS_SHOWN = 5
_TURNS = 60
_OF_LEADS = (
    "networking_report",
    "national_comparison",
    "cooperation_forms",
    "advocacy_guidelines",
    "hei_liaison_study",
    "hei_cooperation_models",
    "ministry_agreement",
    "communications_report",
    "interim_report",
    "steering_pack",
    "final_report",
)
"""Reports whose chapters the lead of a work package writes."""

Block = Mapping[str, Any]


def narratives(
    project: Project, profile: TownProfile, tables: TownTables, reported: Quarter, *, is_final: bool
) -> list[Record]:
    """Return the texts of a town: every chapter in Finnish, and in Swedish as well where the town writes Swedish."""
    languages: tuple[SampleLanguage, ...] = ("sv", "fi") if profile.language == "sv" else ("fi",)
    if profile.is_brief:
        languages = (profile.language,)
    # The strategies come a quarter after the pictures at the earliest.
    begins = strategy_begins(project)
    strategy_work_begun = begins is not None and reported > begins
    rows = []
    for language in languages:
        words = _words(project, profile, tables, reported, language)
        author = phrases("words")["authors"][profile.language][profile.town.mapping_method == "consultant"]
        book = phrases(f"narratives_{language}")
        rows += list(_rows(profile, book, words, language, "situation_picture", author, is_final=is_final))
        if strategy_work_begun:
            book = phrases(f"town_strategy_{language}")
            rows += list(_rows(profile, book, words, language, "town_strategy", author, is_final=is_final))
    if profile.town.slug == project.identity.coordinator:
        words = _words(project, profile, tables, reported, "fi")
        author = phrases("words")["coordinator_author"]["fi"]
        book = phrases("network_picture_fi")
        rows += list(_rows(profile, book, words, "fi", "network_picture", author, is_final=is_final))
        if strategy_work_begun:
            book = phrases("network_strategy_fi")
            rows += list(_rows(profile, book, words, "fi", "network_strategy", author, is_final=is_final))
    for report in _OF_LEADS:
        due = project.calendar.due.get(report)
        if due and profile.town.slug in project.chapter_writers(report) and reported >= min(due.quarters):
            words = _words(project, profile, tables, reported, "fi")
            author = phrases("words")["lead_author"]["fi"]
            rows += list(_rows(profile, phrases(f"{report}_fi"), words, "fi", report, author, is_final=is_final))
    return rows + _presentations(project, profile, reported, is_final=is_final)


def _presentations(project: Project, profile: TownProfile, reported: Quarter, *, is_final: bool) -> list[Record]:
    """Return how the town, or the project at its end, is presented to readers outside it, in every language."""
    town, bank = profile.town, phrases("presentations")
    reports = ["invest_in", "marketing_sheet"]
    if town.slug == project.identity.coordinator:
        reports.append("network_marketing_sheet")
        final = project.calendar.due.get("final_report")
        if final and reported >= min(final.quarters):
            reports.append("final_report")
    rows: list[Record] = []
    for report in reports:
        for language in LANGUAGES:
            variants: Sequence[str] = bank[report][language]
            sector = project.sectors[profile.strong_sectors[0]].name.in_language(language)
            text = variants[profile.index % len(variants)].format(
                name=town.name.in_language(language),
                Inside=town.forms.inside,
                sector=sector[:1].lower() + sector[1:],
            )
            rows.append(
                {
                    "report": report,
                    "chapter": "summary",
                    "language": language,
                    "text": text,
                    "author_role": phrases("words")["authors"][profile.language][False],
                    "state": "approved" if is_final else "draft",
                }
            )
    return rows


def _rows(
    profile: TownProfile,
    book: Mapping[str, Sequence[Block]],
    words: Mapping[str, Any],
    language: SampleLanguage,
    report: str,
    author: str,
    *,
    is_final: bool,
) -> Iterator[Record]:
    for place, (chapter, blocks) in enumerate(book.items()):
        # A few chapters are still drafts in each town, and all of them in a quarter that was not the last.
        is_draft = not is_final or (profile.index + place) % 9 == 8
        yield {
            "report": report,
            "chapter": chapter,
            "language": language,
            "text": "\n\n".join(_paragraphs(profile, chapter, blocks, words, language)),
            "author_role": author,
            "state": "draft" if is_draft else "approved",
        }


def _paragraphs(
    profile: TownProfile, chapter: str, blocks: Sequence[Block], words: Mapping[str, Any], language: SampleLanguage
) -> Iterator[str]:
    fitting = [block for block in blocks if _fits(profile, block.get("when", {}))]
    start = random_for(profile.seed, profile.town.slug, chapter).randrange(_TURNS)
    for place, block in enumerate(fitting[:1] if profile.is_brief else fitting):
        turn = start + place
        if "own" in block:
            own = profile.own.get(block["own"], {}).get(language)
            if own:
                yield own.strip()
            continue
        paragraph = str(block["variants"][turn % len(block["variants"])]).strip().format_map(words)
        items = words[block["data"]] if "data" in block else _items(profile, block.get("items", ()), words, turn)
        yield "\n".join([paragraph, "", *(f"- {item}" for item in items)]) if items else paragraph


def _items(profile: TownProfile, items: Sequence[Block], words: Mapping[str, Any], turn: int) -> list[str]:
    fitting = [item for item in items if _fits(profile, item.get("when", {}))]
    return [str(item["variants"][turn % len(item["variants"])]).format_map(words) for item in fitting]


def _fits(profile: TownProfile, when: Mapping[str, Any]) -> bool:
    facts: Mapping[str, bool] = {
        "phase": profile.phase in when.get("phase", ()),
        "size": profile.size in when.get("size", ()),
        "hei": profile.hei_presence in when.get("hei", ()),
        "sector": when.get("sector") in profile.strong_sectors,
        "driver": when.get("driver") == profile.driver,
        "missing": when.get("missing") == profile.missing_helix,
        "missing_not": when.get("missing_not") != profile.missing_helix,
        "orchestrator": when.get("orchestrator") == profile.has_orchestrator,
    }
    return all(facts[name] for name in when)


def _words(
    project: Project, profile: TownProfile, tables: TownTables, reported: Quarter, language: SampleLanguage
) -> dict[str, Any]:
    """Return what the placeholders of the texts stand for; each also with a capital letter."""
    bank = phrases("words")
    town, forms = profile.town, profile.town.forms
    sectors = [bank["sectors"][language][name] for name in profile.strong_sectors]
    kind = bank["kinds"][town.kind]
    driver = bank["drivers"][language][profile.driver]
    driver_kind = "municipality" if town.kind == "municipality" else "town"
    hei = phrases("names")["hei"][profile.main_hei]
    active = [a for a in tables["actors"] if a["active_to"] is None]
    peers = tables["peer_ecosystems"]
    first_year, middle_year, last_year = maturity_years(reported)
    words: dict[str, str] = {
        "name": town.name.in_language(language),
        "genitive": forms.genitive,
        "inside": forms.inside,
        "from_": forms.from_,
        "to": forms.to,
        "kind": kind["base"],
        "kind_gen": kind["gen"],
        "kind_in": kind["in"],
        "region_gen": bank["region_genitives"].get(town.region_code, project.regions[town.region_code].fi),
        "population": f"{profile.population:,}".replace(",", _NO_BREAK_SPACE),
        "sectors": joined([sector["base"] for sector in sectors], language),
        "stand_out": bank["stand_out"]["one" if len(sectors) == 1 else "several"],
        "lead": sectors[0]["base"],
        "lead_gen": sectors[0].get("gen", ""),
        "lead_in": sectors[0].get("in", ""),
        "lead_to": sectors[0].get("to", ""),
        "phase": bank["phases"][language][profile.phase]["base"],
        "phase_in": bank["phases"][language][profile.phase]["in"],
        "driver": driver[driver_kind],
        "driver_ess": driver[f"{driver_kind}_ess"],
        "hei": hei[language],
        "hei_gen": hei["fi_genitive"],
        "peer": str(peers[0]["name"]) if peers else bank["no_peer"][language],
        "year_first": str(first_year),
        "year_middle": str(middle_year),
        "year_last": str(last_year),
        "actor_count": str(len(active)),
        "firm_count": str(sum(a["helix"] == "business" for a in active)),
        "gap_count": str(len(tables["competence_gaps"])),
        "open_gap_count": str(sum(gap["status"] == "open" for gap in tables["competence_gaps"])),
        "proposal_count": str(len(tables["proposals"])),
        "participant_count": str(_participants(tables)),
        "town_count": str(len(project.towns)),
        "region_count": str(len({t.region_code for t in project.towns.values()})),
    }
    capitals = {name.capitalize(): text[:1].upper() + text[1:] for name, text in words.items()}
    return {**words, **capitals, **_lists(profile, tables, language)}


def _participants(tables: TownTables) -> int:
    counts = [event["participant_count"] for event in tables["interviews_workshops"]]
    return sum(count for count in counts if isinstance(count, int))


def _lists(profile: TownProfile, tables: TownTables, language: SampleLanguage) -> dict[str, list[str]]:
    """Return the list items that repeat the town's own proposals, in the language of the text."""
    bank = {
        proposal[profile.language]["title"]: proposal[language]
        for proposals in phrases("proposals").values()
        for proposal in proposals
    }
    own = [(proposal, bank[str(proposal["title"])]) for proposal in tables["proposals"]]
    areas = [f"**{words['area']}**: {words['area_text']}" for proposal, words in own if proposal["growth_area"]]
    owner_label = {"fi": "vastuutahoksi ehdotetaan", "sv": "föreslagen ansvarig part"}[language]
    return {
        "growth_areas": areas[:_GROWTH_AREAS_SHOWN],
        "urgent_proposals": [
            f"**{words['title']}** – {owner_label}: {proposal['owner']}"
            for proposal, words in own
            if proposal["urgency"] == "immediate"
        ],
    }
