import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from cli.sample import Role
from cli.sample.csv_files import csv_file_name, csv_text, write_csv_files
from cli.sample.opendocument import write_opendocument
from cli.sample.sheets import SHEET_ORDER, Sheet
from cli.sample.workbook import write_workbook
from config.models import Project

Planned = Callable[[str], list[Sheet]]


def read_spreadsheet(content: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def as_read(rows: Sequence[Sequence[object]]) -> list[list[object]]:
    """Planned cells as the reader gives them: a blank is an empty text and every number a float."""
    return [
        ["" if cell is None else float(cell) if isinstance(cell, int | float) else cell for cell in row] for row in rows
    ]


@pytest.mark.parametrize("write", [write_workbook, write_opendocument])
@pytest.mark.parametrize("town", ["iisalmi", "raahe", "kristiinankaupunki"])
def test_spreadsheets_read_back_as_planned(planned: Planned, write: Callable[[Sequence[Sheet], str], bytes], town: str):
    sheets = planned(town)
    read = read_spreadsheet(write(sheets, "title"))
    assert list(read) == [sheet.name for sheet in sheets]
    for sheet in sheets:
        assert read[sheet.name] == as_read([sheet.header, *sheet.rows])


@pytest.mark.parametrize("town", ["savonlinna", "kristiinankaupunki"])
def test_csv_files_read_back_as_planned(planned: Planned, town: str):
    sheets = planned(town)
    files = write_csv_files(sheets)
    assert list(files) == [csv_file_name(sheet.table, sheet.name) for sheet in sheets]
    for sheet, content in zip(sheets, files.values(), strict=True):
        rows = list(csv.reader(io.StringIO(content.decode("cp1252"), newline=""), delimiter=";"))
        assert rows == [sheet.header, *([csv_text(cell) for cell in row] for row in sheet.rows)]


def test_csv_cells_look_finnish():
    assert csv_text(12.5) == "12,5"
    assert csv_text(dt.date(2022, 6, 30)) == "30.6.2022"
    assert csv_text(1234567) == "1234567"
    assert csv_text(None) == ""


def test_the_town_with_csv_files_sends_one_file_a_table(project: Project, folder_of: Callable[..., Path]):
    folder = folder_of(Role.CSV_FILES)
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == len(project.tables_of(folder.name))
    assert {"Toimijat.csv", "key_figures.csv"} <= set(names)


def test_the_town_with_opendocument_sends_one_file(project: Project, folder_of: Callable[..., Path]):
    (path,) = folder_of(Role.OPEN_DOCUMENT).iterdir()
    assert path.suffix == ".ods"
    assert len(CalamineWorkbook.from_path(path).sheet_names) == len(project.tables_of(path.parent.name))


def test_every_table_has_its_place_in_the_workbook(project: Project):
    assert sorted(SHEET_ORDER) == sorted(project.tables)


def test_the_swedish_town_has_swedish_sheets_headings_and_labels(planned: Planned):
    actors = next(sheet for sheet in planned("kristiinankaupunki") if sheet.table == "actors")
    assert actors.name == "Aktörer"
    assert actors.header[:2] == ["Aktörens beteckning", "Namn"]
    assert {row[actors.place("helix")] for row in actors.rows} <= {
        "Företag", "Högskolor och forskning", "Offentlig sektor", "Civilsamhället"
    }  # fmt: skip
    assert {row[actors.place("name_is_public")] for row in actors.rows} <= {"Ja", "Nej"}


def test_headings_are_bold_and_frozen_and_columns_fit(planned: Planned):
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook(planned("iisalmi"), "title")))["Toimijat"]
    assert sheet["A1"].font.bold
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["B"].width > len("Iisalmen kaupungin")


@pytest.mark.parametrize("write", [write_workbook, write_opendocument])
def test_packages_have_no_clock_in_them(planned: Planned, write: Callable[[Sequence[Sheet], str], bytes]):
    with zipfile.ZipFile(io.BytesIO(write(planned("taivalkoski"), "title"))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        meta = next(name for name in ("docProps/core.xml", "meta.xml") if name in package.namelist())
        assert b"2022-01-01T00:00:00" in package.read(meta)


def test_the_opendocument_package_starts_with_its_plain_mimetype(planned: Planned):
    with zipfile.ZipFile(io.BytesIO(write_opendocument(planned("taivalkoski"), "title"))) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        listed = package.read("META-INF/manifest.xml").decode()
        assert all(
            f'"{name}"' in listed for name in package.namelist() if name not in ("mimetype", "META-INF/manifest.xml")
        )
