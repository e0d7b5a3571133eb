"""What days promise in every table: they lie within the project and have come."""

import pandas as pd

from expectations.promise import Known, Promise, only_where, told, true_column


def within_project(day: pd.Series, known: Known) -> pd.Series:
    """Return a helper column: whether a day lies between the planned start and the end of the project."""
    identity = known.project.identity
    return only_where(day.notna(), day.between(pd.Timestamp(identity.planned_start), pd.Timestamp(identity.end)))


def has_come(day: pd.Series, known: Known) -> pd.Series:
    """Return a helper column: whether a day is not after the reported quarter."""
    return only_where(day.notna(), day <= pd.Timestamp(known.quarter.last_day))


def day_within_project(code: str, column: str, check: str) -> Promise:
    """Return the promise that a day lies within the project."""
    return Promise(
        code,
        column,
        told(
            "warning",
            (
                "Sarakkeen {column} päivä {value} on hankkeen toteutusajan ulkopuolella.",
                "Datumet {value} i kolumnen {column} ligger utanför projektets tid.",
                "The date {value} of {column} is not within the project's time.",
            ),
            ("Tarkista päivämäärä.", "Kontrollera datumet.", "Check the date."),
        ),
        true_column(check),
    )


def day_has_come(code: str, column: str, check: str) -> Promise:
    """Return the promise that a day is not after the reported quarter."""
    return Promise(
        code,
        column,
        told(
            "warning",
            (
                "Sarakkeen {column} päivä {value} on raportoitavan neljänneksen jälkeen.",
                "Datumet {value} i kolumnen {column} infaller efter det rapporterade kvartalet.",
                "The date {value} of {column} is after the reported quarter.",
            ),
            ("Tarkista päivämäärä.", "Kontrollera datumet.", "Check the date."),
        ),
        true_column(check),
    )
