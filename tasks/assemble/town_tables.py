"""The tables of a town's situation picture that are made from indicator values."""

import datetime as dt
from collections.abc import Iterable, Sequence

from config.loading import TOTAL_SECTOR
from tasks.assemble.blocks import Cell
from tasks.assemble.directory import Directory, latest_sent, latest_year
from tasks.assemble.exhibits import Exhibit, build_table, text_cell, value_cell
from tasks.assemble.scope import NONE, Scope
from tasks.assemble.value_texts import value_id

KEY_NUMBERS: tuple[tuple[str, str, str], ...] = (
    ("employee_count", TOTAL_SECTOR, "key_figures"),
    ("actor_count", "", "actors"),
    ("link_count", "", "links"),
    ("cross_town_link_count", "", "links"),
    ("hei_link_count", "", "links"),
    ("gap_count", "", "competence_gaps"),
    ("gap_coverage_pct", "", "competence_gaps"),
    ("development_phase", "", "maturity_scores"),
)
"""Indicator, dimension and the table that it needs, in the order of the summary's table."""


def sectors_in_order(scope: Scope, *, with_total: bool = False) -> list[str]:
    """Return the sectors in the configuration's order."""
    return [*scope.inputs.project.sectors, *([TOTAL_SECTOR] if with_total else [])]


def named_sectors(scope: Scope) -> list[str]:
    """Return the sectors that consist of named industries; the rest would flatten them in a chart."""
    return [name for name, sector in scope.inputs.project.sectors.items() if sector.industries]


def known_years(scope: Scope, indicator: str, town: str = "") -> list[int]:
    """Return the years of an indicator that were over when the reported quarter ended and have a number."""
    last_day = scope.inputs.quarter.last_day
    last_full_year = last_day.year if (last_day.month, last_day.day) == (12, 31) else last_day.year - 1
    years = [int(year) for year in scope.book.dimensions(indicator, town) if year.isdigit()]
    return [
        year for year in years if year <= last_full_year and scope.book.number(indicator, str(year), town) is not None
    ]


def key_numbers(scope: Scope, shown: Sequence[tuple[str, str, str]] = KEY_NUMBERS) -> Exhibit | None:
    """Return the summary's table of key numbers; a number whose table nobody sent is left to the gap box.

    `shown` are the numbers beside population and jobs: indicator, dimension and the table that it needs.
    """
    rows = []
    for indicator in ("population", "job_count", "workplace_self_sufficiency_pct"):
        if years := known_years(scope, indicator):
            # The population is that of the last day of the year, the others are of the year.
            when = scope.date(dt.date(years[-1], 12, 31)) if indicator == "population" else str(years[-1])
            rows.append(_key_row(scope, indicator, str(years[-1]), when))
    for indicator, dimension, table in shown:
        if scope.state(table) == NONE:
            continue
        year = latest_year(scope.rows(table)) if table in ("key_figures", "maturity_scores") else None
        when = str(year) if year is not None else scope.date(scope.standing(table).sent_on)
        rows.append(_key_row(scope, indicator, dimension, when))
    if not rows:
        return None
    used = tuple(dict.fromkeys(table for _, _, table in shown if scope.state(table) != NONE))
    sources = [scope.town_source(*used)] if used else []
    if known_years(scope, "population"):
        sources.append(scope.wording("source.population"))
    if known_years(scope, "job_count"):
        sources.append(scope.snapshot_source("jobs_by_sector"))
    if known_years(scope, "workplace_self_sufficiency_pct"):
        sources += scope.snapshot_sources("employed_residents")
    return Exhibit(build_table(scope, "key_numbers", "l5 r2 l2", rows, *sources))


def _key_row(scope: Scope, indicator: str, dimension: str, when: str) -> tuple[Cell, ...]:
    return (
        text_cell(scope.wording(f"key_numbers.{indicator}")),
        value_cell(scope.book.text(indicator, dimension), value_id(indicator, dimension), bold=True),
        text_cell(when),
    )


