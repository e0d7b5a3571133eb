"""The town gets its own workbook back, with the found cells marked and nothing else changed."""

import dataclasses
import io
import re
import subprocess
import time
import zipfile

import openpyxl
import pytest
import xlsxwriter
from openxml_audit import FileFormat, OpenXmlValidator

from tasks.clean.submissions import read_submission
from tasks.findings import Severity
from tasks.validate.answer_styles import MARKS
from tasks.validate.answer_workbook import answer_workbook
from tests.programs import need_program
from tests.unit.answer.conftest import ACTORS, GAPS
from tests.workbooks import sent

OUR_FORMAT = re.compile(
    rb"<conditionalFormatting(?:(?!</conditionalFormatting>).)*Kivijalka.*?</conditionalFormatting>"
)
OUR_DRAWING = re.compile(rb'<legacyDrawing [^>]*r:id="rIdKivijalka[^>]*/>')


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def marks(content):
    """Return the severity of each marked cell, as a person sees it: by ground and border."""
    found = {}
    for sheet in book(content):
        for ranges in sheet.conditional_formatting:
            for rule in ranges.rules:
                if rule.formula != ['"Kivijalka"="Kivijalka"']:
                    continue
                look = (rule.dxf.fill.bgColor.rgb, rule.dxf.border.left.style)
                (severity,) = [s for s, mark in MARKS.items() if look == (mark.ground, mark.border)]
                for cell in str(ranges.sqref).split():
                    found[f"{sheet.title}!{cell}"] = severity
    return found


def comments(content):
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in book(content)
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def shown(content):
    """Return the texts of the first sheet, row by row."""
    first = book(content).worksheets[0]
    return [[cell.value for cell in row if cell.value] for row in first.iter_rows()]


def everything(content):
    return "\n".join(" | ".join(row) for row in shown(content))


def returned(file, content):
    return dataclasses.replace(file, content=content)


@pytest.fixture(scope="module")
def answered(towns, aarnio, judged, form):
    return answer_workbook(towns, aarnio, form, judged(form), "fi")


# The marks


def test_each_found_cell_is_marked_by_ground_and_border(answered):
    assert marks(answered) == {
        "Toimijat!F3": Severity.CRITICAL,
        "Toimijat!G3": Severity.WARNING,
        "Osaamispuutteet!E2": Severity.CRITICAL,
    }


def test_a_comment_at_each_cell_says_code_message_and_fix(answered):
    text = comments(answered)["Toimijat!F3"]
    assert text.startswith("Kivijalka\nVirhe CEL-006: ")
    assert "”ehkä”" in text
    assert text.endswith("Mitä tehdään: Kirjoita kyllä tai ei.")


def test_several_findings_of_one_cell_share_its_comment_and_the_worst_marks_it(towns, aarnio, judged, form):
    validated = judged(form)
    critical = next(f for f in validated.findings if f.cell == "F3")
    warning = dataclasses.replace(critical, code="ACT-099", severity=Severity.WARNING)
    both = dataclasses.replace(validated, findings=(warning, *validated.findings))
    content = answer_workbook(towns, aarnio, form, both, "fi")
    assert marks(content)["Toimijat!F3"] is Severity.CRITICAL
    assert [code in comments(content)["Toimijat!F3"] for code in ("CEL-006", "ACT-099")] == [True, True]


def test_an_empty_cell_that_must_be_filled_is_marked_though_the_file_has_no_such_cell(towns, aarnio, judged, plain):
    file = plain(Osaamispuutteet=GAPS.replace("kolme", "."))
    content = answer_workbook(towns, aarnio, file, judged(file), "fi")
    assert marks(content) == {"Osaamispuutteet!E2": Severity.CRITICAL}
    assert "CEL-001" in comments(content)["Osaamispuutteet!E2"]


def test_a_persons_own_comment_at_a_found_cell_stays_and_ours_follows_it(towns, aarnio, judged, form):
    own = book(form.content)
    own["Toimijat"]["F3"].comment = openpyxl.comments.Comment("Kysyn vielä", "Kunnan oma")
    target = io.BytesIO()
    own.save(target)
    file = sent("lomake.xlsx", target.getvalue())
    content = answer_workbook(towns, aarnio, file, judged(file), "fi")
    text = comments(content)["Toimijat!F3"]
    assert text.startswith("Kysyn vielä")
    assert "CEL-006" in text
    assert comments(content)["Toimijat!B2"] == comments(file.content)["Toimijat!B2"]
    again = answer_workbook(towns, aarnio, returned(file, content), judged(file), "fi")
    assert comments(again)["Toimijat!F3"] == text
    faultless = dataclasses.replace(judged(file), findings=())
    cleared = answer_workbook(towns, aarnio, returned(file, content), faultless, "fi")
    assert comments(cleared)["Toimijat!F3"] == "Kysyn vielä"


