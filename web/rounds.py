"""Which quarter the towns send for, and how far it has got on a day."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from config.calendar import Calendar
from config.quarters import Quarter
from config.texts import Language

RoundState = Literal["coming", "running", "open", "late"]


@dataclass(frozen=True)
class Round:
    """A quarter as a reporting round.

    Attributes:
        quarter: The quarter.
        deadline: The last day on which a town's workbook comes in time.
        state: `coming` before its first day, `running` until its last, `open` until the deadline, and then `late`.
        latest: The last quarter that has ended: the one for which is usually sent.
    """

    quarter: Quarter
    deadline: dt.date
    state: RoundState
    latest: Quarter

    @property
    def takes_files(self) -> bool:
        """Whether there can be anything to send."""
        return self.state != "coming"


@dataclass(frozen=True)
class TownRound:
    """A town in a reporting round, and the language in which its page is read."""

    round: Round
    town: str
    language: Language

    @property
    def quarter(self) -> Quarter:
        """The quarter of the round."""
        return self.round.quarter


def latest_quarter(calendar: Calendar, today: dt.date) -> Quarter:
    """Return the last quarter of the calendar that has ended, else its first one: the one that is usually sent for."""
    quarters = sorted(calendar.quarters)
    ended = [quarter for quarter in quarters if quarter.last_day < today]
    return ended[-1] if ended else quarters[0]


def round_of(calendar: Calendar, quarter: Quarter, today: dt.date) -> Round:
    """Return a quarter of the calendar as it stands on a day."""
    deadline = calendar.quarters[quarter].deadline
    state: RoundState = "late"
    if today < quarter.first_day:
        state = "coming"
    elif today <= quarter.last_day:
        state = "running"
    elif today <= deadline:
        state = "open"
    return Round(quarter, deadline, state, latest_quarter(calendar, today))
