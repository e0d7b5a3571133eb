"""What the templates of a town's situation picture may say: plain data, gathered chapter by chapter."""

from collections.abc import Callable

from config.loading import TOTAL_SECTOR
from tasks.assemble.directory import Directory, first_and_last_day, latest_year
from tasks.assemble.markdown_inlines import is_web_address
from tasks.assemble.scope import Scope, cell_day, cell_text
from tasks.assemble.summary_points import (
    ei_reading,
    growth_areas,
    helix_names,
    is_plural,
    missing_helices,
    sector_reading,
    strengths,
    targets,
)
from tasks.assemble.town_charts import SHARE_INDICATORS, type_counts
from tasks.assemble.town_registers import (
    leading_actors,
    listed_link_counts,
)
from tasks.assemble.town_tables import known_years, named_sectors
from tasks.assemble.typography import in_sentence
from tasks.assemble.value_texts import value_id

GROWTH_AREA_LIMIT = 4
"""How many growth areas the summary names; a single one beyond them is named too."""
STRUCTURE_INDICES = ("krugman_index", "herfindahl_index")
"""The indices of the structure of a town's or the network's sectors."""

Facts = dict[str, object]


def place_facts(scope: Scope) -> Facts:
    """Return the town's names and inflected forms, and the word for what it is."""
    town = scope.town
    return {
        **scope.wording.words(f"place.{town.kind}"),
        "name": scope.town_name(town.slug),
        "genitive_name": scope.town_form(town, "genitive"),
        "inside_name": scope.town_form(town, "inside"),
    }


def summary_facts(scope: Scope) -> Facts:
    """Return what the summary says: phase, driver, strengths, targets, growth areas."""
    areas = growth_areas(scope)
    more = len(areas) - GROWTH_AREA_LIMIT
    return {
        "phase": phase_facts(scope),
        "strengths": strengths(scope),
        "targets": targets(scope),
        "growth_areas": areas if more < 2 else areas[:GROWTH_AREA_LIMIT],
        "more_growth_areas": more if more > 1 else 0,
    }


def method_facts(scope: Scope) -> Facts:
    """Return how the picture was made: who mapped, new or updated, and the earlier description that it rests on."""
    frame = scope.rows("submission")
    row = frame.iloc[-1].to_dict() if len(frame) else {}
    maker = cell_text(row.get("mapping_method")) or scope.town.mapping_method
    days = first_and_last_day(scope.rows("interviews_workshops"), "event_date", scope.inputs.quarter.last_day)
    return {
        "maker": maker,
        "is_other_language": scope.town.language != scope.inputs.language,
        "kind": cell_text(row.get("mapping_kind")),
        "existing_title": cell_text(row.get("existing_description_title")),
        "existing_date": cell_day(row.get("existing_description_date")),
        "first_day": days[0] if days else None,
        "last_day": days[1] if days else None,
        "methods": [
            {
                **scope.wording.words(f"research_method.{method}"),
                "is_single": scope.book.number("research_event_count", method) == 1,
                "events": value_id("research_event_count", method),
                "participants": value_id("research_participant_count", method),
            }
            for method in scope.inputs.project.code_lists["research_method"]
            if (scope.book.number("research_event_count", method) or 0) > 0
        ],
    }


def environment_facts(scope: Scope) -> Facts:
    """Return the readings of population, jobs, sectors and structure."""
    suppressed = [
        scope.label("sector_or_total", dimension)
        for dimension in (*scope.inputs.project.sectors, TOTAL_SECTOR)
        if "suppressed"
        in {scope.book.status(i, dimension) for i in ("employee_count", "turnover_eur", "rd_intensity_pct")}
    ]
    return {
        "year": latest_year(scope.rows("key_figures")),
        "population": trend_facts(scope, "population"),
        "jobs": trend_facts(scope, "job_count"),
        "sectors": [
            {
                "name": scope.label("sector", sector),
                "reading": sector_reading(scope, sector),
                "status": scope.book.status_words(scope.book.status("location_quotient", sector)),
                "id": value_id("location_quotient", sector),
            }
            for sector in named_sectors(scope)
        ],
        "suppressed": suppressed,
        "has_krugman": scope.book.number("krugman_index") is not None,
        "has_krugman_industry": scope.book.number("krugman_index", "industry") is not None,
        "has_herfindahl": scope.book.number("herfindahl_index") is not None,
        "has_herfindahl_industry": scope.book.number("herfindahl_index", "industry") is not None,
        "structure_source": structure_source(scope, scope.town_source),
        "minimum_firm_count": scope.inputs.project.identity.disclosure.minimum_firm_count,
        "dominance_share_pct": scope.inputs.project.identity.disclosure.dominance_share_pct,
    }


