"""What the invest-in offers promise: land and premises have an area, the same one in each language."""

import pandas as pd

from expectations.promise import Known, Promise, only_where, told, true_column, unique_key

_WITH_AREA = ("plot", "premises")


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with whether their area is given and agrees with the other languages."""
    first = frame.groupby(["town", "offer_id"])["area_m2"].transform("first")
    return frame.assign(
        other_area_m2=first,
        check_area=only_where(frame["site_kind"].isin(_WITH_AREA), frame["area_m2"].notna()),
        check_same_area=only_where(frame["area_m2"].notna(), frame["area_m2"] == first),
        check_platform=only_where(frame["site_kind"] == "test_platform", frame["test_platform"].notna()),
    )


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    return (
        unique_key("INV-001", known.project.tables["invest_offer"]),
        Promise(
            "INV-002",
            "area_m2",
            told(
                "warning",
                (
                    "Kohteelta ”{site}” puuttuu pinta-ala.",
                    "Objektet ”{site}” saknar areal.",
                    "The site ”{site}” lacks its area.",
                ),
                (
                    "Kirjoita pinta-ala neliömetreinä.",
                    "Skriv arealen i kvadratmeter.",
                    "Write the area in square metres.",
                ),
            ),
            true_column("check_area"),
            {"site": "site_name"},
        ),
        Promise(
            "INV-003",
            "area_m2",
            told(
                "warning",
                (
                    "Kohteen pinta-ala on {value} m², mutta toisella kielellä {other} m².",
                    "Objektets areal är {value} m², men på ett annat språk {other} m².",
                    "The site's area is {value} m², but {other} m² in another language.",
                ),
                (
                    "Kirjoita sama pinta-ala joka kielelle.",
                    "Skriv samma areal på varje språk.",
                    "Write the same area in each language.",
                ),
            ),
            true_column("check_same_area"),
            {"other": "other_area_m2"},
        ),
        Promise(
            "INV-004",
            "test_platform",
            told(
                "warning",
                (
                    "Testialustalta ”{site}” puuttuu kuvaus siitä, mitä siellä voi kokeilla.",
                    "Testplattformen ”{site}” saknar beskrivning av vad som kan prövas där.",
                    "The test platform ”{site}” does not say what can be tried there.",
                ),
                ("Kirjoita lyhyt kuvaus.", "Skriv en kort beskrivning.", "Write a short description."),
            ),
            true_column("check_platform"),
            {"site": "site_name"},
        ),
    )
