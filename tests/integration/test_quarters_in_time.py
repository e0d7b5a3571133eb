"""Two quarters one after the other: what the later documents say of the change, and what of it can be followed."""

import json
import random

import pandas as pd
import pytest
from click.testing import CliRunner

from cli.bucket import put_folder
from cli.explain import run_inputs
from cli.main import main
from cli.sample import write_sample
from config.quarters import Quarter
from tasks.assemble.outline import outline
from tasks.assemble.value_texts import CHANGE_PARTS, value_id
from tasks.measure.values import Status
from tasks.publish.approvals import read_approval
from tasks.publish.documents import read_manifest
from tasks.publish.explanation import explain_value
from tasks.publish.past import read_past
from tasks.publish.run_records import read_run_records
from tests.reproduction import RawCells, reproduces

pytestmark = pytest.mark.servers

EARLIER, QUARTER = "2022Q2", "2022Q3"
BUCKET = "two-quarters"
TOWN = "heinola"
PICTURES = ("situation_picture", "network_picture")


@pytest.fixture(scope="module")
def two_quarters(bucket, project, tmp_path_factory):
    """A bucket into which the sample of two quarters was put, and both quarters run in their order."""
    for quarter in (EARLIER, QUARTER):
        folder = tmp_path_factory.mktemp(quarter)
        write_sample(project, folder, Quarter.parse(quarter))
        assert all(put_folder(bucket, folder))
        assert run(quarter).is_completed()
    return bucket


def run(quarter, deliverables=(), **parameters):
    from flows.parameters import DeliverableChoice, QuarterChoice, Town
    from flows.quarterly import quarterly

    wanted = [DeliverableChoice(name) for name in deliverables] or list(DeliverableChoice)
    return quarterly(
        quarter=QuarterChoice(quarter), towns=[Town(TOWN)], deliverables=wanted, force=True, return_state=True,
        **parameters,
    )  # fmt: skip


def document_of(store, quarter):
    manifest, _ = read_manifest(store, quarter)
    (document,) = (d for d in manifest.documents if d.deliverable == "situation_picture")
    return document


def content_of(store, quarter):
    document = document_of(store, quarter)
    return store.get(document.key, document.version_id)


def earlier_numbers(store, quarter):
    """Return the ids of the numbers of an earlier quarter that a document prints."""
    provenance = json.loads(store.get(document_of(store, quarter).provenance_key))
    return [name for name in provenance["values"] if name.endswith(".was")]


def test_the_first_quarter_has_no_past_and_the_second_names_it(two_quarters):
    assert "Aiemmilta neljänneksiltä ei ole julkaistu lukuja" in outline(content_of(two_quarters, EARLIER))
    assert "neljänneksen Q2/2022 luvuista" in outline(content_of(two_quarters, QUARTER))
    assert earlier_numbers(two_quarters, EARLIER) == []
    assert earlier_numbers(two_quarters, QUARTER)


def test_a_number_of_the_earlier_quarter_leads_to_the_files_of_that_quarter(two_quarters):
    printed = earlier_numbers(two_quarters, QUARTER)[0]
    arguments = ["explain", "--town", TOWN, "--quarter", QUARTER, printed]
    told = CliRunner().invoke(main, [*arguments, "--json"])
    assert told.exit_code == 0, told.output
    explained = json.loads(told.output)
    assert explained["earlier"]["value"]["quarter"] == EARLIER
    assert explained["earlier"]["value"]["value"] == explained["change"]["was"]
    assert explained["earlier"]["is_reproduced"]
    assert all(row["file_key"].startswith(f"inputs/{EARLIER}/") for row in explained["earlier"]["rows"])
    assert f"since {EARLIER}" in CliRunner().invoke(main, arguments).output


def test_a_number_of_a_line_over_quarters_leads_to_the_files_of_its_own_quarter(two_quarters):
    arguments = ["explain", "--town", TOWN, "--quarter", QUARTER]
    told = CliRunner().invoke(main, [*arguments, f"val:actor_count.{EARLIER}", "--json"])
    assert told.exit_code == 0, told.output
    explained = json.loads(told.output)
    assert (explained["value"]["quarter"], explained["value"]["indicator"]) == (EARLIER, "actor_count")
    assert explained["is_reproduced"]
    assert all(row["file_key"].startswith(f"inputs/{EARLIER}/") for row in explained["rows"])
    unknown = CliRunner().invoke(main, [*arguments, "actor_count.2021Q4"])
    assert unknown.exit_code == 2
    assert "actor_count" in unknown.output


