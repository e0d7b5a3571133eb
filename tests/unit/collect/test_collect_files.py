"""Collect reads what towns really send: other cases, blanks, languages, column orders and file formats."""

import io
import zipfile

import pytest

from tasks.collect.files import read_files
from tests.workbooks import sent, workbook


def codes(findings):
    return sorted(finding.code for finding in findings)


def read(project, *files):
    return read_files(project, "kivijarvi", "2022Q3", files)


ACTORS = """
Toimijan tunnus | Nimi       | Nelikierteen osa | Toimijatyyppi | Päätoimiala    | Nimi julkinen
kivijarvi-001   | Ahjo Oy    | Yritykset        | Pk-yritys     | Metsäteollisuus| kyllä
kivijarvi-002   | Palikka Oy | Yritykset        | Pk-yritys     | Muut toimialat | ei
"""


def test_each_row_remembers_its_workbook_sheet_and_row(project):
    tables, findings = read(project, sent("lomake.xlsx", workbook(Toimijat=ACTORS)))
    assert findings == []
    assert tables["actors"].frame["source_ref"].tolist() == ["lomake.xlsx!Toimijat!2", "lomake.xlsx!Toimijat!3"]
    assert tables["actors"].letters["name"] == "B"


def test_headings_are_found_whatever_their_case_blanks_order_and_row(project):
    text = """
    Täytä tähän kunnan toimijat | . | .
    .                           | . | .
    NIMI JULKINEN | toimijan  tunnus * | päätoimiala | Nimi | nelikierteen osa | TOIMIJATYYPPI
    kyllä         | kivijarvi-001      | Metsäteollisuus | Ahjo Oy | Yritykset | Pk-yritys
    """
    tables, findings = read(project, sent("lomake.xlsx", workbook(TOIMIJAT=text)))
    assert findings == []
    frame = tables["actors"].frame
    assert frame.loc[0, "actor_id"] == "kivijarvi-001"
    assert frame.loc[0, "source_ref"] == "lomake.xlsx!TOIMIJAT!4"


def test_a_swedish_workbook_is_read_by_its_own_labels(project):
    text = """
    Aktörens beteckning | Namn | Del av fyrhelixen | Aktörstyp | Huvudbransch | Namnet offentligt
    kivijarvi-001 | Ahjo Ab | Företag | Startupföretag | Skogsindustri | ja
    """
    tables, findings = read(project, sent("blankett.xlsx", workbook(Aktörer=text)))
    assert findings == []
    assert tables["actors"].frame.loc[0, "helix"] == "Företag"


def test_a_finnish_csv_with_semicolons_decimal_commas_and_cp1252_is_read(project):
    content = "Vuosi;Toimiala;Henkilöstö;TKI-henkilöstö htv\n2021;Metsäteollisuus;1 234;12,5\n".encode("cp1252")
    tables, _ = read(project, sent("tunnusluvut.csv", content))
    row = tables["key_figures"].frame.loc[0]
    assert (row["sector"], row["employee_count"], row["rd_person_years"]) == ("Metsäteollisuus", "1 234", "12,5")


def test_a_csv_of_an_unhelpful_name_is_known_by_its_headings(project):
    content = "Puutteen tunnus;Kuvaus;Tärkeys 1–3\nkivijarvi-p01;Automaatio;3\n".encode()
    tables, _ = read(project, sent("taulukko1.csv", content))
    assert list(tables) == ["competence_gaps"]


def test_a_csv_that_could_be_two_tables_is_not_guessed(project):
    tables, findings = read(project, sent("taulukko1.csv", "Vuosi;Lähde\n2021;kysely\n".encode()))
    assert tables == {}
    assert codes(findings) == ["FIL-010"]


def test_unknown_sheets_and_columns_are_named_and_the_rest_is_read(project):
    text = ACTORS.replace("Nimi julkinen", "Nimi julkinen | Lempiväri").replace("| kyllä", "| kyllä | sininen")
    tables, findings = read(project, sent("lomake.xlsx", workbook(Toimijat=text, Muistio="Muista soittaa")))
    assert codes(findings) == ["COL-001", "SHE-001"]
    assert len(tables["actors"].frame) == 2


def test_a_missing_required_column_is_critical_and_names_the_column(project):
    text = "Toimijan tunnus | Nimi\nkivijarvi-001 | Ahjo Oy"
    _, findings = read(project, sent("lomake.xlsx", workbook(Toimijat=text)))
    missing = [f.message.fi for f in findings if f.code == "COL-002"]
    assert "Välilehdeltä Toimijat puuttuu pakollinen sarake Toimijatyyppi." in missing


def test_a_heading_twice_is_critical(project):
    text = ACTORS.replace("Nimi       |", "Nimi | Nimi |", 1)
    _, findings = read(project, sent("lomake.xlsx", workbook(Toimijat=text)))
    assert "COL-003" in codes(findings)


def test_a_sheet_with_headings_only_was_not_delivered(project):
    tables, findings = read(project, sent("lomake.xlsx", workbook(Toimijat=ACTORS.strip().splitlines()[0])))
    assert tables == {}
    assert codes(findings) == ["SHE-002"]


def test_of_two_files_with_one_table_the_last_sent_one_counts_and_the_other_is_named(project):
    old = sent("vanha.xlsx", workbook(Toimijat=ACTORS), "2022-09-01T12:00:00+00:00")
    new = sent("uusi.xlsx", workbook(Toimijat=ACTORS.replace("Ahjo", "Sampo")), "2022-09-20T12:00:00+00:00")
    tables, findings = read(project, new, old)
    assert tables["actors"].frame.loc[0, "name"] == "Sampo Oy"
    assert [(f.code, "vanha.xlsx" in f.message.fi) for f in findings] == [("FIL-009", True)]


def test_sheets_that_no_form_has_are_told_with_the_right_names(project):
    tables, findings = read(project, sent("lomake.xlsx", workbook(Taul1="Terve | Moi")))
    assert tables == {}
    assert codes(findings) == ["FIL-006"]
    assert "Toimijat" in findings[0].fix.fi


def zip_bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        for number in range(9):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", bytes(50 * 1024**2))
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("lomake.xlsx", b"", "FIL-008"),
        ("lomake.xlsx", b"hei, tassa tiedot", "FIL-001"),
        ("kuva.xlsx", b"\x89PNG\r\n\x1a\n0000", "FIL-001"),
        ("lomake.xlsx", workbook(Toimijat=ACTORS)[:2000], "FIL-003"),
        ("lomake.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "FIL-002"),
        ("lomake.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "FIL-005"),
        ("raportti.docx", b"PK\x03\x04", "FIL-005"),
        ("lomake.xlsx", zip_bomb(), "FIL-004"),
    ],
    ids=["empty", "text", "photo", "truncated", "encrypted", "xls", "docx", "zip bomb"],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_reason(project, name, content, code):
    tables, findings = read(project, sent(name, content))
    assert tables == {}
    assert codes(findings) == [code]
    assert findings[0].fix.sv
