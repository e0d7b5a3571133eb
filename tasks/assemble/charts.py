"""Native Word charts: from a chart block to DrawingML with its workbook inside."""

from collections.abc import Sequence

from config.texts import Language
from tasks.assemble.blocks import Chart
from tasks.assemble.chart_styles import (
    AXIS_LINE,
    DASHED_INK_LINE,
    GRID,
    INK_LINE,
    NO_LINE,
    TEXT_SIZE,
    bar_fill,
    line_style,
    marker,
    text_properties,
    thin_line,
)
from tasks.assemble.chart_workbook import ChartData, DataColumn, chart_data
from tasks.assemble.word_xml import LOCALES, NAMESPACES, xml_text

_CATEGORY_AXIS, _VALUE_AXIS = 111111111, 222222222
_AXES = f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'
_MOST_LABELLED_BARS = 40


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
    }[chart.kind]
    legend = (
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{text_properties()}</c:legend>'
        if len(data.series) > 1
        else ""
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{NAMESPACES["c"]}" xmlns:a="{NAMESPACES["a"]}" xmlns:r="{NAMESPACES["r"]}">'
        f'<c:date1904 val="0"/><c:lang val="{LOCALES[language]}"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plot(chart, data, language)}</c:plotArea>'
        f'{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'{text_properties()}<c:externalData r:id="{workbook_relationship}"><c:autoUpdate val="0"/></c:externalData>'
        "</c:chartSpace>"
    ).encode()


def number_format(chart: Chart, language: Language) -> str:
    """Return the format code of a chart's numbers.

    Thousands are set apart by a blank that the code itself holds, since Word otherwise takes the reader's own habit.
    """
    thousands = "#,##0" if language == "en" else "[>=1000000]#\\ ###\\ ##0;[>=1000]#\\ ##0;0"
    locale = {"fi": "[$-40B]", "sv": "[$-81D]", "en": "[$-809]"}[language]
    codes = {
        "integer": thousands,
        "one_decimal": f"{locale}0.0",
        "two_decimals": f"{locale}0.00",
        "percent": '0"%"' if language == "en" else '0"\u00a0%"',
    }
    return codes[chart.number_format]


def _bars(chart: Chart, data: ChartData, language: Language) -> str:
    stacked = chart.kind == "stacked_bar"
    labelled = not stacked and len(data.categories) * len(data.series) <= _MOST_LABELLED_BARS
    labels = _labels(chart, language, "outEnd") if labelled else ""
    series = "".join(
        f'<c:ser>{_name(number, column)}{bar_fill(number)}<c:invertIfNegative val="0"/>{labels}'
        f"{_points(data, column)}</c:ser>"
        for number, column in enumerate(data.series)
    )
    grouping = '<c:grouping val="stacked"/>' if stacked else '<c:grouping val="clustered"/>'
    overlap = '<c:overlap val="100"/>' if stacked else '<c:overlap val="-10"/>'
    gap = 55 if stacked or len(data.series) == 1 else 45
    return (
        f'<c:barChart><c:barDir val="bar"/>{grouping}<c:varyColors val="0"/>{series}<c:gapWidth val="{gap}"/>'
        f"{overlap}{_AXES}</c:barChart>"
        f"{_category_axis('l', 'maxMin')}{_value_axis(chart, language, 'b', crosses='max', minimum=0.0)}"
    )


def _lines(chart: Chart, data: ChartData, language: Language) -> str:
    series = "".join(
        f'<c:ser>{_name(number, column)}{line_style(number)}{_points(data, column)}<c:smooth val="0"/></c:ser>'
        for number, column in enumerate(data.series)
    )
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}{_reference_series(data)}'
        f'<c:marker val="1"/>{_AXES}</c:lineChart>{_category_axis("b")}{_value_axis(chart, language, "l")}'
    )


def _radar(chart: Chart, data: ChartData, language: Language) -> str:
    series = "".join(
        f"<c:ser>{_name(number, column)}{line_style(number)}{_points(data, column)}</c:ser>"
        for number, column in enumerate(data.series)
    )
    axis = _value_axis(chart, language, "l", between="between", minimum=0.0)
    return (
        f'<c:radarChart><c:radarStyle val="marker"/><c:varyColors val="0"/>{series}{_AXES}</c:radarChart>'
        f"{_category_axis('b', grid=True)}{axis}"
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
        f'<c:marker val="1"/>{_AXES}</c:lineChart>{_category_axis("b")}{_value_axis(chart, language, "l", minimum=0.0)}'
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
        f"<c:dLbls>{_format(chart, language)}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text_properties()}"
        f'<c:dLblPos val="{position}"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )


def _format(chart: Chart, language: Language) -> str:
    code = xml_text(number_format(chart, language)).replace('"', "&quot;")
    return f'<c:numFmt formatCode="{code}" sourceLinked="0"/>'


def _category_axis(position: str, orientation: str = "minMax", *, grid: bool = False) -> str:
    lines = f"<c:majorGridlines>{thin_line(GRID)}</c:majorGridlines>" if grid else ""
    return (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="{orientation}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{position}"/>{lines}<c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'{AXIS_LINE}{text_properties()}<c:crossAx val="{_VALUE_AXIS}"/>'
        '<c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        '<c:noMultiLvlLbl val="0"/></c:catAx>'
    )


def _value_axis(
    chart: Chart,
    language: Language,
    position: str,
    *,
    crosses: str = "autoZero",
    between: str = "between",
    minimum: float | None = None,
) -> str:
    low = chart.minimum if chart.minimum is not None else minimum
    if low == minimum and any(value is not None and value < 0 for one in chart.series for value in one.values):
        low = None
    scale = '<c:orientation val="minMax"/>'
    scale += f'<c:max val="{float(chart.maximum)!r}"/>' if chart.maximum is not None else ""
    scale += f'<c:min val="{float(low)!r}"/>' if low is not None else ""
    whole_steps = chart.number_format == "integer" and chart.maximum is not None and chart.maximum <= 10
    steps = '<c:majorUnit val="1"/>' if whole_steps else ""
    return (
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling>{scale}</c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{position}"/><c:majorGridlines>{thin_line(GRID)}</c:majorGridlines>{_title(chart, language)}'
        f"{_format(chart, language)}"
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'{NO_LINE}{text_properties()}<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="{crosses}"/>'
        f'<c:crossBetween val="{between}"/>{steps}</c:valAx>'
    )


def _title(chart: Chart, language: Language) -> str:
    if not chart.value_title:
        return ""
    return (
        "<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr>"
        f'<a:defRPr sz="{TEXT_SIZE}" b="0"/></a:pPr><a:r><a:rPr lang="{LOCALES[language]}" sz="{TEXT_SIZE}" b="0">'
        f'<a:latin typeface="+mn-lt"/></a:rPr><a:t>{xml_text(chart.value_title)}</a:t></a:r></a:p></c:rich></c:tx>'
        '<c:overlay val="0"/></c:title>'
    )
