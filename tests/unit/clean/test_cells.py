"""Cells are read as people write them; what cannot be read is named and never guessed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.clean.business_ids import clean_business_id, has_valid_check_digit
from tasks.clean.cells import Unreadable, cell_reader
from tasks.clean.numbers import read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234", "1234"),
        ("1 234", "1234"),
        ("1\u00a0234,50", "1234.50"),
        ("1\u202f234", "1234"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("−7", "-7"),
        ("629 996 €", "629996"),
    ],
)
def test_numbers_are_read_the_finnish_and_the_english_way(text, number):
    assert str(read_number(text)) == number


@pytest.mark.parametrize("text", ["n. 12", "12-15", "1.2.3", "1,2,3", "12 kpl", "", "1,23.4,5", "nan", "inf"])
def test_what_is_not_clearly_one_number_is_not_read(text):
    assert read_number(text) is None


@given(st.integers(-(10**9), 10**9))
def test_every_whole_number_survives_finnish_grouping(number):
    assert int(read_number(f"{number:,}".replace(",", "\u00a0"))) == number


@given(st.text(max_size=30))
def test_no_text_makes_the_reader_raise(text):
    read_number(text)


def reader(project, table, column):
    return cell_reader(project.tables[table].columns[column], project.code_lists)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("30.6.2022", dt.datetime(2022, 6, 30)),
        ("2022-06-30", dt.datetime(2022, 6, 30)),
        ("1/9/2021", dt.datetime(2021, 9, 1)),
        ("31.2.2022", Unreadable("05")),
        ("kesäkuu 2022", Unreadable("05")),
    ],
)
def test_dates_are_read_day_first_or_iso(project, text, day):
    assert reader(project, "actors", "active_from")(text) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("metsa", "metsa"),
        ("METSÄTEOLLISUUS", "metsa"),
        (" skogsindustri ", "metsa"),
        ("Forest  industry", "metsa"),
        ("Paperi", Unreadable("04")),
    ],
)
def test_a_code_is_known_by_its_code_and_by_its_label_in_any_language(project, text, code):
    assert reader(project, "actors", "primary_sector")(text) == code


def test_a_list_of_codes_is_read_one_by_one(project):
    assert reader(project, "actors", "other_sectors")("Meriklusteri; metsa") == "meri,metsa"


def test_a_fraction_is_no_whole_number(project):
    assert reader(project, "key_figures", "employee_count")("12,5") == Unreadable("03")


@pytest.mark.parametrize(
    ("text", "value"), [("kyllä", True), ("JA", True), ("ei", False), ("nej", False), ("ehkä", Unreadable("06"))]
)
def test_yes_and_no_in_three_languages(project, text, value):
    assert reader(project, "actors", "name_is_public")(text) == value


@pytest.mark.parametrize(
    ("text", "business_id"),
    [("1234567-1", "1234567-1"), ("123456-2", "0123456-2"), ("FI12345671", "1234567-1"), ("abc", None)],
)
def test_business_ids_are_brought_to_one_form(text, business_id):
    assert clean_business_id(text) == business_id


def test_the_check_digit_is_weighted_modulo_eleven():
    # 1*7 + 2*9 + 3*10 + 4*5 + 5*8 + 6*4 + 7*2 = 153; 153 mod 11 = 10; 11 - 10 = 1.
    assert has_valid_check_digit("1234567-1")
    assert not has_valid_check_digit("1234567-8")


def test_control_characters_leave_a_text_and_its_lines_stay(project):
    text = "Ensimmäinen\x0b kappale_x000D_\r\n\r\nToinen\x00"
    assert reader(project, "narratives", "text")(text) == "Ensimmäinen kappale\n\nToinen"
