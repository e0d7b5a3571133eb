"""Puts the towns' workbooks into the bucket and says what was put there."""

from collections.abc import Sequence
from dataclasses import dataclass

from config.models import Project
from config.quarters import Quarter
from config.settings import Settings
from tasks.request.plan import WorkbookPlan
from tasks.request.words import day_words, run_words
from tasks.request.workbook import write_workbook
from tasks.storage import Store

WORKBOOKS_PREFIX = "workbooks/"
EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class DeliveredWorkbook:
    """A town's workbook in the bucket.

    Attributes:
        town: Slug of the town.
        language: The workbook's language.
        key: Its key in the bucket.
        sheet_count: How many sheets are prefilled.
        row_count: How many rows are prefilled.
        is_changed: Whether it was written, and not there already with the same bytes.
    """

    town: str
    language: str
    key: str
    sheet_count: int
    row_count: int
    is_changed: bool


def workbook_key(quarter: Quarter, town: str) -> str:
    """Return the key of a town's workbook."""
    return f"{WORKBOOKS_PREFIX}{quarter}/{town}_{quarter}.xlsx"


def deliver_workbook(store: Store, plan: WorkbookPlan) -> DeliveredWorkbook:
    """Return what was put into the bucket for a town; equal bytes are not written again."""
    key = workbook_key(plan.quarter, plan.town.slug)
    content = write_workbook(plan)
    present = store.head(key)
    is_changed = present is None or present.size != len(content) or store.get(key) != content
    if is_changed:
        store.put(key, content, EXCEL_TYPE)
    prefilled = [form for form in plan.tables if form.is_prefilled]
    return DeliveredWorkbook(
        plan.town.slug,
        plan.words.language,
        key,
        len(prefilled),
        sum(len(form.rows) for form in prefilled),
        is_changed,
    )


def partner_page(settings: Settings) -> str:
    """Return the address of the project's page that partners can reach; empty when none was set."""
    return settings.public_address if "public_address" in settings.model_fields_set else ""


def delivery_rows(
    project: Project, quarter: Quarter, delivered: Sequence[DeliveredWorkbook]
) -> list[dict[str, object]]:
    """Return a table of the workbooks for the people who watch the run."""
    words = run_words()
    return [
        {
            words["town"]: project.towns[one.town].name.fi,
            words["language"]: words["languages"][one.language],
            words["deadline"]: day_words(project.calendar.quarters[quarter].deadline),
            words["sheets"]: one.sheet_count,
            words["rows"]: one.row_count,
            words["file"]: one.key,
            words["state"]: words["states"]["written" if one.is_changed else "unchanged"],
        }
        for one in delivered
    ]


def delivery_message(
    project: Project, quarter: Quarter, delivered: Sequence[DeliveredWorkbook], failed: Sequence[str]
) -> str:
    """Return what a run says at its end: how many workbooks were written, and which could not be."""
    words = run_words()
    written_count = sum(one.is_changed for one in delivered)
    sentences = [
        words["written"].format(
            quarter=quarter.label, written_count=written_count, unchanged_count=len(delivered) - written_count
        )
    ]
    if failed:
        sentences.append(words["failed"].format(towns=", ".join(project.towns[town].name.fi for town in failed)))
    return " ".join(sentences)
