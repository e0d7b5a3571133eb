"""Turns a sheet into a raw table: finds the heading row, maps the columns, keeps each row's address."""

from dataclasses import replace

import pandas as pd

from config.contracts import TableContract
from config.models import Project
from tasks.collect.characters import printable
from tasks.collect.labels import column_by_label, column_letter, fold
from tasks.collect.sheet_notes import sheet_notes
from tasks.collect.spreadsheets import Sheet
from tasks.findings import Finding, Place, Severity, finding_at
from tasks.submissions import FileOrigin, RawTable

_HEADING_SEARCH_ROWS = 15
_HEADING_SHOWN_LENGTH = 80


def read_table(
    project: Project, contract: TableContract, sheet: Sheet, origin: FileOrigin, town: str, quarter: str
) -> tuple[RawTable | None, list[Finding]]:
    """Return a sheet's rows as a raw table, with findings about its columns and about what its sender may not see.

    The table is None when it cannot be read at all: no heading row, or no row below it.
    """
    place = Place(town, quarter, contract.id, f"{origin.name}!{sheet.name}")

    def finding(code: str, cell: str = "", **words: object) -> Finding:
        at = replace(place, cell=cell)
        return finding_at(at, code, project.messages[code], sheet=printable(sheet.name), **words)

    labels = column_by_label(contract)
    heading = _find_heading(sheet, labels)
    if heading is None:
        return None, [finding("COL-004" if any(any(row) for row in sheet.rows) else "SHE-002")]
    findings = []
    positions: dict[str, int] = {}
    for index, text in enumerate(sheet.rows[heading]):
        if not text:
            continue
        column = labels.get(fold(text))
        shown = printable(text)[:_HEADING_SHOWN_LENGTH]
        if column is None:
            findings.append(finding("COL-001", column=shown, cell=f"{column_letter(index)}{heading + 1}"))
        elif column in positions:
            findings.append(finding("COL-003", column=shown, cell=f"{column_letter(index)}{heading + 1}"))
        else:
            positions[column] = index
    for name, contract_column in contract.columns.items():
        if contract_column.required and name not in positions:
            findings.append(finding("COL-002", column=contract_column.label))
    frame = _data_rows(sheet, heading, positions, origin)
    if frame.empty and not any(f.severity is Severity.CRITICAL for f in findings):
        return None, [*findings, finding("SHE-002")]
    findings += [finding(note.code, note.cell, **note.words) for note in sheet_notes(sheet, heading, positions)]
    letters = {column: column_letter(index) for column, index in positions.items()}
    return RawTable(contract.id, frame, letters, origin), findings


def _find_heading(sheet: Sheet, labels: dict[str, str]) -> int | None:
    """Return the index of the row that has most known headings, at least two (or all that a small table has)."""
    best, best_count = None, 0
    for index, row in enumerate(sheet.rows[:_HEADING_SEARCH_ROWS]):
        known_count = len({labels[folded] for folded in map(fold, row) if folded in labels})
        if known_count > best_count:
            best, best_count = index, known_count
    return best if best_count >= min(2, len(set(labels.values()))) else None


def _data_rows(sheet: Sheet, heading: int, positions: dict[str, int], origin: FileOrigin) -> pd.DataFrame:
    rows = [(number, row) for number, row in enumerate(sheet.rows[heading + 1 :], heading + 2) if any(row)]
    columns: dict[str, list[str | None]] = {
        column: [(row[index] or None) if index < len(row) else None for _, row in rows]
        for column, index in positions.items()
    }
    columns["source_ref"] = [f"{origin.name}!{sheet.name}!{number}" for number, _ in rows]
    return pd.DataFrame(columns, dtype="str")