# The first sheet


def test_the_first_sheet_says_verdict_what_to_do_and_each_finding_with_a_link(answered):
    assert book(answered).sheetnames == ["Palaute", "Toimijat", "Osaamispuutteet", "Muistio"]
    text = everything(answered)
    assert "Palaute: Aarnio, Q3/2022" in text
    assert "Lähetettyjä taulukoita ei voitu hyväksyä." in text
    assert "2 virhettä ja 2 huomautusta." in text
    assert "Ei hyväksytty | Osaamispuutteet, Toimijat" in text or "Ei hyväksytty | Toimijat, Osaamispuutteet" in text
    assert "Virhe | Osaamispuutteet | E2 | kolme | Sarakkeessa Tärkeys 1–3 on" in text
    links = {
        cell.value: cell.hyperlink.location
        for row in book(answered)["Palaute"].iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert links == {"F3": "'Toimijat'!F3", "G3": "'Toimijat'!G3", "E2": "'Osaamispuutteet'!E2"}


def test_errors_come_before_warnings(answered):
    kinds = [row[0] for row in shown(answered) if row and row[0] in ("Virhe", "Huomautus")]
    assert kinds == ["Virhe", "Virhe", "Huomautus", "Huomautus"]


def test_findings_without_a_cell_are_listed(towns, aarnio, judged, plain):
    file = plain(Toimijat=ACTORS.replace("Nimi julkinen", "Jokin muu"), Sekalaista="a | b")
    text = everything(answer_workbook(towns, aarnio, file, judged(file), "fi"))
    assert "Virhe | Toimijat | Välilehdeltä Toimijat puuttuu pakollinen sarake Nimi julkinen." in text
    assert "Huomautus | Sekalaista | Tiedoston lomake.xlsx välilehteä Sekalaista ei tunnistettu" in text


def test_the_workbook_opens_at_the_answer_and_only_there(answered):
    opened = book(answered)
    assert opened.active.title == "Palaute"
    assert [sheet.title for sheet in opened if sheet.sheet_view.tabSelected] == ["Palaute"]


def test_a_town_reads_its_answer_in_swedish(towns, stillvik, judged, plain):
    file = plain(Kompetensluckor="x", Aktörer=ACTORS)
    content = answer_workbook(towns, stillvik, file, judged(file, town="stillvik"), "sv")
    text = everything(content)
    assert book(content).sheetnames[0] == "Respons"
    assert "Respons: Stillvik, Q3/2022" in text
    assert "Gör så här" in text
    assert "Mitä" not in text
    assert all(text.startswith("Kivijalka\n") and "Gör så här: " in text for text in comments(content).values())


def test_what_looks_like_a_formula_stays_text(towns, aarnio, judged, plain):
    evil = '=HYPERLINK("http://example.org";"Avaa")'
    file = plain(Osaamispuutteet=GAPS.replace("kolme", "+358 40"), Toimijat=ACTORS.replace("ehkä", "@SUM(1)"))
    validated = judged(file)
    first, *rest = validated.findings
    validated = dataclasses.replace(validated, findings=(dataclasses.replace(first, value=evil), *rest))
    content = answer_workbook(towns, aarnio, file, validated, "fi")
    sheet = book(content)["Palaute"]
    values = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value}
    for text in (evil, "@SUM(1)" if first.value != "@SUM(1)" else evil):
        assert values[text].data_type == "s"
        assert values[text].quotePrefix
    assert b"<f" not in parts(content)["xl/worksheets/palaute1.xml"]


def test_signs_that_no_xml_holds_or_that_turn_a_text_are_left_out(towns, aarnio, judged, plain):
    file = plain(Osaamispuutteet=GAPS)
    validated = judged(file)
    strange = dataclasses.replace(validated.findings[0], value="a\x00\x1b[31mb\u202ec_x0041_ <&> \ud800d")
    content = answer_workbook(towns, aarnio, file, dataclasses.replace(validated, findings=(strange,)), "fi")
    assert "a[31mbc_x005F_x0041_ <&> d" in everything(content)


