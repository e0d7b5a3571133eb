"""The charts of the network picture and the drawn links between towns."""

from tasks.assemble.blocks import Figure, Series
from tasks.assemble.exhibits import Exhibit, build_chart, shorten
from tasks.assemble.network_figure import NetworkEdge, NetworkNode, draw_town_links
from tasks.assemble.scope import Scope
from tasks.assemble.town_tables import named_sectors
from tasks.assemble.value_texts import value_id

NOT_ASSESSABLE = "not_assessable"
NAMED_PAIRS = 3


def location_quotients(scope: Scope) -> Exhibit | None:
    """Return the pooled location quotients of the project's sectors with their intervals."""
    drawn = [sector for sector in named_sectors(scope) if scope.book.number("location_quotient", sector) is not None]
    if not drawn:
        return None
    found = [row for sector in drawn if (row := scope.book.find("location_quotient", sector)) is not None]
    series = Series(
        scope.wording("charts.location_quotients.series"),
        tuple(row.value for row in found),
        tuple(row.lower for row in found),
        tuple(row.upper for row in found),
    )
    return build_chart(
        scope,
        "location_quotients",
        "interval",
        [scope.label("sector", sector) for sector in drawn],
        [series],
        scope.network_source("key_figures"),
        scope.snapshot_source("jobs_by_sector"),
        value_ids=[value_id("location_quotient", sector) for sector in drawn],
        words={
            "points": "; ".join(
                scope.wording(
                    f"charts.location_quotients.{'point' if interval else 'status'}",
                    name=scope.label("sector", sector),
                    value=scope.book.text("location_quotient", sector),
                    interval=interval,
                )
                for sector in drawn
                for interval in (scope.book.interval("location_quotient", sector),)
            )
        },
        number_format="two_decimals",
        value_title=scope.wording("charts.location_quotients.value_title"),
        reference=1.0,
        height_cm=6.5,
    )


def helix(scope: Scope) -> Exhibit | None:
    """Return the network's actors by part of the quadruple helix."""
    return code_chart(scope, "helix", "actor_count_by_helix", "helix", "actors", height_cm=5.5)


def phases(scope: Scope) -> Exhibit | None:
    """Return how many towns are in each development phase."""
    codes = [*scope.inputs.project.code_lists["development_phase"], NOT_ASSESSABLE]
    drawn = [code for code in codes if scope.book.number("phase_town_count", code) is not None]
    if not drawn or not any(scope.book.number("phase_town_count", code) for code in drawn):
        return None
    names = [
        scope.book.status_words(code) if code == NOT_ASSESSABLE else scope.label("development_phase", code)
        for code in drawn
    ]
    return bar_chart(scope, "phases", "phase_town_count", drawn, names, scope.network_source("maturity_scores"), 5.5)


def gaps_by_sector(scope: Scope) -> Exhibit | None:
    """Return the competence gaps of all towns by sector."""
    return code_chart(scope, "gaps_by_sector", "gap_count_by_sector", "sector", "competence_gaps", height_cm=6.0)


def code_chart(
    scope: Scope, chart_id: str, indicator: str, code_list: str, table: str, *, height_cm: float
) -> Exhibit | None:
    """Return a bar for each code of a list that was measured, or None when there is nothing above zero."""
    codes = [
        code for code in scope.inputs.project.code_lists[code_list] if scope.book.number(indicator, code) is not None
    ]
    if not any(scope.book.number(indicator, code) for code in codes):
        return None
    names = [scope.label(code_list, code) for code in codes]
    return bar_chart(scope, chart_id, indicator, codes, names, _source(scope, table), height_cm)


def _source(scope: Scope, table: str) -> str:
    adds_up = scope.inputs.project.tables[table].adds_up
    return scope.to_date_source(table) if adds_up else scope.network_source(table)


def bar_chart(
    scope: Scope, chart_id: str, indicator: str, codes: list[str], names: list[str], source: str, height_cm: float
) -> Exhibit:
    """Return a bar chart of an indicator, one bar a dimension with its name."""
    return build_chart(
        scope,
        chart_id,
        "bar",
        names,
        [Series(scope.wording(f"charts.{chart_id}.series"), tuple(scope.book.number(indicator, c) for c in codes))],
        source,
        value_ids=[value_id(indicator, code) for code in codes],
        words={
            "points": ", ".join(
                scope.wording("charts.point", name=name, value=scope.book.text(indicator, code))
                for name, code in zip(names, codes, strict=True)
            )
        },
        height_cm=height_cm,
    )


def town_links(scope: Scope) -> Exhibit | None:
    """Return the figure of the towns and the links between their actors."""
    pairs = {
        pair: count
        for pair in scope.book.dimensions("town_pair_link_count")
        if (count := scope.book.number("town_pair_link_count", pair))
    }
    if not pairs:
        return None
    nodes = [
        NetworkNode(
            id=town.slug,
            label=town.name.in_language(scope.inputs.language),
            group="town",
            emphasis=False,
            weight=scope.book.number("cross_town_link_count", "", town.slug) or 0.0,
        )
        for town in scope.towns
    ]
    ends = {pair: pair.split("--") for pair in sorted(pairs)}
    edges = [NetworkEdge(first, second, pairs[pair]) for pair, (first, second) in ends.items()]
    strongest = sorted(pairs, key=lambda pair: (-pairs[pair], pair))[:NAMED_PAIRS]
    figure = Figure(
        id="town_links",
        caption=scope.wording("figures.town_links.caption"),
        svg=draw_town_links(nodes, edges),
        alt=shorten(
            scope.wording(
                "figures.town_links.alt",
                towns=len(nodes),
                pairs=len(pairs),
                strongest=", ".join(
                    f"{'–'.join(scope.town_name(slug) for slug in pair.split('--'))} "
                    f"{scope.book.text('town_pair_link_count', pair)}"
                    for pair in strongest
                ),
            )
        ),
        source=scope.source_line(scope.network_source("links")),
    )
    return Exhibit(figure, value_ids=tuple(value_id("town_pair_link_count", pair) for pair in sorted(pairs)))
