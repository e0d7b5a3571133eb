"""A deliverable says the same in each of its languages: same texts, same structure, the language's own numbers."""

import re

import pytest
import yaml

from tasks.assemble.registry import DELIVERABLES
from tasks.assemble.wording import CAPTIONS_FILE, SHARED_FOLDER, TEMPLATES

IN_SEVERAL = [
    (deliverable.template_folder, language)
    for deliverable in DELIVERABLES
    for language in (*deliverable.languages, *deliverable.own_languages)
    if language != "fi"
]
# Words that every running text of the language has some of, and the other languages do not.
TELLING = {"fi": {"ja", "ei", "sekä"}, "sv": {"och", "är", "som"}, "en": {"and", "the", "is"}}


def keys(texts, above=""):
    """Return the dotted keys of texts, with what each is made of: its placeholders, or its number of items."""
    found = {}
    for name, text in texts.items():
        key = f"{above}{name}"
        if isinstance(text, dict):
            found |= keys(text, f"{key}.")
        elif isinstance(text, list):
            found[key] = len(text) if key.startswith("tables.") else "list"
        else:
            found[key] = frozenset(re.findall(r"{(\w+)}", str(text)))
    return found


def captions(folder, language):
    return yaml.safe_load((TEMPLATES / folder / language / CAPTIONS_FILE).read_text("utf-8"))


def template_text(folder, language):
    return "\n".join(path.read_text("utf-8") for path in sorted((TEMPLATES / folder / language).glob("*.md.j2")))


@pytest.mark.parametrize(("folder", "language"), [(SHARED_FOLDER, "sv"), (SHARED_FOLDER, "en"), *IN_SEVERAL])
def test_the_short_texts_of_a_language_are_those_of_the_finnish_one(folder, language):
    assert keys(captions(folder, language)) == keys(captions(folder, "fi"))


@pytest.mark.parametrize(("folder", "language"), IN_SEVERAL)
def test_the_templates_of_a_language_place_the_same_things_in_the_same_order(folder, language):
    """Headings, boxes, tables, charts, sections and the numbers in the text."""
    placed = r"^#+ |^::: \w+(?: \w+)?|value\([^)]*\)|ref\([^)]*\)|chapter=\"\w+\"|need=\[[^]]*\]"
    assert re.findall(placed, template_text(folder, language), re.M) == re.findall(
        placed, template_text(folder, "fi"), re.M
    )
    names = [[path.name for path in sorted((TEMPLATES / folder / one).glob("*.j2"))] for one in ("fi", language)]
    assert names[0] == names[1]


@pytest.mark.parametrize(("folder", "language"), IN_SEVERAL)
def test_no_text_was_left_in_another_language(folder, language):
    spoken = re.sub(r"{[{%#].*?[}%#]}", " ", template_text(folder, language), flags=re.S)
    words = set(re.findall(r"[^\W\d_]+", " ".join([spoken, *_texts(captions(folder, language))]).lower()))
    assert words & TELLING[language]
    for other in set(TELLING) - {language}:
        assert not words & TELLING[other], f"{other} words in the {language} templates of {folder}"


@pytest.mark.parametrize(("folder", "language"), [(one.template_folder, "fi") for one in DELIVERABLES] + IN_SEVERAL)
def test_numbers_and_dates_go_through_the_filters_of_the_language(folder, language):
    """A decimal point, a thousands comma or a written date in a template would be wrong in one of the languages."""
    text = re.sub(r"{[{%#].*?[}%#]}", " ", template_text(folder, language), flags=re.S)
    assert re.findall(r"\b\d+[.,]\d{3}\b|\b\d+\.\d+\b(?!\.)", text) == []


def _texts(texts):
    for text in texts.values():
        if isinstance(text, dict):
            yield from _texts(text)
        elif isinstance(text, list):
            yield from map(str, text)
        else:
            yield str(text)
