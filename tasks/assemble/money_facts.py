"""What templates may say of the project's money: what is known, what does not add up, and the plan's open points."""

from decimal import Decimal

from tasks.assemble.scope import Scope, is_missing
from tasks.assemble.town_facts import Facts
from tasks.findings import Severity, Verdict
from tasks.measure.finance_amounts import read_amount, sum_amounts
from tasks.measure.finance_ledger import elapsed_months, project_months

MONEY_TABLES = ("budget_plan", "costs", "claims", "municipal_funding")
"""The tables that the coordinator sends about money."""
_NOTES_SHOWN = 6


def money_facts(scope: Scope) -> Facts:
    """Return which numbers of the money are known, whether the commitments add up, and what the checks found."""
    measured = ("cost_to_date_eur", "budget_use_pct", "planned_value_eur")
    notes, project = money_notes(scope), scope.inputs.project
    return {
        "is_known": all(scope.book.number(name) is not None for name in measured),
        "has_forecast": scope.book.number("forecast_eur", "linear") is not None,
        "has_runway": scope.book.number("runway_months") is not None,
        "months_left": project_months(project) - elapsed_months(project, scope.inputs.quarter),
        "has_quarter": scope.book.number("quarter_cost_eur") is not None,
        "has_claims": scope.book.number("claimed_to_date_eur") is not None,
        "has_broken_chain": scope.book.status("unbroken_claim_count") == "not_assessable",
        "rejected": [
            scope.table_name(table)
            for table in MONEY_TABLES
            if table in scope.inputs.project.tables
            and scope.standing(table, scope.inputs.project.identity.coordinator).verdict is Verdict.REJECTED
        ],
        "notes": notes[:_NOTES_SHOWN],
        "unlisted_note_count": max(0, len(notes) - _NOTES_SHOWN),
        "commitments": _commitments(scope),
        "change_decisions": _change_decisions(scope),
        "contradictions": _contradictions(scope),
    }


def money_notes(scope: Scope) -> list[str]:
    """Return what the checks found in the tables of money of the quarter, without repetition."""
    reported = str(scope.inputs.quarter)
    found = [
        finding.message.in_language(scope.inputs.language)
        for finding in scope.inputs.accepted.findings
        if finding.table in MONEY_TABLES
        and finding.severity in (Severity.CRITICAL, Severity.WARNING)
        and finding.quarter in ("", reported)
    ]
    return list(dict.fromkeys(found))


def _commitments(scope: Scope) -> Facts:
    """Return what the towns have committed beside what the application needs from them."""
    funding = scope.inputs.project.budget.funding
    wanted = Decimal(funding["municipal"].amount_eur) if "municipal" in funding else Decimal(0)
    frame = scope.inputs.accepted.tables["municipal_funding"]
    amounts = [read_amount(amount) for amount in frame["committed_eur"] if not is_missing(amount)]
    committed = sum_amounts(amounts)
    return {
        "is_known": bool(amounts),
        "agrees": committed == wanted,
        "wanted_eur": float(wanted),
        "committed_eur": float(committed),
        "difference_eur": float(abs(committed - wanted)),
        "is_short": committed < wanted,
    }


def _change_decisions(scope: Scope) -> list[str]:
    decisions = scope.inputs.accepted.tables["budget_plan"]["change_decision"]
    return sorted({str(one) for one in decisions if not is_missing(one)})


def _contradictions(scope: Scope) -> Facts:
    """Return the points of the plan that do not agree with each other and bear on money, time or towns."""
    project = scope.inputs.project
    language = scope.inputs.language
    return {
        "unallocated_eur": project.budget.unallocated_services_eur,
        "services_eur": sum(package.services_eur or 0 for package in project.work_packages.values()),
        "services_total_eur": project.budget.cost_types["services"].total_eur
        if "services" in project.budget.cost_types
        else 0,
        "planned_start": project.identity.planned_start,
        "actual_start": project.identity.actual_start,
        "shares": [
            {"name": share.name.in_language(language), "pct": share.rate_pct, "eur": share.amount_eur}
            for share in project.budget.funding.values()
        ],
        "without_sector": [town.name.in_language(language) for town in scope.towns if not town.sectors],
        "competing_counts": list(claims.competing_town_counts if (claims := project.identity.context_claims) else ()),
    }
