"""Figures in a grid of rows and columns that sum up, and which of them to hide so that no hidden one can be derived."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from config.loading import TOTAL_SECTOR
from config.models import Disclosure
from tasks.findings import NETWORK
from tasks.measure.attack import Attack, Equation, Unknown, without_known
from tasks.measure.publications import GridCell

COMPLEMENTARY = "complementary"


@dataclass(frozen=True)
class EarlierGrid:
    """The grid as a run before published it.

    Attributes:
        run_id: The run.
        amounts: Its figures.
        pooled_towns: The towns that its network row sums.
        open_cells: The cells that it published.
        hidden: The cells that it kept back, with the reason.
        same: The cells that held the same figure of the same year as the grid does.
    """

    run_id: str
    amounts: Mapping[GridCell, float]
    pooled_towns: frozenset[str]
    open_cells: frozenset[GridCell]
    hidden: Mapping[GridCell, str]
    same: frozenset[GridCell]

    def unknown(self, cell: Unknown) -> Unknown:
        """Return the name of a cell's figure: the grid's own cell where the figure stands unchanged."""
        return cell if cell in self.same else (self.run_id, *cell)

    def sums(self) -> list[Equation]:
        """Return its published and hidden sums as equations."""
        return [
            {self.unknown(cell): sign for cell, sign in line.items()}
            for line in sums_of(self.amounts, self.pooled_towns)
        ]


@dataclass
class Grid:
    """Figures of towns by sector with their totals and their sums over the towns, of which some are hidden.

    Each row sums to its total and each column to its network cell, where the grid has that total or that cell.

    Attributes:
        amounts: The figures. A cell that is not there is taken as known to be 0, which protects nothing.
        firm_counts: How many firms stand behind each cell.
        limits: How many firms must stand behind a sum of hidden cells that a reader can compute, and how far from its
            true value a hidden figure must remain possible.
        hidden: The cells that are not published, with the reason.
        pooled_towns: The towns that the network row sums.
        earlier: The same figures as they were published before.
    """

    amounts: Mapping[GridCell, float]
    firm_counts: Mapping[GridCell, float]
    limits: Disclosure
    hidden: dict[GridCell, str] = field(default_factory=dict)
    pooled_towns: frozenset[str] = frozenset()
    earlier: tuple[EarlierGrid, ...] = ()

    def protect(self) -> None:
        """Hide further cells until no sensitive one can be derived to within its protection range.

        A cell that was hidden before and stands unchanged stays hidden; one that was published before and stands
        unchanged is known, and hiding it protects nothing.
        """
        for one in self.earlier:
            kept = {cell for cell in one.hidden if cell in one.same and cell not in self.known}
            self.hidden |= dict.fromkeys(sorted(kept - self.hidden.keys()), COMPLEMENTARY)
        protected: set[Unknown] = set()
        while self._hide_in_a_town() or self._hide_a_sum() or self._hide_in_the_network() or self._widen(protected):
            pass

    @cached_property
    def known(self) -> frozenset[Unknown]:
        """The figures that were published before."""
        return frozenset(one.unknown(cell) for one in self.earlier for cell in one.open_cells)

    def attack(self, *also_hidden: GridCell) -> Attack:
        """Return what a reader can derive when some more cells are hidden."""
        hidden = self.hidden.keys() | set(also_hidden)
        published = self.known | (self.amounts.keys() - hidden)
        return Attack(without_known([*self._earlier_sums, *self._own_sums], published), self._truth)

    def is_protected(self, unknown: Unknown, attack: Attack) -> bool:
        """Return whether an attack leaves a figure its protection range on both sides."""
        return self._protection(unknown, attack) >= 1

    @cached_property
    def sensitive(self) -> list[Unknown]:
        """The figures that must not be derived: those hidden for their own sake, in the grid or before."""
        own = {cell for cell, reason in self.hidden.items() if reason != COMPLEMENTARY}
        before = {
            one.unknown(cell) for one in self.earlier for cell, reason in one.hidden.items() if reason != COMPLEMENTARY
        }
        return sorted((own | before) & self._truth.keys() - self.known)

    @cached_property
    def _truth(self) -> dict[Unknown, float]:
        own: list[tuple[Unknown, float]] = list(self.amounts.items())
        before = [(one.unknown(cell), amount) for one in self.earlier for cell, amount in one.amounts.items()]
        return dict([*before, *own])

    @cached_property
    def _own_sums(self) -> list[Equation]:
        return sums_of(self.amounts, self.pooled_towns)

    @cached_property
    def _earlier_sums(self) -> list[Equation]:
        return [equation for one in self.earlier for equation in one.sums()]

    def _protection(self, unknown: Unknown, attack: Attack) -> float:
        """Return which part of its protection range a figure has, on the side where it has least."""
        amount = abs(self._truth[unknown])
        wanted = max(amount * self.limits.protection_range_pct / 100, 1.0)
        below, above = attack.slack(unknown)
        # Nobody takes a count for less than nothing, so below a small one there is less to protect.
        return min(below / min(wanted, amount) if amount else 1.0, above / wanted)

    def _widen(self, protected: set[Unknown]) -> bool:
        """Hide one more cell where all the sums together, also those published before, come too near to a figure.

        Hiding more never narrows a range, so a figure that is `protected` is not looked at again. Nor is one that what
        was published before gives away by itself, or with nothing left to hide but zeros, which say that nobody is
        there.
        """
        attack = self.attack()
        for unknown in self.sensitive:
            if unknown in protected:
                continue
            if self.is_protected(unknown, attack) or not self._is_protected_before(unknown):
                protected.add(unknown)
                continue
            more = self._most_useful(unknown)
            if more is not None:
                self.hidden[more] = COMPLEMENTARY
                return True
            protected.add(unknown)
        return False

    def _is_protected_before(self, unknown: Unknown) -> bool:
        before = Attack(without_known(self._earlier_sums, self.known), self._truth)
        return not self.earlier or self.is_protected(unknown, before)

    def _most_useful(self, unknown: Unknown) -> GridCell | None:
        """Return the cell whose hiding widens a figure's range most, the nearest and smallest that will do."""
        row, column = unknown[-2:]
        pooled = (NETWORK, column)
        open_cells = sorted(
            (cell for cell, amount in self.amounts.items() if amount != 0 and self._is_published(cell)),
            key=lambda cell: (cell != pooled, cell[0] != row, abs(self.amounts[cell]), cell),
        )

        def protection(cell: GridCell) -> float:
            # The sum over the towns is hidden with a cell where it would give that cell away.
            return min(1.0, self._protection(unknown, self.attack(cell, (NETWORK, cell[1]))))

        near = [cell for cell in open_cells if cell == pooled or cell[0] == row]
        return max(near or open_cells, key=protection, default=None)

    def _hide_in_a_town(self) -> bool:
        for row in self._names(0):
            total = (row, TOTAL_SECTOR)
            cells = [cell for cell in self._line(0, row) if cell != total]
            if row != NETWORK and self._is_open(total) and self._gives_away(cells):
                more = self._smallest_published(cells) or total
                if self._is_published(more):
                    self.hidden[more] = COMPLEMENTARY
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
        if not self._is_open(total) or not self._gives_away(cells):
            return False
        # A pooled cell whose towns are all published is their sum and cannot hide anything.
        useful = [cell for cell in cells if any(self._is_unknown(town) for town in self._towns_of(cell[1]))]
        more = self._smallest_published(useful) or total
        if not self._is_published(more):
            return False
        self.hidden[more] = COMPLEMENTARY
        return True

    def _gives_away(self, cells: Iterable[GridCell]) -> bool:
        """Return whether the sum of the unknown ones among some cells, which a reader can compute, says too much."""
        unknown = [cell for cell in cells if self._is_unknown(cell)]
        if not unknown:
            return False
        total = sum(abs(self.amounts[cell]) for cell in unknown)
        leaves_no_doubt = any(total == abs(self.amounts[cell]) for cell in unknown)
        firms = sum(self.firm_counts.get(cell, 0) for cell in unknown)
        return leaves_no_doubt or firms < self.limits.minimum_firm_count

    def _smallest_published(self, cells: Iterable[GridCell]) -> GridCell | None:
        candidates = [cell for cell in cells if self._is_published(cell) and self.amounts[cell] != 0]
        return min(candidates, key=lambda cell: (abs(self.amounts[cell]), cell), default=None)

    def _is_published(self, cell: GridCell) -> bool:
        """Return whether hiding a cell would keep anything from a reader."""
        return cell in self.amounts and cell not in self.hidden and cell not in self.known

    def _is_open(self, cell: GridCell) -> bool:
        return cell in self.amounts and not self._is_unknown(cell)

    def _is_unknown(self, cell: GridCell) -> bool:
        return cell in self.hidden and cell not in self.known

    def _names(self, axis: int) -> list[str]:
        return sorted({cell[axis] for cell in self.amounts})

    def _line(self, axis: int, name: str) -> list[GridCell]:
        return sorted(cell for cell in self.amounts if cell[axis] == name)

    def _towns_of(self, column: str) -> list[GridCell]:
        return [cell for cell in self._line(1, column) if cell[0] in self.pooled_towns]


def sums_of(amounts: Mapping[GridCell, float], pooled_towns: frozenset[str]) -> list[Equation]:
    """Return the sums of a grid as equations: each row less its total, each column less its network cell."""
    lines: list[Equation] = []
    for row in sorted({row for row, _ in amounts}):
        if (row, TOTAL_SECTOR) in amounts:
            lines.append({cell: -1.0 if cell[1] == TOTAL_SECTOR else 1.0 for cell in amounts if cell[0] == row})
    for column in sorted({column for row, column in amounts if row == NETWORK}):
        summed = (NETWORK, *pooled_towns)
        lines.append({c: -1.0 if c[0] == NETWORK else 1.0 for c in amounts if c[1] == column and c[0] in summed})
    return lines
