"""Rows of `indicator_values` from the project's budget and costs; dimensions are `<cost type>--<year>`."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from config.loading import UNALLOCATED
from config.models import Project
from tasks.findings import join_source_refs
from tasks.measure.finance import (
    FORECAST_METHODS,
    budget_eur,
    budget_left_eur,
    budget_use_pct,
    burn_rate_eur,
    cost_eur,
    forecasts_eur,
    months_between,
    planned_value_eur,
    runway_months,
    year_forecasts_eur,
)
from tasks.measure.finance_amounts import sum_amounts
from tasks.measure.finance_ledger import (
    SERVICES,
    Ledger,
    MoneyLine,
    elapsed_months,
    project_months,
)
from tasks.measure.inputs import MeasureInputs
from tasks.measure.measurement import Measurement, Row, missing, undefined

PROGRESS_NOT_REPORTED = missing("progress_not_reported")
"""What needs an earned value: no table asks how much of the work is done."""


def cost_types_of(project: Project) -> tuple[str, ...]:
    """Return the whole and the cost types."""
    return ("", *project.budget.cost_types)


def cost_types_and_years_of(project: Project) -> tuple[str, ...]:
    """Return the whole, the cost types, the years, and each cost type in each year."""
    return tuple(_cost_types_and_years(project))


def _cost_types_and_years(project: Project) -> dict[str, tuple[str | None, int | None]]:
    """Return the cost type and the year that each dimension names; None stands for all."""
    types, years = project.budget.cost_types, project.budget.years
    return {
        "": (None, None),
        **{name: (name, None) for name in types},
        **{str(year): (None, year) for year in years},
        **{f"{name}--{year}": (name, year) for name in types for year in years},
    }


def years_of(project: Project) -> tuple[str, ...]:
    """Return the years of the budget."""
    return tuple(str(year) for year in project.budget.years)


def packages_of(project: Project) -> tuple[str, ...]:
    """Return the work packages, and the line of what none has been given."""
    return (*project.work_packages, UNALLOCATED)


def whole_and_packages_of(project: Project) -> tuple[str, ...]:
    """Return the whole, the work packages, and the line of what none has been given."""
    return ("", *packages_of(project))


def quarter_costs_of(project: Project) -> tuple[str, ...]:
    """Return the dimensions of a quarter's costs."""
    return (*cost_types_of(project), *packages_of(project))


def forecast_methods_of(project: Project) -> tuple[str, ...]:
    """Return the methods of the forecast."""
    return FORECAST_METHODS


def budget_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the budget by cost type and year."""
    budget = inputs.money.budget
    for dimension, (cost_type, year) in _cost_types_and_years(inputs.project).items():
        lines = budget.of(cost_type, year)
        yield _row(budget, lines, dimension, budget_eur(_amounts(lines)))


def services_budget_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the budget of the purchased services by work package."""
    budget = inputs.money.services_budget
    for dimension in whole_and_packages_of(inputs.project):
        lines = budget.of(work_package=dimension or None)
        yield _row(budget, lines, dimension, budget_eur(_amounts(lines)))


def planned_value_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the planned value by cost type."""
    identity, budget = inputs.project.identity, inputs.money.budget
    for dimension in cost_types_of(inputs.project):
        lines = budget.of(dimension or None)
        years = sorted({line.year for line in lines if line.year is not None})
        by_year = {year: _total(budget.of(dimension or None, year)) for year in years}
        planned = planned_value_eur(by_year, identity.planned_start, identity.end, inputs.quarter.last_day)
        yield _row(budget, lines, dimension, planned)


def quarter_cost_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the costs of the quarter by cost type and by work package."""
    costs = inputs.money.quarter_costs
    for dimension in cost_types_of(inputs.project):
        yield _cost_row(costs, costs.of(dimension or None), dimension)
    for package in packages_of(inputs.project):
        yield _cost_row(costs, costs.of(work_package=package), package)


def town_quarter_cost_rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
    """Return a town's costs of the quarter by cost type."""
    costs = inputs.money.quarter_costs
    for dimension in cost_types_of(inputs.project):
        own = [line for line in costs.of(dimension or None) if line.town == town]
        yield _cost_row(costs, own, dimension)


