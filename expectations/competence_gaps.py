"""What the competence gaps promise."""

import pandas as pd

from config.contracts import Message
from config.texts import Text
from expectations.history import has_correction_reason, no_row_vanishes, with_earlier, with_vanished
from expectations.promise import Known, Promise, only_where, told, true_column, unique_key

_TABLE = "competence_gaps"
_STATUS_ORDER = {"open": 0, "partial": 1, "covered": 2}


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with whether their owner exists and their date has come, and what was said of them before."""
    frame = with_vanished(frame, known, _TABLE, "gap_id")
    frame = with_earlier(frame, known, _TABLE, ("gap_id",), ("status",))
    status, earlier = (frame[column].map(_STATUS_ORDER).astype("float64") for column in ("status", "earlier_status"))
    answered = known.ids("needed_actors", "gap_id")
    towns_with_needs = set(known.rows["needed_actors"]["town"]) if "needed_actors" in known.rows else set()
    is_asked = (frame["status"] == "open") & (frame["importance"] == 3) & frame["town"].isin(towns_with_needs)
    owner = frame["owner_id"]
    found = frame["identified_date"]
    return frame.assign(
        check_owner=owner.isin(known.actor_ids).astype("boolean").mask(owner.isna()),
        check_forward=only_where(earlier.notna(), (status >= earlier) | has_correction_reason(frame["source"])),
        check_answered=only_where(is_asked, frame["gap_id"].isin(answered)),
        check_date=(found <= pd.Timestamp(known.quarter.last_day)).astype("boolean").mask(found.isna()),
    )


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    return (
        unique_key("GAP-001", known.project.tables[_TABLE]),
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
        Promise(
            "GAP-004",
            "status",
            told(
                "warning",
                (
                    "Puutteen tila on {value}, mutta neljänneksellä {quarter} se oli {earlier}.",
                    "Luckans läge är {value}, men för {quarter} var det {earlier}.",
                    "The gap's status is {value}, but for {quarter} it was {earlier}.",
                ),
                (
                    "Tarkista tila tai kirjoita Lähde-sarakkeeseen syy, joka alkaa sanalla ”korjaus”.",
                    "Kontrollera läget eller skriv i kolumnen Källa en orsak som börjar med ”rättelse”.",
                    "Check the status, or write a reason into the column Source that begins with ”correction”.",
                ),
            ),
            true_column("check_forward"),
            {"earlier": "earlier_status", "quarter": "earlier_quarter"},
        ),
        Promise(
            "GAP-005",
            "gap_id",
            told(
                "info",
                (
                    "Tärkeään avoimeen puutteeseen {value} ei haeta vielä toimijaa.",
                    "För den viktiga öppna luckan {value} söks ännu ingen aktör.",
                    "No actor is looked for yet to answer the important open gap {value}.",
                ),
                (
                    "Lisää rivi välilehdelle Tarvittavat toimijat, jos puutteeseen haetaan toimijaa.",
                    "Lägg till en rad på bladet Aktörer som behövs om en aktör söks.",
                    "Add a row to the sheet Needed actors, if an actor is looked for.",
                ),
            ),
            true_column("check_answered"),
        ),
        no_row_vanishes("GAP-006", "gap_id"),
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
