"""A table has all its parts: contract, promises, words in three languages, and its place in the page."""

from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from config.loading import load_project
from config.quarters import Quarter
from expectations.catalogue import CATALOGUE
from expectations.promise import Known
from expectations.table_page import PAGE, table_page, table_promises
from tasks.clean.tables import column_dtype
from tasks.collect.labels import fold

ROOT = Path(__file__).parents[2]
LANGUAGES = ("fi", "sv", "en")
LONGEST_SHEET_NAME = 31
TABLES = (
    "submission", "actors", "links", "external_actors", "key_figures", "competence_gaps", "maturity_scores",
    "proposals", "strategy", "measures", "agreements", "needed_actors", "invest_offer", "events_visits", "hei_contacts",
    "hei_presence", "peer_ecosystems", "comms_outputs", "budget_plan", "costs", "hours", "claims", "municipal_funding",
    "steering", "risks", "service_feedback", "narratives", "interviews_workshops", "contacts",
)  # fmt: skip
ACTIVITIES = {
    "events_visits", "hei_contacts", "comms_outputs", "costs", "hours", "service_feedback", "interviews_workshops",
}  # fmt: skip
each_table = pytest.mark.parametrize("table", TABLES)


@pytest.fixture(scope="module")
def known():
    project = load_project()
    return Known(project, Quarter(2022, 3), frozenset(), frozenset(), frozenset(), {})


def test_the_28_tables_and_the_contact_persons_are_there(project):
    assert set(project.tables) == set(TABLES) == set(CATALOGUE)
    assert {table.id for table in project.tables.values() if table.kind == "activity"} == ACTIVITIES
    assert max(Counter(table.code for table in project.tables.values()).values()) == 1


def test_the_page_is_current(project):
    assert (ROOT / PAGE).read_text("utf-8") == table_page(project), "run `python -m expectations.table_page`"


@each_table
def test_a_table_and_its_columns_have_words_in_three_languages(project, table):
    contract = project.tables[table]
    for text in (contract.name, contract.help, *(t for c in contract.columns.values() for t in (c.label, c.help))):
        assert all(text.in_language(language).strip() for language in LANGUAGES)


@each_table
def test_headings_tell_columns_apart_and_names_fit_on_a_sheet(project, table):
    contract = project.tables[table]
    for language in LANGUAGES:
        assert len(contract.name.in_language(language)) <= LONGEST_SHEET_NAME
        headings = [fold(column.label.in_language(language)) for column in contract.columns.values()]
        assert len(set(headings)) == len(headings)


def test_sheet_names_tell_tables_apart(project):
    names = {}
    for contract in project.tables.values():
        for word in {fold(contract.name.in_language(language)) for language in LANGUAGES} | {fold(contract.id)}:
            assert names.setdefault(word, contract.id) == contract.id


@each_table
def test_names_carry_their_units(project, table):
    for name, column in project.tables[table].columns.items():
        if column.unit == "EUR" or column.type == "money":
            assert name.endswith("_eur")
        if column.type == "date":
            assert name.endswith(("_date", "_from", "_to", "_start", "_end", "month"))
        if column.unit in ("persons", "firms", "responses"):
            assert name.endswith("_count") or name == "population"


@each_table
def test_promises_have_codes_of_their_table_and_name_its_columns(known, table):
    contract = known.project.tables[table]
    promises = table_promises(known, table)
    assert len({(promise.code, promise.column) for promise in promises}) == len(promises)
    for promise in promises:
        assert promise.code[:4] in (f"{contract.code}-", "RNG-")
        assert promise.column in contract.columns
    own = sorted({int(p.code[4:]) for p in promises if p.code.startswith(contract.code)})
    assert own == list(range(1, len(own) + 1)) or table == "submission"


@each_table
def test_every_word_of_a_message_can_be_filled(known, table):
    contract = known.project.tables[table]
    columns = dict.fromkeys((*contract.columns, "source_ref", "town", "quarter", "folder_quarter"))
    frame = pd.DataFrame({name: pd.Series([None], dtype=column_dtype(contract, name)) for name in columns})
    frame = frame.assign(source_ref="a.xlsx!b!2", town="iisalmi", folder_quarter="2022Q3").astype({"town": "str"})
    prepared = CATALOGUE[table].prepare(frame, known)
    for promise in table_promises(known, table):
        assert set(promise.words.values()) <= set(prepared.columns)
        values = {**dict.fromkeys(promise.words, "x"), "value": "x", "column": "y"}
        for text in (promise.message.message, promise.message.fix):
            for language in LANGUAGES:
                assert "{" not in text.in_language(language).format_map(values)


@each_table
def test_fixes_and_messages_are_sentences(known, table):
    for promise in table_promises(known, table):
        for text in (promise.message.message, promise.message.fix):
            assert all(text.in_language(language).endswith((".", "}.", "”.")) for language in LANGUAGES)
