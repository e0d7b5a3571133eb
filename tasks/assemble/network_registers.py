"""The tables of the network picture that list rows of the towns' registers."""

from tasks.assemble.directory import latest_year
from tasks.assemble.exhibits import Exhibit, build_table, text_cell, value_cell
from tasks.assemble.network_tables import short_sector
from tasks.assemble.scope import Scope, cell_text
from tasks.assemble.town_registers import urgent_proposals_first
from tasks.assemble.town_tables import sectors_in_order
from tasks.assemble.value_texts import value_id

IMPORTANT_GAP_LIMIT = 30
GROWTH_AREA_LIMIT = 8
MOST_IMPORTANT = 3
"""The greatest importance that a competence gap can have."""


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
