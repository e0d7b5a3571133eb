"""How numbers and statuses are printed, and how a printed number's id leads back to its row."""

import pytest

from tasks.assemble.value_texts import find_printed, read_value_book, value_id
from tasks.measure.values import IndicatorValue, Status, values_table

NO_BREAK = "\u00a0"


@pytest.fixture
def book(project):
    rows = [
        IndicatorValue("a", "2022Q3", "location_quotient", "metsa", 1.834, 1.66, 2.012, "ratio", n=1412),
        IndicatorValue("a", "2022Q3", "turnover_eur", "metsa", 12_345_678.0, unit="eur"),
        IndicatorValue("a", "2022Q3", "export_share_pct", "metsa", 12.55, unit="pct"),
        IndicatorValue("a", "2022Q3", "employee_count", "meri", status=Status.SUPPRESSED, reason="few", unit="persons"),
        IndicatorValue("a", "2022Q3", "development_phase", "", 2.0, 2.0, 2.0, "level", n=6),
        IndicatorValue("b", "2022Q3", "development_phase", "", 3.0, 2.0, 4.0, "level", n=6),
        IndicatorValue("a", "2022Q3", "hei_presence_level", "St. Olaf n.v.", 3.0, unit="level"),
        IndicatorValue("a", "2022Q3", "hei_presence_level", "Edu@Mallila", 2.0, unit="level"),
    ]
    return read_value_book(values_table(rows), project, "fi", "a")


def test_a_number_has_the_decimals_of_its_unit(book):
    assert book.text("location_quotient", "metsa") == "1,83"
    assert book.interval("location_quotient", "metsa") == "1,66–2,01"
    assert book.text("export_share_pct", "metsa") == f"12,6{NO_BREAK}%"


def test_money_stands_in_euros_in_text_and_in_millions_in_a_table(book):
    assert book.text("turnover_eur", "metsa") == f"12{NO_BREAK}345{NO_BREAK}678{NO_BREAK}€"
    assert book.cell("turnover_eur", "metsa") == "12,3"


def test_a_status_is_printed_in_words_and_never_as_a_number(book):
    assert book.text("employee_count", "meri") == book.cell("employee_count", "meri") == "salattu"
    assert book.text("employee_count", "not measured") == "ei tietoa"
    assert book.interval("employee_count", "meri") == ""


def test_a_phase_is_printed_by_its_name(book):
    assert book.text("development_phase") == "Kehittyvä"
    assert book.interval("development_phase") == "2"
    assert book.text("development_phase", "", "b") == "Vakiintunut"


def test_texts_are_given_for_the_own_town_and_for_towns_that_are_asked_for(book):
    assert book.printed()["location_quotient.metsa.n"] == f"1{NO_BREAK}412"
    assert "development_phase@b" not in book.printed()
    assert book.printed(("b",))["development_phase@b"] == "vakiintunut"


@pytest.mark.parametrize(
    ("printed", "town", "dimension", "part"),
    [
        ("location_quotient.metsa", "a", "metsa", "value"),
        ("location_quotient.metsa.interval", "a", "metsa", "interval"),
        ("development_phase@b", "b", "", "value"),
        ("development_phase.n", "a", "", "n"),
        ("hei_presence_level.St. Olaf n.v.", "a", "St. Olaf n.v.", "value"),
        ("hei_presence_level.Edu@Mallila", "a", "Edu@Mallila", "value"),
    ],
)
def test_an_id_leads_back_to_its_row(book, printed, town, dimension, part):
    row, found = find_printed(book, printed)
    assert (row.town, row.dimension, found) == (town, dimension, part)


def test_an_unknown_id_leads_nowhere(book):
    assert find_printed(book, "location_quotient.hopea") is None


def test_an_id_names_a_town_only_when_it_is_another_one():
    assert value_id("actor_count") == "actor_count"
    assert value_id("actor_count_by_helix", "public", "b") == "actor_count_by_helix.public@b"
