"""Follows a number back: its formula with the numbers put in, and the rows, files and statistics behind it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from config.texts import Text
from tasks.assemble.value_texts import CHANGE_PARTS, find_printed, read_value_book
from tasks.findings import NETWORK, Finding, split_source_refs
from tasks.measure.changes import Change, changes_of_document
from tasks.measure.documentation import formula_parts
from tasks.measure.indicators import INDICATORS
from tasks.measure.inputs import MeasureInputs
from tasks.measure.measurement import Argument, Row
from tasks.measure.quarter import unit_rows
from tasks.measure.values import IndicatorValue, Status
from tasks.publish.run_records import RunRecords
from tasks.reference.snapshot import ReferenceSnapshot
from tasks.submissions import AcceptedData, FileOrigin

_ADDED_COLUMNS = ("source_ref", "town", "quarter")


class UnknownValueError(Exception):
    """No such value was measured; the text says which of the kind there are."""


@dataclass(frozen=True)
class CitedRow:
    """One row that a number rests on.

    Attributes:
        source_ref: `workbook!sheet!row`, or `dataset!file!row` of official statistics.
        table: Machine name of the table, or name of the dataset.
        file_key: Key of the workbook in the bucket; empty for statistics.
        file_version_id: Its version that was read.
        cells: The row's cells that are not blank, by machine name; of a value that is not published, none.
        correction_count: How many of its cells the project itself corrected.
    """

    source_ref: str
    table: str
    file_key: str
    file_version_id: str
    cells: Mapping[str, str]
    correction_count: int


@dataclass(frozen=True)
class CitedDataset:
    """A dataset of the official statistics that a number is compared with."""

    name: str
    title: Text
    source: Text
    licence: str
    retrieved: str
    sha256: str


@dataclass(frozen=True)
class Explanation:
    """Where one number comes from.

    Attributes:
        value: The row of `indicator_values`.
        part: Which part of it was asked for, as of `find_printed`.
        name: What readers see the indicator called.
        reading: How it is read.
        formula: Its definition.
        function: Import path of the function that computes it.
        arguments: The numbers that the function was given; none when the value is not published.
        is_reproduced: Whether measuring the run's own data again gives the same value.
        rows: The rows that it rests on.
        findings: What was found in those rows.
        datasets: The statistics in its denominator or its rows.
        run_id: The run that measured it.
        change: How it changed since the newest earlier quarter, where a part of the change was asked for.
        earlier: Then also where the value of that quarter comes from.
    """

    value: IndicatorValue
    part: str
    name: Text
    reading: Text
    formula: str
    function: str
    arguments: Mapping[str, Argument]
    is_reproduced: bool
    rows: tuple[CitedRow, ...]
    findings: tuple[Finding, ...]
    datasets: tuple[CitedDataset, ...]
    run_id: str
    change: Change | None = None
    earlier: "Explanation | None" = None


def explain_value(
    records: RunRecords, inputs: MeasureInputs, town: str, printed_id: str, document_id: str = ""
) -> Explanation:
    """Return where a number of a run comes from.

    Args:
        records: What the run left.
        inputs: The run's own data, statistics and configuration, to be measured again.
        town: The town of the document that prints the number, or `network`.
        printed_id: The number's id as documents carry it in their controls:
            `<indicator>[.<dimension>][.<part>][@<town>]`.
        document_id: The document that prints it, whose own base its changes are told since.

    Raises:
        UnknownValueError: The run has no such value.
    """
    project, snapshot = inputs.project, inputs.snapshot
    book = read_value_book(records.values, project, "fi", town, changes_of_document(records.changes, town, document_id))
    # A number that a document prints twice is told apart there by `#2`.
    found = find_printed(book, re.sub(r"^val:|#\d+$", "", printed_id))
    if found is None:
        raise UnknownValueError(_what_there_is(records.values, town, printed_id))
    value, part = found
    indicator = next(one for one in INDICATORS if one.id == value.indicator)
    measured = next((row for row in unit_rows(inputs, indicator, value.town) if row.dimension == value.dimension), None)
    is_published = value.status is not Status.SUPPRESSED
    rows = tuple(cited_rows(records, snapshot, value.source, value.town, shows_cells=is_published))
    refs = {row.source_ref for row in rows}
    text = project.indicators[value.indicator]
    names = {value.reference_snapshot, *(row.table for row in rows)}
    return Explanation(
        value=value,
        part=part,
        name=text.name,
        reading=text.reading,
        formula=formula_parts(indicator.formula)["Formula"],
        function=f"{indicator.formula.__module__}.{indicator.formula.__name__}",
        arguments=measured.measurement.arguments if measured is not None and is_published else {},
        is_reproduced=measured is not None and _is_same(measured, value),
        rows=rows,
        findings=tuple(
            one for one in records.accepted.findings if one.source_ref in refs and value.town in (one.town, NETWORK)
        ),
        datasets=tuple(
            CitedDataset(d.name, d.title, d.source, d.licence, d.retrieved, d.sha256)
            for d in snapshot.datasets.values()
            if d.name in names
        ),
        run_id=records.manifest.run_id,
        change=book.changes[value.town, value.indicator, value.dimension] if part in CHANGE_PARTS else None,
    )


def _what_there_is(values: pd.DataFrame, town: str, printed_id: str) -> str:
    own = values[values["town"] == town]
    if own.empty:
        return f"the run measured nothing for '{town}'"
    indicator = printed_id.removeprefix("val:").partition(".")[0]
    dimensions = own.loc[own["indicator"] == indicator, "dimension"].fillna("").tolist()
    if dimensions:
        known = ", ".join(f"{indicator}.{one}" if one else indicator for one in sorted(dimensions))
        return f"there is no value '{printed_id}' of {town}; there are: {known}"
    known = ", ".join(sorted(own["indicator"].unique()))
    return f"there is no indicator '{indicator}' of {town}; there are: {known}"


def _is_same(measured: Row, value: IndicatorValue) -> bool:
    again = measured.measurement
    return (again.value, again.lower, again.upper, again.status) == (
        value.value,
        value.lower,
        value.upper,
        value.status,
    )


def cited_rows(
    records: RunRecords, snapshot: ReferenceSnapshot, source: str, unit: str, *, shows_cells: bool = True
) -> Iterator[CitedRow]:
    """Yield the rows that a source in its short form names, with the file versions that they were read from.

    Args:
        records: What the run left.
        snapshot: The statistics of the run.
        source: The rows, as `join_source_refs` writes them.
        unit: The town whose number it is, or `network`.
        shows_cells: Whether the cells may be shown.
    """
    refs = split_source_refs(source)
    wanted = set(refs)
    cited: dict[str, CitedRow] = {}
    for table, frame in _all_rows(records.accepted):
        rows = frame[frame["source_ref"].isin(wanted)]
        if rows.empty:
            continue
        # Two towns may call their workbooks the same; the rows of the value's own town come last, and stay.
        for record in rows.sort_values("town", key=lambda town: town == unit, kind="stable").to_dict("records"):
            ref, town = str(record["source_ref"]), str(record["town"])
            origin = _origin(records.accepted, town, table, ref)
            cited[ref] = CitedRow(
                source_ref=ref,
                table=table,
                file_key=origin.key if origin else "",
                file_version_id=origin.version_id if origin else "",
                cells=_cells(record) if shows_cells else {},
                correction_count=sum(
                    one.code == "COR-001" and one.source_ref == ref and one.town == town
                    for one in records.accepted.findings
                ),
            )
    for dataset in snapshot.datasets.values():
        for ref in wanted:
            if ref.startswith(f"{dataset.name}!"):
                row = dataset.frame.iloc[int(ref.rpartition("!")[2]) - 2]
                cited[ref] = CitedRow(ref, dataset.name, "", "", _cells(dict(row)), 0)
    yield from (cited.get(ref, CitedRow(ref, "", "", "", {}, 0)) for ref in refs)


def _all_rows(accepted: AcceptedData) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the name and the rows of each table, those of earlier quarters after those that count for the quarter."""
    yield from accepted.tables.items()
    for table, by_quarter in accepted.earlier.items():
        yield from ((table, frame) for frame in by_quarter.values())


def _origin(accepted: AcceptedData, town: str, table: str, source_ref: str) -> FileOrigin | None:
    """Return the file that a row was read from; a row of an earlier quarter names the quarter before the workbook."""
    quarter, slash, rest = source_ref.partition("/")
    if not slash or quarter not in accepted.earlier.get(table, {}):
        return accepted.standing(town, table).origin
    name = f"/{quarter}/{town}/{rest.partition('!')[0]}"
    return next((file for file in accepted.files.get(town, ()) if file.key.endswith(name)), None)


def _cells(record: Mapping[object, object]) -> dict[str, str]:
    return {
        str(name): str(cell.date()) if isinstance(cell, pd.Timestamp) else str(cell)
        for name, cell in record.items()
        if name not in _ADDED_COLUMNS and not pd.isna(cell)  # type: ignore[call-overload]
    }
