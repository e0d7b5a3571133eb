"""What the hours promise: no month is longer than full time, and nobody is named."""

import great_expectations.expectations as gxe
import numpy as np
import pandas as pd

from expectations.dates import day_within_project, within_project
from expectations.promise import Known, Promise, only_where, told, true_column, unique_key

HOURS_A_WORKDAY = 7.65
"""A full working day of the municipal general working time (38 h 15 min a week)."""

_PSEUDONYM = r"[a-zåäö][a-zåäö-]*\d{1,3}"
"""A number behind a word, such as `hlo1`; the town's slug may stand before it."""


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with each person's hours in the month beside full time, and the town's beside its staff."""
    month = frame["month"].dt.to_period("M")
    sender = [frame["town"], frame["folder_quarter"]]
    person = frame["hour_count"].groupby([*sender, frame["person_id"], month]).transform("sum")
    town = frame["hour_count"].groupby([*sender, month]).transform("sum")
    full_time = _full_time_hours(frame["month"])
    staff = [_staff(known, str(slug)) for slug in frame["town"]]
    is_first_of_person = ~frame.assign(month=month).duplicated(["town", "folder_quarter", "person_id", "month"])
    is_first_of_town = ~frame.assign(month=month).duplicated(["town", "folder_quarter", "month"])
    limit = full_time * frame["employment_pct"].fillna(100) / 100
    return frame.assign(
        person_hours=person,
        limit_hours=limit,
        town_hours=town,
        staff_hours=full_time * staff,
        check_person=only_where(is_first_of_person & limit.notna(), person <= limit + 0.5),
        check_town=only_where(is_first_of_town & full_time.notna(), town <= full_time * staff + 0.5),
        check_project=within_project(frame["month"] + pd.offsets.MonthEnd(0), known),
    )


def _full_time_hours(month: pd.Series) -> pd.Series:
    """Return the hours of full-time work in each month: its weekdays, holidays included."""
    first = month.to_numpy().astype("datetime64[M]")
    days = [
        np.nan if np.isnat(one) else np.busday_count(one.astype("datetime64[D]"), (one + 1).astype("datetime64[D]"))
        for one in first
    ]
    return pd.Series(days, index=month.index, dtype="float64") * HOURS_A_WORKDAY


def _staff(known: Known, town: str) -> float:
    """Return the most full-time staff that a town may have by the budget."""
    is_lead = town == known.project.identity.coordinator
    return float(known.project.budget.full_time_equivalents["lead_partner" if is_lead else "others"])


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    slugs = "|".join(known.project.towns)
    return (
        unique_key("HOU-001", known.project.tables["hours"]),
        Promise(
            "HOU-002",
            "hour_count",
            told(
                "warning",
                (
                    "Henkilöllä {person} on kuukaudessa {hours} tuntia, mutta täysi työaika on enintään {limit} h.",
                    "Personen {person} har {hours} timmar i månaden, men full arbetstid är högst {limit} h.",
                    "The person {person} has {hours} hours in the month, but full time is at most {limit}.",
                ),
                (
                    "Tarkista tunnit ja osa-aikaprosentti.",
                    "Kontrollera timmarna och deltidsprocenten.",
                    "Check the hours and the part-time share.",
                ),
            ),
            true_column("check_person"),
            {"person": "person_id", "hours": "person_hours", "limit": "limit_hours"},
        ),
        Promise(
            "HOU-003",
            "person_id",
            told(
                "warning",
                (
                    "Henkilön peitetunnus ei ole pyydettyä muotoa.",
                    "Personens pseudonym har inte den form som begärs.",
                    "The person's pseudonym does not have the form that is asked for.",
                ),
                (
                    "Käytä esimerkiksi tunnusta iisalmi-hlo1. Älä kirjoita nimeä.",
                    "Använd till exempel beteckningen iisalmi-hlo1. Skriv inget namn.",
                    "Use an id such as iisalmi-hlo1. Write no name.",
                ),
            ),
            gxe.ExpectColumnValuesToMatchRegex(column="person_id", regex=f"^(?:(?:{slugs})-)?{_PSEUDONYM}$"),
            conceals=True,
        ),
        day_within_project("HOU-004", "month", "check_project"),
        Promise(
            "HOU-005",
            "hour_count",
            told(
                "warning",
                (
                    "Kunnan työtunteja on kuukaudessa {hours}, mutta suunnitellulla henkilöstöllä enintään {limit}.",
                    "Kommunen har {hours} arbetstimmar i månaden, men den planerade personalen ger högst {limit}.",
                    "The town's hours in the month are {hours}; the planned staff makes at most {limit}.",
                ),
                (
                    "Tarkista tunnit tai hae henkilöstön muutosta.",
                    "Kontrollera timmarna eller ansök om ändring av personalen.",
                    "Check the hours, or apply for a change of the staff.",
                ),
            ),
            true_column("check_town"),
            {"hours": "town_hours", "limit": "staff_hours"},
        ),
    )
