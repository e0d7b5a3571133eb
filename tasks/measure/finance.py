"""Plan, cost and forecast of the project's money; amounts are exact decimals until they become a value."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from tasks.measure.finance_amounts import round_amount, sum_amounts
from tasks.measure.measurement import Measurement, formula, missing, undefined

FULL_TIME_HOURS_A_YEAR = 1720
"""Hours that a full-time person works in a year, holidays and leave left out: Regulation (EU) 2021/1060, Art. 55(2)."""

FORECAST_METHODS = ("linear", "cost_performance", "budget_rate")
"""How the cost at the end is forecast, in the order of documents."""


def amount_eur(amount: Decimal) -> Measurement:
    """Return an exact amount as a value: the float whose shortest text is the amount."""
    return Measurement(float(amount))


@formula
def budget_eur(amounts: Iterable[Decimal]) -> Measurement:
    """Return what the budget gives.

    Formula: Σ of the budget's rows; without an accepted budget table, the amounts of the application. What no work
    package has been given stays a line of its own.
    Range: 0 upwards.
    Reading: the ceiling of the costs; a difference from the application needs a change decision.
    Undefined: never.
    Source: definition; Project Management Institute (2019), The Standard for Earned Value Management: the budget at
    completion.
    """
    return amount_eur(sum_amounts(amounts))


@formula
def cost_eur(amounts: Iterable[Decimal]) -> Measurement:
    """Return what was spent.

    Formula: Σ of the vouchers that the funder has not rejected, credit notes with their sign. To date: the vouchers of
    every quarter; where an early quarter's vouchers were not sent, the payment claims stand for the periods that they
    cover without a gap (approved, else claimed), and the vouchers of the later quarters are added.
    Range: 0 upwards; a quarter with credit notes can be below 0.
    Reading: high is much spent; it is read beside the planned value.
    Undefined: `before_start` before the project began; missing with `costs_incomplete` when a quarter has neither
    vouchers nor a claim; with `package_not_claimed` by work package where only claims are there, which do not say it;
    with `claim_over_years` by year where a claim's period is in two; `not_begun` for a year that lies ahead.
    Source: definition; Project Management Institute (2019): the actual cost.
    """
    return amount_eur(sum_amounts(amounts))


def months_between(start: dt.date, end: dt.date) -> int:
    """Return the number of calendar months that a period touches; 0 when it ends before it starts."""
    return max(0, 12 * (end.year - start.year) + end.month - start.month + 1)


@formula
def planned_value_eur(by_year: Mapping[int, Decimal], start: dt.date, end: dt.date, until: dt.date) -> Measurement:
    """Return what the plan would have spent by a day.

    Formula: Σ over the years of the year's budget · the project's months of the year that are over / the project's
    months of the year; the months count from the planned start.
    Range: 0 to the budget.
    Reading: the measure for the costs to date; the plan spends a year's budget evenly, which the application does not
    say.
    Undefined: `before_start` before the project began; `no_months` when a year outside the project has a budget.
    Source: own design; Project Management Institute (2019): the planned value.
    """
    if until < start:
        return undefined("before_start")
    planned = Fraction(0)
    for year, budget in by_year.items():
        first, last = max(start, dt.date(year, 1, 1)), min(end, dt.date(year, 12, 31))
        months = months_between(first, last)
        if months == 0 and budget:
            return undefined("no_months")
        if months:
            planned += Fraction(budget) * months_between(first, min(last, until)) / months
    return amount_eur(round_amount(planned))


@formula
def budget_left_eur(budget: Decimal, used: Decimal) -> Measurement:
    """Return what is left of the budget.

    Formula: budget - costs to date; of a claim, budget - what was claimed up to it.
    Range: up to the budget; below 0 it is exceeded.
    Reading: low near the end is as planned; below 0 a change decision is needed.
    Undefined: as the costs to date or the claims.
    Source: definition.
    """
    return amount_eur(budget - used)


@formula
def budget_use_pct(cost: Decimal, budget: Decimal) -> Measurement:
    """Return the costs to date as a percentage of the budget.

    Formula: 100 · cost to date / budget.
    Range: 0 upwards; above 100 the budget is exceeded.
    Reading: high is much used; it is read beside the share of the project's time that is over.
    Undefined: `no_base` without a budget.
    Source: definition.
    """
    return _ratio(100 * cost, budget, "no_base")


@formula
def burn_rate_eur(cost: Decimal, elapsed_months: int) -> Measurement:
    """Return the mean cost of a month.

    Formula: cost to date / months since the planned start, the first one and the last one included.
    Range: 0 upwards.
    Reading: high is fast; if the work began late, the first months lower it.
    Undefined: `before_start` before the project began; otherwise as the cost to date.
    Source: definition.
    """
    if elapsed_months <= 0:
        return undefined("before_start")
    return amount_eur(round_amount(Fraction(cost) / elapsed_months))


@formula
def runway_months(budget_left: Decimal, cost: Decimal, elapsed_months: int) -> Measurement:
    """Return how many months the rest of the budget lasts if a month goes on costing what it has cost.

    Formula: (budget - cost to date) / burn rate; 0 where the budget is used up.
    Range: 0 upwards.
    Reading: fewer months than the project has left is money that will be short at this pace; the burn rate's months
    with little work make it too long.
    Undefined: `before_start` before the project began; `no_costs` before the first cost; otherwise as the burn rate.
    Source: definition.
    """
    if elapsed_months <= 0:
        return undefined("before_start")
    left = max(Fraction(budget_left), Fraction(0)) * elapsed_months
    return undefined("no_costs") if cost <= 0 else Measurement(float(left / Fraction(cost)))


@formula
def earned_value_eur(budgets: Mapping[str, Decimal], done_shares: Mapping[str, Decimal]) -> Measurement:
    """Return what the work that is done was budgeted to cost.

    Formula: Σ over the work packages of budget · share done (0 to 1).
    Range: 0 to the budget.
    Reading: above the planned value is ahead of the schedule; above the cost to date is cheaper than budgeted.
    Undefined: missing with `progress_not_reported` when a work package with a budget has no share; `inconsistent` when
    a share is outside 0 to 1.
    Source: Project Management Institute (2019): the earned value.
    """
    if any(name not in done_shares for name, budget in budgets.items() if budget):
        return missing("progress_not_reported")
    if any(not 0 <= share <= 1 for share in done_shares.values()):
        return undefined("inconsistent")
    return amount_eur(round_amount(sum_amounts(budget * done_shares.get(name, 0) for name, budget in budgets.items())))


@formula
def cost_performance_index(earned: Decimal, cost: Decimal) -> Measurement:
    """Return how much budgeted work a spent euro has given.

    Formula: earned value / cost to date.
    Range: 0 upwards.
    Reading: above 1 is cheaper than budgeted, below 1 dearer.
    Undefined: `no_costs` before the first cost; otherwise as the earned value and the cost to date.
    Source: Project Management Institute (2019): CPI.
    """
    return _ratio(earned, cost, "no_costs")


@formula
def schedule_performance_index(earned: Decimal, planned: Decimal) -> Measurement:
    """Return how much of the planned work is done.

    Formula: earned value / planned value.
    Range: 0 upwards.
    Reading: above 1 is ahead of the schedule, below 1 behind. At the end it is 1 even for a project that was late.
    Undefined: `no_base` when nothing was planned yet; otherwise as the earned value and the planned value.
    Source: Project Management Institute (2019): SPI.
    """
    return _ratio(earned, planned, "no_base")


@formula
def forecasts_eur(
    budget: Decimal, cost: Decimal, earned: Decimal | None, elapsed_months: int, all_months: int
) -> dict[str, Measurement]:
    """Return the cost at the end of the project by each of three methods; which one holds is for people to decide.

    Formula: `linear`: cost to date · all months / elapsed months. `cost_performance`: budget / CPI. `budget_rate`:
    cost to date + (budget - earned value).
    Range: 0 upwards.
    Reading: above the budget, money will be short; the three lie apart when past and future are judged differently.
    Undefined: `before_start` before the project began (linear); missing with `progress_not_reported` without an earned
    value, and `no_progress` when it is 0 (the others); otherwise as the cost to date.
    Source: Project Management Institute (2019): the estimate at completion; the linear one by definition.
    """
    linear = undefined("before_start")
    if elapsed_months > 0:
        linear = amount_eur(round_amount(Fraction(cost) * all_months / elapsed_months))
    if earned is None:
        by_index = by_rate = missing("progress_not_reported")
    else:
        by_rate = amount_eur(cost + budget - earned)
        by_index = undefined("no_progress")
        if earned > 0:
            by_index = amount_eur(round_amount(Fraction(budget) * Fraction(cost) / Fraction(earned)))
    return dict(zip(FORECAST_METHODS, (linear, by_index, by_rate), strict=True))


@formula
def year_forecasts_eur(
    cost_by_year: Mapping[int, Decimal], months_left_by_year: Mapping[int, int], elapsed_months: int
) -> dict[int, Measurement]:
    """Return what each year will have cost at the end of the project, if costs go on as they have.

    Formula: the year's cost to date + burn rate · the year's months that are left; rounded by the sums over the years,
    so that the years add up to the linear forecast.
    Range: 0 upwards.
    Reading: a year that is over shows its costs; the others rest on the mean month so far, and no season is known.
    Undefined: `before_start` before the project began; missing with `claim_over_years` where a claim's period is in two
    years; otherwise as the cost to date.
    Source: definition.
    """
    if elapsed_months <= 0:
        return dict.fromkeys(cost_by_year, undefined("before_start"))
    monthly = Fraction(sum_amounts(cost_by_year.values())) / elapsed_months
    to_date, before = Fraction(0), Decimal(0)
    forecasts: dict[int, Measurement] = {}
    for year, cost in sorted(cost_by_year.items()):
        to_date += Fraction(cost) + monthly * months_left_by_year[year]
        rounded = round_amount(to_date)
        forecasts[year] = amount_eur(rounded - before)
        before = rounded
    return forecasts


@formula
def full_time_equivalents(hours: Iterable[float], months: int) -> Measurement:
    """Return how many full-time persons the hours are.

    Formula: Σ hours / (1720 / 12 · months of the project in the quarter, or since the start). 1,720 hours are a
    full-time year without holidays and leave, so hours that were worked are compared with hours that can be worked.
    Range: 0 upwards.
    Reading: read beside the plan of the application; a quarter with holidays is lower, one without them higher.
    Undefined: `before_start` when there is no month of the project; since the start, missing with `hours_incomplete`
    when a town has sent no hours of a quarter.
    Source: Regulation (EU) 2021/1060, Art. 55(2) (2021), for the hours of a year; otherwise definition.
    """
    if months <= 0:
        return undefined("before_start")
    worked = sum((Fraction(repr(float(count))) for count in hours), Fraction(0))
    return Measurement(float(worked * 12 / (FULL_TIME_HOURS_A_YEAR * months)))


def _ratio(part: Decimal, whole: Decimal, reason: str) -> Measurement:
    if whole == 0:
        return undefined(reason)
    if whole < 0:
        return undefined("inconsistent")
    return Measurement(float(Fraction(part) / Fraction(whole)))
