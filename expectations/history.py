"""What a town said before: the values of the same rows in its latest accepted earlier submission."""

from collections.abc import Sequence

import pandas as pd

from expectations.promise import Known, Promise, only_where, told, true_column


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


def with_vanished(frame: pd.DataFrame, known: Known, table: str, column: str) -> pd.DataFrame:
    """Return the rows with `vanished`, on a town's first row: the ids that it listed before and does not list any more.

    Args:
        frame: The rows under check, with `town` and `folder_quarter`.
        known: Holds the submissions that were validated before.
        table: Machine name of the table.
        column: The column that tells the rows apart.
    """
    gone = vanished(frame, earlier_rows(frame, known, table), column)
    return frame.assign(vanished=gone, check_vanished=gone.isna())


def vanished(frame: pd.DataFrame, before: pd.DataFrame, column: str) -> pd.Series:
    """Return, on a town's first row, what stands in a column of its earlier rows and of none under check."""
    gone = pd.Series(pd.NA, index=frame.index, dtype="str")
    if before.empty:
        return gone
    for (town, quarter), rows in frame.groupby(["town", "folder_quarter"]):
        earlier = before.loc[(before["town"] == town) & (before["folder_quarter"] == quarter), column]
        missing = sorted(earlier[earlier.notna() & ~earlier.isin(rows[column])].unique())
        if missing:
            gone.loc[rows.index[0]] = ", ".join(str(one) for one in missing)
    return gone


def no_row_vanishes(code: str, column: str) -> Promise:
    """Return the promise that a register keeps its rows, so that what was counted once is counted after that, too."""
    return Promise(
        code,
        column,
        told(
            "warning",
            (
                "Aiemmin ilmoitetut rivit puuttuvat: {vanished}.",
                "Rader som angetts tidigare saknas: {vanished}.",
                "Rows that were listed before are missing: {vanished}.",
            ),
            (
                "Palauta rivit. Rivi säilyy luettelossa neljänneksestä toiseen samalla tunnuksella.",
                "Återställ raderna. En rad behålls i förteckningen från kvartal till kvartal med samma beteckning.",
                "Put the rows back. A row stays in the list from quarter to quarter with the same id.",
            ),
        ),
        true_column("check_vanished"),
        {"vanished": "vanished"},
    )


def has_not_fallen(frame: pd.DataFrame, column: str) -> pd.Series:
    """Return a helper column: whether a figure is at least its `earlier_` one; a blank one says nothing."""
    earlier = frame[f"earlier_{column}"]
    return only_where(frame[column].notna() & earlier.notna(), frame[column] >= earlier)


def never_falls(code: str, column: str) -> Promise:
    """Return the promise that an amount which only accumulates is not less than before."""
    return Promise(
        code,
        column,
        told(
            "warning",
            (
                "{column}: {value} on vähemmän kuin neljänneksellä {quarter} ({earlier}).",
                "{column}: {value} är mindre än för {quarter} ({earlier}).",
                "{column}: {value} is less than for {quarter} ({earlier}).",
            ),
            (
                "Kertyvä määrä ei pienene. Tarkista luku.",
                "Ett belopp som ackumuleras minskar inte. Kontrollera talet.",
                "An amount that accumulates does not fall. Check the figure.",
            ),
        ),
        true_column("check_not_fallen"),
        {"quarter": "earlier_quarter", "earlier": f"earlier_{column}"},
    )
