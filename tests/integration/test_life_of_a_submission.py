"""What towns send over time, through the real flow and an S3 with versions: sent anew, withdrawn, late, corrected."""

import io
import json
from dataclasses import dataclass

import httpx
import openpyxl
import pytest

from config.quarters import Quarter
from tasks.publish.documents import read_manifest
from tasks.validate.bucket import accept_bucket
from tests.workbooks import workbook

pytestmark = pytest.mark.servers

QUARTER = "2022Q3"
BEFORE = "2022Q2"
BUCKET = "life-of-a-submission"
GAPS = """
Puutteen tunnus | Toimiala        | Kuvaus     | Puutteen tyyppi | Tärkeys 1–3 | Tila
{town}-p01      | Metsäteollisuus | Automaatio | Osaajat         | {importance} | Avoin
"""
FIGURES = """
Vuosi | Toimiala        | Henkilöstö  | Yritykset | Liikevaihto € | Vienti € | Lähde  | Arvio
2020  | Metsäteollisuus | {employees} | 11        | 1100000       | 410000   | kysely | ei
2020  | Yhteensä        | {employees} | 11        | 1100000       | 410000   | kysely | ei
2021  | Metsäteollisuus | 120         | 12        | 1200000       | 420000   | kysely | kyllä
2021  | Yhteensä        | 120         | 12        | 1200000       | 420000   | kysely | kyllä
"""


def key(town, quarter=QUARTER, name="lomake.xlsx"):
    return f"inputs/{quarter}/{town}/{name}"


def gaps(town, importance="3"):
    return workbook(Osaamispuutteet=GAPS.format(town=town, importance=importance))


def figures(employees):
    return workbook(Tunnusluvut=FIGURES.format(employees=employees))


@pytest.fixture(scope="module")
def versions(bucket):
    """Put what five towns sent and return the version ids by town, oldest first."""
    put = bucket.put
    sent = {
        "iisalmi": [put(key("iisalmi"), gaps("iisalmi")), put(key("iisalmi"), gaps("iisalmi", "kolme"))],
        "raahe": [put(key("raahe"), gaps("raahe")), put(key("raahe"), gaps("raahe"))],
        "heinola": [put(key("heinola"), gaps("heinola"))],
        "keuruu": [
            put(key("keuruu", name="kesä.xlsx"), gaps("keuruu")),
            put(key("keuruu", name="syksy.xlsx"), gaps("keuruu", "kolme")),
        ],
        "rauma": [put(key("rauma", BEFORE), figures(110)), put(key("rauma"), figures(115))],
    }
    bucket.withdraw(key("heinola"))
    return sent


@dataclass(frozen=True)
class Run:
    """What a run left: its manifest, its findings as town and code, and its summary artifact."""

    manifest: object
    findings: list
    summary: str
    submissions: list

    def standing(self, town, table):
        (of_town,) = [one for one in self.manifest.towns if one.town == town]
        (found,) = [one for one in of_town.standings if one.table == table]
        return found.verdict, found.data_quarter, found.file_version_id


@pytest.fixture(scope="module")
def run(bucket, versions, prefect_api):
    """Return a function that runs a quarter and returns what the run left."""
    from flows.parameters import DeliverableChoice, QuarterChoice, Town
    from flows.quarterly import quarterly

    def artifact(name):
        wanted = {"artifacts": {"key": {"any_": [name]}}}
        (found,) = httpx.post(f"{prefect_api}/artifacts/latest/filter", json=wanted, timeout=30).json()
        return found["data"]

    def run_quarter(quarter):
        state = quarterly(
            quarter=QuarterChoice(quarter), towns=[Town("iisalmi")],
            deliverables=[DeliverableChoice("situation_picture")], return_state=True,
        )  # fmt: skip
        assert state.is_completed(), state.message
        manifest, _ = read_manifest(bucket, quarter)
        findings = json.loads(bucket.get(f"runs/{manifest.run_id}/findings.json"))
        return Run(manifest, findings, artifact("00-summary"), json.loads(artifact("10-submissions")))

    return run_quarter


@pytest.fixture(scope="module")
def first(run):
    """The first run of the quarter."""
    return run(QUARTER)


def test_a_version_that_is_rejected_leaves_the_accepted_one_before_it_in_use(first, versions):
    assert first.standing("iisalmi", "competence_gaps") == ("rejected", QUARTER, versions["iisalmi"][0])
    (town,) = [one for one in first.manifest.towns if one.town == "iisalmi"]
    assert sorted(one.version_id for one in town.files) == sorted(versions["iisalmi"])


def test_the_answer_says_which_version_stands_and_marks_the_newest(first, bucket):
    page = bucket.get(f"feedback/{QUARTER}/iisalmi/palaute.html").decode()
    assert "Uusin versio hylättiin; " in page
    assert " lähetetty versio on voimassa" in page
    book = openpyxl.load_workbook(io.BytesIO(bucket.get(f"feedback/{QUARTER}/iisalmi/palaute_lomake.xlsx")))
    words = "\n".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value)
    assert "Osaamispuutteet (uusin versio hylättiin; " in words
    assert book["Osaamispuutteet"]["E2"].comment is not None


def test_the_same_bytes_sent_again_are_the_first_upload(first, versions):
    assert first.standing("raahe", "competence_gaps") == ("accepted", QUARTER, versions["raahe"][0])


def test_a_file_that_was_withdrawn_is_not_read_in_any_version(first):
    assert first.standing("heinola", "competence_gaps") == ("missing", "", None)


def test_of_two_files_the_older_counts_where_the_newer_ones_table_is_rejected(first, versions):
    assert first.standing("keuruu", "competence_gaps") == ("rejected", QUARTER, versions["keuruu"][0])


def test_a_figure_that_changed_since_the_quarter_before_is_rejected_in_a_run(first, versions):
    assert {(f["town"], f["quarter"]) for f in first.findings if f["code"] == "KEY-007"} == {("rauma", QUARTER)}
    assert first.standing("rauma", "key_figures") == ("rejected", BEFORE, versions["rauma"][0])


def test_the_same_is_found_without_a_run(bucket, versions, project):
    accepted = accept_bucket(project, Quarter.parse(QUARTER), bucket)
    one = accepted.standing("rauma", "key_figures")
    assert (str(one.verdict), one.data_quarter, one.origin.version_id) == ("rejected", BEFORE, versions["rauma"][0])


def test_what_came_after_the_deadline_counts_and_is_shown_as_late(first):
    told = {f["town"]: f["message"]["fi"] for f in first.findings if f["code"] == "FIL-020"}
    assert "määräaika oli 3.10.2022" in told["raahe"]
    rows = {row["Kunta"]: row["Tulos"] for row in first.submissions}
    assert rows["Raahe"] == "lähetetty, tiedostoja myöhässä"
    assert rows["Heinola"] == "ei lähetetty"


def test_an_old_quarter_that_is_corrected_is_named_until_it_is_run_again(first, run, bucket, versions):
    assert "muuttunut" not in run("2022Q4").summary
    corrected = bucket.put(key("raahe"), gaps("raahe", "2"))
    line = "Neljänneksen Q3/2022 aineisto on muuttunut asiakirjojen julkaisemisen jälkeen: Raahe."
    assert line in run("2022Q4").summary
    assert run(QUARTER).standing("raahe", "competence_gaps") == ("accepted", QUARTER, corrected)
    assert line not in run("2022Q4").summary
