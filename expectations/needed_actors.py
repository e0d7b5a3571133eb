"""What the needed actors promise: the contact funnel goes forward, and who has joined is among the actors."""

import pandas as pd

from expectations.dates import day_has_come, has_come
from expectations.history import no_row_vanishes, with_earlier, with_vanished
from expectations.promise import Known, Promise, only_where, told, true_column, unique_key
from expectations.references import all_exist, partner_ids, reference_exists, sheet_name

_TABLE = "needed_actors"
_STEPS = {"identified": 0, "contacted": 1, "negotiating": 2, "agreed": 3, "joined": 4}


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with whether their place in the funnel has what belongs to it, and where they stood before."""
    frame = with_vanished(frame, known, _TABLE, "needed_id")
    frame = with_earlier(frame, known, _TABLE, ("needed_id",), ("state",))
    # A rejected actor has left the funnel, so it has no step.
    step, earlier = (frame[column].map(_STEPS).astype("float64") for column in ("state", "earlier_state"))
    return frame.assign(
        check_actor_named=only_where(frame["state"] == "joined", frame["actor_id"].notna()),
        check_actor=all_exist(frame["actor_id"], partner_ids(known)),
        check_gap=all_exist(frame["gap_id"], known.gap_ids),
        check_contacted=only_where(step >= _STEPS["contacted"], frame["contacted_date"].notna()),
        check_come=has_come(frame["contacted_date"], known),
        check_forward=only_where(step.notna() & earlier.notna(), step >= earlier),
    )


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    return (
        unique_key("NEE-001", known.project.tables[_TABLE]),
        Promise(
            "NEE-002",
            "actor_id",
            told(
                "critical",
                (
                    "Toimija on mukana ({description}), mutta sen tunnus puuttuu.",
                    "Aktören är med ({description}), men dess beteckning saknas.",
                    "The actor has joined ({description}), but its id is missing.",
                ),
                (
                    "Lisää toimija Toimijat-välilehdelle ja kirjoita sen tunnus tähän.",
                    "Lägg till aktören på bladet Aktörer och skriv dess beteckning här.",
                    "Add the actor to the sheet Actors and write its id here.",
                ),
            ),
            true_column("check_actor_named"),
            {"description": "description"},
        ),
        reference_exists("NEE-003", "actor_id", "check_actor", sheet_name(known, "actors")),
        reference_exists("NEE-004", "gap_id", "check_gap", sheet_name(known, "competence_gaps")),
        Promise(
            "NEE-005",
            "contacted_date",
            told(
                "warning",
                (
                    "Toimijaan on oltu yhteydessä ({description}), mutta yhteydenoton päivä puuttuu.",
                    "Aktören har kontaktats ({description}), men datumet för kontakten saknas.",
                    "The actor has been contacted ({description}), but the day is missing.",
                ),
                (
                    "Kirjoita ensimmäisen yhteydenoton päivä.",
                    "Skriv datumet för den första kontakten.",
                    "Write the day of the first contact.",
                ),
            ),
            true_column("check_contacted"),
            {"description": "description"},
        ),
        Promise(
            "NEE-006",
            "state",
            told(
                "warning",
                (
                    "Tila ({value}) on aikaisempi kuin neljänneksellä {quarter} ilmoitettu ({earlier}).",
                    "Läget ({value}) är tidigare än det som angavs för {quarter} ({earlier}).",
                    "The state ({value}) is before the one reported for {quarter} ({earlier}).",
                ),
                (
                    "Tarkista tila. Jos toimija jäi pois, valitse Hylätty.",
                    "Kontrollera läget. Om aktören föll bort, välj Avfärdad.",
                    "Check the state. If the actor dropped out, choose Rejected.",
                ),
            ),
            true_column("check_forward"),
            {"earlier": "earlier_state", "quarter": "earlier_quarter"},
        ),
        day_has_come("NEE-007", "contacted_date", "check_come"),
        no_row_vanishes("NEE-008", "needed_id"),
    )
