"""Characters that nobody sees are taken out; what people see stays."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.collect.characters import printable, visible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ah\u200bjo", "Ahjo"),
        ("\u202eyO ojhA\u202c", "yO ojhA"),
        ("tavu\u00adraja", "tavuraja"),
        ("rivi\nrivi\tsarake", "rivi\nrivi\tsarake"),
        ("_x000D_rivi_x0007_", "rivi"),
        ("_x00_x000D_0D_rivi", "rivi"),
        ("👩\u200d💻 ja ❤\ufe0f\u200d🔥", "👩\u200d💻 ja ❤\ufe0f\u200d🔥"),
        ("a\u200db", "ab"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e007f", "\U0001f3f4\U000e0067\U000e0062\U000e007f"),
        ("a\U000e0067", "a"),
        ("x\ud800\uffff\x00", "x"),
    ],
)
def test_unseen_characters_go_and_pictures_stay(text, expected):
    assert visible(text) == expected


@settings(deadline=None)
@given(st.text(st.characters(), max_size=40))
def test_taking_out_twice_changes_nothing_more(text):
    once = visible(text)
    assert visible(once) == once
    assert printable(printable(text)) == printable(text)


@settings(deadline=None)
@given(st.text(st.characters(), max_size=40))
def test_a_message_never_holds_what_an_xml_file_cannot(text):
    assert all(unicodedata.category(c) not in ("Cc", "Cs") for c in printable(text))
