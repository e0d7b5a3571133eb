"""The tables of the project's money: costs against the plan, services, claims, and who pays."""

from collections.abc import Iterable

from config.loading import UNALLOCATED
from tasks.assemble.blocks import Cell
from tasks.assemble.exhibits import Exhibit, build_table, text_cell, value_cell
from tasks.assemble.scope import Scope, cell_day
from tasks.assemble.value_texts import value_id

MONEY_EXHIBITS: tuple[str, ...] = ("costs", "costs_by_year", "services", "claims", "municipal_funding")
"""Every table of money, in the order of documents."""


def money_tables(scope: Scope) -> tuple[Exhibit | None, ...]:
    """Return all tables of money, in the order of documents."""
    return (costs(scope), costs_by_year(scope), services(scope), claims(scope), municipal_funding(scope))


def costs(scope: Scope) -> Exhibit:
    """Return budget, planned value, costs to date and their share of the budget, by cost type and together."""
    indicators = ("budget_eur", "planned_value_eur", "cost_to_date_eur", "budget_use_pct")
    names = {
        k: cost.name.in_language(scope.inputs.language) for k, cost in scope.inputs.project.budget.cost_types.items()
    }
    rows = _rows_with_total(scope, names, indicators)
    source = scope.network_source("budget_plan", "costs", "claims")
    return Exhibit(build_table(scope, "costs", "l3 r2.4 r2.6 r2.4 r2", rows, source))


def costs_by_year(scope: Scope) -> Exhibit:
    """Return budget, costs to date and their forecast, by year and together."""
    rows = [
        (
            text_cell(str(year)),
            *_values(scope, ("budget_eur",), str(year)),
            # A year that lies ahead has no costs to speak of.
            *(
                _values(scope, ("cost_to_date_eur",), str(year))
                if year <= scope.inputs.quarter.year
                else (text_cell(""),)
            ),
            *_values(scope, ("year_forecast_eur",), str(year)),
        )
        for year in scope.inputs.project.budget.years
    ]
    total = (
        text_cell(scope.wording("total"), bold=True),
        *_values(scope, ("budget_eur", "cost_to_date_eur"), bold=True),
        *_values(scope, ("forecast_eur",), "linear", bold=True),
    )
    source = scope.network_source("budget_plan", "costs", "claims")
    return Exhibit(build_table(scope, "costs_by_year", "l2 r2.4 r2.4 r2.4", [*rows, total], source))


def services(scope: Scope) -> Exhibit:
    """Return budget, costs and what is left of the purchased services by work package, and what has none."""
    indicators = ("services_budget_eur", "services_cost_eur", "services_left_eur")
    names = {name: scope.label("work_package", name) for name in (*scope.inputs.project.work_packages, UNALLOCATED)}
    rows = _rows_with_total(scope, names, indicators)
    source = scope.network_source("budget_plan", "costs", "claims")
    return Exhibit(build_table(scope, "services", "l5 r2.2 r2.2 r2.2", rows, source))


def claims(scope: Scope) -> Exhibit | None:
    """Return each claim with its period, what was claimed, its state part, and what was approved and paid."""
    frame = scope.inputs.accepted.tables["claims"]
    frame = frame[frame["period_end"].dt.date <= scope.inputs.quarter.last_day]
    found = frame.sort_values("claim_number").drop_duplicates("claim_number").to_dict("records")
    if not found:
        return None
    rows = [
        (
            text_cell(number),
            text_cell(f"{scope.date(cell_day(row['period_start']))}–{scope.date(cell_day(row['period_end']))}"),
            *_values(scope, ("claimed_eur",), number),
            *_values(scope, ("claim_funding_eur",), f"{number}--state"),
            *_values(scope, ("approved_eur", "paid_eur"), number),
        )
        for row in found
        for number in [str(int(row["claim_number"]))]
    ]
    total = (
        text_cell(scope.wording("total"), bold=True),
        text_cell(""),
        *_values(scope, ("claimed_to_date_eur",), bold=True),
        *_values(scope, ("claim_funding_eur",), "state", bold=True),
        *_values(scope, ("approved_eur", "paid_eur"), bold=True),
    )
    table = build_table(scope, "claims", "l1.6 l4 r2.2 r2.4 r2.2 r2.2", [*rows, total], scope.network_source("claims"))
    return Exhibit(table, source_refs=tuple(frame["source_ref"]))


def municipal_funding(scope: Scope) -> Exhibit | None:
    """Return what each town has committed and paid, and its part of the costs claimed so far."""
    if scope.inputs.accepted.tables["municipal_funding"].empty:
        return None
    indicators = ("municipal_commitment_eur", "municipal_payment_eur", "municipal_share_eur")
    rows = [
        (text_cell(town.name.in_language(scope.inputs.language)), *_values(scope, indicators, town=town.slug))
        for town in scope.towns
    ]
    total = (text_cell(scope.wording("total"), bold=True), *_values(scope, indicators, bold=True))
    source = scope.network_source("municipal_funding", "claims")
    return Exhibit(build_table(scope, "municipal_funding", "l3 r2.4 r2.4 r3", [*rows, total], source))


def _rows_with_total(scope: Scope, names: dict[str, str], indicators: Iterable[str]) -> list[tuple[Cell, ...]]:
    wanted = tuple(indicators)
    rows = [(text_cell(name), *_values(scope, wanted, dimension)) for dimension, name in names.items()]
    return [*rows, (text_cell(scope.wording("total"), bold=True), *_values(scope, wanted, bold=True))]


def _values(
    scope: Scope, indicators: Iterable[str], dimension: str = "", town: str = "", *, bold: bool = False
) -> tuple[Cell, ...]:
    return tuple(
        value_cell(scope.book.text(one, dimension, town), value_id(one, dimension, town), bold=bold)
        for one in indicators
    )
