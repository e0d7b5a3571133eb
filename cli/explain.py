"""The command that follows a number of a document back to the cells it came from."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import click
from pydantic import TypeAdapter
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.choices import check_known, read_quarter
from cli.embedded_s3 import storage_for
from cli.errors import UnknownChoiceError
from config.loading import current_project
from config.models import Project
from config.settings import Settings
from tasks.assemble.value_texts import value_id
from tasks.findings import NETWORK, Finding, join_source_refs
from tasks.measure.changes import Change
from tasks.measure.inputs import MeasureInputs
from tasks.measure.measurement import Argument
from tasks.measure.values import Status
from tasks.publish.cell_explanation import ADDRESS, CellExplanation, explain_cell, read_cells
from tasks.publish.documents import json_bytes, read_manifest
from tasks.publish.explanation import CitedRow, Explanation, UnknownValueError, explain_value
from tasks.publish.manifest import Manifest, PublishedDocument
from tasks.publish.past import read_publications
from tasks.publish.run_records import RunRecords, read_run_records
from tasks.reference.snapshot import REFERENCE_PREFIX, read_snapshot
from tasks.storage import ObjectMissingError, Store

OTHER_VALUE = "ANOTHER value: code or settings have changed since"
ROWS_SHOWN = 12
NUMBERS_SHOWN = 12


def explain_number(town: str, quarter: str, printed_id: str, document: str | None, *, as_json: bool) -> int:
    """Print where a number comes from and return the exit code."""
    project = current_project()
    reported = str(read_quarter(project, quarter))
    check_known("town", [town], [*project.towns, NETWORK])
    with storage_for(Settings()) as store:
        manifest, _ = read_manifest(store, reported)
        if manifest is None:
            raise UnknownChoiceError(f"nothing has been published for {reported}; run the quarter first")
        explanation = explain_published(project, store, manifest, town, printed_id, document)
    if as_json:
        click.echo(json_bytes(TypeAdapter(type(explanation)).dump_python(explanation, mode="json")).decode())
    elif isinstance(explanation, CellExplanation):
        _print_cell(explanation)
    else:
        _print(project, explanation)
    return 0


def explain_published(
    project: Project, store: Store, manifest: Manifest, town: str, printed_id: str, document: str | None
) -> Explanation | CellExplanation:
    """Return where a number of a quarter's published documents comes from, or a cell of a published workbook.

    Args:
        project: The configuration.
        store: The bucket.
        manifest: What was published for the quarter.
        town: The town of the document that prints the number, or `network`.
        printed_id: The number's id, or the address of a cell of a workbook.
        document: The document that prints it; if none is named, any of the town's, else the newest run's.

    Raises:
        UnknownChoiceError: There is no such document or number, or the run's records are gone.
    """
    if document is not None:
        check_known("document", [document], [one.id for one in manifest.documents])
    printing = [one for one in manifest.documents if one.id == document or (document is None and one.town == town)]
    workbooks = [one for one in printing if one.key.endswith(".xlsx")] if ADDRESS.fullmatch(printed_id) else []
    run_id, document_id = (printing[0].run_id, printing[0].id) if printing else (manifest.run_id, "")
    try:
        if workbooks:
            return _explain_cell(project, store, workbooks[0], printed_id)
        return _explain_from(project, store, run_id, town, printed_id, document_id)
    except ObjectMissingError as error:
        raise UnknownChoiceError(
            f"the records of the run {run_id} are not in the bucket any more; run the quarter again ({error})"
        ) from error
    except UnknownValueError as error:
        raise UnknownChoiceError(str(error)) from error


def _explain_cell(project: Project, store: Store, document: PublishedDocument, address: str) -> CellExplanation:
    records = read_run_records(project, store, document.run_id)
    cells = read_cells(json.loads(store.get(document.provenance_key)))
    return explain_cell(records, run_inputs(project, store, records), document, cells, address)


def _explain_from(
    project: Project, store: Store, run_id: str, town: str, printed_id: str, document_id: str = ""
) -> Explanation:
    """Return where a number of a run comes from, and of a change also the value of the earlier quarter."""
    records = read_run_records(project, store, run_id)
    try:
        explained = explain_value(records, run_inputs(project, store, records), town, printed_id, document_id)
    except UnknownValueError:
        earlier = _of_earlier_quarter(records.manifest, town, printed_id)
        if earlier is None:
            raise
        return _explain_from(project, store, earlier.run_id, town, earlier.printed_id)
    change, value = explained.change, explained.value
    if change is None:
        return explained
    base = next(
        one
        for one in records.manifest.compared_with
        if (one.quarter, one.document) == (change.base_quarter, change.document)
    )
    earlier_id = value_id(value.indicator, value.dimension, "" if value.town == town else value.town)
    return replace(explained, earlier=_explain_from(project, store, base.runs[value.town], town, earlier_id))


@dataclass(frozen=True)
class _EarlierNumber:
    """A number of a published quarter: the run that measured it, and its id there."""

    run_id: str
    printed_id: str


def _of_earlier_quarter(manifest: Manifest, town: str, printed_id: str) -> _EarlierNumber | None:
    """Return the number of an earlier quarter that an id such as `actor_count.2021Q4` names, or None."""
    name, _, quarter = re.sub(r"#\d+$", "", printed_id).rpartition(".")
    runs = next((one.runs for one in manifest.earlier_quarters if one.quarter == quarter), {})
    return _EarlierNumber(runs[town], name) if town in runs else None


def run_inputs(project: Project, store: Store, records: RunRecords) -> MeasureInputs:
    """Return a run's data with the very statistics that it used, though newer ones may have come since."""
    files = {
        stored.key: store.get(stored.key, stored.version_id)
        for name in records.manifest.snapshots
        for stored in store.list_objects(f"{REFERENCE_PREFIX}{name}/")
    }
    quarter = read_quarter(project, records.manifest.quarter)
    publications = read_publications(project, store, records.manifest.published_before)
    return MeasureInputs(project, quarter, records.accepted, read_snapshot(files, quarter), publications)


