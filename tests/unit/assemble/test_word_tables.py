import re

import pytest

from tasks.assemble.blocks import Cell, Table, TableColumn
from tasks.assemble.word_tables import table_xml

STYLES = {
    name: name.replace(" ", "")
    for name in ("KivijalkaTable", "Table Heading", "Table Text", "Table Number Heading", "Table Number")
}


def table(columns, rows, **settings):
    cells = tuple(tuple(Cell(text) for text in row) for row in rows)
    return Table("t", "Otsikko", tuple(columns), cells, "Lähde.", **settings)


def widths_of(xml):
    return [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"/>', xml)]


def test_columns_share_the_width_of_the_text():
    xml = table_xml(
        table([TableColumn("A", width=2), TableColumn("B"), TableColumn("C")], [("a", "b", "c")]), STYLES, 9000
    )
    assert widths_of(xml) == [4500, 2250, 2250]
    assert re.findall(r'<w:tcW w:w="(\d+)"', xml)[:3] == ["4500", "2250", "2250"]


def test_a_column_is_never_narrower_than_its_longest_word():
    columns = [TableColumn("Ehdotus", width=8), TableColumn("Kiireellisyys"), TableColumn("Tunnus")]
    narrow, held, _ = widths_of(table_xml(table(columns, [("pitkä ehdotus", "korkea", "E1")]), STYLES, 9000))
    # In bold 9.5 points the word takes 5.21 ems * 1.08 * 190 twips = 1070, and the cell's margins 190.
    assert held == 1260
    # The third one is held too: 3.33 ems * 1.08 * 190 + 190 = 874 is more than a ninth of what is left.
    assert narrow == 9000 - 1260 - 874


def test_where_words_are_too_long_for_all_only_the_longest_are_broken():
    word = "kansainvälistymisyhteistyö" * 2
    xml = table_xml(
        table([TableColumn("Kunta"), TableColumn(word), TableColumn(word)], [("a", "b", "c")]), STYLES, 9000
    )
    town, first, second = widths_of(xml)
    # K 0.67, u, n and a 0.556 each, t 0.28: 2.62 ems * 1.08 * 190 + 190 = 727.
    assert town == 727
    assert first + second == 9000 - 727
    assert abs(first - second) <= 1


def test_the_header_row_is_repeated_and_no_row_is_split():
    xml = table_xml(table([TableColumn("A")], [("1",), ("2",)]), STYLES, 9000)
    assert xml.count("<w:tblHeader/>") == 1
    assert xml.index("<w:tblHeader/>") < xml.index(">1<")
    assert xml.count("<w:cantSplit/>") == 3


def test_numbers_and_their_header_stand_at_the_right():
    xml = table_xml(table([TableColumn("Nimi"), TableColumn("Määrä", "right")], [("a", "1")]), STYLES, 9000)
    assert re.findall(r'<w:pStyle w:val="(\w+)"/>', xml) == [
        "TableHeading",
        "TableNumberHeading",
        "TableText",
        "TableNumber",
    ]


@pytest.mark.parametrize(("row_count", "kept"), [(3, 3), (40, 2)])
def test_a_short_table_stays_on_one_page_and_a_long_one_keeps_its_last_rows(row_count, kept):
    xml = table_xml(table([TableColumn("A")], [("a",)] * row_count), STYLES, 9000)
    assert xml.count("<w:keepNext/>") == 1 + kept


def test_a_table_of_few_but_tall_rows_may_go_over_the_page():
    xml = table_xml(table([TableColumn("A")], [("pitkä kuvaus " * 80,)] * 6), STYLES, 9000)
    assert xml.count("<w:keepNext/>") == 1 + 2


def test_screen_readers_are_told_what_the_table_is():
    xml = table_xml(table([TableColumn("A")], [("a",)], description='Toimijat "A–Ö"'), STYLES, 9000)
    assert '<w:tblCaption w:val="Otsikko"/>' in xml
    assert '<w:tblDescription w:val="Toimijat &quot;A–Ö&quot;"/>' in xml


@pytest.mark.parametrize(
    ("columns", "rows", "told"),
    [
        ([TableColumn("A"), TableColumn("B")], [("a",)], "a row has 1 cells for 2 columns"),
        ([], [], "a table needs columns"),
        ([TableColumn("A", width=0)], [("a",)], "a width above zero"),
    ],
)
def test_a_table_that_does_not_fit_together_is_refused(columns, rows, told):
    with pytest.raises(ValueError, match=told):
        table_xml(table(columns, rows), STYLES, 9000)
