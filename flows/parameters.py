"""What a run can be asked for: the drop-downs of Prefect's form, and which quarter a run reports.

The choices are enumerations without unions and with more than one member: Prefect's form shows anything else as raw
JSON, and refuses a value outside them before the run starts.
"""

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from config.calendar import Calendar
from config.loading import load_project
from config.quarters import Quarter
from config.settings import Settings
from tasks.assemble.registry import deliverable_ids

LAST_FULL_QUARTER = "edellinen"

if TYPE_CHECKING:

    class Town(StrEnum):
        """A town of the project, by its slug."""

    class QuarterChoice(StrEnum):
        """The last full quarter before the scheduled start, or a quarter of the calendar."""

        edellinen = LAST_FULL_QUARTER

    class DeliverableChoice(StrEnum):
        """A deliverable that the program can make, by its id."""

else:
    _PROJECT = load_project(Settings().config_folder)

    Town = StrEnum("Town", {slug: slug for slug in _PROJECT.towns}, module=__name__)
    QuarterChoice = StrEnum(
        "QuarterChoice",
        {LAST_FULL_QUARTER: LAST_FULL_QUARTER} | {str(q): str(q) for q in sorted(_PROJECT.calendar.quarters)},
        module=__name__,
    )
    DeliverableChoice = StrEnum("DeliverableChoice", {id_: id_ for id_ in deliverable_ids()}, module=__name__)


def quarter_to_report(choice: str, scheduled_start: dt.datetime, calendar: Calendar) -> Quarter | None:
    """Return the quarter that a run reports, or None when the project's calendar lacks it.

    Args:
        choice: A quarter, or `edellinen`: the last full quarter before the scheduled start.
        scheduled_start: When the run was to start, with its timezone; a late start reports the same quarter.
        calendar: Gives the reported quarters and the timezone in which a day begins.
    """
    if choice != LAST_FULL_QUARTER:
        quarter = Quarter.parse(choice)
    elif scheduled_start.tzinfo is None:
        raise ValueError(f"the scheduled start {scheduled_start} has no timezone")
    else:
        local_day = scheduled_start.astimezone(ZoneInfo(calendar.schedule.timezone)).date()
        quarter = Quarter.of_day(local_day).previous
    return quarter if quarter in calendar.quarters else None
