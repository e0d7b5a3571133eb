"""A table of a statistical office, whichever form it came in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import pandas as pd

VALUE = "value"
"""Column of the numbers."""


class TableError(Exception):
    """A statistical table cannot be used; the text says where and why."""


@dataclass(frozen=True)
class StatisticalTable:
    """Cells with one row for each combination of values.

    Attributes:
        title: The table's own title.
        updated: When the office last updated it, as the office writes it; empty if it does not say.
        cells: One text column of codes for each variable, and `value`: the number as text, empty where it is missing.
    """

    title: str
    updated: str
    cells: pd.DataFrame

    @property
    def variables(self) -> tuple[str, ...]:
        """The codes of the variables."""
        return tuple(column for column in self.cells.columns if column != VALUE)


def lay_out(codes: Mapping[str, Sequence[str]], values: Sequence[str]) -> pd.DataFrame:
    """Return values with the codes that they belong to; the last variable changes fastest.

    Raises:
        TableError: There are more or fewer values than combinations.
    """
    cells = pd.DataFrame(list(product(*codes.values())), columns=list(codes), dtype=str)
    if len(cells) != len(values):
        raise TableError(f"there are {len(values)} values, but its variables make {len(cells)} cells")
    cells[VALUE] = list(values)
    return cells


def join_tables(parts: Sequence[StatisticalTable]) -> StatisticalTable:
    """Return one table of parts that were asked for one after the other."""
    first = parts[0]
    cells = pd.concat([part.cells for part in parts], ignore_index=True)
    return StatisticalTable(first.title, max(part.updated for part in parts), cells)
