"""How values changed since an earlier set of values, and whether the change is real."""

from dataclasses import dataclass, fields
from enum import StrEnum

import numpy as np
import pandas as pd

from tasks.findings import NETWORK
from tasks.measure.values import Status

KEY = ["town", "indicator", "dimension"]
CHANGE_COLUMNS: tuple[str, ...] = (
    *KEY, "base_quarter", "quarter", "unit", "was", "was_lower", "was_upper", "was_status", "now", "now_lower",
    "now_upper", "now_status", "difference", "difference_lower", "difference_upper", "first_published", "kind",
    "document",
)  # fmt: skip
CHANGE_TYPES: dict[str, str] = {
    name: "float64"
    for name in CHANGE_COLUMNS
    if name in ("was", "now", "first_published") or name.startswith("difference") or name.endswith(("lower", "upper"))
}
"""The types of the columns that are not text."""
RANGES = ("development_phase", "composite_rank")
"""Indicators whose bounds are a spread of judgements or methods, from which no interval of a difference follows."""
TOWN_COUNTS = ("town_with_data_count", "reporting_town_count")
_SETTINGS = ("year", "years", "reference_year", "since", "interval", "estimate", "rewired")
"""Parts of a variant that say which data or how surely, and not what is measured."""


class ChangeKind(StrEnum):
    """What a difference between two values of the same thing is.

    Attributes:
        UNCHANGED: The values are equal, or neither is there for the same reason.
        REAL: They differ by more than the interval of their difference, or are counted without one.
        WITHIN_UNCERTAINTY: The interval of the difference holds 0.
        DEFINITION_CHANGED: Unit or variant differ, so the numbers do not measure the same.
        STATISTICS_CHANGED: They are compared with another snapshot or another year of it.
        COVERAGE_CHANGED: The network's value rests on another number of towns.
        STATUS_CHANGED: One of them is a number and the other is not, or both lack one for different reasons.
        REVISED: Both are about the same year, which was over; the later one corrects the earlier.
        ADDED: There was no such value.
        ENDED: There is no such value any more.
    """

    UNCHANGED = "unchanged"
    REAL = "real"
    WITHIN_UNCERTAINTY = "within_uncertainty"
    DEFINITION_CHANGED = "definition_changed"
    STATISTICS_CHANGED = "statistics_changed"
    COVERAGE_CHANGED = "coverage_changed"
    STATUS_CHANGED = "status_changed"
    REVISED = "revised"
    ADDED = "added"
    ENDED = "ended"


@dataclass(frozen=True)
class Change:
    """One row of a table of changes.

    Attributes:
        base_quarter: The quarter of the earlier value.
        was: The earlier value.
        was_lower: Lower bound of its interval.
        was_upper: Upper bound.
        was_status: Its status.
        difference: The later value less the earlier.
        difference_lower: Lower bound of the interval of the difference; None where neither value has an interval.
        difference_upper: Upper bound.
        first_published: What was first published for the earlier quarter; None where it still holds.
        kind: What the difference is.
        document: Id of the document whose approved version is the base; empty where it is what was published.
    """

    base_quarter: str
    was: float | None
    was_lower: float | None
    was_upper: float | None
    was_status: Status
    difference: float | None
    difference_lower: float | None
    difference_upper: float | None
    first_published: float | None
    kind: ChangeKind
    document: str = ""


_CHANGE = {field.name for field in fields(Change)}


def changes_of_document(changes: pd.DataFrame, town: str, document_id: str) -> pd.DataFrame:
    """Return the changes that a document tells of: since its last approved version, else since what was published.

    Args:
        changes: All changes of a run.
        town: The town that the document is about, or `network`.
        document_id: Stable name of the document.
    """
    own = changes[changes["town"] == town]
    bases = own["document"].fillna("")
    return own[bases == (document_id if (bases == document_id).any() else "")]


