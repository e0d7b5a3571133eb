"""Native Word charts: from a chart block to DrawingML with its workbook inside."""

from collections.abc import Sequence

from config.texts import Language
from tasks.assemble.blocks import Chart
from tasks.assemble.chart_axes import AXES, category_axis, format_element, label_format, value_axis, value_title
from tasks.assemble.chart_styles import (
    DASHED_INK_LINE,
    FIELD_FILL,
    INK_LINE,
    NO_FILL,
    bar_fill,
    line_style,
    marker,
    text_properties,
)
from tasks.assemble.chart_workbook import ChartData, DataColumn, chart_data
from tasks.assemble.word_xml import LOCALES, NAMESPACES, xml_text

_SIDEWAYS = ("bar", "grouped_bar", "stacked_bar", "gantt")
_STACKED = ("stacked_bar", "gantt")
_LABEL_CM = 0.36
"""Height that the number beside a bar takes; on narrower bars the numbers would run into each other."""

_NAME_IN_FIELD = (
    f'<c:dLbls><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text_properties()}<c:dLblPos val="ctr"/>'
    '<c:showLegendKey val="0"/><c:showVal val="0"/><c:showCatName val="0"/><c:showSerName val="1"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
)
_AXIS_CM, _LEGEND_CM, _TITLE_CM = 1.1, 0.8, 0.6


def chart_xml(chart: Chart, language: Language, workbook_relationship: str) -> bytes:
    """Return the chart part of a document.

    Args:
        chart: What to draw.
        language: Language of the document; decides how numbers are written.
        workbook_relationship: Id of the chart part's relationship to its workbook.

    Raises:
        ValueError: The series do not fit the categories, or the kind takes no reference line.
    """
    if chart.reference is not None and chart.kind not in ("interval", "line"):
        raise ValueError(f"chart {chart.id}: a {chart.kind} chart has no reference line")
    data = chart_data(chart, language)
    plot = {
        "bar": _bars,
        "grouped_bar": _bars,
        "stacked_bar": _bars,
        "line": _lines,
        "radar": _radar,
        "interval": _intervals,
        "gantt": _bars,
    }[chart.kind]
    title = "" if chart.kind in _SIDEWAYS else value_title(chart, language)
    # The title of its axis says what the bars of a Gantt chart are. A legend would also name the unseen bars before
    # them and the fields above: programs disagree on which entry the one to be left out is.
    legend = (
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{text_properties()}</c:legend>'
        if len(data.series) > 1 and chart.kind != "gantt"
        else ""
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{NAMESPACES["c"]}" xmlns:a="{NAMESPACES["a"]}" xmlns:r="{NAMESPACES["r"]}">'
        f'<c:date1904 val="0"/><c:lang val="{LOCALES[language]}"/><c:roundedCorners val="0"/>'
        f'<c:chart>{title}<c:autoTitleDeleted val="{int(not title)}"/>'
        f"<c:plotArea><c:layout/>{plot(chart, data, language)}</c:plotArea>"
        f'{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'{text_properties()}<c:externalData r:id="{workbook_relationship}"><c:autoUpdate val="0"/></c:externalData>'
        "</c:chartSpace>"
    ).encode()


def _bars(chart: Chart, data: ChartData, language: Language) -> str:
    stacked = chart.kind in _STACKED
    gap_pct = 55 if stacked or len(data.series) == 1 else 70
    labels = "" if stacked or _bar_pitch_cm(chart, gap_pct) < _LABEL_CM else _labels(chart, language, "outEnd")
    fills = [bar_fill(number) for number in range(len(data.series))]
    if chart.kind == "gantt":
        fills = [NO_FILL, *fills[:-1]]
    series = "".join(
        f'<c:ser>{_name(number, column)}{fills[number]}<c:invertIfNegative val="0"/>{labels}'
        f"{_points(data, column)}</c:ser>"
        for number, column in enumerate(data.series)
    )
    series += "".join(
        f'<c:ser>{_name(number, column)}{FIELD_FILL}<c:invertIfNegative val="0"/>{_NAME_IN_FIELD}'
        f"{_points(data, column)}</c:ser>"
        for number, column in enumerate(data.heads, start=len(data.series))
    )
    grouping = '<c:grouping val="stacked"/>' if stacked else '<c:grouping val="clustered"/>'
    overlap = '<c:overlap val="100"/>' if stacked else '<c:overlap val="-10"/>'
    return (
        f'<c:barChart><c:barDir val="bar"/>{grouping}<c:varyColors val="0"/>{series}<c:gapWidth val="{gap_pct}"/>'
        f"{overlap}{AXES}</c:barChart>"
        f"{category_axis('l', 'maxMin')}{value_axis(chart, language, 'b', crosses='max')}"
    )


