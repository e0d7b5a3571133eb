"""The table of a work package's documents: what each is, in which state, and its download."""

from collections.abc import Sequence

from config.quarters import Quarter
from tasks.publish.manifest import PublishedDocument
from web.layout import Frame
from web.markup import Markup, element, fragment, hidden
from web.tables import row, table
from web.words import Words

_COLUMNS = ("document", "language", "state", "findings", "built", "size", "download")


def documents_table(frame: Frame, quarter: Quarter, caption: str, documents: Sequence[PublishedDocument]) -> Markup:
    """Return the table of some documents of a quarter."""
    labels = [frame.words.text(f"column_{column}") for column in _COLUMNS]
    rows = [_document_row(frame, quarter, labels, document) for document in documents]
    return table("documents", element("caption", hidden(caption)), labels, rows)


def findings_words(words: Words, critical_count: int, warning_count: int) -> Markup:
    """Return counts of findings in words; those that are zero are not mentioned."""
    counts = (("errors", critical_count), ("warnings", warning_count))
    said = [element("div", words.counted(name, count)) for name, count in counts if count]
    return fragment(*said) if said else element("div", words.text("no_findings"), class_="none")


def _document_row(frame: Frame, quarter: Quarter, labels: Sequence[str], document: PublishedDocument) -> Markup:
    words = frame.words
    town = words.town(document.town)
    # A document that stands alone needs its town in the title; beside the town it would be said twice.
    title = words.say(document.title).removesuffix(f": {town}")
    heading = fragment(
        element("span", town, hidden(": "), class_="town"),
        element("span", title, class_="title"),
        element("span", words.text("sample_mark"), class_="sample-mark") if document.is_sample else None,
    )
    name = f"{title}, {town}, {quarter.label}"
    if document.language != words.language:
        name += f", {words.language_name(document.language)}"
    local = words.local(document.built_at)
    cells = (
        words.language_name(document.language),
        _state(words, document, name),
        findings_words(words, document.critical_count, document.warning_count),
        element("time", words.moment(document.built_at), datetime=local.isoformat(timespec="minutes")),
        words.size(document.size),
        _download_link(frame, quarter, document, name),
    )
    return row(labels, heading, cells)


def _state(words: Words, document: PublishedDocument, name: str) -> Markup:
    if document.state == "complete":
        return element("span", words.text("state_complete"), class_="state-complete")
    state = element("span", words.text("state_gaps"), class_="state-gaps")
    if not document.gaps:
        return state
    summary = element("summary", words.counted("gaps", len(document.gaps)), hidden(f": {name}"))
    gaps = element("ul", [element("li", words.say(gap)) for gap in document.gaps])
    return fragment(state, element("details", summary, gaps))


def _download_link(frame: Frame, quarter: Quarter, document: PublishedDocument, name: str) -> Markup:
    address = frame.address(f"/d/{quarter}/{document.id}")
    kind = "download_spreadsheet" if document.key.endswith(".xlsx") else "download_document"
    word = _link(frame, kind, address, document, name)
    links = [word]
    if document.pdf is not None:
        links.append(_link(frame, "download_pdf", f"{address}.pdf", document, name))
    if document.redline is not None:
        links.append(_link(frame, "download_redline", f"{address}/changes", document, name))
    return word if len(links) == 1 else fragment(*(element("div", link) for link in links))


def _link(frame: Frame, text: str, address: str, document: PublishedDocument, name: str) -> Markup:
    words = frame.words.text(text)
    return element("a", words, hidden(f": {name}"), href=address, hreflang=document.language, class_="download")
