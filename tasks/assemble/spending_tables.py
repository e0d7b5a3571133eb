"""The tables of what the whole project has cost: by type and year, by funder, and by purchase."""

from tasks.assemble.exhibits import Exhibit, build_table, text_cell, value_cell
from tasks.assemble.scope import Scope, cell_text
from tasks.assemble.typography import format_eur, format_pct
from tasks.assemble.value_texts import value_id
from tasks.measure.finance_amounts import read_amount, sum_amounts


def costs_by_type_and_year(scope: Scope) -> Exhibit:
    """Return budget, costs and what is left of them, by year and cost type."""
    budget = scope.inputs.project.budget
    names = {key: cost.name.in_language(scope.inputs.language) for key, cost in budget.cost_types.items()}
    rows = []
    for year in (*map(str, budget.years), ""):
        for key in (*names, ""):
            dimension = "--".join(part for part in (key, year) if part)
            is_sum = not key or not year
            left = _left(scope, dimension)
            rows.append(
                (
                    text_cell(year or scope.wording("total"), bold=is_sum),
                    text_cell(names.get(key, scope.wording("total")), bold=is_sum),
                    *(
                        value_cell(scope.book.text(one, dimension), value_id(one, dimension), bold=is_sum)
                        for one in ("budget_eur", "cost_to_date_eur")
                    ),
                    text_cell(left, bold=is_sum),
                )
            )
    source = scope.network_source("budget_plan", "claims")
    table = build_table(
        scope, "costs_by_type_and_year", "l2 l4 r2.6 r2.6 r2.6", rows, source, scope.to_date_source("costs")
    )
    return Exhibit(table)


def _left(scope: Scope, dimension: str) -> str:
    planned, used = (scope.book.number(one, dimension) for one in ("budget_eur", "cost_to_date_eur"))
    if planned is None or used is None:
        return ""
    return format_eur(read_amount(planned) - read_amount(used), scope.inputs.language)


def funders(scope: Scope) -> Exhibit:
    """Return each funder's share of the budget and of the claimed costs."""
    budget, language = scope.inputs.project.budget, scope.inputs.language
    rows = [
        (
            text_cell(share.name.in_language(language)),
            text_cell(format_pct(share.rate_pct, 0, language)),
            text_cell(format_eur(share.amount_eur, language)),
            value_cell(scope.book.text("claim_funding_eur", name), value_id("claim_funding_eur", name)),
        )
        for name, share in budget.funding.items()
    ]
    sources = scope.wording("source.application"), scope.network_source("claims")
    return Exhibit(build_table(scope, "funders", "l4 r1.8 r2.6 r3", rows, *sources))


def purchases(scope: Scope) -> Exhibit | None:
    """Return the purchased services by supplier, work package and way of procurement."""
    frame = scope.rows_to_date("costs")
    frame = frame[(frame["cost_type"] == "services") & (frame["state"] != "rejected")]
    rows = []
    for keys, bought in frame.fillna({"supplier": ""}).groupby(
        ["work_package", "supplier", "procurement"], sort=True, dropna=False
    ):
        package, supplier, procurement = map(cell_text, keys)
        amount = sum_amounts(read_amount(one) for one in bought["amount_eur"])
        rows.append(
            (
                text_cell(
                    package if package in scope.inputs.project.work_packages else scope.label("work_package", package)
                ),
                text_cell(supplier),
                text_cell(scope.label("procurement", procurement) if procurement else ""),
                text_cell(str(len(bought))),
                text_cell(format_eur(amount, scope.inputs.language)),
            )
        )
    if not rows:
        return None
    table = build_table(scope, "purchases", "l2.6 l4.4 l3 r1.8 r2.4", rows, scope.to_date_source("costs"))
    return Exhibit(table, source_refs=tuple(frame["source_ref"]))
