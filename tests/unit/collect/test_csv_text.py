"""CSV files of all programs become the same rows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.collect.csv_text import decode_csv, find_delimiter, read_csv
from tasks.collect.package import RefusedError

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "iso-8859-15", "cp850", "mac_roman"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", ["Henkilöstö;Päätoimiala\n", "Åbo;Ähtäri;Öja;metsä\n", "Sektor;skogsägare;för år\n"])
def test_finnish_and_swedish_letters_survive_every_encoding(encoding, text):
    assert decode_csv(text.encode(encoding)) == text


def test_curved_quotation_marks_do_not_make_windows_text_look_like_dos_text():
    text = "Nimi;Lähde\n”Ahjo” Oy;„kysely”, ääni\n"
    assert decode_csv(text.encode("cp1252")) == text


def test_a_text_without_such_letters_is_windows_text():
    assert decode_csv("Nimi\n10 €\n".encode("cp1252")) == "Nimi\n10 €\n"


def test_a_damaged_byte_does_not_spoil_the_rest_of_a_utf8_text():
    assert decode_csv("Päätoimiala;Henkilöstö".encode() + b"\xe4x") == "Päätoimiala;Henkilöstö\ufffdx"


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a;b;c\n1,5;2,5;3,5\n", ";"),
        ("a,b,c\n1,2,3\n", ","),
        ("a\tb\n1,5\t2,5\n", "\t"),
        ("a|b\n1;2|3\n", "|"),
        ("Toimijat, kevät\n\na;b\n1;2\n", ";"),
        ('"x, y";"z, u"\n1;2\n', ";"),
        ("yksi\n", ";"),
    ],
)
def test_the_delimiter_is_what_parts_most_lines_alike(text, delimiter):
    assert find_delimiter(text) == delimiter


def test_a_line_end_inside_quotation_marks_is_part_of_the_cell():
    assert read_csv(b'a;b\r\n"1\r\n2";3\r\n') == [["a", "b"], ["1\r\n2", "3"]]


@pytest.mark.parametrize("text", ['a;b\n1;"2\n3;4\n', 'a;b\n"1;2\n"3;4\n', 'a;b\n1;"2'])
def test_rows_are_never_lost_in_a_quotation(text):
    with pytest.raises(RefusedError) as refused:
        read_csv(text.encode())
    assert (refused.value.code, refused.value.words) == ("FIL-019", {"row": 2})


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    try:
        rows = read_csv(content)
    except RefusedError:
        return
    assert all(cell == cell.strip() for row in rows for cell in row)


@settings(deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])).map(str.strip),
            min_size=2,
            max_size=4,
        ),
        min_size=1,
    )
)
def test_what_was_quoted_comes_back(rows):
    content = "".join(";".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows).encode()
    read = read_csv(b"sep=;\r\n" + content)
    width = max(map(len, rows))
    padded = [row + [""] * (width - len(row)) for row in [*read, *[[]] * (len(rows) - len(read))]]
    assert padded == [row + [""] * (width - len(row)) for row in rows]
