"""The overview of a quarter: which towns have sent, what became of it, who has not sent and by when."""

from collections.abc import Sequence

from tasks.findings import Verdict
from tasks.storage import StoredObject
from web.layout import Frame, page
from web.markup import Markup, element, fragment, hidden
from web.rounds import Round
from web.submissions import TownSubmission
from web.tables import row, table
from web.town_page import latest_notice, round_words
from web.words import Words, alphabetical

_COLUMNS = ("town", "arrived", "result", "rejected", "go")


def overview_page(
    frame: Frame,
    asked: Round,
    submissions: Sequence[TownSubmission],
    edited: Sequence[StoredObject],
) -> str:
    """Return the overview of a quarter.

    Args:
        frame: The frame of the page.
        asked: The quarter and how far it has got.
        submissions: One a town.
        edited: The edited documents that came back for the quarter.
    """
    words = frame.words
    return page(
        frame,
        words.text("overview_title", quarter=asked.quarter.label),
        element("p", round_words(words, asked), class_="lead"),
        latest_notice(frame, asked),
        element("p", words.text("overview_text"), class_="lead"),
        _silent_towns(words, asked, submissions),
        _towns_table(frame, asked, submissions),
        _edited_section(words, edited) if edited else None,
        _other_quarters(frame, asked),
    )


def _silent_towns(words: Words, asked: Round, submissions: Sequence[TownSubmission]) -> Markup:
    silent = sorted((words.town(one.town) for one in submissions if not one.files), key=alphabetical)
    sent = words.text("sent_count", count=len(submissions) - len(silent), total=len(submissions))
    if not silent:
        return element("p", element("strong", sent), class_="notice done")
    name = "silent_late" if asked.state == "late" else "silent"
    missing = words.text(name, towns=", ".join(silent), deadline=words.day(asked.deadline))
    return element("p", element("strong", sent), " ", missing, class_="notice")


def _towns_table(frame: Frame, asked: Round, submissions: Sequence[TownSubmission]) -> Markup:
    words = frame.words
    labels = [words.text(f"column_{column}") for column in _COLUMNS]
    caption = element("caption", words.text("overview_caption", quarter=asked.quarter.label))
    in_order = sorted(submissions, key=lambda one: alphabetical(words.town(one.town)))
    return table("towns", caption, labels, [_town_row(frame, asked, labels, one) for one in in_order])


def _town_row(frame: Frame, asked: Round, labels: Sequence[str], submission: TownSubmission) -> Markup:
    words = frame.words
    town = words.town(submission.town)
    go = element(
        "a",
        words.text("go_to_town"),
        hidden(f": {town}, {asked.quarter.label}"),
        href=frame.send_address(str(asked.quarter), submission.town),
    )
    return row(
        labels, town, (_arrived(words, submission), _result(words, submission), _rejected(words, submission), go)
    )


def _arrived(words: Words, submission: TownSubmission) -> Markup:
    if not submission.files:
        return element("span", words.text("nothing_sent"), class_="none")
    last = max(stored.modified_at for stored in submission.files)
    when = element("time", words.moment(last), datetime=words.local(last).isoformat(timespec="minutes"))
    return fragment(when, " ", element("span", words.counted("files", len(submission.files)), class_="sent"))


def _result(words: Words, submission: TownSubmission) -> Markup:
    if not submission.files:
        return element("span", "–", class_="none")
    record = submission.record
    if record is None:
        return element("span", words.text("result_unchecked"), class_="state-gaps")
    if record.is_to_be_corrected:
        return element("span", words.text("result_correct"), class_="state-gaps")
    name = "result_remarks" if record.is_to_be_checked else "result_accepted"
    return element("span", words.text(name), class_="state-complete")


def _rejected(words: Words, submission: TownSubmission) -> Markup:
    record = submission.record
    if record is None:
        return element("span", "–", class_="none")
    names = [words.table(name) for name, verdict in record.verdicts.items() if verdict is Verdict.REJECTED]
    return element("span", ", ".join(names)) if names else element("span", words.text("tables_none"), class_="none")


def _edited_section(words: Words, edited: Sequence[StoredObject]) -> Markup:
    items = [element("li", stored.key.rpartition("/")[2], ", ", words.moment(stored.modified_at)) for stored in edited]
    return element(
        "section",
        element("h2", words.text("edited_heading")),
        element("p", words.text("edited_text")),
        element("ul", items),
        class_="step",
    )


def _other_quarters(frame: Frame, asked: Round) -> Markup:
    words = frame.words
    heading = words.text("other_quarters")
    links = [
        element(
            "li",
            element("a", words.text("quarter_short", quarter=quarter.label), href=frame.send_address(str(quarter))),
        )
        for quarter in sorted(words.project.calendar.quarters, reverse=True)
        if quarter != asked.quarter
    ]
    return element("nav", element("h2", heading), element("ul", links), class_="quarters other", aria_label=heading)
