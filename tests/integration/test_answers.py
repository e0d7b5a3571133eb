"""Towns get their answers: from a run in S3, and from the command without any server."""

import io

import httpx
import openpyxl
import pytest
from click.testing import CliRunner

from cli.main import main
from tasks.validate.answer_record import parse_record
from tests.keuruu import ACTORS, PROPOSALS, SUBMISSION
from tests.keuruu import LINKS as LINKS_WITHIN
from tests.workbooks import workbook

QUARTER = "2022Q3"
BUCKET = "answers"
LINKS = LINKS_WITHIN + "keuruu-001 | iisalmi-777 | TKI             | 2\n"
UNKNOWN_END = LINKS.replace("keuruu-002", "keuruu-999")


def first_sheet(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)


def comments(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [f"{s.title}!{c.coordinate}" for s in book for row in s.iter_rows() for c in row if c.comment]


# A run


@pytest.fixture(scope="module")
def store(bucket):
    """A bucket to which three towns have sent something: a mistake, what cannot be read, and what is faultless."""
    sheets = {"Lähetys": SUBMISSION, "Toimijat": ACTORS}
    bucket.put("inputs/2022Q2/keuruu/kesä.xlsx", workbook(Yhteydet=LINKS.replace("iisalmi-777", "keuruu-002")))
    bucket.put(f"inputs/{QUARTER}/keuruu/lomake.xlsx", workbook(**sheets, Yhteydet=UNKNOWN_END))
    bucket.put(f"inputs/{QUARTER}/raahe/lomake.xlsx", b"tekstia")
    bucket.put(f"inputs/{QUARTER}/kristiinankaupunki/blankett.xlsx", workbook(Kompetensluckor=""))
    return bucket


def run():
    from flows.collect_inputs import collect_inputs
    from flows.parameters import QuarterChoice

    return collect_inputs(quarter=QuarterChoice(QUARTER), return_state=True)


@pytest.fixture(scope="module")
def answers(store):
    """What lies in the feedback folder after a run, by key."""
    state = run()
    assert state.is_completed(), state.message
    return {one.key: store.get(one.key) for one in store.list_objects("feedback/")}


@pytest.mark.servers
def test_each_town_that_sent_something_has_its_answer_in_s3(answers):
    assert sorted(answers) == [
        f"feedback/{QUARTER}/keuruu/palaute.html",
        f"feedback/{QUARTER}/keuruu/palaute_lomake.xlsx",
        f"feedback/{QUARTER}/kristiinankaupunki/palaute.html",
        f"feedback/{QUARTER}/kristiinankaupunki/palaute_blankett.xlsx",
        f"feedback/{QUARTER}/raahe/palaute.html",
        f"feedback/{QUARTER}/raahe/palaute_lomake.xlsx",
    ]


@pytest.mark.servers
def test_the_page_learns_from_a_record_what_became_of_each_town(answers, store):
    records = [parse_record(store.get(one.key)) for one in store.list_objects("feedback-records/")]
    assert [(one.town, one.is_to_be_corrected) for one in records] == [
        ("keuruu", True),
        ("kristiinankaupunki", False),
        ("raahe", True),
    ]
    assert records[0].answers == ("palaute_lomake.xlsx", "palaute.html")


@pytest.mark.servers
def test_the_answer_marks_the_mistake_and_names_what_stands(answers):
    content = answers[f"feedback/{QUARTER}/keuruu/palaute_lomake.xlsx"]
    assert "Yhteydet!B2" in comments(content)
    assert "Yhteydet (Q2/2022, lähetetty " in first_sheet(content)
    assert "keuruu-999" in answers[f"feedback/{QUARTER}/keuruu/palaute.html"].decode()


@pytest.mark.servers
def test_an_unreadable_file_and_a_swedish_town_get_theirs(answers):
    assert "ei voitu lukea" in first_sheet(answers[f"feedback/{QUARTER}/raahe/palaute_lomake.xlsx"])
    swedish = answers[f"feedback/{QUARTER}/kristiinankaupunki/palaute_blankett.xlsx"]
    assert "Respons: Kristinestad" in first_sheet(swedish)


@pytest.mark.servers
def test_the_runs_artifact_lists_the_answers(answers, prefect_api):
    answer = httpx.post(
        f"{prefect_api}/artifacts/latest/filter",
        json={"artifacts": {"key": {"any_": ["10-submissions"]}}},
        timeout=30,
    )
    (artifact,) = answer.json()
    assert f"feedback/{QUARTER}/keuruu/palaute_lomake.xlsx" in artifact["data"]


@pytest.mark.servers
def test_an_answer_is_written_again_only_when_it_changes(answers, store):
    before = {one.key: one.version_id for one in store.list_objects("feedback/")}
    assert run().is_completed()
    assert {one.key: one.version_id for one in store.list_objects("feedback/")} == before
    store.put(f"inputs/{QUARTER}/keuruu/lomake.xlsx", answers[f"feedback/{QUARTER}/keuruu/palaute_lomake.xlsx"])
    assert run().is_completed()
    assert {one.key: one.version_id for one in store.list_objects("feedback/")} == before


# The command


def check(tmp_path, *options, name="lomake.xlsx", **sheets):
    path = tmp_path / name
    path.write_bytes(sheets.pop("content", None) or workbook(**sheets))
    return CliRunner().invoke(main, ["check", str(path), *options], env={"COLUMNS": "200"})


def test_check_passes_a_faultless_file_and_says_what_it_could_not_check(tmp_path):
    done = check(tmp_path, Lähetys=SUBMISSION, Toimijat=ACTORS, Yhteydet=LINKS)
    assert done.exit_code == 0, done.output
    assert "Palaute: Keuruu, Q3/2022" in done.output
    assert "iisalmi-777" in done.output
    assert "LNK-004" not in done.output
    assert "REF-002" in done.output


def test_check_tells_what_is_rejected_and_writes_the_answer(tmp_path):
    out = tmp_path / "palaute.xlsx"
    sheets = {"Toimijat": ACTORS, "Yhteydet": UNKNOWN_END, "Kehittämisehdotukset": PROPOSALS}
    done = check(tmp_path, "--out", str(out), Lähetys=SUBMISSION, **sheets)
    assert done.exit_code == 1, done.output
    assert "LNK-004" in done.output
    assert "Yhteydet, B2" in done.output
    assert comments(out.read_bytes()) == ["Yhteydet!B2"]


def test_check_speaks_the_language_that_is_asked_for(tmp_path):
    done = check(tmp_path, "--language", "sv", Lähetys=SUBMISSION, Toimijat=ACTORS, Yhteydet=UNKNOWN_END)
    assert "Respons: Keuru, Q3/2022" in done.output
    assert "Virhe" not in done.output


@pytest.mark.parametrize(
    ("options", "sheets", "told"),
    [
        ((), {"content": b"tekstia"}, "FIL-001"),
        ((), {"Toimijat": ACTORS}, "give --town"),
        (("--town", "keuruu"), {"Toimijat": ACTORS}, "give --quarter"),
        (("--town", "nowhere"), {"Toimijat": ACTORS}, "there is no town 'nowhere'"),
        (("--town", "keuruu", "--quarter", "2022Q3"), {"content": b"tekstia"}, "ei voitu lukea"),
    ],
    ids=["unreadable", "no town", "no quarter", "unknown town", "unreadable with town"],
)
def test_check_answers_two_when_it_cannot_read_or_does_not_know(tmp_path, options, sheets, told):
    done = check(tmp_path, *options, **sheets)
    assert done.exit_code == 2, done.output
    assert told in done.output
