"""One quarter, from the towns' files in S3 to published Word documents, through the real flow and the real servers."""

import datetime as dt
import html
import io
import json
import random
import shutil
import subprocess
import sys
import zipfile
from decimal import Decimal
from zoneinfo import ZoneInfo

import docx
import httpx
import openpyxl
import pandas as pd
import pytest
import yaml
from click.testing import CliRunner

from cli.bucket import put_folder, save_documents
from cli.explain import run_inputs
from cli.main import main
from cli.sample import Role, write_sample
from cli.sample.administration import costs
from cli.sample.roles import assign_roles
from config.loading import SHIPPED_CONFIG, load_project
from config.quarters import Quarter
from tasks.measure.values import Status
from tasks.publish.documents import read_manifest
from tasks.publish.explanation import explain_value
from tasks.publish.run_records import read_run_records
from tasks.storage import open_store
from tests.edited_documents import Published, edited
from tests.reproduction import RawCells, printed_numbers, reproduces
from tests.workbooks import workbook

pytestmark = pytest.mark.servers

QUARTER = "2022Q3"
BUCKET = "quarter-run"
LIBREOFFICE = "soffice"
COST_QUARTERS = ("2021Q4", "2022Q1", "2022Q2", QUARTER)
"""The quarters since the work began, which are those with costs."""


@pytest.fixture(scope="module")
def sample_store(bucket, project, tmp_path_factory):
    """A bucket with the sample of ten towns, and the coordinator's costs of the quarters before."""
    folder = tmp_path_factory.mktemp("sample")
    write_sample(project, folder, Quarter.parse(QUARTER))
    for quarter in COST_QUARTERS[:-1]:
        earlier = folder / "inputs" / quarter / "iisalmi"
        earlier.mkdir(parents=True)
        pd.DataFrame(costs(project, Quarter.parse(quarter))).to_csv(earlier / "costs.csv", sep=";", index=False)
    assert all(put_folder(bucket, folder))
    return bucket


def run(**parameters):
    from flows.parameters import DeliverableChoice, QuarterChoice, Town
    from flows.quarterly import quarterly

    return quarterly(
        quarter=QuarterChoice(parameters.get("quarter", QUARTER)),
        towns=[Town(town) for town in parameters.get("towns", [])],
        deliverables=[DeliverableChoice(name) for name in parameters.get("deliverables", [])],
        force=parameters.get("force", False),
        return_state=True,
    )


@pytest.fixture(scope="module")
def first_run(sample_store):
    """The final state of the first run over the sample, and the manifest that it left."""
    state = run()
    manifest, _ = read_manifest(sample_store, QUARTER)
    return state, manifest


def test_the_run_ends_partial_and_says_who_and_what_is_missing(first_run, project):
    state, manifest = first_run
    assert state.name == "Partial", state.message
    assert state.is_completed()
    missing = [t.town for t in manifest.towns if not any(f.key.startswith(f"inputs/{QUARTER}/") for f in t.files)]
    rejected = [t.town for t in manifest.towns if any(s.verdict == "rejected" for s in t.standings)]
    assert len(missing) == 1
    assert len(rejected) == 1
    for town in (*missing, *rejected):
        assert project.towns[town].name.fi in state.message


def test_every_town_and_the_network_has_a_document_that_opens(first_run, sample_store, project, tmp_path):
    _, manifest = first_run
    assert sorted(d.town for d in manifest.documents) == sorted([*project.towns, "network", "network"])
    for path in save_documents(sample_store, QUARTER, tmp_path):
        if path.suffix == ".docx":
            assert len(docx.Document(str(path)).element.body) > 20


def test_documents_made_from_the_sample_say_so_on_the_cover_and_in_the_header(first_run, sample_store):
    _, manifest = first_run
    for document in manifest.documents:
        assert document.is_sample
        content = sample_store.get(document.key, document.version_id)
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            assert "Esimerkkiaineisto" in package.read("word/document.xml").decode()
            headers = [package.read(n).decode() for n in package.namelist() if n.startswith("word/header")]
        assert any("Esimerkkiaineisto" in header for header in headers)


