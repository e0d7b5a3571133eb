"""Collect as Prefect sees it: the steps that read S3. Only S3 deserves another try; a wrong number stays wrong."""

from prefect import task
from prefect.cache_policies import NO_CACHE

from config.loading import current_project
from config.quarters import Quarter
from tasks.collect.inbox import INPUTS_PREFIX, Inbox, fetch_files, sort_inbox
from tasks.retries import RETRY_DELAYS_SECONDS, is_storage_error
from tasks.storage import StoredObject, configured_store
from tasks.submissions import SubmittedFile


@task(
    task_run_name="list-inbox-{quarter}",
    retries=3,
    retry_delay_seconds=RETRY_DELAYS_SECONDS,
    retry_condition_fn=is_storage_error,
    cache_policy=NO_CACHE,
)
def list_inbox(quarter: str) -> Inbox:
    """Return what the towns have sent up to a quarter."""
    uploads = configured_store().list_uploads(INPUTS_PREFIX)
    return sort_inbox(current_project(), Quarter.parse(quarter), uploads)


@task(
    task_run_name="fetch-{town}-{quarter}",
    retries=3,
    retry_delay_seconds=RETRY_DELAYS_SECONDS,
    retry_condition_fn=is_storage_error,
    cache_policy=NO_CACHE,
)
def fetch_town_files(town: str, quarter: str, objects: tuple[StoredObject, ...]) -> list[SubmittedFile]:
    """Return the files of one town's submission with their bytes."""
    return fetch_files(configured_store(), objects)
