"""A wrong configuration stops the start and says where, what and what is allowed."""

import shutil
from pathlib import Path

import pytest
import yaml

from config.loading import SHIPPED_CONFIG, ConfigError, load_project


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped configuration that a test may spoil."""
    target = tmp_path / "config"
    shutil.copytree(SHIPPED_CONFIG, target, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return target


def change(path: Path, edit) -> None:
    data = yaml.safe_load(path.read_text("utf-8"))
    edit(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")


def error_of(folder) -> str:
    with pytest.raises(ConfigError) as caught:
        load_project(folder)
    return str(caught.value)


def test_an_unknown_key_is_named_with_its_file(folder):
    change(folder / "towns.yaml", lambda data: data["towns"]["rauma"].update(colour="blue"))
    message = error_of(folder)
    assert "towns.yaml" in message
    assert "towns.rauma.colour = 'blue'" in message


def test_a_value_that_is_not_allowed_is_named_with_those_that_are(folder):
    change(folder / "towns.yaml", lambda data: data["towns"]["rauma"].update(role="boss"))
    message = error_of(folder)
    assert "towns.rauma.role = 'boss'" in message
    assert "'lead_partner', 'partner' or 'participant'" in message


def test_a_missing_case_form_stops_the_start(folder):
    change(folder / "towns.yaml", lambda data: data["towns"]["keuruu"]["forms"].pop("inside"))
    assert "towns.keuruu.forms.inside" in error_of(folder)


def test_a_reference_to_a_town_that_does_not_exist_lists_the_towns(folder):
    change(folder / "work_packages.yaml", lambda data: data["work_packages"]["TP3"].update(lead="pori"))
    message = error_of(folder)
    assert "work_packages.TP3.lead is 'pori'" in message
    assert "savonlinna" in message


def test_a_deliverable_due_outside_the_calendar_is_refused(folder):
    change(folder / "calendar.yaml", lambda data: data["due"]["network_picture"].update(quarters=["2025Q1"]))
    assert "network_picture is due in 2025Q1" in error_of(folder)


def test_a_budget_that_does_not_add_up_is_refused(folder):
    change(folder / "budget.yaml", lambda data: data["cost_types"]["services"]["by_year"].update({2022: 66251}))
    assert "the years of services sum to 120001, not 120000" in error_of(folder)


def test_a_town_written_twice_is_an_error_and_not_the_last_one(folder):
    path = folder / "project.yaml"
    path.write_text(path.read_text("utf-8") + "\nid: toinen\n", "utf-8")
    assert "the key 'id' stands twice" in error_of(folder)


def test_a_missing_file_is_named(folder):
    (folder / "sectors.yaml").unlink()
    assert "sectors.yaml: the file is missing" in error_of(folder)


def test_a_message_whose_languages_differ_in_their_placeholders_is_refused(folder):
    change(folder / "messages" / "clean.yaml", lambda data: data["CEL-002"]["message"].update(sv="Inte ett tal."))
    assert "the placeholders differ between the languages" in error_of(folder)


def test_the_facts_of_the_application_are_there(project):
    assert len(project.towns) == 10
    assert {town.region_code for town in project.towns.values()} == set(project.regions)
    assert len(project.regions) == 8
    assert sum(town.population[2021] for town in project.towns.values()) == 182_859
    assert len(project.work_packages) == 5
    assert sum(len(package.outputs) for package in project.work_packages.values()) == 24
    assert project.budget.total_eur == 629_996
    assert project.budget.funding["municipal"].amount_eur == 125_999


def test_the_services_that_no_work_package_has_stay_visible(project):
    allocated = sum(package.services_eur or 0 for package in project.work_packages.values())
    services = project.budget.cost_types["services"].total_eur
    assert services - allocated == project.budget.unallocated_services_eur == 10_000


def test_two_municipalities_may_report_as_one_unit(folder):
    unit = {
        "name": {"fi": "Naturpolis", "sv": "Naturpolis", "en": "Naturpolis"},
        "members": ["kuusamo", "taivalkoski"],
        "forms": {
            "genitive": "Naturpoliksen",
            "inside": "Naturpoliksessa",
            "from": "Naturpoliksesta",
            "to": "Naturpolikseen",
            "adjective": "naturpolislainen",
        },
    }
    change(folder / "towns.yaml", lambda data: data.update(joint_units={"naturpolis": unit}))
    project = load_project(folder)
    assert len(project.towns) == 9
    assert project.towns["naturpolis"].municipality_codes == ("305", "832")
    assert project.towns["naturpolis"].population[2021] == 15_165 + 3_913


def test_equal_files_give_an_equal_digest_and_a_changed_one_another(folder):
    before = load_project(folder).digest
    assert load_project(folder).digest == before
    change(folder / "project.yaml", lambda data: data["disclosure"].update(minimum_firm_count=4))
    assert load_project(folder).digest != before