def test_the_silent_towns_registers_stand_from_the_earlier_quarter(first_run):
    _, manifest = first_run
    (silent,) = [t for t in manifest.towns if not any(f.key.startswith(f"inputs/{QUARTER}/") for f in t.files)]
    standings = {s.table: s for s in silent.standings}
    assert standings["actors"].data_quarter == "2022Q2"
    assert standings["actors"].file_version_id
    assert standings["interviews_workshops"].data_quarter == ""


def test_what_great_expectations_answered_is_kept_with_the_run(first_run, sample_store):
    _, manifest = first_run
    kept = json.loads(sample_store.get(f"runs/{manifest.run_id}/expectation_results.json"))
    broken = {result["code"]: result for result in kept["results"] if not result["success"]}
    (town,) = {submission for submission, _ in broken["KEY-004"]["unexpected_rows"]}
    assert town in broken["KEY-004"]["submissions"]
    findings = json.loads(sample_store.get(f"runs/{manifest.run_id}/findings.json"))
    assert f"{town.split('/')[0]} KEY-004" in {f"{finding['town']} {finding['code']}" for finding in findings}


def test_each_printed_number_leads_to_its_rows(first_run, sample_store):
    _, manifest = first_run
    document = next(d for d in manifest.documents if d.deliverable == "situation_picture")
    provenance = json.loads(sample_store.get(document.provenance_key))
    text = json.dumps(provenance, ensure_ascii=False)
    assert "location_quotient" in text
    assert "Tunnusluvut!" in text or "Nyckeltal!" in text


