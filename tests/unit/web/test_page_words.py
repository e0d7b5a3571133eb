"""The page's texts, and its numbers and dates in words."""

import datetime as dt
import re

import pytest

from config.texts import LANGUAGES
from web.words import TEXTS_FILE, load_texts


def test_the_languages_have_the_same_placeholders():
    for name, text in load_texts().items():
        found = [set(re.findall(r"\{(\w+)\}", text.in_language(language))) for language in LANGUAGES]
        if name in ("day", "month_names"):  # only English writes the month as a word
            continue
        assert found[0] == found[1] == found[2], name


def test_every_counted_thing_has_both_forms():
    texts = load_texts()
    counted = {name.rsplit("_", 1)[0] for name in texts if name.endswith(("_one", "_many"))}
    assert counted
    for name in counted:
        assert f"{name}_one" in texts, name
        assert "{count}" in texts[f"{name}_many"].fi, name


def test_no_name_of_a_text_stands_twice():
    names = re.findall(r"^([a-z_0-9]+):", TEXTS_FILE.read_text("utf-8"), re.MULTILINE)
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize(
    ("byte_count", "finnish", "english"),
    [
        (0, "1\xa0kt", "1\xa0kB"),
        (412_300, "412\xa0kt", "412\xa0kB"),
        (999_499, "999\xa0kt", "999\xa0kB"),
        (999_500, "1,0\xa0Mt", "1.0\xa0MB"),
        (10_109_720, "10,1\xa0Mt", "10.1\xa0MB"),
    ],
)
def test_sizes_are_words(words, byte_count, finnish, english):
    assert words("fi").size(byte_count) == finnish
    assert words("en").size(byte_count) == english


def test_times_are_finnish_time_in_each_language(words):
    in_summer = dt.datetime(2022, 7, 1, 21, 5, tzinfo=dt.UTC)  # 00:05 on the next day in Helsinki
    assert words("fi").moment(in_summer) == "2.7.2022 klo\xa00.05"
    assert words("sv").moment(in_summer) == "2.7.2022 kl.\xa00.05"
    assert words("en").moment(in_summer) == "2 July 2022 at\xa000:05"


def test_what_the_configuration_does_not_know_is_shown_as_it_is(words):
    assert words().town("unknown-town") == "unknown-town"
    assert words().work_package("TP9") == "TP9"
    assert words().table("unknown_table") == "unknown_table"
    assert words().language_name("et") == "et"
