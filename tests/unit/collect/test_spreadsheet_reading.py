"""Untrusted files are read in a process of their own, and nothing that they hold makes the reader fail."""

import json
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.collect.containers import Refusal, refuse_file
from tasks.collect.files import read_files
from tasks.collect.reader import read_content
from tasks.collect.spreadsheets import Spreadsheet, read_spreadsheet
from tasks.collect.workbook_cells import cell_text
from tests.corpus.packages import ods, rows_xml, sheet_xml, xlsx, xlsx_parts, zipped
from tests.corpus.town_tables import actor_rows, actors_workbook, figure_rows
from tests.workbooks import sent, workbook


def test_a_process_that_needs_too_much_memory_is_a_refusal():
    far = xlsx({"A": sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"/></row>')})
    assert isinstance(read_spreadsheet("lomake.xlsx", far), Spreadsheet)
    filled = xlsx(
        {"A": sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')}
    )
    assert read_spreadsheet("lomake.xlsx", filled) == Refusal("FIL-011")


def test_a_process_that_needs_too_much_time_is_stopped():
    code = (
        "from tasks.collect import reader\n"
        "reader.CPU_LIMIT_SECONDS = 1\n"
        "reader.limit_this_process()\n"
        "while True: pass\n"
    )
    stopped = subprocess.run([sys.executable, "-c", code], timeout=60, check=False)
    assert stopped.returncode < 0


def test_a_process_cannot_hold_more_memory_than_it_may():
    code = (
        "from tasks.collect import reader\n"
        "reader.limit_this_process()\n"
        "try: held = bytes(reader.MEMORY_LIMIT_BYTES)\n"
        "except MemoryError: print('stopped')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=True)
    assert done.stdout.decode().strip() == "stopped"


def test_the_reader_answers_on_its_standard_output_and_imports_little():
    code = "import sys, tasks.collect.reader; print([m for m in ('pandas', 'pydantic', 'prefect') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"
    done = subprocess.run(
        [sys.executable, "-m", "tasks.collect.reader", "workbook"],
        input=actors_workbook(),
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["sheets"][0]["name"] == "Toimijat"


def test_a_large_csv_is_read_apart_to_the_same_rows():
    small = "a;b\nå;1\n".encode("cp1252")
    large = small + b";\n" * 600_000
    assert read_spreadsheet("a.csv", large) == read_spreadsheet("a.csv", small)


@pytest.mark.parametrize(
    ("number", "text"),
    [(1234.0, "1234"), (2.5, "2.5"), (1.234, "1.2340"), (-12.345, "-12.3450"), (0.125, "0.125"), (1e16, "1e+16")],
)
def test_a_number_is_written_so_that_it_cannot_be_taken_for_thousands(number, text):
    assert cell_text(number) == text


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["lomake.xlsx", "lomake.ods", "toimijat.csv", "lomake.xls"]))
def test_any_bytes_under_any_name_are_refused_or_read(content, name):
    if refuse_file(name, content) is None:
        kind = "csv" if name.endswith(".csv") else "workbook"
        assert {"refusal", "sheets", "rows"} & set(read_content(kind, content))


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_workbook_with_altered_bytes_is_refused_or_reads_the_same(data):
    content = data.draw(st.sampled_from([actors_workbook(), ods("Toimijat", actor_rows())]))
    altered = bytearray(content)
    for _ in range(data.draw(st.integers(1, 4))):
        altered[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    answer = read_content("workbook", bytes(altered))
    if "refusal" not in answer:
        texts = {cell for sheet in answer["sheets"] for row in sheet["rows"] for cell in row}
        assert texts <= {
            cell for sheet in read_content("workbook", content)["sheets"] for row in sheet["rows"] for cell in row
        }


@given(st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_sheet_with_altered_xml_never_makes_the_reader_fail(data):
    parts = xlsx_parts({"Tunnusluvut": sheet_xml(rows_xml(figure_rows()))})
    name = data.draw(st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"]))
    xml = str(parts[name])
    begin = data.draw(st.integers(0, len(xml)))
    end = data.draw(st.integers(begin, min(len(xml), begin + 20)))
    middle = data.draw(st.text("<>/=\"'&;rctve0123456789ABCXFD \u00e4", max_size=12))
    altered = zipped({**parts, name: xml[:begin] + middle + xml[end:]})
    assert isinstance(read_spreadsheet("lomake.xlsx", altered), Spreadsheet | Refusal)


def test_the_same_file_under_two_names_is_one_file(project):
    text = "Toimijan tunnus | Nimi | Nelikierteen osa | Toimijatyyppi | Päätoimiala | Nimi julkinen\n{}"
    row = "kivijarvi-001 | {} | Yritykset | Pk-yritys | Metsäteollisuus | ei"
    first = workbook(Toimijat=text.format(row.format("Ahjo Oy")))
    second = workbook(Toimijat=text.format(row.format("Sampo Oy")))
    files = [
        sent("a.xlsx", first, "2022-09-01T12:00:00+00:00"),
        sent("b.xlsx", second, "2022-09-10T12:00:00+00:00"),
        sent("c.xlsx", first, "2022-09-20T12:00:00+00:00"),
    ]
    _, findings = read_files(project, "kivijarvi", "2022Q3", files[::2])
    assert [(f.code, str(f.severity)) for f in findings] == [("FIL-017", "info")]
    tables, findings = read_files(project, "kivijarvi", "2022Q3", files)
    assert tables["actors"].frame.loc[0, "name"] == "Ahjo Oy"
    assert [f.code for f in findings] == ["FIL-017", "FIL-009"]
