"""Key figures as documents have published them: what a reader may hold beside the documents of a run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from tasks.findings import NETWORK
from tasks.measure.key_figures import Amount, KeyFigures, latest_key_figures, pool_key_figures
from tasks.measure.values import Status

GridCell = tuple[str, str]
"""A row (a town, or the network) and a column (a sector, or the total)."""

INDICATOR_OF_AMOUNT: Mapping[Amount, str] = {
    "employee_count": "employee_count",
    "firm_count": "firm_count",
    "turnover_eur": "turnover_eur",
    "export_eur": "export_share_pct",
    "rd_expenditure_eur": "rd_intensity_pct",
}
"""The indicator that publishes a figure, by itself or as a share of the turnover beside it."""


@dataclass(frozen=True)
class PublishedFigures:
    """The key figures behind the documents of one run.

    Attributes:
        run_id: The run.
        figures: What the towns had reported, by town.
        pooled: Their sum.
        open_cells: The cells that the documents gave, by figure.
        hidden: The cells that they kept back, with the reason, by figure.
    """

    run_id: str
    figures: Mapping[str, KeyFigures]
    pooled: KeyFigures | None
    open_cells: Mapping[Amount, frozenset[GridCell]]
    hidden: Mapping[Amount, Mapping[GridCell, str]]

    def is_same_as(self, other: "PublishedFigures") -> bool:
        """Return whether another run published the same."""
        return (self.figures, self.open_cells, self.hidden) == (other.figures, other.open_cells, other.hidden)

    def amounts(self, amount: Amount) -> dict[GridCell, float]:
        """Return one figure of every town by sector, and of employees also their sums."""
        return grid_amounts(self.figures, self.pooled if amount == "employee_count" else None, amount)


def published_figures(
    run_id: str, key_figures: pd.DataFrame, values: pd.DataFrame, sectors: Sequence[str]
) -> PublishedFigures:
    """Return what a run published of the key figures that counted in it.

    Args:
        run_id: The run.
        key_figures: Its clean key figures.
        values: Its `indicator_values`.
        sectors: The sectors of the project.
    """
    found = {str(town): latest_key_figures(str(town), rows) for town, rows in key_figures.groupby("town")}
    figures = {town: known for town, known in found.items() if known is not None}
    open_cells: dict[Amount, frozenset[GridCell]] = {}
    hidden: dict[Amount, Mapping[GridCell, str]] = {}
    for amount, indicator in INDICATOR_OF_AMOUNT.items():
        rows = values[values["indicator"] == indicator].fillna({"dimension": "", "reason": ""})
        cells = list(zip(rows["town"], rows["dimension"], rows["status"], rows["reason"], strict=True))
        open_cells[amount] = frozenset((town, column) for town, column, status, _ in cells if status == Status.OK)
        hidden[amount] = {
            (town, column): reason for town, column, status, reason in cells if status == Status.SUPPRESSED
        }
    return PublishedFigures(run_id, figures, pool_key_figures(figures, sectors), open_cells, hidden)


def grid_amounts(
    figures: Mapping[str, KeyFigures], pooled: KeyFigures | None, amount: Amount
) -> dict[GridCell, float]:  # fmt: skip
    """Return one figure by town and sector, and by network and sector where there is a sum."""
    by_row = {**figures, **({} if pooled is None else {NETWORK: pooled})}
    found = {(row, column): known.amount(amount, column) for row, known in by_row.items() for column in known.cells}
    return {cell: number for cell, number in found.items() if number is not None}
