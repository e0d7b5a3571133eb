"""Work package 2 by hand: the strategies of towns and of the network."""

from prefect import flow
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.parameters import QuarterChoice, Town
from flows.run import TASK_RUNNER, run_name, scope_of_run
from flows.stages import answer_towns, collect_and_validate, finish, measure_assemble_publish, outside_schedule

STRATEGIES = ("town_strategy", "network_strategy")


@flow(
    name="strategies",
    flow_run_name=run_name,
    task_runner=TASK_RUNNER,
    persist_result=False,
)
def strategies(
    quarter: QuarterChoice = Field(default=QuarterChoice.edellinen, json_schema_extra={"title": "Neljännes"}),
    towns: list[Town] = Field(default=[], json_schema_extra={"title": "Kunnat"}),
    force: bool = Field(default=False, json_schema_extra={"title": "Tee myös kalenterin ulkopuoliset asiakirjat"}),
) -> "State[None]":
    """Tekee kuntien ja verkoston strategiat (työpaketti 2).

    Args:
        quarter: Raportoitava neljännes. "edellinen" on viimeisin täysi neljännes ennen ajon ajastettua alkua.
        towns: Kunnat, joiden strategia tehdään. Tyhjä tarkoittaa kaikkia kuntia ja koko verkostoa.
        force: Tee strategiat, vaikka ne eivät kalenterin mukaan valmistu tällä neljänneksellä.
    """
    scope = scope_of_run(quarter, towns, STRATEGIES, force=force)
    if scope is None:
        return outside_schedule()
    collected = collect_and_validate(scope)
    unanswered = answer_towns(collected)
    return finish(collected, unanswered, measure_assemble_publish(scope, collected))
