"""How wide and how high: rows grow with their longest text, and wide tables take several sheets of paper."""

import datetime as dt

import pytest

from tasks.request.layout import line_count, pages_across, row_points
from tasks.request.words import Words, day_words


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("yksi rivi", 1),
        # A column of ten digits holds eleven letters.
        ("yksi kaksi kolme", 2),
        ("ensimmäinen\n\nkolmas", 3),
    ],
)
def test_lines_break_between_words_and_at_each_paragraph(text, lines):
    assert line_count(text, 10) == lines


def test_only_columns_that_wrap_make_a_row_higher(project):
    contract = project.tables["proposals"]
    widths = [20] * len(contract.columns)
    names = list(contract.columns)
    short = ["x"] * len(names)
    assert row_points(contract, short, widths) is None
    long_code = ["x" * 200 if name == "urgency" else "x" for name in names]
    assert row_points(contract, long_code, widths) is None
    # Twenty digits less the indent hold twenty letters: 45 of them take three lines of 13 points and 3 around them.
    three_lines = ["abcd " * 9 if name == "justification" else "x" for name in names]
    assert row_points(contract, three_lines, widths) == 3 * 13 + 3
    endless = ["abcd " * 900 if name == "justification" else "x" for name in names]
    assert row_points(contract, endless, widths) == 6 * 13 + 3


def test_a_table_of_sixteen_columns_is_printed_on_two_sheets_side_by_side():
    assert pages_across([13] * 16) == 1
    assert pages_across([20] * 16) == 2


def test_a_text_without_its_placeholder_is_a_defect():
    with pytest.raises(KeyError):
        Words("fi")("title", town="Iisalmi")


def test_days_are_written_without_leading_zeros():
    assert day_words(dt.date(2022, 6, 3)) == "3.6.2022"
