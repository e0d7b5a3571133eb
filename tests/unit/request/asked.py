"""What the tests of the workbook share: earlier data that was accepted, and a town that sends the workbook back."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence

import openpyxl
import pandas as pd

from config.models import Project
from config.quarters import Quarter
from tasks.clean.submissions import read_submission
from tasks.clean.tables import column_dtype
from tasks.findings import Verdict
from tasks.submissions import AcceptedData, FileOrigin, Standing, Submission, SubmittedFile
from tasks.validate.verdicts import empty_table

EARLIER = Quarter(2022, 3)
ASKED = Quarter(2022, 4)

Records = Sequence[Mapping[str, object]]


def clean_table(project: Project, table: str, town: str, quarter: str, records: Records) -> pd.DataFrame:
    """Return a clean table with the given values; columns that no record names are missing."""
    contract = project.tables[table]
    columns = {
        name: pd.Series([record.get(name) for record in records], dtype=column_dtype(contract, name))
        for name in contract.columns
    }
    frame = pd.DataFrame(columns)
    return frame.assign(source_ref=[f"a.xlsx!x!{n}" for n in range(2, len(frame) + 2)], town=town, quarter=quarter)


def accepted(
    project: Project, town: str = "iisalmi", sent_for: Mapping[str, str] | None = None, **tables: Records
) -> AcceptedData:
    """Return what counted for 2022Q3: the given rows of one town, of that quarter unless `sent_for` says otherwise."""
    quarters = sent_for or {}
    frames = {name: empty_table(contract) for name, contract in project.tables.items()}
    standings = []
    for name, records in tables.items():
        quarter = quarters.get(name, str(EARLIER))
        frames[name] = clean_table(project, name, town, quarter, records)
        standings.append(Standing(town, name, Verdict.ACCEPTED, quarter, dt.date(2022, 10, 2), row_count=len(records)))
    return AcceptedData(str(EARLIER), frames, tuple(standings), towns=tuple(project.towns))


def sent_back(project: Project, content: bytes, town: str = "iisalmi", name: str = "lomake.xlsx") -> Submission:
    """Return what is read of a workbook that a town sends."""
    key = f"inputs/{ASKED}/{town}/{name}"
    origin = FileOrigin(key, "v1", "0" * 64, dt.datetime(2023, 1, 2, tzinfo=dt.UTC), len(content))
    return read_submission(project, town, str(ASKED), [SubmittedFile(origin, content)])


def said(submission: Submission) -> list[tuple[str, str, str]]:
    """Return what is found in a submission: code, table and column; an empty sheet is no fault."""
    return [(f.code, f.table, f.column) for f in submission.findings if f.code != "SHE-002"]


def values(project: Project, frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return a table's own columns, without where its rows come from."""
    return frame[list(project.tables[table].columns)].reset_index(drop=True)


def cover_text(content: bytes) -> str:
    """Return all words of the first sheet."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def opened(content: bytes) -> openpyxl.Workbook:
    """Return a workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(content))
