import io
import re

import pytest
from openpyxl import load_workbook

from tasks.assemble.blocks import Chart, Series
from tasks.assemble.chart_workbook import chart_data, workbook_bytes
from tasks.assemble.charts import chart_xml


def xml_of(chart, language="fi"):
    return chart_xml(chart, language, "rId1").decode()


def bars(*values, **settings):
    series = (Series("Työpaikkoja", tuple(values)),)
    return Chart("jobs", "Työpaikat", "bar", tuple("abcdefgh"[: len(values)]), series, "Alt.", "Lähde.", **settings)


def sheet_of(chart, language="fi"):
    book = load_workbook(io.BytesIO(workbook_bytes(chart_data(chart, language))))
    return [list(row) for row in book["Data"].iter_rows(values_only=True)]


def test_the_workbook_holds_what_the_chart_shows(pieces):
    assert sheet_of(pieces.chart("grouped_bar")) == [
        [None, "Mallila", "Koko maa"],
        ["Metsä", 1.5, 1],
        ["Teknologia", 0.8, 1.1],
        ["Meri", None, 0.9],
    ]


def test_the_workbook_of_intervals_holds_their_bounds_and_distances(pieces):
    header, forest, technology, sea = sheet_of(pieces.chart("interval", reference=1.0))
    assert header[1:] == [
        "Mallila", "Mallila, alaraja", "Mallila, yläraja", "etäisyys alarajaan", "etäisyys ylärajaan", "Vertailutaso",
    ]  # fmt: skip
    assert forest == ["Metsä", 1.5, 1.2, 1.9, 0.3, 0.4, 1]
    assert technology == ["Teknologia", 0.8, 0.5, 1.2, 0.3, 0.4, 1]
    assert sea == ["Meri", None, None, None, None, None, 1]


def test_the_workbook_of_a_schedule_holds_where_each_bar_begins_and_how_long_it_is(pieces):
    assert sheet_of(pieces.gantt()) == [
        [None, "Alku, neljänneksiä", "Suunnitelma", "Toteuma", "2021", "2022", "Q3", "Q4", "Q1", "Q2"],
        ["Vuosi", None, None, None, 2, 2, None, None, None, None],
        ["Neljännes", None, None, None, None, None, 1, 1, 1, 1],
        ["TP1, suunnitelma", 0, 2, *[None] * 7],
        ["TP1, toteuma", 1, None, 3, *[None] * 6],
        ["TP2, suunnitelma", 3, 1, *[None] * 7],
    ]


def test_a_bar_of_a_schedule_stands_on_one_that_is_not_seen_and_no_legend_names_it(pieces):
    xml = xml_of(pieces.gantt())
    first, plan, actual, *_ = re.findall(r"<c:ser>.*?</c:ser>", xml)
    assert "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>" in first
    assert "<a:solidFill>" in plan
    assert "<a:pattFill" in actual
    assert "<c:legend>" not in xml
    assert '<c:grouping val="stacked"/>' in xml


@pytest.mark.parametrize("quarters", [1, 4, 10, 20])
def test_a_field_above_the_bars_names_each_quarter_and_each_year(pieces, quarters):
    steps = [f"Q{(place + 2) % 4 + 1}/{2021 + (place + 2) // 4}" for place in range(quarters + 1)]
    row = (Series("Suunnitelma", (1.0,), (0.0,)),)
    xml = xml_of(Chart("x", "X", "gantt", ("TP1",), row, "Alt.", "Lähde.", steps=tuple(steps)))
    fields = [one for one in re.findall(r"<c:ser>.*?</c:ser>", xml) if '<c:showSerName val="1"/>' in one]
    named = [re.search(r"<c:tx>.*?<c:v>(.+?)</c:v>", field)[1] for field in fields]
    assert named == [*dict.fromkeys(step[3:] for step in steps[:-1]), *(step[:2] for step in steps[:-1])]
    lengths = [float(re.search(r"<c:val>.*<c:v>([\d.]+)</c:v>", field)[1]) for field in fields]
    assert sum(lengths) == 2 * quarters
    assert f'<c:max val="{float(quarters)}"/><c:min val="0.0"/>' in xml


def test_the_chart_points_at_the_cells_that_hold_its_numbers(pieces):
    chart = pieces.chart("interval", reference=1.0)
    cells = {column.header: column.cells for column in chart_data(chart, "fi").columns}
    plus, minus = re.findall(r"<c:(?:plus|minus)><c:numRef><c:f>([^<]+)<", xml_of(chart))
    assert (plus, minus) == (cells["etäisyys ylärajaan"], cells["etäisyys alarajaan"])
    assert cells["Mallila"] == "Data!$B$2:$B$4"


def test_a_name_that_looks_like_a_formula_stays_text():
    chart = Chart("x", "X", "bar", ("=1+1",), (Series("=A1", (1.0,)),), "Alt.", "Lähde.")
    assert sheet_of(chart) == [[None, "=A1"], ["=1+1", 1]]


def test_the_same_chart_gives_the_same_workbook(pieces):
    data = chart_data(pieces.chart("line"), "fi")
    assert workbook_bytes(data) == workbook_bytes(data)


def test_a_gap_is_no_point(pieces):
    xml = xml_of(pieces.chart("line"))
    [own] = re.findall(r"<c:ser>.*?Mallila.*?</c:ser>", xml)
    assert re.findall(r'<c:pt idx="(\d)"><c:v>([\d.]+)<', own.split("<c:val>")[1]) == [("0", "1.5"), ("1", "0.8")]
    assert '<c:dispBlanksAs val="gap"/>' in xml


