"""The axes of a chart: their range, their steps, and how their numbers are written."""

import math
from typing import Literal

from config.texts import Language
from tasks.assemble.blocks import Chart
from tasks.assemble.chart_styles import AXIS_LINE, GRID, NO_LINE, TEXT_SIZE, text_properties, thin_line
from tasks.assemble.word_xml import LOCALES, xml_attribute, xml_text

_CATEGORY_AXIS, _VALUE_AXIS = 111111111, 222222222
AXES = f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'
"""What binds a plot to its two axes."""

NumberFormat = Literal["integer", "one_decimal", "two_decimals", "percent"]

_LOCALE_PREFIX: dict[Language, str] = {"fi": "[$-40B]", "sv": "[$-81D]", "en": "[$-809]"}
_MOST_WHOLE_STEPS = 10


def label_format(number_format: NumberFormat, language: Language) -> str:
    """Return the format code of the numbers beside points and bars.

    Thousands are set apart by a blank that the code itself holds, since programs otherwise take their reader's habit.
    """
    if number_format == "integer":
        return "#,##0" if language == "en" else "[>=1000000]#\\ ###\\ ##0;[>=1000]#\\ ##0;0"
    return _decimal_format(number_format, 2 if number_format == "two_decimals" else 1, language)


def axis_format(chart: Chart, language: Language) -> str:
    """Return the format code of an axis: percentages without decimals, unless the axis is short."""
    if chart.number_format == "percent" and highest_value(chart) > _MOST_WHOLE_STEPS:
        return _decimal_format("percent", 0, language)
    return label_format(chart.number_format, language)


def highest_value(chart: Chart) -> float:
    """Return the highest value, bound or reference that a chart shows."""
    if chart.kind == "stacked_bar":
        stacks = zip(*(series.values for series in chart.series), strict=True)
        return max((sum(value or 0 for value in stack) for stack in stacks), default=0.0)
    shown = [value for series in chart.series for value in (*series.values, *series.upper)]
    return max((value for value in (*shown, chart.reference) if value is not None), default=0.0)


def category_axis(position: Literal["b", "l"], orientation: str = "minMax", *, grid: bool = False) -> str:
    """Return the axis of the categories."""
    lines = f"<c:majorGridlines>{thin_line(GRID)}</c:majorGridlines>" if grid else ""
    return (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="{orientation}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{position}"/>{lines}<c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'{AXIS_LINE}{text_properties()}<c:crossAx val="{_VALUE_AXIS}"/>'
        '<c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        '<c:noMultiLvlLbl val="0"/></c:catAx>'
    )


def value_axis(chart: Chart, language: Language, position: Literal["b", "l"], *, crosses: str = "autoZero") -> str:
    """Return the axis of the numbers with light grid lines; below a plot also its title."""
    low, high = _range(chart)
    axis_title = value_title(chart, language) if position == "b" else ""
    scale = '<c:orientation val="minMax"/>'
    scale += f'<c:max val="{high!r}"/>' if high is not None else ""
    scale += f'<c:min val="{low!r}"/>' if low is not None else ""
    top = chart.maximum if chart.maximum is not None else highest_value(chart)
    steps = '<c:majorUnit val="1"/>' if chart.number_format == "integer" and top <= _MOST_WHOLE_STEPS else ""
    lines = f"<c:majorGridlines>{thin_line(GRID)}</c:majorGridlines>"
    names = "nextTo"
    if chart.kind == "gantt":
        steps, names = '<c:majorUnit val="1"/>', "none"
    return (
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling>{scale}</c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{position}"/>{lines}{axis_title}'
        f"{format_element(axis_format(chart, language))}"
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="{names}"/>'
        f'{NO_LINE}{text_properties()}<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="{crosses}"/>'
        f'<c:crossBetween val="between"/>{steps}</c:valAx>'
    )


def format_element(code: str) -> str:
    """Return a number format for an axis or for labels."""
    return f'<c:numFmt formatCode="{xml_attribute(code)}" sourceLinked="0"/>'


def value_title(chart: Chart, language: Language) -> str:
    """Return what the numbers are, or nothing; an upright axis has it above the plot, where nobody turns their head."""
    if not chart.value_title:
        return ""
    return (
        "<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr>"
        f'<a:defRPr sz="{TEXT_SIZE}" b="0"/></a:pPr><a:r><a:rPr lang="{LOCALES[language]}" sz="{TEXT_SIZE}" b="0">'
        f'<a:latin typeface="+mn-lt"/></a:rPr><a:t>{xml_text(chart.value_title)}</a:t></a:r></a:p></c:rich></c:tx>'
        '<c:overlay val="0"/></c:title>'
    )


def _decimal_format(number_format: NumberFormat, decimals: int, language: Language) -> str:
    unit = "" if number_format != "percent" else '"%"' if language == "en" else '"\u00a0%"'
    return f"{_LOCALE_PREFIX[language]}0{'.' + '0' * decimals if decimals else ''}{unit}"


def _range(chart: Chart) -> tuple[float | None, float | None]:
    # Bars must start at zero; and programs that choose a range themselves do not see the bounds of an interval.
    low, high = chart.minimum, chart.maximum
    if chart.kind == "gantt":
        return 0.0, float(len(chart.steps) - 1)
    lowest = min(
        (value for series in chart.series for value in (*series.values, *series.lower) if value is not None),
        default=0.0,
    )
    if low is None and chart.kind != "line" and lowest >= 0:
        low = 0.0
    if high is None and chart.kind == "interval":
        high = _round_above(highest_value(chart))
    return None if low is None else float(low), None if high is None else float(high)


def _round_above(value: float) -> float:
    """Return a round number a little above a value."""
    if value <= 0:
        return 1.0
    step = 10.0 ** math.floor(math.log10(value)) / 2
    return round((math.floor(value / step) + 1) * step, 12)
