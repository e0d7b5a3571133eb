"""Makes the workbook that asks a town: the contracts as sheets, prefilled with what was accepted last."""

import datetime as dt
import io

import xlsxwriter  # type: ignore[import-untyped]

from config.models import Project, Town
from config.quarters import Quarter
from config.texts import Language
from tasks.request.choices import write_lists
from tasks.request.cover import write_cover
from tasks.request.plan import WorkbookPlan, plan_workbook
from tasks.request.protection import lock_structure
from tasks.request.sheets import add_table_sheet, write_table
from tasks.request.styles import FONT, make_styles
from tasks.request.words import Words
from tasks.submissions import AcceptedData


def request_workbook(
    project: Project,
    town: Town,
    quarter: Quarter,
    language: Language,
    accepted: AcceptedData | None,
    page_address: str = "",
) -> bytes:
    """Return the .xlsx that asks a town for a quarter's data; equal inputs give equal bytes.

    Args:
        project: The configuration.
        town: The town that is asked.
        quarter: The quarter of the calendar that it is asked for.
        language: The language of the workbook.
        accepted: What counts up to an earlier quarter; None for a workbook without any earlier data.
        page_address: Address of the project's page, where partners can reach one.

    Raises:
        SheetError: A contract cannot be written as a sheet.
    """
    return write_workbook(plan_workbook(project, town, quarter, Words(language), accepted, page_address))


def write_workbook(plan: WorkbookPlan) -> bytes:
    """Return the bytes of a planned workbook.

    Raises:
        SheetError: A contract cannot be written as a sheet.
    """
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_urls": False, "default_format_properties": dict(FONT)}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties(
            {
                "title": plan.title,
                "subject": plan.project.identity.title.in_language(plan.words.language),
                "author": "Kivijalka",
                "created": dt.datetime.combine(plan.quarter.first_day, dt.time()),
            }
        )
        book.set_custom_property("form_version", plan.form_version, "text")
        book.set_custom_property("quarter", str(plan.quarter), "text")
        book.set_custom_property("town", plan.town.slug, "text")
        book.set_size(2400, 1500)
        column_types = dict.fromkeys(c.type for form in plan.tables for c in form.contract.columns.values())
        styles = make_styles(book, tuple(column_types))
        cover = book.add_worksheet(plan.words("cover_sheet"))
        sheets = [add_table_sheet(book, plan, form) for form in plan.tables]
        choices = write_lists(book.add_worksheet(plan.words("list_sheet")), plan)
        for sheet, form in zip(sheets, plan.tables, strict=True):
            write_table(sheet, plan, form, choices, styles)
        write_cover(cover, plan, styles)
    return lock_structure(target.getvalue())
