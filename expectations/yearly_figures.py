"""What the key figures promise over time: closed years are frozen, and no figure leaps or slips by a thousand."""

import pandas as pd

from expectations.history import has_correction_reason, with_earlier
from expectations.promise import Known, Promise, only_where, told, true_column

FROZEN = (
    "employee_count", "firm_count", "turnover_eur", "export_eur", "rd_expenditure_eur", "rd_person_years",
    "investment_eur", "new_firm_count",
)  # fmt: skip
_IN_EUROS = ("turnover_eur", "export_eur", "rd_expenditure_eur", "investment_eur")
_STEADY = {"employee_count": 10, "firm_count": 10, "turnover_eur": 0}
"""Figures that seldom leap, each with the value below which a leap says nothing."""
_SLIP_RATIOS = (500.0, 2000.0)
_LEAP_SHARE = 0.5


def compared_over_time(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Return the rows with each figure of the year before, and the one that was accepted before for the same year."""
    frame = with_earlier(frame, known, "key_figures", ("year", "sector"), (*FROZEN, "is_estimate"))
    corrected = has_correction_reason(frame["source"])
    # The latest year of a submission may still be open, and an estimate may be replaced by the figure.
    closing_year = pd.to_numeric(frame["earlier_quarter"].str[:4]).astype("float64") - 1
    is_closed = (frame["year"] < closing_year).fillna(False) & ~frame["earlier_is_estimate"].fillna(False).astype(bool)
    before = _year_before(frame)
    checks = {}
    for column in FROZEN:
        earlier = frame[f"earlier_{column}"]
        both = is_closed & earlier.notna() & frame[column].notna()
        checks[f"check_frozen_{column}"] = only_where(both, (frame[column] == earlier) | corrected)
    ratios = {column: _ratio(frame[column], before[column]) for column in FROZEN}
    for column in _IN_EUROS:
        checks[f"check_unit_{column}"] = only_where(ratios[column].notna(), ~_is_slip(ratios[column]))
    for column, least in _STEADY.items():
        ratio = ratios[column].where(before[column] >= least)
        leaps = ((ratio - 1).abs() > _LEAP_SHARE) & ~_is_slip(ratio)
        checks[f"check_leap_{column}"] = only_where(ratio.notna(), ~leaps | corrected)
    return frame.assign(**checks, **{f"before_{column}": before[column] for column in FROZEN})


def _year_before(frame: pd.DataFrame) -> pd.DataFrame:
    keys = ["town", "folder_quarter", "year", "sector"]
    earlier = frame[[*keys, *FROZEN]].drop_duplicates(keys)
    earlier = earlier.assign(year=earlier["year"] + 1)
    return frame[keys].merge(earlier, on=keys, how="left").set_index(frame.index)


def _ratio(figure: pd.Series, before: pd.Series) -> pd.Series:
    both = (figure > 0).fillna(False) & (before > 0).fillna(False)
    return figure.astype("float64").where(both) / before.astype("float64").where(both)


def _is_slip(ratio: pd.Series) -> pd.Series:
    low, high = _SLIP_RATIOS
    return ratio.between(low, high) | (1 / ratio).between(low, high)


def promises_over_time() -> tuple[Promise, ...]:
    """Return the promises about time: one a figure."""
    return (
        *(_frozen(column) for column in FROZEN),
        *(_in_one_unit(column) for column in _IN_EUROS),
        *(_steady(column) for column in _STEADY),
    )


def _frozen(column: str) -> Promise:
    return Promise(
        "KEY-007",
        column,
        told(
            "critical",
            (
                "{column}: vuoden {year} luku on {value}, mutta neljänneksellä {quarter} se oli {earlier}.",
                "{column}: talet för år {year} är {value}, men för {quarter} var det {earlier}.",
                "{column}: the figure of {year} is {value}, but for {quarter} it was {earlier}.",
            ),
            (
                "Palauta aiempi luku tai kirjoita Lähde-sarakkeeseen syy, joka alkaa sanalla ”korjaus”.",
                "Återställ det tidigare talet eller skriv i kolumnen Källa en orsak som börjar med ”rättelse”.",
                "Put the earlier figure back, or write a reason into the column Source that begins with ”correction”.",
            ),
        ),
        true_column(f"check_frozen_{column}"),
        {"year": "year", "quarter": "earlier_quarter", "earlier": f"earlier_{column}"},
    )


def _in_one_unit(column: str) -> Promise:
    return Promise(
        "KEY-008",
        column,
        told(
            "warning",
            (
                "{column}: {value} on noin tuhat kertaa suurempi tai pienempi kuin edellisvuonna ({before}).",
                "{column}: {value} är ungefär tusen gånger större eller mindre än året före ({before}).",
                "{column}: {value} is about a thousand times greater or smaller than the year before ({before}).",
            ),
            (
                "Tarkista yksikkö: kaikki luvut euroina, ei tuhansina euroina.",
                "Kontrollera enheten: alla tal i euro, inte i tusen euro.",
                "Check the unit: all figures in euros, not in thousands.",
            ),
        ),
        true_column(f"check_unit_{column}"),
        {"before": f"before_{column}"},
    )


def _steady(column: str) -> Promise:
    return Promise(
        "KEY-009",
        column,
        told(
            "warning",
            (
                "{column}: muutos edellisvuodesta on yli 50 % ({before} → {value}, vuosi {year}).",
                "{column}: ändringen från året före är över 50 % ({before} → {value}, år {year}).",
                "{column}: the change from the year before is over 50 % ({before} → {value}, year {year}).",
            ),
            (
                "Tarkista luku. Jos se on oikein, korjausta ei tarvita.",
                "Kontrollera talet. Om det stämmer behövs ingen rättelse.",
                "Check the figure. If it is right, nothing needs to be corrected.",
            ),
        ),
        true_column(f"check_leap_{column}"),
        {"before": f"before_{column}", "year": "year"},
    )
