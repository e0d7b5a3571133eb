"""The tables of the network picture; towns always stand in alphabetical order, as nothing here is a ranking."""

from collections.abc import Sequence

from config.loading import TOTAL_SECTOR
from config.models import Town
from tasks.assemble.blocks import Cell
from tasks.assemble.exhibits import Exhibit, build_table, text_cell, value_cell
from tasks.assemble.scope import CURRENT, NONE, Scope, quarter_label
from tasks.assemble.summary_points import specialised_sectors
from tasks.assemble.town_facts import driver_helix
from tasks.assemble.town_registers import open_gaps_first
from tasks.assemble.town_tables import sectors_in_order
from tasks.assemble.typography import in_sentence
from tasks.assemble.value_texts import value_id
from tasks.findings import Verdict

_MEASURES: tuple[tuple[str, str], ...] = (
    ("mean_degree", ""),
    ("cross_town_link_share_pct", ""),
    ("connected_town_pair_share_pct", ""),
    ("ei_index", "town"),
    ("ei_index_expected", "town"),
    ("ei_index", "helix"),
    ("ei_index_expected", "helix"),
)
_KEY_NUMBERS: tuple[tuple[str, str], ...] = (
    ("town_with_data_count", ""),
    ("employee_count", TOTAL_SECTOR),
    ("actor_count", ""),
    ("link_count", ""),
    ("cross_town_link_count", ""),
    ("hei_link_count", ""),
    ("abroad_link_count", ""),
    ("gap_count", ""),
    ("gap_coverage_pct", ""),
)


def has_data(scope: Scope, town: Town, *tables: str) -> bool:
    """Return whether any of the tables (without names, any at all) of a town counts."""
    return any(scope.state(table, town.slug) != NONE for table in tables or scope.inputs.project.tables)


def key_numbers(scope: Scope) -> Exhibit:
    """Return the summary's table of the network's numbers, over the towns that have data."""
    source = scope.network_source("key_figures", "actors", "links", "competence_gaps")
    return number_table(scope, "key_numbers", _KEY_NUMBERS, source)


def number_table(scope: Scope, table_id: str, numbers: Sequence[tuple[str, str]], *sources: str) -> Exhibit:
    """Return a table of numbers of the network, named in the wording under `<table id>.<indicator>[_<dimension>]`."""
    rows = [
        _number_row(scope, f"{table_id}.{indicator}{f'_{dimension}' if dimension else ''}", indicator, dimension)
        for indicator, dimension in numbers
    ]
    return Exhibit(build_table(scope, table_id, "l6 r2", rows, *sources))


def measures(scope: Scope) -> Exhibit:
    """Return the table of the network's measures with how to read each."""
    rows = [
        (
            *_number_row(
                scope, f"measures.{indicator}{f'_{dimension}' if dimension else ''}.name", indicator, dimension
            ),
            value_cell(scope.book.interval(indicator, dimension), f"{value_id(indicator, dimension)}.interval"),
            text_cell(scope.wording(f"measures.{indicator}{f'_{dimension}' if dimension else ''}.reading")),
        )
        for indicator, dimension in _MEASURES
    ]
    return Exhibit(build_table(scope, "measures", "l4 r1.8 r2 l4.6", rows, scope.network_source("actors", "links")))


def _number_row(scope: Scope, words: str, indicator: str, dimension: str) -> tuple[Cell, ...]:
    return (
        text_cell(scope.wording(words)),
        value_cell(scope.book.text(indicator, dimension), value_id(indicator, dimension), bold=True),
    )


def coverage(scope: Scope) -> Exhibit:
    """Return what each town sent: whether its data is of the quarter, its date, and how many tables count."""
    tables = list(scope.inputs.project.tables)
    rows = []
    for town in scope.towns:
        standings = [scope.standing(table, town.slug) for table in tables]
        used = [standing for standing in standings if standing.data_quarter]
        newest = max((s.sent_on for s in used if s.sent_on is not None), default=None)
        rejected = sum(s.verdict == Verdict.REJECTED for s in standings)
        rows.append(
            (
                text_cell(town.name.in_language(scope.inputs.language)),
                text_cell(town_state_words(scope, town)),
                text_cell(scope.date(newest)),
                text_cell(f"{len(used)}/{len(tables)}"),
                text_cell(str(rejected)),
            )
        )
    return Exhibit(build_table(scope, "coverage", "l3 l4 l2.2 r1.8 r1.8", rows, scope.wording("source.checks")))


def town_state_words(scope: Scope, town: Town) -> str:
    """Return in words whether a town's data is of the reported quarter, of an earlier one or not there."""
    states = {scope.state(table, town.slug) for table in scope.inputs.project.tables}
    if CURRENT in states:
        return scope.wording("town_state.current", quarter=scope.inputs.quarter.label)
    if states == {NONE}:
        rejected = any(
            scope.standing(table, town.slug).verdict == Verdict.REJECTED for table in scope.inputs.project.tables
        )
        return scope.wording("town_state.rejected" if rejected else "town_state.none")
    newest = max(scope.standing(table, town.slug).data_quarter for table in scope.inputs.project.tables)
    return scope.wording("town_state.earlier", quarter=quarter_label(newest))


