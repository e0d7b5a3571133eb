"""Machine numbers as a document prints them, each with the id that leads back to its row of `indicator_values`."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from config.models import Project
from config.texts import Language
from tasks.assemble.typography import format_eur, format_number, format_pct, format_range, in_sentence
from tasks.measure.changes import Change, ChangeKind, newest_changes
from tasks.measure.values import IndicatorValue, Status

_DECIMALS_BY_UNIT = {"ratio": 2, "index": 2, "pct": 1}
_DECIMALS_BY_INDICATOR = {
    "mean_degree": 1,
    "network_density": 3,
    "full_time_equivalents": 1,
    "full_time_equivalents_to_date": 1,
    "event_feedback_mean": 1,
    "service_rating_mean": 1,
    "service_response_days": 1,
    "runway_months": 1,
}
_LABELS_BY_INDICATOR = {"development_phase": "development_phase"}
_PARTS = ("lower", "upper", "interval", "n")
"""What besides the value itself of a row can be printed: its id is the value's id with this behind it."""
CHANGE_PARTS = ("was", "first", "difference")
"""What of a value's change can be printed in the same way: the value before, as first published, and the difference."""


def value_id(indicator: str, dimension: str = "", town: str = "") -> str:
    """Return the id of a number: `<indicator>[.<dimension>][@<town>]`; the document's own unit needs no town."""
    return indicator + (f".{dimension}" if dimension else "") + (f"@{town}" if town else "")


@dataclass(frozen=True)
class SeriesPoint:
    """A value of one published quarter.

    Attributes:
        value: The value, as it stands.
        is_corrected: Whether the quarter first published another one.
        is_revised: Whether it corrects what an earlier quarter said of the same year.
    """

    value: IndicatorValue
    is_corrected: bool
    is_revised: bool

    @property
    def number(self) -> float | None:
        """The number, where it can be used."""
        return self.value.value if self.value.status == Status.OK else None


@dataclass(frozen=True)
class ValueBook:
    """`indicator_values` as one document reads them.

    Attributes:
        project: The configuration, for the words of statuses and codes.
        language: Language of the document.
        town: The document's own town, or `network`.
        rows: Every value by town, indicator and dimension.
        changes: How each changed since the newest earlier quarter, where there is one.
        series: Its values over the published quarters, oldest first, where the document tells them.
    """

    project: Project
    language: Language
    town: str
    rows: Mapping[tuple[str, str, str], IndicatorValue]
    changes: Mapping[tuple[str, str, str], Change] = field(default_factory=dict)
    series: Mapping[tuple[str, str, str], Mapping[str, SeriesPoint]] = field(default_factory=dict)

    def find(self, indicator: str, dimension: str = "", town: str = "") -> IndicatorValue | None:
        """Return a value, or None when it was not measured."""
        return self.rows.get((town or self.town, indicator, dimension))

    def number(self, indicator: str, dimension: str = "", town: str = "") -> float | None:
        """Return the number of a value that can be used, else None."""
        found = self.find(indicator, dimension, town)
        return found.value if found is not None and found.status == Status.OK else None

    def status(self, indicator: str, dimension: str = "", town: str = "") -> str:
        """Return the status of a value; `missing` when it was not measured."""
        found = self.find(indicator, dimension, town)
        return str(found.status) if found is not None else str(Status.MISSING)

    def dimensions(self, indicator: str, town: str = "") -> tuple[str, ...]:
        """Return the dimensions that an indicator was measured by, sorted, without the one of the whole."""
        return tuple(sorted(d for t, i, d in self.rows if t == (town or self.town) and i == indicator and d))

    def text(self, indicator: str, dimension: str = "", town: str = "") -> str:
        """Return a value with its unit sign as it stands in a sentence; a status gives its words."""
        found = self.find(indicator, dimension, town)
        return self.status_words(Status.MISSING) if found is None else self._row_text(found)

    def _row_text(self, row: IndicatorValue) -> str:
        if row.status != Status.OK or row.value is None:
            return self.status_words(row.status)
        if row.indicator in _LABELS_BY_INDICATOR:
            return self.project.label(_LABELS_BY_INDICATOR[row.indicator], str(int(row.value)), self.language)
        if row.unit == "pct":
            return format_pct(row.value, 1, self.language)
        if row.unit == "eur":
            return format_eur(row.value, self.language)
        return format_number(row.value, _decimals(row), self.language)

    def series_of(self, indicator: str, dimension: str = "") -> Mapping[str, SeriesPoint]:
        """Return a value of the document's own unit by quarter; empty where the document tells no series of it."""
        return self.series.get((self.town, indicator, dimension), {})

    def point_text(self, point: SeriesPoint) -> str:
        """Return the value of a quarter as it stands in a sentence."""
        return self._row_text(point.value)

    def earlier_text(self, row: IndicatorValue, *, is_first: bool = False) -> str:
        """Return a value of the earlier quarter as it stands in a sentence, on request as it was first published."""
        change = self.changes[row.town, row.indicator, row.dimension]
        if is_first:
            return self._row_text(replace(row, value=change.first_published, status=Status.OK))
        return self._row_text(replace(row, value=change.was, status=change.was_status))

    def difference_text(self, row: IndicatorValue) -> str:
        """Return the difference from the earlier quarter with its sign, or an empty text where it has none."""
        difference = self.changes[row.town, row.indicator, row.dimension].difference
        if difference is None or row.indicator in _LABELS_BY_INDICATOR:
            return ""
        if row.unit == "eur":
            text = format_eur(difference, self.language)
        else:
            text = format_number(difference, 1 if row.unit == "pct" else _decimals(row), self.language)
        return f"+{text}" if difference > 0 else text

    def cell(self, indicator: str, dimension: str = "", town: str = "") -> str:
        """Return a value as it stands in a table whose header names the unit; money in millions of euros."""
        found = self.find(indicator, dimension, town)
        if found is None or found.status != Status.OK or found.value is None or found.unit not in ("pct", "eur"):
            return self.text(indicator, dimension, town)
        scale = 1_000_000 if found.unit == "eur" else 1
        return format_number(found.value / scale, 1, self.language)

    def interval(self, indicator: str, dimension: str = "", town: str = "") -> str:
        """Return the interval of a value, or its single number when both bounds are equal; empty when it has none."""
        found = self.find(indicator, dimension, town)
        if found is None or found.status != Status.OK or found.lower is None or found.upper is None:
            return ""
        if indicator in _LABELS_BY_INDICATOR and found.lower == found.upper:
            return format_number(found.lower, 0, self.language)
        return format_range(found.lower, found.upper, _decimals(found), self.language)

    def with_interval(self, *indicators: tuple[str, str]) -> list[str]:
        """Return the ids of those indicators and dimensions that have an interval, for the templates to print."""
        return [value_id(*indicator) for indicator in indicators if self.interval(*indicator)]

    def status_words(self, status: str) -> str:
        """Return the words for a status."""
        return self.project.label("value_status", status, self.language)

    def printed(self, towns: tuple[str, ...] = ()) -> dict[str, str]:
        """Return every number that a text may print, by id: of the document's own unit and of the towns named."""
        texts: dict[str, str] = {}
        for (town, indicator, dimension), row in self.rows.items():
            if town != self.town and town not in towns:
                continue
            suffix = "" if town == self.town else town
            name = value_id(indicator, dimension)
            words = self.text(indicator, dimension, town)
            texts[value_id(name, "", suffix)] = in_sentence(words) if indicator in _LABELS_BY_INDICATOR else words
            parts = {
                "lower": _bound(row, row.lower, self.language),
                "upper": _bound(row, row.upper, self.language),
                "interval": self.interval(indicator, dimension, town),
                "n": "" if row.n is None else format_number(row.n, 0, self.language),
            }
            texts.update({value_id(f"{name}.{part}", "", suffix): parts[part] for part in _PARTS if parts[part]})
        return texts


