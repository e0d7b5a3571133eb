"""The table of changes: which numbers of a document differ from those of the newest earlier quarter, and why."""

from collections.abc import Iterable

from tasks.assemble.blocks import Cell, Table
from tasks.assemble.dimension_words import PAIR_MARK, dimension_words
from tasks.assemble.exhibits import Exhibit, build_table, text_cell, value_cell
from tasks.assemble.scope import Scope, quarter_label
from tasks.assemble.value_texts import find_printed, value_id
from tasks.measure.changes import RANGES, Change, ChangeKind
from tasks.measure.values import IndicatorValue, Status

ROW_LIMIT = 20


def change_table(scope: Scope, exhibits: Iterable[Exhibit], in_text: Iterable[str]) -> Exhibit | None:
    """Return the numbers of a document that differ from the earlier quarter's as they are printed, in its own order.

    Args:
        scope: The document's numbers and texts.
        exhibits: Its tables and charts.
        in_text: Ids of the numbers that only its running text prints.
    """
    rows = [_cells(scope, value) for value in _changed(scope, exhibits, in_text)[:ROW_LIMIT]]
    if not rows:
        return None
    labels = {"base": _base_label(scope), "quarter": scope.inputs.quarter.label}
    source = scope.wording("source.changes", **labels)
    return Exhibit(build_table(scope, "changes", "l4.2 r1.7 r1.7 r1.4 l4.4", rows, source, **labels))


def change_facts(scope: Scope, exhibits: Iterable[Exhibit], in_text: Iterable[str]) -> dict[str, object]:
    """Return what the text beside the table says: the earlier quarter, and how many changes the table leaves out."""
    shown = [scope.book.changes[_key(value)] for value in _changed(scope, exhibits, in_text)]
    return {
        "base": _base_label(scope),
        "is_approved": any(change.document for change in scope.book.changes.values()),
        "untold_count": max(0, len(shown) - ROW_LIMIT),
        "has_interval": any(change.difference_lower is not None for change in shown[:ROW_LIMIT]),
    }


def _changed(scope: Scope, exhibits: Iterable[Exhibit], in_text: Iterable[str]) -> list[IndicatorValue]:
    printed = dict.fromkeys(_own_values(scope, _printed_ids(scope, exhibits, in_text)))
    told = [scope.book.rows[key] for key in printed if _is_told(scope, scope.book.rows[key])]
    # Pairs of towns are many and small; they come after what says more.
    return sorted(told, key=lambda value: PAIR_MARK in value.dimension)


def _printed_ids(scope: Scope, exhibits: Iterable[Exhibit], in_text: Iterable[str]) -> Iterable[str]:
    for exhibit in exhibits:
        yield from exhibit.value_ids
        if isinstance(exhibit.block, Table):
            yield from (cell.value_id for row in exhibit.block.rows for cell in row if cell.value_id)
    yield from in_text


def _own_values(scope: Scope, printed: Iterable[str]) -> Iterable[tuple[str, str, str]]:
    for printed_id in printed:
        found = find_printed(scope.book, printed_id)
        if found is not None and found[0].town == scope.inputs.town and found[1] == "value":
            yield _key(found[0])


def _is_told(scope: Scope, value: IndicatorValue) -> bool:
    change = scope.book.changes.get(_key(value))
    if change is None:
        return False
    if change.first_published is not None:
        return True
    is_other_number = scope.book.earlier_text(value) != scope.book.text(value.indicator, value.dimension)
    return is_other_number and change.kind is not ChangeKind.UNCHANGED


def _cells(scope: Scope, value: IndicatorValue) -> tuple[Cell, ...]:
    change, name = scope.book.changes[_key(value)], value_id(value.indicator, value.dimension)
    # A correction of the earlier number is the one thing that needs a third number.
    first = "" if change.first_published is None else scope.book.earlier_text(value, is_first=True)
    meaning = scope.wording(f"change.{_meaning(change, value)}")
    return (
        text_cell(_label(scope, value)),
        value_cell(scope.book.earlier_text(value), f"{name}.was"),
        value_cell(scope.book.text(value.indicator, value.dimension), name, bold=True),
        value_cell(scope.book.difference_text(value), f"{name}.difference"),
        value_cell(scope.wording("change.corrected", meaning=meaning, first=first), f"{name}.first")
        if first
        else text_cell(meaning),
    )


def _meaning(change: Change, value: IndicatorValue) -> str:
    if change.kind is ChangeKind.STATUS_CHANGED:
        if change.was_status is Status.OK:
            return "number_lost"
        return "number_gained" if value.status is Status.OK else "status_changed"
    if change.kind is not ChangeKind.REAL:
        return str(change.kind)
    if value.indicator in RANGES:
        return "judged_anew"
    certainty = "counted" if change.difference_lower is None else "beyond_chance"
    return f"{certainty}_{'up' if (change.difference or 0) > 0 else 'down'}"


def _label(scope: Scope, value: IndicatorValue) -> str:
    name = scope.inputs.project.indicators[value.indicator].name.in_language(scope.inputs.language)
    if not value.dimension:
        return name
    return f"{name}, {dimension_words(scope, value.indicator, value.dimension)}"


def _base_label(scope: Scope) -> str:
    return quarter_label(next((change.base_quarter for change in scope.book.changes.values()), ""))


def _key(value: IndicatorValue) -> tuple[str, str, str]:
    return value.town, value.indicator, value.dimension
