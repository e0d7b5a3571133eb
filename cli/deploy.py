"""Brings a Prefect server in line with prefect.yaml: deploys what the file has, removes what it no longer has."""

import asyncio
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.broken_runs import close_broken_runs
from cli.deployment_file import (
    DEPLOYMENT_FILE,
    PROJECT_TAG,
    CronSchedule,
    Deployment,
    DeploymentFile,
    DeploymentFileError,
    read_deployment_file,
)

if TYPE_CHECKING:
    from uuid import UUID

    from prefect import Flow
    from prefect.client.orchestration import PrefectClient
    from prefect.client.schemas.actions import DeploymentScheduleCreate


WAIT_SECONDS = 180.0


class DeployError(Exception):
    """The deployments cannot be brought to the server; the text says why."""


@dataclass
class DeployReport:
    """What a deploy did, by `flow/deployment`, `flow/deployment/schedule slug` and name of the run."""

    deployed: list[str] = field(default_factory=list)
    removed_deployments: list[str] = field(default_factory=list)
    removed_schedules: list[str] = field(default_factory=list)
    closed_runs: list[str] = field(default_factory=list)


def deploy(api_url: str, deployment_file: Path = DEPLOYMENT_FILE, *, has_no_worker: bool = False) -> DeployReport:
    """Return what was deployed to and removed from a Prefect server, after making it equal to the file.

    `prefect deploy` is not used: it leaves schedules and deployments that the file no longer has, so that a renamed
    schedule would start every quarter twice.

    Args:
        api_url: The server's API.
        deployment_file: The prefect.yaml; flows are started in its folder.
        has_no_worker: Whether no worker can be at work on the server, so that what is called running is not.

    Raises:
        DeploymentFileError: The file is wrong; nothing was changed.
        DeployError: The server does not answer.
    """
    wanted = read_deployment_file(deployment_file)
    return asyncio.run(_deploy(api_url, wanted, deployment_file.absolute().parent, has_no_worker=has_no_worker))


async def _deploy(api_url: str, wanted: DeploymentFile, folder: Path, *, has_no_worker: bool) -> DeployReport:
    from prefect.client.orchestration import PrefectClient
    from prefect.flows import load_flow_from_entrypoint
    from prefect.settings import get_current_settings

    flows: dict[str, Flow[..., Any]] = {
        d.entrypoint: load_flow_from_entrypoint(d.entrypoint, use_placeholder_flow=False) for d in wanted.deployments
    }
    report = DeployReport()
    password = get_current_settings().api.auth_string
    auth_string = password.get_secret_value() if password else None
    async with PrefectClient(api_url, auth_string=auth_string) as client:
        await _wait_for_server(client)
        work_pools = list(dict.fromkeys(deployment.work_pool.name for deployment in wanted.deployments))
        for work_pool in work_pools:
            await _ensure_work_pool(client, work_pool)
        if has_no_worker:
            report.closed_runs = await close_broken_runs(client, work_pools)
        kept: set[UUID] = set()
        for deployment in wanted.deployments:
            kept.add(await _deploy_one(client, deployment, flows[deployment.entrypoint], folder, report))
        await _remove_others(client, kept, report)
    return report


async def _wait_for_server(client: "PrefectClient") -> None:
    """Return when the server answers: it may be starting, while this program was busy importing the flows."""
    deadline = time.monotonic() + WAIT_SECONDS
    while (trouble := await client.api_healthcheck()) is not None:
        if time.monotonic() > deadline:
            raise DeployError(f"Prefect does not answer at {client.api_url}: {trouble}")
        await asyncio.sleep(0.1)


async def _ensure_work_pool(client: "PrefectClient", name: str) -> None:
    from prefect.client.schemas.actions import WorkPoolCreate
    from prefect.exceptions import ObjectAlreadyExists
    from prefect.workers.process import ProcessWorker

    try:
        await client.create_work_pool(
            WorkPoolCreate(name=name, type="process", base_job_template=ProcessWorker.get_default_base_job_template())
        )
    except ObjectAlreadyExists:
        return


async def _deploy_one(
    client: "PrefectClient", deployment: Deployment, flow: "Flow[..., Any]", folder: Path, report: DeployReport
) -> "UUID":
    from prefect.client.schemas.objects import ConcurrencyLimitStrategy, ConcurrencyOptions
    from prefect.exceptions import ObjectNotFound
    from prefect.utilities.callables import parameter_schema

    name = f"{flow.name}/{deployment.name}"
    wanted_slugs = {schedule.slug for schedule in deployment.schedules}
    try:
        earlier = await client.read_deployment_by_name(name)
    except ObjectNotFound:
        earlier_slugs = set()
    else:
        earlier_slugs = {schedule.slug or "" for schedule in earlier.schedules}
    limit = deployment.concurrency_limit
    deployment_id = await client.create_deployment(
        flow_id=await client.create_flow_from_name(flow.name),
        name=deployment.name,
        entrypoint=deployment.entrypoint,
        description=deployment.description,
        tags=list(deployment.tags),
        work_pool_name=deployment.work_pool.name,
        schedules=[_schedule(schedule) for schedule in deployment.schedules],
        concurrency_limit=limit.limit if limit else None,
        concurrency_options=(
            ConcurrencyOptions(collision_strategy=ConcurrencyLimitStrategy(limit.collision_strategy)) if limit else None
        ),
        parameter_openapi_schema=parameter_schema(flow).model_dump(),
        enforce_parameter_schema=True,
        pull_steps=[{"prefect.deployments.steps.set_working_directory": {"directory": str(folder)}}],
    )
    report.deployed.append(name)
    for schedule in await client.read_deployment_schedules(deployment_id):
        if schedule.slug not in wanted_slugs:
            await client.delete_deployment_schedule(deployment_id, schedule.id)
    report.removed_schedules += [f"{name}/{slug}" for slug in sorted(earlier_slugs - wanted_slugs)]
    return deployment_id


def _schedule(schedule: CronSchedule) -> "DeploymentScheduleCreate":
    from prefect.client.schemas.actions import DeploymentScheduleCreate
    from prefect.client.schemas.schedules import CronSchedule as PrefectCron

    return DeploymentScheduleCreate(
        schedule=PrefectCron(cron=schedule.cron, timezone=schedule.timezone),
        slug=schedule.slug,
        active=schedule.active,
    )


async def _remove_others(client: "PrefectClient", kept: set["UUID"], report: DeployReport) -> None:
    from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterTags

    ours = DeploymentFilter(tags=DeploymentFilterTags(all_=[PROJECT_TAG]))
    for deployment in await client.read_deployments(deployment_filter=ours):
        if deployment.id not in kept:
            flow = await client.read_flow(deployment.flow_id)
            await client.delete_deployment(deployment.id)
            report.removed_deployments.append(f"{flow.name}/{deployment.name}")


def main() -> None:
    """Deploy a file to the server that PREFECT_API_URL names and that has no worker yet; print what was done."""
    try:
        report = deploy(os.environ["PREFECT_API_URL"], Path(sys.argv[1]), has_no_worker=True)
    except (DeploymentFileError, DeployError) as error:
        sys.exit(str(error))
    for label, names in (
        ("deployed", report.deployed),
        ("removed", report.removed_deployments),
        ("removed schedule", report.removed_schedules),
        ("closed a run that was broken off", report.closed_runs),
    ):
        for name in names:
            sys.stdout.write(f"{label}: {name}\n")


if __name__ == "__main__":
    main()
