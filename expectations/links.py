"""What the links promise: both ends exist and differ, and one end is the town's own."""

import great_expectations.expectations as gxe
import pandas as pd

from config.contracts import Message
from config.texts import Text
from expectations.promise import Known, Promise, in_order, only_where, told, true_column


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with whether their ends exist, and each pair of ends in one order."""
    ends = known.actor_ids | known.external_ids
    unheard = {end: _is_of_unheard_town(frame, end, known) for end in ("from_id", "to_id")}
    first = frame["from_id"].where(frame["from_id"] <= frame["to_id"], frame["to_id"])
    own = [
        any(town in known.town_of_actor.get(end, frozenset()) for end in (a, b)) or a not in ends or b not in ends
        for a, b, town in zip(frame["from_id"], frame["to_id"], frame["town"], strict=True)
    ]
    pair = first.str.cat(frame["to_id"].where(first == frame["from_id"], frame["from_id"]), sep=" – ")
    strengths = frame.groupby([pair, frame["link_type"]])["intensity"]
    strongest = strengths.transform("max")
    return frame.assign(
        strongest=strongest,
        check_agreed=only_where(strongest.notna(), frame["intensity"] == strongest) | ~_told_by_several(frame, pair),
        check_dates=_within_actors_dates(frame, known),
        check_from=frame["from_id"].isin(ends) | unheard["from_id"],
        check_from_heard=~unheard["from_id"],
        check_to=frame["to_id"].isin(ends) | unheard["to_id"],
        check_to_heard=~unheard["to_id"],
        check_loop=frame["from_id"] != frame["to_id"],
        check_own_end=own,
        pair=pair,
    )


def _is_of_unheard_town(frame: pd.DataFrame, end: str, known: Known) -> pd.Series:
    """Return whether an id is one of another town of which no actors have come: nobody can say that it is wrong.

    A town that has left the project is such a one.
    """
    towns = {*known.project.towns, *known.project.former_towns}
    unheard = towns - frozenset[str]().union(*known.town_of_actor.values())
    unknown = frame.loc[~frame[end].isin(known.actor_ids | known.external_ids), [end, "town"]]
    town = pd.Series([str(one).rpartition("-")[0] for one in unknown[end]], index=unknown.index, dtype="str")
    return (town.isin(unheard) & (town != unknown["town"])).reindex(frame.index, fill_value=False)


def _told_by_several(frame: pd.DataFrame, pair: pd.Series) -> pd.Series:
    """Return whether a link is reported by both of its towns."""
    return frame.groupby([pair, frame["link_type"]])["town"].transform("nunique") > 1


def _within_actors_dates(frame: pd.DataFrame, known: Known) -> pd.Series:
    """Return whether a link neither began before nor ended after one of its actors; unknown days say nothing."""
    holds = pd.Series(True, index=frame.index, dtype="boolean")
    actors = known.rows.get("actors")
    if actors is None:
        return holds
    latest = actors.sort_values("folder_quarter").drop_duplicates("actor_id", keep="last").set_index("actor_id")
    for end in ("from_id", "to_id"):
        began = frame["active_from"] < frame[end].map(latest["active_from"])
        ended = frame["active_to"] > frame[end].map(latest["active_to"])
        holds &= ~(began | ended)
    return holds


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    contract = known.project.tables["links"]
    return (
        Promise(
            "LNK-001",
            "to_id",
            Message(
                severity="critical",
                message=Text(
                    fi="Yhteyden molemmat päät ovat sama toimija {value}.",
                    sv="Förbindelsens båda ändar är samma aktör {value}.",
                    en="Both ends of the link are the same actor {value}.",
                ),
                fix=Text(
                    fi="Korjaa toisen pään tunnus tai poista rivi.",
                    sv="Rätta den ena ändens beteckning eller ta bort raden.",
                    en="Correct the id of one end or remove the row.",
                ),
            ),
            true_column("check_loop"),
        ),
        _known_end("LNK-002", "from_id", "check_from"),
        Promise(
            "LNK-003",
            "to_id",
            Message(
                severity="warning",
                message=Text(
                    fi="Sama yhteys ({pair}) on luettelossa useammin kuin kerran. Se lasketaan kerran.",
                    sv="Samma förbindelse ({pair}) finns mer än en gång i förteckningen. Den räknas en gång.",
                    en="The same link ({pair}) stands in the list more than once. It is counted once.",
                ),
                fix=Text(
                    fi="Poista päällekkäiset rivit.", sv="Ta bort de dubbla raderna.", en="Remove the duplicate rows."
                ),
            ),
            gxe.ExpectCompoundColumnsToBeUnique(column_list=["town", "pair", "link_type"]),
            {"pair": "pair"},
        ),
        _known_end("LNK-004", "to_id", "check_to"),
        Promise(
            "LNK-005",
            "from_id",
            Message(
                severity="warning",
                message=Text(
                    fi="Yhteyden ({pair}) kumpikaan pää ei ole oman kunnan toimija.",
                    sv="Ingendera änden av förbindelsen ({pair}) är den egna kommunens aktör.",
                    en="Neither end of the link ({pair}) is an actor of the town.",
                ),
                fix=Text(
                    fi="Tarkista tunnukset. Toisten kuntien väliset yhteydet ilmoittaa kyseinen kunta.",
                    sv="Kontrollera beteckningarna. Förbindelser mellan andra kommuner anges av dem själva.",
                    en="Check the ids. Links between other towns are reported by those towns.",
                ),
            ),
            true_column("check_own_end"),
            {"pair": "pair"},
        ),
        in_order(
            "LNK-006",
            "active_from",
            "active_to",
            contract.columns["active_from"].label,
            contract.columns["active_to"].label,
        ),
        Promise(
            "LNK-007",
            "active_from",
            told(
                "warning",
                (
                    "Yhteys ({pair}, {value}–{end}) on osin ajalta, jolloin toinen toimija ei ollut mukana.",
                    "Förbindelsen ({pair}, {value}–{end}) gäller delvis en tid då den ena aktören inte var med.",
                    "The link ({pair}, {value}–{end}) lies partly outside the time of one of its actors.",
                ),
                (
                    "Tarkista yhteyden ja toimijoiden päivät.",
                    "Kontrollera förbindelsens och aktörernas datum.",
                    "Check the days of the link and of the actors.",
                ),
            ),
            true_column("check_dates"),
            {"pair": "pair", "end": "active_to"},
        ),
        Promise(
            "LNK-008",
            "intensity",
            told(
                "info",
                (
                    "Yhteyden ({pair}) vahvuus on {value}, mutta toinen kunta ilmoitti {other}.",
                    "Förbindelsens ({pair}) styrka är {value}, men den andra kommunen angav {other}.",
                    "The intensity of the link ({pair}) is {value}, but the other town says {other}.",
                ),
                (
                    "Sopikaa vahvuudesta toisen kunnan kanssa.",
                    "Kom överens om styrkan med den andra kommunen.",
                    "Agree on the intensity with the other town.",
                ),
            ),
            true_column("check_agreed"),
            {"pair": "pair", "other": "strongest"},
        ),
        _end_to_be_checked("from_id", "check_from_heard"),
        _end_to_be_checked("to_id", "check_to_heard"),
    )


def _known_end(code: str, column: str, check: str) -> Promise:
    return Promise(
        code,
        column,
        Message(
            severity="critical",
            message=Text(
                fi="Tunnusta {value} ei ole toimijoiden eikä ulkopuolisten toimijoiden luettelossa.",
                sv="Beteckningen {value} finns varken bland aktörerna eller de externa aktörerna.",
                en="The id {value} is in neither the actors nor the external actors.",
            ),
            fix=Text(
                fi="Lisää toimija välilehdelle Toimijat tai Ulkopuoliset toimijat, tai korjaa tunnus.",
                sv="Lägg till aktören på bladet Aktörer eller Externa aktörer, eller rätta beteckningen.",
                en="Add the actor to the sheet Actors or External actors, or correct the id.",
            ),
        ),
        true_column(check),
    )


def _end_to_be_checked(column: str, check: str) -> Promise:
    return Promise(
        "LNK-009",
        column,
        told(
            "info",
            (
                "Tunnusta {value} ei voitu tarkistaa, koska toisen kunnan toimijoita ei ole vielä lähetetty.",
                "Beteckningen {value} kunde inte kontrolleras, eftersom den andra kommunens aktörer inte har skickats.",
                "The id {value} could not be checked, since the other town's actors have not been sent.",
            ),
            (
                "Mitään ei tarvitse tehdä. Yhteys otetaan mukaan, kun toisen kunnan toimijat on lähetetty.",
                "Inget behöver göras. Förbindelsen tas med när den andra kommunens aktörer har skickats.",
                "Nothing needs to be done. The link is taken in when the other town's actors have been sent.",
            ),
        ),
        true_column(check),
    )
