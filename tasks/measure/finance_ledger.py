"""The project's budget and costs as lines of exact amounts, from what the coordinator sent."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from config.loading import UNALLOCATED
from config.models import Project
from config.quarters import Quarter
from tasks.measure.finance import months_between
from tasks.measure.finance_amounts import read_amount
from tasks.measure.finance_claims import Claim
from tasks.measure.measurement import Measurement, missing, undefined

SERVICES = "services"
"""The cost type of purchased services, the only one that the application divides among work packages."""


@dataclass(frozen=True)
class MoneyLine:
    """An amount of the budget or of the costs.

    Attributes:
        amount: Euros, to the cent.
        cost_type: Its cost type.
        year: Its year; None where the source does not say it.
        work_package: Its work package, or the line of what no package was given; None where the source does not say it.
        town: The town whose cost it is; None where the source does not say it.
        source_ref: The row that it is from; empty for the application.
    """

    amount: Decimal
    cost_type: str
    year: int | None
    work_package: str | None
    town: str | None = None
    source_ref: str = ""


@dataclass(frozen=True)
class Ledger:
    """Lines of the budget or of the costs, or the reason why there are none.

    Attributes:
        lines: The lines.
        lacking: Why the lines cannot be used; None when they can.
        basis: What the lines are from, for the variant of the values.
    """

    lines: tuple[MoneyLine, ...] = ()
    lacking: Measurement | None = None
    basis: str = ""

    def of(
        self, cost_type: str | None = None, year: int | None = None, work_package: str | None = None
    ) -> list[MoneyLine]:
        """Return the lines of a cost type, year and work package; None stands for all."""
        return [
            line
            for line in self.lines
            if cost_type in (None, line.cost_type)
            and year in (None, line.year)
            and work_package in (None, line.work_package)
        ]


def read_budget(project: Project, plan: pd.DataFrame) -> Ledger:
    """Return the accepted budget, or the application's by cost type and year when no budget table counts."""
    if not plan.empty:
        return Ledger(tuple(_budget_lines(plan)), basis="budget=table")
    lines = [
        MoneyLine(Decimal(eur), cost_type, year, None)
        for cost_type, cost in project.budget.cost_types.items()
        for year, eur in cost.by_year.items()
    ]
    return Ledger(tuple(lines), basis="budget=application")


def read_services_budget(project: Project, plan: pd.DataFrame) -> Ledger:
    """Return the budget of the purchased services by work package, what none has been given among them."""
    if not plan.empty:
        return Ledger(tuple(_budget_lines(plan[plan["cost_type"] == SERVICES])), basis="budget=table")
    given = {name: package.services_eur for name, package in project.work_packages.items()}
    amounts = {**given, UNALLOCATED: project.budget.unallocated_services_eur}
    lines = [MoneyLine(Decimal(eur), SERVICES, None, name) for name, eur in amounts.items() if eur]
    return Ledger(tuple(lines), basis="budget=application")


def read_quarter_costs(vouchers: pd.DataFrame) -> Ledger:
    """Return the vouchers of a quarter's table, without those that the funder rejected."""
    return Ledger(tuple(_cost_lines(vouchers)), basis="costs=vouchers")


def read_costs_to_date(
    project: Project,
    quarter: Quarter,
    vouchers: Mapping[str, pd.DataFrame],
    claims: Sequence[Claim],
    chain: Measurement,
) -> Ledger:
    """Return the costs from the project's start to the end of a quarter.

    Args:
        project: The configuration.
        quarter: The quarter that is reported.
        vouchers: The accepted costs by the quarter that they were sent for.
        claims: The claims whose period ended by the end of the quarter.
        chain: Whether the claims' periods follow each other without a gap.
    """
    elapsed = _project_quarters(project, quarter)
    if not elapsed:
        return Ledger(lacking=undefined("before_start"))
    quarters = [one for one in elapsed if str(one) in vouchers or is_of_work(project, one)]
    if not quarters:
        return Ledger(lacking=missing("costs_incomplete"))
    if all(str(one) in vouchers for one in quarters):
        return Ledger(tuple(_cost_lines(_together(vouchers, quarters))), basis="costs=vouchers")
    covered_to = claims[-1].end if claims and chain.value is not None else None
    later = [one for one in quarters if covered_to is None or one.last_day > covered_to]
    if covered_to is None or any(str(one) not in vouchers for one in later):
        return Ledger(lacking=missing("costs_incomplete"))
    # A voucher of a later table belongs to a claim when it says so, or when a quarter that a claim ends in the midst of
    # has it before that day.
    unclaimed = [
        rows[
            ~rows["claim_number"].isin([claim.number for claim in claims])
            & ((rows["voucher_date"] > pd.Timestamp(covered_to)) | (one.first_day > covered_to))
        ]
        for one in later
        for rows in [vouchers[str(one)]]
    ]
    lines = (*_claim_lines(project, claims), *(line for rows in unclaimed for line in _cost_lines(rows)))
    return Ledger(lines, basis="costs=claims_then_vouchers")


def is_of_work(project: Project, quarter: Quarter) -> bool:
    """Return whether a quarter without records lacks them: it does not when it was over before the work began."""
    return quarter.last_day >= project.identity.actual_start


def elapsed_months(project: Project, quarter: Quarter) -> int:
    """Return how many months of the project are over at the end of a quarter, from the planned start."""
    return months_between(project.identity.planned_start, min(quarter.last_day, project.identity.end))


def project_months(project: Project) -> int:
    """Return how many months the project has."""
    return months_between(project.identity.planned_start, project.identity.end)


def months_of_quarter(project: Project, quarter: Quarter) -> int:
    """Return how many months of a quarter belong to the project."""
    start, end = project.identity.planned_start, project.identity.end
    return months_between(max(start, quarter.first_day), min(end, quarter.last_day))


def _project_quarters(project: Project, until: Quarter) -> list[Quarter]:
    quarters = []
    one = Quarter.of_day(project.identity.planned_start)
    while one <= min(until, Quarter.of_day(project.identity.end)):
        quarters.append(one)
        one = one.next
    return quarters


def _together(vouchers: Mapping[str, pd.DataFrame], quarters: Iterable[Quarter]) -> pd.DataFrame:
    return pd.concat([vouchers[str(one)] for one in quarters], ignore_index=True)


def _budget_lines(plan: pd.DataFrame) -> Iterator[MoneyLine]:
    return _lines(plan, plan["year"])


def _cost_lines(vouchers: pd.DataFrame) -> Iterator[MoneyLine]:
    counted = vouchers[vouchers["state"] != "rejected"]
    return _lines(counted, counted["voucher_date"].dt.year)


def _lines(rows: pd.DataFrame, years: pd.Series) -> Iterator[MoneyLine]:
    columns = [rows[name] for name in ("amount_eur", "cost_type", "work_package", "partner_town", "source_ref")]
    for year, amount, cost_type, work_package, town, source_ref in zip(years, *columns, strict=True):
        yield MoneyLine(read_amount(amount), str(cost_type), int(year), str(work_package), str(town), str(source_ref))


def _claim_lines(project: Project, claims: Iterable[Claim]) -> Iterator[MoneyLine]:
    for claim in claims:
        year = claim.start.year if claim.start.year == claim.end.year else None
        for cost_type in project.budget.cost_types:
            if cost_type in claim.claimed:
                yield MoneyLine(
                    claim.eligible(cost_type), cost_type, year, None, None, claim.refs_by_cost_type[cost_type]
                )
