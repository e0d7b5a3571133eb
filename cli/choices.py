"""Reads what was asked for on the command line and refuses what the project does not know, with the allowed values."""

from collections.abc import Iterable

from cli.errors import UnknownChoiceError
from config.models import Project
from config.quarters import Quarter


def read_quarter(project: Project, text: str) -> Quarter:
    """Return the quarter that a text names.

    Raises:
        UnknownChoiceError: It is not a quarter, or not one of the project's calendar.
    """
    try:
        quarter = Quarter.parse(text)
    except ValueError as error:
        raise UnknownChoiceError(str(error)) from error
    if quarter not in project.calendar.quarters:
        known = sorted(project.calendar.quarters)
        raise UnknownChoiceError(f"{quarter} is not in the project's calendar ({known[0]} to {known[-1]})")
    return quarter


def check_known(kind: str, values: Iterable[str], known: Iterable[str]) -> None:
    """Return quietly if all values are known.

    Raises:
        UnknownChoiceError: One is not.
    """
    allowed = list(known)
    for value in values:
        if value not in allowed:
            raise UnknownChoiceError(f"there is no {kind} '{value}'; known are: {', '.join(allowed)}")
