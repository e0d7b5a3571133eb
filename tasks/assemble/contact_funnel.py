"""The tables and charts about new actors that are looked for to fill competence gaps."""

from tasks.assemble.exhibits import Exhibit, build_table, text_cell, value_cell
from tasks.assemble.network_charts import code_chart
from tasks.assemble.network_tables import short_sector
from tasks.assemble.scope import Scope
from tasks.assemble.town_tables import sectors_in_order
from tasks.assemble.value_texts import value_id

NEEDS = "needed_actors"
PARTNER_STATES = ("agreed", "joined")
PARTNER_LIMIT = 25


def gaps_answered(scope: Scope) -> Exhibit:
    """Return by sector how many competence gaps there are, how many nobody is looked for, and how many actors are."""
    indicators = ("gap_count_by_sector", "gap_without_need_count", "needed_actor_count_by_sector")
    rows = [
        (
            text_cell(scope.label("sector", sector)),
            *(value_cell(scope.book.text(indicator, sector), value_id(indicator, sector)) for indicator in indicators),
        )
        for sector in sectors_in_order(scope)
    ]
    source = scope.network_source("competence_gaps", NEEDS)
    return Exhibit(build_table(scope, "gaps_answered", "l5 r2.2 r2.6 r2.4", rows, source))


def funnel(scope: Scope) -> Exhibit | None:
    """Return the needed actors of all towns by their place in the contact funnel."""
    return code_chart(scope, "funnel", "needed_actor_count", "needed_state", NEEDS, height_cm=6.0)


def funnel_by_sector(scope: Scope) -> Exhibit | None:
    """Return by sector how many needed actors stand in each place of the contact funnel."""
    states = list(scope.inputs.project.code_lists["needed_state"])
    if not scope.book.number("needed_actor_count"):
        return None
    rows = [
        (
            text_cell(short_sector(scope, sector).capitalize()),
            *(
                value_cell(
                    scope.book.text("needed_actor_count_by_sector", f"{sector}--{state}"),
                    value_id("needed_actor_count_by_sector", f"{sector}--{state}"),
                )
                for state in states
            ),
        )
        for sector in sectors_in_order(scope)
    ]
    layout = " ".join(["l2.6", *("r2.2" for _ in states)])
    return Exhibit(build_table(scope, "funnel_by_sector", layout, rows, scope.network_source(NEEDS)))


def new_partners(scope: Scope) -> Exhibit | None:
    """Return what was looked for where an actor has agreed or joined, of what may be published."""
    frame = scope.inputs.accepted.tables[NEEDS]
    frame = frame[frame["state"].isin(PARTNER_STATES) & (frame["is_public"].fillna(False) == True)]  # noqa: E712
    order = sectors_in_order(scope)
    listed = sorted(
        frame.to_dict("records"),
        key=lambda row: (order.index(str(row["sector"])), scope.town_name(str(row["town"])), str(row["needed_id"])),
    )[:PARTNER_LIMIT]
    rows = [
        (
            text_cell(short_sector(scope, str(row["sector"])).capitalize()),
            text_cell(scope.town_name(str(row["town"]))),
            text_cell(str(row["description"])),
            text_cell(scope.label("needed_state", row["state"])),
        )
        for row in listed
    ]
    if not rows:
        return None
    table = build_table(scope, "new_partners", "l2.4 l3 l6.6 l2", rows, scope.network_source(NEEDS))
    return Exhibit(table, source_refs=tuple(str(row["source_ref"]) for row in listed))
