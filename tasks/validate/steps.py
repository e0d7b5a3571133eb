"""Validate as Prefect sees it."""

import importlib
import threading
from collections.abc import Sequence

from prefect import task
from prefect.cache_policies import NO_CACHE

from config.loading import current_project
from config.quarters import Quarter
from tasks.findings import Finding
from tasks.reference.snapshot import ReferenceSnapshot
from tasks.retries import RETRY_DELAYS_SECONDS, is_storage_error
from tasks.storage import configured_store
from tasks.submissions import AcceptedData, Standing, Submission, SubmittedFile
from tasks.validate.answer_files import answer_submission
from tasks.validate.submissions import validate_readings
from tasks.validate.verdicts import ValidatedSubmission, accept_tables

_IMPORT_THREAD = "import-expectations"


def begin_importing_expectations() -> None:
    """Start to import Great Expectations in the background: it takes seconds, in which S3 is being read."""
    threading.Thread(
        target=importlib.import_module, args=("tasks.validate.suites",), daemon=True, name=_IMPORT_THREAD
    ).start()


def _finish_importing_expectations() -> None:
    """Wait for the import in the background: two threads that import a package's parts at once break it."""
    for thread in threading.enumerate():
        if thread.name == _IMPORT_THREAD:
            thread.join()


@task(task_run_name="validate-{quarter}", cache_policy=NO_CACHE)
def validate_towns(
    quarter: str,
    submissions: Sequence[Submission],
    validated: Sequence[ValidatedSubmission],
    snapshot: ReferenceSnapshot | None,
) -> list[ValidatedSubmission]:
    """Return all that was validated so far, with all towns' submissions that were just read."""
    _finish_importing_expectations()
    return validate_readings(current_project(), Quarter.parse(quarter), submissions, validated, snapshot)


@task(task_run_name="accept-{quarter}", cache_policy=NO_CACHE)
def accept_towns(quarter: str, validated: Sequence[ValidatedSubmission], findings: Sequence[Finding]) -> AcceptedData:
    """Return the tables that count for the quarter."""
    project = current_project()
    return accept_tables(project, Quarter.parse(quarter), tuple(project.towns), validated, findings)


@task(
    task_run_name="answer-{town}-{quarter}",
    retries=3,
    retry_delay_seconds=RETRY_DELAYS_SECONDS,
    retry_condition_fn=is_storage_error,
    cache_policy=NO_CACHE,
)
def answer_town(
    town: str,
    quarter: str,
    files: Sequence[SubmittedFile],
    validated: ValidatedSubmission,
    standings: Sequence[Standing],
) -> tuple[str, ...]:
    """Return the keys of a town's answer, which is in S3 then: its workbook back, marked, and a page."""
    project = current_project()
    return answer_submission(configured_store(), project, project.towns[town], files, validated, standings)
