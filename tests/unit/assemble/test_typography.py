import datetime as dt
from decimal import Decimal

import pytest

from tasks.assemble.typography import (
    format_date,
    format_eur,
    format_number,
    format_pct,
    format_range,
    join_words,
)


@pytest.mark.parametrize(
    ("value", "decimals", "language", "written"),
    [
        (1234567.891, 1, "fi", "1\u00a0234\u00a0567,9"),
        (1234567.891, 1, "sv", "1\u00a0234\u00a0567,9"),
        (1234567.891, 1, "en", "1,234,567.9"),
        (999, 0, "fi", "999"),
        (-3.25, 1, "fi", "\u22123,3"),
        (0, 0, "en", "0"),
    ],
)
def test_a_number_is_written_as_readers_of_the_language_write_it(value, decimals, language, written):
    assert format_number(value, decimals, language) == written


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [(0.125, 2, "0,13"), (2.5, 0, "3"), (1.005, 2, "1,01"), (Decimal("0.05"), 1, "0,1"), (-2.5, 0, "\u22123")],
)
def test_halves_are_rounded_away_from_zero(value, decimals, written):
    assert format_number(value, decimals, "fi") == written


def test_a_number_that_rounds_to_zero_has_no_minus_sign():
    assert format_number(-0.04, 1, "fi") == "0,0"


def test_what_is_not_a_finite_number_is_refused():
    with pytest.raises(ValueError, match="nan cannot be written"):
        format_number(float("nan"), 1, "fi")


def test_the_percent_sign_stands_apart_except_in_english():
    assert [format_pct(12.5, 1, language) for language in ("fi", "sv", "en")] == ["12,5\u00a0%", "12,5\u00a0%", "12.5%"]


def test_euros_are_whole_and_follow_the_amount_except_in_english():
    assert format_eur(629996, "fi") == "629\u00a0996\u00a0€"
    assert format_eur(629996, "sv") == "629\u00a0996\u00a0€"
    assert format_eur(Decimal("-1200.50"), "en") == "\u2212€1,201"


def test_a_date_has_no_leading_zeros():
    assert format_date(dt.date(2022, 6, 3), "fi") == "3.6.2022"
    assert format_date(dt.date(2022, 6, 3), "sv") == "3.6.2022"
    assert format_date(dt.date(2022, 6, 30), "en") == "30 June 2022"


def test_a_range_has_an_en_dash_and_room_for_minus_signs():
    assert format_range(1.12, 1.66, 1, "fi") == "1,1–1,7"
    assert format_range(-0.5, 0.25, 1, "fi") == "\u22120,5\u00a0–\u00a00,3"


@pytest.mark.parametrize(
    ("words", "language", "joined"),
    [
        ((), "fi", ""),
        (("Aapala",), "fi", "Aapala"),
        (("Aapala", "Beekylä"), "sv", "Aapala och Beekylä"),
        (("Aapala", "Beekylä", "Ceeniemi"), "fi", "Aapala, Beekylä ja Ceeniemi"),
        (("Aapala", "Beekylä", "Ceeniemi"), "en", "Aapala, Beekylä and Ceeniemi"),
    ],
)
def test_words_are_joined_as_in_running_text(words, language, joined):
    assert join_words(words, language) == joined
