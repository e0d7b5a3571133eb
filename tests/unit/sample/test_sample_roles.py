from collections import Counter
from pathlib import Path

import pytest

from cli.sample import Role, SampleReport, write_sample
from cli.sample.roles import assign_roles
from config.loading import load_project
from config.models import Project
from config.quarters import Quarter

QUARTER = Quarter(2022, 3)


def tables_text(project: Project) -> str:
    return repr({name: contract.model_dump() for name, contract in project.tables.items()})


def test_ten_towns_have_each_special_role_once(ten_towns: SampleReport):
    assert Counter(ten_towns.roles.values()) == {
        Role.CLEAN: 6, Role.OPEN_DOCUMENT: 1, Role.CSV_FILES: 1, Role.FAULTY: 1, Role.SILENT: 1
    }  # fmt: skip


def test_roles_rotate_by_the_seed(project: Project):
    towns = list(project.towns)
    faulty = {next(t for t, r in assign_roles(towns, seed).items() if r == Role.FAULTY) for seed in range(40)}
    assert len(faulty) >= 8
    assert assign_roles(towns, 5) == assign_roles(towns, 5)


@pytest.mark.parametrize(("town_count", "special"), [(1, 0), (3, 2), (25, 2 * 4), (1000, 5 * 4)])
def test_at_least_one_town_is_clean_and_many_towns_have_a_few_of_each_kind(town_count: int, special: int):
    roles = assign_roles([f"kunta-{number}" for number in range(town_count)], seed=1)
    assert sum(role != Role.CLEAN for role in roles.values()) == special


def test_the_silent_town_sent_only_the_quarter_before(ten_towns: SampleReport):
    (silent,) = ten_towns.towns_with(Role.SILENT)
    sent = [name for name in ten_towns.files if f"/{silent}/" in name]
    assert sent == [f"inputs/2022Q2/{silent}/{silent}_2022Q2.xlsx"]


def test_the_faulty_town_sent_both_quarters(ten_towns: SampleReport):
    (faulty,) = ten_towns.towns_with(Role.FAULTY)
    sent = [name for name in ten_towns.files if f"/{faulty}/" in name]
    assert sent == [f"inputs/{q}/{faulty}/{faulty}_{q}.xlsx" for q in ("2022Q2", "2022Q3")]


def test_every_other_town_sent_the_reported_quarter_only(ten_towns: SampleReport):
    earlier = {name.split("/")[2] for name in ten_towns.files if name.startswith("inputs/2022Q2/")}
    reported = {name.split("/")[2] for name in ten_towns.files if name.startswith("inputs/2022Q3/")}
    assert earlier == {*ten_towns.towns_with(Role.SILENT), *ten_towns.towns_with(Role.FAULTY)}
    assert reported == set(ten_towns.roles) - set(ten_towns.towns_with(Role.SILENT))


def test_invented_towns_come_with_a_configuration_that_loads(project: Project, tmp_path: Path):
    report = write_sample(project, tmp_path, QUARTER, town_count=25)
    assert report.config_folder == tmp_path / "config"
    loaded = load_project(report.config_folder)
    assert list(loaded.towns) == [f"esimerkki-{number:04d}" for number in range(1, 26)] == list(report.roles)
    assert loaded.identity.coordinator == "esimerkki-0001"
    assert loaded.towns["esimerkki-0007"].forms.inside == "Esimerkkilässä 0007"
    assert loaded.tables["actors"].columns["actor_id"].help.en == "For example esimerkki-0001-001"
    assert tables_text(loaded).replace("esimerkki-0001", "iisalmi") == tables_text(project)
    assert {sector for town in loaded.towns.values() for sector in town.sectors} <= set(loaded.sectors)
    csv_files = sum(len(loaded.tables_of(town)) for town in report.towns_with(Role.CSV_FILES))
    assert len([name for name in report.files if name.startswith("inputs/2022Q3/")]) == 25 - 2 - 2 + csv_files


def test_one_invented_town_is_enough(project: Project, tmp_path: Path):
    report = write_sample(project, tmp_path, QUARTER, town_count=1)
    assert report.roles == {"esimerkki-0001": Role.CLEAN}
    assert (tmp_path / "inputs/2022Q3/esimerkki-0001/esimerkki-0001_2022Q3.xlsx").exists()


@pytest.mark.parametrize("town_count", [0, 10_001])
def test_more_towns_than_are_supported_are_refused(project: Project, tmp_path: Path, town_count: int):
    with pytest.raises(ValueError, match=f"1 to 10000 towns, not {town_count}"):
        write_sample(project, tmp_path, QUARTER, town_count=town_count)


def test_progress_is_told_town_by_town(project: Project, tmp_path: Path):
    told: list[tuple[int, int]] = []
    write_sample(project, tmp_path, QUARTER, town_count=3, progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]
