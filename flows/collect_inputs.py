"""Read what the towns have sent and tell what was found, without making any document."""

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.parameters import QuarterChoice
from flows.run import TASK_RUNNER, run_name, scope_of_run
from flows.stages import answer_towns, collect_and_validate, finish, outside_schedule


@flow(
    name="collect-inputs",
    flow_run_name=run_name,
    task_runner=TASK_RUNNER,
    persist_result=False,
)
def collect_inputs(
    quarter: QuarterChoice = Field(default=QuarterChoice.edellinen, json_schema_extra={"title": "Neljännes"}),
) -> "State[None]":
    """Lukee ja tarkistaa kuntien aineiston tekemättä asiakirjoja.

    Args:
        quarter: Neljännes, jonka aineisto luetaan. "edellinen" on viimeisin täysi neljännes ennen ajon alkua.
    """
    scope = scope_of_run(quarter, (), (), force=False)
    if scope is None:
        return outside_schedule()
    collected = collect_and_validate(scope)
    return finish(collected, answer_towns(collected), None)