def sectors(scope: Scope) -> Exhibit | None:
    """Return the table of sectors with employees, firms, share and location quotient."""
    if scope.state("key_figures") == NONE:
        return None
    rows = []
    for sector in sectors_in_order(scope, with_total=True):
        is_total = sector == TOTAL_SECTOR
        quotient = value_id("location_quotient", sector)
        rows.append(
            (
                text_cell(scope.label("sector_or_total", sector), bold=is_total),
                *_value_cells(scope, ("employee_count", "firm_count"), sector, bold=is_total),
                *(
                    (text_cell(""), text_cell(""), text_cell(""))
                    if is_total
                    else (
                        *_value_cells(scope, ("employee_share_pct", "location_quotient"), sector),
                        value_cell(scope.book.interval("location_quotient", sector), f"{quotient}.interval"),
                    )
                ),
            )
        )
    table = build_table(
        scope,
        "sectors",
        "l4.5 r1.8 r1.6 r1.4 r1.2 r2",
        rows,
        scope.town_source("key_figures"),
        *scope.snapshot_sources("jobs_by_sector"),
        **_inside_and_year(scope),
    )
    return Exhibit(table)


def turnover(scope: Scope) -> Exhibit | None:
    """Return the table of turnover, exports and R&D expenditure by sector."""
    measures = ("turnover_eur", "export_share_pct", "rd_intensity_pct")
    order = sectors_in_order(scope, with_total=True)
    if scope.state("key_figures") == NONE or all(scope.book.number(m, s) is None for m in measures for s in order):
        return None
    rows = [
        (
            text_cell(scope.label("sector_or_total", sector), bold=sector == TOTAL_SECTOR),
            *(
                value_cell(scope.book.cell(m, sector), value_id(m, sector), bold=sector == TOTAL_SECTOR)
                for m in measures
            ),
        )
        for sector in order
    ]
    table = build_table(
        scope, "turnover", "l4 r2 r2 r2", rows, scope.town_source("key_figures"), **_inside_and_year(scope)
    )
    return Exhibit(table)


def helix(scope: Scope, directory: Directory) -> Exhibit | None:
    """Return the table of the quadruple helix with examples of actors whose names are public."""
    if scope.state("actors") == NONE:
        return None
    actors = directory.of_town(scope.inputs.town)
    rows = []
    for code in scope.inputs.project.code_lists["helix"]:
        named = [actor for actor in actors if actor.helix == code and actor.is_named]
        # Organisations with a role come first: they say most about what the part of the helix consists of.
        examples = sorted(named, key=lambda a: (a.role in ("", "member"), a.name))[:3]
        rows.append(
            (
                text_cell(scope.label("helix", code)),
                *_value_cells(scope, ("actor_count_by_helix",), code),
                text_cell(", ".join(actor.name for actor in examples)),
            )
        )
    table = build_table(scope, "helix", "l3 r1.3 l6", rows, scope.town_source("actors"))
    return Exhibit(table, source_refs=tuple(actor.source_ref for actor in actors))


def phase_by_year(scope: Scope) -> Exhibit | None:
    """Return the table of the development phase by year, if more than one year was assessed."""
    years = [year for year in scope.book.dimensions("development_phase") if year.isdigit()]
    if len(years) < 2:
        return None
    rows = []
    for year in years:
        found = scope.book.find("development_phase", year)
        name = value_id("development_phase", year)
        rows.append(
            (
                text_cell(year),
                *_value_cells(scope, ("development_phase",), year),
                value_cell(scope.book.interval("development_phase", year), f"{name}.interval"),
                value_cell("" if found is None or found.n is None else str(found.n), f"{name}.n"),
            )
        )
    return Exhibit(build_table(scope, "phase_by_year", "l1 l2 r2 r2", rows, scope.town_source("maturity_scores")))


def _value_cells(scope: Scope, indicators: Iterable[str], dimension: str, *, bold: bool = False) -> tuple[Cell, ...]:
    return tuple(
        value_cell(scope.book.cell(indicator, dimension), value_id(indicator, dimension), bold=bold)
        for indicator in indicators
    )


def _inside_and_year(scope: Scope) -> dict[str, object]:
    return {"inside": scope.town_form(scope.town, "inside"), "year": latest_year(scope.rows("key_figures"))}


def data_date(scope: Scope) -> str:
    """Return the day of the newest data that the document uses, in words, or an empty text."""
    return scope.date(latest_sent(scope, *scope.inputs.project.tables))
