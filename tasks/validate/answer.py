"""What a town is told about its submission, in its language, before it becomes a workbook or a page."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from config.models import Project, Town
from config.quarters import Quarter
from config.texts import Language
from tasks.clean.submissions import is_example, sent_on
from tasks.findings import Finding, Severity, Verdict
from tasks.submissions import Standing, Submission
from tasks.validate.answer_words import Words
from tasks.validate.answer_xml import shown
from tasks.validate.lateness import uploaded_on
from tasks.validate.verdicts import ValidatedSubmission

_SEVERITY_ORDER = tuple(Severity)
_VERDICT_ORDER = (Verdict.REJECTED, Verdict.ACCEPTED_WITH_WARNINGS, Verdict.ACCEPTED, Verdict.MISSING)
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_BLANK_SHEET = "SHE-002"
"""The code of a sheet without rows. A form has dozens; that they were not sent is told of the tables."""
_ABOUT_CONTENT = ("FIL-006", "FIL-007", "FIL-009", "FIL-010")
"""Codes about a file that could be opened."""


@dataclass(frozen=True)
class ListedFinding:
    """One finding as the town reads it.

    Attributes:
        severity: How bad it is.
        code: The rule's stable code.
        message: What is wrong.
        fix: What to do.
        file: Name of the file that was sent.
        sheet: Name of the sheet, empty when the whole file is meant.
        cell: Address such as `C7`, empty when no single cell is meant.
        row: Row that a person sees in the sheet, 0 when no row is meant.
        value: What stands in the cell.
    """

    severity: Severity
    code: str
    message: str
    fix: str
    file: str
    sheet: str
    cell: str
    row: int
    value: str


@dataclass(frozen=True)
class TableAnswer:
    """What became of a table: its name, the verdict, its rows and, when that is known, which data is in use."""

    name: str
    verdict: Verdict
    row_count: int
    in_use: str = ""
    stands_from_earlier: str = ""


@dataclass(frozen=True)
class Answer:
    """All that an answer says.

    Attributes:
        words: The texts in the town's language.
        title: Town and quarter.
        verdict: The verdict in one or two sentences.
        counts: How many errors and warnings there are, empty when there is none.
        timing: The submission's day and the deadline, empty when nothing was read.
        tables: What became of each table.
        findings: All findings, the worst first.
        unreadable_files: Names of the files that could not be opened.
        is_example: Whether the submission says that it is an example.
        network: Name of the network.
    """

    words: Words
    title: str
    verdict: str
    counts: str
    timing: str
    tables: tuple[TableAnswer, ...]
    findings: tuple[ListedFinding, ...]
    unreadable_files: tuple[str, ...]
    is_example: bool
    network: str

    @property
    def is_to_be_corrected(self) -> bool:
        """Whether something was refused."""
        return any(finding.severity is Severity.CRITICAL for finding in self.findings)

    @property
    def is_to_be_checked(self) -> bool:
        """Whether there are warnings."""
        return any(finding.severity is Severity.WARNING for finding in self.findings)

    def of_files(self, names: Iterable[str]) -> tuple[ListedFinding, ...]:
        """Return the findings in these files, and those that are in no file."""
        wanted = {"", *names}
        return tuple(finding for finding in self.findings if finding.file in wanted)


def make_answer(
    project: Project,
    town: Town,
    validated: ValidatedSubmission,
    language: Language,
    standings: Sequence[Standing] | None = None,
) -> Answer:
    """Return what a town is told.

    Args:
        project: The configuration.
        town: The town that sent.
        validated: Its submission with everything that was found.
        language: The language of the answer.
        standings: Which data counts, of this town; None when that is not known.
    """
    words = Words(language)
    submission = validated.submission
    quarter = Quarter.parse(submission.quarter)
    findings = _listed(words, submission, validated.findings)
    unreadable = tuple(
        dict.fromkeys(f.file for f in findings if _is_about_file(f) and f.code not in _ABOUT_CONTENT and f.file)
    )
    counts = [
        words.counted(f"count_{severity}", count)
        for severity in (Severity.CRITICAL, Severity.WARNING)
        if (count := sum(finding.severity is severity for finding in findings))
    ]
    return Answer(
        words=words,
        title=words.text("title", town=words.say(town.name), quarter=quarter.label),
        verdict=_verdict(
            words, validated, unreadable, has_warnings=any(f.severity is Severity.WARNING for f in findings)
        ),
        counts=f"{words.joined(counts)}." if counts else "",
        timing=_timing(project, words, submission, quarter),
        tables=_tables(project, words, validated, standings),
        findings=findings,
        unreadable_files=unreadable,
        is_example=is_example(submission.tables),
        network=words.say(project.identity.network_name),
    )


def cell_place(cell: str) -> tuple[int, int] | None:
    """Return row and column of a cell address, both from 1, or None when it is none."""
    match = _CELL.fullmatch(cell)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _listed(words: Words, submission: Submission, findings: Iterable[Finding]) -> tuple[ListedFinding, ...]:
    files = [origin.name for origin in submission.files]
    order = {table: position for position, table in enumerate(submission.tables)}
    listed: dict[ListedFinding, tuple[object, ...]] = {}
    for finding in findings:
        if finding.code == _BLANK_SHEET:
            continue
        file, sheet, row = _place(finding.source_ref, files)
        place = cell_place(finding.cell)
        one = ListedFinding(
            severity=finding.severity,
            code=finding.code,
            message=shown(words.say(finding.message)),
            fix=shown(words.say(finding.fix)),
            file=file,
            sheet=sheet,
            cell=finding.cell if place else "",
            row=place[0] if place else row,
            value=shown(finding.value),
        )
        listed[one] = (
            _SEVERITY_ORDER.index(finding.severity),
            order.get(finding.table, len(order)),
            file,
            sheet,
            one.row,
            place[1] if place else 0,
            finding.code,
            one.message,
        )
    return tuple(sorted(listed, key=lambda one: listed[one]))


def _place(source_ref: str, files: Sequence[str]) -> tuple[str, str, int]:
    """Return file, sheet and row of a reference; a file's own name may hold the mark that parts them."""
    named = [name for name in files if source_ref == name or source_ref.startswith(f"{name}!")]
    file = max(named, key=len) if named else source_ref.partition("!")[0]
    rest = source_ref[len(file) + 1 :]
    sheet, _, row = rest.rpartition("!")
    return (file, sheet, int(row)) if sheet and row.isdecimal() else (file, rest, 0)


