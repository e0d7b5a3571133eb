"""The tables, charts and figures of a document, each with what it was made from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from config.texts import Language
from tasks.assemble.blocks import Cell, Chart, Figure, Series, Table, TableColumn
from tasks.assemble.scope import Scope
from tasks.assemble.value_texts import find_printed
from tasks.measure.values import Status

ALT_TEXT_LIMIT = 250
ChartKind = Literal["bar", "grouped_bar", "stacked_bar", "line", "radar", "interval", "gantt"]
_DASH = "–"


@dataclass(frozen=True)
class Exhibit:
    """One table, chart or figure.

    Attributes:
        block: What the document shows.
        value_ids: The numbers in it, where they are not named by its cells.
        source_refs: The rows that it lists.
        datasets: Names of the datasets of the snapshot that it lists.
        row_sectors: Sector of each row of a table that the page for outside readers also shows and filters; empty for
            a row that belongs to every sector.
    """

    block: Table | Chart | Figure
    value_ids: tuple[str, ...] = ()
    source_refs: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    row_sectors: tuple[str, ...] = ()


def columns(wording_names: Sequence[str], layout: str) -> tuple[TableColumn, ...]:
    """Return table columns from their headers and a layout such as `l3 r1 r1` (alignment and share of the width)."""
    parts = layout.split()
    if len(parts) != len(wording_names):
        raise ValueError(f"{len(wording_names)} headers but {len(parts)} columns: {', '.join(wording_names)}")
    return tuple(
        TableColumn(header, "right" if part[0] == "r" else "left", float(part[1:]))
        for header, part in zip(wording_names, parts, strict=True)
    )


def build_table(
    scope: Scope, table_id: str, layout: str, rows: Iterable[tuple[Cell, ...]], *sources: str, **placeholders: object
) -> Table:
    """Return a table whose caption, headers and description stand in the wording under `tables.<id>`."""
    key = f"tables.{table_id}"
    filled_rows = tuple(tuple(_traceable(scope, cell) for cell in row) for row in rows)
    return Table(
        id=table_id,
        caption=scope.wording(f"{key}.caption", **placeholders),
        columns=columns(scope.wording.names(f"{key}.columns"), layout),
        rows=filled_rows,
        source=scope.source_line(*sources),
        description=scope.wording(f"{key}.description", **placeholders),
    )


def _traceable(scope: Scope, cell: Cell) -> Cell:
    """Return a cell without its id when it only says that nothing was measured: then there is no row to lead to."""
    if cell.text != scope.book.status_words(Status.MISSING) or find_printed(scope.book, cell.value_id):
        return cell
    return Cell(cell.text, bold=cell.bold)


def text_cell(text: str, *, bold: bool = False, language: Language | None = None) -> Cell:
    """Return a cell with a text; an empty one shows a dash, so that nobody takes it for forgotten.

    `language` is named where it differs from the document's.
    """
    return Cell(text or _DASH, bold=bold, language=language if text else None)


def value_cell(text: str, value_id: str, *, bold: bool = False) -> Cell:
    """Return a cell with a machine number."""
    return Cell(text, value_id, bold) if text else Cell(_DASH, bold=bold)


def shorten(text: str, limit: int = ALT_TEXT_LIMIT) -> str:
    """Return a text of at most `limit` characters, cut between two words."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–") + "…"


def build_chart(
    scope: Scope,
    chart_id: str,
    kind: ChartKind,
    categories: Iterable[str],
    series: Iterable[Series],
    *sources: str,
    value_ids: Iterable[str],
    words: Mapping[str, object],
    number_format: Literal["integer", "one_decimal", "two_decimals", "percent"] = "integer",
    value_title: str = "",
    minimum: float | None = None,
    maximum: float | None = None,
    reference: float | None = None,
    height_cm: float = 8.0,
    steps: Iterable[str] = (),
) -> Exhibit:
    """Return a chart whose caption and alt text stand in the wording under `charts.<id>`.

    `words` fills the placeholders of both; `value_ids` are the numbers that it draws.
    """
    key = f"charts.{chart_id}"
    chart = Chart(
        id=chart_id,
        caption=scope.wording(f"{key}.caption", **words),
        kind=kind,
        categories=tuple(categories),
        series=tuple(series),
        alt=shorten(scope.wording(f"{key}.alt", **words)),
        source=scope.source_line(*sources),
        number_format=number_format,
        value_title=value_title,
        minimum=minimum,
        maximum=maximum,
        reference=reference,
        height_cm=height_cm,
        steps=tuple(steps),
    )
    return Exhibit(chart, value_ids=tuple(value_ids))
