"""What the contact persons' sheet promises; its cells are never repeated."""

import great_expectations.expectations as gxe
import pandas as pd

from expectations.promise import Known, Promise, told, unique_key


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows as they are."""
    return frame.copy()


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    return (
        unique_key("CON-001", known.project.tables["contacts"]),
        Promise(
            "CON-002",
            "email",
            told(
                "warning",
                (
                    "Sarakkeen {column} solu ei ole sähköpostiosoite.",
                    "Cellen i kolumnen {column} är inte en e-postadress.",
                    "The cell of {column} is not an e-mail address.",
                ),
                ("Tarkista osoite.", "Kontrollera adressen.", "Check the address."),
            ),
            gxe.ExpectColumnValuesToMatchRegex(column="email", regex=r"^[^@\s]+@[^@\s]+\.[^@\s]+$"),
        ),
    )
