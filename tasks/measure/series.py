"""Every value over the quarters that were published, with what each change is and what was corrected since."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from enum import StrEnum

import pandas as pd

from config.quarters import Quarter
from tasks.measure.changes import CHANGE_TYPES, KEY, compare_values
from tasks.measure.past import Past, PublishedValues
from tasks.measure.values import COLUMN_TYPES

_OF_VALUE = ("value", "lower", "upper", "unit", "status", "reason", "n", "variant", "reference_snapshot")
_OF_CHANGE = ("base_quarter", "was", "difference", "difference_lower", "difference_upper", "kind")
SERIES_COLUMNS: tuple[str, ...] = (*KEY, "quarter", *_OF_VALUE, "first_published", *_OF_CHANGE)
SERIES_TYPES: dict[str, str] = {
    name: types[name] for types in (CHANGE_TYPES, COLUMN_TYPES) for name in SERIES_COLUMNS if name in types
}
"""The types of the columns that are not text."""
_ROW = [*KEY, "quarter"]


class Step(StrEnum):
    """What each value of a series is compared with.

    Attributes:
        QUARTER: The newest earlier quarter that was published.
        YEAR: The same quarter of the year before.
    """

    QUARTER = "quarter"
    YEAR = "year"


def value_series(published: Sequence[PublishedValues], step: Step = Step.QUARTER) -> pd.DataFrame:
    """Return the values of all published quarters as one long table, a row a quarter in which the value was measured.

    A quarter that was not published has no row, and nothing is put in its place. A value that was published otherwise
    at first has that number in `first_published`. What the difference to the value before is stands in `kind`, one of
    `ChangeKind`; it is empty where the quarter has no base or only one side has the value.

    Args:
        published: The values behind what is published, of any quarters in any order.
        step: What each value is compared with.

    Returns:
        A table of `SERIES_COLUMNS`, sorted by town, indicator, dimension and quarter.
    """
    by_quarter = {one.quarter: one for one in sorted(published, key=lambda one: one.quarter)}
    parts = [_of_quarter(one, _base(by_quarter, quarter, step)) for quarter, one in by_quarter.items()]
    if not parts:
        return no_series()
    types = {name: SERIES_TYPES.get(name, "str") for name in SERIES_COLUMNS}
    series = pd.concat(parts, ignore_index=True)[list(SERIES_COLUMNS)].astype(types)
    return series.sort_values(_ROW, kind="stable", ignore_index=True)


def no_series() -> pd.DataFrame:
    """Return the series of a run of which none are told."""
    return pd.DataFrame({name: pd.Series(dtype=SERIES_TYPES.get(name, "str")) for name in SERIES_COLUMNS})


def series_until_now(past: Past, quarter: Quarter, values: pd.DataFrame, indicators: Collection[str]) -> pd.DataFrame:
    """Return the series of some indicators from the first published quarter to the one that is reported.

    Args:
        past: What was published before.
        quarter: The quarter that is reported.
        values: Its values.
        indicators: The indicators.
    """

    def of(frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["indicator"].isin(indicators)]

    earlier = [replace(one, values=of(one.values), first_values=of(one.first_values)) for one in past.quarters]
    return value_series([*earlier, PublishedValues(str(quarter), of(values), of(values), {})])


def _base(by_quarter: dict[str, PublishedValues], quarter: str, step: Step) -> PublishedValues | None:
    if step is Step.YEAR:
        this = Quarter.parse(quarter)
        return by_quarter.get(str(Quarter(this.year - 1, this.number)))
    return by_quarter.get(max((one for one in by_quarter if one < quarter), default=""))


def _of_quarter(published: PublishedValues, base: PublishedValues | None) -> pd.DataFrame:
    texts = {"dimension": "", "reason": "", "variant": "", "reference_snapshot": ""}
    values = published.values.fillna(texts)
    rows = values[[*_ROW, *_OF_VALUE]].merge(_corrected(published), how="left", on=KEY)
    if base is None:
        return rows.assign(base_quarter="", was=float("nan"), kind="", **_no_difference())
    changes = compare_values(base.values, published.values)
    return rows.merge(changes[[*KEY, *_OF_CHANGE]], how="left", on=KEY)


def _no_difference() -> dict[str, float]:
    return {name: float("nan") for name in _OF_CHANGE if name.startswith("difference")}


def _corrected(published: PublishedValues) -> pd.DataFrame:
    """Return what was first published of the values that stand corrected, by their key."""
    corrections = compare_values(published.first_values, published.values)
    is_other = corrections["was"].notna() & (corrections["difference"] != 0) & (corrections["kind"] != "unchanged")
    return corrections.loc[is_other, [*KEY, "was"]].rename(columns={"was": "first_published"})
