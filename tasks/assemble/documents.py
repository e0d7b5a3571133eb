"""From a deliverable and its inputs to the bytes of a Word document, or of a workbook."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from config.texts import Text
from tasks.assemble.blocks import DocumentModel
from tasks.assemble.calculation_sheet import SheetCell
from tasks.assemble.defects import Defect
from tasks.assemble.draft import with_missing_basis
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.narrative import render_blocks
from tasks.assemble.provenance import trace_document
from tasks.assemble.registry import Deliverable, document_id
from tasks.assemble.returned.outcome import NO_EDITS, Decisions
from tasks.assemble.returned.sent_back import write_with_edits
from tasks.assemble.wording import template_folders


@dataclass(frozen=True)
class BuiltDocument:
    """A document that was assembled.

    Attributes:
        id: Stable name, `<deliverable>_<town>_<language>`.
        file_name: Name of its file.
        title: Its title in all languages.
        content: The Word file or the workbook.
        provenance: Leads every printed number back to its cells; plain data for JSON.
        gaps: What is missing in it.
        dated: The day that its file gives as its creation.
        layout_program: What the page numbers of its contents come from; empty while they have none.
        unpaged_sha256: Digest of the Word file before it had page numbers; empty while it has none.
        pdf: The same as an accessible PDF; empty where none was made.
        edits: What became of the texts that people wrote in it.
        faults_of_people: What keeps some readers from parts that people wrote; it is told, and stops nothing.
    """

    id: str
    file_name: str
    title: Text
    content: bytes
    provenance: dict[str, object]
    gaps: tuple[Text, ...]
    dated: dt.date
    layout_program: str = ""
    unpaged_sha256: str = ""
    pdf: bytes = b""
    edits: Decisions = NO_EDITS
    faults_of_people: tuple[Defect, ...] = ()

    @property
    def is_word(self) -> bool:
        """Whether it is a Word file, which has pages and can be edited and compared."""
        return self.file_name.endswith(".docx")


def build_document(deliverable: Deliverable, inputs: DocumentInputs) -> BuiltDocument:
    """Return a deliverable as a Word document, or as a workbook where it is one; equal inputs give equal bytes.

    Raises:
        NarrativeError: A template names something that does not exist: a defect.
    """
    if deliverable.write_workbook is not None:
        return _build_workbook(deliverable, inputs, deliverable.write_workbook)
    model, provenance, title, gaps = assemble_model(deliverable, inputs)
    content, edits, faults = write_with_edits(model, inputs.sent_back)
    return BuiltDocument(
        id=document_id(deliverable, inputs.town, inputs.language),
        file_name=_file_name(deliverable, inputs, "docx"),
        title=title,
        content=content,
        provenance=provenance,
        gaps=gaps,
        dated=model.dated,
        edits=edits,
        faults_of_people=faults,
    )


def _build_workbook(
    deliverable: Deliverable,
    inputs: DocumentInputs,
    write: Callable[[DocumentInputs], tuple[bytes, dict[str, SheetCell]]],
) -> BuiltDocument:
    draft = with_missing_basis(deliverable.build(inputs), inputs)
    content, cells = write(inputs)
    return BuiltDocument(
        id=document_id(deliverable, inputs.town, inputs.language),
        file_name=_file_name(deliverable, inputs, "xlsx"),
        title=draft.title,
        content=content,
        provenance={**trace_document(draft, ()), "cells": {address: vars(cell) for address, cell in cells.items()}},
        gaps=draft.gaps,
        dated=inputs.quarter.last_day,
    )


def _file_name(deliverable: Deliverable, inputs: DocumentInputs, suffix: str) -> str:
    stem = f"{deliverable.id}_{inputs.town}_{inputs.quarter}_{inputs.language}"
    return f"{inputs.work_package.lower()}_{stem}.{suffix}"


def assemble_model(
    deliverable: Deliverable, inputs: DocumentInputs
) -> tuple[DocumentModel, dict[str, object], Text, tuple[Text, ...]]:
    """Return a document before it is Word, with its provenance, title and gaps."""
    draft = with_missing_basis(deliverable.build(inputs), inputs)
    *above, folder = template_folders(deliverable.template_folder, inputs.language)
    blocks = render_blocks(
        folder,
        draft.data,
        draft.parts,
        inputs.language,
        deliverable=deliverable.id,
        town=inputs.town,
        above=above[0] if above else None,
    )
    properties = (
        ("deliverable", deliverable.id),
        ("town", inputs.town),
        ("quarter", str(inputs.quarter)),
        ("language", inputs.language),
        ("inputs_digest", inputs.inputs_digest),
        ("configuration_digest", inputs.project.digest),
    )
    model = DocumentModel(cover=draft.cover, blocks=blocks, properties=properties, dated=inputs.quarter.last_day)
    return model, trace_document(draft, blocks), draft.title, draft.gaps
