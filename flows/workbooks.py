"""Before each quarter's deadline: write the workbooks that ask the towns, prefilled with what they sent before."""

from dataclasses import replace

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.futures import wait
from prefect.states import Completed, Failed
from prefect.utilities.annotations import unmapped
from pydantic import Field

from config.loading import current_project
from flows.parameters import QuarterChoice, Town
from flows.run import TASK_RUNNER, RunScope, run_name, scope_of_run
from flows.stages import collect_and_validate, outside_schedule, whole
from tasks.request.delivery import delivery_message
from tasks.request.steps import show_workbooks, write_town_workbook
from tasks.submissions import AcceptedData


@flow(
    name="workbooks",
    flow_run_name=run_name,
    task_runner=TASK_RUNNER,
    persist_result=False,
)
def workbooks(
    quarter: QuarterChoice = Field(default=QuarterChoice.edellinen, json_schema_extra={"title": "Neljännes"}),
    towns: list[Town] = Field(default=[], json_schema_extra={"title": "Kunnat"}),
) -> "State[None]":
    """Tekee kunnille työkirjat, joihin on esitäytetty aiempien neljännesten hyväksytyt tiedot.

    Args:
        quarter: Neljännes, jolta tiedot pyydetään. "edellinen" on viimeisin täysi neljännes ennen ajon alkua.
        towns: Kunnat, joiden työkirja tehdään. Tyhjä tarkoittaa kaikkia kuntia.
    """
    scope = scope_of_run(quarter, towns, (), force=False)
    if scope is None:
        return outside_schedule()
    return write_workbooks(scope, earlier_data(scope))


def earlier_data(scope: RunScope) -> AcceptedData | None:
    """Return what counted for the quarter before, or None in the first quarter of the calendar."""
    earlier = scope.quarter.previous
    if earlier not in current_project().calendar.quarters:
        return None
    return collect_and_validate(replace(scope, quarter=earlier)).accepted


def write_workbooks(scope: RunScope, accepted: AcceptedData | None) -> "State[None]":
    """Return the final state after each town's workbook was written; one that fails keeps back no other."""
    project = current_project()
    towns = scope.towns or tuple(project.towns)
    futures = write_town_workbook.map(list(towns), unmapped(str(scope.quarter)), unmapped(whole(accepted)))
    wait(futures)
    delivered = [future.result() for future in futures if future.state.is_completed()]
    failed = [town for town, future in zip(towns, futures, strict=True) if not future.state.is_completed()]
    for town, future in zip(towns, futures, strict=True):
        if town in failed:
            get_run_logger().error("The workbook of %s was not made: %s", town, future.state.message)
    show_workbooks(str(scope.quarter), whole(delivered))
    words = delivery_message(project, scope.quarter, delivered, failed)
    return Failed(message=words) if failed else Completed(message=words)
