"""The files that answer a submission, and their place in S3."""

import re
from collections.abc import Mapping, Sequence

from config.models import Project, Town
from config.own_sheets import ANSWER_FILE_PREFIX
from config.texts import Language
from tasks.storage import Store
from tasks.submissions import Standing, SubmittedFile
from tasks.validate.answer_page import answer_page
from tasks.validate.answer_record import answer_record, write_record
from tasks.validate.answer_workbook import answer_csv_files, answer_workbook
from tasks.validate.verdicts import ValidatedSubmission

ANSWERS_PREFIX = "feedback/"
PAGE_NAME = "palaute.html"
_NOT_IN_KEYS = re.compile(r"[^\w .,()+-]")
_STEM_LIMIT = 100
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}


def town_answers(
    project: Project,
    town: Town,
    files: Sequence[SubmittedFile],
    validated: ValidatedSubmission,
    language: Language,
    standings: Sequence[Standing] | None = None,
) -> dict[str, bytes]:
    """Return the files that answer a submission by name: a workbook for each that was sent, and the page.

    CSV files, each of which is one table, are answered by one workbook together.

    Args:
        project: The configuration.
        town: The town that sent.
        files: All files of its submission.
        validated: What was found in them.
        language: The language of the answer.
        standings: Which data counts; None when that is not known.
    """
    newest_first = sorted(files, key=lambda file: (file.origin.uploaded_at, file.origin.key), reverse=True)
    csv_files = [file for file in newest_first if file.origin.name.lower().endswith(".csv")]
    answers: dict[str, bytes] = {}
    for file in newest_first:
        if file in csv_files and len(csv_files) > 1:
            continue
        name = _free_name(_stem(file.origin.name), answers)
        answers[name] = answer_workbook(project, town, file, validated, language, standings)
    if len(csv_files) > 1:
        in_order = sorted(csv_files, key=lambda file: file.origin.key)
        name = _free_name("csv", answers)
        answers[name] = answer_csv_files(project, town, in_order, validated, language, standings)
    page = answer_page(project, town, validated, language, standings, list(answers))
    return {**answers, PAGE_NAME: page.encode()}


def answer_submission(
    store: Store,
    project: Project,
    town: Town,
    files: Sequence[SubmittedFile],
    validated: ValidatedSubmission,
    standings: Sequence[Standing],
) -> tuple[str, ...]:
    """Return the keys of a town's answer, which is in S3 then, in its own language, with the record of it."""
    answers = town_answers(project, town, files, validated, town.language, standings)
    keys = write_answers(store, validated.submission.quarter, town.slug, answers)
    write_record(store, answer_record(project, town, validated, tuple(answers), standings))
    return keys


def write_answers(store: Store, quarter: str, town: str, answers: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write answers to `feedback/<quarter>/<town>/` and return their keys; equal bytes are not written again."""
    folder = f"{ANSWERS_PREFIX}{quarter}/{town}/"
    present = {stored.key: stored for stored in store.list_objects(folder)}
    keys = []
    for name, content in answers.items():
        key = f"{folder}{name}"
        known = present.get(key)
        if known is None or known.size != len(content) or store.get(key, known.version_id) != content:
            store.put(key, content, _TYPES[name.rpartition(".")[2]])
        keys.append(key)
    return tuple(keys)


def _stem(name: str) -> str:
    """Return a file's name without its ending and, when an answer comes back corrected, without the answer's prefix."""
    stem = _NOT_IN_KEYS.sub("_", name.rpartition(".")[0] or name)[:_STEM_LIMIT]
    return stem.removeprefix(ANSWER_FILE_PREFIX) or stem


def _free_name(stem: str, taken: Mapping[str, bytes]) -> str:
    name, number = f"{ANSWER_FILE_PREFIX}{stem}.xlsx", 1
    while name in taken:
        number += 1
        name = f"{ANSWER_FILE_PREFIX}{stem}_{number}.xlsx"
    return name
