"""Quarters are read as people write them and printed as the application prints them."""

import datetime as dt

import pytest

from config.quarters import Quarter


@pytest.mark.parametrize("text", ["2022Q3", "2022-Q3", "q3/2022", " 2022 q3 "])
def test_a_quarter_is_read_in_its_usual_forms(text):
    assert Quarter.parse(text) == Quarter(2022, 3)


@pytest.mark.parametrize("text", ["2022Q5", "3/2022", "2022", "", "Q3"])
def test_what_is_no_quarter_is_refused(text):
    with pytest.raises(ValueError, match="is not a quarter"):
        Quarter.parse(text)


def test_a_quarter_knows_its_days_and_neighbours():
    quarter = Quarter(2021, 4)
    assert (quarter.first_day, quarter.last_day) == (dt.date(2021, 10, 1), dt.date(2021, 12, 31))
    assert (str(quarter.next), str(quarter.previous)) == ("2022Q1", "2021Q3")
    assert quarter.label == "Q4/2021"
    assert Quarter.of_day(dt.date(2022, 1, 5)).previous == quarter
