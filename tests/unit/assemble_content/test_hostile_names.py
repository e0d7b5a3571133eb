"""Names and texts that look like markup are printed as they were typed, and open no control."""

import pytest

from tasks.assemble.documents import build_document
from tasks.assemble.outline import outline
from tasks.assemble.quality import check_document
from tasks.assemble.registry import find_deliverable
from tests.golden.invented_quarter import document_inputs
from tests.golden.invented_submissions import ESIMERKKILA, SENT

NAMES = ("A*B Oy", "1. Konepaja Oy", "[x](http://y)", "[[val:x|1]]", "::: edit", "# Otsikko Oy", "{{ value }} Oy")


@pytest.fixture(scope="module")
def outline_with_hostile_names():
    header = "actor_id | name | helix | actor_type | primary_sector | role | name_is_public"
    actors = [f"esimerkkila-{n:03} | {name} | business | sme | metsa | anchor | true" for n, name in enumerate(NAMES)]
    # The separator of the text tables cannot stand in a cell, so the name with one is put in afterwards.
    text = "\n".join([header, *(line.replace("[[val:x|1]]", "VALUE") for line in actors)])
    links = "from_id | to_id | link_type | intensity\n" + "\n".join(
        f"esimerkkila-000 | esimerkkila-{n:03} | rdi | 1" for n in range(1, len(NAMES))
    )
    town = {**ESIMERKKILA, "actors": text, "links": links}
    inputs = document_inputs("esimerkkila", {**SENT, "esimerkkila": town})
    frame = inputs.accepted.tables["actors"]
    frame.loc[frame["name"] == "VALUE", "name"] = "[[val:x|1]]"
    content = build_document(find_deliverable("situation_picture"), inputs).content
    assert check_document(content) == []
    return outline(content)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_looks_like_markup_is_printed_literally(outline_with_hostile_names, name):
    assert name in outline_with_hostile_names


def test_a_name_cannot_forge_a_number_or_a_section(outline_with_hostile_names):
    assert "‹val:x›" not in outline_with_hostile_names
    assert outline_with_hostile_names.count("{edit:") == 13


def test_a_partner_text_cannot_open_a_section_or_forge_a_number():
    text = "Ensin tämä ::: edit oma ja # otsikko ja {{ value }}."
    narratives = f"""
        report            | chapter | language | text   | author_role | state
        situation_picture | actors  | fi       | {text} | Johtaja     | approved
    """
    town = {**ESIMERKKILA, "narratives": narratives}
    inputs = document_inputs("esimerkkila", {**SENT, "esimerkkila": town})
    assert text in outline(build_document(find_deliverable("situation_picture"), inputs).content)
