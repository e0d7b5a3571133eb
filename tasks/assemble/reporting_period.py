"""The time that a report which comes more than once is about."""

from collections.abc import Iterator

import pandas as pd

from config.quarters import Quarter
from tasks.assemble.scope import Scope


def first_quarter(scope: Scope, deliverable: str) -> Quarter:
    """Return the quarter after the one in which a deliverable was due before, or the first of the project."""
    due = scope.inputs.project.calendar.due.get(deliverable)
    before = [quarter for quarter in (due.quarters if due else ()) if quarter < scope.inputs.quarter]
    return max(before).next if before else min(scope.inputs.project.calendar.quarters)


def quarters_of_period(scope: Scope, deliverable: str) -> Iterator[Quarter]:
    """Yield the quarters from the first of a deliverable's period to the reported one."""
    quarter = first_quarter(scope, deliverable)
    while quarter <= scope.inputs.quarter:
        yield quarter
        quarter = quarter.next


def rows_of_period(scope: Scope, deliverable: str, table: str, date_column: str) -> pd.DataFrame:
    """Return the rows of a table that adds up that were sent for the quarters of the period, in order of their day."""
    frame = scope.rows_to_date(table)
    quarters = [str(quarter) for quarter in quarters_of_period(scope, deliverable)]
    return frame[frame["quarter"].isin(quarters)].sort_values([date_column, "town", "source_ref"], kind="stable")
