"""Writes one table as a sheet: headings with notes, open cells with formats and rules, and the prefilled rows."""

import datetime as dt
import math
from typing import Any

from config.contracts import Column
from tasks.request.cells import Cell
from tasks.request.choices import EMPTY_ROWS, Choices, column_letter, column_words
from tasks.request.layout import column_width, pages_across, row_points
from tasks.request.plan import FIXED_COLUMNS, TableForm, WorkbookPlan
from tasks.request.rules import cell_rule, limits
from tasks.request.styles import ACTIVITY_TAB, REGISTER_TAB, SUBMISSION_TAB, Styles

SHEET_NAME_LIMIT = 31
LAST_COLUMN = 16_383
# A no-break space keeps the asterisk on the line of the last word.
_REQUIRED_MARK = "\u00a0*"
_PAPER_A4 = 9
_LABELS_IN_NOTE = 12
_HEADING_POINTS = 48
_NOTE_WIDTH_PIXELS = 300
_NOTE_CHARACTERS_PER_LINE = 42
_NOTE_LINE_PIXELS = 19
_ALLOWED = {
    "format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True, "delete_rows": True,
    "sort": True, "autofilter": True, "insert_hyperlinks": True, "objects": True,
}  # fmt: skip


class SheetError(Exception):
    """A contract cannot be written as a sheet: a defect of the configuration."""


def add_table_sheet(book: Any, plan: WorkbookPlan, form: TableForm) -> Any:
    """Return an empty sheet with a table's name.

    Raises:
        SheetError: The name is longer than Excel allows.
    """
    name = plan.label(form.contract)
    if len(name) > SHEET_NAME_LIMIT:
        raise SheetError(f"the name '{name}' of the table {form.contract.id} is longer than {SHEET_NAME_LIMIT}")
    return book.add_worksheet(name)


def write_table(sheet: Any, plan: WorkbookPlan, form: TableForm, choices: Choices, styles: Styles) -> None:
    """Write a table onto its empty sheet.

    Raises:
        SheetError: The contract has something that Excel cannot hold.
    """
    last_row = 1 if form.is_submission else len(form.rows) + EMPTY_ROWS
    labels = [column.label.in_language(plan.words.language) for column in form.contract.columns.values()]
    widths = [
        column_width(plan, column, label) for column, label in zip(form.contract.columns.values(), labels, strict=True)
    ]
    _set_up_page(sheet, plan, form, pages_across(widths))
    sheet.set_row(0, _HEADING_POINTS, styles.margin)
    for index, (machine_name, column) in enumerate(form.contract.columns.items()):
        is_fixed = form.is_submission and machine_name in FIXED_COLUMNS
        open_cell = styles.margin if form.is_submission else styles.cells[column.type]
        sheet.set_column(index, index, widths[index], open_cell)
        heading = f"{labels[index]}{_REQUIRED_MARK}" if column.required else labels[index]
        sheet.write_string(0, index, heading, styles.required if column.required else styles.optional)
        _must(sheet.write_comment(0, index, *_note(plan, column, is_fixed=is_fixed)), form, machine_name)
        rule = None if is_fixed else cell_rule(plan, form.contract, machine_name, choices)
        if rule is not None:
            _must(sheet.data_validation(1, index, last_row, index, rule), form, machine_name)
    for offset, row in enumerate(form.rows, start=1):
        height = row_points(form.contract, row, widths)
        if height is not None:
            sheet.set_row(offset, height)
        for index, ((machine_name, column), cell) in enumerate(zip(form.contract.columns.items(), row, strict=True)):
            is_fixed = form.is_submission and machine_name in FIXED_COLUMNS
            _write_cell(sheet, offset, index, cell, (styles.locked if is_fixed else styles.cells)[column.type])
    _mark_missing(sheet, form, last_row, styles)
    _protect(sheet, form, last_row, styles)


