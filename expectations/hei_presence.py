"""What the higher-education presence promises: the highest level names its unit."""

import pandas as pd

from config.contracts import Message
from config.texts import Text
from expectations.promise import Known, Promise, true_column, unique_key

_UNIT_NEEDED_FROM_LEVEL = 4


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with whether the unit is named where it must be."""
    needed = (frame["level"] >= _UNIT_NEEDED_FROM_LEVEL).fillna(False)
    return frame.assign(check_unit=frame["unit_name"].notna().astype("boolean").mask(~needed))


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    return (
        unique_key("HEI-001", known.project.tables["hei_presence"]),
        Promise(
            "HEI-002",
            "unit_name",
            Message(
                severity="critical",
                message=Text(
                    fi="Taso 4 edellyttää, että korkeakoulun yksikkö nimetään.",
                    sv="Nivå 4 kräver att högskolans enhet namnges.",
                    en="Level 4 needs the name of the institution's unit.",
                ),
                fix=Text(
                    fi="Kirjoita yksikön nimi tai korjaa taso.",
                    sv="Skriv enhetens namn eller rätta nivån.",
                    en="Write the unit's name or correct the level.",
                ),
            ),
            true_column("check_unit"),
        ),
    )
