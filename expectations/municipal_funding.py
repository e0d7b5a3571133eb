"""What the municipal funding promises: the commitments add up to the plan, and none is overpaid."""

import pandas as pd

from config.texts import number_text
from expectations.history import has_not_fallen, never_falls, with_earlier
from expectations.promise import Known, Promise, told, true_column, unique_key

_ROUNDING_EUR = 1.0


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with the sum of all commitments on the first row of the coordinator's, and payments compared."""
    frame = with_earlier(frame, known, "municipal_funding", ("partner_town", "year"), ("paid_eur",))
    is_coordinators = frame["town"] == known.project.identity.coordinator
    keys = ["town", "folder_quarter"]
    sums = frame.groupby(keys)["committed_eur"].transform("sum").where(is_coordinators & ~frame.duplicated(keys))
    planned = known.project.budget.funding["municipal"].amount_eur
    return frame.assign(
        sum_eur=sums,
        check_not_fallen=has_not_fallen(frame, "paid_eur"),
        check_sum=~((sums - planned).abs() > _ROUNDING_EUR),
        check_paid=~(frame["paid_eur"] > frame["committed_eur"] + _ROUNDING_EUR),
    )


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    planned = number_text(known.project.budget.funding["municipal"].amount_eur)
    return (
        unique_key("MUN-001", known.project.tables["municipal_funding"]),
        Promise(
            "MUN-002",
            "committed_eur",
            told(
                "warning",
                (
                    f"Kuntien sitoumukset ovat yhteensä {{sum}} €, suunnitelmassa {planned.fi} €.",
                    f"Kommunernas åtaganden är sammanlagt {{sum}} €, i planen {planned.sv} €.",
                    f"The towns' commitments sum to {{sum}} €; the plan says {planned.en} €.",
                ),
                (
                    "Tarkista kuntien sitoumukset.",
                    "Kontrollera kommunernas åtaganden.",
                    "Check the towns' commitments.",
                ),
            ),
            true_column("check_sum"),
            {"sum": "sum_eur"},
        ),
        Promise(
            "MUN-003",
            "paid_eur",
            told(
                "warning",
                (
                    "Maksettu määrä {value} € on suurempi kuin sitoumus {committed} €.",
                    "Det betalda beloppet {value} € är större än åtagandet {committed} €.",
                    "The {value} € paid are more than the commitment of {committed} €.",
                ),
                ("Tarkista määrät.", "Kontrollera beloppen.", "Check the amounts."),
            ),
            true_column("check_paid"),
            {"committed": "committed_eur"},
        ),
        never_falls("MUN-004", "paid_eur"),
    )