# Nothing else is changed


def test_every_part_that_need_not_change_keeps_its_bytes(form, answered):
    before, after = parts(form.content), parts(answered)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/sheet3.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }


def test_a_marked_sheet_is_the_same_but_for_what_was_put_in(form, answered):
    before, after = parts(form.content), parts(answered)
    for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        without = OUR_DRAWING.sub(b"", OUR_FORMAT.sub(b"", after[name]))
        assert without == before[name]
    assert after["xl/worksheets/sheet3.xml"] == before["xl/worksheets/sheet3.xml"].replace(
        b'tabSelected="1"', b'tabSelected="0"'
    )


def test_drop_downs_protection_widths_and_looks_are_still_there(form, answered):
    before, after = book(form.content), book(answered)
    for sheet in before:
        other = after[sheet.title]
        assert other.protection.sheet == sheet.protection.sheet
        assert [str(v.sqref) for v in other.data_validations.dataValidation] == [
            str(v.sqref) for v in sheet.data_validations.dataValidation
        ]
        assert {k: d.width for k, d in other.column_dimensions.items()} == {
            k: d.width for k, d in sheet.column_dimensions.items()
        }
        assert other.print_area == sheet.print_area
        assert other.freeze_panes == sheet.freeze_panes
        for row in sheet.iter_rows():
            for cell in row:
                twin = other[cell.coordinate]
                assert twin.value == cell.value
                for look in ("fill", "font", "border", "protection", "alignment", "number_format"):
                    assert repr(getattr(twin, look)) == repr(getattr(cell, look))
    assert after.defined_names["Oma_nimi"].value == before.defined_names["Oma_nimi"].value
    assert "xl/media/image1.png" in parts(answered)


def test_a_sheet_of_the_towns_own_that_has_our_name_is_left_alone(towns, aarnio, judged, plain):
    file = plain(Osaamispuutteet=GAPS, Palaute="Asukkailta | 12")
    content = answer_workbook(towns, aarnio, file, judged(file), "fi")
    assert book(content).sheetnames == ["Palaute (Kivijalka)", "Osaamispuutteet", "Palaute"]
    again = answer_workbook(towns, aarnio, returned(file, content), judged(file), "fi")
    assert book(again).sheetnames == ["Palaute (Kivijalka)", "Osaamispuutteet", "Palaute"]
    assert book(again)["Palaute"]["A1"].value == "Asukkailta"


