"""Invented figures about firms: of one town by hand, or of several by Hypothesis."""

from hypothesis import strategies as st

from config.models import Disclosure
from tasks.measure.key_figures import AMOUNTS, Cell, KeyFigures

LIMITS = Disclosure(
    minimum_firm_count=3,
    dominance_share_pct=70,
    minimum_firm_count_when_dominance_unknown=5,
    protection_range_pct=10,
    minimum_response_count=5,
)
SECTORS = ("elintarvike", "meri", "metsa", "muu", "teknologia")


def key_figures(town, by_sector, classes=None):
    cells = {
        sector: Cell(
            {**dict.fromkeys(AMOUNTS), "employee_count": employees, "firm_count": firms},
            (classes or {}).get(sector, "under_50"), False, (f"{town}.xlsx!Tunnusluvut!2",),
        )
        for sector, (employees, firms) in by_sector.items()
    }  # fmt: skip
    total = Cell(
        {**dict.fromkeys(AMOUNTS), "employee_count": sum(e for e, _ in by_sector.values()),
         "firm_count": sum(f for _, f in by_sector.values())},
        (classes or {}).get("yhteensa", "under_50"), False, (f"{town}.xlsx!Tunnusluvut!7",),
    )  # fmt: skip
    return KeyFigures(2021, 2021, {**cells, "yhteensa": total}, (town,))


@st.composite
def towns_with_figures(draw):
    towns = {}
    for town in "abcd"[: draw(st.integers(1, 4))]:
        by_sector, classes = {}, {}
        for sector in SECTORS:
            firms = draw(st.integers(0, 7))
            by_sector[sector] = (draw(st.integers(1, 400)) if firms else 0, firms)
            classes[sector] = draw(st.sampled_from(["", "under_50", "under_50", "over_70"]))
        towns[town] = key_figures(town, by_sector, classes)
    return towns
