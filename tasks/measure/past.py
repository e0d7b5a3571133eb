"""What was published before: the values that a quarter's values are compared with."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from tasks.measure.changes import compare_values, no_changes
from tasks.measure.publications import PublishedFigures


@dataclass(frozen=True)
class PublishedValues:
    """The values behind what is published for a quarter.

    Attributes:
        quarter: The quarter.
        values: `indicator_values`, as the documents of the quarter stand.
        first_values: The same as they were published first.
        runs: The run that measured them, by town or network.
        document: Id of the document whose approved version they are behind; empty for all that is published.
    """

    quarter: str
    values: pd.DataFrame
    first_values: pd.DataFrame
    runs: Mapping[str, str]
    document: str = ""


@dataclass(frozen=True)
class Past:
    """What was published before a run.

    Attributes:
        bases: The newest earlier quarter, the same quarter of the year before where that is another, and the last
            approved version of each document of an earlier quarter.
        publications: The key figures behind all documents that were ever published, of every quarter.
        quarters: Every earlier quarter that was published, oldest first.
    """

    bases: tuple[PublishedValues, ...] = ()
    publications: tuple[PublishedFigures, ...] = ()
    quarters: tuple[PublishedValues, ...] = ()


def changes_since(past: Past, values: pd.DataFrame) -> pd.DataFrame:
    """Return the changes from each base of the past to the values of a quarter; none without a past."""
    changes = []
    for base in past.bases:
        now = values[values["town"].isin(base.runs)] if base.document else values
        changes.append(compare_values(base.values, now, base.first_values, base.document))
    return pd.concat(changes, ignore_index=True) if changes else no_changes()
