"""What the narratives promise."""

import pandas as pd

from expectations.promise import Known, Promise, unique_key


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows as they are."""
    return frame


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    return (unique_key("NAR-001", known.project.tables["narratives"]),)
