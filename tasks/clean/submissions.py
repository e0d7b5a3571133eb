"""Reads and cleans everything that a town sent for a quarter."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from config.models import Project
from tasks.clean.corrections import apply_corrections
from tasks.clean.tables import clean_table
from tasks.collect.files import read_files
from tasks.submissions import SAMPLE_MARK, CleanTable, Submission, SubmittedFile


def read_submission(
    project: Project,
    town: str,
    quarter: str,
    files: Sequence[SubmittedFile],
    *,
    is_current: bool = True,
    tables: Collection[str] | None = None,
) -> Submission:
    """Return a town's submission with its clean tables and everything that was found on the way.

    Args:
        project: The configuration.
        town: Slug of the town that sent.
        quarter: The quarter of the folder.
        files: What the folder holds, or held before.
        is_current: Whether these are the files as the folder holds them.
        tables: The tables that are read; None reads all.

    Raises:
        CorrectionError: A correction of `config/corrections/` no longer fits what the town sent.
    """
    raw_tables, findings = read_files(project, town, quarter, files, tables)
    raw_tables, corrected = apply_corrections(project, town, quarter, raw_tables, is_current=is_current, tables=tables)
    findings += corrected
    clean_tables = {}
    for name, raw in raw_tables.items():
        clean_tables[name], found = clean_table(project, raw, town, quarter)
        findings += found
    origins = tuple(file.origin for file in sorted(files, key=lambda f: f.origin.key))
    return Submission(town, quarter, origins, clean_tables, tuple(findings))


def is_example(tables: Mapping[str, CleanTable]) -> bool:
    """Return whether a submission says in its form version that it is an example."""
    table = tables.get("submission")
    if table is None:
        return False
    return bool(table.frame["form_version"].str.contains(SAMPLE_MARK, case=False, na=False).any())


def sent_on(submission: Submission) -> dt.date:
    """Return the day that the submission itself names, else the day of the last upload."""
    table = submission.tables.get("submission")
    if table is not None:
        dates = table.frame["submitted_date"].dropna()
        if not dates.empty:
            return pd.Timestamp(dates.max()).date()
    return max(origin.uploaded_at for origin in submission.files).date()
