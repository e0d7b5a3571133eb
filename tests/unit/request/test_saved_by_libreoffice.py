"""A workbook that was opened and saved in LibreOffice says the same as before, as .xlsx and as .ods."""

import io
import subprocess

import openpyxl
import pandas as pd
import pytest

from tasks.request.workbook import request_workbook
from tests.programs import need_program
from tests.unit.request.asked import ASKED, accepted, said, sent_back, values
from tests.unit.request.test_request_workbook import EARLIER_TABLES, fill_in_the_sender, write


@pytest.fixture(scope="module")
def earlier(project):
    return accepted(project, **EARLIER_TABLES)


@pytest.fixture(scope="module")
def libreoffice(tmp_path_factory):
    """Return a function that opens a workbook in LibreOffice and saves it in a format."""
    program = need_program("libreoffice-calc", "soffice")
    folder = tmp_path_factory.mktemp("libreoffice")

    def convert(content: bytes, ending: str) -> bytes:
        original = folder / "lomake.xlsx"
        original.write_bytes(content)
        command = [
            program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", ending,
            "--outdir", str(folder / ending), str(original),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return (folder / ending / f"lomake.{ending}").read_bytes()

    return convert


@pytest.fixture(scope="module")
def filled(project, earlier):
    """A prefilled workbook in which somebody has filled in the sender and added an actor."""
    content = fill_in_the_sender(request_workbook(project, project.towns["iisalmi"], ASKED, "fi", earlier))
    new_actor = {"A4": "iisalmi-003", "B4": "Uusi Oy", "D4": "Yritykset", "E4": "Startup-yritys",
                 "F4": "Muut toimialat", "P4": "Kyllä"}  # fmt: skip
    for cell, value in new_actor.items():
        content = write(content, "Toimijat", cell, value)
    return content


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_the_saved_workbook_comes_back_with_the_same_values_and_without_a_finding(
    project, earlier, filled, libreoffice, ending
):
    submission = sent_back(project, libreoffice(filled, ending), name=f"lomake.{ending}")
    assert said(submission) == []
    for table in EARLIER_TABLES:
        if table != "submission":
            back = values(project, submission.tables[table].frame, table)
            before = values(project, earlier.tables[table], table)
            pd.testing.assert_frame_equal(back.iloc[: len(before)], before)
    assert submission.tables["actors"].frame["actor_id"].tolist() == ["iisalmi-001", "iisalmi-002", "iisalmi-003"]
    sent = submission.tables["submission"].frame.iloc[0]
    assert (sent["quarter"], sent["form_version"], sent["sender_role"]) == ("2022Q4", "1.0", "contact_person")
    assert sent["submitted_date"] == pd.Timestamp(2023, 1, 2)


def test_rules_and_protection_survive_and_a_new_actor_is_offered_as_the_end_of_a_link(filled, libreoffice):
    content = libreoffice(filled, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    assert book.sheetnames[0] == "Ohje"
    assert book["Luettelot"].sheet_state == "hidden"
    links = book["Yhteydet"]
    assert links.protection.sheet
    assert links["A1"].protection.locked
    assert not links["A2"].protection.locked
    assert not links.column_dimensions["A"].protection.locked
    (source,) = {rule.formula1 for rule in links.data_validations.dataValidation if "OFFSET" in rule.formula1}
    column = source.split("$")[1]
    offered = [book["Luettelot"][f"{column}{row}"].value for row in range(4, 9)]
    assert offered[:4] == ["iisalmi-001", "iisalmi-002", "iisalmi-003", "ulko-iisalmi-01"]
    assert not offered[4]
