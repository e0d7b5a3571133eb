"""The figures of the payment claim that is due: from vouchers and earlier claims, exact to the cent."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from config.models import Project
from config.quarters import Quarter
from tasks.measure.claim_sources import ClaimSources, claim_sources
from tasks.measure.finance_amounts import read_amount, sum_amounts
from tasks.measure.finance_claims import MUNICIPAL, Claim, funding_of_claims, municipal_parts, read_claims
from tasks.measure.finance_ledger import Ledger, is_of_work, read_budget

Amounts = Mapping[str, Decimal]


@dataclass(frozen=True)
class ClaimFigures:
    """What a payment claim asks for; amounts are by cost type, implementing town, funder or town.

    Attributes:
        number: Its number in the chain, from 1.
        start: First day of its period.
        end: Last day of its period.
        is_last: Whether its period ends with the project.
        budget: The approved budget by cost type.
        before: What earlier claims claimed, by cost type.
        period: The costs of the period by cost type; None when vouchers of it are missing.
        missing_quarters: Quarters of the period of which no vouchers were sent.
        by_town: The costs of the period by implementing town and cost type.
        budget_by_town: The budget by implementing town; empty where the budget does not say it.
        funding_before: What earlier claims claimed, by funder.
        funding: The costs of the period by funder; None when the period is not known.
        municipal_before: The municipal part of the earlier claims by town; empty without commitments.
        municipal: The municipal part of the period by town; empty without commitments.
        commitments: What each town has committed.
        vouchers_to_date: The vouchers from the project's start to the end of the period; None when some are missing.
        stated: What the register of claims says of this claim, by cost type; None before it is there.
        sources: The rows that the amounts are made from.
        expected_start: The day on which the period should begin.
        breaks: Numbers of the claims whose period does not begin on the day after the one before.
        outside_refs: Vouchers dated outside the project.
    """

    number: int
    start: dt.date
    end: dt.date
    is_last: bool
    budget: Amounts
    before: Amounts
    period: Amounts | None
    missing_quarters: tuple[str, ...]
    by_town: Mapping[str, Amounts]
    budget_by_town: Amounts
    funding_before: Amounts
    funding: Amounts | None
    municipal_before: Amounts
    municipal: Amounts
    commitments: Amounts
    vouchers_to_date: Decimal | None
    stated: Amounts | None
    sources: ClaimSources
    expected_start: dt.date
    breaks: tuple[int, ...]
    outside_refs: tuple[str, ...]

    @property
    def period_total(self) -> Decimal | None:
        """The costs of the period together."""
        return None if self.period is None else sum_amounts(self.period.values())


def claim_figures(
    project: Project, quarter: Quarter, tables: Mapping[str, pd.DataFrame], vouchers: Mapping[str, pd.DataFrame]
) -> ClaimFigures:
    """Return the figures of the claim whose period ends with a quarter.

    A claim that the register already has for this period is made again from its vouchers, so that both can be compared.
    Its vouchers are those that name its number, and those that name none and are dated in its period; rejected ones
    are left out.

    Args:
        project: The configuration.
        quarter: The quarter in which the claim is due.
        tables: The accepted rows of `budget_plan`, `claims` and `municipal_funding`.
        vouchers: The accepted rows of `costs` by the quarter that they were sent for.
    """
    identity = project.identity
    end = min(quarter.last_day, identity.end)
    claims = read_claims(tables["claims"])
    own = next((claim for claim in claims if claim.start <= end <= claim.end), None)
    earlier = [claim for claim in claims if claim.end < end and claim is not own]
    number = own.number if own else max((claim.number for claim in earlier), default=0) + 1
    start = own.start if own else _next_start(project, earlier)
    missing = _missing_quarters(project, vouchers, start, end)
    counted = _counted(vouchers)
    of_period = _of_claim(counted, number, start, end)
    types = tuple(project.budget.cost_types)
    period = None if missing or not vouchers else _by(of_period, "cost_type", types)
    before = {name: sum_amounts(claim.claimed.get(name, Decimal(0)) for claim in earlier) for name in types}
    budget = read_budget(project, tables["budget_plan"])
    commitments = _commitments(project, tables["municipal_funding"])
    funding_before, funding = _funding(project, earlier, period, number, (start, end))
    municipal_before = municipal_parts(funding_before.get(MUNICIPAL, Decimal(0)), commitments)
    return ClaimFigures(
        number=number,
        start=start,
        end=end,
        is_last=end == identity.end,
        budget={name: sum_amounts(line.amount for line in budget.of(name)) for name in types},
        before=before,
        period=period,
        missing_quarters=missing,
        by_town=_by_town(of_period, types),
        budget_by_town=_budget_by_town(budget),
        funding_before=funding_before,
        funding=funding,
        municipal_before=municipal_before,
        municipal=_municipal(municipal_before, funding_before, funding, commitments),
        commitments=commitments,
        vouchers_to_date=_to_date(project, counted, vouchers, end),
        stated={name: own.claimed.get(name, Decimal(0)) for name in types} if own else None,
        sources=claim_sources(
            types, budget, (earlier, own), (of_period, _until(counted, end)), tables["municipal_funding"]
        ),
        expected_start=_expected_start(project, earlier, start),
        breaks=_breaks(project, [*earlier, *([own] if own else [])]),
        outside_refs=_outside(project, counted),
    )


def _expected_start(project: Project, earlier: Sequence[Claim], start: dt.date) -> dt.date:
    """Return the day on which the period should begin; the first one may begin as planned or as the work really did."""
    if not earlier and start == project.identity.actual_start:
        return start
    return _next_start(project, earlier)


def _next_start(project: Project, earlier: Sequence[Claim]) -> dt.date:
    return max((claim.end for claim in earlier), default=project.identity.planned_start - dt.timedelta(days=1)) + (
        dt.timedelta(days=1)
    )


def _missing_quarters(
    project: Project, vouchers: Mapping[str, pd.DataFrame], start: dt.date, end: dt.date
) -> tuple[str, ...]:
    quarters = _quarters(start, end)
    return tuple(str(one) for one in quarters if is_of_work(project, one) and str(one) not in vouchers)


def _quarters(start: dt.date, end: dt.date) -> list[Quarter]:
    found, one = [], Quarter.of_day(start)
    while one.first_day <= end:
        found.append(one)
        one = one.next
    return found


def _counted(vouchers: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the vouchers of all quarters that the funder has not rejected; none when no quarter has any."""
    frames = [vouchers[quarter] for quarter in sorted(vouchers)]
    if not frames:
        return pd.DataFrame(
            columns=["voucher_date", "claim_number", "cost_type", "partner_town", "amount_eur", "state"]
        )
    rows = pd.concat(frames, ignore_index=True)
    return rows[(rows["state"] != "rejected").fillna(True)]