def _set_up_page(sheet: Any, plan: WorkbookPlan, form: TableForm, page_count: int) -> None:
    tab = SUBMISSION_TAB if form.is_submission else REGISTER_TAB if form.contract.kind == "register" else ACTIVITY_TAB
    sheet.set_tab_color(tab)
    sheet.freeze_panes(1, 0 if form.is_submission else 1)
    sheet.set_landscape()
    sheet.set_paper(_PAPER_A4)
    sheet.fit_to_pages(page_count, 0)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    sheet.hide_gridlines(0)
    town = plan.town.name.in_language(plan.words.language)
    sheet.set_header(f"&L{_plain(town)}, {plan.quarter.label}&R{_plain(plan.label(form.contract))}")
    sheet.set_footer(f"&R{plan.words('page', number='&P', count='&N')}")
    sheet.set_comments_author("Kivijalka")
    sheet.ignore_errors({"number_stored_as_text": f"A1:{column_letter(LAST_COLUMN)}1048576"})


def _plain(text: str) -> str:
    """Return a text in which an ampersand does not begin a command of the page header."""
    return text.replace("&", "&&")


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, style: Any) -> None:
    if cell is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(cell, dt.datetime):
        sheet.write_datetime(row, column, cell, style)
    elif isinstance(cell, str):
        # Always as a string: a text that begins with `=` must never become a formula.
        sheet.write_string(row, column, cell, style)
    else:
        sheet.write_number(row, column, cell, style)


def _mark_missing(sheet: Any, form: TableForm, last_row: int, styles: Styles) -> None:
    """Colour required cells that are blank in a row that has been begun."""
    last_letter = column_letter(len(form.contract.columns) - 1)
    for index, (name, column) in enumerate(form.contract.columns.items()):
        if column.required and not (form.is_submission and name in FIXED_COLUMNS):
            formula = f"=AND(ISBLANK({column_letter(index)}2),COUNTA($A2:${last_letter}2)>0)"
            rule = {"type": "formula", "criteria": formula, "format": styles.missing}
            _must(sheet.conditional_format(1, index, last_row, index, rule), form, name)


def _protect(sheet: Any, form: TableForm, last_row: int, styles: Styles) -> None:
    column_count = len(form.contract.columns)
    if form.is_submission:
        sheet.protect("", {"format_columns": True, "format_rows": True, "objects": True})
        return
    # Excel deletes a row of a protected sheet only when every cell of it is open, to the last column.
    sheet.set_column(column_count, LAST_COLUMN, None, styles.outside)
    # xlsxwriter takes these columns for part of the table, and would look at 16,384 cells in each row.
    sheet.dim_colmax = column_count - 1
    sheet.autofilter(0, 0, last_row, column_count - 1)
    sheet.protect("", _ALLOWED)


def _note(plan: WorkbookPlan, column: Column, *, is_fixed: bool) -> tuple[str, dict[str, int]]:
    """Return the note of a heading and its size: what belongs there, whether it must, and what is allowed."""
    words = plan.words
    required = "note_locked" if is_fixed else "note_required" if column.required else "note_optional"
    parts = [
        f"{column.help.in_language(words.language).rstrip('.')}.",
        words(required),
        words("note_type", type=words(f"type_{column.type}")),
    ]
    labels = column_words(plan, column)
    if column.codes and len(labels) <= _LABELS_IN_NOTE:
        parts.append(words("note_choices", labels="; ".join(labels)))
    parts += [sentence for sentence in [limits(plan, column)] if sentence]
    line_count = sum(math.ceil(len(part) / _NOTE_CHARACTERS_PER_LINE) for part in parts) + 1
    size = {"width": _NOTE_WIDTH_PIXELS, "height": line_count * _NOTE_LINE_PIXELS, "font_size": 9}
    return "\n".join(parts), size


def _must(code: int, form: TableForm, column: str) -> None:
    if code:
        raise SheetError(f"the column {column} of the table {form.contract.id} cannot be written ({code})")
