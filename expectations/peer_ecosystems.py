"""What the peer ecosystems promise: they are abroad."""

import pandas as pd

from config.contracts import Message
from config.texts import Text
from expectations.promise import Known, Promise, true_column, unique_key


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with whether the ecosystem is outside Finland."""
    return frame.assign(check_abroad=(frame["country"] != "FI").astype("boolean").mask(frame["country"].isna()))


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    return (
        unique_key("PEE-001", known.project.tables["peer_ecosystems"]),
        Promise(
            "PEE-002",
            "country",
            Message(
                severity="warning",
                message=Text(
                    fi="Verrokkiekosysteemin maa on Suomi.",
                    sv="Det jämförbara ekosystemets land är Finland.",
                    en="The peer ecosystem's country is Finland.",
                ),
                fix=Text(
                    fi="Taulukkoon kootaan ekosysteemejä ulkomailta.",
                    sv="Tabellen gäller ekosystem utomlands.",
                    en="The table is for ecosystems abroad.",
                ),
            ),
            true_column("check_abroad"),
        ),
    )