def _is_about_file(finding: ListedFinding) -> bool:
    return finding.severity is Severity.CRITICAL and not finding.sheet and finding.code.startswith("FIL-")


def _verdict(words: Words, validated: ValidatedSubmission, unreadable: Sequence[str], *, has_warnings: bool) -> str:
    sentences = [words.text("unreadable", file=name) for name in unreadable]
    verdicts = list(validated.verdicts.values())
    rejected_count = verdicts.count(Verdict.REJECTED)
    if not verdicts:
        return " ".join(sentences) or words.text("nothing_read")
    if rejected_count == len(verdicts) > 1:
        sentences.append(words.text("rejected_all"))
    elif rejected_count:
        sentences.append(words.counted("rejected", rejected_count))
        if rejected_count < len(verdicts):
            sentences.append(words.text("others_accepted"))
    elif sentences:
        sentences.append(words.text("others_accepted"))
    else:
        sentences.append(words.text("accepted_with_warnings" if has_warnings else "accepted"))
    return " ".join(sentences)


def _timing(project: Project, words: Words, submission: Submission, quarter: Quarter) -> str:
    reported = project.calendar.quarters.get(quarter)
    if reported is None or not submission.tables:
        return ""
    table = submission.tables.get("submission")
    if table is None or table.frame["submitted_date"].dropna().empty:
        return words.text("deadline_only", deadline=words.day(reported.deadline))
    day = sent_on(submission)
    name = "late" if day > reported.deadline else "on_time"
    return words.text(name, day=words.day(day), deadline=words.day(reported.deadline))


def _tables(
    project: Project, words: Words, validated: ValidatedSubmission, standings: Sequence[Standing] | None
) -> tuple[TableAnswer, ...]:
    submission = validated.submission
    town_standings: Mapping[str, Standing] = {one.table: one for one in standings or () if one.town == submission.town}
    town = project.towns.get(submission.town)
    asked = [table.id for table in (project.tables_asked_of(town) if town else project.tables.values())]
    tables = []
    for table in dict.fromkeys([*submission.tables, *asked]):
        if table not in project.tables:
            continue
        name = words.say(project.tables[table].name)
        verdict = validated.verdict_on(table)
        row_count = len(submission.tables[table].frame) if table in submission.tables else 0
        in_use, earlier = "", ""
        standing = town_standings.get(table)
        if standings is not None:
            in_use = words.text("stands_none")
        if standing is not None and standing.data_quarter == submission.quarter:
            in_use = words.text("stands_here")
            if verdict is Verdict.REJECTED and standing.origin is not None:
                day = words.day(uploaded_on(project, standing.origin))
                in_use = words.text("stands_version", day=day)
                earlier = words.text("stands_version_item", table=name, day=day)
        elif standing is not None and standing.data_quarter and standing.sent_on is not None:
            since = Quarter.parse(standing.data_quarter).label
            day = words.day(standing.sent_on)
            in_use = words.text("stands_earlier", quarter=since, day=day)
            earlier = words.text("stands_item", table=name, quarter=since, day=day)
        tables.append(TableAnswer(name, verdict, row_count, in_use, earlier))
    return tuple(sorted(tables, key=lambda one: _VERDICT_ORDER.index(one.verdict)))
