"""The table of what the towns sent for a quarter and what became of it."""

from collections.abc import Sequence

from config.quarters import Quarter
from tasks.findings import Verdict
from tasks.publish.manifest import InputFile, TableStanding, TownInputs
from web.documents_table import findings_words
from web.layout import Frame
from web.markup import Markup, element, hidden
from web.tables import row, table
from web.words import Words

_COLUMNS = ("town", "files", "accepted", "rejected", "missing", "findings")
_NAMES_SHOWN_OPENLY = 3


def inputs_section(frame: Frame, quarter: Quarter, towns: Sequence[TownInputs]) -> Markup:
    """Return the heading and the table of the towns' inputs, with the deadline and the way to their own pages."""
    words = frame.words
    labels = [words.text(f"column_{column}") for column in _COLUMNS]
    caption = element("caption", words.text("inputs_caption", quarter=quarter.label))
    rows = [_town_row(words, quarter, labels, town) for town in towns]
    heading = element("h3", words.text("inputs_heading"))
    return element("section", heading, _deadline(frame, quarter), table("inputs", caption, labels, rows))


def _deadline(frame: Frame, quarter: Quarter) -> Markup | None:
    words = frame.words
    reported = words.project.calendar.quarters.get(quarter)
    if reported is None:
        return None
    link = element("a", words.text("go_to_sending", quarter=quarter.label), href=frame.send_address(str(quarter)))
    return element("p", words.text("inputs_deadline", deadline=words.day(reported.deadline)), " ", link)


def _town_row(words: Words, quarter: Quarter, labels: Sequence[str], town: TownInputs) -> Markup:
    name = words.town(town.town)
    place = f"{name}, {quarter.label}"
    accepted = [s for s in town.standings if s.verdict in (Verdict.ACCEPTED, Verdict.ACCEPTED_WITH_WARNINGS)]
    rejected = [s for s in town.standings if s.verdict == Verdict.REJECTED]
    missing = [s for s in town.standings if s.verdict == Verdict.MISSING]
    cells = (
        _files(words, town.files),
        _table_count(words, accepted),
        _table_names(words, quarter, rejected, f"{words.text('column_rejected')}, {place}"),
        _table_names(words, quarter, missing, f"{words.text('column_missing')}, {place}"),
        findings_words(words, town.critical_count, town.warning_count),
    )
    return row(labels, name, cells)


def _files(words: Words, files: Sequence[InputFile]) -> Markup:
    if not files:
        return element("span", words.text("nothing_sent"), class_="none")
    items = []
    for file in sorted(files, key=lambda file: (file.uploaded_at, file.key)):
        sent = words.text("sent_on", date=words.day(words.local(file.uploaded_at).date()))
        items.append(element("li", file.key.rsplit("/", 1)[-1], hidden(","), " ", element("span", sent, class_="sent")))
    return element("ul", items)


def _table_count(words: Words, standings: Sequence[TableStanding]) -> Markup:
    if not standings:
        return element("span", words.text("tables_none"), class_="none")
    return element("span", words.counted("tables", len(standings)))


def _table_names(words: Words, quarter: Quarter, standings: Sequence[TableStanding], what: str) -> Markup:
    if not standings:
        return _table_count(words, standings)
    names = element("ul", [element("li", _table_name(words, quarter, standing)) for standing in standings])
    if len(standings) <= _NAMES_SHOWN_OPENLY:
        return names
    summary = element("summary", _table_count(words, standings), hidden(f": {what}"))
    return element("details", summary, names)


def _table_name(words: Words, quarter: Quarter, standing: TableStanding) -> str:
    name = words.table(standing.table)
    if standing.data_quarter in ("", str(quarter)):
        return name
    return words.text("table_from_earlier", table=name, quarter=Quarter.parse(standing.data_quarter).label)
