"""The check sums of the payment claim: what each compares, by cell and by value, and whether both sides agree."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from config.models import ClaimColumn
from tasks.assemble.calculation_sheet import Amount, CalculationSheet
from tasks.assemble.scope import Scope
from tasks.measure.claim_figures import ClaimFigures
from tasks.measure.finance_amounts import EURO, round_amount, sum_amounts

_HALF_A_CENT = "0.005"


@dataclass(frozen=True)
class Check:
    """One comparison.

    Attributes:
        text: What is compared.
        left: The one side.
        right: The other side.
        kind: How both are written.
        is_limit: Whether the left side may be smaller.
    """

    text: str
    left: Amount
    right: Amount
    kind: Literal["money", "date", "count"] = "money"
    is_limit: bool = False

    def difference(self, left: str, right: str) -> Amount:
        """Return the difference of both sides, as a formula of their cells; empty when one is not known."""
        one, other = self.left.value, self.right.value
        if isinstance(one, dt.date) and isinstance(other, dt.date):
            return Amount((one - other).days, f"{left}-{right}")
        if isinstance(one, Decimal | int) and isinstance(other, Decimal | int):
            return Amount(Decimal(one) - Decimal(other), f"{left}-{right}")
        return Amount("")

    def outcome(self, left: str, right: str, words: Mapping[str, str]) -> Amount:
        """Return in words whether both sides agree, as a formula of their cells."""
        value = self.difference(left, right).value
        if not isinstance(value, Decimal | int):
            return Amount(words["unknown"])
        difference = Decimal(value) if self.is_limit else abs(Decimal(value))
        agrees = difference < Decimal(_HALF_A_CENT)
        compared = f"{left}-{right}" if self.is_limit else f"ABS({left}-{right})"
        good, bad = (words["within"], words["over"]) if self.is_limit else (words["agrees"], words["differs"])
        return Amount(good if agrees else bad, f'IF({compared}<{_HALF_A_CENT},"{good}","{bad}")')


@dataclass(frozen=True)
class ClaimPlaces:
    """Where the sheet has its sums.

    Attributes:
        sheet: The sheet.
        column: The column of each amount.
        costs: The rows of the cost types and, last, of their sum.
        towns: The row of the implementers' sum; None when it is not known.
        funding: The rows of the funders, of their sum (`total`) and of the towns' sum (`towns`).
    """

    sheet: CalculationSheet
    column: Callable[[ClaimColumn], int]
    costs: range
    towns: int | None
    funding: Mapping[str, int]

    def cell(self, row: int, column: ClaimColumn) -> str:
        """Return the address of an amount."""
        return self.sheet.address(row, self.column(column))


def claim_checks(scope: Scope, figures: ClaimFigures, places: ClaimPlaces) -> tuple[Check, ...]:
    """Return all checks of a claim, in the order of the sheet."""
    return tuple(_checks(scope, figures, places))


def _checks(scope: Scope, figures: ClaimFigures, places: ClaimPlaces) -> Iterator[Check]:
    words, budget = scope.wording, scope.inputs.project.budget
    sum_row = places.costs[-1]
    period = figures.period_total
    before = sum_amounts(figures.before.values())
    total = None if period is None else before + period
    unknown = Amount(words("unknown"))

    def known(value: Decimal | None, formula: str) -> Amount:
        return unknown if value is None else Amount(value, formula)

    claimed = known(period, places.cell(sum_row, "period"))
    to_date = known(total, places.cell(sum_row, "total"))
    for row, name in zip(places.costs, budget.cost_types, strict=False):
        of_type = None if figures.period is None else figures.before[name] + figures.period[name]
        yield Check(
            words("checks.budget_line", name=budget.cost_types[name].name.in_language(scope.inputs.language)),
            known(of_type, places.cell(row, "total")),
            Amount(figures.budget[name], places.cell(row, "budget")),
            is_limit=True,
        )
    if places.towns is not None:
        by_town = sum_amounts(amount for town in figures.by_town.values() for amount in town.values())
        cell = places.sheet.address(places.towns, 1 + len(budget.cost_types))
        yield Check(words("checks.towns"), Amount(by_town, cell), claimed)
    funded = None if figures.funding is None else sum_amounts(figures.funding.values())
    yield Check(words("checks.funding"), known(funded, places.cell(places.funding["total"], "period")), claimed)
    if "state" in budget.funding:
        rate = budget.funding["state"].rate_pct
        state = None if figures.funding is None else figures.funding_before["state"] + figures.funding["state"]
        share = None if total is None else round_amount(total * rate / 100, EURO)
        yield Check(
            words("checks.state_share", pct=rate),
            known(state, places.cell(places.funding["state"], "total")),
            known(share, f"ROUND({places.cell(sum_row, 'total')}*{rate}/100,0)"),
        )
    sources = figures.sources
    vouchers = known(figures.vouchers_to_date, "")
    yield Check(
        words("checks.vouchers"), replace(vouchers, indicator="cost_to_date_eur", source_refs=sources.to_date), to_date
    )
    if figures.stated is not None:
        stated = Amount(sum_amounts(figures.stated.values()), "", "claimed_eur", sources.stated)
        yield Check(words("checks.register"), stated, claimed)
    yield Check(
        words("checks.budget"),
        Amount(sum_amounts(figures.budget.values()), places.cell(sum_row, "budget")),
        Amount(Decimal(budget.total_eur)),
    )
    if "municipal" in budget.funding:
        committed = sum_amounts(figures.commitments.values()) if figures.commitments else None
        cell = places.cell(places.funding["towns"], "budget") if "towns" in places.funding else ""
        yield Check(
            words("checks.commitments"), known(committed, cell), Amount(Decimal(budget.funding["municipal"].amount_eur))
        )
    chain = ("", "unbroken_claim_count")
    yield Check(
        words("checks.chain"),
        Amount(figures.start, *chain, sources.stated),
        Amount(figures.expected_start, *chain, sources.claimed_before),
        kind="date",
    )
    outside = Amount(len(figures.outside_refs), "", "", figures.outside_refs)
    yield Check(words("checks.outside"), outside, Amount(0), kind="count")