def test_two_hundred_numbers_of_both_quarters_lead_to_cells_that_give_them_again(two_quarters, project):
    manifests = {quarter: read_manifest(two_quarters, quarter)[0] for quarter in (EARLIER, QUARTER)}
    records = {quarter: read_run_records(project, two_quarters, one.run_id) for quarter, one in manifests.items()}
    inputs = {quarter: run_inputs(project, two_quarters, one) for quarter, one in records.items()}
    cells = RawCells(two_quarters, project)
    printed = [
        (quarter, document.town, number)
        for quarter, manifest in manifests.items()
        for document in manifest.documents
        if document.deliverable in PICTURES
        for number in sorted(json.loads(two_quarters.get(document.provenance_key))["values"])
    ]
    # All that tell of the earlier quarter, and as many others of either quarter as make two hundred followed numbers.
    past = [one for one in printed if one[2].rpartition(".")[2] in CHANGE_PARTS]
    others = [one for one in printed if one not in past]
    random.Random(20220705).shuffle(others)
    followed, wrong = 0, []
    for quarter, town, number in [*past, *others]:
        explanation = explain_value(records[quarter], inputs[quarter], town, number)
        explained = [explanation]
        if explanation.change is not None:
            value = explanation.value
            earlier_id = value_id(value.indicator, value.dimension, "" if value.town == town else value.town)
            explained.append(explain_value(records[EARLIER], inputs[EARLIER], town, earlier_id))
            assert explained[1].value.value == explanation.change.was
        for one in explained:
            assert one.is_reproduced, (number, one.value.quarter)
            if one.value.status is Status.OK:
                followed += 1
                wrong += [] if reproduces(one, cells) else [(town, number, one.value.quarter)]
        if followed >= 200:
            break
    assert past
    assert wrong == []
    assert followed >= 200


def test_the_series_of_an_indicator_has_both_quarters_with_what_the_change_is(two_quarters, tmp_path):
    arguments = ["series", "--town", TOWN, "location_quotient", "metsa"]
    told = CliRunner().invoke(main, [*arguments, "--json"])
    assert told.exit_code == 0, told.output
    before, after = json.loads(told.output)
    assert (before["quarter"], before["base_quarter"], before["kind"]) == (EARLIER, "", "")
    assert (after["quarter"], after["base_quarter"]) == (QUARTER, EARLIER)
    assert after["difference"] == pytest.approx(after["value"] - before["value"])
    assert after["kind"].replace("_", " ") in CliRunner().invoke(main, arguments).output
    out = tmp_path / "series.csv"
    assert CliRunner().invoke(main, ["series", "--town", TOWN, "--out", str(out)]).exit_code == 0
    assert set(pd.read_csv(out)["quarter"]) == {EARLIER, QUARTER}
    unknown = CliRunner().invoke(main, ["series", "--town", TOWN, "location_quotient", "kulta"])
    assert unknown.exit_code == 2
    assert "metsa" in unknown.output


def test_a_rerun_is_no_past_of_its_own_quarter_and_gives_the_same_bytes(two_quarters):
    before = document_of(two_quarters, QUARTER).sha256
    assert run(QUARTER).is_completed()
    assert document_of(two_quarters, QUARTER).sha256 == before


def test_a_corrected_earlier_quarter_shows_as_corrected(two_quarters, project):
    before = read_past(project, two_quarters, Quarter.parse(QUARTER)).bases[0]
    key = next(s.key for s in two_quarters.list_objects(f"inputs/{EARLIER}/{TOWN}/"))
    two_quarters.withdraw(key)
    assert run(EARLIER).is_completed()
    past = read_past(project, two_quarters, Quarter.parse(QUARTER))
    (after,) = past.bases
    assert past.quarters == (after,)
    assert after.runs != before.runs
    assert after.first_values.equals(before.first_values)
    assert not after.values.equals(after.first_values)


def test_a_run_that_an_approver_is_named_for_approves_its_documents_and_the_next_quarter_is_compared_with_them(
    two_quarters, project
):
    picture = ("situation_picture",)
    assert run(EARLIER, picture, approver_role="ohjausryhmä").is_completed()
    approved = document_of(two_quarters, EARLIER)
    approval = read_approval(two_quarters, EARLIER, approved.id)
    assert (approval.role, approval.version_id) == ("ohjausryhmä", approved.version_id)
    bases = read_past(project, two_quarters, Quarter.parse(QUARTER)).bases
    assert [(base.quarter, base.document) for base in bases] == [(EARLIER, ""), (EARLIER, approved.id)]
    assert bases[1].runs == {TOWN: approved.run_id}
    assert run(QUARTER, picture).is_completed()
    assert "viimeksi hyväksytyn asiakirjan (Q2/2022) luvuista" in outline(content_of(two_quarters, QUARTER))
