"""The end of the project by hand: its final report."""

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.parameters import QuarterChoice
from flows.run import TASK_RUNNER, run_name, scope_of_run
from flows.stages import answer_towns, collect_and_validate, finish, measure_assemble_publish, outside_schedule

FINAL_DOCUMENTS = ("final_report",)


@flow(
    name="final-report",
    flow_run_name=run_name,
    task_runner=TASK_RUNNER,
    persist_result=False,
)
def final_report(
    quarter: QuarterChoice = Field(default=QuarterChoice.edellinen, json_schema_extra={"title": "Neljännes"}),
    force: bool = Field(default=False, json_schema_extra={"title": "Tee myös kalenterin ulkopuolinen raportti"}),
    approver_role: str = Field(default="", json_schema_extra={"title": "Hyväksyjän rooli"}),
) -> "State[None]":
    """Tekee hankkeen loppuraportin.

    Args:
        quarter: Raportoitava neljännes. "edellinen" on viimeisin täysi neljännes ennen ajon ajastettua alkua.
        force: Tee luonnos, vaikka raportti ei kalenterin mukaan valmistu tällä neljänneksellä.
        approver_role: Kuka hyväksyy raportin, esimerkiksi "ohjausryhmä". Tyhjä tarkoittaa, ettei sitä vielä hyväksytä.
            Seuraavaa versiota verrataan viimeksi hyväksyttyyn.
    """
    scope = scope_of_run(quarter, (), FINAL_DOCUMENTS, force=force, approver_role=approver_role)
    if scope is None:
        return outside_schedule()
    collected = collect_and_validate(scope)
    unanswered = answer_towns(collected)
    return finish(collected, unanswered, measure_assemble_publish(scope, collected))
