import pytest

from tasks.assemble.anchors import Identifiers, bookmark_name, control_tag, control_title


def test_a_short_id_is_its_own_tag():
    assert control_tag("edit", "summary") == "edit:summary"
    assert control_tag("val", "location_quotient.metsa", 2) == "val:location_quotient.metsa#2"


def test_long_ids_are_cut_and_stay_apart():
    first, second = control_tag("val", "x" * 80 + "1", 12), control_tag("val", "x" * 80 + "2", 12)
    assert first != second
    assert len(first) == len(second) == 64


def test_the_title_of_a_control_repeats_its_tag_and_fits():
    assert control_title("edit:swot", "Vahvuudet ja heikkoudet") == "Vahvuudet ja heikkoudet [edit:swot]"
    long = control_title("edit:swot", "Sana " * 30)
    assert long.endswith("… [edit:swot]")
    assert len(long) <= 64
    assert len(control_title("e" * 64, "Sana")) == 64


@pytest.mark.parametrize("part_id", ["swot", "town-links", "osa/äö", "a.b", "x" * 50])
def test_bookmarks_have_names_that_word_allows(part_id):
    name = bookmark_name("edit", part_id)
    assert name.startswith("_kj_edit_")
    assert name.isascii()
    assert name.isidentifier()
    assert len(name) <= 40


def test_ids_that_differ_in_signs_only_have_bookmarks_of_their_own():
    assert len({bookmark_name("gen", part_id) for part_id in ("a-b", "a.b", "a/b", "a:b")}) == 4


def test_numbers_of_controls_follow_from_their_tags_and_are_unique():
    first, second = Identifiers(), Identifiers()
    assert first.control("gen", "actors") == second.control("gen", "actors")
    assert first.control_number("gen:actors") != second.control("edit", "swot")[1]
    assert first.control_number("same") != first.control_number("same")


def test_a_bookmark_is_placed_once():
    identifiers = Identifiers()
    assert identifiers.bookmark("_kj_h_1") == 1
    with pytest.raises(ValueError, match="_kj_h_1 is placed twice"):
        identifiers.bookmark("_kj_h_1")
