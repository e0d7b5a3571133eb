"""Validates submissions: all towns' rows of a table together, then the verdict on each town's table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from config.models import Project
from config.quarters import Quarter
from config.texts import LANGUAGES, Text
from tasks.findings import Finding, Place, finding_at
from tasks.reference.snapshot import ReferenceSnapshot
from tasks.submissions import CleanTable, ExpectationResult, Submission
from tasks.validate.lateness import with_late_files
from tasks.validate.official_figures import official_figures
from tasks.validate.personal_data import concealed, quarantined
from tasks.validate.verdicts import (
    ValidatedSubmission,
    judge,
    tables_needed_of_older,
    versions_wanted,
)

VERSION_LIMIT = 5
"""How many versions of what a town sent for a quarter are read at most."""


def validate_readings(
    project: Project,
    quarter: Quarter,
    submissions: Sequence[Submission],
    validated: Sequence[ValidatedSubmission],
    snapshot: ReferenceSnapshot | None = None,
) -> list[ValidatedSubmission]:
    """Return everything that was validated so far, with the submissions that were just read.

    Of a town's first two, the one for the earlier quarter is validated first, so that the newer one is compared with
    it. What is read of a town after that is validated together: a suite costs the same for one quarter and for ten.
    What was read of a quarter that is validated already is an earlier version of it.

    Args:
        project: The configuration.
        quarter: The quarter that is reported.
        submissions: At most one a town and quarter; of a town of which nothing was read before, at most two.
        validated: What was validated before.
        snapshot: The official statistics that key figures are compared with; None compares nothing.
    """
    known = {(one.submission.town, one.submission.quarter): one for one in validated}
    known_towns = {town for town, _ in known}
    newest = {one.town: max(other.quarter for other in submissions if other.town == one.town) for one in submissions}
    first = [one for one in submissions if one.town not in known_towns]
    newer = [one for one in first if one.quarter == newest[one.town]]
    older = [one for one in first if one.quarter != newest[one.town]]
    later = [one for one in submissions if one.town in known_towns]
    for group, beside in ((older, [*newer, *later]), (newer, later), (later, ())):
        earlier = list(known.values())
        for one in validate_submissions(project, quarter, group, earlier, beside, snapshot) if group else ():
            place = (one.submission.town, one.submission.quarter)
            if place not in known:
                known[place] = with_late_files(project, quarter, one)
                continue
            known[place] = replace(known[place], older=(*known[place].older, one))
            known[place] = _at_version_limit(project, quarter, known[place], list(known.values()))
    return list(known.values())


def _at_version_limit(
    project: Project, quarter: Quarter, one: ValidatedSubmission, validated: Sequence[ValidatedSubmission]
) -> ValidatedSubmission:
    """Return a submission with a finding about what is wanted still when no more of its versions are read."""
    wanted = versions_wanted(project, str(quarter), one, validated)
    names = [project.tables[table].name for table in project.tables if table in wanted and table in one.verdicts]
    if not names or len(one.older) + 1 < VERSION_LIMIT:
        return one
    place = Place(one.submission.town, one.submission.quarter)
    told = finding_at(
        place, "FIL-021", project.messages["FIL-021"], limit=VERSION_LIMIT,
        tables=Text(**{language: ", ".join(name.in_language(language) for name in names) for language in LANGUAGES}),
    )  # fmt: skip
    return replace(one, findings=(*one.findings, told))


def validate_submissions(
    project: Project,
    quarter: Quarter,
    submissions: Sequence[Submission],
    earlier: Iterable[ValidatedSubmission] = (),
    beside: Sequence[Submission] = (),
    snapshot: ReferenceSnapshot | None = None,
) -> list[ValidatedSubmission]:
    """Return the submissions with everything that was found in them and a verdict on each table.

    Rows that hold personal data are left out of what is returned, and no finding repeats them. Of an older submission
    that is read only for the tables that add up over time, only those are checked and returned.

    Args:
        project: The configuration.
        quarter: The quarter that is reported.
        submissions: At most one a town and quarter.
        earlier: Submissions validated before; their rows may be referred to, and those of older quarters are compared.
            Other versions of the submissions themselves are left aside.
        beside: Submissions that are validated later; their rows may be referred to.
        snapshot: The official statistics that key figures are compared with; None compares nothing.
    """
    # Great Expectations takes seconds to import, so it is imported where it runs.
    from expectations.promise import Known
    from tasks.validate.suites import check_table

    checked = {(one.town, one.quarter) for one in submissions}
    before = [one for one in earlier if (one.submission.town, one.submission.quarter) not in checked]
    submissions = [_needed_part(project, one, before) for one in submissions]
    counting = [_counting(one) for one in before]
    read = [*submissions, *beside, *counting]
    known = Known(
        project=project,
        quarter=quarter,
        actor_ids=_ids(read, "actors", "actor_id"),
        external_ids=_ids(read, "external_actors", "external_id"),
        gap_ids=_ids(read, "competence_gaps", "gap_id"),
        town_of_actor=_towns_of_actors(read),
        rows=_RowsByTable((one, table) for one in read for table in one.tables.values()),
        accepted_before=_RowsByTable(
            (submission, table)
            for one, submission in zip(before, counting, strict=True)
            for name, table in submission.tables.items()
            if one.in_use(name)
        ),
        official_figures=official_figures(project, quarter, snapshot),
    )
    findings: list[Finding] = []
    results: list[ExpectationResult] = []
    for table in project.tables:
        frames = [_with_quarter(one, one.tables[table]) for one in submissions if table in one.tables]
        letters = {
            (one.town, one.quarter, one.tables[table].origin.name): one.tables[table].letters
            for one in submissions
            if table in one.tables
        }
        if frames:
            found, answers = check_table(known, table, pd.concat(frames, ignore_index=True), letters)
            findings += found
            results += answers
    by_submission: dict[tuple[str, str], list[Finding]] = {(one.town, one.quarter): [] for one in submissions}
    for finding in findings:
        by_submission[finding.town, finding.quarter].append(finding)
    judged = (_judge_without_personal_data(project, one, by_submission[one.town, one.quarter]) for one in submissions)
    return [replace(one, expectation_results=tuple(results)) for one in judged]


def _needed_part(project: Project, submission: Submission, before: Sequence[ValidatedSubmission]) -> Submission:
    """Return a submission, without what nobody needs of it when newer ones of the town have every register."""
    needed = tables_needed_of_older(project, submission.town, submission.quarter, before)
    if needed is None:
        return submission
    tables = {name: table for name, table in submission.tables.items() if name in needed}
    return replace(submission, tables=tables, findings=tuple(f for f in submission.findings if f.table in needed))


def _judge_without_personal_data(
    project: Project, submission: Submission, found: Sequence[Finding]
) -> ValidatedSubmission:
    """Return the verdicts on a submission without its rows that hold personal data, and without what was said of them.

    Of a restricted table only the addresses of its rows are kept.
    """
    tables: dict[str, CleanTable] = {}
    findings: list[Finding] = []
    left_out: set[tuple[str, str]] = set()
    for name, table in submission.tables.items():
        tables[name], told, rows = quarantined(project, table, submission.town, submission.quarter)
        findings += told
        left_out |= {(name, row) for row in rows}
        if project.tables[name].restricted:
            tables[name] = replace(table, frame=table.frame[["source_ref", "town", "quarter"]])

    def kept(one: Finding) -> Finding | None:
        return None if (one.table, one.source_ref) in left_out else concealed(project, one)

    own = tuple(one for one in map(kept, submission.findings) if one is not None)
    found_later = [one for one in map(kept, found) if one is not None]
    return judge(replace(submission, tables=tables, findings=own), [*found_later, *findings])


def _counting(one: ValidatedSubmission) -> Submission:
    """Return a submission with the version of each table that is in use, or else the newest."""
    tables = dict(one.submission.tables)
    for version in one.older:
        for name in version.submission.tables:
            used = one.in_use(name)
            if used is not None:
                tables[name] = used.tables[name]
    return replace(one.submission, tables=tables)


class _RowsByTable(Mapping[str, pd.DataFrame]):
    """The rows of each table of some submissions, put together when somebody asks for them."""

    def __init__(self, tables: Iterable[tuple[Submission, CleanTable]]) -> None:
        self._parts: dict[str, list[tuple[Submission, CleanTable]]] = {}
        for submission, table in tables:
            self._parts.setdefault(table.table, []).append((submission, table))
        self._frames: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._frames:
            parts = [_with_quarter(submission, table) for submission, table in self._parts[name]]
            self._frames[name] = pd.concat(parts, ignore_index=True)
        return self._frames[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


def _with_quarter(submission: Submission, table: CleanTable) -> pd.DataFrame:
    return table.frame.assign(folder_quarter=submission.quarter)


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
