"""What the maturity scores promise: a score has evidence and does not leap."""

import pandas as pd

from config.contracts import Message
from config.texts import Text
from expectations.competence_gaps import date_has_come
from expectations.promise import Known, Promise, true_column, unique_key


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with whether each score is justified, and its step from the year before."""
    scored = frame["score"].notna()
    ordered = frame.sort_values(["town", "dimension", "year"])
    group = ordered.groupby(["town", "dimension"])
    step = (ordered["score"] - group["score"].shift()).abs().where(ordered["year"] - group["year"].shift() == 1)
    assessed = frame["assessed_date"]
    return frame.assign(
        check_evidence=frame["justification"].notna().astype("boolean").mask(~scored),
        check_step=(step <= 1).astype("boolean").mask(step.isna()).reindex(frame.index),
        check_date=(assessed <= pd.Timestamp(known.project.calendar.quarters[known.quarter].deadline))
        .astype("boolean")
        .mask(assessed.isna()),
    )


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    return (
        unique_key("MAT-001", known.project.tables["maturity_scores"]),
        Promise(
            "MAT-002",
            "justification",
            Message(
                severity="critical",
                message=Text(
                    fi="Pistemäärältä puuttuu perustelu.",
                    sv="Poängen saknar motivering.",
                    en="The score has no justification.",
                ),
                fix=Text(
                    fi="Kirjoita, mihin arvio perustuu, tai jätä pistemäärä tyhjäksi.",
                    sv="Skriv vad bedömningen grundar sig på, eller lämna poängen tom.",
                    en="Write what the assessment rests on, or leave the score blank.",
                ),
            ),
            true_column("check_evidence"),
        ),
        Promise(
            "MAT-003",
            "score",
            Message(
                severity="warning",
                message=Text(
                    fi="Pistemäärä {value} poikkeaa edellisen vuoden pistemäärästä yli yhden askeleen.",
                    sv="Poängen {value} avviker mer än ett steg från föregående års poäng.",
                    en="The score {value} differs by more than one step from the year before.",
                ),
                fix=Text(
                    fi="Tarkista pistemäärä. Jos muutos on todellinen, kerro syy perustelussa.",
                    sv="Kontrollera poängen. Om förändringen är verklig, ange orsaken i motiveringen.",
                    en="Check the score. If the change is real, give its reason in the justification.",
                ),
            ),
            true_column("check_step"),
        ),
        date_has_come("MAT-004", "assessed_date"),
    )
