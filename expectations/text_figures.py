"""Finds sentences that name a key figure of the whole town and contradict the table of key figures.

Silence is better than a false alarm: only a sentence counts that begins with the town and the figure's own words, names
its year, and ends with the number. `Iisalmen yritysten liikevaihto oli 12,5 miljoonaa euroa vuonna 2021.` is read; the
turnover of a firm, the staff of the municipality, a part of a whole or a change is not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from config.loading import TOTAL_SECTOR
from expectations.promise import Known

_SUBJECTS: Mapping[str, str] = {
    "employee_count": r"yritysten henkilöstö(?:n määrä|määrä)?|företags personal|firms' staff",
    "firm_count": r"yritysten (?:luku)?määrä|antal företag|number of firms",
    "turnover_eur": r"(?:yritysten )?liikevaihto|(?:företags )?omsättning|(?:firms' )?turnover",
    "export_eur": r"(?:yritysten )?vienti|(?:företags )?export|(?:firms' )?exports",
    "rd_expenditure_eur": r"(?:yritysten )?TKI-menot|(?:företags )?FoUI-utgifter|(?:firms' )?RDI expenditure",
}
_YEAR = r"(?:vuonna|år|in) (?P<{}>(?:19|20)\d\d)"
_COUNTED = r"henkilöä|henkeä|työntekijää|yritystä|personer|anställda|företag|persons|employees|firms"
_SCALES: Mapping[str, float] = {
    "": 1, "tuhatta": 1e3, "tusen": 1e3, "thousand": 1e3, "miljoonaa": 1e6, "milj.": 1e6, "miljoner": 1e6,
    "million": 1e6, "miljardia": 1e9, "mrd": 1e9, "miljarder": 1e9, "billion": 1e9,
}  # fmt: skip
_TOLERANCE = 0.05
"""Texts round; a difference within this share of the figure is no contradiction."""


@dataclass(frozen=True)
class Contradiction:
    """What a text says of a figure, and what the table says."""

    claim: str
    figure: float


def contradictions(frame: pd.DataFrame, known: Known) -> list[Contradiction | None]:
    """Return, for each text, the first sentence that contradicts the town's own key figures, or None."""
    figures = known.rows.get("key_figures")
    if figures is None:
        return [None] * len(frame)
    by_town = {str(town): rows for town, rows in figures.groupby("town")}
    return [
        None if town not in by_town or pd.isna(text) else _first_contradiction(text, by_town[town], _names(known, town))
        for town, text in zip(frame["town"], frame["text"], strict=True)
    ]


def _names(known: Known, town: str) -> str:
    name, genitive = known.project.towns[town].name, known.project.towns[town].forms.genitive
    places = (genitive, f"{name.sv}s", f"{name.en}'s", "kaupungin", "kunnan", "stadens", "the town's")
    return "|".join(re.escape(place) for place in places)


def _first_contradiction(text: str, figures: pd.DataFrame, places: str) -> Contradiction | None:
    plain = re.sub(r"[ \u00a0\u202f]+", " ", text)
    for column, subject in _SUBJECTS.items():
        for match in _sentence(places, subject).finditer(plain):
            years = [year for year in match.group("before", "middle", "after") if year]
            value = _value(column, match["number"], match["scale"] or "", match["unit"] or "")
            if len(years) != 1 or value is None:
                continue
            of_year = figures[figures["year"] == int(years[0])]
            known_figures = of_year[column].dropna().astype(float)
            total = of_year.loc[of_year["sector"] == TOTAL_SECTOR, column].dropna()
            if not total.empty and not any(abs(value - one) <= _TOLERANCE * one for one in known_figures):
                return Contradiction(match["claim"], float(total.iloc[-1]))
    return None


def _sentence(places: str, subject: str) -> re.Pattern[str]:
    before, middle, after = (_YEAR.format(name) for name in ("before", "middle", "after"))
    scales = "|".join(re.escape(scale) for scale in _SCALES if scale)
    return re.compile(
        r"(?:^|(?<=[.!?] )|(?<=\n)|(?<=\n[-*] ))"
        rf"(?P<claim>(?:{before} )?(?:{places}) (?:{subject}) (?:{middle} )?"
        r"(?:oli|olivat|on|ovat|var|är|was|were|is|are) (?:(?:yhteensä|noin|sammanlagt|cirka|in total|about) )?"
        r"(?P<number>\d{1,3}(?: \d{3})+|\d+(?:[,.]\d{1,2})?)"
        rf"(?: (?P<scale>{scales}))?(?: (?P<unit>euroa|euro|euros|€|{_COUNTED}))?(?: {after})?)(?=[.!?]?(?:\s*$|\s))"
        r"(?! \w)",
        re.IGNORECASE,
    )


def _value(column: str, number: str, scale: str, unit: str) -> float | None:
    """Return the number that is meant; None where the unit is not the figure's."""
    is_money = unit.lower() in ("euroa", "euro", "euros", "€")
    if is_money != column.endswith("_eur"):
        return None
    return float(number.replace(" ", "").replace(",", ".")) * _SCALES[scale.lower()]
