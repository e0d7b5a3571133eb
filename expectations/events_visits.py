"""What the events promise: the parts do not exceed the whole, the day is in the project, costs have vouchers."""

import pandas as pd

from expectations.dates import day_has_come, day_within_project, has_come, within_project
from expectations.promise import Known, Promise, only_where, told, true_column, unique_key
from expectations.references import all_exist, reference_exists, sheet_name

_TABLE = "events_visits"
_ROUNDING_EUR = 0.005
_PARTS = ("business_count", "academia_count", "public_count", "civil_society_count")


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with the sum of their participants by helix, and whether their day and vouchers are in order."""
    parts = frame[list(_PARTS)].sum(axis="columns", min_count=1)
    has_cost = frame["cost_eur"].fillna(0) > 0
    costs_were_read = pd.Series("costs" in known.rows, index=frame.index)
    responses = frame["feedback_count"]
    fewest_shown = known.project.identity.disclosure.minimum_response_count
    vouchers = frame["voucher_ids"].where(costs_were_read)
    vouchers_eur = _voucher_sums(frame["voucher_ids"], known)
    return frame.assign(
        sum_of_parts=parts,
        check_parts=only_where(parts.notna(), parts <= frame["participant_count"]),
        check_project=within_project(frame["event_date"], known),
        check_come=has_come(frame["event_date"], known),
        check_responses=only_where(frame["feedback_mean"].notna(), responses.notna()),
        check_respondents=only_where(responses.notna(), responses <= frame["participant_count"]),
        check_few=only_where(frame["feedback_mean"].notna() & responses.notna(), responses >= fewest_shown),
        check_cost=only_where(has_cost & costs_were_read, frame["voucher_ids"].notna()),
        check_vouchers=all_exist(vouchers, known.ids("costs", "voucher_id")),
        vouchers_eur=vouchers_eur,
        check_covered=only_where(has_cost & vouchers_eur.notna(), frame["cost_eur"] <= vouchers_eur + _ROUNDING_EUR),
    )


def _voucher_sums(voucher_ids: pd.Series, known: Known) -> pd.Series:
    """Return what the vouchers of each event sum to; nothing where one of them was not read."""
    costs = known.rows.get("costs")
    if costs is None:
        return pd.Series(float("nan"), index=voucher_ids.index)
    # A voucher that is sent again in a later quarter is the same one.
    rows = costs.drop_duplicates(["voucher_id", "cost_type", "work_package"], keep="last")
    amounts = rows.groupby("voucher_id")["amount_eur"].sum().astype("float64")
    named = [[] if pd.isna(cell) else str(cell).split(",") for cell in voucher_ids]
    sums = [sum(amounts.get(one, float("nan")) for one in ids) if ids else float("nan") for ids in named]
    return pd.Series(sums, index=voucher_ids.index, dtype="float64")


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    fewest_shown = known.project.identity.disclosure.minimum_response_count
    return (
        unique_key("EVE-001", known.project.tables[_TABLE]),
        Promise(
            "EVE-002",
            "participant_count",
            told(
                "critical",
                (
                    "Osallistujia on {value}, mutta tahoittain niitä on yhteensä {sum}.",
                    "Antalet deltagare är {value}, men gruppernas summa är {sum}.",
                    "There are {value} participants, but the groups sum to {sum}.",
                ),
                (
                    "Tarkista osallistujamäärät. Yhteismäärä on vähintään osien summa.",
                    "Kontrollera antalen. Totalen är minst summan av delarna.",
                    "Check the counts. The total is at least the sum of the parts.",
                ),
            ),
            true_column("check_parts"),
            {"sum": "sum_of_parts"},
        ),
        day_within_project("EVE-003", "event_date", "check_project"),
        day_has_come("EVE-004", "event_date", "check_come"),
        Promise(
            "EVE-005",
            "feedback_count",
            told(
                "warning",
                (
                    "Palautteen keskiarvo on {mean}, mutta vastausten määrä puuttuu.",
                    "Responsens medeltal är {mean}, men antalet svar saknas.",
                    "The mean of the feedback is {mean}, but the number of responses is missing.",
                ),
                ("Kirjoita vastausten määrä.", "Skriv antalet svar.", "Write the number of responses."),
            ),
            true_column("check_responses"),
            {"mean": "feedback_mean"},
        ),
        Promise(
            "EVE-006",
            "feedback_count",
            told(
                "info",
                (
                    f"Palautteita on {{value}}. Alle {fewest_shown} vastauksen keskiarvoa ei näytetä.",
                    f"Antalet svar är {{value}}. Medeltalet av färre än {fewest_shown} svar visas inte.",
                    f"There are {{value}} responses. A mean of fewer than {fewest_shown} is not shown.",
                ),
                ("Tieto ei vaadi korjausta.", "Uppgiften behöver inte rättas.", "Nothing needs to be corrected."),
            ),
            true_column("check_few"),
        ),
        Promise(
            "EVE-007",
            "voucher_ids",
            told(
                "warning",
                (
                    "Tapahtumalla on kustannus {cost} €, mutta tositetta ei ole nimetty.",
                    "Evenemanget har kostnaden {cost} €, men inget verifikat är angivet.",
                    "The event has a cost of {cost} €, but no voucher is named.",
                ),
                (
                    "Kirjoita tositteen tunnus Kustannukset-välilehdeltä.",
                    "Skriv verifikatets nummer från bladet Kostnader.",
                    "Write the voucher's id from the sheet Costs.",
                ),
            ),
            true_column("check_cost"),
            {"cost": "cost_eur"},
        ),
        reference_exists("EVE-008", "voucher_ids", "check_vouchers", sheet_name(known, "costs")),
        Promise(
            "EVE-009",
            "feedback_count",
            told(
                "warning",
                (
                    "Palautteita on {value}, mutta osallistujia vain {participants}.",
                    "Antalet svar är {value}, men antalet deltagare är bara {participants}.",
                    "There are {value} responses but only {participants} participants.",
                ),
                ("Tarkista luvut.", "Kontrollera talen.", "Check the numbers."),
            ),
            true_column("check_respondents"),
            {"participants": "participant_count"},
        ),
        Promise(
            "EVE-010",
            "cost_eur",
            told(
                "warning",
                (
                    "Tapahtuman kustannus on {value} €, mutta sen tositteiden summa on vain {sum} €.",
                    "Evenemangets kostnad är {value} €, men dess verifikat är sammanlagt bara {sum} €.",
                    "The event's cost is {value} €, but its vouchers sum to only {sum} €.",
                ),
                (
                    "Tarkista kustannus tai lisää puuttuvan tositteen tunnus.",
                    "Kontrollera kostnaden eller lägg till det saknade verifikatets nummer.",
                    "Check the cost, or add the id of the voucher that is missing.",
                ),
            ),
            true_column("check_covered"),
            {"sum": "vouchers_eur"},
        ),
    )
