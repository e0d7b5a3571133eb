"""Invented submissions: what lies in the bucket of towns that do not exist, and what became of it."""

import datetime as dt

from config.quarters import Quarter
from config.texts import LANGUAGES
from tasks.findings import Verdict
from tasks.storage import StoredObject
from tasks.validate.answer_record import AnsweredFile, AnswerRecord, AnswerWords, ForemostFinding
from web.rounds import round_of
from web.submissions import TownSubmission

QUARTER = Quarter(2022, 3)
IN_TIME = dt.date(2022, 10, 2)
ARRIVED = dt.datetime(2022, 9, 30, 12, 5, tzinfo=dt.UTC)
TWO_REJECTED = {
    "actors": Verdict.REJECTED,
    "links": Verdict.REJECTED,
    "key_figures": Verdict.ACCEPTED_WITH_WARNINGS,
    "proposals": Verdict.ACCEPTED,
    "narratives": Verdict.MISSING,
}


def asked(project, quarter=QUARTER, today=IN_TIME):
    """Return a reporting round as it stands two days after the third quarter of 2022, unless told otherwise."""
    return round_of(project.calendar, quarter, today)


def stored(name, town="aarnio", quarter=QUARTER):
    """Return a file of a town in the bucket."""
    return StoredObject(f"inputs/{quarter}/{town}/{name}", "v1", "e", 41_000, ARRIVED)


def answered(town="aarnio", verdicts=None, *, names=("lomake.xlsx",), foremost=(), standing=()):
    """Return a submission with its answer: rejected tables are to be corrected, those with warnings to be checked."""
    verdicts = verdicts or {"actors": Verdict.ACCEPTED}
    files = tuple(stored(name, town) for name in names)
    words = AnswerWords(
        verdict="Tulos sanoina.", counts="2 virhettä.", timing="Määräaika on 3.10.2022.",
        foremost=tuple(ForemostFinding(place=p, message=m, fix=f) for p, m, f in foremost), standing=tuple(standing),
    )  # fmt: skip
    record = AnswerRecord(
        quarter=str(QUARTER),
        town=town,
        files=tuple(AnsweredFile(key=one.key, version_id=one.version_id) for one in files),
        verdicts=verdicts,
        is_to_be_corrected=Verdict.REJECTED in verdicts.values(),
        is_to_be_checked=Verdict.ACCEPTED_WITH_WARNINGS in verdicts.values(),
        answers=(*(f"palaute_{name}" for name in names), "palaute.html"),
        words=dict.fromkeys(LANGUAGES, words),
    )
    return TownSubmission(town, files, record)


def unchecked(town="aarnio"):
    """Return a submission that nobody has checked."""
    return TownSubmission(town, (stored("lomake.xlsx", town),), None)


def silent(town="aarnio"):
    """Return the submission of a town that has sent nothing."""
    return TownSubmission(town, (), None)
