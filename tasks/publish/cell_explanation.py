"""Follows a number of a published workbook back: its formula with the numbers put in, and the rows behind it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.utils.cell import rows_from_range
from pydantic import TypeAdapter

from config.texts import LANGUAGES, Text
from tasks.assemble.calculation_sheet import SheetCell
from tasks.assemble.registry import find_deliverable
from tasks.assemble.work_list import WantedDocument, document_inputs
from tasks.findings import Finding, join_source_refs, split_source_refs
from tasks.measure.documentation import formula_parts
from tasks.measure.indicators import INDICATORS
from tasks.measure.inputs import MeasureInputs
from tasks.publish.explanation import CitedRow, UnknownValueError, cited_rows
from tasks.publish.manifest import PublishedDocument
from tasks.publish.run_records import RunRecords

ADDRESS = re.compile(r"[A-Z]{1,2}[1-9]\d*")
_RANGE = re.compile(rf"{ADDRESS.pattern}(?::{ADDRESS.pattern})?")
_CELLS = TypeAdapter(dict[str, SheetCell])


@dataclass(frozen=True)
class CellExplanation:
    """Where one number of a workbook comes from.

    Attributes:
        document: Id of the workbook's document.
        address: The cell.
        cell: The number and what gives it.
        name: What readers see its indicator called; None of a formula, and of what the configuration says.
        definition: The formula of the sheet, or the definition of the indicator; empty for the configuration.
        function: Import path of the indicator's function; empty where there is none.
        numbers: The cells of the formula with their numbers.
        is_reproduced: Whether making the workbook again from the run's own data gives the same number.
        rows: The rows that it rests on; of a formula, those of its cells.
        findings: What was found in those rows.
        run_id: The run that made the workbook.
    """

    document: str
    address: str
    cell: SheetCell
    name: Text | None
    definition: str
    function: str
    numbers: Mapping[str, str]
    is_reproduced: bool
    rows: tuple[CitedRow, ...]
    findings: tuple[Finding, ...]
    run_id: str


def read_cells(provenance: Mapping[str, object]) -> dict[str, SheetCell]:
    """Return the numbers of a workbook by address, from what was kept beside it; none of a Word document."""
    return _CELLS.validate_python(provenance.get("cells", {}))


def explain_cell(
    records: RunRecords,
    inputs: MeasureInputs,
    document: PublishedDocument,
    cells: Mapping[str, SheetCell],
    address: str,
) -> CellExplanation:
    """Return where a number of a workbook comes from.

    Args:
        records: What the run left that made it.
        inputs: The run's own data, statistics and configuration, to make the workbook again.
        document: The workbook as it was published.
        cells: Its numbers.
        address: The cell that is asked for.

    Raises:
        UnknownValueError: The cell has no number.
    """
    cell = cells.get(address)
    if cell is None:
        known = ", ".join(f"{name} ({_place(one)})" for name, one in cells.items())
        raise UnknownValueError(f"the cell {address} of {document.id} has no number; there are: {known}")
    numbers = [name for name in _named_cells(cell.formula) if name in cells]
    rows = tuple(cited_rows(records, inputs.snapshot, _rows_behind(cells, address), document.town))
    refs = {row.source_ref for row in rows}
    indicator = next((one for one in INDICATORS if one.id == cell.indicator), None)
    definition = "" if indicator is None else formula_parts(indicator.formula)["Formula"]
    return CellExplanation(
        document=document.id,
        address=address,
        cell=cell,
        name=None if indicator is None else inputs.project.indicators[indicator.id].name,
        definition=f"={cell.formula}" if cell.formula else definition,
        function="" if indicator is None else f"{indicator.formula.__module__}.{indicator.formula.__name__}",
        numbers={name: cells[name].value for name in numbers},
        is_reproduced=_made_again(records, inputs, document).get(address) == cell,
        rows=rows,
        findings=tuple(one for one in records.accepted.findings if one.source_ref in refs),
        run_id=records.manifest.run_id,
    )


def _made_again(records: RunRecords, inputs: MeasureInputs, document: PublishedDocument) -> Mapping[str, SheetCell]:
    deliverable = find_deliverable(document.deliverable)
    language = next(one for one in LANGUAGES if one == document.language)
    wanted = WantedDocument(deliverable, document.town, language)
    (given,) = document_inputs(
        inputs.project, inputs.quarter, [wanted], records.accepted, inputs.snapshot, records.values, records.changes
    )
    return {} if deliverable.write_workbook is None else deliverable.write_workbook(given)[1]


def _rows_behind(cells: Mapping[str, SheetCell], address: str) -> str:
    """Return the rows that a cell is made from, through the cells of its formula."""
    refs: dict[str, None] = {}
    seen: set[str] = set()
    waiting = [address]
    while waiting:
        name = waiting.pop()
        if name in seen or name not in cells:
            continue
        seen.add(name)
        refs |= dict.fromkeys(split_source_refs(cells[name].rows))
        waiting += _named_cells(cells[name].formula)
    return join_source_refs(refs)


def _named_cells(formula: str) -> list[str]:
    """Return the addresses that a formula names, those inside its ranges too."""
    # Texts inside a formula, such as the words of a check, are no addresses.
    ranges = _RANGE.findall(re.sub(r'"[^"]*"', "", formula))
    return [address for one in ranges for row in rows_from_range(one) for address in row]


def _place(cell: SheetCell) -> str:
    return ", ".join(part for part in (cell.label, cell.heading) if part)
