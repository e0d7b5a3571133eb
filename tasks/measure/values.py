"""The shape of `indicator_values`, the one long table that the measure stage makes."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

VALUE_COLUMNS: tuple[str, ...] = (
    "town", "quarter", "indicator", "dimension", "value", "lower", "upper", "unit", "status", "reason", "n",
    "variant", "reference_snapshot", "source",
)  # fmt: skip


COLUMN_TYPES: dict[str, str] = {"value": "float64", "lower": "float64", "upper": "float64", "n": "Int64"}
"""The types of the columns that are not text."""


class Status(StrEnum):
    """Whether a value can be used; every status but `ok` is printed in words, never as a number."""

    OK = "ok"
    MISSING = "missing"
    SUPPRESSED = "suppressed"
    REJECTED = "rejected"
    NOT_ASSESSABLE = "not_assessable"


@dataclass(frozen=True)
class IndicatorValue:
    """One row of `indicator_values`.

    Attributes:
        town: Slug of the town, or `network`.
        quarter: The quarter that is reported.
        indicator: Id of the indicator.
        dimension: What it is broken down by (a sector, a helix, a year), or empty.
        value: The number; None unless the status is ok.
        lower: Lower bound of its interval or range, where it has one.
        upper: Upper bound.
        unit: `count`, `eur`, `pct`, `ratio`, `index`, `level`, `persons`, `days`, `months`.
        status: Whether the value can be used.
        reason: Machine-readable reason when it cannot, such as `no_base`.
        n: How many observations it rests on.
        variant: Which of several definitions was used.
        reference_snapshot: The snapshot of its denominator, `<dataset>@<date>`.
        source: The rows that it was computed from, in the short form of `join_source_refs`.
    """

    town: str
    quarter: str
    indicator: str
    dimension: str = ""
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    unit: str = ""
    status: Status = Status.OK
    reason: str = ""
    n: int | None = None
    variant: str = ""
    reference_snapshot: str = ""
    source: str = ""


def values_table(values: list[IndicatorValue]) -> pd.DataFrame:
    """Return values as one table, sorted by town, indicator and dimension."""
    frame = pd.DataFrame([vars(value) for value in values], columns=list(VALUE_COLUMNS))
    frame["status"] = frame["status"].map(str)
    frame = frame.astype({column: COLUMN_TYPES.get(column, "str") for column in VALUE_COLUMNS})
    return frame.sort_values(["town", "indicator", "dimension"], kind="stable", ignore_index=True)
