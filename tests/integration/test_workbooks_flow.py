"""The workbooks of a quarter, from what lies in S3 to a file a town, through the real flow and the real servers."""

import subprocess
import sys

import httpx
import openpyxl
import pytest

from cli.bucket import put_folder
from cli.sample import write_sample
from config.quarters import Quarter
from tests.unit.request.asked import opened

pytestmark = pytest.mark.servers

ASKED = "2022Q4"
BUCKET = "workbooks-run"


@pytest.fixture(scope="module")
def sample_store(bucket, project, tmp_path_factory):
    """A bucket with the sample of ten towns for 2022Q3."""
    folder = tmp_path_factory.mktemp("sample")
    write_sample(project, folder, Quarter(2022, 3))
    assert all(put_folder(bucket, folder))
    return bucket


def run(quarter=ASKED, towns=()):
    from flows.parameters import QuarterChoice, Town
    from flows.workbooks import workbooks

    return workbooks(quarter=QuarterChoice(quarter), towns=[Town(town) for town in towns], return_state=True)


@pytest.fixture(scope="module")
def first_run(sample_store):
    """The final state of the first run over the sample."""
    return run()


def test_each_town_has_a_workbook_in_its_own_language(first_run, sample_store, project):
    assert first_run.name == "Completed", first_run.message
    assert "Uusia tai muuttuneita: 10" in first_run.message
    keys = [stored.key for stored in sample_store.list_objects("workbooks/")]
    assert sorted(keys) == sorted(f"workbooks/{ASKED}/{town}_{ASKED}.xlsx" for town in project.towns)
    names = {town: opened(sample_store.get(f"workbooks/{ASKED}/{town}_{ASKED}.xlsx")).sheetnames for town in
             ("iisalmi", "kristiinankaupunki")}  # fmt: skip
    assert names["iisalmi"][:2] == ["Ohje", "Lähetys"]
    assert names["kristiinankaupunki"][:2] == ["Anvisning", "Inlämning"]


def test_the_quarter_before_is_prefilled(first_run, sample_store, project):
    for town in project.towns:
        book = opened(sample_store.get(f"workbooks/{ASKED}/{town}_{ASKED}.xlsx"))
        actors = book[project.tables["actors"].name.in_language(project.towns[town].language)]
        assert actors["A2"].value == f"{town}-001"


def test_a_table_shows_what_was_written(first_run, prefect_api, project):
    answer = httpx.post(f"{prefect_api}/artifacts/latest/filter", json={"limit": 100}, timeout=30)
    artifacts = {artifact["key"]: artifact for artifact in answer.json()}
    table = artifacts["30-workbooks"]
    assert table["description"] == "Kunnille lähetettävät työkirjat neljännekseltä Q4/2022"
    for town in project.towns.values():
        assert town.name.fi in table["data"]


def test_a_second_run_writes_no_second_version(first_run, sample_store):
    before = {stored.key: stored.version_id for stored in sample_store.list_objects("workbooks/")}
    state = run()
    assert "Uusia tai muuttuneita: 0, ennallaan: 10" in state.message
    assert {stored.key: stored.version_id for stored in sample_store.list_objects("workbooks/")} == before


def test_the_first_quarter_of_the_calendar_starts_with_empty_workbooks(sample_store):
    state = run("2021Q3", ["raahe"])
    assert state.is_completed(), state.message
    (stored,) = sample_store.list_objects("workbooks/2021Q3/")
    assert opened(sample_store.get(stored.key))["Toimijat"]["A2"].value is None


def test_a_scheduled_run_outside_the_calendar_ends_cleanly(environment):
    assert run("edellinen").name == "OutsideSchedule"


def test_the_command_writes_the_same_workbook_as_the_flow(first_run, sample_store, environment, tmp_path):
    out = tmp_path / "folder" / "raahe.xlsx"
    command = [sys.executable, "-c", "from cli.main import main; main()", "workbook", "--town", "raahe"]
    done = subprocess.run(
        [*command, "--quarter", ASKED, "--out", str(out)],
        env={**environment, "PYTHONHASHSEED": "4711"}, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "rows accepted for 2022Q" in done.stdout
    assert out.read_bytes() == sample_store.get(f"workbooks/{ASKED}/raahe_{ASKED}.xlsx")


def test_a_blank_workbook_needs_no_bucket(environment, tmp_path):
    out = tmp_path / "blank.xlsx"
    command = [sys.executable, "-c", "from cli.main import main; main()", "workbook", "--town", "raahe", "--blank"]
    unreachable = {**environment, "AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:9"}
    done = subprocess.run(
        [*command, "--quarter", ASKED, "--language", "en", "--out", str(out)],
        env=unreachable, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert openpyxl.load_workbook(out).sheetnames[:2] == ["Instructions", "Submission"]
    asked = subprocess.run(
        [*command[:-1], "--quarter", ASKED, "--out", str(out)],
        env=unreachable, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert asked.returncode == 2
    assert "S3 does not answer at http://127.0.0.1:9" in asked.stderr
    assert "--blank" in asked.stderr
    assert "Traceback" not in asked.stderr
