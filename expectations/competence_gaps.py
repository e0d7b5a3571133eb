"""What the competence gaps promise."""

import pandas as pd

from config.models import Message
from config.texts import Text
from expectations.promise import Known, Promise, true_column, unique_key


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with whether their owner exists and their date has come."""
    owner = frame["owner_id"]
    found = frame["identified_date"]
    return frame.assign(
        check_owner=owner.isin(known.actor_ids).astype("boolean").mask(owner.isna()),
        check_date=(found <= pd.Timestamp(known.quarter.last_day)).astype("boolean").mask(found.isna()),
    )


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    return (
        unique_key("GAP-001", known.project.tables["competence_gaps"]),
        Promise(
            "GAP-002",
            "owner_id",
            Message(
                severity="warning",
                message=Text(
                    fi="Omistajan tunnusta {value} ei ole toimijoiden luettelossa.",
                    sv="Ägarens beteckning {value} finns inte i förteckningen över aktörer.",
                    en="The owner's id {value} is not in the list of actors.",
                ),
                fix=Text(
                    fi="Lisää toimija tai korjaa tunnus.",
                    sv="Lägg till aktören eller rätta beteckningen.",
                    en="Add the actor or correct the id.",
                ),
            ),
            true_column("check_owner"),
        ),
        date_has_come("GAP-003", "identified_date"),
    )


def date_has_come(code: str, column: str) -> Promise:
    """Return the promise that a date is not after the reported quarter."""
    return Promise(
        code,
        column,
        Message(
            severity="warning",
            message=Text(
                fi="{column} ({value}) on raportoitavan neljänneksen jälkeen.",
                sv="{column} ({value}) är efter det rapporterade kvartalet.",
                en="{column} ({value}) is after the reported quarter.",
            ),
            fix=Text(fi="Tarkista päivämäärä.", sv="Kontrollera datumet.", en="Check the date."),
        ),
        true_column("check_date"),
    )
