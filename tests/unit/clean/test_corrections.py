"""The project's own corrections are applied where they fit, are told, and never applied to the wrong cell."""

import pytest

from config.contracts import Correction
from tasks.clean.corrections import CorrectionError
from tasks.clean.submissions import read_submission
from tests.workbooks import sent, workbook

FIGURES = """
Vuosi | Toimiala        | Henkilöstö | Yritykset
2021  | Metsäteollisuus | 12060      | 40
2021  | Muut toimialat  | 300        | 25
"""


def project_with(project, **changes):
    correction = {
        "town": "iisalmi",
        "quarter": "2022Q3",
        "table": "key_figures",
        "source_ref": "lomake.xlsx!Tunnusluvut!2",
        "column": "employee_count",
        "expected": "12060",
        "corrected": "1206",
        "reason": {"fi": "Ylimääräinen nolla", "sv": "En nolla för mycket", "en": "One zero too many"},
        "corrected_by": "projektisihteeri",
        "corrected_on": "2022-10-04",
    }
    return project.model_copy(update={"corrections": {"nolla": Correction.model_validate(correction | changes)}})


def read(project, quarter="2022Q3", figures=FIGURES):
    return read_submission(project, "iisalmi", quarter, [sent("lomake.xlsx", workbook(Tunnusluvut=figures))])


def test_a_correction_that_fits_is_applied_to_its_cell_alone_and_told(project):
    submission = read(project_with(project))
    assert submission.tables["key_figures"].frame["employee_count"].tolist() == [1206, 300]
    (finding,) = submission.findings
    assert (finding.code, finding.cell, finding.value) == ("COR-001", "C2", "12060")
    assert "”12060” luetaan ”1206”. Syy: Ylimääräinen nolla (projektisihteeri)." in finding.message.fi


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"expected": "12061"}, "the cell holds '12060' and not '12061'"),
        ({"source_ref": "lomake.xlsx!Tunnusluvut!9"}, "there is no such row"),
        ({"source_ref": "toinen.xlsx!Tunnusluvut!2"}, "there is no such row"),
        ({"table": "actors", "column": "name"}, "there is no such table or column"),
    ],
)
def test_a_correction_that_no_longer_fits_stops_the_run(project, changes, reason):
    with pytest.raises(CorrectionError, match=reason):
        read(project_with(project, **changes))


def test_a_correction_of_another_quarter_says_nothing(project):
    submission = read(project_with(project), quarter="2022Q2")
    assert submission.tables["key_figures"].frame["employee_count"].tolist() == [12060, 300]
    assert submission.findings == ()
