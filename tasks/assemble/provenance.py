"""The way back from every printed number to the cells that it came from, as plain data for a JSON file."""

from collections.abc import Iterable, Iterator

from tasks.assemble.blocks import (
    Block,
    Callout,
    Chart,
    Editable,
    Figure,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Table,
    ValueRun,
)
from tasks.assemble.draft import Draft
from tasks.assemble.exhibits import Exhibit
from tasks.assemble.scope import Scope
from tasks.assemble.value_texts import CHANGE_PARTS, find_printed
from tasks.findings import join_source_refs
from tasks.measure.values import IndicatorValue, Status
from tasks.submissions import FileOrigin


def trace_document(draft: Draft, blocks: Iterable[Block]) -> dict[str, object]:
    """Return where the numbers of a document come from.

    `values` has one entry a printed number (in text, table or chart) by its id; `exhibits` says for each table, chart
    and figure which numbers it shows and which rows it lists; `files` and `snapshots` name what they are in.
    """
    scope = draft.scope
    placed = {block.id for block in walk(blocks) if isinstance(block, Table | Chart | Figure)}
    shown = {exhibit_id: exhibit for exhibit_id, exhibit in draft.exhibits.items() if exhibit_id in placed}
    ids = [*printed_ids(blocks)]
    for exhibit in shown.values():
        ids += exhibit.value_ids
    return {
        "values": {value_id: _trace_value(scope, value_id) for value_id in sorted(set(ids))},
        "exhibits": {exhibit_id: _trace_exhibit(exhibit) for exhibit_id, exhibit in sorted(shown.items())},
        "files": {name: _file(origin) for name, origin in _files(scope)},
        "snapshots": {dataset.name: dataset.sha256 for _, dataset in sorted(scope.inputs.snapshot.datasets.items())},
    }


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks and the blocks inside them."""
    for block in blocks:
        yield block
        if isinstance(block, Callout | Editable):
            yield from walk(block.blocks)


def printed_ids(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the id of every number in text and table cells."""
    for block in walk(blocks):
        if isinstance(block, Table):
            yield from (cell.value_id for row in block.rows for cell in row if cell.value_id)
        else:
            yield from (inline.id for inline in _inlines(block) if isinstance(inline, ValueRun))


def _inlines(block: Block) -> tuple[Inline, ...]:
    if isinstance(block, Heading | Paragraph):
        return block.inlines
    return tuple(inline for item in block.items for inline in item) if isinstance(block, ListBlock) else ()


def _trace_value(scope: Scope, value_id: str) -> dict[str, object]:
    found = find_printed(scope.book, value_id)
    if found is None:
        raise LookupError(f"the document prints '{value_id}', which was not measured")
    row, part = found
    traced = _trace_row(row, part)
    change = scope.book.changes.get((row.town, row.indicator, row.dimension))
    if part not in CHANGE_PARTS or change is None:
        return traced
    number = {"was": change.was, "first": change.first_published, "difference": change.difference}[part]
    return traced | {
        "value": number,
        "lower": change.difference_lower if part == "difference" else change.was_lower,
        "upper": change.difference_upper if part == "difference" else change.was_upper,
        "status": str(change.was_status) if part == "was" else traced["status"],
        "kind": str(change.kind),
        "base_quarter": change.base_quarter,
    }


def _trace_row(row: IndicatorValue, part: str) -> dict[str, object]:
    return {
        "indicator": row.indicator,
        "dimension": row.dimension,
        "town": row.town,
        "part": part,
        "value": row.value,
        "lower": row.lower,
        "upper": row.upper,
        "unit": row.unit,
        "status": str(row.status),
        # Whether a hidden cell has few firms itself or covers another is part of what is hidden.
        "reason": "" if row.status is Status.SUPPRESSED else row.reason,
        "n": row.n,
        "variant": row.variant,
        "snapshot": row.reference_snapshot,
        "source": row.source,
        "files": sorted(_file_names(row)),
    }


def _file_names(row: IndicatorValue) -> set[str]:
    return {part.partition("!")[0].strip() for part in row.source.split(";") if "!" in part}


def _trace_exhibit(exhibit: Exhibit) -> dict[str, object]:
    cells = exhibit.block.rows if isinstance(exhibit.block, Table) else ()
    return {
        "caption": exhibit.block.caption,
        "values": [*exhibit.value_ids, *(cell.value_id for row in cells for cell in row if cell.value_id)],
        "rows": join_source_refs(exhibit.source_refs) if exhibit.source_refs else "",
        "datasets": list(exhibit.datasets),
        **_shown_table(exhibit),
    }


def _shown_table(exhibit: Exhibit) -> dict[str, object]:
    """Return a table as the document prints it, where the page for outside readers shows it too, else nothing."""
    if not exhibit.row_sectors or not isinstance(exhibit.block, Table):
        return {}
    return {
        "columns": [column.header for column in exhibit.block.columns],
        "source": exhibit.block.source,
        "table": [
            {"sector": sector, "cells": [cell.text for cell in row], "languages": [cell.language or "" for cell in row]}
            for sector, row in zip(exhibit.row_sectors, exhibit.block.rows, strict=True)
        ],
    }


def _files(scope: Scope) -> Iterator[tuple[str, FileOrigin]]:
    """Yield the files by the names that sources give them: one of an earlier quarter's activity names the quarter."""
    origins = {s.origin.key: s.origin for s in scope.standings.values() if s.origin is not None}
    yield from ((origin.name, origin) for _, origin in sorted(origins.items()))
    quarters = {quarter for by_quarter in scope.inputs.accepted.earlier.values() for quarter in by_quarter}
    for files in scope.inputs.accepted.files.values():
        for origin in files:
            quarter = origin.key.split("/")[1]
            if quarter in quarters:
                yield f"{quarter}/{origin.name}", origin


def _file(origin: FileOrigin) -> dict[str, object]:
    return {"key": origin.key, "version_id": origin.version_id, "sha256": origin.sha256}
