"""A contact person's walk: the form, filled in by LibreOffice with five mistakes, its answer, and that corrected."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from cli.embedded_s3 import s3_environment
from cli.main import main
from cli.sample import Role
from cli.sample.towns import SampleNetwork
from cli.sample.writing import submission_files
from config.quarters import Quarter
from tasks.storage import open_store
from tests.libreoffice import convert, type_into
from tests.programs import need_program

pytestmark = pytest.mark.servers

BUCKET = "partner-walk"
SENT_BEFORE = Quarter(2022, 3)


@dataclass(frozen=True)
class Walk:
    """The files of a walk: the form, as it was filled in, what the check printed, and the answer."""

    folder: Path
    town: str
    sheets: dict[str, str]
    checked: Result

    @property
    def answer(self) -> Path:
        return self.folder / "palaute.xlsx"


@pytest.fixture(scope="module")
def run(embedded_s3):
    """Run the command over a bucket that the environment leads to."""
    environment = {**s3_environment(embedded_s3), "KIVIJALKA_BUCKET": BUCKET, "COLUMNS": "300"}
    open_store(BUCKET, embedded_s3.access).ensure_bucket()

    def command(*arguments: object) -> Result:
        return CliRunner().invoke(main, [str(one) for one in arguments], env=environment)

    return command


@pytest.fixture(scope="module", params=["iisalmi", "kristiinankaupunki"])
def walk(request, project, run, embedded_s3, tmp_path_factory):
    """A town's walk up to its answer: no name, an unknown actor, too much export, a telephone number, no date."""
    town, folder = request.param, tmp_path_factory.mktemp(request.param)
    store, network = open_store(BUCKET, embedded_s3.access), SampleNetwork(project, SENT_BEFORE, seed=1)
    (profile,) = [one for one in network.profiles if one.town.slug == town]
    for name, content in submission_files(network, profile, Role.CLEAN, SENT_BEFORE).items():
        store.put(f"inputs/{SENT_BEFORE}/{town}/{name}", content)
    made = run("workbook", "--town", town, "--quarter", SENT_BEFORE.next, "--out", folder / "form.xlsx")
    assert made.exit_code == 0, made.output

    language = project.towns[town].language
    sheets = {name: table.name.in_language(language) for name, table in project.tables.items()}
    labels = {name: words.in_language(language) for name, words in project.code_lists["research_method"].items()}
    helices = {name: words.in_language(language) for name, words in project.code_lists["helix"].items()}
    typed = [
        ("submission", "E2", "2.1.2023"),
        ("actors", "B3", ""),
        ("links", "B2", f"{town}-999"),
        ("key_figures", "F3", "999000000"),
        ("competence_gaps", "C3", "Soita / ring 040 123 4567"),
        ("interviews_workshops", "A2", f"{town}-h01"),
        ("interviews_workshops", "B2", "viime syksynä"),
        ("interviews_workshops", "C2", labels["interview"]),
        ("interviews_workshops", "D2", helices["business"]),
        ("interviews_workshops", "E2", "3"),
    ]
    type_into(folder / "form.xlsx", [(sheets[name], *rest) for name, *rest in typed], folder / "filled.xlsx")
    checked = run("check", folder / "filled.xlsx", "--out", folder / "palaute.xlsx")
    return Walk(folder, town, sheets, checked)


MISTAKES = (
    ("actors", "B3", "CEL-001"),
    ("links", "B2", "LNK-004"),
    ("key_figures", "F3", "KEY-004"),
    ("competence_gaps", "C3", "PER-003"),
    ("interviews_workshops", "B2", "CEL-005"),
)


def test_the_check_tells_each_mistake_by_its_cell(walk):
    assert walk.checked.exit_code == 1, walk.checked.output
    told = " ".join(walk.checked.output.split())
    for table, cell, code in MISTAKES:
        assert f"{walk.sheets[table].split()[-1]}, {cell}" in told
        assert code in told
    assert "040 123" not in told


def test_the_answer_marks_the_cells_and_explains_them_in_the_towns_language(walk):
    book = openpyxl.load_workbook(walk.answer)
    for table, cell, code in MISTAKES:
        sheet = book[walk.sheets[table]]
        assert code in sheet[cell].comment.text
        assert any(cell in marked for marked in sheet.conditional_formatting)
    own = {"iisalmi": ["Palaute", "Ohje"], "kristiinankaupunki": ["Respons", "Anvisning"]}
    assert book.sheetnames[:2] == own[walk.town]


def test_the_first_page_on_paper_has_the_verdict_the_steps_and_every_mistake(walk):
    need_program("poppler-utils", "pdftotext")
    paper = convert(walk.answer, "pdf", walk.folder)
    command = ["pdftotext", "-l", "1", "-layout", str(paper), "-"]
    page = " ".join(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())
    verdict = {"iisalmi": "4 taulukkoa ei voitu hyväksyä.", "kristiinankaupunki": "4 tabeller kunde inte godkännas."}
    assert verdict[walk.town] in page
    for table, cell, code in MISTAKES:
        assert walk.sheets[table].split()[0] in page
        assert cell in page
        assert code in page


def test_the_answer_corrected_in_libreoffice_is_accepted(walk, run):
    form = openpyxl.load_workbook(walk.folder / "form.xlsx", read_only=True)
    before = [
        (walk.sheets[name], cell, str(form[walk.sheets[name]][cell].value))
        for name, cell in (("actors", "B3"), ("links", "B2"), ("key_figures", "F3"), ("competence_gaps", "C3"))
    ]
    corrected = walk.folder / "corrected.xlsx"
    type_into(walk.answer, [*before, (walk.sheets["interviews_workshops"], "B2", "5.10.2022")], corrected)
    again = run("check", corrected)
    assert again.exit_code == 0, again.output
    for _, _, code in MISTAKES:
        assert code not in again.output
