"""A town that exists nowhere, and a workbook of it with everything that a person may have put into one."""

import io
import struct
import zlib

import pytest
import xlsxwriter

from config.texts import Text
from tasks.clean.submissions import read_submission
from tasks.validate.verdicts import judge
from tests.workbooks import cells, sent, workbook

ACTORS = """
Toimijan tunnus | Nimi       | Nelikierteen osa | Toimijatyyppi | Päätoimiala     | Nimi julkinen | Mukana alkaen
aarnio-001      | Ahjo Oy    | Yritykset        | Pk-yritys     | Metsäteollisuus | kyllä         | 1.9.2021
aarnio-002      | Palikka Oy | Yritykset        | Pk-yritys     | Muut toimialat  | ehkä          | noin 2000
"""
GAPS = """
Puutteen tunnus | Toimiala        | Kuvaus     | Puutteen tyyppi | Tärkeys 1–3 | Tila
aarnio-p01      | Metsäteollisuus | Automaatio | Osaajat         | kolme       | Avoin
"""


@pytest.fixture(scope="session")
def towns(project):
    """The project with two towns that exist nowhere; the second one is Swedish-speaking."""
    pattern = project.towns["iisalmi"]

    def town(slug, code, language, **name):
        return pattern.model_copy(
            update={"slug": slug, "name": Text(**name), "municipality_code": code, "language": language}
        )

    aarnio = town("aarnio", "901", "fi", fi="Aarnio", sv="Aarnio", en="Aarnio")
    stillvik = town("stillvik", "902", "sv", fi="Suvanto", sv="Stillvik", en="Stillvik")
    return project.model_copy(update={"towns": {"aarnio": aarnio, "stillvik": stillvik}})


@pytest.fixture(scope="session")
def aarnio(towns):
    return towns.towns["aarnio"]


@pytest.fixture(scope="session")
def stillvik(towns):
    return towns.towns["stillvik"]


@pytest.fixture(scope="session")
def judged(towns):
    """Read and judge files as a town's submission; the promises between tables are not looked at."""

    def read(*files, town="aarnio"):
        return judge(read_submission(towns, town, "2022Q3", files), ())

    return read


@pytest.fixture(scope="session")
def form():
    """A town's own workbook: drop-downs, protection, widths, formats, a picture, names and a note."""
    return sent("lomake.xlsx", full_workbook())


@pytest.fixture
def plain():
    """Return a small workbook as it is sent."""

    def make(name="lomake.xlsx", **sheets):
        return sent(name, workbook(**sheets))

    return make


def full_workbook():
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#DDEEFF", "border": 1})
    open_cell = book.add_format({"locked": False, "bg_color": "#F7F7F7"})
    for name, text in (("Toimijat", ACTORS), ("Osaamispuutteet", GAPS)):
        page = book.add_worksheet(name)
        page.set_column(0, 0, 30)
        page.set_column(1, 6, 18)
        page.freeze_panes(1, 0)
        page.protect("", {"format_columns": True})
        for row, values in enumerate(cells(text)):
            for column, value in enumerate(values):
                page.write_string(row, column, value, head if row == 0 else open_cell)
        page.data_validation(1, 3, 200, 3, {"validate": "list", "source": ["Pk-yritys", "Suuryritys"]})
        page.conditional_format(1, 1, 200, 1, {"type": "blanks", "format": book.add_format({"bg_color": "#FFEEAA"})})
        page.print_area(0, 0, 20, 6)
    book.get_worksheet_by_name("Toimijat").write_comment("B2", "Tarkistettu puhelimessa", {"author": "Kunnan oma"})
    notes = book.add_worksheet("Muistio")
    notes.write_formula(0, 0, "=SUM(1,2)", None, 3)
    notes.insert_image(2, 0, "kuva.png", {"image_data": io.BytesIO(picture())})
    notes.activate()
    book.define_name("Oma_nimi", "=Muistio!$A$1")
    book.close()
    return target.getvalue()


def picture():
    """Return a PNG of one red pixel."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
        + chunk(b"IEND", b"")
    )
