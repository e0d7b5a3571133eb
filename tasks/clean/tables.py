"""Types a raw table by its contract, with a finding for each cell that cannot be read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from config.contracts import Column, TableContract
from config.models import Project
from tasks.clean.cell_faults import CellFault, fault_findings
from tasks.clean.cells import CellValue, Unreadable, cell_reader, rounded_to_cents
from tasks.clean.formula_errors import is_formula_error
from tasks.clean.total_rows import without_total_rows
from tasks.collect.xlsx_marks import UNCOMPUTED
from tasks.findings import Finding
from tasks.submissions import CleanTable, RawTable

_DTYPES: Mapping[str, str] = {
    "integer": "Int64", "year": "Int64", "number": "float64", "money": "float64", "date": "datetime64[ns]",
    "boolean": "boolean",
}  # fmt: skip


def clean_table(project: Project, raw: RawTable, town: str, quarter: str) -> tuple[CleanTable, list[Finding]]:
    """Return a table with typed columns, and a finding for each cell that is missing or cannot be read.

    A cell that cannot be read is blank in the result. In a required column that is critical, so the table will be
    rejected; elsewhere it is a warning. Rows of sums are left out, and sums of money are rounded to the cent.
    """
    contract = project.tables[raw.table]
    rows, findings = without_total_rows(project, contract, raw, town, quarter)
    raw = replace(raw, frame=rows)
    columns: dict[str, pd.Series] = {}
    faults: list[CellFault] = []
    for name, column in contract.columns.items():
        dtype = pd.api.types.pandas_dtype(_DTYPES.get(column.type, "str"))
        if name not in rows:
            columns[name] = pd.Series([None] * len(rows), index=rows.index, dtype=dtype)
            continue
        texts = rows[name].tolist()
        value_of = _values(_reader(project, column), texts)
        typed = [value_of.get(text) for text in texts]
        columns[name] = pd.Series(
            [None if isinstance(value, Unreadable) else value for value in typed], index=rows.index, dtype=dtype
        )
        faults += _column_faults(name, column, texts, typed)
        if column.type == "money":
            faults += _rounded_amounts(name, texts, value_of)
    frame = pd.DataFrame(columns, index=rows.index)
    frame["source_ref"] = rows["source_ref"]
    frame["town"] = pd.Series(town, index=frame.index, dtype="str")
    frame["quarter"] = (
        pd.Series(quarter, index=frame.index, dtype="str") if "quarter" not in frame else frame["quarter"]
    )
    findings += fault_findings(project, raw, faults, town, quarter)
    return CleanTable(raw.table, frame, raw.letters, raw.origin), findings


def column_dtype(contract: TableContract, name: str) -> str:
    """Return the pandas type of a clean table's column; what the contract does not know is text."""
    column = contract.columns.get(name)
    return _DTYPES.get(column.type, "str") if column else "str"


def _reader(project: Project, column: Column) -> Callable[[str], CellValue]:
    read = cell_reader(column, project.code_lists)

    def read_any(text: str) -> CellValue:
        if text == UNCOMPUTED:
            return Unreadable("12")
        return Unreadable("09") if is_formula_error(text) else read(text)

    return read_any


def _values(read: Callable[[str], CellValue], texts: Sequence[object]) -> dict[object, CellValue]:
    """Return the value of each text; a text that holds nothing has none, as a blank cell has none."""
    values = {text: read(text) for text in dict.fromkeys(texts) if isinstance(text, str)}
    return {text: value for text, value in values.items() if value != ""}


def _column_faults(
    name: str, column: Column, texts: Sequence[object], values: Sequence[CellValue | None]
) -> Iterator[CellFault]:
    if column.required:
        for row, value in enumerate(values):
            if value is None:
                yield CellFault("CEL-001", row, name, "")
    for row, value in enumerate(values):
        if isinstance(value, Unreadable):
            yield CellFault(_message_code(value.number, required=column.required), row, name, str(texts[row]))


def _rounded_amounts(name: str, texts: Sequence[object], value_of: Mapping[object, CellValue]) -> Iterator[CellFault]:
    rounded = {text for text, value in value_of.items() if isinstance(value, float) and rounded_to_cents(str(text))}
    if rounded:
        for row, text in enumerate(texts):
            if text in rounded:
                yield CellFault("CEL-113", row, name, str(text))


def _message_code(number: str, *, required: bool) -> str:
    # A wrong check digit never rejects a table: the id is optional wherever it occurs.
    return f"CEL-{'0' if required and number != '08' else '1'}{number}"
