from collections.abc import Callable
from pathlib import Path

import pytest

from cli.sample import Role, SampleReport, write_sample
from cli.sample.records import TownTables
from cli.sample.sheets import Sheet, plan_sheets
from cli.sample.towns import SampleNetwork
from config.models import Project
from config.quarters import Quarter

QUARTER = Quarter(2022, 3)


@pytest.fixture(scope="session")
def network(project: Project) -> SampleNetwork:
    return SampleNetwork(project, QUARTER, seed=1)


@pytest.fixture(scope="session")
def ten_towns(project: Project, tmp_path_factory: pytest.TempPathFactory) -> SampleReport:
    return write_sample(project, tmp_path_factory.mktemp("sample"), QUARTER, seed=1)


@pytest.fixture(scope="session")
def tables_of_towns(network: SampleNetwork) -> dict[str, TownTables]:
    return {profile.town.slug: network.tables(profile, QUARTER) for profile in network.profiles}


@pytest.fixture(scope="session")
def planned(network: SampleNetwork, tables_of_towns: dict[str, TownTables]) -> Callable[[str], list[Sheet]]:
    """The sheets of a town as planned, before habits and mistakes."""
    profiles = {profile.town.slug: profile for profile in network.profiles}
    return lambda town: plan_sheets(network.project, tables_of_towns[town], profiles[town].language)


@pytest.fixture
def folder_of(ten_towns: SampleReport) -> Callable[..., Path]:
    """The folder of the one town of ten that has a role."""

    def find(role: Role, quarter: Quarter = QUARTER) -> Path:
        (town,) = ten_towns.towns_with(role)
        return ten_towns.out / "inputs" / str(quarter) / town

    return find
