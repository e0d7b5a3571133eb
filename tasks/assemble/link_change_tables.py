"""The tables about how the links between towns have changed during the project."""

from tasks.assemble.exhibits import Exhibit, build_table, text_cell, value_cell
from tasks.assemble.scope import Scope
from tasks.assemble.value_texts import value_id

CHANGE = "cross_town_link_change_to_date_count"
BEGUN = "town_pair_begun_link_count"
_KINDS = ("before", "after", "begun", "ended")
PAIR_LIMIT = 20


def links_before_after(scope: Scope) -> Exhibit:
    """Return each town's links to other towns when the project began and now, and how many began and ended."""
    rows = [
        (
            text_cell(town.name.in_language(scope.inputs.language)),
            *(
                value_cell(scope.book.text(CHANGE, kind, town.slug), value_id(CHANGE, kind, town.slug))
                for kind in _KINDS
            ),
        )
        for town in scope.towns
    ]
    table = build_table(
        scope,
        "links_before_after",
        "l4 r2.4 r2.4 r2 r2",
        rows,
        scope.network_source("actors", "links"),
        start=scope.date(scope.inputs.project.identity.actual_start),
        quarter=scope.inputs.quarter.label,
    )
    return Exhibit(table)


def new_pairs(scope: Scope) -> Exhibit | None:
    """Return the pairs of towns with new links, those with the most first."""
    pairs = sorted(scope.book.dimensions(BEGUN), key=lambda pair: (-(scope.book.number(BEGUN, pair) or 0), pair))
    if not pairs:
        return None
    rows = [
        (
            text_cell("–".join(scope.town_name(slug) for slug in pair.split("--"))),
            value_cell(scope.book.text(BEGUN, pair), value_id(BEGUN, pair)),
        )
        for pair in pairs[:PAIR_LIMIT]
    ]
    return Exhibit(build_table(scope, "new_pairs", "l6 r2", rows, scope.network_source("actors", "links")))
