"""Leaves out the rows of sums that people add below their data."""

from collections.abc import Mapping, Sequence

import pandas as pd

from config.contracts import TableContract
from config.loading import TOTAL_SECTOR
from config.models import Project
from tasks.collect.characters import printable
from tasks.collect.labels import fold
from tasks.findings import Finding, Place, finding_at
from tasks.submissions import RawTable

_TOTAL_WORDS = frozenset(
    fold(word)
    for word in (
        "yhteensä", "yht.", "kaikki yhteensä", "summa", "loppusumma", "total", "totalt", "grand total", "sum",
        "sammanlagt", "summa totalt", "in total", "kokonaissumma",
    )
)  # fmt: skip
_LONGEST_WORD = 30


def without_total_rows(
    project: Project, contract: TableContract, raw: RawTable, town: str, quarter: str
) -> tuple[pd.DataFrame, list[Finding]]:
    """Return a raw table's rows without its rows of sums, and a finding for each row that was left out.

    A row of sums has a word such as `Yhteensä` in a key or code cell, or has it in any cell and no key at all. A table
    whose own code list has a total, as the key figures do, keeps all its rows.
    """
    frame = raw.frame
    code_lists = (project.code_lists[column.codes] for column in contract.columns.values() if column.codes)
    if any(TOTAL_SECTOR in codes for codes in code_lists):
        return frame, []
    columns = {name: frame[name].tolist() for name in contract.columns if name in frame}
    marks = _cells_with_total_words(columns)
    keys = [columns[name] for name in contract.key if name in columns]
    findings = []
    for row in sorted(marks):
        is_marked = any(n in contract.key or contract.columns[n].type in ("code", "code_list") for n in marks[row])
        if not is_marked and any(isinstance(key[row], str) for key in keys):
            continue
        column = marks[row][0]
        source_ref = str(frame.at[row, "source_ref"])
        cell = f"{raw.letters[column]}{source_ref.rpartition('!')[2]}"
        place = Place(town, quarter, raw.table, source_ref, cell, column, printable(str(columns[column][row])))
        findings.append((row, finding_at(place, "ROW-001", project.messages["ROW-001"])))
    if not findings:
        return frame, []
    return frame.drop(index=[row for row, _ in findings]).reset_index(drop=True), [found for _, found in findings]


def _cells_with_total_words(columns: Mapping[str, Sequence[object]]) -> dict[int, list[str]]:
    """Return the rows that hold a word for a total, each with the columns in which it stands."""
    marks: dict[int, list[str]] = {}
    for name, texts in columns.items():
        short = {text for text in set(texts) if isinstance(text, str) and len(text) < _LONGEST_WORD}
        words = {text for text in short if fold(text) in _TOTAL_WORDS}
        if words:
            for row, text in enumerate(texts):
                if text in words:
                    marks.setdefault(row, []).append(name)
    return marks
