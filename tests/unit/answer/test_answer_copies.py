"""Who sends .ods or CSV gets an Excel workbook of what was read; who sends what cannot be read gets the reason."""

import io

import odfdo
import openpyxl
import pytest

from tasks.clean.submissions import read_submission
from tasks.findings import Severity
from tasks.validate.answer_files import town_answers
from tests.unit.answer.conftest import ACTORS, GAPS
from tests.unit.answer.test_answer_workbook import everything, marks
from tests.workbooks import cells, sent


def opendocument(**sheets):
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    for name, text in sheets.items():
        page = odfdo.Table(name)
        for row, values in enumerate(cells(text)):
            for column, value in enumerate(values):
                number = value.isdecimal()
                page.set_value((column, row), int(value) if number else value)
        document.body.append(page)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def csv(text):
    return "\n".join(";".join(row) for row in cells(text)).encode("cp1252")


def answers(towns, town, judged, *files):
    return town_answers(towns, town, files, judged(*files, town=town.slug), town.language)


def read_back(towns, name, content):
    return read_submission(towns, "aarnio", "2022Q3", [sent(name, content)])


def test_an_ods_comes_back_as_excel_with_the_same_marks(towns, aarnio, judged):
    file = sent("lomake.ods", opendocument(Toimijat=ACTORS, Osaamispuutteet=GAPS))
    made = answers(towns, aarnio, judged, file)
    assert list(made) == ["palaute_lomake.xlsx", "palaute.html"]
    content = made["palaute_lomake.xlsx"]
    assert marks(content) == {
        "Toimijat!F3": Severity.CRITICAL,
        "Toimijat!G3": Severity.WARNING,
        "Osaamispuutteet!E2": Severity.CRITICAL,
    }
    assert "Lähetit ODS-tiedoston." in everything(content)


def test_csv_files_come_back_as_one_workbook_with_a_sheet_for_each(towns, aarnio, judged):
    files = [sent("gaps_2022.csv", csv(GAPS)), sent("actors.csv", csv(ACTORS))]
    made = answers(towns, aarnio, judged, *files)
    assert list(made) == ["palaute_csv.xlsx", "palaute.html"]
    content = made["palaute_csv.xlsx"]
    names = openpyxl.load_workbook(io.BytesIO(content)).sheetnames
    assert names == ["Palaute", "Toimijat", "Osaamispuutteet"]
    assert marks(content)["Osaamispuutteet!E2"] is Severity.CRITICAL
    assert marks(content)["Toimijat!F3"] is Severity.CRITICAL


@pytest.mark.parametrize("kind", ["ods", "csv"])
def test_the_copy_sent_back_is_read_as_the_file_was(towns, aarnio, judged, kind):
    text = """
    Vuosi | Toimiala        | Henkilöstö | Liikevaihto € | Lähde
    2021  | Metsäteollisuus | 0012       | 1234567,5     | =1+1
    2020  | Metsäteollisuus | -5         | 1 000         | 2021-02-30
    2019  | Metsäteollisuus | 7          | 12.50         | +358 40 1234567
    """
    name, content = {
        "ods": ("lomake.ods", opendocument(Tunnusluvut=text)),
        "csv": ("tunnusluvut.csv", csv(text)),
    }[kind]
    before = read_back(towns, name, content)
    made = answers(towns, aarnio, judged, sent(name, content))
    (workbook,) = [one for one in made if one.endswith(".xlsx")]
    after = read_back(towns, workbook, made[workbook])
    columns = [column for column in before.tables["key_figures"].frame if column != "source_ref"]
    assert after.tables["key_figures"].frame[columns].equals(before.tables["key_figures"].frame[columns])
    assert [(f.code, f.cell, f.value) for f in after.findings] == [(f.code, f.cell, f.value) for f in before.findings]
    sheet = openpyxl.load_workbook(io.BytesIO(made[workbook]))["Tunnusluvut"]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("lomake.xlsx", b"tekstia", "se ei ole Excel-, ODS- tai CSV-tiedosto"),
        ("lomake.xlsx", b"", "on tyhjä"),
        ("kuva.jpg", b"\xff\xd8\xff", "tiedostomuotoa ei voida lukea"),
    ],
)
def test_a_file_that_cannot_be_read_gets_the_reason_and_what_to_do(towns, aarnio, judged, name, content, reason):
    made = answers(towns, aarnio, judged, sent(name, content))
    text = everything(made[f"palaute_{name.split('.')[0]}.xlsx"])
    assert f"Tiedostoa {name} ei voitu lukea" in text
    assert reason in text
    assert "Lähetä uusi tiedosto" in text
    assert reason in made["palaute.html"].decode()


def test_the_answer_to_an_answer_keeps_its_name(towns, aarnio, judged, plain):
    first = sent("lomake.xlsx", plain(Osaamispuutteet=GAPS).content)
    second = sent("palaute_lomake.xlsx", plain(Toimijat=ACTORS).content, "2022-10-01T12:00:00+00:00")
    made = answers(towns, aarnio, judged, first, second)
    assert list(made) == ["palaute_lomake.xlsx", "palaute_lomake_2.xlsx", "palaute.html"]
    assert "Toimijat!F3" in marks(made["palaute_lomake.xlsx"])
    assert "Osaamispuutteet!E2" in marks(made["palaute_lomake_2.xlsx"])
