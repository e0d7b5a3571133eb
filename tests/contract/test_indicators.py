"""An indicator has all its parts: registry, labels, documented formula, a test, and its place in the page."""

import re
from pathlib import Path

import pytest

from tasks.findings import NETWORK
from tasks.measure.catalogue import DEFINITIONS
from tasks.measure.composite_rows import COMPONENTS
from tasks.measure.documentation import PAGE, formula_parts, indicator_page
from tasks.measure.indicators import INDICATORS
from tasks.measure.inputs import MeasureInputs
from tasks.measure.quarter import measure_quarter, unit_rows
from tasks.measure.values import Status
from tasks.reference.snapshot import read_snapshot
from tests.unit.measure.three_towns import QUARTER, accept, everything, snapshot_files, with_three_towns

ROOT = Path(__file__).parents[2]
UNITS = {"persons", "count", "eur", "pct", "ratio", "index", "level", "days", "months"}
OWN_SOURCES = ("definition", "own design", "the towns' own figures", "Statistics Finland")
"""What stands in place of an author and year where there is none."""
WITHOUT_SINGLE_NUMBERS = {
    "relatedness_density", "economic_complexity", "link_stability_pct", "phase_contradiction", "unbroken_claim_count",
}  # fmt: skip
"""Indicators whose formulas are given all areas, sets of links or whole records rather than numbers."""
IDS = [entry.id for entry in (*INDICATORS, *DEFINITIONS)]
each_entry = pytest.mark.parametrize("entry", [*INDICATORS, *DEFINITIONS], ids=lambda entry: entry.id)
each_definition = pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda definition: definition.id)
each_indicator = pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.id)


@pytest.fixture(scope="module")
def three_towns(project):
    towns = with_three_towns(project)
    return MeasureInputs(towns, QUARTER, accept(towns, everything()), read_snapshot(snapshot_files(), QUARTER))


@pytest.fixture(scope="module")
def values(three_towns):
    return measure_quarter(three_towns.project, QUARTER, three_towns.accepted, three_towns.snapshot)


def test_the_registries_and_the_labels_name_the_same_indicators_in_the_same_order(project):
    assert list(project.indicators) == IDS


@each_entry
def test_an_indicator_has_labels_in_three_languages(project, entry):
    text = project.indicators[entry.id]
    for part in (text.name, text.unit, text.reading):
        assert all(part.in_language(language).strip() for language in ("fi", "sv", "en"))
    for language in ("fi", "sv", "en"):
        assert text.reading.in_language(language).endswith("."), "a reading is made of sentences"


@each_entry
def test_an_indicator_has_a_documented_formula_with_a_source(entry):
    parts = formula_parts(entry.formula)
    assert all(parts.values())
    assert re.search(
        r"\(\d{4}\)|[Dd]efinition|own design|own ordinal|towns' own figures|Statistics Finland", parts["Source"]
    )


@each_indicator
def test_a_measured_value_remembers_the_numbers_that_were_put_in(three_towns, indicator):
    units = (*three_towns.towns, NETWORK)
    measured = [row.measurement for unit in units for row in unit_rows(three_towns, indicator, unit)]
    remembered = [one.arguments for one in measured if one.status is Status.OK]
    if indicator.id in WITHOUT_SINGLE_NUMBERS or not remembered:
        return
    assert all(remembered), "a formula of the registry carries @formula and is given numbers"


@each_indicator
def test_an_indicator_has_a_unit_tables_that_exist_and_somebody_that_it_is_for(project, indicator):
    assert indicator.unit in UNITS
    assert set(indicator.tables) <= set(project.tables)
    assert indicator.town is not None or indicator.network is not None


@each_definition
def test_a_definition_says_why_a_run_does_not_measure_it_and_is_computed_in_a_test(definition):
    assert definition.unit in UNITS
    assert definition.not_measured
    name = f"{definition.formula.__module__.rpartition('.')[2]}.{definition.formula.__name__}("
    assert any(name in path.read_text("utf-8") for path in (ROOT / "tests/unit/measure").glob("test_*.py"))


@each_indicator
def test_an_indicator_has_a_test_with_numbers(indicator):
    modules = sorted((ROOT / "tests/unit/measure").glob("test_measure_*.py"))
    words = "\n".join(module.read_text("utf-8") for module in modules)
    assert re.search(rf'values\.(number|row|status)\(\s*"\w+", "{indicator.id}"', words) or re.search(
        rf'\.(number|status|dimensions)\("\w+", "{indicator.id}"', words
    )


def test_the_composite_is_made_of_measured_indicators_with_the_tables_that_they_need():
    tables = {indicator.id: indicator.tables for indicator in INDICATORS if indicator.town is not None}
    assert {component.indicator: component.tables for component in COMPONENTS}.items() <= tables.items()


def test_every_measured_row_belongs_to_the_registry(values):
    units = {indicator.id: indicator.unit for indicator in INDICATORS}
    assert set(values["indicator"]) == set(units)
    assert (values["unit"] == values["indicator"].map(units)).all()


def test_a_value_is_for_towns_or_the_network_as_the_registry_says(values):
    for indicator in INDICATORS:
        towns = set(values["town"][values["indicator"] == indicator.id])
        assert ("network" in towns) == (indicator.network is not None), indicator.id
        assert bool(towns - {"network"}) == (indicator.town is not None), indicator.id


def test_the_page_of_indicators_is_the_one_that_code_and_labels_make(project):
    assert (ROOT / PAGE).read_text("utf-8") == indicator_page(project), "run python -m tasks.measure.documentation"
