"""A row may be blank nearly everywhere: that is the town's fault, and must never be a defect of ours."""

import pandas as pd
import pytest

from config.loading import load_project
from tasks.clean.tables import column_dtype
from tasks.submissions import CleanTable, Submission
from tasks.validate.submissions import validate_submissions
from tests.unit.validate.conftest import REPORTED
from tests.workbooks import sent

TABLES = tuple(load_project().tables)


def blank_table(project, table, row_count):
    contract = project.tables[table]
    columns = dict.fromkeys((*contract.columns, "source_ref", "town", "quarter"))
    frame = pd.DataFrame(
        {name: pd.Series([None] * row_count, dtype=column_dtype(contract, name)) for name in columns}
    ).assign(source_ref=[f"lomake.xlsx!Taulu!{row + 2}" for row in range(row_count)], town="iisalmi", quarter="2022Q3")
    return CleanTable(
        table, frame.astype({"source_ref": "str", "town": "str", "quarter": "str"}), {}, sent("a.xlsx", b"").origin
    )


@pytest.mark.parametrize("table", TABLES)
def test_rows_without_a_single_value_are_checked_without_a_defect(project, table):
    submission = Submission("iisalmi", "2022Q3", (), {table: blank_table(project, table, 2)})
    (validated,) = validate_submissions(project, REPORTED, [submission])
    assert set(validated.verdicts) == {table}


def test_all_tables_blank_at_once_are_checked_without_a_defect(project):
    tables = {table: blank_table(project, table, 1) for table in TABLES}
    earlier = validate_submissions(project, REPORTED, [Submission("iisalmi", "2022Q2", (), tables)])
    (validated,) = validate_submissions(project, REPORTED, [Submission("iisalmi", "2022Q3", (), tables)], earlier)
    assert set(validated.verdicts) == set(TABLES)
