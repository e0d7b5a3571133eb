"""`kivijalka check`: what a town will be told about a file, here and now, without any server."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.choices import check_known, read_quarter
from cli.errors import UnknownChoiceError
from config.loading import current_project
from config.models import Project
from config.quarters import Quarter
from config.texts import Language
from tasks.clean.submissions import read_submission
from tasks.findings import Severity
from tasks.storage import sha256
from tasks.submissions import FileOrigin, Submission, SubmittedFile
from tasks.validate.answer import Answer, ListedFinding, make_answer
from tasks.validate.answer_references import assume_references, not_compared
from tasks.validate.answer_workbook import answer_workbook
from tasks.validate.answer_xml import shown
from tasks.validate.submissions import validate_submissions
from tasks.validate.verdicts import ValidatedSubmission, judge

NOTHING_CRITICAL, SOMETHING_REJECTED, UNREADABLE = 0, 1, 2
_STYLES = {Severity.CRITICAL: "bold red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def check_file(path: Path, town: str | None, quarter: str | None, language: Language | None, out: Path | None) -> int:
    """Print what is found in a file, write its answer, and return the exit code.

    The code is 0 when nothing was rejected, 1 when a table was, and 2 when the file cannot be read.

    Args:
        path: The file that a town would send.
        town: Slug of the town; None takes it from the file's own submission sheet.
        quarter: The quarter; None takes it from there, too.
        language: Language of the findings; None is the town's own.
        out: Where the answer goes; None writes none.

    Raises:
        UnknownChoiceError: Town or quarter is not one of the project's, or neither given nor in the file.
    """
    project = current_project()
    check_known("town", [town] if town else [], project.towns)
    reported = read_quarter(project, quarter) if quarter else None
    file = _as_sent(path, town or "", quarter or "")
    if town is None or reported is None:
        alone = read_submission(project, town or "", str(reported or ""), [file])
        if not alone.tables:
            return _tell_unreadable(project, alone, language or "fi")
        town = town or _town_of(project, alone)
        reported = reported or _quarter_of(project, alone)
        file = _as_sent(path, town, str(reported))
    sender = project.towns[town]
    validated = _validate(project, reported, town, file)
    answer = make_answer(project, sender, validated, language or sender.language)
    _print(Console(highlight=False), answer)
    if out is not None:
        out.write_bytes(answer_workbook(project, sender, file, validated, language or sender.language))
        Console(highlight=False, soft_wrap=True, markup=False).print(f"\n{out}")
    if answer.unreadable_files:
        return UNREADABLE
    return SOMETHING_REJECTED if answer.is_to_be_corrected else NOTHING_CRITICAL


def _as_sent(path: Path, town: str, quarter: str) -> SubmittedFile:
    content = path.read_bytes()
    changed = dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC)
    origin = FileOrigin(f"inputs/{quarter}/{town}/{path.name}", "", sha256(content), changed, len(content))
    return SubmittedFile(origin, content)


def _validate(project: Project, quarter: Quarter, town: str, file: SubmittedFile) -> ValidatedSubmission:
    submission = read_submission(project, town, str(quarter), [file])
    if not submission.tables:
        return judge(submission, ())
    elsewhere, not_checked = assume_references(project, submission, file.origin)
    (validated,) = validate_submissions(project, quarter, [submission], elsewhere)
    return replace(validated, findings=(*validated.findings, *not_checked, not_compared(submission, file.origin)))


def _town_of(project: Project, submission: Submission) -> str:
    codes = _told(submission, "municipality_code")
    town = next((slug for slug, one in project.towns.items() if set(one.municipality_codes) & set(codes)), None)
    if town is None:
        raise UnknownChoiceError(
            f"the file does not say which town it is from; give --town, one of {', '.join(project.towns)}"
        )
    return town


def _quarter_of(project: Project, submission: Submission) -> Quarter:
    quarters = _told(submission, "quarter")
    if not quarters:
        raise UnknownChoiceError("the file does not say for which quarter it is; give --quarter, such as 2022Q3")
    return read_quarter(project, quarters[0])


def _told(submission: Submission, column: str) -> list[str]:
    table = submission.tables.get("submission")
    return [] if table is None else [str(value) for value in table.frame[column].dropna()]


def _tell_unreadable(project: Project, submission: Submission, language: Language) -> int:
    console = Console(highlight=False, markup=False)
    for finding in submission.findings:
        console.print(f"{finding.code}: {shown(finding.message.in_language(language))}")
        console.print(f"  {shown(finding.fix.in_language(language))}")
    return UNREADABLE


def _print(console: Console, answer: Answer) -> None:
    console.print(Text(answer.title, style="bold"))
    console.print(Text(answer.verdict))
    for line in (answer.counts, answer.timing):
        if line:
            console.print(Text(line))
    if answer.findings:
        console.print(_table(answer, answer.findings))


def _table(answer: Answer, findings: Sequence[ListedFinding]) -> Table:
    words = answer.words
    table = Table(title=words.text("findings_heading"), title_justify="left", show_lines=True, expand=True)
    for name in ("severity", "place", "value", "message", "fix"):
        table.add_column(words.text(name), ratio=2 if name in ("message", "fix") else 1, overflow="fold")
    for finding in findings:
        where = finding.cell or (words.text("row", row=finding.row) if finding.row else "")
        place = ", ".join(part for part in (finding.sheet or finding.file, where) if part)
        kind = f"{words.text(f'severity_{finding.severity}')}\n{finding.code}"
        table.add_row(
            Text(kind, style=_STYLES[finding.severity]),
            Text(shown(place)),
            Text(finding.value or "–"),
            Text(finding.message),
            Text(finding.fix),
        )
    return table
