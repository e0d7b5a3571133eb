"""A number of the payment claim's workbook is followed to the formula, the definition and the rows that give it."""

import datetime as dt
from decimal import Decimal

import pytest

from config.texts import Text
from tasks.assemble.documents import build_document
from tasks.assemble.registry import document_id, find_deliverable
from tasks.assemble.work_list import WantedDocument, document_inputs
from tasks.measure.changes import no_changes
from tasks.measure.inputs import MeasureInputs
from tasks.measure.quarter import measure_quarter
from tasks.publish.cell_explanation import explain_cell, read_cells
from tasks.publish.explanation import UnknownValueError
from tasks.publish.manifest import Manifest, PublishedDocument
from tasks.publish.run_records import RunRecords
from tests.golden.invented_quarter import QUARTER, accept, invented_project, invented_snapshot

CLAIM = find_deliverable("payment_claim")
STARTED = dt.datetime(2022, 10, 5, 3, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def published():
    """The records of a run of the invented towns, its inputs, and the workbook that it published with its cells."""
    project, accepted, snapshot = invented_project(), accept(), invented_snapshot()
    values = measure_quarter(project, QUARTER, accepted, snapshot)
    wanted = [WantedDocument(CLAIM, "network", "fi")]
    (inputs,) = document_inputs(project, QUARTER, wanted, accepted, snapshot, values, no_changes())
    built = build_document(CLAIM, inputs)
    name = document_id(CLAIM, "network", "fi")
    document = PublishedDocument(
        id=name, deliverable=CLAIM.id, work_package="TP5", town="network", language="fi",
        title=Text(fi="Maksatushakemus", sv="Utbetalningsansökan", en="Payment claim"), key=f"{name}.xlsx",
        version_id="v1", sha256="a" * 64, size=1, provenance_key=f"{name}.json", state="complete",
        inputs_digest="d" * 64, run_id="run-1", built_at=STARTED,
    )  # fmt: skip
    manifest = Manifest(
        quarter=str(QUARTER), project="p", documents=(document,), towns=(), snapshots=(), run_id="run-1",
        started_at=STARTED,
    )  # fmt: skip
    records = RunRecords(manifest, accepted, values, no_changes())
    return records, MeasureInputs(project, QUARTER, accepted, snapshot), document, read_cells(built.provenance)


def address_of(published, label, heading=""):
    return next(a for a, cell in published[3].items() if cell.label.startswith(label) and cell.heading == heading)


def explain(published, label, heading=""):
    return explain_cell(*published, address_of(published, label, heading))


def test_costs_of_the_period_lead_to_their_vouchers_with_file_version_and_definition(published):
    found = explain(published, "Henkilöstökulut", "Tämä kausi")
    assert found.cell.value == "42000.25"
    assert found.function == "tasks.measure.finance.cost_eur"
    assert found.definition.startswith("Σ of the vouchers that the funder has not rejected")
    assert [row.source_ref.rpartition("!")[2] for row in found.rows] == ["2", "3"]
    assert {(row.file_key, row.file_version_id) for row in found.rows} == {
        ("inputs/2022Q3/esimerkkila/esimerkkila_2022Q3.xlsx", "v1")
    }
    assert sum(Decimal(row.cells["amount_eur"]) for row in found.rows) == Decimal("42000.25")
    assert found.is_reproduced


def test_a_sum_leads_through_its_cells_to_the_rows_of_all_of_them(published):
    found = explain(published, "Yhteensä", "Tämä kausi")
    parts = [address_of(published, label, "Tämä kausi") for label in ("Henkilöstökulut", "Ostopalvelut")]
    assert found.definition == f"=SUM({parts[0]}:{parts[1]})"
    assert found.numbers == {parts[0]: "42000.25", parts[1]: "5000.00"}
    assert [row.source_ref.rpartition("!")[2] for row in found.rows] == ["2", "3", "4"]


def test_what_the_funder_pays_rests_on_all_claims_and_all_vouchers_of_the_period(published):
    found = explain(published, "Valtion rahoitus", "Tämä kausi")
    assert found.cell.indicator == "claim_funding_eur"
    assert {row.table for row in found.rows} == {"claims", "costs"}
    towns = explain(published, "Esimerkkilä", "Tämä kausi")
    assert {row.table for row in towns.rows} == {"claims", "costs", "municipal_funding"}


def test_what_the_configuration_says_has_no_rows(published):
    found = explain(published, "Valtion rahoitus", "Hyväksytty budjetti")
    assert (found.definition, found.function, found.rows) == ("", "", ())
    assert found.is_reproduced


def test_every_number_is_made_again_from_the_data_of_the_run(published):
    assert all(explain_cell(*published, address).is_reproduced for address in list(published[3])[::7])


def test_a_number_that_was_published_otherwise_says_so(published):
    records, inputs, document, cells = published
    address = address_of(published, "Henkilöstökulut", "Tämä kausi")
    other = cells | {address: cells[address].__class__(**{**vars(cells[address]), "value": "1.00"})}
    assert not explain_cell(records, inputs, document, other, address).is_reproduced


def test_a_cell_without_a_number_says_which_cells_have_one(published):
    with pytest.raises(UnknownValueError, match="the cell A1 of payment_claim_network_fi has no number; there are: B"):
        explain_cell(*published, "A1")


def test_a_word_document_has_no_cells():
    assert read_cells({"values": {}}) == {}
