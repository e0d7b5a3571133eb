"""What prefect.yaml promises. Prefect drops misspelt keys in silence, so it is read strictly here."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from cli.deployment_file import DEPLOYMENT_FILE, DeploymentFileError, read_deployment_file

TEXT = DEPLOYMENT_FILE.read_text("utf-8")


def written(folder: Path, text: str) -> Path:
    path = folder / "prefect.yaml"
    path.write_text(text, "utf-8")
    return path


def flow_of(entrypoint: str):
    from prefect.flows import load_flow_from_entrypoint

    return load_flow_from_entrypoint(entrypoint, use_placeholder_flow=False)


@pytest.fixture(scope="module")
def deployments():
    return read_deployment_file().deployments


def test_the_deployments_are_those_that_people_know_by_name(deployments):
    names = [f"{flow_of(deployment.entrypoint).name}/{deployment.name}" for deployment in deployments]
    assert names == [
        "quarterly/quarterly",
        "quarterly/manual",
        "collect-inputs/manual",
        "situation-pictures/manual",
        "strategies/manual",
        "reports/manual",
        "final-report/manual",
        "workbooks/manual",
    ]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("concurrency_limit:", "concurency_limit:"),
        ("timezone:", "time_zone:"),
        ("collision_strategy:", "colision_strategy:"),
        ("schedules:", "schedule:"),
        ("work_pool:", "workpool:"),
        ("description:", "descripton:"),
        ("slug:", "slugs:"),
        ("deployments:", "deployment:"),
    ],
)
def test_a_misspelt_key_is_refused_and_named(tmp_path, right, wrong):
    assert right in TEXT
    with pytest.raises(DeploymentFileError, match=wrong.rstrip(":")):
        read_deployment_file(written(tmp_path, TEXT.replace(right, wrong, 1)))


@pytest.mark.parametrize(
    ("right", "wrong", "reason"),
    [
        ("Europe/Helsinki", "Europe/Helsingfors", "no timezone"),
        ("0 6 5 1,4,7,10 *", "0 6 5 1,4,7,10", "cron"),
        ("ENQUEUE", "CANCEL_NEW", "collision_strategy"),
        ("tags: [kivijalka, käsin]", "tags: [käsin]", "tag 'kivijalka' is missing"),
        ("- name: manual", "- name: quarterly", "same name"),
    ],
)
def test_a_value_that_would_run_something_else_is_refused(tmp_path, right, wrong, reason):
    assert right in TEXT
    with pytest.raises(DeploymentFileError, match=reason):
        read_deployment_file(written(tmp_path, TEXT.replace(right, wrong)))


def test_two_schedules_with_one_slug_are_refused(tmp_path):
    content = yaml.safe_load(TEXT)
    content["deployments"][0]["schedules"] *= 2
    with pytest.raises(DeploymentFileError, match="same slug"):
        read_deployment_file(written(tmp_path, yaml.safe_dump(content)))


def test_the_schedule_is_that_of_the_calendar(deployments, project):
    (schedule,) = [schedule for deployment in deployments for schedule in deployment.schedules]
    assert schedule.cron == project.calendar.schedule.cron
    assert schedule.timezone == project.calendar.schedule.timezone
    assert schedule.active


def test_a_scheduled_run_starts_after_the_deadline_of_its_quarter(deployments, project):
    """Cron and deadlines stand in different files; a run before the deadline would miss what comes on time."""
    (schedule,) = [schedule for deployment in deployments for schedule in deployment.schedules]
    minute, hour, day, _, _ = schedule.cron.split()
    for quarter, reported in project.calendar.quarters.items():
        first_after = quarter.next.first_day.replace(day=int(day))
        start = dt.datetime.combine(first_after, dt.time(int(hour), int(minute)), ZoneInfo(schedule.timezone))
        assert start.date() > reported.deadline, f"{quarter} is run on {start.date()}, due on {reported.deadline}"


def test_a_deployment_of_the_quarterly_flow_runs_one_at_a_time(deployments):
    for deployment in deployments:
        if deployment.entrypoint == "flows.quarterly.quarterly":
            assert deployment.concurrency_limit is not None
            assert deployment.concurrency_limit.limit == 1


@pytest.mark.parametrize("deployment", read_deployment_file().deployments, ids=lambda d: f"{d.entrypoint}/{d.name}")
def test_every_flow_can_be_imported_and_started_with_its_own_defaults(deployment):
    flow = flow_of(deployment.entrypoint)
    schema = flow.parameters
    defaults = {name: field["default"] for name, field in schema.properties.items()}
    assert flow.validate_parameters(defaults)["quarter"] == "edellinen"
    assert schema.required in (None, [])


@pytest.mark.parametrize("deployment", read_deployment_file().deployments, ids=lambda d: f"{d.entrypoint}/{d.name}")
def test_every_form_has_drop_downs_help_and_no_union(deployment):
    """Prefect's form shows a union or a choice of one as raw JSON."""
    schema = flow_of(deployment.entrypoint).parameters
    for name, field in schema.properties.items():
        assert "anyOf" not in field, f"{name} is a union"
        assert field.get("description"), f"{name} has no help"
    for name, choices in (schema.definitions or {}).items():
        assert len(choices["enum"]) >= 2, f"{name} offers no choice"


def test_the_work_pool_is_one(deployments):
    """`kivijalka up` starts one worker, which must serve them all."""
    assert {deployment.work_pool.name for deployment in deployments} == {"kivijalka"}
