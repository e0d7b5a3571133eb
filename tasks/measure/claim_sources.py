"""Which rows the figures of a payment claim are made from; what is from the application has none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from tasks.measure.finance_claims import Claim
from tasks.measure.finance_ledger import Ledger

Refs = tuple[str, ...]


@dataclass(frozen=True)
class ClaimSources:
    """References to the rows behind the figures of a claim.

    Attributes:
        budget: The budget by cost type.
        budget_by_town: The budget by implementing town.
        before: The earlier claims by cost type.
        period: The vouchers of the period by cost type.
        by_town: The vouchers of the period by implementing town and cost type.
        commitments: What each town has committed.
        to_date: The vouchers from the project's start to the end of the period.
        stated: The claim itself in the register.
    """

    budget: Mapping[str, Refs]
    budget_by_town: Mapping[str, Refs]
    before: Mapping[str, Refs]
    period: Mapping[str, Refs]
    by_town: Mapping[tuple[str, str], Refs]
    commitments: Mapping[str, Refs]
    to_date: Refs
    stated: Refs

    @property
    def claimed_before(self) -> Refs:
        """The earlier claims together."""
        return _together(self.before)

    @property
    def claimed(self) -> Refs:
        """The earlier claims and the vouchers of the period: what the funders' parts are divided from."""
        return (*self.claimed_before, *_together(self.period))

    @property
    def committed(self) -> Refs:
        """The commitments together: by them the municipal part is divided."""
        return _together(self.commitments)


def claim_sources(
    types: Sequence[str],
    budget: Ledger,
    claims: tuple[Sequence[Claim], Claim | None],
    vouchers: tuple[pd.DataFrame, pd.DataFrame],
    funding: pd.DataFrame,
) -> ClaimSources:
    """Return the rows behind a claim.

    Args:
        types: The cost types.
        budget: The budget.
        claims: The earlier claims, and the claim itself where the register has it.
        vouchers: The vouchers that count of the period, and of the project up to its end.
        funding: The rows of `municipal_funding`.
    """
    earlier, own = claims
    of_period, to_date = vouchers
    towns = sorted(set(of_period["partner_town"]))
    by_town = {
        (town, name): _refs(of_period[(of_period["partner_town"] == town) & (of_period["cost_type"] == name)])
        for town in towns
        for name in types
    }
    committed = funding[funding["committed_eur"].notna()]
    return ClaimSources(
        budget={name: _given(line.source_ref for line in budget.of(name)) for name in types},
        budget_by_town={
            town: _given(line.source_ref for line in budget.lines if line.town == town)
            for town in sorted({line.town for line in budget.lines if line.town is not None})
        },
        before={name: _given(claim.refs_by_cost_type.get(name, "") for claim in earlier) for name in types},
        period={name: _refs(of_period[of_period["cost_type"] == name]) for name in types},
        by_town=by_town,
        commitments={
            town: _refs(committed[committed["partner_town"] == town]) for town in sorted(set(committed["partner_town"]))
        },
        to_date=_refs(to_date),
        stated=() if own is None else _given(own.refs_by_cost_type.get(name, "") for name in types),
    )


def _refs(rows: pd.DataFrame) -> Refs:
    return tuple(map(str, rows["source_ref"])) if len(rows) else ()


def _given(refs: Iterable[str]) -> Refs:
    return tuple(ref for ref in refs if ref)


def _together(refs: Mapping[str, Refs]) -> Refs:
    return tuple(ref for some in refs.values() for ref in some)
