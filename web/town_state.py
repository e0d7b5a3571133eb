"""What a town's page says of its submission: what became of it, the way to the answer, and the files that count."""

from collections.abc import Sequence
from urllib.parse import quote

from tasks.findings import Verdict
from tasks.storage import StoredObject
from tasks.validate.answer_files import PAGE_NAME
from tasks.validate.answer_record import AnswerRecord
from web.layout import Frame
from web.markup import Markup, element, fragment, hidden
from web.rounds import Round
from web.submissions import TownSubmission
from web.tables import row, table
from web.words import Words

_FILE_COLUMNS = ("file", "size", "arrived", "withdraw")
_VERDICTS = (Verdict.REJECTED, Verdict.ACCEPTED_WITH_WARNINGS, Verdict.ACCEPTED, Verdict.MISSING)


def state_section(frame: Frame, asked: Round, submission: TownSubmission) -> Markup:
    """Return the section that says what a town has sent and what became of it."""
    words = frame.words
    if not submission.files:
        content = element("p", words.text("nothing_sent_yet"))
    elif submission.record is None:
        content = fragment(element("p", words.text("not_checked_yet")), _check_form(frame, "check_now"))
    else:
        content = _answer(frame, asked, submission.record)
    files = _files_table(frame, asked, submission) if submission.files else None
    return element("section", element("h2", words.text("state_heading")), content, files, class_="step")


def _answer(frame: Frame, asked: Round, record: AnswerRecord) -> Markup:
    words = frame.words
    told = record.words[words.language]
    kind = "bad" if record.is_to_be_corrected else "remarks" if record.is_to_be_checked else "good"
    summary = " ".join(part for part in (told.counts, told.timing) if part)
    findings = [
        element("li", element("strong", f"{one.place}: ") if one.place else None, one.message, " ", one.fix)
        for one in told.foremost
    ]
    again = fragment(element("p", words.text("others_may_come"), class_="hint"), _check_form(frame, "check_again"))
    return fragment(
        element("p", told.verdict, class_=f"verdict verdict-{kind}"),
        element("p", summary) if summary else None,
        fragment(element("p", words.text("correct_first")), element("ul", findings, class_="foremost"))
        if findings
        else None,
        element("ul", _answer_links(frame, asked, record), class_="answers"),
        element("ul", [_tables(words, record, verdict) for verdict in _VERDICTS], class_="verdicts"),
        _standing(words, told.standing),
        again if record.is_to_be_corrected else None,
    )


def _check_form(frame: Frame, label: str) -> Markup:
    button = element("button", frame.words.text(label), type="submit")
    return element("form", button, method="post", action=f"{frame.own_address}/check", class_="single")


def _answer_links(frame: Frame, asked: Round, record: AnswerRecord) -> list[Markup]:
    words = frame.words
    folder = frame.address(f"/a/{asked.quarter}/{record.town}")
    workbooks = [
        element("li", element("a", words.text("download_marked", file=name), href=f"{folder}/{quote(name)}"))
        for name in record.answers
        if name != PAGE_NAME
    ]
    everything = element("a", words.text("open_answer"), href=f"{folder}/{PAGE_NAME}")
    return [element("li", everything), *workbooks]


def _tables(words: Words, record: AnswerRecord, verdict: Verdict) -> Markup | None:
    names = [words.table(name) for name, found in record.verdicts.items() if found is verdict]
    if not names:
        return None
    count = words.text(f"tables_{verdict}", count=len(names))
    if verdict is Verdict.REJECTED:
        return element("li", f"{count} ({', '.join(names)})")
    summary = element("summary", count)
    return element("li", element("details", summary, " ", element("p", ", ".join(names))))


def _standing(words: Words, tables: Sequence[str]) -> Markup | None:
    if not tables:
        return None
    items = element("ul", [element("li", one) for one in tables], class_="standing")
    return fragment(element("p", words.text("standing_heading")), items)


def _files_table(frame: Frame, asked: Round, submission: TownSubmission) -> Markup:
    words = frame.words
    labels = [words.text(f"column_{column}") for column in _FILE_COLUMNS]
    caption = element("caption", words.text("files_caption", quarter=asked.quarter.label))
    rows = [_file_row(frame, labels, stored) for stored in submission.files]
    return table("sent-files", caption, labels, rows)


def _file_row(frame: Frame, labels: Sequence[str], stored: StoredObject) -> Markup:
    words = frame.words
    name = stored.key.rpartition("/")[2]
    local = words.local(stored.modified_at)
    withdraw = element(
        "form",
        element("input", type="hidden", name="file", value=name),
        element("button", words.text("withdraw"), hidden(f": {name}"), type="submit", class_="quiet"),
        method="post",
        action=f"{frame.own_address}/withdraw",
    )
    moment = element("time", words.moment(stored.modified_at), datetime=local.isoformat(timespec="minutes"))
    return row(labels, name, (words.size(stored.size), moment, withdraw))
