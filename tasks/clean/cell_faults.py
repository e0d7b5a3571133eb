"""Makes the findings about single cells; a fault that recurs all over a file is counted and located only at first."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from config.contracts import Column
from config.models import Project
from config.texts import Language, Text, number_text
from tasks.clean.cells import length_limit, rounded_to_cents
from tasks.collect.characters import printable
from tasks.findings import Finding, Place, finding_at, make_limited
from tasks.submissions import RawTable

_CODES_NAMED = 12
_OR_ANOTHER = Text(fi=" tai muu luettelon arvo", sv=" eller ett annat värde i listan", en=" or another one of the list")
_VALUE_SHOWN_LENGTH = 200


class CellFault(NamedTuple):
    """A cell that is missing, cannot be read or is not used as it is written."""

    code: str
    row: int
    column: str
    text: str


def fault_findings(
    project: Project, raw: RawTable, faults: Iterable[CellFault], town: str, quarter: str
) -> list[Finding]:
    """Return a finding for each fault; of a rule that fails over 1,000 times the first 100 and their count."""
    by_code: dict[str, list[CellFault]] = {}
    for fault in faults:
        by_code.setdefault(fault.code, []).append(fault)
    return make_limited(
        by_code.values(), lambda fault: _finding(project, raw, fault, town, quarter), project.messages["CEL-900"]
    )


def _finding(project: Project, raw: RawTable, fault: CellFault, town: str, quarter: str) -> Finding:
    column = project.tables[raw.table].columns[fault.column]
    source_ref = str(raw.frame.at[fault.row, "source_ref"])
    cell = f"{raw.letters[fault.column]}{source_ref.rpartition('!')[2]}"
    value = printable(fault.text[: 2 * _VALUE_SHOWN_LENGTH])[:_VALUE_SHOWN_LENGTH]
    place = Place(town, quarter, raw.table, source_ref, cell, fault.column, value)
    return finding_at(
        place, fault.code, project.messages[fault.code],
        column=column.label, help=column.help, allowed=_allowed_words(project.code_lists, column),
        length=number_text(len(fault.text)), limit=number_text(length_limit(column)), used=rounded_to_cents(fault.text),
    )  # fmt: skip


def _allowed_words(code_lists: Mapping[str, Mapping[str, Text]], column: Column) -> Text:
    if column.codes is None:
        return Text(fi="", sv="", en="")
    labels = list(code_lists[column.codes].values())

    def words(language: Language) -> str:
        named = [label.in_language(language) for label in labels[:_CODES_NAMED]]
        return ", ".join(named) + (_OR_ANOTHER.in_language(language) if len(labels) > _CODES_NAMED else "")

    return Text(fi=words("fi"), sv=words("sv"), en=words("en"))
