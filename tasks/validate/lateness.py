"""Tells of files that came after the quarter's deadline; they count nevertheless."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from config.models import Project
from config.quarters import Quarter
from tasks.clean.submissions import is_example
from tasks.findings import UPLOADED_LATE, Place, finding_at
from tasks.submissions import FileOrigin
from tasks.validate.verdicts import ValidatedSubmission


def with_late_files(project: Project, quarter: Quarter, one: ValidatedSubmission) -> ValidatedSubmission:
    """Return a submission with a finding for each of its files that was uploaded after the deadline.

    Only the quarter that is reported has a deadline that matters. Examples are made for any quarter on any day, so
    they are never late.
    """
    submission = one.submission
    reported = project.calendar.quarters.get(quarter)
    if submission.quarter != str(quarter) or reported is None or is_example(submission.tables):
        return one
    late = tuple(
        finding_at(
            Place(submission.town, submission.quarter, source_ref=origin.name), UPLOADED_LATE,
            project.messages[UPLOADED_LATE],
            file=origin.name, day=_day_words(day), deadline=_day_words(reported.deadline),
        )
        for origin in submission.files
        if (day := uploaded_on(project, origin)) > reported.deadline
    )  # fmt: skip
    return replace(one, findings=(*one.findings, *late))


def uploaded_on(project: Project, origin: FileOrigin) -> dt.date:
    """Return the day on which a file was uploaded, by the clocks of the project."""
    return origin.uploaded_at.astimezone(ZoneInfo(project.calendar.schedule.timezone)).date()


def _day_words(day: dt.date) -> str:
    return f"{day.day}.{day.month}.{day.year}"
