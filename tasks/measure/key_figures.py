"""Key figures of the latest year, one cell a sector: of a town, or summed over towns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import pandas as pd

from config.loading import TOTAL_SECTOR

Amount = Literal["employee_count", "firm_count", "new_firm_count", "turnover_eur", "export_eur", "rd_expenditure_eur"]
AMOUNTS: tuple[Amount, ...] = get_args(Amount)
"""The figures that are used; each sums over the sectors to the total row."""


@dataclass(frozen=True)
class Cell:
    """One row of the key figures, or the sum of one row of several towns.

    Attributes:
        amounts: The figures; None where the cell is blank.
        largest_firm_share_class: The class of the largest firm's share of the employees; empty when blank.
        is_estimate: Whether the town calls it an estimate.
        source_refs: The rows that it was read from.
    """

    amounts: Mapping[Amount, float | None]
    largest_firm_share_class: str
    is_estimate: bool
    source_refs: tuple[str, ...]


@dataclass(frozen=True)
class KeyFigures:
    """The key figures of the latest year, by sector and for the total.

    Attributes:
        first_year: The year; of a sum over towns the earliest of their years.
        year: The year; of a sum over towns the latest of their years.
        cells: One a sector and one for the total.
        towns: Whose figures these are.
    """

    first_year: int
    year: int
    cells: Mapping[str, Cell]
    towns: tuple[str, ...]

    def amount(self, amount: Amount, sector: str) -> float | None:
        """Return one figure, or None when the row or the cell is blank."""
        cell = self.cells.get(sector)
        return None if cell is None else cell.amounts[amount]

    def employees(self, sectors: Sequence[str]) -> list[float] | None:
        """Return the employees of some sectors, or None when one is blank."""
        counts = [self.amount("employee_count", sector) for sector in sectors]
        known = [count for count in counts if count is not None]
        return known if len(known) == len(counts) else None

    def variant(self, *sectors: str) -> str:
        """Return the year and whether a row is an estimate, as `year=2021;estimate` or `year=2020-2021`."""
        years = str(self.year) if self.first_year == self.year else f"{self.first_year}-{self.year}"
        estimated = any(sector in self.cells and self.cells[sector].is_estimate for sector in sectors)
        return f"year={years};estimate" if estimated else f"year={years}"

    def source_refs(self, *sectors: str) -> list[str]:
        """Return the rows of some sectors."""
        return [ref for sector in sectors if sector in self.cells for ref in self.cells[sector].source_refs]


def latest_key_figures(town: str, rows: pd.DataFrame) -> KeyFigures | None:
    """Return a town's key figures of its latest year, or None when it has no row."""
    if rows.empty:
        return None
    year = int(rows["year"].max())
    latest = rows[rows["year"] == year]
    return KeyFigures(
        year, year, {str(record["sector"]): _cell(record) for record in latest.to_dict("records")}, (town,)
    )


def pool_key_figures(figures: Mapping[str, KeyFigures], sectors: Sequence[str]) -> KeyFigures | None:
    """Return the sum over the towns whose employees are given for every sector and in total, or None without any.

    A town with a blank sector is left out as a whole, or its total would stand against a part of its sectors. Nothing
    is scaled up for the towns that are left out.
    """
    columns = (*sectors, TOTAL_SECTOR)
    complete = {town: known for town, known in figures.items() if known.employees(columns) is not None}
    if not complete:
        return None
    return KeyFigures(
        first_year=min(known.first_year for known in complete.values()),
        year=max(known.year for known in complete.values()),
        cells={column: _sum_cell([known.cells[column] for known in complete.values()]) for column in columns},
        towns=tuple(complete),
    )


def _cell(record: Mapping[Any, Any]) -> Cell:
    share_class = record["largest_firm_share_class"]
    estimate = record["is_estimate"]
    return Cell(
        amounts={amount: _number(record[amount]) for amount in AMOUNTS},
        largest_firm_share_class="" if pd.isna(share_class) else str(share_class),
        is_estimate=False if pd.isna(estimate) else bool(estimate),
        source_refs=(str(record["source_ref"]),),
    )


def _sum_cell(cells: Sequence[Cell]) -> Cell:
    amounts: dict[Amount, float | None] = {}
    for amount in AMOUNTS:
        known = [number for cell in cells if (number := cell.amounts[amount]) is not None]
        amounts[amount] = sum(known) if len(known) == len(cells) else None
    return Cell(
        amounts=amounts,
        largest_firm_share_class="",
        is_estimate=any(cell.is_estimate for cell in cells),
        source_refs=tuple(ref for cell in cells for ref in cell.source_refs),
    )


def _number(cell: Any) -> float | None:
    return None if pd.isna(cell) else float(cell)
