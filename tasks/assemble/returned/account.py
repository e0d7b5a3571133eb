"""What a document says at its end of the texts that were carried into it, and the texts that have no place any more."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from config.quarters import Quarter
from config.texts import Language
from tasks.assemble.blocks import (
    Block,
    Cell,
    DocumentModel,
    Editable,
    Heading,
    Paragraph,
    Run,
    Table,
    TableColumn,
)
from tasks.assemble.returned.outcome import Decisions, SectionDecision, SectionState
from tasks.assemble.returned.reception import returned_texts


def with_account(model: DocumentModel, decisions: Decisions) -> DocumentModel:
    """Return a document that says at its end what became of people's texts, with a place for each that has no other."""
    return replace(model, blocks=(*model.blocks, *_blocks(decisions, model.cover.language)))


def state_text(decision: SectionDecision, language: Language) -> str:
    """Return what became of a section, in words."""
    texts = _texts()
    sentences = [texts["states"][str(decision.state)][language]]
    sentences += [texts["doubled"][language]] if decision.is_doubled else []
    sentences += [texts["recovered"][language]] if decision.is_recovered else []
    if decision.state is not SectionState.REPLACED:
        sentences += [texts["other"][language].format(file=other.file) for other in decision.others]
    sentences += [texts["typed_over"][language].format(value=value) for value in decision.overridden.values()]
    return " ".join(sentences)


def source_text(decision: SectionDecision) -> str:
    """Return where a section's text comes from: the name of a file, or an earlier quarter."""
    if decision.state in (SectionState.EARLIER, SectionState.REPLACED):
        return Quarter.parse(decision.file).label
    return decision.file


def _blocks(decisions: Decisions, language: Language) -> Iterator[Block]:
    texts = _texts()
    orphans = [one for one in decisions.sections if one.state is SectionState.ORPHANED]
    if orphans:
        yield Heading(1, (Run(texts["kept_heading"][language]),), numbered=False)
        yield Paragraph((Run(texts["kept_introduction"][language]),))
        for one in orphans:
            yield Heading(2, (Run(one.title),), numbered=False)
            yield Editable(one.section, one.title, ())
    if decisions.sections or decisions.outside:
        yield Heading(1, (Run(texts["heading"][language]),), numbered=False)
        yield Paragraph((Run(texts["introduction"][language]),))
    if decisions.sections:
        rows = [(one.title, state_text(one, language), source_text(one)) for one in decisions.sections]
        yield _table("edited_texts", "caption", (("section", 1.2), ("state", 2.6), ("file", 1.2)), rows, language)
    if decisions.outside:
        nothing = texts["nothing"][language]
        rows = [(one.was or nothing, one.now or nothing, one.file) for one in decisions.outside]
        yield _table("outside_edits", "outside_caption", (("was", 2), ("now", 2), ("file", 1)), rows, language)


def _table(
    table_id: str,
    caption: str,
    columns: tuple[tuple[str, float], ...],
    rows: list[tuple[str, str, str]],
    language: Language,
) -> Table:
    texts = _texts()
    return Table(
        table_id,
        texts[caption][language],
        tuple(TableColumn(texts["columns"][name][language], width=width) for name, width in columns),
        tuple(tuple(Cell(text) for text in row) for row in rows),
        texts["source"][language],
        texts["introduction"][language],
    )


def _texts() -> Mapping[str, Any]:
    texts: Mapping[str, Any] = returned_texts()["account"]
    return texts