def read_value_book(
    values: pd.DataFrame,
    project: Project,
    language: Language,
    town: str,
    changes: pd.DataFrame | None = None,
    series: pd.DataFrame | None = None,
) -> ValueBook:
    """Return the value book of one document."""
    rows = {_key(value): value for value in map(_value, values.to_dict("records"))}
    by_quarter: dict[tuple[str, str, str], dict[str, SeriesPoint]] = {}
    for record in [] if series is None else series.to_dict("records"):
        value = _value(record)
        point = SeriesPoint(value, not pd.isna(record["first_published"]), record["kind"] == ChangeKind.REVISED)
        by_quarter.setdefault(_key(value), {})[value.quarter] = point
    return ValueBook(project, language, town, rows, {} if changes is None else newest_changes(changes), by_quarter)


def _value(record: Mapping[Hashable, Any]) -> IndicatorValue:
    """Return a row of `indicator_values`, or of a series of them, which does not hold its source."""
    row = {str(k): None if pd.isna(v) else v for k, v in record.items()}
    return IndicatorValue(
        town=str(row["town"]),
        quarter=str(row["quarter"]),
        indicator=str(row["indicator"]),
        dimension=str(row["dimension"] or ""),
        value=_float(row["value"]),
        lower=_float(row["lower"]),
        upper=_float(row["upper"]),
        unit=str(row["unit"] or ""),
        status=Status(str(row["status"])),
        reason=str(row["reason"] or ""),
        n=None if row["n"] is None else int(row["n"]),
        variant=str(row["variant"] or ""),
        reference_snapshot=str(row["reference_snapshot"] or ""),
        source=str(row.get("source") or ""),
    )


def _key(value: IndicatorValue) -> tuple[str, str, str]:
    return value.town, value.indicator, value.dimension


def find_printed(book: ValueBook, printed_id: str) -> tuple[IndicatorValue, str] | None:
    """Return the row behind a printed number's id and which part of it was printed, or None if there is none.

    The part is `value`, `lower`, `upper`, `interval`, `n`, or `was`, `first` or `difference` of a value that changed. A
    part such as `2021Q4` is the value of that published quarter.
    A dimension, such as the name of an institution, may itself hold a full stop or an at sign, so ids are looked up
    rather than taken apart.
    """
    name, at, town = printed_id.rpartition("@")
    for whole, of_town in ((printed_id, ""), *([(name, town)] if at else [])):
        indicator, _, rest = whole.partition(".")
        row = book.find(indicator, rest, of_town)
        if row is not None:
            return row, "value"
        dimension, _, part = rest.rpartition(".")
        row = book.find(indicator, dimension, of_town)
        if row is not None and (part in _PARTS or (part in CHANGE_PARTS and _has_changed(book, row))):
            return row, part
        point = book.series.get((of_town or book.town, indicator, dimension), {}).get(part)
        if point is not None:
            return point.value, part
    return None


def _has_changed(book: ValueBook, row: IndicatorValue) -> bool:
    return (row.town, row.indicator, row.dimension) in book.changes


def _decimals(row: IndicatorValue) -> int:
    return _DECIMALS_BY_INDICATOR.get(row.indicator, _DECIMALS_BY_UNIT.get(row.unit, 0))


def _bound(row: IndicatorValue, bound: float | None, language: Language) -> str:
    return "" if bound is None or row.status != Status.OK else format_number(bound, _decimals(row), language)


def _float(value: object) -> float | None:
    return None if value is None else float(str(value))
