"""What the higher-education contacts promise: they happened in the project, and name no person."""

import great_expectations.expectations as gxe
import pandas as pd

from expectations.dates import day_has_come, day_within_project, has_come, within_project
from expectations.promise import Known, Promise, only_where, told, true_column, unique_key

_OUTCOME_NEEDED_FROM_STAGE = 3
_TITLES = (
    "rehtori", "vararehtori", "dekaani", "professori", "dosentti", "lehtori", "yliopettaja", "tutkija", "johtaja",
    "päällikkö", "koordinaattori", "asiantuntija", "rektor", "prorektor", "dekan", "professor", "docent", "lektor",
    "forskare", "direktör", "chef", "koordinator", "expert", "dean", "lecturer", "researcher", "director", "manager",
)  # fmt: skip
PERSON = rf"(?s).*\b(?i:{'|'.join(_TITLES)})\w*\s+[A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?\s+[A-ZÅÄÖ][a-zåäöé]+"
"""A title followed by two capitalised words, anywhere in a text: most likely a person's name."""


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with whether their day is in order, and whether what was agreed is told."""
    agreed = frame["stage"] >= _OUTCOME_NEEDED_FROM_STAGE
    return frame.assign(
        check_project=within_project(frame["contact_date"], known),
        check_come=has_come(frame["contact_date"], known),
        check_outcome=only_where(agreed, frame["outcome"].notna()),
    )


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    return (
        unique_key("HEC-001", known.project.tables["hei_contacts"]),
        day_within_project("HEC-002", "contact_date", "check_project"),
        day_has_come("HEC-003", "contact_date", "check_come"),
        Promise(
            "HEC-004",
            "outcome",
            told(
                "warning",
                (
                    "Vaihe on {stage} (sovittu tai käynnissä), mutta tulos puuttuu.",
                    "Skedet är {stage} (överenskommet eller pågår), men resultatet saknas.",
                    "The stage is {stage} (agreed or under way), but the outcome is missing.",
                ),
                ("Kirjoita, mitä sovittiin.", "Skriv vad man kom överens om.", "Write what was agreed."),
            ),
            true_column("check_outcome"),
            {"stage": "stage"},
        ),
        no_person_named("HEC-005", "outcome"),
        no_person_named("HEC-006", "next_step"),
    )


def no_person_named(code: str, column: str) -> Promise:
    """Return the promise that a text does not name a person by title and name."""
    return Promise(
        code,
        column,
        told(
            "warning",
            (
                "Sarakkeessa {column} näyttää olevan henkilön nimi.",
                "I kolumnen {column} verkar det finnas en persons namn.",
                "The column {column} seems to hold a person's name.",
            ),
            (
                "Korvaa nimi organisaatiolla tai roolilla.",
                "Ersätt namnet med organisationen eller rollen.",
                "Replace the name by the organisation or the role.",
            ),
        ),
        gxe.ExpectColumnValuesToNotMatchRegex(column=column, regex=PERSON),
        conceals=True,
    )