def synthesis(scope: Scope) -> Exhibit:
    """Return the matrix of towns by phase, driver, strong sectors and most important gap that is not covered."""
    rows, refs = [], []
    for town in scope.towns:
        gaps = open_gaps_first(scope.rows("competence_gaps", town.slug))
        gaps = gaps[gaps["status"] != "covered"].head(1)
        refs += list(gaps["source_ref"])
        helix = driver_helix(scope, town.slug)
        sectors = [short_sector(scope, sector) for sector in specialised_sectors(scope, town.slug)]
        rows.append(
            (
                text_cell(town.name.in_language(scope.inputs.language)),
                value_cell(
                    scope.book.text("development_phase", "", town.slug), value_id("development_phase", "", town.slug)
                ),
                text_cell(scope.wording(f"driver_short.{helix}") if helix else ""),
                text_cell(", ".join(sectors)),
                text_cell("; ".join(str(text).rstrip(". ") for text in gaps["description"])),
            )
        )
    source = scope.network_source("maturity_scores", "actors", "key_figures", "competence_gaps")
    return Exhibit(build_table(scope, "synthesis", "l2.6 l1.8 l1.8 l2 l6", rows, source), source_refs=tuple(refs))


def short_sector(scope: Scope, sector: str) -> str:
    """Return a sector in a word where the wording has one, else its name."""
    key = f"sector_short.{sector}"
    return scope.wording(key) if scope.wording.has(key) else in_sentence(scope.label("sector", sector))


def sectors(scope: Scope) -> Exhibit:
    """Return the pooled sectors with employees and location quotient."""
    rows = [
        (
            text_cell(scope.label("sector_or_total", sector), bold=sector == TOTAL_SECTOR),
            value_cell(
                scope.book.text("employee_count", sector),
                value_id("employee_count", sector),
                bold=sector == TOTAL_SECTOR,
            ),
            value_cell(
                "" if sector == TOTAL_SECTOR else scope.book.text("location_quotient", sector),
                value_id("location_quotient", sector),
            ),
            value_cell(
                scope.book.interval("location_quotient", sector), f"{value_id('location_quotient', sector)}.interval"
            ),
        )
        for sector in sectors_in_order(scope, with_total=True)
    ]
    sources = (scope.network_source("key_figures"), *scope.snapshot_sources("jobs_by_sector"))
    return Exhibit(build_table(scope, "sectors", "l5 r2 r2 r2", rows, *sources))


def helix_by_town(scope: Scope) -> Exhibit:
    """Return the number of actors by part of the quadruple helix, one row a town."""
    helices = list(scope.inputs.project.code_lists["helix"])
    rows = [
        (
            text_cell(town.name.in_language(scope.inputs.language)),
            *(
                value_cell(
                    scope.book.text("actor_count_by_helix", helix, town.slug)
                    if has_data(scope, town, "actors")
                    else "",
                    value_id("actor_count_by_helix", helix, town.slug),
                )
                for helix in helices
            ),
            value_cell(
                scope.book.text("actor_count", "", town.slug), value_id("actor_count", "", town.slug), bold=True
            ),
        )
        for town in scope.towns
    ]
    return Exhibit(build_table(scope, "helix_by_town", "l3 r2 r3 r2 r3 r2", rows, scope.network_source("actors")))


def links_by_town(scope: Scope) -> Exhibit:
    """Return the links of each town to other towns, to higher education and abroad."""
    indicators = ("link_count", "cross_town_link_count", "hei_link_count", "abroad_link_count")
    rows = [
        (
            text_cell(town.name.in_language(scope.inputs.language)),
            *(
                value_cell(scope.book.text(indicator, "", town.slug), value_id(indicator, "", town.slug))
                for indicator in indicators
            ),
        )
        for town in scope.towns
    ]
    return Exhibit(build_table(scope, "links_by_town", "l3 r2 r2 r3 r2", rows, scope.network_source("links")))


def town_pairs(scope: Scope) -> Exhibit | None:
    """Return for each town the towns that its actors are linked to, with the number of links."""
    partners: dict[str, dict[str, str]] = {town.slug: {} for town in scope.towns}
    ids = []
    for pair in scope.book.dimensions("town_pair_link_count"):
        if scope.book.number("town_pair_link_count", pair):
            first, second = pair.split("--")
            count = scope.book.text("town_pair_link_count", pair)
            partners[first][scope.town_name(second)] = partners[second][scope.town_name(first)] = count
            ids.append(value_id("town_pair_link_count", pair))
    if not ids:
        return None
    rows = [
        (
            text_cell(town.name.in_language(scope.inputs.language)),
            text_cell(", ".join(f"{name} ({count})" for name, count in sorted(partners[town.slug].items()))),
        )
        for town in scope.towns
    ]
    table = build_table(scope, "town_pairs", "l2 l9", rows, scope.network_source("links"))
    return Exhibit(table, value_ids=tuple(ids))
