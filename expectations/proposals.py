"""What the proposals promise."""

import pandas as pd

from config.contracts import Message
from config.texts import Text
from expectations.history import no_row_vanishes, with_vanished
from expectations.promise import Known, Promise, true_column, unique_key


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with whether all the gaps that they name exist."""
    frame = with_vanished(frame, known, "proposals", "proposal_id")
    named = frame["gap_ids"]
    exist = [pd.isna(ids) or set(str(ids).split(",")) <= known.gap_ids for ids in named]
    return frame.assign(check_gaps=exist)


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    return (
        unique_key("PRO-001", known.project.tables["proposals"]),
        Promise(
            "PRO-002",
            "gap_ids",
            Message(
                severity="warning",
                message=Text(
                    fi="Ehdotus viittaa osaamispuutteeseen, jota ei ole luettelossa ({value}).",
                    sv="Förslaget hänvisar till en kompetenslucka som inte finns i förteckningen ({value}).",
                    en="The proposal refers to a competence gap that is not in the list ({value}).",
                ),
                fix=Text(
                    fi="Lisää osaamispuute tai korjaa tunnus.",
                    sv="Lägg till kompetensluckan eller rätta beteckningen.",
                    en="Add the gap or correct the id.",
                ),
            ),
            true_column("check_gaps"),
        ),
        no_row_vanishes("PRO-003", "proposal_id"),
    )
