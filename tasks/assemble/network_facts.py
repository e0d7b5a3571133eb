"""What the templates of the network picture may say: plain data, gathered chapter by chapter."""

from config.models import Town
from tasks.assemble.network_registers import IMPORTANT_GAP_LIMIT, MOST_IMPORTANT
from tasks.assemble.network_tables import has_data
from tasks.assemble.scope import CURRENT, NONE, Scope
from tasks.assemble.summary_points import (
    PRESENT_LEVEL,
    ei_reading,
    helix_names,
    is_plural,
    missing_helices,
    sector_reading,
    specialised_sectors,
)
from tasks.assemble.town_facts import Facts, driver_helix, driver_words, structure_source
from tasks.assemble.town_tables import named_sectors
from tasks.assemble.typography import in_sentence
from tasks.assemble.value_texts import value_id


def coverage_facts(scope: Scope) -> Facts:
    """Return which towns reported, which stand on earlier data and which never sent anything."""
    tables = list(scope.inputs.project.tables)
    names: dict[str, list[str]] = {"current": [], "earlier": [], "none": []}
    for town in scope.towns:
        states = {scope.state(table, town.slug) for table in tables}
        state = "current" if CURRENT in states else "none" if states == {NONE} else "earlier"
        names[state].append(town.name.in_language(scope.inputs.language))
    return {
        **names,
        "town_count": len(scope.towns),
        "other_language": [
            scope.town_form(town, "genitive") for town in scope.towns if town.language != scope.inputs.language
        ],
        "with_data_count": len(names["current"]) + len(names["earlier"]),
    }


def missing_towns(scope: Scope, *tables: str) -> list[str]:
    """Return the towns of which none of the tables counts, as the places that something is missing from."""
    return [scope.town_form(town, "from_") for town in scope.towns if not has_data(scope, town, *tables)]


def profile_facts(scope: Scope) -> Facts:
    """Return how the pooled sectors are read, and which towns each sector is strong in."""
    return {
        "sectors": [
            {
                "name": scope.label("sector", sector),
                "name_inside": in_sentence(scope.label("sector", sector)),
                "reading": sector_reading(scope, sector),
                "status": scope.book.status_words(scope.book.status("location_quotient", sector)),
                "id": value_id("location_quotient", sector),
                "towns": [
                    scope.town_form(town, "inside")
                    for town in scope.towns
                    if sector in specialised_sectors(scope, town.slug)
                ],
            }
            for sector in named_sectors(scope)
        ],
        "has_krugman": scope.book.number("krugman_index") is not None,
        "has_herfindahl": scope.book.number("herfindahl_index") is not None,
        "structure_source": structure_source(scope, scope.network_source),
        "without": missing_towns(scope, "key_figures"),
    }


def phase_facts(scope: Scope) -> Facts:
    """Return which towns are in which phase, what drives them, and where phase and evidence disagree."""
    phases: dict[str, list[str]] = {code: [] for code in scope.inputs.project.code_lists["development_phase"]}
    drivers: dict[str, list[str]] = {}
    contradictions: list[str] = []
    not_assessed: list[Town] = []
    for town in scope.towns:
        name = town.name.in_language(scope.inputs.language)
        number = scope.book.number("development_phase", "", town.slug)
        if number is not None:
            phases[str(int(number))].append(name)
        elif has_data(scope, town, "maturity_scores"):
            not_assessed.append(town)
        if driver_helix(scope, town.slug):
            drivers.setdefault(driver_words(scope, town.slug), []).append(name)
        if scope.book.dimensions("phase_contradiction", town.slug):
            contradictions.append(name)
    return {
        "by_phase": [
            {
                "name": in_sentence(scope.label("development_phase", code)),
                "towns": towns,
                "id": value_id("phase_town_count", code),
            }
            for code, towns in phases.items()
            if towns
        ],
        "drivers": [{"name": name, "towns": towns} for name, towns in sorted(drivers.items())],
        "contradictions": contradictions,
        "not_assessed": [town.name.in_language(scope.inputs.language) for town in not_assessed],
        "not_assessed_inside": [scope.town_form(town, "inside") for town in not_assessed],
        "without": [
            town.name.in_language(scope.inputs.language)
            for town in scope.towns
            if not has_data(scope, town, "maturity_scores")
        ],
    }


def network_facts(scope: Scope) -> Facts:
    """Return what can be said of the actors and links of the network."""
    book = scope.book
    missing = missing_helices(scope)
    unlinked = [
        scope.town_form(town, "inside")
        for town in scope.towns
        if book.number("cross_town_link_count", "", town.slug) == 0
    ]
    return {
        "missing_helices": helix_names(scope, missing),
        "missing_is_plural": is_plural(scope, missing),
        "is_full": book.number("helix_coverage") == 1,
        "towns_missing_academia": [
            scope.town_form(town, "inside") for town in scope.towns if "academia" in missing_helices(scope, town.slug)
        ],
        "has_links": book.number("link_count") is not None and book.number("cross_town_link_count") is not None,
        "has_cross_share": book.number("cross_town_link_share_pct") is not None,
        "outward": [
            {"kind": kind, "id": value_id(indicator)}
            for kind, indicator in (("hei", "hei_link_count"), ("abroad", "abroad_link_count"))
            if book.number(indicator) is not None
        ],
        "has_pair_share": book.number("connected_town_pair_share_pct") is not None,
        "ei": ei_reading(book, "town"),
        "intervals": book.with_interval(("cross_town_link_share_pct", ""), ("ei_index", "town")),
        "unlinked": unlinked,
        "without_actors": missing_towns(scope, "actors"),
        "without_links": missing_towns(scope, "links"),
    }


def presence_facts(scope: Scope) -> Facts:
    """Return where higher education is present for good, and of which towns it is not known."""
    present = [
        scope.town_form(town, "inside")
        for town in scope.towns
        if (scope.book.number("hei_presence_level", "", town.slug) or 0) >= PRESENT_LEVEL
    ]
    return {"present_towns": present, "without_hei": missing_towns(scope, "hei_presence")}


def competence_facts(scope: Scope) -> Facts:
    """Return what can be said of gaps and higher education in the network."""
    gaps = scope.inputs.accepted.tables["competence_gaps"]
    important = gaps[(gaps["importance"] == MOST_IMPORTANT) & (gaps["status"] == "open")]
    counts = {sector: scope.book.number("gap_count_by_sector", sector) or 0 for sector in named_sectors(scope)}
    most = max(counts.values(), default=0)
    leading = [sector for sector, count in counts.items() if count == most > 0]
    return {
        "has_gaps": (scope.book.number("gap_count") or 0) > 0,
        "has_coverage": scope.book.number("gap_coverage_pct") is not None,
        "most_gaps_sectors": [in_sentence(scope.label("sector", sector)) for sector in leading],
        "most_gaps_id": value_id("gap_count_by_sector", leading[0]) if leading else "",
        "unlisted_gap_count": max(0, len(important) - IMPORTANT_GAP_LIMIT),
        "without_gaps": missing_towns(scope, "competence_gaps"),
        **presence_facts(scope),
        "without_peers": missing_towns(scope, "peer_ecosystems"),
        "without_proposals": missing_towns(scope, "proposals"),
        "proposal_count": len(scope.inputs.accepted.tables["proposals"]),
    }
