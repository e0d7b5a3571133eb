"""A town that joins late, and one that leaves: the others' documents stand, and nothing of it is a zero.

The project of docs/examples has four towns and four quarters.
"""

import shutil

import pytest
import yaml

from cli.offline import accept_folder, snapshot_of_folder
from cli.sample import write_whole_sample
from config.loading import load_project
from config.quarters import Quarter
from config.settings import PROJECT_ROOT
from tasks.assemble.documents import build_document
from tasks.assemble.outline import outline
from tasks.assemble.quality import check_document
from tasks.assemble.work_list import document_inputs, documents_to_make
from tasks.findings import Severity, Verdict
from tasks.measure.changes import no_changes
from tasks.measure.quarter import measure_quarter

EXAMPLE = PROJECT_ROOT / "docs" / "examples" / "kustringen"
TOWN, OTHER = "lillsund", "norrvik"
EARLY, LATE = Quarter(2025, 2), Quarter(2025, 3)


@pytest.fixture(scope="module")
def four_towns():
    return load_project(EXAMPLE / "config")


@pytest.fixture(scope="module")
def sample(four_towns, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    write_whole_sample(four_towns, folder)
    return folder


def made(project, folder, quarter, towns):
    """Return what was accepted, the values, and the text of each document that some towns are owed in a quarter."""
    accepted = accept_folder(project, quarter, folder)
    snapshot = snapshot_of_folder(project, quarter, folder)
    values = measure_quarter(project, quarter, accepted, snapshot)
    wanted = documents_to_make(project, project.calendar.due_in(quarter), towns)
    inputs = document_inputs(project, quarter, wanted, accepted, snapshot, values, no_changes())
    texts = {}
    for one, its in zip(wanted, inputs, strict=True):
        built = build_document(one.deliverable, its)
        assert check_document(built.content) == []
        texts[built.id] = outline(built.content)
    return accepted, values, texts


def test_a_town_that_joins_late_has_a_document_that_says_so_and_then_one_like_the_others(four_towns, sample, tmp_path):
    folder = tmp_path / "sample"
    shutil.copytree(sample, folder)
    for quarter in (EARLY.previous, EARLY):
        shutil.rmtree(folder / "inputs" / str(quarter) / TOWN, ignore_errors=True)
    accepted, values, texts = made(four_towns, folder, EARLY, (TOWN,))
    assert {one.verdict for one in accepted.standings if one.town == TOWN} == {Verdict.MISSING}
    own = values[(values["town"] == TOWN) & (values["indicator"] == "actor_count")]
    assert set(own["status"]) == {"missing"}
    assert own["value"].isna().all()
    assert (
        "uppgifter har inte lämnats in under omgång Q2/2025 och inte heller tidigare."
        in texts["town_strategy_lillsund_sv"]
    )
    joined, _, texts = made(four_towns, folder, LATE, (TOWN,))
    assert joined.standing(TOWN, "actors").data_quarter == str(LATE)
    assert "har inte lämnat" not in texts["invest_in_lillsund_sv"]


def test_a_town_that_leaves_takes_no_other_town_with_it(sample, tmp_path):
    config = tmp_path / "config"
    shutil.copytree(EXAMPLE / "config", config)
    towns = yaml.safe_load((config / "towns.yaml").read_text("utf-8"))
    left_town = towns["towns"].pop(TOWN)
    towns["former_towns"] = {TOWN: left_town["name"]}
    (config / "towns.yaml").write_text(yaml.safe_dump(towns, allow_unicode=True), "utf-8")
    project = load_project(config)
    accepted, values, texts = made(project, sample, LATE, (OTHER,))
    (left,) = [finding for finding in accepted.findings if finding.code == "FIL-007"]
    assert left.town == TOWN
    rejected = [
        (f.table, f.code, f.value) for f in accepted.findings if f.severity is Severity.CRITICAL and f.town == OTHER
    ]
    assert rejected == [], "links to actors of the town that left are told, and reject nothing"
    assert TOWN not in set(values["town"])
    assert set(texts) == {"invest_in_norrvik_sv", "invest_in_norrvik_en"}