def _bar_pitch_cm(chart: Chart, gap_pct: int) -> float:
    """Return about how far apart neighbouring bars are drawn."""
    around = _AXIS_CM + (_LEGEND_CM if len(chart.series) > 1 else 0.0) + (_TITLE_CM if chart.value_title else 0.0)
    return (chart.height_cm - around) / (len(chart.categories) * (len(chart.series) + gap_pct / 100))


def _lines(chart: Chart, data: ChartData, language: Language) -> str:
    series = "".join(
        f'<c:ser>{_name(number, column)}{line_style(number)}{_points(data, column)}<c:smooth val="0"/></c:ser>'
        for number, column in enumerate(data.series)
    )
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}{_reference_series(data)}'
        f'<c:marker val="1"/>{AXES}</c:lineChart>{category_axis("b")}{value_axis(chart, language, "l")}'
    )


def _radar(chart: Chart, data: ChartData, language: Language) -> str:
    series = "".join(
        f"<c:ser>{_name(number, column)}{line_style(number)}{_points(data, column)}</c:ser>"
        for number, column in enumerate(data.series)
    )
    axis = value_axis(chart, language, "l")
    return (
        f'<c:radarChart><c:radarStyle val="marker"/><c:varyColors val="0"/>{series}{AXES}</c:radarChart>'
        f"{category_axis('b', grid=True)}{axis}"
    )


def _intervals(chart: Chart, data: ChartData, language: Language) -> str:
    points = data.series[0]
    errors = ""
    if data.above is not None and data.below is not None:
        errors = (
            '<c:errBars><c:errDir val="y"/><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
            f"<c:plus>{_numbers(data.above)}</c:plus><c:minus>{_numbers(data.below)}</c:minus>{INK_LINE}</c:errBars>"
        )
    no_line = '<c:spPr><a:ln w="25400"><a:noFill/></a:ln></c:spPr>'
    series = (
        f"<c:ser>{_name(0, points)}{no_line}{marker(0, 9)}{_labels(chart, language, 'r')}{errors}"
        f'{_points(data, points)}<c:smooth val="0"/></c:ser>'
    )
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}{_reference_series(data)}'
        f'<c:marker val="1"/>{AXES}</c:lineChart>{category_axis("b")}{value_axis(chart, language, "l")}'
    )


def _reference_series(data: ChartData) -> str:
    if data.reference is None:
        return ""
    return (
        f'<c:ser>{_name(len(data.series), data.reference)}{DASHED_INK_LINE}<c:marker><c:symbol val="none"/></c:marker>'
        f'{_points(data, data.reference)}<c:smooth val="0"/></c:ser>'
    )


def _name(number: int, column: DataColumn) -> str:
    return (
        f'<c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>{column.header_cell}</c:f><c:strCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{xml_text(column.header)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )


def _points(data: ChartData, column: DataColumn) -> str:
    return (
        f"<c:cat><c:strRef><c:f>{data.category_cells}</c:f>{_strings(data.categories)}</c:strRef></c:cat>"
        f"<c:val>{_numbers(column)}</c:val>"
    )


def _strings(texts: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{xml_text(text)}</c:v></c:pt>' for i, text in enumerate(texts))
    return f'<c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache>'


def _numbers(column: DataColumn) -> str:
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{float(value)!r}</c:v></c:pt>'
        for i, value in enumerate(column.values)
        if value is not None
    )
    return (
        f"<c:numRef><c:f>{column.cells}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(column.values)}"/>{points}</c:numCache></c:numRef>'
    )


def _labels(chart: Chart, language: Language, position: str) -> str:
    return (
        f"<c:dLbls>{format_element(label_format(chart.number_format, language))}"
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text_properties()}"
        f'<c:dLblPos val="{position}"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )
