"""Every number that a document prints leads back to a value, its rows and its file."""

import pytest

from tasks.assemble.documents import assemble_model
from tasks.assemble.provenance import printed_ids
from tasks.assemble.registry import find_deliverable
from tests.golden.invented_quarter import built_document, document_inputs


@pytest.fixture(scope="module")
def traced():
    model, provenance, _, _ = assemble_model(find_deliverable("situation_picture"), document_inputs("esimerkkila"))
    return model, provenance


def test_every_printed_number_is_traced(traced):
    model, provenance = traced
    printed = set(printed_ids(model.blocks))
    assert len(printed) > 100
    assert printed <= set(provenance["values"])


def test_a_quotient_leads_to_its_bounds_snapshot_rows_and_file(traced):
    _, provenance = traced
    found = provenance["values"]["location_quotient.metsa"]
    # 800 of 4 000 employees is 20 %, five times the 4 % of the whole country.
    assert found["value"] == pytest.approx(5.0)
    assert found["lower"] < 5 < found["upper"]
    assert (found["n"], found["snapshot"]) == (800, "jobs_by_sector@2022-09-01")
    assert found["source"] == "esimerkkila_2022Q3.xlsx!Tunnusluvut!2,7"
    assert found["files"] == ["esimerkkila_2022Q3.xlsx"]
    file = provenance["files"]["esimerkkila_2022Q3.xlsx"]
    assert file["key"] == "inputs/2022Q3/esimerkkila/esimerkkila_2022Q3.xlsx"
    assert file["sha256"].startswith("esimerkkila")


def test_a_part_of_a_value_says_which_part(traced):
    _, provenance = traced
    assert provenance["values"]["location_quotient.metsa.interval"]["part"] == "interval"


def test_a_chart_names_the_numbers_that_it_draws(traced):
    _, provenance = traced
    assert provenance["exhibits"]["maturity_radar"]["values"][0] == "maturity_score.actors"
    assert set(provenance["exhibits"]["maturity_radar"]["values"]) <= set(provenance["values"])


def test_a_register_table_names_the_rows_that_it_lists(traced):
    _, provenance = traced
    assert provenance["exhibits"]["closing_gaps"]["rows"] == "esimerkkila_2022Q3.xlsx!Osaamispuutteet!3-4"


def test_the_network_leads_to_the_values_of_the_towns():
    built = built_document("network_picture", "network")
    assert built.provenance["values"]["development_phase@mallila"]["town"] == "mallila"