def newest_changes(changes: pd.DataFrame) -> dict[tuple[str, str, str], Change]:
    """Return the changes since the newest base by town, indicator and dimension, of values that both sides have."""
    if changes.empty:
        return {}
    newest = changes["base_quarter"] == changes["base_quarter"].max()
    has_both = ~changes["kind"].isin([ChangeKind.ADDED, ChangeKind.ENDED])
    found = {}
    for row in changes[newest & has_both].fillna({"dimension": "", "document": ""}).to_dict("records"):
        numbers = {name: None if pd.isna(row[name]) else float(row[name]) for name in CHANGE_TYPES if name in _CHANGE}
        key = (str(row["town"]), str(row["indicator"]), str(row["dimension"]))
        found[key] = Change(
            base_quarter=str(row["base_quarter"]),
            was_status=Status(str(row["was_status"])),
            kind=ChangeKind(str(row["kind"])),
            document=str(row["document"]),
            **numbers,
        )
    return found


def compare_values(
    was: pd.DataFrame, now: pd.DataFrame, first_published: pd.DataFrame | None = None, document: str = ""
) -> pd.DataFrame:
    """Return the changes from one `indicator_values` to another, one row a town, indicator and dimension.

    The interval of a difference is made of the intervals of both values as for independent estimates, which is too wide
    rather than too narrow where both rest on the same actors: Zou and Donner (2008), Statistics in Medicine 27. A value
    without an interval counts as exact.

    Args:
        was: The base: the values of an earlier quarter, or of the last approved document.
        now: The values that are compared with it.
        first_published: What was first published where the base is; a base that differs from it was revised.
        document: Id of the document whose approved version is the base, if it is one.

    Returns:
        A table of `CHANGE_COLUMNS`, sorted by its key.
    """
    pairs = _keyed(was).merge(_keyed(now), how="outer", on=KEY, suffixes=("_was", "_now"), indicator="sides")
    pairs = pairs.sort_values(KEY, kind="stable", ignore_index=True)
    quarters = [frame["quarter"].iloc[0] if len(frame) else "" for frame in (was, now)]
    changes = pairs[KEY].assign(
        base_quarter=quarters[0],
        quarter=quarters[1],
        unit=pairs["unit_now"].fillna(pairs["unit_was"]),
        was=pairs["value_was"],
        was_lower=pairs["lower_was"],
        was_upper=pairs["upper_was"],
        was_status=pairs["status_was"].fillna(""),
        now=pairs["value_now"],
        now_lower=pairs["lower_now"],
        now_upper=pairs["upper_now"],
        now_status=pairs["status_now"].fillna(""),
        difference=pairs["value_now"] - pairs["value_was"],
    )
    below, above = _difference_interval(changes)
    kinds = _kinds(pairs, changes, below, above)
    changes = changes.assign(
        difference_lower=changes["difference"] - below,
        difference_upper=changes["difference"] + above,
        first_published=_first_published(changes, first_published),
        kind=kinds,
        document=document,
    )
    types = {name: CHANGE_TYPES.get(name, "str") for name in CHANGE_COLUMNS}
    return changes[list(CHANGE_COLUMNS)].astype(types)


def no_changes() -> pd.DataFrame:
    """Return the table of changes of a run that has no past."""
    return pd.DataFrame({name: pd.Series(dtype=CHANGE_TYPES.get(name, "str")) for name in CHANGE_COLUMNS})


def _keyed(values: pd.DataFrame) -> pd.DataFrame:
    """Return values whose empty dimensions are texts, as they are before a file holds them."""
    return values.fillna({"dimension": ""})


