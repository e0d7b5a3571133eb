"""What every flow needs to know of its run: which quarter, which towns and deliverables, and what it is called."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from prefect.futures import PrefectFuture
from prefect.runtime import flow_run
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from config.loading import current_project
from config.quarters import Quarter
from flows.parameters import quarter_to_report

# Prefect's own types do not let the runner that it ships stand where a flow asks for a runner.
TASK_RUNNER = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=4))
"""Enough to wait for S3 with; Prefect's own default has no limit."""


@dataclass(frozen=True)
class RunScope:
    """What a run is to do.

    Attributes:
        quarter: The quarter that is reported.
        towns: Slugs of the towns whose documents are made; empty means all and the network.
        deliverables: Ids of the deliverables that are made.
        run_id: Prefect's id of the run.
        started_at: When the run was scheduled to start.
        approver_role: The role of who approves the run's documents; empty when nobody does yet.
    """

    quarter: Quarter
    towns: tuple[str, ...]
    deliverables: tuple[str, ...]
    run_id: str
    started_at: dt.datetime
    approver_role: str = ""


def scope_of_run(
    quarter: str, towns: Sequence[str], deliverables: Sequence[str], *, force: bool, approver_role: str = ""
) -> RunScope | None:
    """Return what the current run is to do, or None when the calendar has no quarter to report.

    Args:
        quarter: A quarter, or the choice of the last full one before the scheduled start.
        towns: Slugs; empty means all.
        deliverables: Ids; empty means all.
        force: Whether deliverables that are not due in the quarter are made as well.
        approver_role: The role of who approves the documents; empty for nobody.
    """
    calendar = current_project().calendar
    scheduled = flow_run.scheduled_start_time
    reported = quarter_to_report(quarter, scheduled, calendar)
    if reported is None:
        return None
    wanted = tuple(deliverables) or tuple(calendar.due)
    due = calendar.due_in(reported)
    made = tuple(deliverable for deliverable in wanted if force or deliverable in due)
    return RunScope(reported, tuple(towns), made, str(flow_run.id), scheduled, approver_role.strip())


def run_name() -> str:
    """Return the name of the current run: the quarter and the scope, such as `2022Q3 iisalmi, raahe`."""
    parameters = flow_run.parameters
    reported = quarter_to_report(str(parameters["quarter"]), flow_run.scheduled_start_time, current_project().calendar)
    parts = [str(reported) if reported else "outside-calendar"]
    parts += [", ".join(parameters.get("towns") or []) or "all-towns"]
    parts += [", ".join(parameters["deliverables"])] if parameters.get("deliverables") else []
    return " ".join(parts)