def structure_source(scope: Scope, towns_source: Callable[[str], str]) -> str:
    """Return the sentence that names what the indices of structure rest on, or an empty text without any of them."""
    numbers = {(name, of): scope.book.number(name, of) for name in STRUCTURE_INDICES for of in ("", "industry")}
    sources: list[str] = []
    if any(numbers[name, ""] is not None for name in STRUCTURE_INDICES):
        sources.append(towns_source("key_figures"))
    if numbers["krugman_index", ""] is not None:
        sources += scope.snapshot_sources("jobs_by_sector")
    if any(numbers[name, "industry"] is not None for name in STRUCTURE_INDICES):
        sources += scope.snapshot_sources("jobs_by_industry")
    return scope.source_line(*dict.fromkeys(sources)) if sources else ""


def trend_facts(scope: Scope, indicator: str) -> Facts | None:
    """Return the first and last year of a series and whether it rose or fell, or None when there is no number."""
    years = known_years(scope, indicator)
    if not years:
        return None
    first, last = years[0], years[-1]
    before, after = scope.book.number(indicator, str(first)) or 0, scope.book.number(indicator, str(last)) or 0
    return {
        "first_year": first,
        "last_year": last,
        "first_id": value_id(indicator, str(first)),
        "last_id": value_id(indicator, str(last)),
        "direction": "up" if after > before else "down" if after < before else "level",
        "is_series": first != last,
    }


def actor_facts(scope: Scope, directory: Directory) -> Facts:
    """Return the actors that lead, the parts of the quadruple helix that are missing, and whose names are not told."""
    actors = directory.of_town(scope.inputs.town)
    leading = leading_actors(actors)
    missing = missing_helices(scope)
    return {
        "count": len(actors),
        "missing_helices": helix_names(scope, missing),
        "missing_is_plural": is_plural(scope, missing),
        "is_full": scope.book.number("helix_coverage") == 1,
        "unnamed_leading_count": sum(not actor.is_named for actor in leading),
        "orchestrators": [actor.name for actor in leading if actor.role == "orchestrator" and actor.is_named],
        "has_orchestrator": any(actor.role == "orchestrator" for actor in leading),
        "unnamed_count": sum(not actor.is_named for actor in actors),
        "groups": actor_groups(scope, directory),
        "types": [
            {
                "name": in_sentence(scope.label("actor_type", code)),
                "id": value_id("actor_count_by_type", code),
                "is_single": count == 1,
            }
            for code, count in type_counts(scope).items()
        ],
    }


def actor_groups(scope: Scope, directory: Directory) -> list[Facts]:
    """Return the names of the actors whose names are public, by part of the quadruple helix and sector."""
    named = [actor for actor in directory.of_town(scope.inputs.town) if actor.is_named]
    groups: list[Facts] = []
    for helix in scope.inputs.project.code_lists["helix"]:
        for sector in scope.inputs.project.sectors:
            names = sorted(actor.name for actor in named if (actor.helix, actor.sector) == (helix, sector))
            if names:
                groups.append(
                    {
                        "helix": scope.label("helix", helix),
                        "sector": in_sentence(scope.label("sector", sector)),
                        "names": names,
                    }
                )
    return groups


