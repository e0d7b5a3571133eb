"""What gives the amounts of the payment claim: the indicator that has their definition, and their rows."""

from collections.abc import Mapping

from config.models import ClaimColumn
from tasks.measure.claim_sources import ClaimSources

BUDGET, COST, CLAIMED, CHAIN = "budget_eur", "quarter_cost_eur", "claimed_to_date_eur", "unbroken_claim_count"
FUNDED, COMMITTED, SHARED = "claim_funding_eur", "municipal_commitment_eur", "municipal_share_eur"
Origin = tuple[str, tuple[str, ...]]
"""The indicator, and the rows."""
Origins = Mapping[ClaimColumn, Origin]
"""The origins of the amounts that the funder asks for of one line; what the configuration says has none."""


def origins_of_costs(sources: ClaimSources, cost_type: str) -> Origins:
    """Return what gives the amounts of a cost type."""
    return {
        "budget": (BUDGET, sources.budget[cost_type]),
        "before": (CLAIMED, sources.before[cost_type]),
        "period": (COST, sources.period[cost_type]),
    }


def origins_of_funding(sources: ClaimSources) -> Origins:
    """Return what gives the amounts of a funder: all claims, as each part is rounded by the sum up to it."""
    return {"before": (FUNDED, sources.claimed_before), "period": (FUNDED, sources.claimed)}


def origins_of_town(sources: ClaimSources, town: str) -> Origins:
    """Return what gives the amounts of a town that pays: all claims and all commitments."""
    return {
        "budget": (COMMITTED, sources.commitments[town]),
        "before": (SHARED, (*sources.committed, *sources.claimed_before)),
        "period": (SHARED, (*sources.committed, *sources.claimed)),
    }
