"""Which figures about firms are not published, so that no reader can learn one firm's figure.

First the sensitive cells: few firms, or one dominant firm. Then so many others that no sensitive cell can be computed
from the published ones, among which are the totals and the sums over the towns. The method is primary and
complementary suppression, as in Hundepool et al. (2012), Statistical Disclosure Control.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from config.loading import TOTAL_SECTOR
from config.models import Disclosure
from tasks.findings import NETWORK
from tasks.measure.key_figures import Amount, KeyFigures

GridCell = tuple[str, str]
"""A row (a town, or the network) and a column (a sector, or the total)."""

COMPLEMENTARY = "complementary"
DOMINANT_CLASS = "over_70"
MONEY: tuple[Amount, ...] = ("turnover_eur", "export_eur", "rd_expenditure_eur")


@dataclass(frozen=True)
class Suppression:
    """The cells of each figure that are not published, with the reason."""

    hidden: Mapping[Amount, Mapping[GridCell, str]]

    def reason(self, row: str, column: str, *amounts: Amount) -> str:
        """Return why a cell is hidden in any of some figures, or an empty text when it may be published."""
        return next((self.hidden[a][row, column] for a in amounts if (row, column) in self.hidden[a]), "")

    def any_reason(self, row: str, amount: Amount) -> str:
        """Return why a measure over a whole row is hidden: with a hidden cell it would be an equation for that cell."""
        return COMPLEMENTARY if any(cell[0] == row for cell in self.hidden[amount]) else ""


def suppress(figures: Mapping[str, KeyFigures], pooled: KeyFigures | None, limits: Disclosure) -> Suppression:
    """Return what is not published of the towns' key figures and of their sum over the towns."""
    cells = [(town, sector) for town, known in figures.items() for sector in known.cells]

    def known(amount: Amount) -> dict[GridCell, float]:
        found = {(town, sector): figures[town].amount(amount, sector) for town, sector in cells}
        return {cell: number for cell, number in found.items() if number is not None}

    firm_counts = known("firm_count")
    sensitive = {
        (town, sector): sensitivity(
            figures[town].amount("firm_count", sector),
            figures[town].amount("employee_count", sector),
            figures[town].cells[sector].largest_firm_share_class,
            limits,
        )
        for town, sector in cells
    }
    few = {cell: reason for cell, reason in sensitive.items() if reason == "few_firms"}
    employees = _hide_employees(known("employee_count"), firm_counts, sensitive, pooled, limits)
    hidden: dict[Amount, Mapping[GridCell, str]] = {
        "employee_count": employees,
        "firm_count": _hide(firm_counts, firm_counts, few, limits),
    }
    for amount in MONEY:
        # A sector that hides another one's employees hides its money too, or their ratio would give them away.
        hidden[amount] = _hide(known(amount), firm_counts, employees, limits)
    return Suppression(hidden)


def sensitivity(
    firm_count: float | None, employee_count: float | None, share_class: str, limits: Disclosure
) -> str:  # fmt: skip
    """Return why a cell must not be published, or an empty text when it may.

    A sector without firms and employees is not sensitive: there is nobody whose figure it could give away. A blank
    share class counts as dominant below a number of firms, because nobody has said then that it is not.
    """
    if not firm_count and not employee_count:
        return ""
    if firm_count is None or firm_count < limits.minimum_firm_count:
        return "few_firms"
    if share_class == DOMINANT_CLASS:
        return "dominant_firm"
    if not share_class and firm_count < limits.minimum_firm_count_when_dominance_unknown:
        return "dominance_unknown"
    return ""


def _hide_employees(
    employees: Mapping[GridCell, float],
    firm_counts: Mapping[GridCell, float],
    sensitive: Mapping[GridCell, str],
    pooled: KeyFigures | None,
    limits: Disclosure,
) -> dict[GridCell, str]:
    """Return the hidden cells of the one figure that is also published as a sum over the towns."""
    if pooled is None:
        return _hide(employees, firm_counts, sensitive, limits)
    # A town that is not in the sum protects nothing in it and is not given away by it.
    summed = {cell: count for cell, count in employees.items() if cell[0] in pooled.towns}
    apart = {cell: count for cell, count in employees.items() if cell not in summed}
    sums = {(NETWORK, sector): pooled.amount("employee_count", sector) or 0.0 for sector in pooled.cells}
    firms_of_sums = {(NETWORK, sector): pooled.amount("firm_count", sector) or 0.0 for sector in pooled.cells}
    reasons = {
        cell: _sum_sensitivity(
            total,
            firms_of_sums[cell],
            max((count for town, count in summed.items() if town[1] == cell[1] and sensitive[town]), default=0.0),
            limits,
        )
        for cell, total in sums.items()
    }
    return {
        **_hide({**summed, **sums}, {**firm_counts, **firms_of_sums}, {**sensitive, **reasons}, limits),
        **_hide(apart, firm_counts, sensitive, limits),
    }


def _sum_sensitivity(total: float, firm_count: float, largest_sensitive: float, limits: Disclosure) -> str:
    """Return why a sum over towns must not be published: few firms, or mostly one town's sensitive cell."""
    if total == 0:
        return ""
    if firm_count < limits.minimum_firm_count:
        return "few_firms"
    return "dominant_firm" if 100 * largest_sensitive > limits.dominance_share_pct * total else ""


