"""Collect as Prefect sees it: the steps that read S3. Only S3 deserves another try; a wrong number stays wrong."""

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task

from config.loading import current_project
from config.quarters import Quarter
from tasks.collect.inbox import INPUTS_PREFIX, Inbox, fetch_files, sort_inbox
from tasks.storage import StorageError, StoredObject, configured_store
from tasks.submissions import SubmittedFile

RETRY_DELAYS_SECONDS: list[float] = [1, 4, 10]


def is_storage_error(_task: "Task[..., object]", _run: TaskRun, state: "State[object]") -> bool:
    """Return whether a step failed because S3 could not be used."""
    return isinstance(state.result(raise_on_failure=False), StorageError)


@task(
    task_run_name="list-inbox-{quarter}",
    retries=3,
    retry_delay_seconds=RETRY_DELAYS_SECONDS,
    retry_condition_fn=is_storage_error,
    cache_policy=NO_CACHE,
)
def list_inbox(quarter: str) -> Inbox:
    """Return what the towns have sent up to a quarter."""
    objects = configured_store().list_objects(INPUTS_PREFIX)
    return sort_inbox(current_project(), Quarter.parse(quarter), objects)


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
