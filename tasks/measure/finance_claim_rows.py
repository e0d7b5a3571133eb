"""Rows of `indicator_values` from the payment claims and the towns' funding; a claim's dimension is its number."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from config.models import Project
from tasks.findings import join_source_refs
from tasks.measure.finance import budget_left_eur
from tasks.measure.finance_amounts import read_amount, sum_amounts
from tasks.measure.finance_claims import (
    Claim,
    claimed_eur,
    decided_eur,
    funding_eur,
    municipal_share_eur,
    town_funding_eur,
)
from tasks.measure.inputs import MeasureInputs
from tasks.measure.measurement import Measurement, Row


def funders_of(project: Project) -> tuple[str, ...]:
    """Return the funders."""
    return tuple(project.budget.funding)


def whole_and_years_of(project: Project) -> tuple[str, ...]:
    """Return the whole and the years."""
    return ("", *(str(year) for year in project.budget.years))


def chain_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many claims follow each other without a gap."""
    claims = inputs.money.claims
    yield Row(inputs.money.chain, n=len(claims), source=_source(claims))


def claimed_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the costs of each claim, together and by cost type."""
    for claim in inputs.money.claims:
        for name in (None, *inputs.project.budget.cost_types):
            yield _claim_row(claim, name, claimed_eur(_amounts([claim], name)))


def claimed_to_date_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the costs claimed to date, and up to each claim, together and by cost type."""
    return _to_date_rows(inputs, lambda name, claims: claimed_eur(_amounts(claims, name)))


def unclaimed_budget_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the budget that is not claimed yet, today and after each claim, together and by cost type."""
    budget = inputs.money.budget

    def left(name: str | None, claims: Sequence[Claim]) -> Measurement:
        whole = sum_amounts(line.amount for line in budget.of(name))
        return budget_left_eur(whole, sum_amounts(_amounts(claims, name)))

    return _to_date_rows(inputs, left, budget.basis)


def approved_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the approved costs of all claims and of each."""
    return _decided_rows(inputs, lambda claim: claim.approved)


def paid_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return what was paid for all claims and for each."""
    return _decided_rows(inputs, lambda claim: claim.paid)


def funding_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return each funder's part of the claimed costs, to date and of each claim."""
    claims, chain = inputs.money.claims, inputs.money.chain
    parts = inputs.money.funding
    for funder in inputs.project.budget.funding:
        to_date = [part[funder] for part in parts]
        yield Row(_chained(chain, funding_eur(to_date)), funder, n=len(claims), source=_source(claims))
        for claim, part in zip(claims, to_date, strict=True):
            yield Row(_chained(chain, funding_eur([part])), f"{claim.number}--{funder}", source=_source([claim]))


def commitment_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return what the towns have committed, together and by year."""
    return _town_funding_rows(inputs, towns, "committed_eur")


def payment_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return what the towns have paid, together and by year."""
    return _town_funding_rows(inputs, towns, "paid_eur")


def municipal_share_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the towns' part of the municipal funding of the claims to date."""
    claims = inputs.money.claims
    share = _chained(inputs.money.chain, municipal_share_eur(inputs.money.municipal_parts, towns))
    own = inputs.coordinators_rows("municipal_funding")
    own = own[own["partner_town"].isin(towns)]
    refs = [ref for claim in claims for ref in claim.refs_by_cost_type.values()]
    yield Row(share, n=len(claims), source=join_source_refs([*own["source_ref"], *refs]))


def _to_date_rows(
    inputs: MeasureInputs, measure: Callable[[str | None, Sequence[Claim]], Measurement], variant: str = ""
) -> Iterator[Row]:
    """Yield the rows of all claims under no number, and of the claims up to each under its number."""
    claims, chain = inputs.money.claims, inputs.money.chain
    for name in (None, *inputs.project.budget.cost_types):
        measured = _chained(chain, measure(name, claims))
        yield Row(measured, name or "", len(claims), variant, source=_source(claims))
        for place, claim in enumerate(claims, start=1):
            until = claims[:place]
            row = _claim_row(claim, name, _chained(chain, measure(name, until)))
            yield replace(row, n=place, variant=variant, source=_source(until))


def _decided_rows(inputs: MeasureInputs, amounts: Callable[[Claim], Mapping[str, Decimal]]) -> Iterator[Row]:
    claims, chain = inputs.money.claims, inputs.money.chain

    def measure(name: str | None, some: Sequence[Claim]) -> Measurement:
        return decided_eur([a for one in some for key, a in amounts(one).items() if name in (None, key)])

    decided = [claim for claim in claims if amounts(claim)]
    for name in (None, *inputs.project.budget.cost_types):
        yield Row(_chained(chain, measure(name, claims)), name or "", len(decided), source=_source(decided))
        for claim in claims:
            yield _claim_row(claim, name, measure(name, [claim]))


def _claim_row(claim: Claim, cost_type: str | None, measured: Measurement) -> Row:
    dimension = f"{claim.number}--{cost_type}" if cost_type else str(claim.number)
    return Row(measured, dimension, source=_source([claim]))


def _town_funding_rows(inputs: MeasureInputs, towns: Sequence[str], column: str) -> Iterator[Row]:
    rows = inputs.coordinators_rows("municipal_funding")
    own = rows[rows["partner_town"].isin(towns)]
    for dimension in whole_and_years_of(inputs.project):
        found = own[own["year"] == int(dimension)] if dimension else own
        given = found[found[column].notna()]
        yield Row(
            town_funding_eur([read_amount(amount) for amount in given[column]]),
            dimension,
            n=given["partner_town"].nunique(),
            source=join_source_refs(given["source_ref"]),
        )


def _amounts(claims: Sequence[Claim], cost_type: str | None) -> list[Decimal]:
    return [amount for one in claims for name, amount in one.claimed.items() if cost_type in (None, name)]


def _chained(chain: Measurement, measured: Measurement) -> Measurement:
    """Return a measurement over several claims, or why their chain is broken."""
    return measured if chain.value is not None else chain


def _source(claims: Sequence[Claim]) -> str:
    return join_source_refs(ref for claim in claims for ref in claim.refs_by_cost_type.values())
