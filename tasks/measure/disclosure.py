"""Which figures about firms are not published, so that no reader can learn one firm's figure.

First the sensitive cells: few firms, or one dominant firm. Then so many others that no sensitive cell can be derived
from the published ones, among which are the totals, the sums over the towns and what was published before. The method
is primary and complementary suppression, as in Hundepool et al. (2012), Statistical Disclosure Control.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from config.models import Disclosure
from tasks.findings import NETWORK
from tasks.measure.key_figures import Amount, KeyFigures
from tasks.measure.publications import GridCell, PublishedFigures, grid_amounts
from tasks.measure.suppression_grid import COMPLEMENTARY, EarlierGrid, Grid

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


def suppress(
    figures: Mapping[str, KeyFigures],
    pooled: KeyFigures | None,
    limits: Disclosure,
    publications: Sequence[PublishedFigures] = (),
) -> Suppression:
    """Return what is not published of the towns' key figures and of their sum over the towns.

    Args:
        figures: The key figures, by town.
        pooled: Their sum over the towns.
        limits: From when on a figure is sensitive, and how far it must stay from being derived.
        publications: What has been published of them before, also of other quarters.
    """
    firm_counts = grid_amounts(figures, pooled, "firm_count")
    sensitive = {
        (town, sector): sensitivity(
            known.amount("firm_count", sector), known.amount("employee_count", sector),
            known.cells[sector].largest_firm_share_class, limits,
        )
        for town, known in figures.items()
        for sector in known.cells
    }  # fmt: skip

    def hide(amount: Amount, reasons: Mapping[GridCell, str]) -> dict[GridCell, str]:
        summed = pooled if amount == "employee_count" else None
        amounts = grid_amounts(figures, summed, amount)
        grid = Grid(
            amounts,
            firm_counts,
            limits,
            {cell: reason for cell, reason in reasons.items() if reason and cell in amounts},
            frozenset(summed.towns if summed else ()),
            tuple(_earlier_grid(one, figures, summed, amount) for one in publications),
        )
        grid.protect()
        return grid.hidden

    few = {cell: reason for cell, reason in sensitive.items() if reason == "few_firms"}
    employees = hide("employee_count", sensitive | _sensitive_sums(pooled, figures, sensitive, limits))
    hidden: dict[Amount, Mapping[GridCell, str]] = {
        "employee_count": employees,
        "firm_count": hide("firm_count", few),
    }
    for amount in MONEY:
        # A sector that hides another one's employees hides its money too, or their ratio would give them away.
        hidden[amount] = hide(amount, employees)
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


def _sensitive_sums(
    pooled: KeyFigures | None,
    figures: Mapping[str, KeyFigures],
    sensitive: Mapping[GridCell, str],
    limits: Disclosure,
) -> dict[GridCell, str]:
    """Return why sums over the towns must not be published: few firms, or mostly one town's sensitive cell."""
    if pooled is None:
        return {}
    reasons = {}
    for column in pooled.cells:
        largest = max(
            (figures[town].amount("employee_count", column) or 0 for town in pooled.towns if sensitive[town, column]),
            default=0.0,
        )
        total, firms = pooled.amount("employee_count", column) or 0, pooled.amount("firm_count", column) or 0
        if total and firms < limits.minimum_firm_count:
            reasons[NETWORK, column] = "few_firms"
        elif total and 100 * largest > limits.dominance_share_pct * total:
            reasons[NETWORK, column] = "dominant_firm"
    return reasons


def _earlier_grid(
    published: PublishedFigures, figures: Mapping[str, KeyFigures], pooled: KeyFigures | None, amount: Amount
) -> EarlierGrid:
    """Return a figure as it was published before, with the cells in which it stands unchanged."""
    same = {
        (town, column)
        for town, known in figures.items()
        for column in known.cells
        if (before := published.figures.get(town)) is not None
        and before.year == known.year
        and known.amount(amount, column) is not None
        and before.amount(amount, column) == known.amount(amount, column)
    }
    if pooled is not None and published.pooled is not None and set(pooled.towns) == set(published.pooled.towns):
        whole = [column for column in pooled.cells if all((town, column) in same for town in pooled.towns)]
        same |= {(NETWORK, column) for column in whole}
    amounts = published.amounts(amount)
    return EarlierGrid(
        run_id=published.run_id,
        amounts=amounts,
        pooled_towns=frozenset(published.pooled.towns if published.pooled and amount == "employee_count" else ()),
        open_cells=published.open_cells[amount] & amounts.keys(),
        hidden={cell: reason for cell, reason in published.hidden[amount].items() if cell in amounts},
        same=frozenset(same & amounts.keys()),
    )
