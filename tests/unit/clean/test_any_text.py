"""Whatever stands in a cell: reading it never fails, gives no half value, and gives the same when read again."""

import datetime as dt
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.contracts import Column
from config.texts import Text
from tasks.clean.cells import Unreadable, cell_reader, length_limit
from tasks.collect.workbook_cells import cell_text

NUMBERS = st.one_of(st.integers(-(10**16), 10**16), st.floats(allow_nan=True, allow_infinity=True)).map(str)
DATES = st.dates(dt.date(1, 1, 1)).flatmap(
    lambda day: st.sampled_from([f"{day.day}.{day.month}.{day.year}", day.isoformat(), f"{day:%d/%m/%Y}"])
)
PIECES = st.lists(
    st.sampled_from(
        ["1", "234", " ", "\u00a0", ",", ".", "-", "−", "€", "%", "e", "+", "Q3", "/", "2022", "FI", ";", "kyllä"]
    ),
    max_size=8,
).map("".join)
TEXTS = st.one_of(st.text(st.characters(), max_size=60), NUMBERS, DATES, PIECES)


def columns_of_each_type(project):
    label = Text(fi="Sarake", sv="Kolumn", en="Column")
    # No table of the shipped contracts has these types today; another project's may.
    rare = {kind: Column(type=kind, label=label, help=label) for kind in ("url", "id_list")}
    return rare | {column.type: column for table in project.tables.values() for column in table.columns.values()}


@pytest.mark.parametrize(
    "kind",
    [
        "id", "text", "long_text", "code", "code_list", "integer", "number", "money", "year", "date", "boolean",
        "business_id", "municipality_code", "quarter", "url", "id_list",
    ],
)  # fmt: skip
@settings(deadline=None)
@given(text=TEXTS)
def test_reading_never_fails_and_is_stable(project, kind, text):
    column = columns_of_each_type(project)[kind]
    read = cell_reader(column, project.code_lists)
    value = read(text)
    if isinstance(value, Unreadable):
        assert f"CEL-1{value.number}" in project.messages
        return
    assert not isinstance(value, float) or math.isfinite(value)
    if value != "":
        assert read(cell_text(value)) == value


@given(st.integers(-(10**14), 10**14), st.integers(0, 99))
@settings(deadline=None)
def test_every_amount_is_read_from_its_finnish_form(project, euros, cents):
    money = cell_reader(columns_of_each_type(project)["money"], project.code_lists)
    sign = -1 if euros < 0 else 1
    assert money(f"{euros:,}".replace(",", "\u00a0") + f",{cents:02d} €") == pytest.approx(euros + sign * cents / 100)


def test_a_cell_of_the_greatest_allowed_length_is_read_and_a_longer_one_is_not(project):
    for kind in ("text", "long_text"):
        column = columns_of_each_type(project)[kind]
        read = cell_reader(column, project.code_lists)
        limit = length_limit(column)
        assert read("x" * limit) == "x" * limit
        assert read("x" * (limit + 1)) == Unreadable("11")