def _difference_interval(changes: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return how far below and above each difference its interval reaches; NaN where neither value has one."""

    def reach(value: str, bound: str) -> pd.Series:
        return (changes[value] - changes[bound]).abs()

    has_interval = changes[["was_lower", "now_lower"]].notna().any(axis=1) & ~changes["indicator"].isin(RANGES)
    below = (reach("now", "now_lower").fillna(0) ** 2 + reach("was", "was_upper").fillna(0) ** 2) ** 0.5
    above = (reach("now", "now_upper").fillna(0) ** 2 + reach("was", "was_lower").fillna(0) ** 2) ** 0.5
    return below.where(has_interval), above.where(has_interval)


def _kinds(pairs: pd.DataFrame, changes: pd.DataFrame, below: pd.Series, above: pd.Series) -> np.ndarray:
    was_ok, now_ok = (changes[f"{side}_status"] == Status.OK for side in ("was", "now"))
    variants_was, variants_now = (pairs[f"variant_{side}"].fillna("") for side in ("was", "now"))
    is_same = _are_equal(changes["was"], changes["now"])
    period_was, period_now = _periods(variants_was, pairs["dimension"]), _periods(variants_now, pairs["dimension"])
    base_year = changes["base_quarter"].str[:4]
    is_same_past = (period_was == period_now) & (period_now != "") & (period_now.str[-4:] < base_year)
    snapshots = (pairs["reference_snapshot_was"].fillna("") != pairs["reference_snapshot_now"].fillna("")) | (
        variants_was.map(_reference_year) != variants_now.map(_reference_year)
    )
    is_inside = (changes["difference"] - below <= 0) & (changes["difference"] + above >= 0)
    conditions: list[tuple[ChangeKind, pd.Series]] = [
        (ChangeKind.ADDED, pairs["sides"] == "right_only"),
        (ChangeKind.ENDED, pairs["sides"] == "left_only"),
        (ChangeKind.UNCHANGED, ~was_ok & ~now_ok & (changes["was_status"] == changes["now_status"])),
        (ChangeKind.STATUS_CHANGED, ~was_ok | ~now_ok),
        (
            ChangeKind.DEFINITION_CHANGED,
            (variants_was.map(_definition) != variants_now.map(_definition)) | (pairs["unit_was"] != pairs["unit_now"]),
        ),
        (ChangeKind.UNCHANGED, is_same),
        (ChangeKind.REVISED, is_same_past),
        (ChangeKind.COVERAGE_CHANGED, _rests_on_other_towns(changes)),
        (ChangeKind.WITHIN_UNCERTAINTY, is_inside),
        (ChangeKind.STATISTICS_CHANGED, snapshots),
    ]
    return np.select([holds for _, holds in conditions], [str(kind) for kind, _ in conditions], str(ChangeKind.REAL))


def _rests_on_other_towns(changes: pd.DataFrame) -> pd.Series:
    """Return which values of the network rest on another number of towns than before."""
    of_network, is_count = changes["town"] == NETWORK, changes["indicator"].isin(TOWN_COUNTS)
    counts = changes[of_network & is_count]
    return of_network & ~is_count & bool((counts["was"] != counts["now"]).any())


def _periods(variants: pd.Series, dimensions: pd.Series) -> pd.Series:
    """Return the year or years that each value is about, or an empty text where it is about the quarter."""
    is_year = dimensions.str.fullmatch(r"\d{4}").fillna(False).astype(bool)
    return dimensions.where(is_year, variants.map(_period))


def _period(variant: str) -> str:
    return next((part.partition("=")[2] for part in variant.split(";") if part.startswith(("year=", "years="))), "")


def _reference_year(variant: str) -> str:
    return next((part for part in variant.split(";") if part.startswith("reference_year=")), "")


def _definition(variant: str) -> str:
    return ";".join(part for part in variant.split(";") if part.partition("=")[0] not in _SETTINGS)


def _first_published(changes: pd.DataFrame, first: pd.DataFrame | None) -> pd.Series:
    """Return what was first published where the base says something else now; NaN elsewhere."""
    if first is None or first.empty:
        return pd.Series(np.nan, index=changes.index)
    published = changes[KEY].merge(_keyed(first)[[*KEY, "value"]], how="left", on=KEY)["value"]
    return published.where(~_are_equal(published, changes["was"]))


def _are_equal(one: pd.Series, other: pd.Series) -> pd.Series:
    """Return where two columns are equal but for their last bits, which may differ by machine."""
    return pd.Series(np.isclose(one, other, rtol=1e-9, atol=1e-12), index=one.index)
