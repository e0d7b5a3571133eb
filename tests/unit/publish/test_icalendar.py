"""The calendar as an .ics file: RFC 5545 asks for CRLF, lines of at most 75 octets and escaped signs."""

import datetime as dt

import pytest

from config.quarters import Quarter
from tasks.publish.icalendar import calendar_file, run_day


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_line_is_short_and_ends_as_the_standard_asks(project, language):
    content = calendar_file(project, language)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_there_is_a_deadline_a_quarter_and_an_event_a_due_deliverable(project):
    lines = unfolded(calendar_file(project, "fi"))
    due = sum(len(one.quarters) for one in project.calendar.due.values())
    assert lines.count("BEGIN:VEVENT") == len(project.calendar.quarters) + due
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == len(uids)
    place = lines.index("UID:town_strategy-2023Q1@seutukaupunkien-innovaatioekosysteemit")
    assert lines[place + 2 : place + 5] == [
        "DTSTART;VALUE=DATE:20230405",
        "DTEND;VALUE=DATE:20230406",
        "SUMMARY:Strategia Q1/2023",
    ]
    assert "TP2-O1\\, TP2-O3\\, TP2-O4" in lines[place + 5]


def test_the_run_of_the_last_quarter_is_in_the_next_year(project):
    assert run_day(project.calendar.schedule, Quarter(2023, 4)) == dt.date(2024, 1, 5)
