"""What a town said before: the values of the same rows in its latest accepted earlier submission."""

from collections.abc import Sequence

import pandas as pd

from expectations.promise import Known


def with_earlier(
    frame: pd.DataFrame, known: Known, table: str, key: Sequence[str], columns: Sequence[str]
) -> pd.DataFrame:
    """Return the rows with `earlier_<column>` and `earlier_quarter`, blank where nothing was said before.

    Args:
        frame: The rows under check, with `town` and `folder_quarter`.
        known: Holds the submissions that were validated before.
        table: Machine name of the table.
        key: Columns that tell the rows of a town apart.
        columns: Columns whose earlier values are wanted.
    """
    names = {column: f"earlier_{column}" for column in columns}
    before = earlier_rows(frame, known, table)
    wanted = ["town", "folder_quarter", *key]
    if before.empty:
        blank = {new: frame[column].iloc[:0].reindex(frame.index) for column, new in names.items()}
        return frame.assign(**blank, earlier_quarter=pd.Series(pd.NA, index=frame.index, dtype="str"))
    before = before[[*wanted, *columns, "earlier_quarter"]].drop_duplicates(wanted, keep="last").rename(columns=names)
    # A left merge keeps the rows' order but not their index.
    return frame.merge(before, on=wanted, how="left").set_index(frame.index)


def earlier_rows(frame: pd.DataFrame, known: Known, table: str) -> pd.DataFrame:
    """Return the rows of each town's latest accepted submission before the one under check.

    `folder_quarter` is the quarter of the submission under check, `earlier_quarter` the one that the rows are of.
    """
    accepted = known.accepted_before.get(table)
    parts = []
    if accepted is not None:
        for town, quarter in frame[["town", "folder_quarter"]].drop_duplicates().itertuples(index=False):
            older = accepted[(accepted["town"] == town) & (accepted["folder_quarter"] < quarter)]
            latest = older[older["folder_quarter"] == older["folder_quarter"].max()]
            parts.append(latest.assign(earlier_quarter=latest["folder_quarter"], folder_quarter=quarter))
    parts = [part for part in parts if not part.empty]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def has_correction_reason(source: pd.Series) -> pd.Series:
    """Return whether a source begins with a word for a correction, such as `korjaus`, `rättelse` or `correction`."""
    return source.str.match(r"\s*(?:korjaus|korjattu|rättelse|rättad|correction|corrected)", case=False).fillna(False)
