"""What the key figures promise: the sectors add up to the total, and no part exceeds its whole."""

import great_expectations.expectations as gxe
import pandas as pd

from config.contracts import Message
from config.loading import TOTAL_SECTOR
from config.texts import Text
from expectations.official_figures import compared_with_statistics, promises_beside_statistics
from expectations.promise import Known, Promise, true_column, unique_key
from expectations.yearly_figures import compared_over_time, promises_over_time

_SUMMED = ("employee_count", "firm_count")


def prepare(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with the sectors' sum beside each total, and the figures of other years and submissions."""
    frame = compared_with_statistics(compared_over_time(frame, known), known)
    is_total = frame["sector"] == TOTAL_SECTOR
    group = [frame["town"], frame["year"]]
    sums = {
        f"{column}_of_sectors": frame[column].where(~is_total).groupby(group).transform("sum").where(is_total)
        for column in _SUMMED
    }
    has_total = is_total.groupby(group).transform("any")
    is_first = ~frame.duplicated(["town", "year"])
    return frame.assign(**sums, check_total=has_total.where(is_first).astype("boolean"))


def promises(known: Known) -> tuple[Promise, ...]:
    """Return the table's promises."""
    contract = known.project.tables["key_figures"]
    return (
        unique_key("KEY-001", contract),
        _total_agrees("KEY-002", "employee_count"),
        _total_agrees("KEY-003", "firm_count"),
        _part_of_turnover("KEY-004", "export_eur", "critical"),
        _part_of_turnover("KEY-005", "rd_expenditure_eur", "warning"),
        Promise(
            "KEY-006",
            "sector",
            Message(
                severity="critical",
                message=Text(
                    fi="Vuodelta {year} puuttuu rivi Yhteensä.",
                    sv="Raden Totalt saknas för år {year}.",
                    en="The row Total is missing for the year {year}.",
                ),
                fix=Text(
                    fi="Lisää vuodelle rivi, jonka toimiala on Yhteensä.",
                    sv="Lägg till en rad för året med branschen Totalt.",
                    en="Add a row for the year with the sector Total.",
                ),
            ),
            true_column("check_total"),
            {"year": "year"},
        ),
        *promises_over_time(),
        *promises_beside_statistics(),
    )


def _total_agrees(code: str, column: str) -> Promise:
    return Promise(
        code,
        column,
        Message(
            severity="critical",
            message=Text(
                fi="{column}: rivillä Yhteensä on {value}, mutta toimialojen summa on {sum} (vuosi {year}).",
                sv="{column}: på raden Totalt står {value}, men branschernas summa är {sum} (år {year}).",
                en="{column}: the row Total says {value}, but the sectors sum to {sum} (year {year}).",
            ),
            fix=Text(
                fi="Tarkista toimialojen luvut ja summa. Jokainen yritys kuuluu yhteen toimialaan.",
                sv="Kontrollera branschernas tal och summan. Varje företag hör till en bransch.",
                en="Check the sectors' figures and the sum. Each firm belongs to one sector.",
            ),
        ),
        gxe.ExpectColumnPairValuesToBeEqual(
            column_A=column, column_B=f"{column}_of_sectors", ignore_row_if="either_value_is_missing"
        ),
        {"sum": f"{column}_of_sectors", "year": "year"},
    )


def _part_of_turnover(code: str, column: str, severity: str) -> Promise:
    return Promise(
        code,
        column,
        Message.model_validate(
            {
                "severity": severity,
                "message": Text(
                    fi="{column} ({value}) on suurempi kuin liikevaihto ({turnover}).",
                    sv="{column} ({value}) är större än omsättningen ({turnover}).",
                    en="{column} ({value}) is greater than the turnover ({turnover}).",
                ),
                "fix": Text(
                    fi="Tarkista luvut ja niiden yksikkö: kaikki euroina, ei tuhansina euroina.",
                    sv="Kontrollera talen och enheten: alla i euro, inte i tusen euro.",
                    en="Check the figures and their unit: all in euros, not in thousands.",
                ),
            }
        ),
        gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="turnover_eur", column_B=column, or_equal=True, ignore_row_if="either_value_is_missing"
        ),
        {"turnover": "turnover_eur"},
    )
