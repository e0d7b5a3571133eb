"""The cover: what to do, what has changed, which sheets there are, by when and where to send them."""

from typing import Any

from tasks.request.layout import INDENT, LINE_POINTS, PADDING_POINTS, line_count
from tasks.request.plan import TableForm, WorkbookPlan
from tasks.request.styles import COVER_TAB, Styles
from tasks.request.words import day_words

STEPS = ("begin", "rows", "required", "lists", "units", "unknown", "earlier", "persons", "locked")
_SHEET_COLUMNS = ("name", "help", "way", "rows", "quarter", "sent")
_WIDTHS = (2, 33, 102, 27, 11, 12, 12)
_PAPER_A4 = 9


def write_cover(sheet: Any, plan: WorkbookPlan, styles: Styles) -> None:
    """Write the cover onto an empty sheet."""
    page = _Page(sheet, styles)
    words = plan.words
    language = words.language
    deadline = day_words(plan.project.calendar.quarters[plan.quarter].deadline)
    page.title(plan.title)
    page.plain(words("introduction", project=plan.project.identity.title.in_language(language)))
    if plan.is_sample:
        page.plain(words("example"))
    page.gap()
    town = plan.town.name.in_language(language)
    page.pair(words("fact_town"), words("fact_town_value", town=town, code=", ".join(plan.town.municipality_codes)))
    days = {"first": day_words(plan.quarter.first_day), "last": day_words(plan.quarter.last_day)}
    page.pair(words("fact_quarter"), words("fact_quarter_value", quarter=plan.quarter.label, **days))
    page.pair(words("fact_deadline"), deadline)
    page.pair(words("fact_version"), plan.form_version)

    page.heading(words("changes_heading"))
    for key, placeholders in _changes(plan):
        page.pair(words(key), words(f"{key}_text", **placeholders))

    page.heading(words("how_heading"))
    submission = next((plan.label(form.contract) for form in plan.tables if form.is_submission), "")
    for step in STEPS:
        page.pair(words(f"step_{step}"), words(f"step_{step}_text", submission=submission))

    page.heading(words("send_heading"))
    if plan.page_address:
        own_page = f"{plan.page_address.rstrip('/')}/{language}/send/{plan.quarter}/{plan.town.slug}"
        page.pair(words("send_where"), words("send_where_page_text", address=own_page))
    else:
        folder = f"inputs/{plan.quarter}/{plan.town.slug}/"
        page.pair(words("send_where"), words("send_where_text", folder=folder))
    page.pair(words("send_when"), words("send_when_text", deadline=deadline))
    page.pair(words("send_empty"), words("send_empty_text"))
    coordinator = plan.project.towns.get(plan.project.identity.coordinator)
    coordinator_name = coordinator.name.in_language(language) if coordinator else plan.project.identity.coordinator
    page.pair(words("send_help"), words("send_help_text", coordinator=coordinator_name))

    page.heading(words("sheets_heading"))
    page.table_heading([words(f"sheets_{name}") for name in _SHEET_COLUMNS])
    for form in plan.tables:
        page.sheet_row(plan, form)
    _set_up(sheet, page.row)


class _Page:
    """Writes the cover from top to bottom, always in the same two columns and without merged cells."""

    def __init__(self, sheet: Any, styles: Styles) -> None:
        self._sheet = sheet
        self._styles = styles
        self.row = 0

    def title(self, text: str) -> None:
        self._sheet.set_row(self.row, 34)
        self._sheet.write_string(self.row, 1, text, self._styles.title)
        self.row += 1

    def plain(self, text: str) -> None:
        self._sheet.write_string(self.row, 1, text)
        self.row += 1

    def gap(self) -> None:
        self.row += 1

    def heading(self, text: str) -> None:
        self._sheet.set_row(self.row, 32)
        self._sheet.write_string(self.row, 1, text, self._styles.heading)
        self.row += 1

    def pair(self, label: str, text: str) -> None:
        self._sheet.set_row(self.row, LINE_POINTS * line_count(text, _WIDTHS[2]) + PADDING_POINTS)
        self._sheet.write_string(self.row, 1, label, self._styles.label)
        self._sheet.write_string(self.row, 2, text, self._styles.text)
        self.row += 1

    def table_heading(self, labels: list[str]) -> None:
        self._sheet.set_row(self.row, 2 * LINE_POINTS + PADDING_POINTS)
        for index, label in enumerate(labels, start=1):
            self._sheet.write_string(self.row, index, label, self._styles.table_heading)
        self.row += 1

    def sheet_row(self, plan: WorkbookPlan, form: TableForm) -> None:
        name = plan.label(form.contract)
        help_text = form.contract.help.in_language(plan.words.language)
        way = plan.words(_way(form))
        lines = max(line_count(help_text, _WIDTHS[2] - INDENT), line_count(way, _WIDTHS[3] - INDENT))
        self._sheet.set_row(self.row, LINE_POINTS * lines + PADDING_POINTS)
        self._sheet.write_url(self.row, 1, f"internal:'{name}'!A1", self._styles.link, name)
        cells = [
            help_text,
            way,
            len(form.rows) if form.is_prefilled else None,
            plan.quarter.parse(form.data_quarter).label if form.data_quarter else "",
            day_words(form.sent_on) if form.sent_on else "",
        ]
        for index, cell in enumerate(cells, start=2):
            if isinstance(cell, int):
                self._sheet.write_number(self.row, index, cell, self._styles.table_number)
            else:
                self._sheet.write_string(self.row, index, cell or "", self._styles.table_cell)
        self.row += 1


def _way(form: TableForm) -> str:
    if form.is_submission:
        return "way_submission"
    if form.contract.kind == "activity":
        return "way_activity"
    return "way_check" if form.rows else "way_register"


def _changes(plan: WorkbookPlan) -> list[tuple[str, dict[str, object]]]:
    """Return what is different from last time: what was prefilled, what is older, and what has never been accepted."""
    prefilled = [form for form in plan.tables if form.is_prefilled]
    if not prefilled:
        return [("changes_first", {})]
    row_count = sum(len(form.rows) for form in prefilled)
    changes: list[tuple[str, dict[str, object]]] = [
        ("changes_prefilled", {"sheet_count": len(prefilled), "row_count": row_count})
    ]
    older = [plan.label(form.contract) for form in prefilled if form.data_quarter < plan.earlier_quarter]
    if older:
        quarter = plan.quarter.parse(plan.earlier_quarter).label
        changes.append(("changes_older", {"quarter": quarter, "tables": ", ".join(older)}))
    lacking = [
        plan.label(form.contract)
        for form in plan.tables
        if form.contract.kind == "register" and not form.rows and not form.is_submission
    ]
    if lacking:
        changes.append(("changes_none", {"tables": ", ".join(lacking)}))
    overlong = [f"{plan.label(form.contract)}, {label} {row}" for form in prefilled for row, label in form.overlong]
    if overlong:
        changes.append(("changes_overlong", {"cells": "; ".join(overlong)}))
    return changes


def _set_up(sheet: Any, row_count: int) -> None:
    for index, width in enumerate(_WIDTHS):
        sheet.set_column(index, index, width)
    sheet.hide_gridlines(2)
    sheet.set_tab_color(COVER_TAB)
    sheet.set_landscape()
    sheet.set_paper(_PAPER_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, row_count - 1, len(_WIDTHS) - 1)
    sheet.protect()
    sheet.activate()
    sheet.set_first_sheet()
