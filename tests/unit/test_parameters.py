"""Which quarter a run reports, and what its form offers."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from config.calendar import Calendar
from config.quarters import Quarter
from flows.parameters import DeliverableChoice, QuarterChoice, Town, quarter_to_report
from tasks.assemble.registry import DELIVERABLES

HELSINKI = ZoneInfo("Europe/Helsinki")


def calendar(*quarters: str) -> Calendar:
    return Calendar.model_validate(
        {
            "quarters": {quarter: {"deadline": dt.date(2024, 1, 3)} for quarter in quarters},
            "schedule": {"cron": "0 6 5 1,4,7,10 *", "timezone": "Europe/Helsinki"},
            "bars": {},
            "due": {
                "situation_picture": {
                    "name": {"fi": "Kuva", "sv": "Bild", "en": "Picture"},
                    "quarters": quarters[:1],
                    "inferred": False,
                    "basis": "invented",
                }
            },
        }
    )


def helsinki(year: int, month: int, day: int, hour: int = 6, minute: int = 0) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, tzinfo=HELSINKI)


UNTIL_2023 = calendar("2023Q2", "2023Q3", "2023Q4")


def test_a_run_scheduled_in_january_reports_the_last_quarter_of_the_year_before():
    assert quarter_to_report("edellinen", helsinki(2024, 1, 5), UNTIL_2023) == Quarter(2023, 4)


def test_a_run_that_starts_weeks_late_reports_the_quarter_of_its_schedule():
    scheduled = dt.datetime(2023, 10, 5, 3, 0, tzinfo=dt.UTC)
    assert quarter_to_report("edellinen", scheduled, UNTIL_2023) == Quarter(2023, 3)


def test_after_the_last_quarter_of_the_calendar_there_is_nothing_to_report():
    assert quarter_to_report("edellinen", helsinki(2024, 4, 5), UNTIL_2023) is None


def test_before_the_first_quarter_of_the_calendar_there_is_nothing_to_report():
    assert quarter_to_report("edellinen", helsinki(2023, 5, 1), UNTIL_2023) is None


@pytest.mark.parametrize(
    ("start_utc", "reported"),
    [
        # In summer time, half past midnight on 1 July is half past nine in the evening of 30 June in UTC.
        (dt.datetime(2023, 6, 30, 21, 30, tzinfo=dt.UTC), Quarter(2023, 2)),
        (dt.datetime(2023, 6, 30, 20, 59, tzinfo=dt.UTC), Quarter(2023, 1)),
        # In winter time, half past midnight on 1 January is half past ten in the evening.
        (dt.datetime(2023, 12, 31, 22, 30, tzinfo=dt.UTC), Quarter(2023, 4)),
        (dt.datetime(2023, 12, 31, 21, 59, tzinfo=dt.UTC), Quarter(2023, 3)),
        # 1 April 00:30 in Helsinki, days after the clocks went forward.
        (dt.datetime(2023, 3, 31, 21, 30, tzinfo=dt.UTC), Quarter(2023, 1)),
        (dt.datetime(2023, 3, 31, 20, 59, tzinfo=dt.UTC), Quarter(2022, 4)),
    ],
)
def test_a_quarter_ends_at_midnight_in_helsinki(start_utc, reported):
    invented = calendar("2022Q4", "2023Q1", "2023Q2", "2023Q3", "2023Q4")
    assert quarter_to_report("edellinen", start_utc, invented) == reported


def test_a_chosen_quarter_is_reported_whenever_the_run_starts():
    assert quarter_to_report("2023Q2", helsinki(2025, 1, 5), UNTIL_2023) == Quarter(2023, 2)


def test_a_chosen_quarter_that_the_calendar_lacks_is_not_reported():
    assert quarter_to_report("2021Q1", helsinki(2024, 1, 5), UNTIL_2023) is None


def test_a_start_without_timezone_is_refused_and_not_guessed():
    with pytest.raises(ValueError, match="no timezone"):
        quarter_to_report("edellinen", dt.datetime(2024, 1, 5, 6), UNTIL_2023)


def test_the_form_offers_the_last_full_quarter_first_and_then_every_quarter_of_the_calendar(project):
    first, *others = QuarterChoice
    assert first.value == "edellinen"
    assert [choice.value for choice in others] == [str(quarter) for quarter in sorted(project.calendar.quarters)]


def test_the_form_offers_every_town_and_every_deliverable_that_can_be_made(project):
    assert [town.value for town in Town] == list(project.towns)
    assert [choice.value for choice in DeliverableChoice] == [one.id for one in DELIVERABLES]


@pytest.mark.parametrize("choices", [QuarterChoice, Town, DeliverableChoice])
def test_each_choice_has_two_members_or_more_else_prefect_shows_raw_json(choices):
    assert len(choices) >= 2
