"""Decides what becomes of each table, and which submission's rows count for a quarter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from config.contracts import TableContract
from config.models import Project
from config.quarters import Quarter
from tasks.clean.submissions import sent_on
from tasks.clean.tables import column_dtype
from tasks.findings import Finding, Severity, Verdict, verdict_of
from tasks.submissions import AcceptedData, ExpectationResult, Standing, Submission

REJECTS_SUBMISSION = ("SUB-002", "SUB-003")
"""Codes that reject all tables of a submission: it is another town's, or another quarter's."""


@dataclass(frozen=True)
class ValidatedSubmission:
    """A submission with all that was found in it, and the verdict on each table that it has or spoilt.

    `expectation_results` are those of all the submissions that were checked together with it.
    """

    submission: Submission
    findings: tuple[Finding, ...]
    verdicts: Mapping[str, Verdict]
    expectation_results: tuple[ExpectationResult, ...] = ()


def judge(submission: Submission, found: Iterable[Finding]) -> ValidatedSubmission:
    """Return a submission with the verdict on each of its tables, from all findings about it."""
    findings = (*submission.findings, *found)
    is_refused = any(finding.code in REJECTS_SUBMISSION for finding in findings)
    spoilt = {f.table for f in findings if f.table and f.severity is Severity.CRITICAL}
    verdicts = {}
    for table in sorted({*submission.tables, *spoilt}):
        about = [finding for finding in findings if finding.table == table]
        verdicts[table] = Verdict.REJECTED if is_refused else verdict_of(about)
    return ValidatedSubmission(submission, findings, verdicts)


def tables_wanted(project: Project, town: str, validated: Sequence[ValidatedSubmission]) -> frozenset[str]:
    """Return the register tables for which none of a town's submissions that were read is accepted."""
    accepted = {
        table
        for one in validated
        if one.submission.town == town
        for table, verdict in one.verdicts.items()
        if verdict is not Verdict.REJECTED and table in one.submission.tables
    }
    asked = project.tables_of(town)
    return frozenset(table.id for table in asked if table.kind == "register" and not table.restricted) - accepted


def accept_tables(
    project: Project,
    quarter: Quarter,
    towns: Sequence[str],
    validated: Sequence[ValidatedSubmission],
    findings: Sequence[Finding] = (),
) -> AcceptedData:
    """Return the tables that count for a quarter.

    The latest accepted version of a register table counts, up to the quarter; an activity table counts only when it was
    sent for the quarter itself.
    """
    by_town: dict[str, list[ValidatedSubmission]] = {town: [] for town in towns}
    for one in sorted(validated, key=lambda v: v.submission.quarter, reverse=True):
        by_town[one.submission.town].append(one)
    standings: list[Standing] = []
    # Of a restricted table only the verdict stands: its rows are for nobody after the checks.
    used: dict[str, list[pd.DataFrame]] = {name: [] for name, table in project.tables.items() if not table.restricted}
    for town in towns:
        for contract in project.tables.values():
            standing, frame = _stand(contract, town, str(quarter), by_town[town])
            standings.append(standing)
            if frame is not None and contract.id in used:
                used[contract.id].append(frame)
    tables = {
        name: pd.concat(frames, ignore_index=True) if frames else empty_table(project.tables[name])
        for name, frames in used.items()
    }
    all_findings = (*findings, *(finding for one in validated for finding in one.findings))
    files = {town: tuple(origin for one in by_town[town] for origin in one.submission.files) for town in towns}
    # Submissions that were checked together carry the same results.
    results = tuple(dict.fromkeys(result for one in validated for result in one.expectation_results))
    return AcceptedData(str(quarter), tables, tuple(standings), all_findings, tuple(towns), files, results)


def _stand(
    contract: TableContract, town: str, quarter: str, newest_first: Sequence[ValidatedSubmission]
) -> tuple[Standing, pd.DataFrame | None]:
    verdict = Verdict.MISSING
    for one in newest_first:
        submission = one.submission
        found = one.verdicts.get(contract.id, Verdict.MISSING)
        if submission.quarter == quarter:
            verdict = found
        elif contract.kind == "activity":
            break
        if found in (Verdict.MISSING, Verdict.REJECTED):
            continue
        table = submission.tables[contract.id]
        standing = Standing(
            town, contract.id, verdict, submission.quarter, sent_on(submission), table.origin, len(table.frame)
        )
        return standing, table.frame
    # A register that was only ever rejected is told apart from one that never came.
    if verdict is Verdict.MISSING and any(one.verdicts.get(contract.id) is Verdict.REJECTED for one in newest_first):
        verdict = Verdict.REJECTED
    return Standing(town, contract.id, verdict), None


def empty_table(contract: TableContract) -> pd.DataFrame:
    """Return a table without rows that has all columns of its contract."""
    columns = dict.fromkeys((*contract.columns, "source_ref", "town", "quarter"))
    return pd.DataFrame({column: pd.Series(dtype=column_dtype(contract, column)) for column in columns})
