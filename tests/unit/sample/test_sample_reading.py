"""What towns send is read by the collect and clean stages: variation without a finding, mistakes with one each."""

import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from cli.sample import Role, SampleReport, write_sample
from cli.sample.habits import HABITS, apply_habits
from cli.sample.records import TownTables
from cli.sample.sheets import Sheet
from cli.sample.workbook import write_workbook
from config.loading import load_project
from config.models import Project
from config.quarters import Quarter
from tasks.clean.submissions import read_submission
from tasks.submissions import FileOrigin, Submission, SubmittedFile

FolderOf = Callable[..., Path]


def read(project: Project, town: str, quarter: str, files: dict[str, bytes]) -> Submission:
    uploaded = dt.datetime(2022, 10, 1, tzinfo=dt.UTC)
    sent = [
        SubmittedFile(
            FileOrigin(
                f"inputs/{quarter}/{town}/{name}", "v1", hashlib.sha256(content).hexdigest(), uploaded, len(content)
            ),
            content,
        )
        for name, content in files.items()
    ]
    return read_submission(project, town, quarter, sent)


def read_folder(project: Project, folder: Path) -> Submission:
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    return read(project, folder.name, folder.parent.name, files)


def test_what_the_clean_towns_send_is_read_without_a_finding_and_without_loss(
    project: Project, ten_towns: SampleReport, tables_of_towns: dict[str, TownTables]
):
    for role in (Role.CLEAN, Role.OPEN_DOCUMENT, Role.CSV_FILES):
        for town in ten_towns.towns_with(role):
            submission = read_folder(project, ten_towns.out / "inputs/2022Q3" / town)
            assert [(f.code, f.source_ref, f.value) for f in submission.findings] == []
            sent = tables_of_towns[town]
            assert {name: len(table.frame) for name, table in submission.tables.items()} == {
                name: len(rows) for name, rows in sent.items()
            }
            figures = submission.tables["key_figures"].frame
            for column in ("employee_count", "turnover_eur", "rd_person_years"):
                assert figures[column].tolist() == [row[column] for row in sent["key_figures"]]
            gaps = submission.tables["competence_gaps"].frame
            assert gaps["identified_date"].tolist() == [
                pd.Timestamp(row["identified_date"]) for row in sent["competence_gaps"]
            ]
            assert submission.tables["narratives"].frame["text"].tolist() == [r["text"] for r in sent["narratives"]]


@pytest.mark.parametrize("town_index", range(len(HABITS)))
def test_every_habit_is_harmless(project: Project, planned: Callable[[str], list[Sheet]], town_index: int):
    sheets = planned("kuusamo")
    before = write_workbook(sheets, "title")
    apply_habits(project, sheets, "fi", town_index)
    after = write_workbook(sheets, "title")
    assert after != before
    read_after = read(project, "kuusamo", "2022Q3", {"a.xlsx": after})
    read_before = read(project, "kuusamo", "2022Q3", {"a.xlsx": before})
    assert read_after.findings == ()
    for name, table in read_before.tables.items():
        left, right = (t.drop(columns="source_ref") for t in (table.frame, read_after.tables[name].frame))
        pd.testing.assert_frame_equal(left, right)


def test_the_faulty_town_draws_a_finding_for_each_cell_that_cannot_be_read(project: Project, folder_of: FolderOf):
    submission = read_folder(project, folder_of(Role.FAULTY))
    found = {(f.table, f.column, str(f.severity)) for f in submission.findings}
    assert ("key_figures", "employee_count", "critical") in found
    assert ("actors", "internationality", "warning") in found
    assert ("actors", "business_id", "warning") in found
    assert any(f.table == "actors" and f.code == "COL-001" for f in submission.findings)


