"""What the lint of the templates finds before any town's data meets them."""

from dataclasses import replace

import pytest

from tasks.assemble.registry import find_deliverable
from tasks.assemble.template_lint import document_problems, translation_problems
from tests.golden.invented_quarter import document_inputs

PICTURE = find_deliverable("situation_picture")
SHEET = find_deliverable("invest_in")


def picture_of(tmp_path, template):
    (tmp_path / "fi").mkdir()
    (tmp_path / "fi" / "10_text.md.j2").write_text(template, encoding="utf-8")
    return replace(PICTURE, template_folder=str(tmp_path))


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("# Luku\n\n{% if false %}{{ twon }}{% endif %}\n", "fi) 10_text.md.j2:3: 'twon' is not defined"),
        ("# Luku\n\n{{ place.nominativ }}\n", "situation_picture, 10_text.md.j2, line 3, esimerkkila: "),
        ("# Luku\n\n::: table nothing\n:::\n", "situation_picture, 10_text.md.j2, line 3, esimerkkila: "),
        ("# Luku\n\n### Alaluku\n", "situation_picture (esimerkkila, fi): heading-skipped (Alaluku)"),
    ],
    ids=["a name in a branch that is never reached", "a missing attribute", "a missing table", "a skipped level"],
)
def test_a_fault_is_told_with_deliverable_template_line_and_town(tmp_path, template, problem):
    found = list(document_problems([(picture_of(tmp_path, template), document_inputs("esimerkkila"))]))
    assert len(found) == 1
    assert problem in found[0]


def test_names_that_a_template_sets_or_hands_on_are_defined(tmp_path):
    template = "# Luku\n\n{% set words = 'sana' %}{% with more=words %}{{ more }}{% endwith %}\n"
    documents = [(picture_of(tmp_path, template), document_inputs("esimerkkila"))]
    assert list(document_problems(documents)) == []


def sheet_of(tmp_path, swedish):
    finnish = {
        "10_sheet.md.j2": "# Otsikko\n\nKaupunki tarjoaa tontteja yrityksille.\n",
        "captions.yaml": "title: Esite\n",
    }
    for language, files in (("fi", finnish), ("sv", finnish | swedish)):
        (tmp_path / language).mkdir()
        for name, text in files.items():
            if text:
                (tmp_path / language / name).write_text(text, encoding="utf-8")
    return replace(SHEET, template_folder=str(tmp_path), languages=("fi", "sv"))


@pytest.mark.parametrize(
    ("swedish", "problems"),
    [
        ({"10_sheet.md.j2": "# Rubrik\n\nStaden erbjuder tomter åt företag.\n"}, []),
        ({}, ["invest_in (sv) 10_sheet.md.j2: not translated: Kaupunki tarjoaa tontteja yrityksille."]),
        ({"10_sheet.md.j2": ""}, ["invest_in (sv) 10_sheet.md.j2: there is no such text"]),
        (
            {"10_sheet.md.j2": "# Rubrik\n", "captions.yaml": "titel: Broschyr\n"},
            [
                "invest_in (sv) captions.yaml.title: there is no such text",
                "invest_in (sv) captions.yaml.titel: 'fi' has no such text",
            ],
        ),
    ],
    ids=["translated", "the same sentence", "no template", "another key"],
)
def test_what_one_language_lacks_or_has_in_anothers_words_is_told(tmp_path, swedish, problems):
    assert list(translation_problems([sheet_of(tmp_path, swedish)])) == problems
