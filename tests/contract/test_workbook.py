"""What every workbook must hold to, whatever tables and code lists the configuration has."""

import itertools
import os
import re
import subprocess
import sys
import zipfile

import openpyxl
import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from config.own_sheets import OWN_SHEET_NAMES
from config.quarters import Quarter
from config.texts import LANGUAGES
from tasks.clean.cells import cell_reader
from tasks.request import styles
from tasks.request.cells import cell_of
from tasks.request.words import Words, workbook_texts
from tasks.request.workbook import request_workbook

QUARTER = Quarter(2022, 4)
SHEET_NAME_LIMIT = 31
CELL_LIMIT = 32_767
INLINE_LIST_LIMIT = 255


@pytest.fixture(scope="module", params=LANGUAGES)
def workbook(request, project, tmp_path_factory):
    """A blank workbook in each language, as a file."""
    path = tmp_path_factory.mktemp("workbook") / f"{request.param}.xlsx"
    path.write_bytes(request_workbook(project, project.towns["iisalmi"], QUARTER, request.param, None))
    return path


@pytest.fixture(scope="module")
def book(workbook):
    return openpyxl.load_workbook(workbook)


@pytest.mark.parametrize("file_format", [FileFormat.OFFICE_2016, FileFormat.OFFICE_2021, FileFormat.MICROSOFT_365])
def test_the_file_follows_the_schema(workbook, file_format):
    result = OpenXmlValidator(file_format=file_format).validate(workbook)
    assert [str(error) for error in result.errors] == []


def test_sheet_names_are_short_enough_and_have_no_character_that_excel_forbids(project, book):
    assert len(book.sheetnames) == len(project.tables) + 2
    for name in book.sheetnames:
        assert len(name) <= SHEET_NAME_LIMIT, name
        assert not re.search(r"[\[\]:*?/\\']", name), name


def test_the_reader_knows_our_own_sheets_and_no_table_is_called_like_one(project, book):
    assert {book.sheetnames[0].casefold(), book.sheetnames[-1].casefold()} <= OWN_SHEET_NAMES
    names = {table.name.in_language(language).casefold() for table in project.tables.values() for language in LANGUAGES}
    assert not names & OWN_SHEET_NAMES


def test_every_column_has_its_rule_and_every_list_its_values(project, book, workbook):
    """Excel has room for 255 characters in a rule; every list of ours stands on the sheet of lists."""
    language = workbook.stem
    for table in project.tables.values():
        sheet = book[table.name.in_language(language)]
        rules = {
            min(part.min_col for part in rule.sqref.ranges): rule for rule in sheet.data_validations.dataValidation
        }
        for position, column in enumerate(table.columns.values(), start=1):
            closed = column.codes is not None or column.type == "boolean"
            if closed or column.type in ("integer", "year", "number", "money", "date"):
                assert position in rules, f"{table.id}: column {position} has no rule"
            if not closed:
                continue
            source = rules[position].formula1
            assert len(source) <= INLINE_LIST_LIMIT
            name, cells = re.fullmatch(r"'(.+)'!(.+)", source).groups()
            offered = [cell.value for (cell,) in book[name][cells.replace("$", "")]]
            read = cell_reader(column, project.code_lists)
            codes = list(project.code_lists[column.codes]) if column.codes else [True, False]
            assert [read(label) for label in offered] == codes


def test_titles_and_messages_fit_into_what_excel_shows(book):
    for sheet in book:
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.promptTitle or "") <= 32
            assert len(rule.errorTitle or "") <= 32
            assert len(rule.prompt or "") <= 255
            assert len(rule.error or "") <= 255
        for row in sheet.iter_rows(max_row=60):
            for cell in row:
                assert len(str(cell.value or "")) <= CELL_LIMIT
                assert len(cell.comment.text if cell.comment else "") <= CELL_LIMIT


def test_every_heading_has_a_note(project, book, workbook):
    for table in project.tables.values():
        headings = book[table.name.in_language(workbook.stem)][1]
        assert len(headings) == len(table.columns)
        assert all(heading.comment and len(heading.comment.text) > 20 for heading in headings), table.id


def test_every_code_reads_back_from_the_words_that_stand_for_it(project):
    for table in project.tables.values():
        for column in table.columns.values():
            if column.codes is None:
                continue
            read = cell_reader(column, project.code_lists)
            for language in LANGUAGES:
                for code in project.code_lists[column.codes]:
                    cell = cell_of(project, column, code, Words(language))
                    assert read(str(cell)) == code, f"{table.id}: {cell} is not read as {code}"


def test_every_text_has_the_same_placeholders_in_all_languages():
    for key, text in workbook_texts().items():
        names = [set(re.findall(r"\{(\w+)\}", text.in_language(language))) for language in LANGUAGES]
        assert names[0] == names[1] == names[2], key


def test_dates_in_the_package_do_not_depend_on_the_clock(workbook):
    with zipfile.ZipFile(workbook) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "2022-10-01T00:00:00Z" in package.read("docProps/core.xml").decode()


def test_another_process_with_another_hash_seed_makes_the_same_bytes(project, tmp_path):
    program = (
        "import sys; from config.loading import load_project; from config.quarters import Quarter;"
        "from tasks.request.workbook import request_workbook; project = load_project();"
        "content = request_workbook(project, project.towns['raahe'], Quarter(2022, 4), 'fi', None);"
        "sys.stdout.buffer.write(content)"
    )
    made = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": "4711"}, capture_output=True, check=True
    )
    assert made.stdout == request_workbook(project, project.towns["raahe"], QUARTER, "fi", None)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.1)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("#FFFFFF", styles.DEEP),
        *itertools.product([styles.INK, styles.DEEP], ["#FFFFFF", styles.PALE, styles.LOCKED, styles.MISSING]),
        (styles.LINK, "#FFFFFF"),
    ],
)
def test_text_stands_out_from_its_ground_by_seven_to_one(text, ground):
    lighter, darker = sorted([luminance(text), luminance(ground)], reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 7