def test_the_same_inputs_give_the_same_bytes_in_another_process_and_hash_seed(first_run, sample_store, environment):
    _, manifest = first_run
    command = [sys.executable, "-c", "from cli.main import main; main()", "run", "--quarter", QUARTER]
    done = subprocess.run(
        command, env={**environment, "PYTHONHASHSEED": "4711"}, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    again, _ = read_manifest(sample_store, QUARTER)
    assert again.run_id != manifest.run_id
    assert {d.id: d.sha256 for d in again.documents} == {d.id: d.sha256 for d in manifest.documents}
    assert {d.id: d.version_id for d in again.documents} == {d.id: d.version_id for d in manifest.documents}
    assert {d.id: d.pdf for d in again.documents} == {d.id: d.pdf for d in manifest.documents}


def test_artifacts_have_stable_keys_and_link_to_the_documents(first_run, prefect_api):
    answer = httpx.post(f"{prefect_api}/artifacts/latest/filter", json={"limit": 100}, timeout=30)
    artifacts = {artifact["key"]: artifact for artifact in answer.json()}
    assert {"00-summary", "10-submissions", "20-findings"} <= set(artifacts)
    link = artifacts["document-situation-picture-iisalmi-fi"]["data"]
    assert f"/d/{QUARTER}/situation_picture_iisalmi_fi" in link


def test_the_town_with_mistakes_gets_its_workbook_back_marked_and_an_artifact_lists_it(
    first_run, sample_store, prefect_api, project
):
    (faulty,) = [town for town, role in assign_roles(list(project.towns), seed=1).items() if role is Role.FAULTY]
    folder = f"feedback/{QUARTER}/{faulty}/"
    keys = [stored.key for stored in sample_store.list_objects(folder)]
    assert keys == [f"{folder}palaute.html", f"{folder}palaute_{faulty}_{QUARTER}.xlsx"]
    book = openpyxl.load_workbook(io.BytesIO(sample_store.get(keys[1])))
    assert {"GAP-001", "KEY-002", "MAT-002"} <= {row[6].value for row in book.worksheets[0].iter_rows()}
    wanted = {"artifacts": {"key": {"any_": ["10-submissions"]}}}
    (artifact,) = httpx.post(f"{prefect_api}/artifacts/latest/filter", json=wanted, timeout=30).json()
    assert keys[1] in artifact["data"]


def test_a_run_of_one_town_replaces_its_document_and_keeps_the_others(first_run, sample_store):
    before, _ = read_manifest(sample_store, QUARTER)
    state = run(towns=["heinola"])
    after, _ = read_manifest(sample_store, QUARTER)
    assert state.is_completed()
    assert len(after.documents) == len(before.documents) == 12
    changed = {d.id for d in after.documents if d.run_id != before.run_id}
    assert changed == {"situation_picture_heinola_fi"}


def suggestion(section):
    def suggest(word):
        word.xml(
            section,
            '<w:p><w:ins w:id="900" w:author="Maija" w:date="2022-10-01T00:00:00Z"><w:r><w:t>Ehdotus.</w:t></w:r>'
            "</w:ins></w:p>",
        )

    return suggest


@pytest.mark.usefixtures("first_run")
def test_what_a_town_writes_in_its_document_stands_in_the_next_runs_document(sample_store, prefect_api):
    manifest, _ = read_manifest(sample_store, QUARTER)
    published = next(document for document in manifest.documents if document.town == "iisalmi")
    content = sample_store.get(published.key, published.version_id)
    file = edited(content, lambda word: word.paragraph("strengths", "Kaupungin oma vahvuus."))
    sample_store.put(f"edited/{QUARTER}/muokattu.docx", file)
    sample_store.put(f"edited/{QUARTER}/muistio.docx", b"ei ole Wordia")
    open_changes = next(document for document in manifest.documents if document.id == "situation_picture_raahe_fi")
    tracked = edited(sample_store.get(open_changes.key, open_changes.version_id), suggestion("strengths"))
    sample_store.put(f"edited/{QUARTER}/kesken.docx", tracked)
    state = run(towns=["iisalmi", "raahe"], deliverables=["situation_picture"])
    for name in ("muokattu.docx", "muistio.docx", "kesken.docx"):
        sample_store.withdraw(f"edited/{QUARTER}/{name}")
    assert state.name == "Partial"
    assert "muistio.docx" in state.message
    assert "Asiakirjassa kesken.docx on hyväksymättömiä muutoksia (1)." in state.message
    after, _ = read_manifest(sample_store, QUARTER)
    entry = next(document for document in after.documents if document.id == published.id)
    assert [one.key for one in entry.returned] == [f"edited/{QUARTER}/muokattu.docx"]
    assert entry.inputs_digest != published.inputs_digest
    carried = Published(sample_store.get(entry.key, entry.version_id))
    assert carried.words("strengths")[-1] == "Kaupungin oma vahvuus."
    shown = httpx.post(f"{prefect_api}/artifacts/latest/filter", json={}).json()
    rows = next(json.loads(one["data"]) for one in shown if one["key"] == "30-edited-documents")
    assert {row["Tiedosto tai neljännes"] for row in rows} == {"muokattu.docx", "muistio.docx", "kesken.docx"}
    waiting = next(document for document in after.documents if document.id == open_changes.id)
    assert waiting == open_changes


def test_a_quarter_makes_exactly_what_is_due_in_it(sample_store):
    state = run(quarter="2022Q1")
    assert state.is_completed()
    assert "Q1/2022" in state.message
    manifest, _ = read_manifest(sample_store, "2022Q1")
    assert [document.id for document in manifest.documents] == ["steering_pack_network_fi"]


def test_an_empty_quarter_gives_short_documents_with_their_gaps_named(environment, embedded_s3, monkeypatch):
    monkeypatch.setenv("KIVIJALKA_BUCKET", "empty-quarter")
    monkeypatch.setenv("KIVIJALKA_LIBREOFFICE", "")
    store = open_store("empty-quarter", embedded_s3.access)
    store.ensure_bucket()
    state = run(quarter="2021Q4", force=True, towns=["iisalmi"], deliverables=["situation_picture"])
    assert state.name == "Partial", state.message
    manifest, _ = read_manifest(store, "2021Q4")
    (document,) = manifest.documents
    assert document.state == "gaps"
    assert document.gaps


def test_a_scheduled_run_outside_the_calendar_ends_cleanly_and_says_so(environment):
    state = run(quarter="edellinen")
    assert state.is_completed()
    assert state.name == "OutsideSchedule"
    assert "kalenterissa" in state.message


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"lomake.xlsx": b"tekstia"}, "FIL-001"),
        ({"lomake.xlsx": workbook(Taul1="a | b")}, "FIL-006"),
        ({"lomake.pdf": b"%PDF-1.7"}, "FIL-005"),
    ],
    ids=["not a workbook", "wrong sheet names", "not a table file"],
)
def test_a_towns_bad_file_never_stops_the_others(environment, embedded_s3, monkeypatch, files, code):
    bucket = f"bad-{code.lower()}"
    monkeypatch.setenv("KIVIJALKA_BUCKET", bucket)
    monkeypatch.setenv("KIVIJALKA_LIBREOFFICE", "")
    store = open_store(bucket, embedded_s3.access)
    store.ensure_bucket()
    for name, content in files.items():
        store.put(f"inputs/{QUARTER}/raahe/{name}", content)
    store.put(f"inputs/{QUARTER}/turku/lomake.xlsx", b"")
    state = run(towns=["raahe", "keuruu"])
    assert state.name == "Partial", state.message
    manifest, _ = read_manifest(store, QUARTER)
    assert sorted(d.town for d in manifest.documents) == ["keuruu", "raahe"]
    findings = json.loads(store.get(f"runs/{manifest.run_id}/findings.json"))
    assert {code, "FIL-007"} <= {finding["code"] for finding in findings}