def link_facts(scope: Scope, directory: Directory) -> Facts:
    """Return what can be said of the network and of the links out of the town."""
    book = scope.book
    linked = listed_link_counts(directory.links_inside(scope.inputs.town))
    return {
        "has_network": book.number("network_density") is not None,
        "ei": ei_reading(book, "helix"),
        "intervals": book.with_interval(("mean_degree", ""), ("network_density", ""), ("ei_index", "helix")),
        "cross_town": book.number("cross_town_link_count"),
        "hei": book.number("hei_link_count"),
        "abroad": book.number("abroad_link_count"),
        "undrawn_count": sum(actor.id not in linked for actor in directory.of_town(scope.inputs.town)),
        "driver": driver_words(scope),
        "driver_id": driver_id(scope),
    }


def driver_helix(scope: Scope, town: str = "") -> str:
    """Return the helix of the orchestrators that have most links, or an empty text."""
    for helix in scope.book.dimensions("driver_link_count", town):
        if scope.book.number("driver_link_count", helix, town) is not None:
            return helix
    return ""


def driver_id(scope: Scope) -> str:
    """Return the id of the number of links of the driving orchestrators, or an empty text."""
    helix = driver_helix(scope)
    return value_id("driver_link_count", helix) if helix else ""


def driver_words(scope: Scope, town: str = "") -> str:
    """Return what drives a town's ecosystem, or an empty text."""
    helix = driver_helix(scope, town)
    if not helix:
        return ""
    unit = scope.inputs.project.towns[town] if town else scope.town
    return scope.wording(f"place.{unit.kind}.driver" if helix == "public" else f"driver.{helix}")


def competence_facts(scope: Scope) -> Facts:
    """Return the readings of higher education, R&D and competence gaps."""
    level = scope.book.number("hei_presence_level")
    return {
        "hei_level": None if level is None else int(level),
        "hei_label": "" if level is None else in_sentence(scope.label("hei_level", int(level))),
        "hei_year": latest_year(scope.rows("hei_presence")),
        "gap_total": scope.book.number("gap_count"),
        "gap_states": [
            {"label": in_sentence(scope.label("gap_status", code)), "id": value_id("gap_count", code)}
            for code in scope.inputs.project.code_lists["gap_status"]
            if (scope.book.number("gap_count", code) or 0) > 0
        ],
        "has_coverage": scope.book.number("gap_coverage_pct") is not None,
        "rd_total": scope.book.number("rd_intensity_pct", TOTAL_SECTOR) is not None,
        "export_total": scope.book.number("export_share_pct", TOTAL_SECTOR) is not None,
    }


def phase_facts(scope: Scope) -> Facts:
    """Return the development phase with its range, assessors, date and the contradictions that hold."""
    frame = scope.rows("maturity_scores")
    year = latest_year(frame)
    latest = frame[frame["year"] == year] if year is not None else frame
    row = scope.book.find("development_phase")
    days = first_and_last_day(latest, "assessed_date")
    return {
        "year": year,
        "is_assessed": row is not None and row.value is not None,
        "status": scope.book.status("development_phase"),
        "assessors": sorted({in_sentence(str(role)) for role in latest["assessor_role"].dropna()}),
        "assessed_on": days[1] if days else None,
        "is_spread": row is not None and row.lower is not None and row.upper is not None and row.upper > row.lower,
        "low": None if row is None or row.lower is None else int(row.lower),
        "high": None if row is None or row.upper is None else int(row.upper),
        "dimension_count": None if row is None else row.n,
        "contradictions": list(scope.book.dimensions("phase_contradiction")),
        "year_count": sum(d.isdigit() for d in scope.book.dimensions("development_phase")),
        "driver": driver_words(scope),
    }


def comparison_facts(scope: Scope) -> Facts:
    """Return the areas that the town's structure is set beside, and where its peers are described."""
    compared = {
        area
        for area, indicator in SHARE_INDICATORS
        if area != "town" and any(scope.book.number(indicator, sector) is not None for sector in named_sectors(scope))
    }
    names = scope.wording.words("compared_areas")
    peers = scope.rows("peer_ecosystems").to_dict("records")
    return {
        "areas": [name for area, name in names.items() if area in compared],
        "peers": [
            {"name": str(row["name"]), "address": address if is_web_address(address) else ""}
            for row in peers
            for address in (cell_text(row["source_url"]),)
        ],
    }
