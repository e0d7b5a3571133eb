"""`kivijalka workbook`: one town's workbook, prefilled from the bucket."""

from pathlib import Path

from rich.console import Console

from cli.choices import check_known, read_quarter
from cli.embedded_s3 import storage_for
from config.loading import current_project
from config.models import Project
from config.quarters import Quarter
from config.settings import Settings
from config.texts import Language
from tasks.request.delivery import partner_page
from tasks.request.plan import plan_workbook
from tasks.request.words import Words
from tasks.request.workbook import write_workbook
from tasks.storage import StorageError
from tasks.submissions import AcceptedData
from tasks.validate.bucket import accept_bucket


def save_workbook(town: str, quarter: str, language: Language | None, out: Path, *, is_blank: bool) -> int:
    """Write a town's workbook to a file and return the exit code.

    Args:
        town: Slug of the town.
        quarter: The quarter that the town is asked for.
        language: The workbook's language; None is the town's own.
        out: The .xlsx to write.
        is_blank: Whether nothing is to be prefilled, so that no bucket is needed.
    """
    project = current_project()
    asked_for = read_quarter(project, quarter)
    check_known("town", [town], project.towns)
    accepted = None if is_blank else _earlier_data(project, asked_for.previous)
    asked = project.towns[town]
    words = Words(language or asked.language)
    plan = plan_workbook(project, asked, asked_for, words, accepted, partner_page(Settings()))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(write_workbook(plan))
    prefilled = [form for form in plan.tables if form.is_prefilled]
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"{out}: {len(plan.tables)} tables for {asked.name.en}, {asked_for}.")
    if prefilled:
        row_count = sum(len(form.rows) for form in prefilled)
        quarters = ", ".join(sorted({form.data_quarter for form in prefilled}))
        console.print(f"Prefilled: {len(prefilled)} tables, {row_count} rows accepted for {quarters}.")
    else:
        console.print("Nothing was prefilled." if is_blank else "Nothing was prefilled: no earlier data is accepted.")
    return 0


def _earlier_data(project: Project, quarter: Quarter) -> AcceptedData | None:
    if quarter not in project.calendar.quarters:
        return None
    try:
        with storage_for(Settings()) as store:
            return accept_bucket(project, quarter, store)
    except StorageError as error:
        raise StorageError(f"{error} With --blank the workbook is made without earlier data.") from error
