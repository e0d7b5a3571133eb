"""The forms in which a statistical table comes: JSON-stat 2, PX and CSV."""

import pytest

from tasks.reference.files import read_table_file
from tasks.reference.json_stat import read_json_stat
from tasks.reference.px_file import read_px
from tasks.reference.table import TableError

OWN_COLUMNS = ("area_code", "year", "industry", "employee_count")


def rows(table):
    return [tuple(row) for row in table.cells.itertuples(index=False)]


def json_stat(**changes):
    return {
        "class": "dataset",
        "label": "Jobs by area",
        "updated": "2022-09-15T05:00:00Z",
        "id": ["Alue", "Vuosi"],
        "size": [2, 2],
        "dimension": {
            "Alue": {"category": {"index": {"KU140": 1, "SSS": 0}, "label": {"SSS": "WHOLE COUNTRY"}}},
            "Vuosi": {"category": {"index": ["2020", "2021"]}},
        },
        "value": [2300, 2350.5, None, 9],
    } | changes


def test_json_stat_lists_the_last_dimension_fastest_and_keeps_the_order_of_the_index():
    table = read_json_stat(json_stat())
    assert table.title == "Jobs by area"
    assert table.updated == "2022-09-15T05:00:00Z"
    assert rows(table) == [
        ("SSS", "2020", "2300"), ("SSS", "2021", "2350.5"), ("KU140", "2020", ""), ("KU140", "2021", "9"),
    ]  # fmt: skip


def test_json_stat_may_give_only_the_values_that_there_are():
    assert [row[-1] for row in rows(read_json_stat(json_stat(value={"0": 2300, "3": 9})))] == ["2300", "", "", "9"]


def test_a_dimension_of_one_value_may_have_no_index():
    document = json_stat(size=[1, 2], value=[1, 2])
    document["dimension"]["Alue"] = {"category": {"label": {"SSS": "WHOLE COUNTRY"}}}
    assert rows(read_json_stat(document)) == [("SSS", "2020", "1"), ("SSS", "2021", "2")]


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"class": "collection"}, "it is not a JSON-stat 2 dataset: id: Field required"),
        (["not", "an", "object"], "it is not a JSON-stat 2 dataset"),
        (json_stat(size=[2, 3]), r"the sizes \[2, 3\] do not agree with the \[2, 2\] values"),
        (json_stat(value=[1, 2, 3]), "there are 3 values, but its variables make 4 cells"),
        (json_stat(id=["Alue", "Kuukausi"]), "the dimension 'Kuukausi' is named but not described"),
    ],
)
def test_json_that_is_no_dataset_is_refused(document, words):
    with pytest.raises(TableError, match=words):
        read_json_stat(document)


PX = """CHARSET="ANSI";
AXIS-VERSION="2013";
LANGUAGE="fi";
LANGUAGES="fi","sv";
TITLE="Alueella työssäkäyvät; alueittain "
"ja vuosittain";
TITLE[sv]="Sysselsatta";
STUB="Alue","Toimiala";
HEADING="Vuosi";
VALUES("Alue")="KOKO MAA","Iisalmi";
VALUES[sv]("Område")="HELA LANDET","Idensalmi";
VALUES("Toimiala")="Yhteensä","Metsätalous ja "
"puunkorjuu";
CODES("Alue")="SSS","KU140";
CODES("Toimiala")="SSS","02";
VALUES("Vuosi")="2020","2021";
TIMEVAL("Vuosi")=TLIST(A1),"2020","2021";
LAST-UPDATED("Tyolliset")="20220915 08:00";
DATA=
2300 2350
".." "..."
9 -
.. 1.5
;
"""


def test_a_px_file_is_read_with_its_codes():
    table = read_px(PX.encode("utf-8"))
    assert table.title == "Alueella työssäkäyvät; alueittain ja vuosittain"
    assert table.updated == "2022-09-15"
    assert table.variables == ("Alue", "Toimiala", "Vuosi")
    assert rows(table) == [
        ("SSS", "SSS", "2020", "2300"), ("SSS", "SSS", "2021", "2350"),
        ("SSS", "02", "2020", ""), ("SSS", "02", "2021", ""),
        ("KU140", "SSS", "2020", "9"), ("KU140", "SSS", "2021", "0"),
        ("KU140", "02", "2020", ""), ("KU140", "02", "2021", "1.5"),
    ]  # fmt: skip


SMALL_PX = """CHARSET="ANSI";
{codepage}STUB="Sektori";
HEADING="Vuosi";
VALUES("Sektori")="Metsä","Vähittäiskauppa";
{years}DATA=1 2 3 4;
"""


@pytest.mark.parametrize(
    ("codepage", "encoding"),
    [("", "cp1252"), ("", "utf-8"), ('CODEPAGE="utf-8";\n', "utf-8"), ('CODEPAGE="iso-8859-15";\n', "iso-8859-15")],
)
def test_a_px_file_is_read_in_its_encoding(codepage, encoding):
    text = SMALL_PX.format(codepage=codepage, years='VALUES("Vuosi")="2020","2021";\n')
    assert rows(read_px(text.encode(encoding)))[2] == ("Vähittäiskauppa", "2020", "3")


def test_years_may_be_given_as_an_interval():
    text = SMALL_PX.format(codepage="", years='TIMEVAL("Vuosi")=TLIST(A1,"2020"-"2021");\n')
    assert [row[1] for row in rows(read_px(text.encode()))] == ["2020", "2021", "2020", "2021"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("PK\x03\x04", "it has no DATA"),
        ('TITLE="Jobs";\nDATA=1;\n', "it names no variables"),
        ('STUB="Alue";\nVALUES("Alue")="a","b";\nDATA=1 2 3;\n', "there are 3 values, but its variables make 2 cells"),
        ('STUB="Alue";\nDATA=1;\n', "it has no values for the variable 'Alue'"),
        ('STUB="Alue";\nVALUES("Alue")="a","b";\nDATA=1 2', "was cut off"),
    ],
)
def test_a_file_that_is_no_px_file_is_refused(text, words):
    with pytest.raises(TableError, match=words):
        read_px(text.encode())


def csv(text, encoding="utf-8"):
    return read_table_file("jobs.csv", text.encode(encoding), OWN_COLUMNS[:3], OWN_COLUMNS)


def test_a_csv_file_may_have_the_datasets_own_columns():
    table = csv("area_code,year,industry,employee_count\nKU140,2021,02,75\n")
    assert rows(table) == [("KU140", "2021", "02", "75")]


def test_a_finnish_csv_file_has_its_numbers_in_the_last_column():
    table = csv('"Työlliset, alueittain"\n\nAlue;Näringsgren å;Luku\nKU140;02;2 350,5\nKU140;03;..\n', "cp1252")
    assert table.variables == ("Alue", "Näringsgren å")
    assert rows(table) == [("KU140", "02", "2350.5"), ("KU140", "03", "")]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("jobs.xlsx", b"PK", "the ending '.xlsx' is not known"),
        ("jobs.json", b'{"value": [1', "it is not JSON in UTF-8, or it was cut off"),
        ("jobs.csv", b"Alue;Luku\n", "it has no rows"),
        ("jobs.csv", b"Alue;Luku\nKU140;1;2\n", "the line with KU140, 1, 2 has more cells than the header"),
        ("jobs.csv", b'Alue;Luku\n"KU140;1\nKU204;2\n', "a quotation mark in it is never closed"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(name, content, words):
    with pytest.raises(TableError, match=words):
        read_table_file(name, content, OWN_COLUMNS[:3], OWN_COLUMNS)
