"""What is wrong with the templates of documents before any town's data meets them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from config.texts import Language
from config.yaml_text import read_yaml
from tasks.assemble.calculation_sheet import workbook_defects
from tasks.assemble.documents import assemble_model
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.narrative import NarrativeError, undefined_names
from tasks.assemble.quality import check_document
from tasks.assemble.registry import Deliverable
from tasks.assemble.word import write_document
from tasks.assemble.wording import CAPTIONS_FILE, TEMPLATES

_TAG = re.compile(r"\{[%{#].*?[%}#]\}|\{\w+\}|^:::.*")
_WORD = re.compile(r"[^\W\d_]{4,}")
_WORDS_OF_A_SENTENCE = 3


def document_problems(documents: Sequence[tuple[Deliverable, DocumentInputs]]) -> Iterator[str]:
    """Yield what keeps sample documents from being written or published: deliverable, template, line, town, problem.

    Undefined names, missing captions and styles, missing alternative texts, and faults of structure.
    """
    linted: set[tuple[str, Language]] = set()
    for deliverable, inputs in documents:
        place = f"{deliverable.id} ({inputs.town}, {inputs.language})"
        try:
            if (deliverable.id, inputs.language) not in linted:
                linted.add((deliverable.id, inputs.language))
                folder = TEMPLATES / deliverable.template_folder / inputs.language
                for name, line, word in undefined_names(folder, inputs.language, deliverable.build(inputs).data):
                    yield f"{place} {name}:{line}: '{word}' is not defined"
            if deliverable.write_workbook is not None:
                yield from (f"{place}: {defect}" for defect in workbook_defects(deliverable.write_workbook(inputs)[0]))
                continue
            content = write_document(assemble_model(deliverable, inputs)[0])
        except NarrativeError as error:
            yield str(error)
        except (LookupError, ValueError) as error:
            yield f"{place}: {type(error).__name__}: {error}"
        else:
            yield from (f"{place}: {defect}" for defect in check_document(content))


def translation_problems(deliverables: Sequence[Deliverable]) -> Iterator[str]:
    """Yield the texts of documents in several languages that one language lacks or has in another's words."""
    for deliverable in deliverables:
        languages = tuple(dict.fromkeys((*deliverable.languages, *deliverable.own_languages)))
        folders = {language: TEMPLATES / deliverable.template_folder / language for language in languages}
        first, *others = ((language, _texts(folder)) for language, folder in folders.items())
        for language, texts in others:
            place = f"{deliverable.id} ({language})"
            yield from (f"{place} {key}: there is no such text" for key in first[1] if key not in texts)
            yield from (f"{place} {key}: '{first[0]}' has no such text" for key in texts if key not in first[1])
            for key, text in texts.items():
                for sentence in sorted(_sentences(text) & _sentences(first[1].get(key, ""))):
                    yield f"{place} {key}: not translated: {sentence[:60]}"


def _texts(folder: Path) -> dict[str, str]:
    """Return the templates of a folder by name, and its captions by dotted key."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.j2"))}
    captions = folder / CAPTIONS_FILE
    return texts | (dict(_flat(CAPTIONS_FILE, read_yaml(captions.read_text("utf-8")))) if captions.exists() else {})


def _flat(key: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _flat(f"{key}.{name}", inner)
    else:
        yield key, str(value)


def _sentences(text: str) -> set[str]:
    lines = {_TAG.sub("", line).strip() for line in text.splitlines()}
    return {line for line in lines if len(_WORD.findall(line)) >= _WORDS_OF_A_SENTENCE}