def _of_claim(rows: pd.DataFrame, number: int, start: dt.date, end: dt.date) -> pd.DataFrame:
    named = rows["claim_number"]
    dated = (rows["voucher_date"] >= pd.Timestamp(start)) & (rows["voucher_date"] <= pd.Timestamp(end))
    return rows[(named == number).fillna(False) | (named.isna() & dated)]


def _by(rows: pd.DataFrame, column: str, names: Iterable[str]) -> dict[str, Decimal]:
    return {
        name: sum_amounts(read_amount(one) for one in rows.loc[rows[column] == name, "amount_eur"]) for name in names
    }


def _by_town(rows: pd.DataFrame, types: Iterable[str]) -> dict[str, dict[str, Decimal]]:
    wanted = tuple(types)
    return {
        town: _by(rows[rows["partner_town"] == town], "cost_type", wanted) for town in sorted(set(rows["partner_town"]))
    }


def _budget_by_town(budget: Ledger) -> dict[str, Decimal]:
    towns = sorted({line.town for line in budget.lines if line.town is not None})
    return {town: sum_amounts(line.amount for line in budget.lines if line.town == town) for town in towns}


def _commitments(project: Project, rows: pd.DataFrame) -> dict[str, Decimal]:
    given = rows[rows["committed_eur"].notna()]
    return {
        town: sum_amounts(read_amount(one) for one in given.loc[given["partner_town"] == town, "committed_eur"])
        for town in project.towns
        if (given["partner_town"] == town).any()
    }


def _funding(
    project: Project, earlier: Sequence[Claim], period: Amounts | None, number: int, days: tuple[dt.date, dt.date]
) -> tuple[dict[str, Decimal], dict[str, Decimal] | None]:
    """Return the parts of the funders in the earlier claims and in this one, by cumulative rounding."""
    rates = {name: share.rate_pct for name, share in project.budget.funding.items()}
    this = Claim(number, *days, period or {}, {}, {}, {})
    parts = funding_of_claims([*earlier, this], rates)
    before = {name: sum_amounts(part[name] for part in parts[:-1]) for name in rates}
    return before, None if period is None else dict(parts[-1])


def _municipal(
    before_by_town: Amounts, before: Amounts, funding: Amounts | None, commitments: Amounts
) -> dict[str, Decimal]:
    """Return the municipal part of the period by town: the difference of two divided sums to date."""
    if funding is None or MUNICIPAL not in funding:
        return {}
    until = municipal_parts(before[MUNICIPAL] + funding[MUNICIPAL], commitments)
    return {town: amount - before_by_town[town] for town, amount in until.items()}


def _to_date(
    project: Project, rows: pd.DataFrame, vouchers: Mapping[str, pd.DataFrame], end: dt.date
) -> Decimal | None:
    if not vouchers or _missing_quarters(project, vouchers, project.identity.planned_start, end):
        return None
    return sum_amounts(read_amount(one) for one in _until(rows, end)["amount_eur"])


def _until(rows: pd.DataFrame, end: dt.date) -> pd.DataFrame:
    return rows[rows["voucher_date"] <= pd.Timestamp(end)]


def _breaks(project: Project, claims: Sequence[Claim]) -> tuple[int, ...]:
    """Return the claims that leave a gap after the one before, or overlap it."""
    starts = (project.identity.planned_start, project.identity.actual_start)
    found = []
    for place, claim in enumerate(claims):
        expected = starts if place == 0 else (claims[place - 1].end + dt.timedelta(days=1),)
        if claim.start not in expected:
            found.append(claim.number)
    return tuple(found)


def _outside(project: Project, rows: pd.DataFrame) -> tuple[str, ...]:
    first, last = pd.Timestamp(project.identity.planned_start), pd.Timestamp(project.identity.end)
    outside = rows[(rows["voucher_date"] < first) | (rows["voucher_date"] > last)]
    return tuple(map(str, outside["source_ref"])) if len(outside) else ()
