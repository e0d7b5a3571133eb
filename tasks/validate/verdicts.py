"""Decides what becomes of each table, and which submission's rows count for a quarter."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import pandas as pd

from config.contracts import TableContract
from config.models import Project
from config.quarters import Quarter
from tasks.clean.submissions import sent_on
from tasks.clean.tables import column_dtype
from tasks.findings import Finding, Severity, Verdict, verdict_of
from tasks.submissions import AcceptedData, ExpectationResult, FileOrigin, Standing, Submission

REJECTS_SUBMISSION = ("SUB-002", "SUB-003")
"""Codes that reject all tables of a submission: it is another town's, or another quarter's."""
_WHOLE_FILE, _SUBMISSION = "", "submission"
"""What a finding that costs more than its own table names as its table."""


@dataclass(frozen=True)
class ValidatedSubmission:
    """A submission with all that was found in it, and the verdict on each table that it has or spoilt.

    Attributes:
        submission: What the town's folder holds.
        findings: Everything that was found in it.
        verdicts: By table, of the tables that it has or spoilt.
        older: What was read of the folder's earlier versions, newest first, because a table was refused in all newer
            ones. Their findings were told when they came and are told no more.
        expectation_results: Those of all the submissions that were checked together with it.
    """

    submission: Submission
    findings: tuple[Finding, ...]
    verdicts: Mapping[str, Verdict]
    older: tuple["ValidatedSubmission", ...] = ()
    expectation_results: tuple[ExpectationResult, ...] = ()

    @property
    def files(self) -> tuple[FileOrigin, ...]:
        """All file versions that were read, by key and then newest first."""
        read = {(one.key, one.version_id): one for v in (self, *self.older) for one in v.submission.files}
        return tuple(sorted(read.values(), key=lambda one: one.key))

    def files_that_spoilt(self, tables: AbstractSet[str]) -> frozenset[str]:
        """Return the keys of the files, in any version that was read, for which one of these tables was refused."""
        reasons = {*tables, _WHOLE_FILE, _SUBMISSION}
        return frozenset(
            origin.key
            for version in (self, *self.older)
            for finding in version.findings
            if finding.severity is Severity.CRITICAL and finding.table in reasons
            for origin in version.submission.files
            if finding.source_ref == origin.name or finding.source_ref.startswith(f"{origin.name}!")
        )

    def accepts(self, table: str) -> bool:
        """Return whether this very version has the table in a state that can be used."""
        return table in self.submission.tables and self.verdicts.get(table) is not Verdict.REJECTED

    def in_use(self, table: str) -> Submission | None:
        """Return the newest version whose table is accepted; older ones count only where the newer were refused."""
        for version in (self, *self.older):
            if version.accepts(table):
                return version.submission
            if not self.refuses(table):
                break
        return None

    def refuses(self, table: str) -> bool:
        """Return whether the table was sent and cannot be used, perhaps with the whole file that had it."""
        if table in self.verdicts:
            return self.verdicts[table] is Verdict.REJECTED
        return any(f.severity is Severity.CRITICAL and f.table == _WHOLE_FILE for f in self.findings)

    def verdict_on(self, table: str) -> Verdict:
        """Return what became of a table; one that an older version has and that was lost with its file is rejected."""
        lost = any(table in version.submission.tables for version in self.older) and self.refuses(table)
        return Verdict.REJECTED if lost else self.verdicts.get(table, Verdict.MISSING)


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
    asked = {table.id for table in project.tables_of(town) if table.kind == "register" and not table.restricted}
    of_town = [one for one in validated if one.submission.town == town]
    return frozenset(table for table in asked if not any(one.in_use(table) for one in of_town))


def versions_wanted(
    project: Project, quarter: str, one: ValidatedSubmission, validated: Sequence[ValidatedSubmission]
) -> frozenset[str]:
    """Return the tables of a submission that were refused, so that what the town sent before for the quarter counts.

    Args:
        project: The configuration.
        quarter: The quarter that is reported; only of this are activity tables wanted that do not add up over time.
        one: The submission.
        validated: All that were read; a register that was accepted for a later quarter is wanted no more.
    """
    town, sent_for = one.submission.town, one.submission.quarter
    asked = {
        table.id
        for table in project.tables_of(town)
        if not table.restricted and (table.kind == "register" or table.adds_up or sent_for == quarter)
    }
    later = [v for v in validated if v.submission.town == town and v.submission.quarter > sent_for]
    return frozenset(
        table
        for table in asked
        if one.refuses(table)
        and one.in_use(table) is None
        and (project.tables[table].adds_up or not any(v.in_use(table) for v in later))
    )


def tables_that_add_up(project: Project, town: str) -> frozenset[str]:
    """Return the tables of which a town's rows of all quarters are needed."""
    return frozenset(table.id for table in project.tables_of(town) if table.adds_up)


