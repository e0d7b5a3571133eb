"""Types a raw table by its contract, with a finding for each cell that cannot be read."""

from collections.abc import Mapping

import pandas as pd

from config.models import Column, Project, TableContract
from config.texts import Language, Text
from tasks.clean.cells import Unreadable, cell_reader
from tasks.findings import Finding, Place, finding_at, limit_repeats
from tasks.submissions import CleanTable, RawTable

_DTYPES: Mapping[str, str] = {
    "integer": "Int64", "year": "Int64", "number": "float64", "money": "float64", "date": "datetime64[ns]",
    "boolean": "boolean",
}  # fmt: skip
_FORMULA_ERRORS = (
    "#REF!",
    "#DIV/0!",
    "#NAME?",
    "#N/A",
    "#VALUE!",
    "#NUM!",
    "#NULL!",
    "#PUUTTUU!",
    "#ARVO!",
    "#JAKO/0!",
)
_CODES_NAMED = 12


def clean_table(project: Project, raw: RawTable, town: str, quarter: str) -> tuple[CleanTable, list[Finding]]:
    """Return a table with typed columns, and a finding for each cell that is missing or cannot be read.

    A cell that cannot be read is blank in the result. In a required column that is critical, so the table will be
    rejected; elsewhere it is a warning.
    """
    contract = project.tables[raw.table]
    columns: dict[str, pd.Series] = {}
    findings: list[Finding] = []
    for name, column in contract.columns.items():
        texts = raw.frame[name] if name in raw.frame else pd.Series(pd.NA, index=raw.frame.index, dtype="str")
        columns[name], unreadable = _typed_column(project, column, texts)
        findings += _column_findings(project, contract, name, texts, unreadable, raw, town, quarter)
    frame = pd.DataFrame(columns, index=raw.frame.index)
    frame["source_ref"] = raw.frame["source_ref"]
    frame["town"] = pd.Series(town, index=frame.index, dtype="str")
    frame["quarter"] = (
        pd.Series(quarter, index=frame.index, dtype="str") if "quarter" not in frame else frame["quarter"]
    )
    return CleanTable(raw.table, frame, raw.letters, raw.origin), limit_repeats(findings, project.messages["CEL-900"])


def column_dtype(contract: TableContract, name: str) -> str:
    """Return the pandas type of a clean table's column; what the contract does not know is text."""
    column = contract.columns.get(name)
    return _DTYPES.get(column.type, "str") if column else "str"


def _typed_column(project: Project, column: Column, texts: pd.Series) -> tuple[pd.Series, dict[str, str]]:
    """Return a column's typed values, and the texts that cannot be read with the number of their message."""
    read = cell_reader(column, project.code_lists)
    values: dict[str, object] = {}
    unreadable: dict[str, str] = {}
    for text in texts.dropna().unique():
        value = Unreadable("09") if text.strip().upper() in _FORMULA_ERRORS else read(text)
        if isinstance(value, Unreadable):
            unreadable[text] = value.number
        elif value != "":
            values[text] = value
    dtype = _DTYPES.get(column.type, "str")
    typed = pd.Series([values.get(text) for text in texts], index=texts.index, dtype=pd.api.types.pandas_dtype(dtype))
    return typed, unreadable


def _column_findings(
    project: Project,
    contract: TableContract,
    name: str,
    texts: pd.Series,
    unreadable: Mapping[str, str],
    raw: RawTable,
    town: str,
    quarter: str,
) -> list[Finding]:
    column = contract.columns[name]
    if name not in raw.frame:
        return []
    findings = []
    for row in texts.index[texts.isna()] if column.required else ():
        place = _place(raw, row, name, "", town, quarter)
        findings.append(finding_at(place, "CEL-001", project.messages["CEL-001"], column=column.label))
    for row in texts.index[texts.isin(list(unreadable))]:
        text = texts[row]
        code = _message_code(unreadable[text], required=column.required)
        findings.append(
            finding_at(
                _place(raw, row, name, text, town, quarter), code, project.messages[code],
                column=column.label, help=column.help, allowed=_allowed_words(project, column),
            )
        )  # fmt: skip
    return findings


def _message_code(number: str, *, required: bool) -> str:
    # A wrong check digit never rejects a table: the id is optional wherever it occurs.
    return f"CEL-{'0' if required and number != '08' else '1'}{number}"


def _place(raw: RawTable, row: object, name: str, text: str, town: str, quarter: str) -> Place:
    source_ref = str(raw.frame.at[row, "source_ref"])
    cell = f"{raw.letters[name]}{source_ref.rpartition('!')[2]}"
    return Place(town, quarter, raw.table, source_ref, cell, name, text[:200])


def _allowed_words(project: Project, column: Column) -> Text:
    if column.codes is None:
        return Text(fi="", sv="", en="")
    labels = list(project.code_lists[column.codes].values())

    def words(language: Language) -> str:
        named = [label.in_language(language) for label in labels[:_CODES_NAMED]]
        return ", ".join(named) + (", …" if len(labels) > _CODES_NAMED else "")

    return Text(fi=words("fi"), sv=words("sv"), en=words("en"))
