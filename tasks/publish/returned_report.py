"""What a run tells of the documents that people sent back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.assemble.documents import BuiltDocument
from tasks.assemble.returned.account import source_text, state_text
from tasks.assemble.returned.reception import waiting_text
from tasks.publish.report import run_texts
from tasks.publish.returned_files import RefusedFile


@dataclass(frozen=True)
class EditsOfRun:
    """What became of what people wrote.

    Attributes:
        rows: One row a section, change or file, for the run's table.
        problems: Sentences about what waits for people: files that are not used, and open tracked changes.
    """

    rows: tuple[dict[str, str], ...] = ()
    problems: tuple[str, ...] = ()


def edits_of_run(documents: Sequence[BuiltDocument], refused: Sequence[RefusedFile]) -> EditsOfRun:
    """Return what became of what people wrote, from the documents that they wrote in and the refused files."""
    texts = run_texts()
    rows = [row for document in documents for row in _rows_of(document)]
    rows += [_row("–", "–", texts["not_used"].format(reason=one.reason.fi), one.name) for one in refused]
    problems = [
        waiting_text(file, count).fi
        for document in documents
        for file, count in sorted(document.edits.open_changes.items())
    ]
    if refused:
        problems.append(texts["refused_files"].format(files=", ".join(one.name for one in refused)))
    return EditsOfRun(tuple(rows), tuple(problems))


def _rows_of(document: BuiltDocument) -> Iterator[dict[str, str]]:
    texts = run_texts()
    title = document.title.fi
    for file, count in sorted(document.edits.open_changes.items()):
        yield _row(title, "–", waiting_text(file, count).fi, file)
    for one in document.edits.sections:
        yield _row(title, one.title, state_text(one, "fi"), source_text(one))
    for edit in document.edits.outside:
        change = texts["outside_change"].format(was=edit.was or "–", now=edit.now or "–")
        yield _row(title, texts["edited_outside"], change, edit.file)
    for fault in document.faults_of_people:
        words = texts["faults_of_people"].get(fault.code, texts["other_fault_of_people"])
        yield _row(title, "–", texts["fault_of_people"].format(fault=words, where=fault.where), "–")


def _row(document: str, section: str, state: str, file: str) -> dict[str, str]:
    texts = run_texts()
    return {
        texts["edited_document"]: document,
        texts["edited_section"]: section,
        texts["edited_state"]: state,
        texts["edited_file"]: file,
    }
