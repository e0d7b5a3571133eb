"""The record of an answer: what the page says of a submission without reading it again, in every language."""

import json
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, ValidationError

from config.models import Project, Town
from config.texts import LANGUAGES, Language
from tasks.findings import Severity, Verdict
from tasks.storage import Store
from tasks.submissions import FileOrigin, Standing
from tasks.validate.answer import Answer, ListedFinding, make_answer
from tasks.validate.verdicts import REJECTS_SUBMISSION, ValidatedSubmission

RECORDS_PREFIX = "feedback-records/"
_FOREMOST_COUNT = 5
_JSON_TYPE = "application/json"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AnsweredFile(_Record):
    """One object version that is answered."""

    key: str
    version_id: str


class ForemostFinding(_Record):
    """One of the findings that a town must see first."""

    place: str
    message: str
    fix: str


class AnswerWords(_Record):
    """The answer in one language.

    Attributes:
        verdict: The verdict in one or two sentences.
        counts: How many findings there are.
        timing: The submission's day and the deadline.
        foremost: The findings that a town must see first.
        standing: The tables of which an earlier version is in use, each with the day when that was sent.
    """

    verdict: str
    counts: str
    timing: str
    foremost: tuple[ForemostFinding, ...]
    standing: tuple[str, ...] = ()


class AnswerRecord(_Record):
    """What became of a town's submission for a quarter.

    Attributes:
        quarter: The quarter.
        town: Slug of the town.
        files: The object versions that were read.
        verdicts: By table that was sent or is asked for.
        is_to_be_corrected: Whether something was refused.
        is_to_be_checked: Whether there are warnings.
        answers: Names of the files that answer, in `feedback/<quarter>/<town>/`.
        words: The same in each language.
    """

    quarter: str
    town: str
    files: tuple[AnsweredFile, ...]
    verdicts: dict[str, Verdict]
    is_to_be_corrected: bool
    is_to_be_checked: bool
    answers: tuple[str, ...]
    words: dict[Language, AnswerWords]


def answer_record(
    project: Project,
    town: Town,
    validated: ValidatedSubmission,
    answers: Sequence[str],
    standings: Sequence[Standing] | None = None,
) -> AnswerRecord:
    """Return the record of an answer.

    Args:
        project: The configuration.
        town: The town that sent.
        validated: Its submission with everything that was found.
        answers: Names of the files that answer it.
        standings: Which data counts; None when that is not known.
    """
    told = {language: make_answer(project, town, validated, language, standings) for language in LANGUAGES}
    submission = validated.submission
    tables = dict.fromkeys([*(table.id for table in project.tables_asked_of(town)), *validated.verdicts])
    return AnswerRecord(
        quarter=submission.quarter,
        town=submission.town,
        files=tuple(_answered(origin) for origin in submission.files),
        verdicts={table: validated.verdict_on(table) for table in tables},
        is_to_be_corrected=told["fi"].is_to_be_corrected,
        is_to_be_checked=told["fi"].is_to_be_checked,
        answers=tuple(answers),
        words={language: _words(answer) for language, answer in told.items()},
    )


def record_key(quarter: str, town: str) -> str:
    """Return the key of the record of a town's answer."""
    return f"{RECORDS_PREFIX}{quarter}/{town}.json"


def write_record(store: Store, record: AnswerRecord) -> None:
    """Write the record of an answer."""
    content = json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=1, sort_keys=True)
    store.put(record_key(record.quarter, record.town), content.encode(), _JSON_TYPE)


def parse_record(content: bytes) -> AnswerRecord | None:
    """Return a record, or None when another version of the program wrote it in another form."""
    try:
        return AnswerRecord.model_validate_json(content)
    except ValidationError:
        return None


def _answered(origin: FileOrigin) -> AnsweredFile:
    return AnsweredFile(key=origin.key, version_id=origin.version_id)


def _words(answer: Answer) -> AnswerWords:
    critical = [finding for finding in answer.findings if finding.severity is Severity.CRITICAL]
    # A submission of another town or quarter is refused as a whole: what else is wrong with it does not matter.
    foremost = [finding for finding in critical if finding.code in REJECTS_SUBMISSION] or critical[:_FOREMOST_COUNT]
    return AnswerWords(
        verdict=answer.verdict,
        counts=answer.counts,
        timing=answer.timing,
        foremost=tuple(_foremost(answer, finding) for finding in foremost),
        standing=tuple(one.stands_from_earlier for one in answer.tables if one.stands_from_earlier),
    )


def _foremost(answer: Answer, finding: ListedFinding) -> ForemostFinding:
    where = finding.cell or (answer.words.text("row", row=finding.row) if finding.row else "")
    place = ", ".join(part for part in (finding.sheet or finding.file, where) if part)
    return ForemostFinding(place=place, message=finding.message, fix=finding.fix)
