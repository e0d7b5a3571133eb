"""The name under which an uploaded file is kept."""

import pytest

from tasks.collect.uploads import inbox_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("lomake.xlsx", "lomake.xlsx"),
        ("Haastattelut ja työpajat.csv", "Haastattelut ja työpajat.csv"),
        (r"C:\kunta\lomake.xlsx", "lomake.xlsx"),
        ("../../feedback/lomake.xlsx", "lomake.xlsx"),
        ("..", "tiedosto"),
        ("", "tiedosto"),
        (".lomake.xlsx", "lomake.xlsx"),
        ("~$lomake.xlsx", "__lomake.xlsx"),
        ("a!b:c*.xlsx", "a_b_c_.xlsx"),
        ("a\x00b\u202ec\n.xlsx", "abc.xlsx"),
        ("tyo\u0308.xlsx", "työ.xlsx"),
        ("palaute_lomake.xlsx", "lomake.xlsx"),
        ("palaute_.xlsx", "palaute_.xlsx"),
        ("ilman päätettä", "ilman päätettä"),
        ("x" * 300 + ".xlsx", "x" * 100 + ".xlsx"),
    ],
)
def test_a_name_holds_no_folder_and_nothing_unseen(sent, kept):
    assert inbox_name(sent) == kept
