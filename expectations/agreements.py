"""What the agreements promise: a signed one has its day, and its parties exist."""

import pandas as pd

from expectations.dates import day_has_come, has_come
from expectations.history import no_row_vanishes, with_vanished
from expectations.promise import Known, Promise, in_order, only_where, told, true_column, unique_key
from expectations.references import all_exist, partner_ids, reference_exists, sheet_name

_SIGNED = ("signed", "ended")


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with whether signed agreements are dated, and whether the parties exist."""
    frame = with_vanished(frame, known, "agreements", "agreement_id")
    is_signed = frame["state"].isin(_SIGNED)
    has_ended = frame["state"] == "ended"
    return frame.assign(
        check_signed=only_where(is_signed, frame["signed_date"].notna()),
        check_unsigned=only_where(frame["signed_date"].notna(), is_signed),
        check_come=has_come(frame["signed_date"], known),
        check_parties=all_exist(frame["party_ids"], partner_ids(known)),
        check_ended=only_where(has_ended, frame["end_date"].notna()),
    )


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    contract = known.project.tables["agreements"]
    columns = contract.columns
    return (
        unique_key("AGR-001", contract),
        in_order("AGR-002", "start_date", "end_date", columns["start_date"].label, columns["end_date"].label),
        Promise(
            "AGR-003",
            "signed_date",
            told(
                "critical",
                (
                    "Allekirjoitetulta sopimukselta ”{title}” puuttuu allekirjoituspäivä.",
                    "Det undertecknade avtalet ”{title}” saknar datum för undertecknandet.",
                    "The signed agreement ”{title}” lacks the day of its signature.",
                ),
                (
                    "Kirjoita päivä tai korjaa sopimuksen tila.",
                    "Skriv datumet eller rätta avtalets läge.",
                    "Write the day, or correct the agreement's state.",
                ),
            ),
            true_column("check_signed"),
            {"title": "title"},
        ),
        Promise(
            "AGR-004",
            "signed_date",
            told(
                "warning",
                (
                    "Sopimuksella ”{title}” on allekirjoituspäivä {value}, mutta sen tila ei ole allekirjoitettu.",
                    "Avtalet ”{title}” har undertecknats den {value}, men dess läge är inte undertecknat.",
                    "The agreement ”{title}” was signed on {value}, but its state is not signed.",
                ),
                (
                    "Korjaa sopimuksen tila tai poista päivä.",
                    "Rätta avtalets läge eller ta bort datumet.",
                    "Correct the agreement's state, or remove the day.",
                ),
            ),
            true_column("check_unsigned"),
            {"title": "title"},
        ),
        day_has_come("AGR-005", "signed_date", "check_come"),
        reference_exists("AGR-006", "party_ids", "check_parties", sheet_name(known, "actors")),
        Promise(
            "AGR-007",
            "end_date",
            told(
                "warning",
                (
                    "Päättyneeltä sopimukselta ”{title}” puuttuu päättymispäivä.",
                    "Det avslutade avtalet ”{title}” saknar slutdatum.",
                    "The ended agreement ”{title}” lacks its last day.",
                ),
                ("Kirjoita päättymispäivä.", "Skriv slutdatumet.", "Write the last day."),
            ),
            true_column("check_ended"),
            {"title": "title"},
        ),
        no_row_vanishes("AGR-008", "agreement_id"),
    )