def test_a_run_with_no_quarter_named_publishes_the_last_full_one_of_a_calendar_around_today(
    environment, embedded_s3, tmp_path
):
    today = dt.datetime.now(ZoneInfo("Europe/Helsinki")).date()
    quarter = Quarter.of_day(today).previous
    folder = tmp_path / "config"
    shutil.copytree(SHIPPED_CONFIG, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    calendar = yaml.safe_load((folder / "calendar.yaml").read_text("utf-8"))
    calendar["quarters"] = {str(q): {"deadline": q.next.first_day} for q in (quarter.previous, quarter, quarter.next)}
    calendar["bars"] = {}
    calendar["due"] = {"situation_picture": calendar["due"]["situation_picture"] | {"quarters": [str(quarter)]}}
    (folder / "calendar.yaml").write_text(yaml.safe_dump(calendar, allow_unicode=True), "utf-8")
    write_sample(load_project(folder), tmp_path / "sample", quarter)
    store = open_store("around-today", embedded_s3.access)
    store.ensure_bucket()
    assert all(put_folder(store, tmp_path / "sample"))
    command = [sys.executable, "-c", "from cli.main import main; main()", "run", "--town", "heinola"]
    done = subprocess.run(
        command, env={**environment, "KIVIJALKA_CONFIG_FOLDER": str(folder), "KIVIJALKA_BUCKET": "around-today"},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    manifest, _ = read_manifest(store, str(quarter))
    assert [d.town for d in manifest.documents] == ["heinola"]


def test_s3_that_does_not_answer_fails_the_run_with_one_sentence(environment):
    command = [sys.executable, "-c", "from cli.main import main; main()", "run", "--quarter", QUARTER]
    done = subprocess.run(
        command, env={**environment, "AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:9"},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "S3 does not answer at http://127.0.0.1:9" in done.stderr
    assert "Traceback" not in done.stderr


def test_two_hundred_numbers_of_the_documents_lead_to_cells_that_give_them_again(first_run, sample_store, project):
    _, manifest = first_run
    printed = [
        (document.town, html.unescape(number))
        for document in manifest.documents
        for number in printed_numbers(sample_store.get(document.key, document.version_id))
    ]
    random.Random(20221005).shuffle(printed)
    records = read_run_records(project, sample_store, manifest.run_id)
    inputs = run_inputs(project, sample_store, records)
    cells = RawCells(sample_store, project)
    followed, wrong = 0, []
    for town, number in printed:
        explanation = explain_value(records, inputs, town, number)
        assert explanation.is_reproduced, number
        if explanation.value.status is Status.OK:
            followed += 1
            wrong += [] if reproduces(explanation, cells) else [(town, number)]
        if followed == 200:
            break
    assert (followed, wrong) == (200, [])


def test_the_costs_to_date_lead_to_the_vouchers_of_every_quarter(first_run, sample_store, project):
    _, manifest = first_run
    records = read_run_records(project, sample_store, manifest.run_id)
    explanation = explain_value(records, run_inputs(project, sample_store, records), "network", "cost_to_date_eur")
    assert explanation.is_reproduced
    assert {row.file_key.split("/")[1] for row in explanation.rows} == set(COST_QUARTERS)
    assert explanation.value.value == float(sum(Decimal(row.cells["amount_eur"]) for row in explanation.rows))


def test_the_command_explains_a_number_with_its_formula_cells_and_statistics(first_run, environment):
    _, manifest = first_run
    town = next(d.town for d in manifest.documents if d.deliverable == "situation_picture" and d.state == "complete")
    arguments = ["explain", "--town", town, "--quarter", QUARTER, "location_quotient", "metsa"]
    told = CliRunner().invoke(main, arguments, env=environment)
    assert told.exit_code == 0, told.output
    assert "LQ = (e_ij / e_j) / (e_i / e)" in told.output
    assert "region_sector=" in told.output
    as_json = json.loads(CliRunner().invoke(main, [*arguments, "--json"], env=environment).output)
    assert as_json["rows"][0]["file_key"].startswith(f"inputs/{QUARTER}/{town}/")
    assert as_json["rows"][0]["file_version_id"]
    assert [dataset["sha256"] for dataset in as_json["datasets"]]
    unknown = CliRunner().invoke(main, [*arguments[:-2], "location_quotient", "kulta"], env=environment)
    assert unknown.exit_code == 2
    assert "location_quotient.metsa" in unknown.output


def test_the_figures_of_a_claim_are_published_as_a_workbook_and_again_with_the_same_bytes(sample_store, project):
    state = run(quarter="2022Q2", deliverables=["payment_claim"])
    assert state.is_completed(), state.message
    (entry,) = read_manifest(sample_store, "2022Q2")[0].documents
    assert entry.key == "deliverables/2022Q2/TP5/tp5_payment_claim_network_2022Q2_fi.xlsx"
    assert (entry.pdf, entry.redline) == (None, None)
    book = openpyxl.load_workbook(io.BytesIO(sample_store.get(entry.key, entry.version_id)), data_only=True)
    rows = {row[0]: row[1:] for row in book.worksheets[0].iter_rows(values_only=True)}
    quarters = [quarter for quarter in COST_QUARTERS if quarter != QUARTER]
    vouchers = [row for quarter in quarters for row in costs(project, Quarter.parse(quarter))]
    total = sum(Decimal(str(row["amount_eur"])) for row in vouchers)
    assert Decimal(str(rows["Tositteet hankkeen alusta kauden loppuun ja haetut kustannukset yhteensä"][0])) == total
    cells = json.loads(sample_store.get(entry.provenance_key))["cells"]
    asked = next(a for a, cell in cells.items() if (cell["label"], cell["heading"]) == ("Ostopalvelut", "Tämä kausi"))
    arguments = ["explain", "--town", "network", "--quarter", "2022Q2", "--document", entry.id]
    told = CliRunner().invoke(main, [*arguments, asked, "--json"])
    assert told.exit_code == 0, told.output
    explained = json.loads(told.output)
    assert explained["is_reproduced"]
    assert sum(Decimal(row["cells"]["amount_eur"]) for row in explained["rows"]) == Decimal(explained["cell"]["value"])
    unread = [row for row in explained["rows"] if not row["file_version_id"]]
    assert unread == []
    assert "tasks.measure.finance.cost_eur" in CliRunner().invoke(main, [*arguments, asked]).output
    unknown = CliRunner().invoke(main, [*arguments, "A1"])
    assert unknown.exit_code == 2
    assert "has no number" in unknown.output
    assert run(quarter="2022Q2", deliverables=["payment_claim"]).is_completed()
    (again,) = read_manifest(sample_store, "2022Q2")[0].documents
    assert (again.sha256, again.version_id) == (entry.sha256, entry.version_id)
