"""A strategy and its measures as documents tell them: with the owner's name, and with what each measure lacks."""

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tasks.assemble.directory import Directory
from tasks.assemble.scope import Scope, cell_day, cell_number, cell_text, is_missing

Whose = Literal["town", "network"]
Lack = Literal["owner", "deadline", "indicator", "target", "proposal"]
LACKS: tuple[Lack, ...] = ("owner", "deadline", "indicator", "target", "proposal")
"""What a measure of a strategy must have, in the order in which it is told that it is not there."""


@dataclass(frozen=True)
class Strategy:
    """A strategy in one language; `is_other_language` when it was not written in the document's own."""

    vision: str
    mission: str
    goals: tuple[str, ...]
    focus_areas: tuple[str, ...]
    state: str
    approved_on: dt.date | None
    approved_by: str
    is_other_language: bool


@dataclass(frozen=True)
class Measure:
    """A measure of a strategy.

    Attributes:
        owner: Name of the responsible actor, or its type when the name is not public; empty when none is known.
        proposal_ids: The development proposals that it is based on and that are known.
        goal_number: Which goal of the strategy it serves, counted from 1.
    """

    id: str
    title: str
    proposal_ids: tuple[str, ...]
    goal_number: int | None
    owner: str
    partners: str
    start: dt.date | None
    end: dt.date | None
    cost_eur: float | None
    funding_source: str
    indicator: str
    unit: str
    baseline: float | None
    target: float | None
    actual: float | None
    state: str
    source_ref: str

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What it lacks of what a measure must have."""
        has: dict[Lack, bool] = {
            "owner": bool(self.owner),
            "deadline": self.end is not None,
            "indicator": bool(self.indicator),
            "target": self.baseline is not None and self.target is not None,
            "proposal": bool(self.proposal_ids),
        }
        return tuple(lack for lack in LACKS if not has[lack])


def read_strategy(scope: Scope, town: str, whose: Whose) -> Strategy | None:
    """Return a town's strategy, or the one that it sent for the network, in the document's language if there is one."""
    frame = scope.rows("strategy", town)
    found = [row for row in frame.to_dict("records") if row["scope"] == whose]
    if not found:
        return None
    row = min(found, key=lambda one: (one["language"] != scope.inputs.language, str(one["language"])))
    return Strategy(
        vision=cell_text(row["vision"]),
        mission=cell_text(row["mission"]),
        goals=_lines(row["goals"]),
        focus_areas=_lines(row["focus_areas"]),
        state=str(row["state"]),
        approved_on=cell_day(row["approved_date"]),
        approved_by=cell_text(row["approved_by"]),
        is_other_language=row["language"] != scope.inputs.language,
    )


def _lines(cell: object) -> tuple[str, ...]:
    return tuple(line.strip().rstrip(".") for line in cell_text(cell).split("\n") if line.strip())


def read_measures(scope: Scope, directory: Directory, town: str, whose: Whose) -> tuple[Measure, ...]:
    """Return the measures of a strategy that may be published, by their ids."""
    proposals = set(scope.inputs.accepted.tables["proposals"]["proposal_id"])
    rows = [row for row in _rows(scope, town, whose) if not is_missing(row["is_published"]) and row["is_published"]]
    return tuple(sorted((_measure(row, directory, proposals) for row in rows), key=lambda measure: measure.id))


def unpublished_count(scope: Scope, town: str, whose: Whose) -> int:
    """Return how many measures are not to be published."""
    rows = _rows(scope, town, whose)
    return sum(is_missing(row["is_published"]) or not row["is_published"] for row in rows)


def _rows(scope: Scope, town: str, whose: Whose) -> Sequence[Mapping[Hashable, object]]:
    rows = scope.rows("measures", town).to_dict("records")
    return [row for row in rows if (cell_text(row["scope"]) or "town") == whose]


def _measure(row: Mapping[Hashable, object], directory: Directory, proposals: set[str]) -> Measure:
    owner = directory.actors.get(cell_text(row["owner_id"]))
    goal = cell_number(row["goal_number"])
    return Measure(
        id=str(row["measure_id"]),
        title=str(row["title"]).rstrip(". "),
        proposal_ids=tuple(one for one in cell_text(row["proposal_ids"]).split(",") if one in proposals),
        goal_number=None if goal is None else int(goal),
        owner=owner.name if owner else "",
        partners=cell_text(row["partners"]),
        start=cell_day(row["start_date"]),
        end=cell_day(row["end_date"]),
        cost_eur=cell_number(row["cost_eur"]),
        funding_source=cell_text(row["funding_source"]),
        indicator=cell_text(row["indicator_name"]),
        unit=cell_text(row["indicator_unit"]),
        baseline=cell_number(row["baseline_value"]),
        target=cell_number(row["target_value"]),
        actual=cell_number(row["actual_value"]),
        state=str(row["state"]),
        source_ref=str(row["source_ref"]),
    )
