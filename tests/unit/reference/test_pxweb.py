"""The client of a statistical service, against an office on this machine that answers as the real one does."""

import socket

import pytest

from config.statistics import Selection
from tasks.pxweb import ATTEMPT_COUNT, PxWebError, PxWebService
from tasks.reference.json_stat import read_json_stat
from tasks.reference.table import join_tables
from tests.statistics_office import Office, open_office

TABLE = "StatFin/tyokay/jobs.px"
AREAS = ["SSS", "MK11", "KU140", "KU204", "KU925"]
YEARS = ["2019", "2020", "2021"]
EVERYTHING = {"Alue": Selection(filter="all", values=("*",)), "Vuosi": Selection(filter="all", values=("*",))}


@pytest.fixture
def office():
    """An office with one table whose numbers say where they belong: 4021 is the fourth area in 2021."""
    held = Office(
        {TABLE: ("115h -- Jobs", {"Alue": AREAS, "Vuosi": YEARS})},
        lambda cell: 1000 * (AREAS.index(cell["Alue"]) + 1) + int(cell["Vuosi"]) - 2000,
    )
    with open_office(held):
        yield held


def service(office, **settings):
    return PxWebService(office.address, **{"pause_seconds": 0.0, **settings})


def numbers(office, query):
    asked = service(office)
    table = join_tables([read_json_stat(part) for part in asked.fetch(TABLE, asked.describe(TABLE), query)])
    return {(row.Alue, row.Vuosi): row.value for row in table.cells.itertuples()}


def error_of(office, query=EVERYTHING, **settings):
    asked = service(office, **settings)
    with pytest.raises(PxWebError) as caught:
        asked.fetch(TABLE, asked.describe(TABLE), query)
    return str(caught.value)


def posts(office):
    return sum(method == "POST" for method, _ in office.requests)


def test_a_query_is_answered_with_the_cells_that_it_names(office):
    query = {
        "Alue": Selection(filter="all", values=("SSS", "KU*")),
        "Vuosi": Selection(filter="top", values=("1",)),
    }
    assert numbers(office, query) == {
        ("SSS", "2021"): "1021", ("KU140", "2021"): "3021", ("KU204", "2021"): "4021", ("KU925", "2021"): "5021",
    }  # fmt: skip


def test_a_query_that_is_too_large_is_split_by_its_widest_variable(office):
    office.largest_answer = 6
    found = numbers(office, EVERYTHING)
    assert len(found) == 15
    assert found["KU925", "2020"] == "5020"
    # Five areas make 15 cells; they are halved into two and three, and the three into one and two.
    assert posts(office) == 5


def test_a_query_that_is_too_large_for_a_single_value_is_refused(office):
    office.largest_answer = 2
    assert "too large even for one value of 'Alue'" in error_of(office)


def test_a_service_that_asks_to_wait_is_asked_again(office):
    office.answers = [(429, {"Retry-After": "0"}, b""), (503, {}, b"")]
    assert len(numbers(office, EVERYTHING)) == 15
    assert [method for method, _ in office.requests] == ["GET", "GET", "GET", "POST"]


def test_a_service_is_not_asked_again_before_the_time_that_it_names(office):
    office.answers = [(429, {"Retry-After": "1"}, b"")]
    service(office).describe(TABLE)
    first, second = office.asked_at
    assert second - first >= 1


def test_a_service_that_stays_busy_is_not_asked_for_ever(office):
    office.answers = [(429, {"Retry-After": "0"}, b"")] * 100
    assert f"was still busy after {ATTEMPT_COUNT} attempts (HTTP 429)" in error_of(office)
    assert len(office.requests) == ATTEMPT_COUNT


@pytest.mark.parametrize(
    ("status", "content", "words"),
    [
        (400, b"", "does not understand the query: check the variables and values in reference.yaml"),
        (404, b"", "table ids change when a statistic is published anew"),
        (500, b"", "failed with HTTP 500"),
        (200, b"<html>maintenance</html>", "answered something that is not JSON"),
        (200, b'{"value": [1, 2', "answered something that is not JSON"),
    ],
)
def test_what_a_service_cannot_do_is_told_in_words(office, status, content, words):
    asked = service(office)
    description = asked.describe(TABLE)
    office.answers = [(status, {}, content)]
    with pytest.raises(PxWebError, match=r"StatFin/tyokay/jobs\.px") as caught:
        asked.fetch(TABLE, description, EVERYTHING)
    assert words in str(caught.value)


def test_a_path_that_is_a_folder_of_tables_is_no_table(office):
    office.answers = [(200, {}, b'[{"id": "tyokay", "type": "l", "text": "Employment"}]')]
    assert "does not describe a table" in error_of(office)


def test_a_refused_table_is_not_taken_for_one_that_is_too_large(office):
    office.answers = [(403, {}, b"")]
    assert "refuses access" in error_of(office)


def test_a_variable_that_the_table_lacks_is_named_with_those_that_it_has(office):
    words = error_of(office, {"Kunta": Selection(filter="all", values=("*",))})
    assert "has no variable 'Kunta'; it has Alue, Vuosi" in words


def test_a_value_that_the_table_lacks_is_named(office):
    words = error_of(office, {"Alue": Selection(filter="item", values=("SSS", "KU999"))})
    assert "the variable 'Alue' has no value KU999" in words
    assert posts(office) == 0


def test_a_service_that_does_not_answer_in_time_is_given_up(office):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(PxWebError, match=r"did not answer in 0\.2 seconds"):
            PxWebService(address, 0.0, timeout_seconds=0.2).describe(TABLE)


def test_a_service_that_is_not_there_is_told_with_the_setting_to_check():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(PxWebError, match=r"cannot be reached.*KIVIJALKA_STATISTICS_ADDRESS"):
        PxWebService(f"http://127.0.0.1:{port}", 0.0).describe(TABLE)
