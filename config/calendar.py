"""The shape of calendar.yaml: which quarter is reported when, and which deliverables are due in it."""

import datetime as dt
from typing import Literal, Self

from pydantic import Field, model_validator

from config.quarters import Quarter
from config.strict import QuarterField, Strict
from config.texts import Language, Text


class ReportedQuarter(Strict):
    """A quarter that the project reports on."""

    deadline: dt.date


class Schedule(Strict):
    """When the quarterly run starts."""

    cron: str
    timezone: str


class Bar(Strict):
    """A bar of the schedule chart."""

    from_: QuarterField = Field(alias="from")
    to: QuarterField
    inferred: bool
    basis: str

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to < self.from_:
            raise ValueError(f"the bar ends ({self.to}) before it begins ({self.from_})")
        return self


class Due(Strict):
    """The quarters in which a deliverable is due.

    Attributes:
        name: What it is called.
        outputs: Ids of the named outputs of the work packages that it carries.
        after: Deliverables that it builds on.
        basis: What the quarters are inferred from.
        chapters: Chapters for which somebody must send a text, because nothing else is there to fill them.
        chapters_from: Who sends them: every town, the coordinator for all, or the lead of the work package.
        languages: The languages that it is made in, where they are not those of the shipped project.
    """

    name: Text
    outputs: tuple[str, ...] = ()
    quarters: tuple[QuarterField, ...] = Field(min_length=1)
    after: tuple[str, ...] = ()
    inferred: bool
    basis: str
    chapters: tuple[str, ...] = ()
    chapters_from: Literal["every_town", "coordinator", "lead"] = "every_town"
    languages: tuple[Language, ...] = ()


class Calendar(Strict):
    """calendar.yaml: which quarter is reported when, and what is due in it."""

    quarters: dict[QuarterField, ReportedQuarter] = Field(min_length=1)
    schedule: Schedule
    bars: dict[str, Bar]
    due: dict[str, Due]

    @model_validator(mode="after")
    def _due_quarters_are_reported(self) -> Self:
        for deliverable, due in self.due.items():
            for quarter in due.quarters:
                if quarter not in self.quarters:
                    raise ValueError(f"{deliverable} is due in {quarter}, which is not among the calendar's quarters")
        return self

    @model_validator(mode="after")
    def _nothing_is_due_before_what_it_builds_on(self) -> Self:
        for deliverable, due in self.due.items():
            for earlier in due.after:
                if earlier not in self.due:
                    raise ValueError(f"{deliverable} comes after {earlier}, which the calendar lacks")
                if min(self.due[earlier].quarters) > min(due.quarters):
                    raise ValueError(f"{deliverable} is due before {earlier}, on which it builds")
        return self

    def due_in(self, quarter: Quarter) -> tuple[str, ...]:
        """Return the ids of the deliverables that are due in a quarter, in the file's order."""
        return tuple(name for name, due in self.due.items() if quarter in due.quarters)
