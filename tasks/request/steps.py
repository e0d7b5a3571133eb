"""Request as Prefect sees it: one step a town, and the table of what was written."""

from collections.abc import Sequence

from prefect import task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from config.loading import current_project
from config.quarters import Quarter
from config.settings import Settings
from tasks.request.delivery import DeliveredWorkbook, deliver_workbook, delivery_rows, partner_page
from tasks.request.plan import plan_workbook
from tasks.request.words import Words, run_words
from tasks.retries import RETRY_DELAYS_SECONDS, is_storage_error
from tasks.storage import configured_store
from tasks.submissions import AcceptedData


@task(
    task_run_name="workbook-{town}-{quarter}",
    retries=3,
    retry_delay_seconds=RETRY_DELAYS_SECONDS,
    retry_condition_fn=is_storage_error,
    cache_policy=NO_CACHE,
)
def write_town_workbook(town: str, quarter: str, accepted: AcceptedData | None) -> DeliveredWorkbook:
    """Return what was put into the bucket for a town, in the town's own language."""
    project = current_project()
    asked = project.towns[town]
    plan = plan_workbook(
        project, asked, Quarter.parse(quarter), Words(asked.language), accepted, partner_page(Settings())
    )
    return deliver_workbook(configured_store(), plan)


@task(task_run_name="tell-what-was-written-{quarter}", cache_policy=NO_CACHE)
def show_workbooks(quarter: str, delivered: Sequence[DeliveredWorkbook]) -> None:
    """Show in Prefect which workbooks lie in the bucket."""
    asked = Quarter.parse(quarter)
    create_table_artifact(
        key="30-workbooks",
        table=[*map(dict, delivery_rows(current_project(), asked, delivered))],
        description=run_words()["table_description"].format(quarter=asked.label),
    )
