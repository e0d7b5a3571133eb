"""What the actors promise: each stands once, and its type fits its helix."""

import great_expectations.expectations as gxe
import pandas as pd

from config.contracts import Message
from config.texts import Text
from expectations.history import earlier_rows, vanished
from expectations.promise import Known, Promise, in_order, told, true_column, unique_key


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with the helix that belongs to their type and a name folded for comparison."""
    owners = [
        known.town_of_actor.get(actor, frozenset()) - {town} if not str(actor).startswith(f"{town}-") else frozenset()
        for actor, town in zip(frame["actor_id"], frame["town"], strict=True)
    ]
    return frame.assign(
        helix_of_type=frame["actor_type"].map(known.project.helix_of_actor_type),
        folded_name=frame["name"].str.casefold().str.replace(r"\W+|\b(oy|oyj|ab|ky|tmi|ry)\b", "", regex=True),
        check_own_id=[not others for others in owners],
        other_owner=[", ".join(sorted(others)) for others in owners],
        vanished=_vanished(frame, known),
    ).assign(check_vanished=lambda rows: rows["vanished"].isna())


def _vanished(frame: pd.DataFrame, known: Known) -> pd.Series:
    """Return, on a town's first row, the actors that it listed before without an end and does not list any more."""
    before = earlier_rows(frame, known, "actors")
    return vanished(frame, before if before.empty else before[before["active_to"].isna()], "actor_id")


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    contract = known.project.tables["actors"]
    return (
        unique_key("ACT-001", contract),
        helix_fits_type("ACT-002"),
        in_order(
            "ACT-003",
            "active_from",
            "active_to",
            contract.columns["active_from"].label,
            contract.columns["active_to"].label,
        ),
        Promise(
            "ACT-004",
            "name",
            Message(
                severity="warning",
                message=Text(
                    fi="Toimija ”{value}” näyttää olevan luettelossa kahdesti.",
                    sv="Aktören ”{value}” verkar finnas två gånger i förteckningen.",
                    en="The actor ”{value}” seems to stand in the list twice.",
                ),
                fix=Text(
                    fi="Poista toinen rivi, jos kyse on samasta toimijasta.",
                    sv="Ta bort den ena raden om det är samma aktör.",
                    en="Remove one row if it is the same actor.",
                ),
            ),
            gxe.ExpectCompoundColumnsToBeUnique(column_list=["town", "folded_name"]),
        ),
        Promise(
            "ACT-005",
            "industry_code",
            Message(
                severity="warning",
                message=Text(
                    fi="Toimialaluokassa {value} ei ole 2–5 numeroa.",
                    sv="Näringsgrenen {value} består inte av 2–5 siffror.",
                    en="The industry code {value} is not 2 to 5 digits.",
                ),
                fix=Text(
                    fi="Kirjoita TOL 2008 -luokka numeroina.",
                    sv="Skriv TOL 2008-klassen med siffror.",
                    en="Write the TOL 2008 class in digits.",
                ),
            ),
            gxe.ExpectColumnValuesToMatchRegex(column="industry_code", regex=r"^\d{2,5}$"),
        ),
        Promise(
            "ACT-006",
            "actor_id",
            Message(
                severity="critical",
                message=Text(
                    fi="Toimijan tunnus {value} on jo toisen kunnan käytössä ({other}).",
                    sv="Aktörens beteckning {value} används redan av en annan kommun ({other}).",
                    en="The actor id {value} is already used by another town ({other}).",
                ),
                fix=Text(
                    fi="Anna toimijalle oma tunnus, joka alkaa kunnan nimellä.",
                    sv="Ge aktören en egen beteckning som börjar med kommunens namn.",
                    en="Give the actor an id of its own that begins with the town's name.",
                ),
            ),
            true_column("check_own_id"),
            {"other": "other_owner"},
        ),
        Promise(
            "ACT-007",
            "actor_id",
            told(
                "warning",
                (
                    "Aiemmin ilmoitetut toimijat puuttuvat luettelosta ilman päättymispäivää: {vanished}.",
                    "Aktörer som angetts tidigare saknas i förteckningen utan slutdatum: {vanished}.",
                    "Actors that were listed before are missing without an end date: {vanished}.",
                ),
                (
                    "Palauta rivit ja kirjoita niille päivä sarakkeeseen Mukana saakka.",
                    "Återställ raderna och skriv datumet i kolumnen Med till.",
                    "Put the rows back, and write the day into the column Active to.",
                ),
            ),
            true_column("check_vanished"),
            {"vanished": "vanished"},
        ),
    )


def helix_fits_type(code: str) -> Promise:
    """Return the promise that an actor's helix is the one that its type belongs to."""
    return Promise(
        code,
        "helix",
        Message(
            severity="warning",
            message=Text(
                fi="Nelikierteen osa ({value}) ei vastaa toimijatyyppiä.",
                sv="Delen av fyrhelixen ({value}) motsvarar inte aktörstypen.",
                en="The helix ({value}) does not fit the actor type.",
            ),
            fix=Text(
                fi="Tarkista toimijatyyppi tai nelikierteen osa.",
                sv="Kontrollera aktörstypen eller delen av fyrhelixen.",
                en="Check the actor type or the helix.",
            ),
        ),
        gxe.ExpectColumnPairValuesToBeEqual(
            column_A="helix", column_B="helix_of_type", ignore_row_if="either_value_is_missing"
        ),
    )