def cost_to_date_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the costs to date by cost type and year."""
    costs = inputs.money.costs_to_date
    for dimension, (cost_type, year) in _cost_types_and_years(inputs.project).items():
        if costs.lacking is None and year is not None and year > inputs.quarter.year:
            yield Row(undefined("not_begun"), dimension, variant=costs.basis)
        elif year is not None and any(line.year is None for line in costs.of(cost_type)):
            yield Row(missing("claim_over_years"), dimension, variant=costs.basis)
        else:
            yield _cost_row(costs, costs.of(cost_type, year), dimension)


def services_cost_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the costs to date of the purchased services by work package."""
    return _services_rows(inputs, lambda package, used: cost_eur([used]))


def services_left_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return what is left of the purchased services by work package."""
    budget = inputs.money.services_budget
    return _services_rows(inputs, lambda package, used: budget_left_eur(_total(budget.of(work_package=package)), used))


def budget_use_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the share of the budget that is used, by cost type."""
    budget = inputs.money.budget
    return _to_date_rows(inputs, lambda cost_type, cost: budget_use_pct(cost, _total(budget.of(cost_type))))


def burn_rate_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the mean cost of a month by cost type."""
    months = elapsed_months(inputs.project, inputs.quarter)
    return _to_date_rows(inputs, lambda _, cost: burn_rate_eur(cost, months))


def runway_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many months the rest of the budget lasts, by cost type."""
    budget, months = inputs.money.budget, elapsed_months(inputs.project, inputs.quarter)
    return _to_date_rows(
        inputs, lambda cost_type, cost: runway_months(_total(budget.of(cost_type)) - cost, cost, months)
    )


def forecast_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the cost at the end of the project by each method."""
    project, costs = inputs.project, inputs.money.costs_to_date
    forecasts = forecasts_eur(
        _total(inputs.money.budget.lines), _total(costs.lines), None,
        elapsed_months(project, inputs.quarter), project_months(project),
    )  # fmt: skip
    for method, forecast in forecasts.items():
        yield _row(costs, costs.lines, method, forecast)


def year_forecast_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the cost of each year at the end of the project."""
    project, costs, years = inputs.project, inputs.money.costs_to_date, inputs.project.budget.years
    if any(line.year is None for line in costs.lines):
        yield from (Row(missing("claim_over_years"), str(year), variant=costs.basis) for year in years)
        return
    left = {year: _months_left(inputs, year) for year in years}
    spent = {year: _total(costs.of(year=year)) for year in years}
    for year, forecast in year_forecasts_eur(spent, left, elapsed_months(project, inputs.quarter)).items():
        yield _row(costs, costs.lines, str(year), forecast)


def _months_left(inputs: MeasureInputs, year: int) -> int:
    """Return how many of the project's months of a year lie after the quarter."""
    identity = inputs.project.identity
    first = max(identity.planned_start, dt.date(year, 1, 1), inputs.quarter.next.first_day)
    return months_between(first, min(identity.end, dt.date(year, 12, 31)))


def unreported_progress_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return that nobody has said how much of the work is done."""
    yield Row(PROGRESS_NOT_REPORTED)


def _to_date_rows(inputs: MeasureInputs, measure: Callable[[str | None, Decimal], Measurement]) -> Iterator[Row]:
    costs = inputs.money.costs_to_date
    for dimension in cost_types_of(inputs.project):
        lines = costs.of(dimension or None)
        yield _row(costs, lines, dimension, measure(dimension or None, _total(lines)))


def _services_rows(inputs: MeasureInputs, measure: Callable[[str | None, Decimal], Measurement]) -> Iterator[Row]:
    costs = inputs.money.costs_to_date
    says_package = all(line.work_package is not None for line in costs.of(SERVICES))
    for dimension in whole_and_packages_of(inputs.project):
        lines = costs.of(SERVICES, work_package=dimension or None)
        measured = measure(dimension or None, _total(lines))
        whole_or_known = says_package or not dimension
        yield _row(costs, lines, dimension, measured if whole_or_known else missing("package_not_claimed"))


def _cost_row(costs: Ledger, lines: Sequence[MoneyLine], dimension: str) -> Row:
    return _row(costs, lines, dimension, cost_eur(_amounts(lines)))


def _row(ledger: Ledger, lines: Sequence[MoneyLine], dimension: str, measured: Measurement) -> Row:
    """Return the row of what was measured on some lines of a ledger, or why the ledger has none."""
    if ledger.lacking is not None:
        return Row(ledger.lacking, dimension)
    source = join_source_refs(line.source_ref for line in lines if line.source_ref)
    return Row(measured, dimension, len(lines), ledger.basis, source=source)


def _amounts(lines: Iterable[MoneyLine]) -> list[Decimal]:
    return [line.amount for line in lines]


def _total(lines: Iterable[MoneyLine]) -> Decimal:
    return sum_amounts(_amounts(lines))
