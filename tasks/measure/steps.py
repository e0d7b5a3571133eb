"""Measure as Prefect sees it."""

import pandas as pd
from prefect import task
from prefect.cache_policies import NO_CACHE

from config.loading import current_project
from config.quarters import Quarter
from tasks.measure.past import Past
from tasks.measure.quarter import measure_quarter
from tasks.reference.keeping import stored_snapshot
from tasks.reference.snapshot import ReferenceSnapshot
from tasks.retries import RETRY_DELAYS_SECONDS, is_storage_error
from tasks.storage import configured_store
from tasks.submissions import AcceptedData


@task(
    task_run_name="fetch-reference-{quarter}",
    retries=3,
    retry_delay_seconds=RETRY_DELAYS_SECONDS,
    retry_condition_fn=is_storage_error,
    cache_policy=NO_CACHE,
)
def fetch_snapshot(quarter: str) -> ReferenceSnapshot:
    """Return the official statistics that the quarter's comparisons use."""
    return stored_snapshot(configured_store(), current_project(), Quarter.parse(quarter))


@task(task_run_name="measure-{quarter}", cache_policy=NO_CACHE)
def measure_towns(quarter: str, accepted: AcceptedData, snapshot: ReferenceSnapshot, past: Past) -> pd.DataFrame:
    """Return the indicator values of all towns and the network."""
    return measure_quarter(current_project(), Quarter.parse(quarter), accepted, snapshot, past.publications)
