"""The shape of prefect.yaml as far as we use it, read strictly: Prefect itself drops misspelt keys in silence."""

from pathlib import Path
from typing import Literal, Self
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from config.settings import PROJECT_ROOT
from config.yaml_text import YamlTextError, read_yaml

DEPLOYMENT_FILE = PROJECT_ROOT / "prefect.yaml"
# Marks the deployments that are ours, so that nobody else's is removed from a shared server.
PROJECT_TAG = "kivijalka"


class DeploymentFileError(Exception):
    """prefect.yaml is missing or wrong; the text says which key."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WorkPool(_Strict):
    """The work pool whose worker runs a deployment."""

    name: str = Field(min_length=1)


class ConcurrencyLimit(_Strict):
    """How many runs of a deployment may go on at a time; the next one waits, since a cancelled quarter is lost."""

    limit: int = Field(ge=1)
    collision_strategy: Literal["ENQUEUE"]


class CronSchedule(_Strict):
    """One schedule of a deployment; its slug tells it from the others."""

    cron: str = Field(pattern=r"^\S+ \S+ \S+ \S+ \S+$")
    timezone: str
    slug: str = Field(pattern=r"^[a-z0-9-]+$")
    active: bool = True

    @model_validator(mode="after")
    def _timezone_exists(self) -> Self:
        if self.timezone not in available_timezones():
            raise ValueError(f"there is no timezone '{self.timezone}'")
        return self


class Deployment(_Strict):
    """A flow that can be started from Prefect, by a person or a schedule."""

    name: str = Field(pattern=r"^[a-z0-9-]+$")
    entrypoint: str = Field(pattern=r"^[a-z_]+(\.[a-z_]+)+$")
    description: str = Field(min_length=1)
    tags: tuple[str, ...]
    work_pool: WorkPool
    concurrency_limit: ConcurrencyLimit | None = None
    schedules: tuple[CronSchedule, ...] = ()

    @model_validator(mode="after")
    def _is_marked(self) -> Self:
        if PROJECT_TAG not in self.tags:
            raise ValueError(f"the tag '{PROJECT_TAG}' is missing from {self.entrypoint}/{self.name}")
        return self


class DeploymentFile(_Strict):
    """prefect.yaml."""

    name: str = Field(min_length=1)
    deployments: tuple[Deployment, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        names = [(deployment.entrypoint, deployment.name) for deployment in self.deployments]
        if len(set(names)) != len(names):
            raise ValueError("two deployments of one flow have the same name")
        slugs = [schedule.slug for deployment in self.deployments for schedule in deployment.schedules]
        if len(set(slugs)) != len(slugs):
            raise ValueError("two schedules have the same slug")
        return self


def read_deployment_file(path: Path = DEPLOYMENT_FILE) -> DeploymentFile:
    """Return what the file says.

    Raises:
        DeploymentFileError: It is missing, is not YAML, has an unknown key or a value that is not allowed.
    """
    try:
        return DeploymentFile.model_validate(read_yaml(path.read_text("utf-8")))
    except (OSError, YamlTextError) as error:
        raise DeploymentFileError(f"{path}: {error}") from error
    except ValidationError as error:
        problems = [f"{path}: {'.'.join(map(str, e['loc'])) or '(whole file)'}: {e['msg']}" for e in error.errors()]
        raise DeploymentFileError("\n".join(problems)) from error
