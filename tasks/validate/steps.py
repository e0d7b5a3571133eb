"""Validate as Prefect sees it."""

import importlib
import threading
from collections.abc import Sequence

from prefect import task
from prefect.cache_policies import NO_CACHE

from config.loading import current_project
from config.quarters import Quarter
from tasks.findings import Finding
from tasks.submissions import AcceptedData, Submission
from tasks.validate.submissions import validate_submissions
from tasks.validate.verdicts import ValidatedSubmission, accept_tables


def begin_importing_expectations() -> None:
    """Start to import Great Expectations in the background: it takes seconds, in which S3 is being read."""
    threading.Thread(target=importlib.import_module, args=("tasks.validate.suites",), daemon=True).start()


@task(task_run_name="validate-{quarter}", cache_policy=NO_CACHE)
def validate_towns(
    quarter: str, submissions: Sequence[Submission], earlier: Sequence[ValidatedSubmission]
) -> list[ValidatedSubmission]:
    """Return all towns' submissions with what was found in them."""
    return validate_submissions(current_project(), Quarter.parse(quarter), submissions, earlier)


@task(task_run_name="accept-{quarter}", cache_policy=NO_CACHE)
def accept_towns(quarter: str, validated: Sequence[ValidatedSubmission], findings: Sequence[Finding]) -> AcceptedData:
    """Return the tables that count for the quarter."""
    project = current_project()
    return accept_tables(project, Quarter.parse(quarter), tuple(project.towns), validated, findings)