@pytest.mark.parametrize(
    ("number_format", "language", "code"),
    [
        ("integer", "fi", "[&gt;=1000000]#\\ ###\\ ##0;[&gt;=1000]#\\ ##0;0"),
        ("integer", "en", "#,##0"),
        ("one_decimal", "fi", "[$-40B]0.0"),
        ("two_decimals", "sv", "[$-81D]0.00"),
        ("percent", "fi", "[$-40B]0.0&quot;\u00a0%&quot;"),
        ("percent", "en", "[$-809]0.0&quot;%&quot;"),
    ],
)
def test_numbers_in_charts_are_written_in_the_language(number_format, language, code):
    xml = xml_of(bars(1.5, 2.5, number_format=number_format), language)
    assert f'<c:dLbls><c:numFmt formatCode="{code}" sourceLinked="0"/>' in xml


def test_an_axis_of_percentages_has_decimals_only_when_it_is_short():
    assert 'formatCode="[$-40B]0&quot;' in xml_of(bars(40.0, number_format="percent"))
    assert 'formatCode="[$-40B]0&quot;' not in xml_of(bars(1.5, number_format="percent"))


@pytest.mark.parametrize(("values", "whole"), [((2.0, 5.0), True), ((200.0, 5.0), False)])
def test_small_counts_are_not_marked_between_whole_numbers(values, whole):
    assert ('<c:majorUnit val="1"/>' in xml_of(bars(*values))) == whole


def test_bars_begin_at_zero_unless_some_are_below_it():
    assert '<c:min val="0.0"/>' in xml_of(bars(3.0, 5.0))
    assert "<c:min " not in xml_of(bars(-3.0, 5.0))


def test_the_range_of_intervals_covers_their_upper_bounds(pieces):
    assert '<c:max val="2.0"/>' in xml_of(pieces.chart("interval"))


@pytest.mark.parametrize(("height_cm", "labelled"), [(8.0, True), (4.0, False)])
def test_bars_bear_their_numbers_only_where_there_is_room(pieces, height_cm, labelled):
    # Three categories of two bars and a gap of 0.7: (8 - 1.9) / 8.1 = 0.75 cm a bar, or (4 - 1.9) / 8.1 = 0.26 cm.
    assert ("<c:dLbls>" in xml_of(pieces.chart("grouped_bar", height_cm=height_cm))) == labelled


def test_bars_are_listed_from_the_top_in_the_order_given():
    assert '<c:orientation val="maxMin"/>' in xml_of(bars(1.0, 2.0))


@pytest.mark.parametrize(("kind", "inside"), [("bar", "c:valAx"), ("line", "c:chart"), ("interval", "c:chart")])
def test_what_the_numbers_are_is_never_written_sideways(pieces, kind, inside):
    xml = xml_of(pieces.chart(kind, value_title="Osamäärä"))
    assert re.findall(r"<(c:chart|c:valAx)>(?:(?!<c:chart>|<c:valAx>).)*?<c:title>", xml) == [inside]


@pytest.mark.parametrize(("kind", "has_legend"), [("bar", False), ("interval", False), ("line", True), ("radar", True)])
def test_a_legend_stands_below_where_there_is_more_than_one_series(pieces, kind, has_legend):
    assert ('<c:legend><c:legendPos val="b"/>' in xml_of(pieces.chart(kind))) == has_legend


def test_series_differ_without_their_colour_too(pieces):
    lines, stacks = xml_of(pieces.chart("line")), xml_of(pieces.chart("stacked_bar"))
    assert re.findall(r'<c:symbol val="(\w+)"', lines) == ["circle", "square"]
    assert re.findall(r'<a:prstDash val="(\w+)"/><a:round', lines) == ["solid", "dash"]
    assert stacks.count("<a:pattFill") == 1


def test_text_in_charts_is_at_least_nine_points_in_the_documents_font(pieces):
    for kind in ("bar", "grouped_bar", "stacked_bar", "line", "radar", "interval"):
        xml = xml_of(pieces.chart(kind, value_title="Osamäärä"))
        assert min(map(int, re.findall(r'sz="(\d+)"', xml))) >= 900
        assert set(re.findall(r'typeface="([^"]+)"', xml)) == {"+mn-lt"}


@pytest.mark.parametrize(
    ("chart", "told"),
    [
        (Chart("x", "X", "bar", ("a", "b"), (Series("S", (1.0,)),), "A", "L"), "'S' has 1 values for 2 categories"),
        (Chart("x", "X", "interval", ("a",), (Series("S", (1.0,)),), "A", "L"), "'S' has 0 values for 1 categories"),
        (Chart("x", "X", "bar", ("a",), (Series("S", (float("nan"),)),), "A", "L"), "is not a finite number"),
        (Chart("x", "X", "radar", ("a",), (Series("S", (1.0,)),), "A", "L", reference=1), "has no reference line"),
        (
            Chart("x", "X", "gantt", ("a",), (Series("S", (1.0,), (0.0,)), Series("T", (1.0,), (0.0,))), "A", "L"),
            "'a' has 2 bars",
        ),
    ],
)
def test_a_chart_that_does_not_fit_together_is_refused(chart, told):
    with pytest.raises(ValueError, match=told):
        xml_of(chart)
