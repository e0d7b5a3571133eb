"""The public summary of the project: the same sentences from the same numbers in every language."""

from collections.abc import Mapping

from config.texts import LANGUAGES, Language, Text
from tasks.assemble.chapter_texts import chapter_texts
from tasks.assemble.link_change_tables import CHANGE
from tasks.assemble.scope import Scope
from tasks.assemble.town_facts import Facts
from tasks.assemble.typography import format_date
from tasks.assemble.value_texts import ValueBook
from tasks.assemble.wording import read_texts

TEXTS = "public_summary.yaml"
_SENTENCES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "events": (("event_count", ""), ("event_participant_count", "")),
    "higher_education": (("hei_contact_count", ""), ("hei_institution_count", "")),
    "links": ((CHANGE, "before"), (CHANGE, "after")),
    "money": (("cost_to_date_eur", ""), ("budget_use_pct", "")),
}
"""The sentences about numbers, each with those that it names; it gives way to another where one of them is missing."""


def public_summaries(scope: Scope, report: str, outputs: Mapping[str, int]) -> list[Facts]:
    """Return the summary in each language, the document's own first: sentences, and what people wrote.

    Args:
        scope: The document.
        report: The report whose chapter `summary` people write.
        outputs: How many named outputs there are, and how many have been published or are due.
    """
    own = scope.inputs.language
    ordered = (own, *(one for one in LANGUAGES if one != own))
    texts = read_texts(TEXTS)
    return [_summary(scope, report, outputs, texts, language) for language in ordered]


def _summary(
    scope: Scope, report: str, outputs: Mapping[str, int], texts: Mapping[str, Text], language: Language
) -> Facts:
    writers = scope.inputs.project.chapter_writers(report)
    written = chapter_texts(scope, report, writers, language)["summary"]
    return {
        "language": language,
        "title": texts["title"].in_language(language),
        "invitation": texts["invitation"].in_language(language),
        "sentences": _sentences(scope, outputs, texts, language),
        **(written if isinstance(written, dict) else {}),
    }


def _sentences(scope: Scope, outputs: Mapping[str, int], texts: Mapping[str, Text], language: Language) -> list[str]:
    project = scope.inputs.project
    book = ValueBook(project, language, scope.book.town, scope.book.rows)

    def said(key: str, **words: object) -> str:
        return texts[key].in_language(language).format_map(words)

    regions = {town.region_code for town in project.towns.values()}
    sentences = [
        said(
            "goal" if len(regions) > 1 else "goal_one_region",
            project=project.identity.title.in_language(language),
            towns=len(project.towns),
            regions=len(regions),
            start=format_date(project.identity.actual_start, language),
            end=format_date(project.identity.end, language),
        ),
        said("outputs" if outputs["made_count"] else "outputs_missing", **outputs),
    ]
    if outputs["due_count"]:
        sentences.append(said("outputs_due", **outputs))
    for key, named in _SENTENCES.items():
        if all(book.number(*one) is not None for one in named):
            first, second = (book.text(*one) for one in named)
            sentences.append(said(key, first=first, second=second))
        else:
            sentences.append(said(f"{key}_missing"))
    sentences.append(said("funder", funder=project.identity.funder.in_language(language)))
    return sentences
