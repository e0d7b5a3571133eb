"""`kivijalka run`: the quarterly flow in this process, against a Prefect server of its own unless one is named."""

import logging
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console

from cli.choices import check_known, read_quarter
from cli.embedded_s3 import storage_for
from cli.prefect_environment import local_api_url, prefect_environment
from cli.servers import prefect_answers
from config.loading import current_project
from config.settings import Settings
from tasks.assemble.registry import deliverable_ids

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State


def run_quarter(quarter: str | None, towns: Sequence[str], deliverables: Sequence[str], *, force: bool) -> int:
    """Run the flow, print its final state and return the exit code: 0 when it completed, also partially, else 1."""
    project = current_project()
    if quarter is not None:
        read_quarter(project, quarter)
    check_known("town", towns, project.towns)
    check_known("deliverable", deliverables, deliverable_ids())
    console = Console(highlight=False, soft_wrap=True)
    with storage_for(Settings()):
        state = run_flow(console, quarter, towns, deliverables, force=force)
    console.print(f"{state.name}: {state.message}")
    return 0 if state.is_completed() else 1


def run_flow(
    console: Console, quarter: str | None, towns: Sequence[str] = (), deliverables: Sequence[str] = (), *, force: bool
) -> "State[Any]":
    """Return the final state of the quarterly flow, with a line on the console for each step that is done."""
    settings = Settings()
    named = os.environ.get("PREFECT_API_URL") or None
    # Two servers on one database would lock each other out, so the one that `kivijalka up` runs is used.
    running = local_api_url(settings) if prefect_answers(settings) else None
    os.environ.update(prefect_environment(settings, named or running))
    # An address that is set but empty is taken for a server by the part of Prefect that sends events.
    for name in ("PREFECT_API_URL", "PREFECT_API_KEY"):
        if not os.environ[name]:
            del os.environ[name]
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "ERROR")
    # Prefect reads its environment when it is imported.
    from flows.parameters import DeliverableChoice, QuarterChoice, Town
    from flows.quarterly import quarterly

    handler = _ConsoleLines(console)
    logger = logging.getLogger("prefect.flow_runs")
    logger.addHandler(handler)
    try:
        state: State[Any] = quarterly(
            quarter=QuarterChoice(quarter) if quarter else QuarterChoice.edellinen,
            towns=[Town(town) for town in towns],
            deliverables=[DeliverableChoice(deliverable) for deliverable in deliverables],
            force=force,
            return_state=True,
        )
        return state
    finally:
        logger.removeHandler(handler)


class _ConsoleLines(logging.Handler):
    """Prints what a flow logs about its progress, without Prefect's own bookkeeping."""

    def __init__(self, console: Console) -> None:
        super().__init__(logging.INFO)
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        if record.module == "stages" or record.levelno >= logging.ERROR:
            self._console.print(f"  {record.getMessage()}")