def tables_needed_of_older(
    project: Project, town: str, quarter: str, validated: Sequence[ValidatedSubmission]
) -> frozenset[str] | None:
    """Return the tables that are needed of a town's submission when newer ones have every register, else None for all.

    These are the ones that add up, and the table `submission`, which says whether the file is the town's and the
    quarter's.
    """
    newer = [one for one in validated if one.submission.town == town and one.submission.quarter > quarter]
    if not newer or tables_wanted(project, town, newer):
        return None
    return tables_that_add_up(project, town) | {_SUBMISSION}


def accept_tables(
    project: Project,
    quarter: Quarter,
    towns: Sequence[str],
    validated: Sequence[ValidatedSubmission],
    findings: Sequence[Finding] = (),
) -> AcceptedData:
    """Return the tables that count for a quarter.

    The latest accepted version of a register table counts, up to the quarter; an activity table counts only when it was
    sent for the quarter itself. Where the newest version of a table was rejected, the accepted one before it counts. Of
    a table that adds up, the earlier quarters' accepted rows stand beside it.
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
    files = {town: tuple(origin for one in by_town[town] for origin in one.files) for town in towns}
    # Submissions that were checked together carry the same results.
    checked = (version for one in validated for version in (one, *one.older))
    results = tuple(dict.fromkeys(result for version in checked for result in version.expectation_results))
    earlier = {name: _earlier(project, name, str(quarter), validated) for name in used if project.tables[name].adds_up}
    return AcceptedData(str(quarter), tables, tuple(standings), all_findings, tuple(towns), files, results, earlier)


def _earlier(
    project: Project, table: str, quarter: str, validated: Sequence[ValidatedSubmission]
) -> dict[str, pd.DataFrame]:
    """Return a table's accepted rows from the towns that are asked for it, by quarter before the reported one."""
    frames: dict[str, list[pd.DataFrame]] = {}
    for one in sorted(validated, key=lambda v: (v.submission.quarter, v.submission.town)):
        submission = one.submission
        is_asked = table in tables_that_add_up(project, submission.town)
        in_use = one.in_use(table)
        if submission.quarter < quarter and is_asked and in_use:
            frame = in_use.tables[table].frame
            named = frame.assign(source_ref=f"{submission.quarter}/" + frame["source_ref"])
            frames.setdefault(submission.quarter, []).append(named)
    return {name: pd.concat(found, ignore_index=True) for name, found in frames.items()}


def _stand(
    contract: TableContract, town: str, quarter: str, newest_first: Sequence[ValidatedSubmission]
) -> tuple[Standing, pd.DataFrame | None]:
    verdict = Verdict.MISSING
    for one in newest_first:
        if one.submission.quarter == quarter:
            verdict = one.verdict_on(contract.id)
        elif contract.kind == "activity":
            break
        used = one.in_use(contract.id)
        if used is None:
            continue
        table = used.tables[contract.id]
        standing = Standing(town, contract.id, verdict, used.quarter, sent_on(used), table.origin, len(table.frame))
        return standing, table.frame
    # A register that was only ever rejected is told apart from one that never came.
    if verdict is Verdict.MISSING and any(one.verdicts.get(contract.id) is Verdict.REJECTED for one in newest_first):
        verdict = Verdict.REJECTED
    return Standing(town, contract.id, verdict), None


def empty_table(contract: TableContract) -> pd.DataFrame:
    """Return a table without rows that has all columns of its contract."""
    columns = dict.fromkeys((*contract.columns, "source_ref", "town", "quarter"))
    return pd.DataFrame({column: pd.Series(dtype=column_dtype(contract, column)) for column in columns})
