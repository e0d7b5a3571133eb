"""The page of a town and quarter: the deadline, what came in and what became of it, and the forms that send files."""

from collections.abc import Mapping
from dataclasses import dataclass

from config.texts import Text
from tasks.collect.uploads import WORKBOOK_ENDINGS
from web.layout import Frame, page
from web.markup import Markup, element, fragment, hidden
from web.rounds import Round
from web.submissions import TownSubmission
from web.town_state import state_section
from web.words import Words


@dataclass(frozen=True)
class Outcome:
    """What the reader has just done, as the address of the page says it.

    Attributes:
        kind: `document` when it was an edited document.
        received_count: How many files were written.
        unchanged_count: How many files were there already.
        is_withdrawn: Whether a file was taken away.
    """

    kind: str = ""
    received_count: int = 0
    unchanged_count: int = 0
    is_withdrawn: bool = False

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Outcome":
        """Return the outcome that an address tells; what is no number counts as none."""
        received, unchanged, withdrawn = (
            _count(query.get(name, "")) for name in ("received", "unchanged", "withdrawn")
        )
        return cls(query.get("kind", ""), received, unchanged, bool(withdrawn))


@dataclass(frozen=True)
class Problem:
    """Why nothing was taken: the name of the words, the status of the answer, the files meant and their reasons."""

    name: str
    status: int
    files: tuple[str, ...] = ()
    reasons: tuple[Text, ...] = ()


def town_page(
    frame: Frame,
    asked: Round,
    submission: TownSubmission,
    upload_limit_bytes: int,
    outcome: Outcome,
    problem: Problem | None = None,
) -> str:
    """Return the page of a town and quarter.

    Args:
        frame: The frame of the page.
        asked: The quarter and how far it has got.
        submission: What the town has sent.
        upload_limit_bytes: How much can be sent at once.
        outcome: What the reader has just done.
        problem: Why that was refused.
    """
    words = frame.words
    town = words.town(submission.town)
    back = element(
        "a",
        words.text("all_towns_of_quarter", quarter=asked.quarter.label),
        href=frame.send_address(str(asked.quarter)),
    )
    return page(
        frame,
        words.text("town_title", town=town, quarter=asked.quarter.label),
        element("p", round_words(words, asked), class_="lead"),
        latest_notice(frame, asked, submission.town),
        _problem_notice(words, problem, upload_limit_bytes),
        _outcome_notice(words, outcome, submission),
        state_section(frame, asked, submission),
        _workbook_section(frame, asked, submission.town),
        _send_sections(frame, asked, upload_limit_bytes) if asked.takes_files else None,
        element("p", back, class_="back"),
    )


def round_words(words: Words, asked: Round) -> str:
    """Return in words which months a quarter has and until when files are sent for it."""
    state = words.text(f"round_{asked.state}", quarter=asked.quarter.label, deadline=words.day(asked.deadline))
    return f"{words.text('round_months', quarter=asked.quarter.label, months=words.months(asked.quarter))} {state}"


def latest_notice(frame: Frame, asked: Round, *below: str) -> Markup | None:
    """Return the note that another quarter is usually meant, with a link to it, or None when it is not."""
    latest = asked.latest
    if asked.quarter == latest:
        return None
    words = frame.words
    link = element("a", words.text("go_to_quarter", quarter=latest.label), href=frame.send_address(str(latest), *below))
    text = words.text("not_latest", quarter=asked.quarter.label, latest=latest.label)
    return element("p", text, " ", link, class_="notice other-quarter")


def _problem_notice(words: Words, problem: Problem | None, upload_limit_bytes: int) -> Markup | None:
    if problem is None:
        return None
    text = words.text(
        f"problem_{problem.name}",
        files=", ".join(problem.files),
        limit=words.limit(upload_limit_bytes),
        endings=", ".join(WORKBOOK_ENDINGS),
    )
    return element(
        "p",
        element("strong", words.text("not_received")),
        " ",
        " ".join([text, *(words.say(reason) for reason in problem.reasons)]),
        class_="notice problem",
        role="alert",
        id="result",
    )


def _outcome_notice(words: Words, outcome: Outcome, submission: TownSubmission) -> Markup | None:
    sentences = []
    if outcome.received_count:
        name = "document_received" if outcome.kind == "document" else "files_received"
        sentences.append(words.counted(name, outcome.received_count))
        if outcome.kind != "document" and submission.record is not None:
            sentences.append(words.text("checked_at_once"))
    if outcome.unchanged_count:
        sentences.append(words.counted("files_unchanged", outcome.unchanged_count))
    if outcome.is_withdrawn:
        sentences.append(words.text("file_withdrawn"))
    return element("p", " ".join(sentences), class_="notice done", role="status", id="result") if sentences else None


def _workbook_section(frame: Frame, asked: Round, town: str) -> Markup:
    words = frame.words
    name = f"{words.town(town)}, {asked.quarter.label}"
    link = element(
        "a",
        words.text("download_workbook"),
        hidden(f": {name}"),
        class_="download",
        href=frame.address(f"/w/{asked.quarter}/{town}"),
    )
    return element(
        "section",
        element("h2", words.text("workbook_heading")),
        element("p", words.text("workbook_text")),
        element("p", link),
        class_="step",
    )


def _send_sections(frame: Frame, asked: Round, upload_limit_bytes: int) -> Markup:
    words = frame.words
    limit = words.limit(upload_limit_bytes)
    return fragment(
        element(
            "section",
            element("h2", words.text("send_heading")),
            element("p", words.text("send_text", limit=limit)),
            _file_form(frame, "files", "send_field", "send_submit", ",".join(WORKBOOK_ENDINGS), takes_several=True),
            element("p", words.text("send_wait"), class_="hint"),
            class_="step",
        ),
        element(
            "section",
            element("h2", words.text("document_heading")),
            element("p", words.text("document_text", quarter=asked.quarter.label, limit=limit)),
            _file_form(frame, "document", "document_field", "document_submit", ".docx", takes_several=False),
            class_="step",
        ),
    )


def _file_form(frame: Frame, name: str, label: str, submit: str, accept: str, *, takes_several: bool) -> Markup:
    words = frame.words
    field = element(
        "input", type="file", id=f"send-{name}", name=name, accept=accept, multiple=takes_several, required=True
    )
    return element(
        "form",
        element("div", element("label", words.text(label), for_=f"send-{name}"), field, class_="field"),
        element("button", words.text(submit), type="submit"),
        class_="send",
        method="post",
        enctype="multipart/form-data",
        action=f"{frame.own_address}/{name}",
    )


def _count(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else 0
