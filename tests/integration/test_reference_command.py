"""`kivijalka reference` against a real bucket and a statistics office on this machine."""

import hashlib
import json

import pytest
import yaml
from click.testing import CliRunner

from cli.embedded_s3 import s3_environment
from cli.main import main
from config.quarters import Quarter
from tasks.reference.snapshot import read_snapshot
from tests.statistics_office import Office, open_office

pytestmark = pytest.mark.servers

BUCKET = "reference-command"
TABLE = "StatFin/tyokay/statfin_tyokay_pxt_115x.px"
AREAS = ["SSS", "MK11", "KU140"]
YEARS = [str(year) for year in range(2010, 2022)]


@pytest.fixture(scope="module")
def environment(embedded_s3):
    """The process's environment, which leads to the module's bucket; no Prefect is needed."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**s3_environment(embedded_s3), "KIVIJALKA_BUCKET": BUCKET}.items():
            patch.setenv(name, value)
        yield


@pytest.fixture
def office(environment, monkeypatch):
    """An office that has the table of labour market rates."""
    measures = ["tyollisyysaste", "tyottomyysaste", "taloudellinenhuoltosuhde"]
    held = Office(
        {TABLE: ("115x -- Key figures", {"Alue": AREAS, "Vuosi": YEARS, "Tiedot": measures})},
        lambda cell: 70.5 if cell["Tiedot"] == "tyollisyysaste" else None if cell["Alue"] == "KU140" else 8,
    )
    with open_office(held):
        monkeypatch.setenv("KIVIJALKA_STATISTICS_ADDRESS", held.address)
        yield held


@pytest.fixture(autouse=True)
def empty_bucket(bucket):
    for kept in bucket.list_history("reference/"):
        bucket.erase_version(kept.key, kept.version_id)
    return bucket


def kivijalka(*words):
    return CliRunner().invoke(main, ["reference", *(str(word) for word in words)], env={"COLUMNS": "200"})


def snapshot_of(bucket):
    files = {stored.key: bucket.get(stored.key) for stored in bucket.list_objects("reference/")}
    return files, read_snapshot(files, Quarter(2022, 3))


def test_refresh_keeps_a_dated_snapshot_that_the_reader_accepts(office, bucket):
    office.largest_answer = 20
    answer = kivijalka("refresh")
    assert answer.exit_code == 0, answer.output
    files, snapshot = snapshot_of(bucket)
    dataset = snapshot.datasets["labour_market"]
    # Six years of three areas, in two answers of at most 20 cells.
    assert len(dataset.frame) == 18
    assert dataset.updated == "2022-09-15"
    assert dataset.source.fi == "Tilastokeskus"
    manifest = yaml.safe_load(files[f"reference/{dataset.name}/manifest.yaml"])
    data = files[f"reference/{dataset.name}/data.csv"]
    assert b"KU140,2021,70.5,\n" in data
    assert manifest["sha256"] == hashlib.sha256(data).hexdigest()
    assert manifest["table"] == TABLE
    assert manifest["table_title"] == "115x -- Key figures"
    assert manifest["query"]["Vuosi"] == {"filter": "top", "values": ["6"]}
    assert manifest["part_count"] == 2
    assert (manifest["licence"], manifest["classification_year"]) == ("CC BY 4.0", 2022)


def test_the_same_data_is_told_and_not_written_again(office, bucket):
    kivijalka("refresh", "labour_market")
    before = [stored.version_id for stored in bucket.list_history("reference/")]
    answer = kivijalka("refresh", "labour_market")
    assert "the same data as in labour_market@" in answer.output
    assert [stored.version_id for stored in bucket.list_history("reference/")] == before


def test_other_data_of_the_same_day_does_not_overwrite_a_snapshot(office, bucket):
    kivijalka("refresh")
    before, _ = snapshot_of(bucket)
    office.number_of = lambda cell: 1
    answer = kivijalka("refresh")
    assert answer.exit_code == 1
    assert "a snapshot is never changed" in answer.output
    assert snapshot_of(bucket)[0] == before


def test_a_write_that_broke_off_is_completed(office, bucket):
    kivijalka("refresh")
    before, _ = snapshot_of(bucket)
    manifest = next(key for key in before if key.endswith("manifest.yaml"))
    for kept in bucket.list_history(manifest):
        bucket.erase_version(kept.key, kept.version_id)
    assert kivijalka("refresh").exit_code == 0
    assert snapshot_of(bucket)[0] == before


def test_what_the_office_refuses_is_told_in_one_line(office):
    office.answers = [(404, {}, b"")]
    answer = kivijalka("refresh")
    assert answer.exit_code == 1
    assert "labour_market: http://127.0.0.1" in answer.output
    assert "does not exist: table ids change" in answer.output


def test_a_dataset_without_a_table_cannot_be_refreshed(environment):
    answer = kivijalka("refresh", "jobs_by_sector")
    assert answer.exit_code == 2
    assert "no dataset with a table in reference.yaml 'jobs_by_sector'; known are: labour_market" in answer.output


PX = """CHARSET="ANSI";CODEPAGE="iso-8859-15";
TITLE="Työpaikat";
STUB="Alue","Toimiala";HEADING="Vuosi","Tiedot";
VALUES("Alue")="KOKO MAA","Iisalmi";CODES("Alue")="SSS","KU140";
VALUES("Toimiala")="Yhteensä","16 Sahatavara";CODES("Toimiala")="SSS","16";
VALUES("Vuosi")="2021";
VALUES("Tiedot")="Työlliset";CODES("Tiedot")="tyolliset";
LAST-UPDATED="20220601 08:00";
DATA=2300 500 90 75;
"""


def test_a_px_file_is_added_with_its_day_and_listed(bucket, tmp_path):
    file = tmp_path / "jobs.px"
    file.write_bytes(PX.encode("iso-8859-15"))
    answer = kivijalka("add", file, "--dataset", "jobs_by_industry", "--retrieved", "2022-06-10")
    assert answer.exit_code == 0, answer.output
    assert "2 rows put into reference/jobs_by_industry@2022-06-10/" in answer.output
    _, snapshot = snapshot_of(bucket)
    dataset = snapshot.datasets["jobs_by_industry"]
    assert dataset.frame["employee_count"].tolist() == [75, 500]
    assert dataset.updated == "2022-06-01"
    listed = kivijalka("list").output
    assert "jobs_by_industry@2022-06-10" in listed
    assert "Without a snapshot: jobs_by_sector, labour_market, employed_residents." in listed


def test_a_json_stat_file_and_a_csv_file_of_the_same_numbers_are_the_same_data(tmp_path):
    csv = tmp_path / "jobs.csv"
    csv.write_bytes("Alue;Toimiala;Vuosi;Tiedot;Määrä\nSSS;16;2021;tyolliset;1 500\n".encode("cp1252"))
    document = {
        "id": ["Alue", "Toimiala", "Vuosi", "Tiedot"], "size": [1, 1, 1, 1], "value": [1500],
        "dimension": {
            name: {"category": {"index": [value]}}
            for name, value in {"Alue": "SSS", "Toimiala": "16", "Vuosi": "2021", "Tiedot": "tyolliset"}.items()
        },
    }  # fmt: skip
    saved = tmp_path / "jobs.json"
    saved.write_text(json.dumps(document), "utf-8")
    assert kivijalka("add", csv, "--dataset", "jobs_by_industry", "--retrieved", "2022-06-10").exit_code == 0
    told = kivijalka("add", saved, "--dataset", "jobs_by_industry", "--retrieved", "2022-07-10").output
    assert "the same data as in jobs_by_industry@2022-06-10" in told


def test_a_file_that_does_not_fit_is_told_by_its_name(tmp_path, environment):
    file = tmp_path / "jobs.csv"
    file.write_text("Kunta;Luku\nSSS;1\n", "utf-8")
    answer = kivijalka("add", file, "--dataset", "jobs_by_industry")
    assert answer.exit_code == 2
    assert "jobs.csv: it has no variable 'Alue', which jobs_by_industry needs; it has Kunta" in answer.output


def test_boundaries_that_cannot_be_right_are_told(tmp_path, environment):
    file = tmp_path / "jobs.csv"
    file.write_text("Alue;Toimiala;Vuosi;Tiedot;Luku\nSSS;16;2021;tyolliset;9\nKU099;16;2021;tyolliset;1\n", "utf-8")
    answer = kivijalka("add", file, "--dataset", "jobs_by_industry")
    assert answer.exit_code == 2
    assert "the municipality 099, which became a part of 214 in 2021" in answer.output
    assert kivijalka("add", file, "--dataset", "jobs_by_industry", "--classification-year", 2020).exit_code == 0
