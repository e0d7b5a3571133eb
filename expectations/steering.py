"""What the steering group's decisions promise: each is closed, or has somebody and a day that is not past."""

import pandas as pd

from expectations.dates import day_has_come, day_within_project, has_come, within_project
from expectations.history import no_row_vanishes, with_vanished
from expectations.promise import Known, Promise, in_order, only_where, told, true_column, unique_key


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with whether open decisions can be followed, and whether each meeting has one day."""
    frame = with_vanished(frame, known, "steering", "decision_id")
    is_open = frame["state"] == "open"
    days = frame.groupby(["town", "meeting_number"])["meeting_date"].transform("nunique")
    return frame.assign(
        check_meeting=days <= 1,
        check_project=within_project(frame["meeting_date"], known),
        check_come=has_come(frame["meeting_date"], known),
        check_owner=only_where(is_open, frame["owner_role"].notna()),
        check_due=only_where(is_open, frame["due_date"].notna()),
        check_overdue=only_where(
            is_open & frame["due_date"].notna(), frame["due_date"] > pd.Timestamp(known.quarter.last_day)
        ),
        check_closed=only_where(frame["state"] == "closed", frame["closed_date"].notna()),
    )


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    contract = known.project.tables["steering"]
    columns = contract.columns
    return (
        unique_key("STE-001", contract),
        Promise(
            "STE-002",
            "meeting_date",
            told(
                "warning",
                (
                    "Kokouksella {number} on eri riveillä eri päivä.",
                    "Möte {number} har olika datum på olika rader.",
                    "The meeting {number} has different days on different rows.",
                ),
                (
                    "Kirjoita sama kokouspäivä kaikille kokouksen päätöksille.",
                    "Skriv samma mötesdag för alla beslut från mötet.",
                    "Write the same day for all decisions of the meeting.",
                ),
            ),
            true_column("check_meeting"),
            {"number": "meeting_number"},
        ),
        Promise(
            "STE-003",
            "due_date",
            told(
                "warning",
                (
                    "Avoimen päätöksen ”{decision}” määräpäivä {value} on ohi.",
                    "Sista dagen {value} för det öppna beslutet ”{decision}” har passerat.",
                    "The open decision ”{decision}” was due on {value}.",
                ),
                (
                    "Merkitse päätös valmiiksi tai sovi uusi määräpäivä.",
                    "Märk beslutet som klart eller kom överens om en ny sista dag.",
                    "Mark the decision as closed, or agree on another day.",
                ),
            ),
            true_column("check_overdue"),
            {"decision": "decision"},
        ),
        _open_needs("STE-004", "owner_role", "check_owner"),
        _open_needs("STE-005", "due_date", "check_due"),
        day_within_project("STE-006", "meeting_date", "check_project"),
        day_has_come("STE-007", "meeting_date", "check_come"),
        in_order("STE-008", "meeting_date", "due_date", columns["meeting_date"].label, columns["due_date"].label),
        Promise(
            "STE-009",
            "closed_date",
            told(
                "info",
                (
                    "Valmiilta päätökseltä ”{decision}” puuttuu valmistumispäivä.",
                    "Det klara beslutet ”{decision}” saknar datum.",
                    "The closed decision ”{decision}” lacks its day.",
                ),
                ("Kirjoita päivä.", "Skriv datumet.", "Write the day."),
            ),
            true_column("check_closed"),
            {"decision": "decision"},
        ),
        no_row_vanishes("STE-010", "decision_id"),
    )


def _open_needs(code: str, column: str, check: str) -> Promise:
    return Promise(
        code,
        column,
        told(
            "warning",
            (
                "Avoimelta päätökseltä ”{decision}” puuttuu tieto {column}.",
                "Det öppna beslutet ”{decision}” saknar uppgiften {column}.",
                "The open decision ”{decision}” lacks {column}.",
            ),
            ("Täytä tieto.", "Fyll i uppgiften.", "Complete it."),
        ),
        true_column(check),
        {"decision": "decision"},
    )
