"""The payment claims of the project: an unbroken chain of periods, and who pays which part."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from tasks.measure.finance import amount_eur
from tasks.measure.finance_amounts import read_amount, split_by_weight, split_each_by_rate, sum_amounts
from tasks.measure.measurement import Measurement, formula, missing, undefined

MUNICIPAL = "municipal"
"""The funder that bears what rounding leaves: the towns together."""


@dataclass(frozen=True)
class Claim:
    """One payment claim.

    Attributes:
        number: Its number in the chain, from 1.
        start: First day of its period.
        end: Last day of its period.
        claimed: The claimed costs by cost type.
        approved: The approved costs by cost type; a type that is not decided is left out.
        paid: What was paid by cost type; a type that is not paid is left out.
        refs_by_cost_type: The row of each cost type.
    """

    number: int
    start: dt.date
    end: dt.date
    claimed: Mapping[str, Decimal]
    approved: Mapping[str, Decimal]
    paid: Mapping[str, Decimal]
    refs_by_cost_type: Mapping[str, str]

    def eligible(self, cost_type: str) -> Decimal:
        """Return the costs that count: what was approved, or what was claimed until that is decided."""
        return self.approved.get(cost_type, self.claimed.get(cost_type, Decimal(0)))


def read_claims(rows: pd.DataFrame) -> list[Claim]:
    """Return the claims of the clean table `claims`, by number."""
    claims = []
    for number, found in rows.sort_values(["claim_number", "cost_type"]).groupby("claim_number", sort=True):
        claims.append(
            Claim(
                int(str(number)),
                found["period_start"].iloc[0].date(),
                found["period_end"].iloc[0].date(),
                _by_cost_type(found, "claimed_eur"),
                _by_cost_type(found, "approved_eur"),
                _by_cost_type(found, "paid_eur"),
                dict(zip(found["cost_type"].map(str), found["source_ref"].map(str), strict=True)),
            )
        )
    return claims


@formula
def unbroken_claim_count(claims: Sequence[Claim], starts: Sequence[dt.date]) -> Measurement:
    """Return how many claims there are, when their periods follow each other without a gap from the start.

    Formula: the number of claims whose period had ended; claims are taken by number, 1, 2, 3.
    Range: 0 upwards.
    Reading: with the claims' amounts: a sum to date is only right when the chain is whole.
    Undefined: `claim_number_missing` when a number is left out; `claim_starts_late` or `claim_starts_early` when the
    first period does not begin with the project (planned or actual start); `claim_gap` or `claim_overlap` between two
    periods; `claim_ends_early` when a period ends before it begins.
    Source: definition; the funders' rule that payment periods follow each other from the project's start.
    """
    if [claim.number for claim in claims] != list(range(1, len(claims) + 1)):
        return undefined("claim_number_missing")
    for place, claim in enumerate(claims):
        if claim.end < claim.start:
            return undefined("claim_ends_early")
        if place == 0:
            if claim.start not in starts:
                return undefined("claim_starts_late" if claim.start > min(starts) else "claim_starts_early")
        else:
            expected = claims[place - 1].end + dt.timedelta(days=1)
            if claim.start != expected:
                return undefined("claim_gap" if claim.start > expected else "claim_overlap")
    return Measurement(float(len(claims)))


@formula
def claimed_eur(amounts: Sequence[Decimal]) -> Measurement:
    """Return the costs that were claimed.

    Formula: Σ of the claimed costs, of one claim or of all claims to date.
    Range: 0 to the budget.
    Reading: beside the cost to date it shows what is not claimed yet.
    Undefined: as the chain of claims where it is broken, for the sums to date.
    Source: definition.
    """
    return amount_eur(sum_amounts(amounts))


@formula
def decided_eur(amounts: Sequence[Decimal]) -> Measurement:
    """Return the costs that the funder has approved, or the support that it has paid.

    Formula: Σ of the amounts that are decided (paid); claims without a decision are left out of the sum to date, and
    how many claims are in it is stated as n.
    Range: 0 to the claimed costs; what is paid, to the state's part of the approved costs.
    Reading: below the claimed costs (the state's part of them) something was disallowed or is not decided yet.
    Undefined: missing with `not_decided` when no amount is there.
    Source: definition.
    """
    return amount_eur(sum_amounts(amounts)) if amounts else missing("not_decided")


def funding_of_claims(claims: Sequence[Claim], rates_pct: Mapping[str, int]) -> list[dict[str, Decimal]]:
    """Return each claim's costs divided among the funders by cumulative rounding to whole euros."""
    return split_each_by_rate([sum_amounts(claim.claimed.values()) for claim in claims], rates_pct, MUNICIPAL)


@formula
def funding_eur(parts: Sequence[Decimal]) -> Measurement:
    """Return a funder's part of the claimed costs.

    Formula: cumulative rounding: the part of a claim is the rounded part of the sum up to it, less that of the sum
    before. The state's part is rounded half up to whole euros; the municipal part is the rest, with its cents.
    Range: 0 to the claimed costs.
    Reading: the parts of a claim add up to the claim, and a funder's parts of all claims to its part of the decision.
    Undefined: as the chain of claims where it is broken.
    Source: definition; the split of the application, which has whole euros.
    """
    return amount_eur(sum_amounts(parts))


@formula
def town_funding_eur(amounts: Sequence[Decimal]) -> Measurement:
    """Return what towns have committed, or have paid.

    Formula: Σ of the given amounts; of the network, over all towns.
    Range: 0 upwards.
    Reading: the commitments of all towns are the municipal part of the application; payments follow them.
    Undefined: missing with `not_reported` when no amount is given.
    Source: definition.
    """
    return amount_eur(sum_amounts(amounts)) if amounts else missing("not_reported")


@formula
def municipal_share_eur(parts: Mapping[str, Decimal], towns: Sequence[str]) -> Measurement:
    """Return the towns' part of the municipal funding of the claims to date.

    Formula: the municipal part of the claimed costs, divided among all towns in proportion to their commitments by the
    largest remainder, to the cent.
    Range: 0 to the commitment.
    Reading: what the town owes for the costs so far, when all pay alike; the towns' parts add up to the municipal part.
    Undefined: missing with `not_committed` when the towns have no commitment; otherwise as the claims.
    Source: own design on the largest-remainder method of Hamilton, in Balinski and Young (2001), Fair Representation.
    """
    own = [parts[town] for town in towns if town in parts]
    return amount_eur(sum_amounts(own)) if own else missing("not_committed")


def municipal_parts(to_date: Decimal, commitments: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Return the municipal part of the claims divided among the towns that have a commitment."""
    weights = {town: amount for town, amount in commitments.items() if amount > 0}
    return split_by_weight(to_date, weights) if weights else {}


def _by_cost_type(rows: pd.DataFrame, column: str) -> dict[str, Decimal]:
    return {
        str(cost_type): read_amount(amount)
        for cost_type, amount in zip(rows["cost_type"], rows[column], strict=True)
        if pd.notna(amount)
    }