def _print(project: Project, explanation: Explanation) -> None:
    value = explanation.value
    place = project.towns[value.town].name.fi if value.town in project.towns else value.town
    title = " ".join(part for part in (value.indicator, value.dimension) if part)
    heading = f"{title}, {place}, {value.quarter}: {explanation.name.en}"
    _print_parts(heading, _facts(explanation), explanation.rows, explanation.findings)
    if explanation.earlier is not None:
        _print(project, explanation.earlier)


def _print_cell(explanation: CellExplanation) -> None:
    cell = explanation.cell
    heading = ", ".join(
        part for part in (f"{explanation.document} {explanation.address}", cell.label, cell.heading) if part
    )
    numbers = ", ".join(f"{address}={number}" for address, number in explanation.numbers.items())
    checked = "the same value" if explanation.is_reproduced else OTHER_VALUE
    is_configured = not (cell.formula or cell.indicator or cell.rows)
    facts = [
        ("Value", cell.value),
        (
            "Formula",
            explanation.definition or ("a setting of the project, or its application" if is_configured else ""),
        ),
        ("Numbers put in", numbers),
        ("Defined as", "" if explanation.name is None else f"{cell.indicator}: {explanation.name.en}"),
        ("Function", explanation.function),
        ("Made again", checked),
        ("Rows", join_source_refs(row.source_ref for row in explanation.rows)),
        ("Run", explanation.run_id),
    ]
    _print_parts(heading, facts, explanation.rows, explanation.findings)


def _print_parts(
    heading: str, facts: Sequence[tuple[str, str]], rows: Sequence[CitedRow], findings: Sequence[Finding]
) -> None:
    console = Console(highlight=False, markup=False)
    console.print(Text(heading, style="bold"))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, words in facts:
        if words:
            grid.add_row(label, Text(words))
    console.print(grid)
    if rows:
        console.print(_rows_table(rows))
        if len(rows) > ROWS_SHOWN:
            console.print(f"... and {len(rows) - ROWS_SHOWN} more rows; --json lists them all.")
    for finding in findings:
        console.print(Text(f"{finding.code} {finding.source_ref} {finding.cell}: {finding.message.en}", style="yellow"))


def _facts(explanation: Explanation) -> list[tuple[str, str]]:
    value = explanation.value
    interval = "" if value.lower is None or value.upper is None else f"{value.lower:.10g} to {value.upper:.10g}"
    number = f"{value.value:.10g}" if value.status is Status.OK else f"{value.status} ({value.reason})"
    change = explanation.change
    call = ", ".join(f"{name}={_shown(argument)}" for name, argument in explanation.arguments.items())
    checked = "the same value" if explanation.is_reproduced else OTHER_VALUE
    return [
        ("Value", f"{number} {value.unit}" if value.status is Status.OK else number),
        ("Interval", interval),
        ("Change", "" if change is None else _change_words(change)),
        ("Observations", "" if value.n is None else str(value.n)),
        ("Formula", explanation.formula),
        ("Numbers put in", f"{explanation.function}({call})" if call else ""),
        ("Measured again", checked),
        ("Variant", value.variant),
        ("Rows", value.source),
        *(("Statistics", f"{d.name}: {d.source.en} ({d.licence}), SHA-256 {d.sha256}") for d in explanation.datasets),
        ("Run", explanation.run_id),
    ]


def _change_words(change: Change) -> str:
    words = f"from {change.was:.10g}" if change.was is not None else f"from {change.was_status}"
    if change.difference is not None:
        words += f" by {change.difference:+.10g}"
    if change.difference_lower is not None and change.difference_upper is not None:
        words += f" (95 % interval {change.difference_lower:.10g} to {change.difference_upper:.10g})"
    if change.first_published is not None:
        words += f"; {change.first_published:.10g} was published first"
    return f"{words} since {change.base_quarter}: {change.kind}"


def _shown(argument: Argument) -> str:
    if isinstance(argument, float):
        return f"{argument:.10g}"
    if isinstance(argument, tuple):
        more = f", ... {len(argument)} in all" if len(argument) > NUMBERS_SHOWN else ""
        return f"[{', '.join(_shown(part) for part in argument[:NUMBERS_SHOWN])}{more}]"
    return str(argument)


def _rows_table(rows: Sequence[CitedRow]) -> Table:
    table = Table(show_lines=True, expand=True)
    for heading in ("Row", "File version", "Cells"):
        table.add_column(heading, overflow="fold", ratio=1 if heading != "Cells" else 2)
    for row in rows[:ROWS_SHOWN]:
        cells = ", ".join(f"{name}={cell}" for name, cell in row.cells.items())
        corrected = f"\n{row.correction_count} corrected by the project" if row.correction_count else ""
        version = f"{row.file_key} {row.file_version_id}".strip() or row.table
        table.add_row(Text(row.source_ref), Text(version), Text(f"{cells}{corrected}" or "not shown"))
    return table
