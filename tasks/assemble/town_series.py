"""How a town's numbers moved over the quarters that were published: lines with their gaps, and the table of them."""

from collections.abc import Sequence

from config.loading import TOTAL_SECTOR
from config.quarters import Quarter
from tasks.assemble.blocks import Cell, Series
from tasks.assemble.exhibits import Exhibit, build_chart, build_table, text_cell, value_cell
from tasks.assemble.scope import Scope, quarter_label
from tasks.assemble.typography import in_sentence
from tasks.assemble.value_texts import SeriesPoint, value_id

LEAST_POINTS = 3
"""A line needs at least so many points; two are told in a sentence."""
EMPLOYEES = ("employee_count", TOTAL_SECTOR)
NETWORK_COUNTS = (("actor_count", ""), ("link_count", ""))
SHOWN = (EMPLOYEES, *NETWORK_COUNTS)
SERIES_INDICATORS = tuple(indicator for indicator, _ in SHOWN)
"""The indicators that are told by quarter."""


def employees_by_quarter(scope: Scope) -> Exhibit | None:
    """Return the line of the employees of the town's firms by quarter."""
    return _lines(scope, "employees_by_quarter", (EMPLOYEES,))


def network_by_quarter(scope: Scope) -> Exhibit | None:
    """Return the lines of actors and links by quarter."""
    return _lines(scope, "network_by_quarter", NETWORK_COUNTS)


def by_quarter(scope: Scope) -> Exhibit | None:
    """Return the table of the numbers that the lines draw, with what was corrected since; None without a line."""
    if not any(_drawn(scope, (shown,)) for shown in SHOWN):
        return None
    rows = [
        (
            text_cell(quarter_label(quarter)),
            *(_cell(scope, indicator, dimension, quarter) for indicator, dimension in SHOWN),
            text_cell(_remark(scope, quarter)),
        )
        for quarter in _quarters(scope, SHOWN)
    ]
    sources = [scope.town_source("key_figures", "actors", "links"), scope.wording("source.series")]
    return Exhibit(build_table(scope, "by_quarter", "l1.6 r1.6 r1.6 r1.6 l5", rows, *sources))


def _lines(scope: Scope, chart_id: str, shown: Sequence[tuple[str, str]]) -> Exhibit | None:
    drawn = _drawn(scope, shown)
    if not drawn:
        return None
    quarters = _quarters(scope, drawn)
    lines, points = [], []
    for indicator, dimension in drawn:
        of_quarters = [_point(scope, indicator, dimension, quarter) for quarter in quarters]
        name = scope.wording(f"charts.{chart_id}.{indicator}")
        lines.append(Series(name, tuple(point.number if point else None for point in of_quarters)))
        known = [
            scope.wording(
                f"charts.{chart_id}.point", quarter=quarter_label(quarter), value=scope.book.point_text(point)
            )
            for quarter, point in zip(quarters, of_quarters, strict=True)
            if point is not None and point.number is not None
        ]
        words = {"name": name, "first": known[0], "last": known[-1], "count": len(known)}
        points.append(scope.wording(f"charts.{chart_id}.line", **words))
    gaps = [
        quarter_label(one) for place, one in enumerate(quarters) if any(line.values[place] is None for line in lines)
    ]
    lacking = scope.wording(f"charts.{chart_id}.gaps", names=", ".join(gaps)) if gaps else ""
    tables = ("key_figures",) if drawn == (EMPLOYEES,) else ("actors", "links")
    return build_chart(
        scope,
        chart_id,
        "line",
        tuple(quarter_label(quarter) for quarter in quarters),
        lines,
        scope.town_source(*tables),
        scope.wording("source.series"),
        value_ids=[
            _printed_id(scope, indicator, dimension, quarter)
            for indicator, dimension in drawn
            for quarter in quarters
            if _point(scope, indicator, dimension, quarter) is not None
        ],
        words={
            "inside": scope.town_form(scope.town, "inside"),
            "points": "; ".join(points),
            "gaps": lacking,
            "first": quarter_label(quarters[0]),
            "last": quarter_label(quarters[-1]),
        },
        height_cm=4.8,
    )


def _drawn(scope: Scope, shown: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the series that have enough points for a line."""
    return tuple(
        one
        for one in shown
        if sum(point.number is not None for point in scope.book.series_of(*one).values()) >= LEAST_POINTS
    )


def _quarters(scope: Scope, shown: Sequence[tuple[str, str]]) -> list[str]:
    """Return every quarter from the first that has a value to the reported one, the ones without a value too."""
    last = scope.inputs.quarter
    first = min((quarter for one in shown for quarter in scope.book.series_of(*one)), default=str(last))
    quarters = [Quarter.parse(first)]
    while quarters[-1] < last:
        quarters.append(quarters[-1].next)
    return [str(quarter) for quarter in quarters]


def _point(scope: Scope, indicator: str, dimension: str, quarter: str) -> SeriesPoint | None:
    return scope.book.series_of(indicator, dimension).get(quarter)


def _printed_id(scope: Scope, indicator: str, dimension: str, quarter: str) -> str:
    """Return the id of a quarter's value; the reported quarter's is that of the value itself."""
    name = value_id(indicator, dimension)
    return name if quarter == str(scope.inputs.quarter) else f"{name}.{quarter}"


def _cell(scope: Scope, indicator: str, dimension: str, quarter: str) -> Cell:
    point = _point(scope, indicator, dimension, quarter)
    if point is None:
        return text_cell("")
    return value_cell(scope.book.point_text(point), _printed_id(scope, indicator, dimension, quarter))


def _remark(scope: Scope, quarter: str) -> str:
    """Return which numbers of a quarter are not those that it first published, or correct an earlier quarter's."""
    points = {one: point for one in SHOWN if (point := _point(scope, *one, quarter)) is not None}
    if not points:
        return scope.wording("series.not_published")
    remarks = [
        scope.wording(f"series.{kind}", names=scope.words(names))
        for kind, names in (
            ("corrected", [_name(scope, one) for one, point in points.items() if point.is_corrected]),
            ("revised", [_name(scope, one) for one, point in points.items() if point.is_revised]),
        )
        if names
    ]
    return " ".join(remarks)


def _name(scope: Scope, shown: tuple[str, str]) -> str:
    return in_sentence(scope.wording(f"series.names.{shown[0]}"))