def _hide(
    amounts: Mapping[GridCell, float],
    firm_counts: Mapping[GridCell, float],
    reasons: Mapping[GridCell, str],
    limits: Disclosure,
) -> dict[GridCell, str]:
    hidden = {cell: reason for cell, reason in reasons.items() if reason and cell in amounts}
    grid = Grid(amounts, firm_counts, limits.minimum_firm_count, hidden)
    grid.protect()
    return grid.hidden


@dataclass
class Grid:
    """Figures of towns by sector with their totals and their sums over the towns, of which some are hidden.

    Each row sums to its total and each column to its network cell, where the grid has that total or that cell.

    Attributes:
        amounts: The figures. A cell that is not there is taken as known to be 0, which protects nothing.
        firm_counts: How many firms stand behind each cell.
        minimum_firm_count: How many firms must stand behind a sum of hidden cells that a reader can compute.
        hidden: The cells that are not published, with the reason.
    """

    amounts: Mapping[GridCell, float]
    firm_counts: Mapping[GridCell, float]
    minimum_firm_count: int
    hidden: dict[GridCell, str] = field(default_factory=dict)

    def protect(self) -> None:
        """Hide further cells until no sensitive one can be computed from the published ones."""
        while self._hide_in_a_town() or self._hide_a_sum() or self._hide_in_the_network() or self._break_equations():
            pass

    def determined_cells(self) -> list[GridCell]:
        """Return the hidden cells for which all the sums together leave one answer only.

        The hidden cells are the unknowns of linear equations, one a row and one a column. A cell is determined when no
        solution of the equations without right-hand side moves it. (The signs of the totals can be left out: turning
        them changes a solution's signs and not its zeros.)
        """
        unknown = sorted(self.hidden)
        lines = [
            [cell for cell in unknown if cell[0] == row]
            for row in self._names(0) if (row, TOTAL_SECTOR) in self.amounts
        ] + [
            [cell for cell in unknown if cell[1] == column]
            for column in self._names(1) if (NETWORK, column) in self.amounts
        ]  # fmt: skip
        equations = [line for line in lines if line]
        if not equations:
            return []
        matrix = np.array([[float(cell in line) for cell in unknown] for line in equations])
        _, strengths, directions = np.linalg.svd(matrix)
        free = directions[int((strengths > 1e-9).sum()) :]
        return [cell for cell, moves in zip(unknown, np.abs(free).sum(axis=0), strict=True) if moves < 1e-9]

    def _hide_in_a_town(self) -> bool:
        for row in self._names(0):
            total = (row, TOTAL_SECTOR)
            cells = [cell for cell in self._line(0, row) if cell != total]
            if row != NETWORK and self._is_published(total) and self._gives_away(cells):
                self.hidden[self._smallest_published(cells) or total] = COMPLEMENTARY
                return True
        return False

    def _hide_a_sum(self) -> bool:
        for column in self._names(1):
            pooled = (NETWORK, column)
            if self._is_published(pooled) and self._gives_away(self._towns_of(column)):
                self.hidden[pooled] = COMPLEMENTARY
                return True
        return False

    def _hide_in_the_network(self) -> bool:
        total = (NETWORK, TOTAL_SECTOR)
        cells = [cell for cell in self._line(0, NETWORK) if cell != total]
        if not self._is_published(total) or not self._gives_away(cells):
            return False
        # A pooled cell whose towns are all published is their sum and cannot hide anything.
        useful = [cell for cell in cells if any(town in self.hidden for town in self._towns_of(cell[1]))]
        self.hidden[self._smallest_published(useful) or total] = COMPLEMENTARY
        return True

    def _break_equations(self) -> bool:
        """Hide one more cell where all the sums together determine a sensitive cell though no single one does."""
        for row, column in self.determined_cells():
            if self.hidden[row, column] == COMPLEMENTARY:
                continue
            pooled = (NETWORK, column)
            nearest = sorted(
                (cell for cell in self.amounts if self.amounts[cell] != 0),
                key=lambda cell: (cell != pooled, cell[0] != row, abs(self.amounts[cell]), cell),
            )
            more = next((cell for cell in nearest if self._is_published(cell)), None)
            if more is not None:
                self.hidden[more] = COMPLEMENTARY
                return True
        return False

    def _gives_away(self, cells: Iterable[GridCell]) -> bool:
        """Return whether the sum of the hidden ones among some cells, which a reader can compute, says too much."""
        hidden = [cell for cell in cells if cell in self.hidden]
        if not hidden:
            return False
        total = sum(abs(self.amounts[cell]) for cell in hidden)
        leaves_no_doubt = any(total == abs(self.amounts[cell]) for cell in hidden)
        return leaves_no_doubt or sum(self.firm_counts.get(cell, 0) for cell in hidden) < self.minimum_firm_count

    def _smallest_published(self, cells: Iterable[GridCell]) -> GridCell | None:
        candidates = [cell for cell in cells if self._is_published(cell) and self.amounts[cell] != 0]
        return min(candidates, key=lambda cell: (abs(self.amounts[cell]), cell), default=None)

    def _is_published(self, cell: GridCell) -> bool:
        return cell in self.amounts and cell not in self.hidden

    def _names(self, axis: int) -> list[str]:
        return sorted({cell[axis] for cell in self.amounts})

    def _line(self, axis: int, name: str) -> list[GridCell]:
        return sorted(cell for cell in self.amounts if cell[axis] == name)

    def _towns_of(self, column: str) -> list[GridCell]:
        return [cell for cell in self._line(1, column) if cell[0] != NETWORK]
