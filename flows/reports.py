"""The reports of the project by hand: to the funder, to the steering group, and of work packages 3 and 4."""

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.parameters import QuarterChoice
from flows.run import TASK_RUNNER, run_name, scope_of_run
from flows.stages import answer_towns, collect_and_validate, finish, measure_assemble_publish, outside_schedule

REPORTS = ("interim_report", "payment_claim", "steering_pack", "networking_report", "communications_report")


@flow(
    name="reports",
    flow_run_name=run_name,
    task_runner=TASK_RUNNER,
    persist_result=False,
)
def reports(
    quarter: QuarterChoice = Field(default=QuarterChoice.edellinen, json_schema_extra={"title": "Neljännes"}),
    force: bool = Field(default=False, json_schema_extra={"title": "Tee myös kalenterin ulkopuoliset raportit"}),
) -> "State[None]":
    """Tekee hankkeen raportit: väliraportin, maksatuksen luvut, ohjausryhmän aineiston ja työpakettien 3 ja 4 raportit.

    Args:
        quarter: Raportoitava neljännes. "edellinen" on viimeisin täysi neljännes ennen ajon ajastettua alkua.
        force: Tee raportit, vaikka ne eivät kalenterin mukaan valmistu tällä neljänneksellä.
    """
    scope = scope_of_run(quarter, (), REPORTS, force=force)
    if scope is None:
        return outside_schedule()
    collected = collect_and_validate(scope)
    unanswered = answer_towns(collected)
    return finish(collected, unanswered, measure_assemble_publish(scope, collected))
