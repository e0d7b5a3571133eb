"""Deploying to a real Prefect server: what the file has is there and starts by itself, what it lost is gone."""

import sys
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError
from prefect.states import Running

from cli.deploy import deploy

pytestmark = pytest.mark.servers

HELSINKI = ZoneInfo("Europe/Helsinki")
NEW_YEAR = {"cron": "0 6 5 1 *", "timezone": "Europe/Helsinki", "slug": "new-year"}
MIDSUMMER = {"cron": "0 6 24 6 *", "timezone": "Europe/Helsinki", "slug": "midsummer"}


@pytest.fixture
def client(prefect_api):
    with SyncPrefectClient(prefect_api) as client:
        yield client


def deployment_of(flow: str = "waiting", *schedules: dict, limit: int | None = None) -> dict:
    limits = {"concurrency_limit": {"limit": limit, "collision_strategy": "ENQUEUE"}} if limit else {}
    return {
        "name": "manual",
        "entrypoint": f"tests.integration.standin_flows.{flow}",
        "description": "Invented.",
        "tags": ["kivijalka"],
        "work_pool": {"name": "kivijalka"},
        "schedules": list(schedules),
        **limits,
    }


def written(folder: Path, *deployments: dict) -> Path:
    path = folder / "prefect.yaml"
    path.write_text(yaml.safe_dump({"name": "kivijalka", "deployments": list(deployments)}), "utf-8")
    return path


def scheduled_runs(client, deployment_id, at_least: int, within_seconds: float):
    """Return the scheduled runs of a deployment as soon as there are enough, and how long that took."""
    began = time.monotonic()
    while True:
        runs = client.read_flow_runs(
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment_id])),
            flow_run_filter=FlowRunFilter(
                state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED]))
            ),
            sort=FlowRunSort.EXPECTED_START_TIME_ASC,
        )
        took = time.monotonic() - began
        if len(runs) >= at_least or took > within_seconds:
            return runs, took
        time.sleep(0.5)


def slugs(client, name: str) -> list[str]:
    return sorted(schedule.slug for schedule in client.read_deployment_by_name(name).schedules)


def test_the_quarterly_deployment_gets_scheduled_runs_at_six_on_the_fifth(client, prefect_api, capsys):
    report = deploy(prefect_api)
    assert "quarterly/quarterly" in report.deployed
    deployment = client.read_deployment_by_name("quarterly/quarterly")
    runs, took = scheduled_runs(client, deployment.id, at_least=4, within_seconds=90)
    with capsys.disabled():
        sys.stdout.write(f"\n[{len(runs)} scheduled runs {took:.1f} s after the deployment] ")
    starts = [run.expected_start_time.astimezone(HELSINKI) for run in runs]
    assert [(start.day, start.hour, start.minute) for start in starts] == [(5, 6, 0)] * 4
    assert sorted(start.month for start in starts) == [1, 4, 7, 10]


def test_of_the_deployments_only_the_quarterly_one_starts_by_itself(client, prefect_api):
    deploy(prefect_api)
    assert slugs(client, "quarterly/quarterly") == ["neljannesvuosi"]
    for name in ("quarterly/manual", "collect-inputs/manual", "situation-pictures/manual"):
        assert slugs(client, name) == []


@pytest.mark.parametrize(
    "parameters", [{"quarter": "2035Q1"}, {"quarter": "2022Q3", "towns": ["atlantis"]}, {"force": "perhaps"}]
)
def test_a_value_that_the_form_does_not_offer_is_refused_before_the_run_starts(client, prefect_api, parameters):
    deploy(prefect_api)
    deployment = client.read_deployment_by_name("quarterly/manual")
    with pytest.raises(PrefectHTTPStatusError) as refused:
        client.create_flow_run_from_deployment(deployment.id, parameters=parameters)
    assert refused.value.response.status_code == 409


