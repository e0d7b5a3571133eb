"""The tables and charts that set the network beside the comparison group and the whole country."""

from config.loading import TOTAL_SECTOR
from tasks.assemble.blocks import Series
from tasks.assemble.exhibits import Exhibit, build_chart, build_table, text_cell, value_cell
from tasks.assemble.scope import Scope
from tasks.assemble.town_tables import named_sectors, sectors_in_order
from tasks.assemble.value_texts import value_id

_SHARE = "national_job_share_pct"
_GROWTH = "area_job_growth_pct"
GROWTH_AREAS = ("network", "group", "country")


def known_areas(scope: Scope, indicator: str, areas: tuple[str, ...]) -> tuple[str, ...]:
    """Return the areas of which an indicator has any number."""
    return tuple(
        area
        for area in areas
        if any(scope.book.number(indicator, f"{area}.{sector}") is not None for sector in _sectors(scope))
    )


def shares(scope: Scope) -> Exhibit | None:
    """Return the shares of the country's jobs that the network and the comparison group have, by sector."""
    return _by_area(scope, "national_shares", _SHARE, ("network", "group"))


def growth(scope: Scope) -> Exhibit | None:
    """Return the yearly growth of jobs in the network, the comparison group and the country, by sector."""
    return _by_area(scope, "growth", _GROWTH, GROWTH_AREAS)


def share_chart(scope: Scope) -> Exhibit | None:
    """Return the network's share of the country's jobs by named sector, as bars."""
    drawn = [sector for sector in named_sectors(scope) if scope.book.number(_SHARE, f"network.{sector}") is not None]
    if not drawn:
        return None
    points = ", ".join(
        scope.wording(
            "charts.national_share.point",
            name=scope.label("sector", sector),
            value=scope.book.text(_SHARE, f"network.{sector}"),
        )
        for sector in drawn
    )
    return build_chart(
        scope,
        "national_share",
        "bar",
        [scope.label("sector", sector) for sector in drawn],
        [
            Series(
                scope.wording("charts.national_share.series"),
                tuple(scope.book.number(_SHARE, f"network.{sector}") for sector in drawn),
            )
        ],
        *scope.snapshot_sources("jobs_by_sector"),
        value_ids=[value_id(_SHARE, f"network.{sector}") for sector in drawn],
        words={"year": year_of(scope, _SHARE, "year"), "points": points},
        number_format="one_decimal",
        value_title=scope.wording("charts.national_share.value_title"),
        height_cm=5.0,
    )


def year_of(scope: Scope, indicator: str, key: str) -> str:
    """Return the year or years of an indicator of the network, which its variant states as `year=2021`."""
    row = scope.book.find(indicator, f"network.{TOTAL_SECTOR}")
    stated = dict(part.partition("=")[::2] for part in row.variant.split(";")) if row is not None else {}
    return stated.get(key, "").replace("-", "–")


def _by_area(scope: Scope, table_id: str, indicator: str, areas: tuple[str, ...]) -> Exhibit | None:
    if not known_areas(scope, indicator, areas):
        return None
    rows = [
        (
            text_cell(scope.label("sector_or_total", sector)),
            *(
                value_cell(scope.book.cell(indicator, f"{area}.{sector}"), value_id(indicator, f"{area}.{sector}"))
                for area in areas
            ),
        )
        for sector in _sectors(scope)
    ]
    layout = " ".join(["l5", *("r2.4" for _ in areas)])
    key = "years" if indicator == _GROWTH else "year"
    table = build_table(
        scope, table_id, layout, rows, *scope.snapshot_sources("jobs_by_sector"), year=year_of(scope, indicator, key)
    )
    return Exhibit(table)


def _sectors(scope: Scope) -> list[str]:
    return sectors_in_order(scope, with_total=True)
