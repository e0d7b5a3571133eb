"""The tables of the network picture; towns always stand in alphabetical order, as nothing here is a ranking."""

from config.loading import TOTAL_SECTOR
from config.models import Town
from tasks.assemble.blocks import Cell
from tasks.assemble.directory import latest_year
from tasks.assemble.exhibits import Exhibit, build_table, text_cell, value_cell
from tasks.assemble.scope import CURRENT, NONE, Scope, cell_text, in_sentence, quarter_label
from tasks.assemble.summary_points import specialised_sectors
from tasks.assemble.town_facts import driver_helix
from tasks.assemble.town_registers import open_gaps_first, urgent_proposals_first
from tasks.assemble.town_tables import sectors_in_order
from tasks.assemble.value_texts import value_id
from tasks.findings import Verdict

IMPORTANT_GAP_LIMIT = 30
GROWTH_AREA_LIMIT = 8
MOST_IMPORTANT = 3
"""The greatest importance that a competence gap can have."""
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
    rows = [
        _number_row(scope, f"key_numbers.{indicator}", indicator, dimension) for indicator, dimension in _KEY_NUMBERS
    ]
    source = scope.network_source("key_figures", "actors", "links", "competence_gaps")
    return Exhibit(build_table(scope, "key_numbers", "l6 r2", rows, source))


def measures(scope: Scope) -> Exhibit:
    """Return the table of the network's measures with how to read each."""
    rows = [
        (
            *_number_row(
                scope, f"measures.{indicator}{f'_{dimension}' if dimension else ''}.name", indicator, dimension
            ),
            text_cell(scope.wording(f"measures.{indicator}{f'_{dimension}' if dimension else ''}.reading")),
        )
        for indicator, dimension in _MEASURES
    ]
    return Exhibit(build_table(scope, "measures", "l4 r1.8 l6", rows, scope.network_source("actors", "links")))


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
    return Exhibit(build_table(scope, "sectors", "l5 r2 r2 r2", rows, scope.network_source("key_figures")))


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


def hei_by_town(scope: Scope) -> Exhibit:
    """Return the highest level of higher education in each town and the institutions that are present."""
    rows, refs = [], []
    for town in scope.towns:
        frame = scope.rows("hei_presence", town.slug)
        year = latest_year(frame)
        latest = frame[(frame["year"] == year) & (frame["level"] > 0)] if year is not None else frame
        refs += list(latest["source_ref"])
        level = scope.book.number("hei_presence_level", "", town.slug)
        words = scope.book.text("hei_presence_level", "", town.slug)
        rows.append(
            (
                text_cell(town.name.in_language(scope.inputs.language)),
                value_cell(
                    words if level is None else f"{words} – {scope.label('hei_level', int(level))}",
                    value_id("hei_presence_level", "", town.slug),
                ),
                text_cell(", ".join(sorted(str(name) for name in latest["institution"]))),
            )
        )
    table = build_table(scope, "hei_by_town", "l3 l5 l6", rows, scope.network_source("hei_presence"))
    return Exhibit(table, source_refs=tuple(refs))


def important_gaps(scope: Scope) -> Exhibit | None:
    """Return the most important gaps that are still open, by sector and town."""
    frame = scope.inputs.accepted.tables["competence_gaps"]
    frame = frame[(frame["importance"] == MOST_IMPORTANT) & (frame["status"] == "open")]
    order = sectors_in_order(scope)
    listed = sorted(
        frame.to_dict("records"),
        key=lambda row: (order.index(str(row["sector"])), scope.town_name(str(row["town"])), str(row["gap_id"])),
    )[:IMPORTANT_GAP_LIMIT]
    rows = [
        (
            text_cell(scope.label("sector", row["sector"])),
            text_cell(scope.town_name(str(row["town"]))),
            text_cell(str(row["description"])),
        )
        for row in listed
    ]
    if not rows:
        return None
    table = build_table(scope, "important_gaps", "l3.4 l2.6 l7", rows, scope.network_source("competence_gaps"))
    return Exhibit(table, source_refs=tuple(str(row["source_ref"]) for row in listed))


def peers(scope: Scope) -> Exhibit | None:
    """Return the comparable ecosystems abroad, each once, with the towns that described it."""
    groups: dict[tuple[str, str], list[dict[str, object]]] = {}
    for row in _rows_by_town(scope, "peer_ecosystems", "peer_id"):
        groups.setdefault((str(row["name"]), str(row["country"])), []).append(row)
    rows = [
        (
            text_cell(f"{name} ({scope.label('country', country)})"),
            text_cell(short_sector(scope, str(described[0]["sector"]))),
            text_cell(", ".join(dict.fromkeys(scope.town_name(str(row["town"])) for row in described))),
            text_cell(cell_text(described[0]["lesson"]) or cell_text(described[0]["features"])),
        )
        for (name, country), described in sorted(groups.items())
    ]
    if not rows:
        return None
    table = build_table(scope, "peers", "l3.4 l1.8 l3.4 l5", rows, scope.network_source("peer_ecosystems"))
    return Exhibit(table, source_refs=tuple(str(row["source_ref"]) for group in groups.values() for row in group))


def growth_areas(scope: Scope) -> Exhibit | None:
    """Return the growth areas that the proposals of several towns name."""
    areas: dict[str, tuple[str, dict[str, str]]] = {}
    rows_of_towns = _rows_by_town(scope, "proposals", "proposal_id")
    for row in rows_of_towns:
        area = cell_text(row["growth_area"])
        if area:
            name = scope.town_name(str(row["town"]))
            areas.setdefault(area.casefold(), (area, {}))[1].setdefault(name, str(row["source_ref"]))
    shared = sorted((area for area in areas.values() if len(area[1]) > 1), key=lambda area: (-len(area[1]), area[0]))
    if not shared:
        return None
    shared = shared[:GROWTH_AREA_LIMIT]
    rows = [(text_cell(area), text_cell(", ".join(towns))) for area, towns in shared]
    table = build_table(scope, "growth_areas", "l4 l8", rows, scope.network_source("proposals"))
    return Exhibit(table, source_refs=tuple(ref for _, towns in shared for ref in towns.values()))


def proposals(scope: Scope) -> Exhibit | None:
    """Return for each town how many developments it proposes and which of them are to be begun first."""
    first = next(iter(scope.inputs.project.code_lists["proposal_urgency"]))
    rows, refs = [], []
    for town in scope.towns:
        frame = urgent_proposals_first(scope, scope.rows("proposals", town.slug))
        urgent = frame[frame["urgency"] == first]
        refs += list(urgent["source_ref"])
        rows.append(
            (
                text_cell(town.name.in_language(scope.inputs.language)),
                value_cell(scope.book.text("proposal_count", "", town.slug), value_id("proposal_count", "", town.slug)),
                text_cell("; ".join(str(title).rstrip(". ") for title in urgent["title"])),
            )
        )
    if scope.inputs.accepted.tables["proposals"].empty:
        return None
    table = build_table(scope, "proposals", "l2.4 r1.6 l9", rows, scope.network_source("proposals"))
    return Exhibit(table, source_refs=tuple(refs))


def _rows_by_town(scope: Scope, table: str, key: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for town in scope.towns:
        frame = scope.rows(table, town.slug).sort_values(key, kind="stable")
        found += [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]
    return found
