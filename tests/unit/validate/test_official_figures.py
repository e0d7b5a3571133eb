"""Key figures stand beside the official statistics: a difference of over a fifth is told, and nothing is assumed."""

import pandas as pd
import pytest

from config.models import Project
from config.texts import Text
from tasks.clean.submissions import read_submission
from tasks.reference.snapshot import Dataset, ReferenceSnapshot
from tasks.validate.official_figures import official_figures
from tasks.validate.submissions import validate_submissions
from tests.unit.validate.conftest import REPORTED
from tests.workbooks import cells, sent, workbook

FIGURES = """
Vuosi | Toimiala        | Henkilöstö | Yritykset
2021  | Metsäteollisuus | 800        | 40
2021  | Muut toimialat  | 400        | 60
2021  | Yhteensä        | 1200       | 100
"""
# Raahe has the municipality code 678. 800 is at the very limit of 1000 - 20 %.
JOBS = """
KU678 | 2021 | metsa    | 1000 | 45
KU678 | 2021 | muu      | 410  | 55
KU678 | 2021 | yhteensa | 1410 | 100
KU140 | 2021 | metsa    | 1    | 1
"""


def snapshot(rows: str) -> ReferenceSnapshot:
    frame = pd.DataFrame(cells(rows), columns=["area_code", "year", "sector", "employee_count", "firm_count"])
    frame = frame.astype({"year": int, "employee_count": int, "firm_count": int})
    text = Text(fi="Työpaikat", sv="Arbetsplatser", en="Jobs")
    name = "jobs_by_sector"
    return ReferenceSnapshot({name: Dataset(f"{name}@2022-06-01", text, text, "", "", 2022, False, "", frame)})


def found(project: Project, figures: str, statistics: ReferenceSnapshot | None) -> list[tuple[str, str, str]]:
    submission = read_submission(project, "raahe", "2022Q3", [sent("lomake.xlsx", workbook(Tunnusluvut=figures))])
    (validated,) = validate_submissions(project, REPORTED, [submission], snapshot=statistics)
    return [(f.code, f.cell, f.message.fi) for f in validated.findings]


def test_figures_within_a_fifth_of_the_statistics_are_passed_over(project):
    assert found(project, FIGURES, snapshot(JOBS)) == []


def test_a_figure_further_from_the_statistics_is_told_with_both(project):
    figures = FIGURES.replace("| 800 ", "| 799 ").replace("| 1200 ", "| 1199 ")
    assert found(project, figures, snapshot(JOBS)) == [
        ("KEY-010", "C2", "Henkilöstö: 799 poikkeaa yli 20\xa0% virallisen tilaston luvusta 1\xa0000 (vuosi 2021).")
    ]
    fewer_firms = FIGURES.replace("| 60", "| 90").replace("| 100", "| 130")
    assert [place for _, place, _ in found(project, fewer_firms, snapshot(JOBS))] == ["D3", "D4"]


@pytest.mark.parametrize(
    "statistics",
    [
        None,
        ReferenceSnapshot({}),
        snapshot(JOBS.replace("2021", "2020")),
        snapshot(JOBS.replace("KU678", "KU999")),
        # Of 19 jobs a fifth is 4: that says nothing.
        snapshot("KU678 | 2021 | metsa | 19 | 9"),
    ],
    ids=["no snapshot", "no jobs", "another year", "another town", "too few"],
)
def test_where_the_statistics_say_nothing_no_figure_is_doubted(project, statistics):
    assert found(project, FIGURES, statistics) == []


def test_the_municipalities_of_a_joint_unit_are_summed_and_a_part_never_passes_for_the_whole(project):
    joint = project.towns["raahe"].model_copy(update={"member_codes": ("678", "140")})
    figures = official_figures(project.model_copy(update={"towns": {"raahe": joint}}), REPORTED, snapshot(JOBS))
    assert figures.to_dict("records") == [
        {"town": "raahe", "year": 2021, "sector": "metsa", "employee_count": 1001, "firm_count": 46}
    ]
