"""The project's calendar as an iCalendar file (RFC 5545): deadlines of the inputs, and the days of the documents."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from config.calendar import Schedule
from config.models import Project
from config.quarters import Quarter
from config.texts import Language
from tasks.assemble.wording import read_texts

_LINE_OCTETS = 75
_PRODUCT = "-//Kivijalka//Kivijalka//FI"


def calendar_file(project: Project, language: Language) -> bytes:
    """Return the calendar as the bytes of an .ics file; equal configurations give equal bytes.

    One all-day event for each quarter's deadline, and one for each deliverable on the day of the run that makes it.
    The time stamp that the standard asks for is the day on which the project was planned to start, as the calendar
    itself knows no other.
    """
    stamp = f"{project.identity.planned_start:%Y%m%d}T000000Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for uid, day, summary, description in _events(project, language):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{uid}@{project.identity.id}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + dt.timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(summary)}",
            f"DESCRIPTION:{_escaped(description)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line)).encode()


def run_day(schedule: Schedule, quarter: Quarter) -> dt.date:
    """Return the day of the scheduled run that reports a quarter: the first one after the quarter's end."""
    _, _, days, months, _ = schedule.cron.split()
    day = quarter.next.first_day
    allowed_days, allowed_months = _numbers(days, range(1, 32)), _numbers(months, range(1, 13))
    while day.day not in allowed_days or day.month not in allowed_months:
        day += dt.timedelta(days=1)
    return day


def _numbers(field: str, everything: range) -> set[int]:
    return set(everything) if field == "*" else {int(part) for part in field.split(",")}


def _events(project: Project, language: Language) -> Iterator[tuple[str, dt.date, str, str]]:
    texts = {key: text.in_language(language) for key, text in read_texts("calendar.yaml").items()}
    calendar = project.calendar
    hour = dt.time(int(calendar.schedule.cron.split()[1]), tzinfo=ZoneInfo(calendar.schedule.timezone))
    for quarter, reported in sorted(calendar.quarters.items()):
        due = [(name, calendar.due[name]) for name in calendar.due_in(quarter)]
        names = ", ".join(one.name.in_language(language) for _, one in due)
        yield (
            f"deadline-{quarter}",
            reported.deadline,
            texts["deadline"].format(quarter=quarter.label),
            texts["deadline_description"].format(deliverables=names or texts["nothing"]),
        )
        for name, one in due:
            outputs = ", ".join(one.outputs) or texts["no_output"]
            yield (
                f"{name}-{quarter}",
                run_day(calendar.schedule, quarter),
                texts["deliverable"].format(name=one.name.in_language(language), quarter=quarter.label),
                texts["deliverable_description"].format(outputs=outputs, hour=f"{hour:%H.%M}")
                + (f" {texts['inferred']}" if one.inferred else ""),
            )


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield a line in parts of at most 75 octets, each but the first with a blank before it, never inside a letter."""
    part = ""
    for letter in line:
        if len((part + letter).encode()) > _LINE_OCTETS:
            yield part
            part = " "
        part += letter
    yield part