def test_a_schedule_that_the_file_no_longer_has_is_removed_with_its_runs(client, prefect_api, tmp_path):
    deploy(prefect_api, written(tmp_path, deployment_of("waiting", NEW_YEAR, MIDSUMMER)))
    assert slugs(client, "stand-in/manual") == ["midsummer", "new-year"]
    deployment = client.read_deployment_by_name("stand-in/manual")
    runs, _ = scheduled_runs(client, deployment.id, at_least=2, within_seconds=90)
    assert {run.expected_start_time.astimezone(HELSINKI).month for run in runs} == {1, 6}

    report = deploy(prefect_api, written(tmp_path, deployment_of("waiting", MIDSUMMER)))
    assert report.removed_schedules == ["stand-in/manual/new-year"]
    assert slugs(client, "stand-in/manual") == ["midsummer"]
    runs, _ = scheduled_runs(client, deployment.id, at_least=1, within_seconds=90)
    assert {run.expected_start_time.astimezone(HELSINKI).month for run in runs} == {6}


def test_a_renamed_schedule_does_not_run_twice(client, prefect_api, tmp_path):
    deploy(prefect_api, written(tmp_path, deployment_of("waiting", NEW_YEAR)))
    deploy(prefect_api, written(tmp_path, deployment_of("waiting", {**NEW_YEAR, "slug": "january"})))
    assert slugs(client, "stand-in/manual") == ["january"]


def test_a_deployment_that_the_file_no_longer_has_is_removed_and_a_strangers_stays(client, prefect_api, tmp_path):
    deploy(prefect_api, written(tmp_path, deployment_of("waiting"), deployment_of("idle")))
    flow_id = client.read_deployment_by_name("another-stand-in/manual").flow_id
    client.create_deployment(flow_id=flow_id, name="strangers", tags=["another project"])

    report = deploy(prefect_api, written(tmp_path, deployment_of("waiting")))
    assert report.removed_deployments == ["another-stand-in/manual"]
    with pytest.raises(ObjectNotFound):
        client.read_deployment_by_name("another-stand-in/manual")
    assert client.read_deployment_by_name("another-stand-in/strangers").tags == ["another project"]


def test_deploying_twice_changes_nothing(client, prefect_api, tmp_path):
    file = written(tmp_path, deployment_of("waiting", NEW_YEAR, limit=1))
    deploy(prefect_api, file)
    first = client.read_deployment_by_name("stand-in/manual")
    report = deploy(prefect_api, file)
    second = client.read_deployment_by_name("stand-in/manual")
    assert (report.removed_deployments, report.removed_schedules) == ([], [])
    assert second.id == first.id
    assert slugs(client, "stand-in/manual") == ["new-year"]
    assert second.global_concurrency_limit.limit == 1
    assert second.concurrency_options.collision_strategy == "ENQUEUE"


def test_a_deployment_that_a_person_has_paused_stays_paused(client, prefect_api, tmp_path):
    file = written(tmp_path, deployment_of("waiting", NEW_YEAR))
    deploy(prefect_api, file)
    deployment = client.read_deployment_by_name("stand-in/manual")
    client.request("POST", "/deployments/{id}/pause_deployment", path_params={"id": deployment.id})
    deploy(prefect_api, file)
    assert client.read_deployment_by_name("stand-in/manual").paused


def test_a_run_that_no_worker_runs_any_more_is_closed_and_gives_its_place_back(client, prefect_api, tmp_path):
    file = written(tmp_path, deployment_of("waiting", limit=1))
    deploy(prefect_api, file)
    deployment = client.read_deployment_by_name("stand-in/manual")
    run = client.create_flow_run_from_deployment(deployment.id)
    client.set_flow_run_state(run.id, Running(), force=True)

    assert deploy(prefect_api, file).closed_runs == []
    assert client.read_flow_run(run.id).state.is_running()

    assert deploy(prefect_api, file, has_no_worker=True).closed_runs == [run.name]
    assert client.read_flow_run(run.id).state.is_crashed()
