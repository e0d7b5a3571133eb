"""What the risks promise: the score is the product, and a great risk is met by somebody."""

import pandas as pd

from expectations.dates import day_has_come, has_come
from expectations.promise import Known, Promise, only_where, told, true_column, unique_key

GREAT_SCORE = 12


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with the product of probability and impact, and whether open risks are looked after."""
    product = frame["probability"] * frame["impact"]
    is_open = frame["state"] != "closed"
    return frame.assign(
        product=product,
        check_score=only_where(frame["score"].notna() & product.notna(), frame["score"] == product),
        check_response=only_where(is_open & (product >= GREAT_SCORE), frame["response"].notna()),
        check_owner=only_where(is_open, frame["owner_role"].notna()),
        check_come=has_come(frame["assessed_date"], known),
    )


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    return (
        unique_key("RIS-001", known.project.tables["risks"]),
        Promise(
            "RIS-002",
            "score",
            told(
                "warning",
                (
                    "Riskiluku {value} ei ole todennäköisyys kertaa vaikutus ({product}).",
                    "Risktalet {value} är inte sannolikhet gånger konsekvens ({product}).",
                    "The score {value} is not probability times impact ({product}).",
                ),
                (
                    "Korjaa luvut tai jätä riskiluku tyhjäksi.",
                    "Rätta talen eller lämna risktalet tomt.",
                    "Correct the numbers, or leave the score blank.",
                ),
            ),
            true_column("check_score"),
            {"product": "product"},
        ),
        Promise(
            "RIS-003",
            "response",
            told(
                "warning",
                (
                    "Merkittävältä riskiltä ”{risk}” ({product}) puuttuu toimenpide.",
                    "Den betydande risken ”{risk}” ({product}) saknar åtgärd.",
                    "The great risk ”{risk}” ({product}) has no response.",
                ),
                (
                    "Kirjoita, miten riskiin varaudutaan.",
                    "Skriv hur man är beredd på risken.",
                    "Write how the risk is met.",
                ),
            ),
            true_column("check_response"),
            {"risk": "description", "product": "product"},
        ),
        Promise(
            "RIS-004",
            "owner_role",
            told(
                "warning",
                (
                    "Riskiltä ”{risk}” puuttuu omistaja.",
                    "Risken ”{risk}” saknar ägare.",
                    "The risk ”{risk}” has no owner.",
                ),
                (
                    "Kirjoita rooli, joka seuraa riskiä.",
                    "Skriv rollen som följer risken.",
                    "Write the role that watches the risk.",
                ),
            ),
            true_column("check_owner"),
            {"risk": "description"},
        ),
        day_has_come("RIS-005", "assessed_date", "check_come"),
    )
