"""Which quarter the towns send for, by the calendar that the project ships with."""

import datetime as dt

import pytest

from config.quarters import Quarter
from web.rounds import latest_quarter


@pytest.mark.parametrize(
    ("today", "quarter"),
    [
        ("2020-01-01", "2021Q3"),
        ("2021-10-01", "2021Q3"),
        ("2022-09-30", "2022Q2"),
        ("2022-10-01", "2022Q3"),
        ("2022-12-31", "2022Q3"),
        ("2026-01-01", "2023Q4"),
    ],
)
def test_it_is_the_last_quarter_of_the_calendar_that_has_ended(project, today, quarter):
    assert latest_quarter(project.calendar, dt.date.fromisoformat(today)) == Quarter.parse(quarter)
