"""Work package 1 by hand: the situation pictures of towns and of the network."""

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.parameters import QuarterChoice, Town
from flows.run import TASK_RUNNER, run_name, scope_of_run
from flows.stages import answer_towns, collect_and_validate, finish, measure_assemble_publish, outside_schedule

PICTURES = ("situation_picture", "network_picture")


@flow(
    name="situation-pictures",
    flow_run_name=run_name,
    task_runner=TASK_RUNNER,
    persist_result=False,
)
def situation_pictures(
    quarter: QuarterChoice = Field(default=QuarterChoice.edellinen, json_schema_extra={"title": "Neljännes"}),
    towns: list[Town] = Field(default=[], json_schema_extra={"title": "Kunnat"}),
    force: bool = Field(default=False, json_schema_extra={"title": "Tee myös kalenterin ulkopuoliset asiakirjat"}),
    approver_role: str = Field(default="", json_schema_extra={"title": "Hyväksyjän rooli"}),
) -> "State[None]":
    """Tekee kuntien ja verkoston tilannekuvat (työpaketti 1).

    Args:
        quarter: Raportoitava neljännes. "edellinen" on viimeisin täysi neljännes ennen ajon ajastettua alkua.
        towns: Kunnat, joiden tilannekuva tehdään. Tyhjä tarkoittaa kaikkia kuntia ja koko verkostoa.
        force: Tee tilannekuvat, vaikka ne eivät kalenterin mukaan valmistu tällä neljänneksellä.
        approver_role: Kuka hyväksyy ajon asiakirjat, esimerkiksi "ohjausryhmä". Tyhjä tarkoittaa, ettei niitä vielä
            hyväksytä. Seuraavia asiakirjoja verrataan viimeksi hyväksyttyihin.
    """
    scope = scope_of_run(quarter, towns, PICTURES, force=force, approver_role=approver_role)
    if scope is None:
        return outside_schedule()
    collected = collect_and_validate(scope)
    unanswered = answer_towns(collected)
    return finish(collected, unanswered, measure_assemble_publish(scope, collected))
