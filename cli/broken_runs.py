"""Closes the runs that a stopped server left open: they would hold their place in the queue for ever."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect.client.orchestration import PrefectClient

_MESSAGE = "Ajo keskeytyi, kun palvelimet pysäytettiin. / The run was broken off when the servers were stopped."


async def close_broken_runs(client: "PrefectClient", work_pools: Iterable[str]) -> list[str]:
    """Return the names of the runs that were begun and are closed here, as crashed.

    Only for a server whose work pools have no worker at this moment: whatever is still running in them is not.
    """
    from prefect.client.schemas.filters import (
        FlowRunFilter,
        FlowRunFilterState,
        FlowRunFilterStateType,
        WorkPoolFilter,
        WorkPoolFilterName,
    )
    from prefect.client.schemas.objects import StateType
    from prefect.states import Crashed

    begun = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
    closed: list[str] = []
    while runs := await client.read_flow_runs(
        flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=begun))),
        work_pool_filter=WorkPoolFilter(name=WorkPoolFilterName(any_=list(work_pools))),
    ):
        for run in runs:
            await client.set_flow_run_state(run.id, Crashed(message=_MESSAGE), force=True)
            closed.append(run.name)
    return closed
