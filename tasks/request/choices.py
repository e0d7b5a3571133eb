"""The hidden sheet of lists: the words of each code list, and the ids that the town's own sheets hold at the moment.

A list stands on a sheet and not in the cell's rule, where Excel has room for 255 characters and a comma ends a value.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from config.contracts import Column, TableContract
from tasks.request.cells import Cell, code_label
from tasks.request.plan import TableForm, WorkbookPlan

EMPTY_ROWS = 500
"""Rows of each table that are ready to be filled in, besides the prefilled ones."""
_FIRST_ROW = 4
_YES_NO = "yes_no"
_ACTORS = ("actors", "external_actors")
_ACTOR_COLUMNS = (("links", "from_id"), ("links", "to_id"), ("competence_gaps", "owner_id"))


@dataclass(frozen=True)
class Choices:
    """Where the drop-downs of the workbook take their values from, as formulas for a cell's rule."""

    lists: Mapping[str, str]
    ids: Mapping[tuple[str, ...], str]

    def source(self, column: Column) -> str | None:
        """Return the source of a column that has a closed list of values."""
        return self.lists.get(_YES_NO if column.type == "boolean" else column.codes or "")

    def id_source(self, plan: WorkbookPlan, table: TableContract, name: str) -> str | None:
        """Return the source of a column that names rows of other sheets."""
        return self.ids.get(_referred_tables(plan, table, name))


def write_lists(sheet: Any, plan: WorkbookPlan) -> Choices:
    """Return the sources of all drop-downs after their values were written onto an empty sheet, which is hidden."""
    prefix = f"'{plan.words('list_sheet')}'!"
    lists: dict[str, str] = {}
    ids: dict[tuple[str, ...], str] = {}
    for table in plan.tables:
        for name, column in table.contract.columns.items():
            key = _YES_NO if column.type == "boolean" else column.codes or ""
            referred = _referred_tables(plan, table.contract, name)
            position = len(lists) + len(ids)
            letter = column_letter(position)
            if key and key not in lists:
                labels = _labels(plan, column)
                sheet.write_string(0, position, key)
                sheet.write_column(_FIRST_ROW - 1, position, labels)
                lists[key] = f"={prefix}${letter}${_FIRST_ROW}:${letter}${_FIRST_ROW + len(labels) - 1}"
            elif referred and referred not in ids:
                sheet.write_string(0, position, " ".join(referred))
                _write_live_ids(sheet, position, [_form_of(plan, name) for name in referred], plan)
                first, count = f"{prefix}${letter}${_FIRST_ROW}", f"{prefix}${letter}$3"
                ids[referred] = f"=OFFSET({first},0,0,MAX(1,{count}),1)"
    sheet.protect()
    sheet.hide()
    return Choices(lists, ids)


def column_letter(index: int) -> str:
    """Return the letter of a column: 0 is A, 26 is AA."""
    quotient, rest = divmod(index, 26)
    return (column_letter(quotient - 1) if quotient else "") + chr(ord("A") + rest)


def column_words(plan: WorkbookPlan, column: Column) -> list[str]:
    """Return the values that a column's list offers, in the workbook's language."""
    return _labels(plan, column) if column.type == "boolean" or column.codes else []


def _labels(plan: WorkbookPlan, column: Column) -> list[str]:
    if column.type == "boolean":
        return [plan.words("yes"), plan.words("no")]
    return [code_label(plan.project, column, code, plan.words) for code in plan.project.code_lists[column.codes or ""]]


def _referred_tables(plan: WorkbookPlan, table: TableContract, name: str) -> tuple[str, ...]:
    """Return the tables whose ids a column holds: those of actors, or the one whose key has the column's name."""
    asked = [form.contract for form in plan.tables]
    if (table.id, name) in _ACTOR_COLUMNS:
        return tuple(other.id for other in asked if other.id in _ACTORS)
    if table.columns[name].type not in ("id", "id_list"):
        return ()
    keys = {other.key[0]: other.id for other in asked if len(other.key) == 1}
    referred = keys.get(name if name in keys else name.removesuffix("s"))
    return (referred,) if referred and referred != table.id else ()


def _form_of(plan: WorkbookPlan, table: str) -> TableForm:
    return next(form for form in plan.tables if form.contract.id == table)


def _write_live_ids(sheet: Any, position: int, forms: list[TableForm], plan: WorkbookPlan) -> None:
    """Write formulas that list the ids of one or two sheets below each other, as they stand when a cell is chosen.

    Row 2 counts the ids of the first sheet and row 3 all of them. Whole columns are named, so that no row that a town
    deletes or sorts leaves a broken reference behind.
    """
    letter = column_letter(position)
    columns = [f"'{plan.label(form.contract)}'!${_id_letter(form)}:${_id_letter(form)}" for form in forms]
    ids = [_ids(form) for form in forms]
    counts = [f"COUNTA({column})-1" for column in columns]
    sheet.write_formula(1, position, f"={counts[0]}", None, len(ids[0]))
    sheet.write_formula(2, position, "=" + "+".join(counts), None, sum(map(len, ids)))
    known = [one for some in ids for one in some]
    second = f"INDEX({columns[1]},ROW()-2-{letter}$2)" if len(columns) > 1 else '""'
    formula = f'=IF(ROW()-3<={letter}$2,INDEX({columns[0]},ROW()-2),IF(ROW()-3<={letter}$3,{second},""))'
    for offset in range(len(known) + EMPTY_ROWS * len(forms)):
        value = known[offset] if offset < len(known) else ""
        sheet.write_formula(_FIRST_ROW - 1 + offset, position, formula, None, value)


def _id_letter(form: TableForm) -> str:
    return column_letter(list(form.contract.columns).index(form.contract.key[0]))


def _ids(form: TableForm) -> list[Cell]:
    place = list(form.contract.columns).index(form.contract.key[0])
    return [row[place] for row in form.rows]
