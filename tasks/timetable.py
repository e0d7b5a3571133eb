"""Where each deliverable stands in the calendar: not due, early, due, late, blocked, done, or not produced at all."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from config.calendar import Calendar, Due
from config.quarters import Quarter

Made = Mapping[str, Collection[Quarter]]
"""Deliverable -> the quarters for which all its documents have been published."""


class DueState(StrEnum):
    """Where a deliverable stands at the end of a quarter."""

    NOT_DUE = "not_due"
    EARLY = "early"
    DUE = "due"
    LATE = "late"
    BLOCKED = "blocked"
    DONE = "done"
    NOT_BUILT = "not_built"


@dataclass(frozen=True)
class TimetableEntry:
    """Where one deliverable stands.

    Attributes:
        deliverable: Its id.
        state: Where it stands.
        due: The due quarter that the state is about: the first that nothing was made for, else the latest, else the
            one to come.
        made: The last quarter for which it was made, or None.
        blocked_by: Deliverables that it builds on and that have never been made; empty unless it is blocked.
        made_without: The same of one that was made all the same.
    """

    deliverable: str
    state: DueState
    due: Quarter
    made: Quarter | None = None
    blocked_by: tuple[str, ...] = ()
    made_without: tuple[str, ...] = ()

    @property
    def was_late(self) -> bool:
        """Whether it is done, but was made for a later quarter than the one in which it was due."""
        return self.state is DueState.DONE and self.made is not None and self.made > self.due


def timetable(calendar: Calendar, quarter: Quarter, made: Made, built: Collection[str]) -> tuple[TimetableEntry, ...]:
    """Return where every deliverable stands at the end of a quarter, in the calendar's order.

    A due quarter is met by what is made for it or for a later quarter before the next due one. What was made before the
    first due quarter is early, and is due again when its quarter comes. A deliverable that is due or late is blocked
    while one that it builds on has never been made; that is told and holds nothing back, as people may have made it
    by other means. What is made all the same says so itself, and is told as made without it.

    Args:
        calendar: When each deliverable is due, and on which others it builds.
        quarter: The quarter at whose end the project is looked at; what was made for later quarters is left out.
        made: What has been published.
        built: The deliverables that the program can make.
    """
    known = {name: sorted(one for one in made.get(name, ()) if one <= quarter) for name in calendar.due}
    return tuple(_entry(name, due, quarter, known, name in built) for name, due in calendar.due.items())


def _entry(name: str, due: Due, quarter: Quarter, made: Mapping[str, list[Quarter]], is_built: bool) -> TimetableEntry:
    last = made[name][-1] if made[name] else None
    past = [one for one in sorted(due.quarters) if one <= quarter]
    if not past:
        waiting = DueState.NOT_DUE if is_built else DueState.NOT_BUILT
        return TimetableEntry(name, DueState.EARLY if last else waiting, min(due.quarters), last)
    unmet = [
        one for one, until in zip(past, [*past[1:], quarter.next], strict=True) if not _within(made[name], one, until)
    ]
    missing = tuple(earlier for earlier in due.after if not made[earlier])
    if not unmet:
        return TimetableEntry(name, DueState.DONE, past[-1], last, made_without=missing)
    if not is_built:
        return TimetableEntry(name, DueState.NOT_BUILT, unmet[0], last)
    open_state = DueState.DUE if unmet == [quarter] else DueState.LATE
    return TimetableEntry(name, DueState.BLOCKED if missing else open_state, unmet[0], last, missing)


def missing_basis(calendar: Calendar, deliverable: str, quarter: Quarter, made: Made) -> tuple[str, ...]:
    """Return what a deliverable builds on and lacks in a quarter: neither made for an earlier one nor due in it.

    Whether the quarter itself was run before plays no part.
    """
    due = calendar.due.get(deliverable)
    return tuple(
        name
        for name in (due.after if due else ())
        if quarter not in calendar.due[name].quarters and not any(one < quarter for one in made.get(name, ()))
    )


def _within(made: list[Quarter], first: Quarter, until: Quarter) -> bool:
    return any(first <= one < until for one in made)
