"""The invented towns that send in good order draw no finding, and the faulty one draws those of its mistakes."""

import pytest

from cli.offline import accept_folder
from cli.sample import Role, write_sample
from tests.unit.validate.conftest import REPORTED


@pytest.fixture(scope="module", params=[1, 2])
def accepted(request, project, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    report = write_sample(project, folder, REPORTED, seed=request.param)
    return report, accept_folder(project, REPORTED, folder)


def test_clean_towns_draw_no_finding(accepted, project):
    report, data = accepted
    for role in (Role.CLEAN, Role.OPEN_DOCUMENT, Role.CSV_FILES):
        for town in report.towns_with(role):
            assert [(f.code, f.source_ref, f.message.fi) for f in data.findings if f.town == town] == []
            verdicts = {str(data.standing(town, table.id).verdict) for table in project.tables_of(town)}
            assert verdicts == {"accepted"}


def test_the_faulty_town_draws_the_findings_of_its_mistakes_in_the_later_tables(accepted):
    report, data = accepted
    (faulty,) = report.towns_with(Role.FAULTY)
    codes = {f.code for f in data.findings if f.town == faulty and f.quarter == "2022Q3"}
    assert {"MEA-003", "EVE-002", "NEE-002", "COM-002", "PER-002"} <= codes
    told = " ".join(f.value + f.message.fi + f.message.sv for f in data.findings)
    assert "@example.org" not in told
    assert "@example.org" not in "".join(frame.to_csv() for frame in data.tables.values())
