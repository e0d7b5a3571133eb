"""The project's money as a quarter's values use it, prepared once from the coordinator's tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from config.models import Project
from config.quarters import Quarter
from tasks.measure.finance_amounts import read_amount, sum_amounts
from tasks.measure.finance_claims import (
    MUNICIPAL,
    Claim,
    funding_of_claims,
    municipal_parts,
    read_claims,
    unbroken_claim_count,
)
from tasks.measure.finance_ledger import (
    Ledger,
    read_budget,
    read_costs_to_date,
    read_quarter_costs,
    read_services_budget,
)
from tasks.measure.measurement import Measurement


@dataclass(frozen=True)
class ProjectMoney:
    """The project's budget, claims and costs.

    Attributes:
        budget: The budget by cost type and year, and by work package where a budget table counts.
        services_budget: The budget of the purchased services by work package.
        claims: The claims whose period ended by the end of the quarter.
        chain: How many of them follow each other without a gap, or why they do not.
        funding: Each claim's costs by funder.
        municipal_parts: The municipal part of the claims to date by town; empty without commitments.
        quarter_costs: The vouchers of the quarter.
        costs_to_date: The costs from the start to the end of the quarter.
    """

    budget: Ledger
    services_budget: Ledger
    claims: tuple[Claim, ...]
    chain: Measurement
    funding: Sequence[Mapping[str, Decimal]]
    municipal_parts: Mapping[str, Decimal]
    quarter_costs: Ledger
    costs_to_date: Ledger


def read_money(
    project: Project, quarter: Quarter, tables: Mapping[str, pd.DataFrame], vouchers: Mapping[str, pd.DataFrame]
) -> ProjectMoney:
    """Return the project's money.

    Args:
        project: The configuration.
        quarter: The quarter that is reported.
        tables: The accepted rows of `budget_plan`, `claims` and `municipal_funding`.
        vouchers: The accepted rows of `costs` by the quarter that they were sent for.
    """
    identity, funders = project.identity, project.budget.funding
    claims = tuple(claim for claim in read_claims(tables["claims"]) if claim.end <= quarter.last_day)
    chain = unbroken_claim_count(claims, (identity.planned_start, identity.actual_start))
    funding = funding_of_claims(claims, {name: share.rate_pct for name, share in funders.items()})
    commitments = {
        str(town): sum_amounts(map(read_amount, rows["committed_eur"]))
        for town, rows in tables["municipal_funding"].groupby("partner_town", sort=True)
    }
    return ProjectMoney(
        read_budget(project, tables["budget_plan"]),
        read_services_budget(project, tables["budget_plan"]),
        claims,
        chain,
        funding,
        municipal_parts(sum_amounts(parts[MUNICIPAL] for parts in funding), commitments),
        read_quarter_costs(vouchers[str(quarter)]) if str(quarter) in vouchers else Ledger(),
        read_costs_to_date(project, quarter, vouchers, claims, chain),
    )
