"""Validates submissions: all towns' rows of a table together, then the verdict on each town's table."""

from collections.abc import Iterable, Sequence

import pandas as pd

from config.models import Project
from config.quarters import Quarter
from tasks.findings import Finding
from tasks.submissions import Submission
from tasks.validate.verdicts import ValidatedSubmission, judge


def validate_submissions(
    project: Project, quarter: Quarter, submissions: Sequence[Submission], earlier: Iterable[ValidatedSubmission] = ()
) -> list[ValidatedSubmission]:
    """Return the submissions with everything that was found in them and a verdict on each table.

    Args:
        project: The configuration.
        quarter: The quarter that is reported.
        submissions: At most one a town.
        earlier: Submissions validated before; their rows may be referred to.
    """
    # Great Expectations takes seconds to import, so it is imported where it runs.
    from expectations.promise import Known
    from tasks.validate.suites import check_table

    read = [*submissions, *(one.submission for one in earlier)]
    known = Known(
        project=project,
        quarter=quarter,
        actor_ids=_ids(read, "actors", "actor_id"),
        external_ids=_ids(read, "external_actors", "external_id"),
        gap_ids=_ids(read, "competence_gaps", "gap_id"),
        town_of_actor=_towns_of_actors(read),
    )
    findings: list[Finding] = []
    for table in project.tables:
        frames = [
            one.tables[table].frame.assign(folder_quarter=one.quarter) for one in submissions if table in one.tables
        ]
        letters = {
            (one.town, one.tables[table].origin.name): one.tables[table].letters
            for one in submissions
            if table in one.tables
        }
        if frames:
            findings += check_table(known, table, pd.concat(frames, ignore_index=True), letters)
    by_town: dict[str, list[Finding]] = {one.town: [] for one in submissions}
    for finding in findings:
        by_town[finding.town].append(finding)
    return [judge(one, by_town[one.town]) for one in submissions]


def _ids(submissions: Iterable[Submission], table: str, column: str) -> frozenset[str]:
    return frozenset(
        str(value)
        for one in submissions
        if table in one.tables
        for value in one.tables[table].frame[column].dropna().unique()
    )


def _towns_of_actors(submissions: Iterable[Submission]) -> dict[str, frozenset[str]]:
    towns: dict[str, set[str]] = {}
    for one in submissions:
        if "actors" in one.tables:
            for actor in one.tables["actors"].frame["actor_id"].dropna().unique():
                towns.setdefault(str(actor), set()).add(one.town)
    return {actor: frozenset(owners) for actor, owners in towns.items()}