def test_macros_are_taken_out_and_this_is_said(towns, aarnio, judged, plain):
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    program = b'<Relationship Id="rIdV" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
    made = parts(plain(Osaamispuutteet=GAPS).content)
    made["[Content_Types].xml"] = made["[Content_Types].xml"].replace(
        kind, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    made["xl/_rels/workbook.xml.rels"] = made["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>", program + b'Target="vbaProject.bin"/></Relationships>'
    )
    file = sent("lomake.xlsm", packed({**made, "xl/vbaProject.bin": b"program"}))
    content = answer_workbook(towns, aarnio, file, judged(file), "fi")
    assert "xl/vbaProject.bin" not in parts(content)
    assert b"macroEnabled" not in parts(content)["[Content_Types].xml"]
    assert "makrot on jätetty pois" in everything(content)
    assert marks(content)


def test_a_program_that_nothing_refers_to_is_taken_out_too(towns, aarnio, judged, plain):
    file = plain(Osaamispuutteet=GAPS)
    hidden = dataclasses.replace(file, content=packed({**parts(file.content), "xl/vbaProject.bin": b"program"}))
    content = answer_workbook(towns, aarnio, hidden, judged(file), "fi")
    assert "xl/vbaProject.bin" not in parts(content)
    assert "makrot on jätetty pois" in everything(content)


def test_of_a_workbook_with_sheets_of_macros_only_the_values_are_handed_back(towns, aarnio, judged, plain):
    file = plain(Osaamispuutteet=GAPS)
    old = dataclasses.replace(file, content=packed({**parts(file.content), "xl/macrosheets/sheet1.xml": b"<x/>"}))
    content = answer_workbook(towns, aarnio, old, judged(file), "fi")
    assert "xl/macrosheets/sheet1.xml" not in parts(content)
    assert book(content)["Osaamispuutteet"]["A2"].value == "aarnio-p01"
    assert marks(content)


def test_a_workbook_that_cannot_be_marked_safely_is_put_together_anew(towns, aarnio, judged, plain):
    file = plain(Osaamispuutteet=GAPS)
    strange = dataclasses.replace(file, content=packed({**parts(file.content), "xl/../../pahin.txt": b"x"}))
    content = answer_workbook(towns, aarnio, strange, judged(file), "fi")
    assert book(content).sheetnames[0] == "Palaute"
    assert not [name for name in parts(content) if ".." in name]


def packed(made):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, data in made.items():
            package.writestr(name, data)
    return target.getvalue()


# The answer comes back


def test_an_answered_workbook_is_a_submission_like_the_first_one(towns, judged, form, answered):
    before = read_submission(towns, "aarnio", "2022Q3", [form])
    after = read_submission(towns, "aarnio", "2022Q3", [returned(form, answered)])
    assert after.findings == before.findings
    for table in before.tables:
        assert after.tables[table].frame.equals(before.tables[table].frame)


def test_a_second_answer_replaces_the_first(towns, aarnio, judged, form, answered):
    again = returned(form, answered)
    assert answer_workbook(towns, aarnio, again, judged(again), "fi") == answered


def test_a_corrected_workbook_loses_its_marks(towns, aarnio, judged, form, answered):
    faultless = dataclasses.replace(judged(form), findings=())
    cleared = answer_workbook(towns, aarnio, returned(form, answered), faultless, "fi")
    assert marks(cleared) == {}
    assert comments(cleared) == {"Toimijat!B2": comments(form.content)["Toimijat!B2"]}
    before, after = parts(form.content), parts(cleared)
    assert set(after) - set(before) == {"xl/worksheets/palaute1.xml"}
    for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/_rels/sheet1.xml.rels"):
        assert after[name] == before[name]
    assert "xl/worksheets/_rels/sheet2.xml.rels" not in after


def test_equal_inputs_give_equal_bytes(towns, aarnio, judged, form, answered):
    assert answer_workbook(towns, aarnio, form, judged(form), "fi") == answered


# What other programs make of it


def test_the_package_keeps_to_the_standard(answered, tmp_path):
    path = tmp_path / "palaute.xlsx"
    path.write_bytes(answered)
    assert OpenXmlValidator(FileFormat.OFFICE_2019).validate(path).errors == []


def test_libreoffice_shows_it_and_what_it_saves_is_answered_as_well(towns, aarnio, judged, form, answered, tmp_path):
    program = need_program("libreoffice-calc", "soffice")
    (tmp_path / "palaute.xlsx").write_bytes(answered)
    for kind, folder in (("pdf", "pdf"), ("xlsx", "saved")):
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        target = ["--convert-to", kind, "--outdir", str(tmp_path / folder), str(tmp_path / "palaute.xlsx")]
        subprocess.run([program, profile, "--headless", *target], check=True, capture_output=True, timeout=120)
    assert (tmp_path / "pdf" / "palaute.pdf").read_bytes().startswith(b"%PDF")
    saved = returned(form, (tmp_path / "saved" / "palaute.xlsx").read_bytes())
    validated = judged(saved)
    assert [f.code for f in validated.findings] == [f.code for f in judged(form).findings]
    content = answer_workbook(towns, aarnio, saved, validated, "fi")
    assert book(content).sheetnames == ["Palaute", "Toimijat", "Osaamispuutteet", "Muistio"]
    assert marks(content) == marks(answered)
    assert comments(content).keys() == comments(answered).keys()
    assert all(text.count("Kivijalka") <= 1 for text in comments(content).values())


def test_a_workbook_of_two_thousand_rows_is_answered_in_two_seconds(towns, aarnio, judged):
    header, good, bad = ([cell.strip() for cell in line.split("|")] for line in ACTORS.strip().splitlines())
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        page = made.add_worksheet("Toimijat")
        page.write_row(0, 0, header)
        for row in range(1, 2001):
            page.write_row(row, 0, [f"aarnio-{row:04}", *(bad if row % 2 else good)[1:]])
    file = sent("lomake.xlsx", target.getvalue())
    validated = judged(file)
    assert len(validated.findings) == 2000
    began = time.process_time()
    content = answer_workbook(towns, aarnio, file, validated, "fi")
    assert time.process_time() - began < 2
    assert len(marks(content)) == 2000
