"""The workbook inside a chart: what Word opens when somebody chooses to edit the chart's data."""

import datetime as dt
import io
import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

from config.texts import Language
from tasks.assemble.blocks import Chart

SHEET = "Data"
_CREATED = dt.datetime(1980, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
_LOWER: dict[Language, str] = {"fi": "alaraja", "sv": "undre gräns", "en": "lower bound"}
_UPPER: dict[Language, str] = {"fi": "yläraja", "sv": "övre gräns", "en": "upper bound"}
_BELOW: dict[Language, str] = {"fi": "etäisyys alarajaan", "sv": "avstånd nedåt", "en": "distance to lower bound"}
_ABOVE: dict[Language, str] = {"fi": "etäisyys ylärajaan", "sv": "avstånd uppåt", "en": "distance to upper bound"}
_START: dict[Language, str] = {"fi": "Alku, neljänneksiä", "sv": "Början, kvartal", "en": "Start, quarters"}
_YEAR: dict[Language, str] = {"fi": "Vuosi", "sv": "År", "en": "Year"}
_QUARTER: dict[Language, str] = {"fi": "Neljännes", "sv": "Kvartal", "en": "Quarter"}
_REFERENCE: dict[Language, str] = {"fi": "Vertailutaso", "sv": "Jämförelsenivå", "en": "Reference level"}


@dataclass(frozen=True)
class DataColumn:
    """A column of the workbook: its letter, header and numbers."""

    letter: str
    header: str
    values: tuple[float | None, ...]

    @property
    def header_cell(self) -> str:
        """Where the chart finds the header."""
        return f"{SHEET}!${self.letter}$1"

    @property
    def cells(self) -> str:
        """Where the chart finds the numbers."""
        return f"{SHEET}!${self.letter}$2:${self.letter}${len(self.values) + 1}"


@dataclass(frozen=True)
class ChartData:
    """The columns of a chart's workbook, by what the chart draws from them.

    `heads` are the fields above the bars of a Gantt chart that name its years and quarters: columns with one value.
    """

    categories: tuple[str, ...]
    series: tuple[DataColumn, ...]
    above: DataColumn | None = None
    below: DataColumn | None = None
    reference: DataColumn | None = None
    bounds: tuple[DataColumn, ...] = ()
    heads: tuple[DataColumn, ...] = ()

    @property
    def columns(self) -> tuple[DataColumn, ...]:
        """All columns behind the categories, in the sheet's order."""
        extra = tuple(column for column in (self.below, self.above, self.reference) if column is not None)
        return (*self.series, *self.bounds, *extra, *self.heads)

    @property
    def category_cells(self) -> str:
        """Where the chart finds the categories."""
        return f"{SHEET}!$A$2:$A${len(self.categories) + 1}"


def chart_data(chart: Chart, language: Language) -> ChartData:
    """Return the columns that a chart is drawn from.

    Raises:
        ValueError: A series has not one value, or one lower and upper bound, a category; or a category of a Gantt
            chart has two bars.
    """
    for series in chart.series:
        rows = [series.values]
        if chart.kind == "interval":
            rows += [series.lower, series.upper]
        elif chart.kind == "gantt":
            rows.append(series.lower)
        for values in rows:
            if len(values) != len(chart.categories):
                raise ValueError(
                    f"chart {chart.id}: '{series.name}' has {len(values)} values for {len(chart.categories)} categories"
                )
            if not all(value is None or math.isfinite(value) for value in values):
                raise ValueError(f"chart {chart.id}: a value of '{series.name}' is not a finite number; a gap is None")
    letters = (xl_col_to_name(number) for number in itertools.count(1))
    if chart.kind == "gantt":
        return _gantt_data(chart, language, letters)
    series_columns = tuple(DataColumn(next(letters), series.name, series.values) for series in chart.series)
    reference = None
    if chart.kind != "interval":
        if chart.reference is not None:
            reference = _reference(next(letters), chart, language)
        return ChartData(chart.categories, series_columns, reference=reference)
    points = chart.series[0]
    lower = DataColumn(next(letters), f"{points.name}, {_LOWER[language]}", points.lower)
    upper = DataColumn(next(letters), f"{points.name}, {_UPPER[language]}", points.upper)
    below = DataColumn(next(letters), _BELOW[language], _distances(points.lower, points.values))
    above = DataColumn(next(letters), _ABOVE[language], _distances(points.values, points.upper))
    if chart.reference is not None:
        reference = _reference(next(letters), chart, language)
    return ChartData(chart.categories, series_columns[:1], above, below, reference, (lower, upper))


def workbook_bytes(data: ChartData) -> bytes:
    """Return the workbook with a chart's data, the same bytes for the same data."""
    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content, {"in_memory": True})
    workbook.set_properties({"created": _CREATED})
    sheet = workbook.add_worksheet(SHEET)
    for row, category in enumerate(data.categories, start=1):
        sheet.write_string(row, 0, category)
    for number, column in enumerate(data.columns, start=1):
        sheet.write_string(0, number, column.header)
        for row, value in enumerate(column.values, start=1):
            if value is not None:
                sheet.write_number(row, number, value)
    workbook.close()
    return content.getvalue()


def _gantt_data(chart: Chart, language: Language, letters: Iterator[str]) -> ChartData:
    """Return the bars of a Gantt chart below two rows of fields: its years, and its quarters."""
    above: tuple[None, None] = (None, None)
    start = DataColumn(next(letters), _START[language], (*above, *_starts(chart)))
    bars = tuple(DataColumn(next(letters), series.name, (*above, *series.values)) for series in chart.series)
    named = [name.rpartition("/") for name in chart.steps[:-1]]
    years = [(year, float(len(list(group)))) for year, group in itertools.groupby(year for _, _, year in named)]
    rest = (None,) * len(chart.categories)
    heads = [DataColumn(next(letters), year, (count, None, *rest)) for year, count in years]
    heads += [DataColumn(next(letters), name, (None, 1.0, *rest)) for name, _, _ in named]
    return ChartData((_YEAR[language], _QUARTER[language], *chart.categories), (start, *bars), heads=tuple(heads))


def _starts(chart: Chart) -> tuple[float | None, ...]:
    """Return where the bar of each category of a Gantt chart begins: the length of the invisible bar before it."""
    starts = []
    for place, category in enumerate(chart.categories):
        here = [series.lower[place] for series in chart.series if series.values[place] is not None]
        if len(here) > 1:
            raise ValueError(f"chart {chart.id}: '{category}' has {len(here)} bars")
        starts.append(here[0] if here else None)
    return tuple(starts)


def _reference(letter: str, chart: Chart, language: Language) -> DataColumn:
    return DataColumn(letter, _REFERENCE[language], (chart.reference,) * len(chart.categories))


def _distances(lows: Sequence[float | None], highs: Sequence[float | None]) -> tuple[float | None, ...]:
    return tuple(
        None if low is None or high is None else round(high - low, 12)
        for low, high in zip(lows, highs, strict=True)
    )  # fmt: skip