def test_the_faulty_town_makes_the_mistakes_that_only_a_comparison_shows(project: Project, folder_of: FolderOf):
    tables = {n: t.frame for n, t in read_folder(project, folder_of(Role.FAULTY)).tables.items()}
    figures = tables["key_figures"]
    assert (figures["export_eur"] > figures["turnover_eur"]).sum() == 1
    last = figures[figures["year"] == 2021]
    is_total = last["sector"] == "yhteensa"
    assert last.loc[is_total, "employee_count"].item() != last.loc[~is_total, "employee_count"].sum()
    assert tables["competence_gaps"]["gap_id"].duplicated().sum() == 1
    town = folder_of(Role.FAULTY).name
    own = tables["links"]["to_id"][tables["links"]["to_id"].str.startswith(f"{town}-")]
    assert (~own.isin(tables["actors"]["actor_id"])).sum() == 1
    scores = tables["maturity_scores"]
    assert (scores["score"].notna() & scores["justification"].isna()).sum() == 1
    assert (tables["interviews_workshops"]["event_date"] > pd.Timestamp(2022, 9, 30)).sum() == 1


@pytest.mark.parametrize("role", [Role.FAULTY, Role.SILENT])
def test_what_was_sent_a_quarter_earlier_is_in_order(project: Project, folder_of: FolderOf, role: Role):
    submission = read_folder(project, folder_of(role, Quarter(2022, 2)))
    assert submission.findings == ()
    tables = {name: table.frame for name, table in submission.tables.items()}
    asked = {table.id for table in project.tables_of(folder_of(role, Quarter(2022, 2)).name)}
    assert asked - set(tables) == {"strategy", "measures"}, "strategies are made from Q3/2022 on"
    assert set(tables) <= asked
    last_day = pd.Timestamp(2022, 6, 30)
    assert tables["submission"]["quarter"].item() == "2022Q2"
    assert tables["submission"]["submitted_date"].item() <= last_day
    assert (tables["interviews_workshops"]["event_date"] <= last_day).all()
    assert (tables["actors"]["active_from"] <= last_day).all()
    assert (tables["competence_gaps"]["identified_date"] <= last_day).all()
    assert tables["links"]["from_id"].isin(tables["actors"]["actor_id"]).any()


def test_links_of_other_towns_point_at_actors_that_were_sent_before_the_quarter(
    project: Project, ten_towns: SampleReport, folder_of: FolderOf, tables_of_towns: dict[str, TownTables]
):
    for role in (Role.FAULTY, Role.SILENT):
        folder = folder_of(role, Quarter(2022, 2))
        known = set(read_folder(project, folder).tables["actors"].frame["actor_id"])
        for town, tables in tables_of_towns.items():
            if town != folder.name:
                ends = {str(link[end]) for link in tables["links"] for end in ("from_id", "to_id")}
                assert {end for end in ends if end.startswith(f"{folder.name}-")} <= known


@pytest.mark.parametrize("quarter", load_project().calendar.quarters, ids=str)
def test_every_quarter_of_the_calendar_has_a_sample_that_is_read_without_a_finding(
    project: Project, tmp_path: Path, quarter: Quarter
):
    sample = write_sample(project, tmp_path, quarter, town_count=len(Role))
    assert sample.config_folder is not None
    invented = load_project(sample.config_folder)
    folders = {(path.parent.name, path.name) for path in (tmp_path / "inputs").glob("*/*")}
    # Before the project's first quarter nobody was asked, so there is no earlier submission.
    (silent,), (faulty,) = sample.towns_with(Role.SILENT), sample.towns_with(Role.FAULTY)
    senders = {(str(quarter), town) for town in sample.roles if town != silent}
    was_asked_before = quarter.previous in project.calendar.quarters
    earlier = {(str(quarter.previous), silent), (str(quarter.previous), faulty)} if was_asked_before else set()
    assert folders == senders | earlier
    for sent_for, town in sorted(folders - {(str(quarter), faulty)}):
        submission = read_folder(invented, tmp_path / "inputs" / sent_for / town)
        assert [(f.code, f.source_ref, f.value) for f in submission.findings] == []
        first_day = max(Quarter.parse(sent_for).first_day, project.identity.planned_start)
        for table in ("interviews_workshops", "events_visits"):
            days = submission.tables[table].frame["event_date"]
            assert days.between(pd.Timestamp(first_day), pd.Timestamp(Quarter.parse(sent_for).last_day)).all()
