"""Rows of `indicator_values` from the hours of the project's staff."""

from collections.abc import Iterator, Sequence

import pandas as pd

from config.quarters import Quarter
from tasks.findings import join_source_refs
from tasks.measure.finance import full_time_equivalents
from tasks.measure.finance_ledger import elapsed_months, is_of_work, months_of_quarter
from tasks.measure.inputs import MeasureInputs
from tasks.measure.measurement import Row, missing


def full_time_equivalent_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the full-time equivalents of the towns' project staff, together and by work package."""
    hours = _of_own_quarter(pd.concat([inputs.rows("hours", town) for town in towns]))
    return _full_time_rows(inputs, hours, months_of_quarter(inputs.project, inputs.quarter))


def full_time_equivalent_to_date_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the mean full-time equivalents of the towns' project staff since the start, together and by work package.

    A quarter of which a town sent no hours leaves them unknown: it is not a quarter without work, unless it was over
    before the work began.
    """
    hours = _of_own_quarter(inputs.rows_to_date("hours", *towns))
    start = Quarter.of_day(inputs.project.identity.planned_start)
    quarters = [quarter for quarter in inputs.project.calendar.quarters if start <= quarter <= inputs.quarter]
    sent = set(zip(hours["town"], hours["quarter"], strict=True))
    asked = [quarter for quarter in quarters if is_of_work(inputs.project, quarter)]
    if not hours.empty and all((town, str(quarter)) in sent for town in towns for quarter in asked):
        yield from _full_time_rows(inputs, hours, elapsed_months(inputs.project, inputs.quarter))
    else:
        yield Row(missing("hours_incomplete"), n=hours["person_id"].nunique())


def _of_own_quarter(hours: pd.DataFrame) -> pd.DataFrame:
    """Return the hours of the months of the quarter that they were sent for, so that none is counted twice."""
    of_months = hours["month"].map(lambda month: str(Quarter.of_day(month)))
    return hours[of_months == hours["quarter"]]


def _full_time_rows(inputs: MeasureInputs, hours: pd.DataFrame, months: int) -> Iterator[Row]:
    for package in ("", *inputs.project.work_packages):
        own = hours[hours["work_package"] == package] if package else hours
        yield Row(
            full_time_equivalents(own["hour_count"], months),
            package,
            n=own["person_id"].nunique(),
            source=join_source_refs(own["source_ref"]),
        )
