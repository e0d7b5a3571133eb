"""Counts by sector, such as jobs: checked, laid side by side, and measured for many areas at once."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from tasks.measure.measurement import Measurement
from tasks.measure.values import Status

Counts = Sequence[float] | np.ndarray | pd.Series
"""Counts by sector; a Series names its sectors, the others have them in an order that the caller keeps."""

OUTCOME_COLUMNS = ("value", "lower", "upper", "status", "reason")
"""The columns of `outcomes`, as in `indicator_values`: the cell of a number is empty where the status is not ok."""


FAULTS_NAMED = 10
"""How many faulty counts an error names."""


def checked_counts(numbers: Counts | pd.DataFrame) -> np.ndarray:
    """Return counts as an array of floats.

    Raises:
        ValueError: A count is negative, infinite or not a number: a defect, since no clean table lets it through. It
            names the rows.
    """
    counts = np.asarray(numbers, dtype=float)
    is_faulty = ~(np.isfinite(counts) & (counts >= 0))
    if is_faulty.any():
        raise ValueError(
            "counts by sector must be finite and not negative, the clean table should not allow others: "
            + "; ".join(_named(numbers, counts, place) for place in np.argwhere(is_faulty)[:FAULTS_NAMED])
        )
    return counts


def _named(numbers: Counts | pd.DataFrame, counts: np.ndarray, place: np.ndarray) -> str:
    """Return the names of the row and column of a count, or their numbers where they have no names, and the count."""
    axes = numbers.axes if isinstance(numbers, pd.Series | pd.DataFrame) else [range(size) for size in counts.shape]
    return f"{', '.join(str(axis[at]) for axis, at in zip(axes, place, strict=True))} = {counts[tuple(place)]:g}"


def aligned_counts(*structures: Counts) -> tuple[np.ndarray, ...]:
    """Return the counts of several areas or years over the same sectors.

    Series are aligned by the names of their sectors: a sector that one of them lacks has no jobs there.

    Raises:
        ValueError: Sequences differ in length, so that nobody knows which sectors they mean; or as `checked_counts`.
    """
    named = [structure for structure in structures if isinstance(structure, pd.Series)]
    if len(named) == len(structures):
        sectors = union_of_sectors(*named)
        return tuple(checked_counts(structure.reindex(sectors, fill_value=0)) for structure in named)
    counts = tuple(checked_counts(structure) for structure in structures)
    if len({len(one) for one in counts}) > 1:
        lengths = " and ".join(str(len(one)) for one in counts)
        raise ValueError(f"structures without names of sectors must have equally many sectors, not {lengths}")
    return counts


def union_of_sectors(*structures: pd.Series) -> pd.Index:
    """Return every sector that a structure names, in the order of first appearance."""
    sectors: pd.Index = pd.Index(list(dict.fromkeys(sector for one in structures for sector in one.index)))
    return sectors


def shares(counts: np.ndarray) -> np.ndarray | None:
    """Return each count's share of the sum, or None when there is nothing to share."""
    total = counts.sum()
    return None if total == 0 else counts / total


def by_area(jobs: pd.DataFrame, measure: Callable[[np.ndarray], Measurement]) -> pd.DataFrame:
    """Return one measure of many areas.

    Args:
        jobs: Counts of areas (rows) by sector (columns).
        measure: What is measured of one area's counts, such as `herfindahl_index`.

    Returns:
        The outcomes, with the rows' index.
    """
    measured = [measure(counts) for counts in checked_counts(jobs)]
    return pd.DataFrame(
        [(one.value, one.lower, one.upper, str(one.status), one.reason) for one in measured],
        index=jobs.index,
        columns=list(OUTCOME_COLUMNS),
    ).astype({"value": "float64", "lower": "float64", "upper": "float64", "status": "str", "reason": "str"})


def outcomes(
    values: np.ndarray,
    reasons: np.ndarray,
    index: pd.Index,
    *,
    lower: np.ndarray | None = None,
    upper: np.ndarray | None = None,
) -> pd.DataFrame:
    """Return values, each with its status: ok, or not assessable where a reason stands.

    Args:
        values: Numbers; what stands beside a reason is dropped.
        reasons: The reason why a value is undefined, or an empty text.
        index: What the values belong to.
        lower: Lower bounds of the values' intervals; NaN where a value has none.
        upper: Upper bounds.
    """
    is_defined = reasons == ""
    nothing = np.full(len(values), np.nan)
    return pd.DataFrame(
        {
            "value": np.where(is_defined, values, np.nan),
            "lower": np.where(is_defined, nothing if lower is None else lower, np.nan),
            "upper": np.where(is_defined, nothing if upper is None else upper, np.nan),
            "status": pd.Series(np.where(is_defined, str(Status.OK), str(Status.NOT_ASSESSABLE)), dtype="str").array,
            "reason": pd.Series(reasons, dtype="str").array,
        },
        index=index,
    )
