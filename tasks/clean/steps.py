"""Clean as Prefect sees it."""

from collections.abc import Sequence

from prefect import task
from prefect.cache_policies import NO_CACHE

from config.loading import current_project
from tasks.clean.submissions import read_submission
from tasks.submissions import Submission, SubmittedFile


@task(task_run_name="read-{town}-{quarter}", cache_policy=NO_CACHE)
def read_town_submission(
    town: str, quarter: str, files: Sequence[SubmittedFile], tables: frozenset[str] | None, *, is_current: bool
) -> Submission:
    """Return one town's submission, read and typed; of an older one perhaps only some tables."""
    return read_submission(current_project(), town, quarter, files, is_current=is_current, tables=tables)
