"""What the interviews and workshops promise: they happened within the project."""

import pandas as pd

from config.contracts import Message
from config.texts import Text
from expectations.competence_gaps import date_has_come
from expectations.promise import Known, Promise, true_column, unique_key


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with whether their day is in the project and has come."""
    day = frame["event_date"]
    start = pd.Timestamp(known.project.identity.planned_start)
    return frame.assign(
        check_start=(day >= start).astype("boolean").mask(day.isna()),
        check_date=(day <= pd.Timestamp(known.quarter.last_day)).astype("boolean").mask(day.isna()),
    )


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    return (
        unique_key("INT-001", known.project.tables["interviews_workshops"]),
        Promise(
            "INT-002",
            "event_date",
            Message(
                severity="warning",
                message=Text(
                    fi="Päivä {value} on ennen hankkeen alkua.",
                    sv="Datumet {value} är före projektets början.",
                    en="The day {value} is before the project began.",
                ),
                fix=Text(fi="Tarkista päivämäärä.", sv="Kontrollera datumet.", en="Check the date."),
            ),
            true_column("check_start"),
        ),
        date_has_come("INT-003", "event_date"),
    )
