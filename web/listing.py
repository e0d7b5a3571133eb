"""The list of published documents as HTML."""

from collections.abc import Sequence

from config.quarters import Quarter
from tasks.findings import NETWORK
from tasks.publish.manifest import PublishedDocument
from web.catalogue import PublishedQuarter
from web.documents_table import documents_table
from web.inputs_table import inputs_section
from web.layout import Frame, page
from web.markup import Markup, element, fragment
from web.selection import QuarterSection, Selection, select_sections
from web.words import Words, alphabetical

RUN_COMMAND = "kivijalka run"


def list_page(frame: Frame, published: Sequence[PublishedQuarter], selection: Selection) -> str:
    """Return the page that lists the selected documents of the published quarters."""
    words = frame.words
    title = words.text("page_title")
    intro = element("p", words.text("intro"), class_="lead")
    if not published:
        return page(frame, title, intro, _empty_notice(words))
    sections = select_sections(published, selection, words)
    return page(
        frame,
        title,
        intro,
        _filter_form(frame, published, selection),
        _shown_count(words, published, sections, selection),
        _quarter_links(words, sections) if len(sections) > 1 else None,
        [_quarter_section(frame, section) for section in sections] or _no_match_notice(frame),
    )


def _empty_notice(words: Words) -> Markup:
    before, after = words.text("empty_text", command="\0").split("\0")
    return element(
        "section",
        element("h2", words.text("empty_title")),
        element("p", before, element("code", RUN_COMMAND), after),
        class_="notice",
    )


def _no_match_notice(frame: Frame) -> Markup:
    words = frame.words
    return element(
        "section",
        element("h2", words.text("no_match_title")),
        element("p", words.text("no_match_text")),
        class_="notice",
    )


def _filter_form(frame: Frame, published: Sequence[PublishedQuarter], selection: Selection) -> Markup:
    words = frame.words
    documents = [document for entry in published if entry.manifest for document in entry.manifest.documents]
    package_names = {document.work_package for document in documents}
    packages = [name for name in words.project.work_packages if name in package_names]
    packages += sorted(package_names - set(packages))
    slugs = {document.town for document in documents} | set(words.project.towns)
    towns = sorted(slugs, key=lambda slug: (slug != NETWORK, alphabetical(words.town(slug))))
    fields = (
        ("quarter", [(str(entry.quarter), entry.quarter.label) for entry in published], selection.quarter),
        ("work_package", [(name, words.work_package(name)) for name in packages], selection.work_package),
        ("town", [(slug, words.town(slug)) for slug in towns], selection.town),
    )
    clear = element("a", words.text("filter_clear"), href=frame.list_address) if selection.query else None
    return element(
        "form",
        element("h2", words.text("filter_heading")),
        element(
            "div",
            [_filter_field(words, name, options, chosen) for name, options, chosen in fields],
            element("button", words.text("filter_submit"), type="submit"),
            clear,
            class_="fields",
        ),
        class_="filter",
        method="get",
        action=frame.list_address,
    )


def _filter_field(words: Words, name: str, options: list[tuple[str, str]], chosen: str) -> Markup:
    choices = [element("option", words.text(f"all_{name}s"), value="")]
    choices += [element("option", label, value=value, selected=value == chosen) for value, label in options]
    field = f"filter-{name}"
    label = element("label", words.text(f"filter_{name}"), for_=field)
    return element("div", label, element("select", choices, id=field, name=name), class_="field")


def _shown_count(
    words: Words, published: Sequence[PublishedQuarter], sections: list[QuarterSection], selection: Selection
) -> Markup:
    sentences = words.counted("shown", sum(len(section.documents) for section in sections))
    if selection.query:
        total = sum(len(entry.manifest.documents) for entry in published if entry.manifest)
        sentences += " " + words.text("published_total", total=total)
    return element("p", sentences, class_="shown-count")


def _quarter_links(words: Words, sections: list[QuarterSection]) -> Markup:
    heading = words.text("quarters_on_page")
    links = [element("li", element("a", s.quarter.label, href=f"#{_anchor(s.quarter)}")) for s in sections]
    return element(
        "nav",
        element("span", f"{heading}:", aria_hidden="true"),
        element("ul", links),
        class_="quarters",
        aria_label=heading,
    )


def _quarter_section(frame: Frame, section: QuarterSection) -> Markup:
    words = frame.words
    label = section.quarter.label
    heading = element(
        "h2",
        words.text("quarter_heading", quarter=label),
        " ",
        element("span", words.months(section.quarter), class_="months"),
        id=_anchor(section.quarter),
    )
    if section.manifest is None:
        content = element("p", words.text("quarter_unreadable", quarter=label), class_="notice")
    elif not section.manifest.documents:
        content = element("p", words.text("quarter_without_documents"), class_="notice")
    else:
        content = fragment(
            _sample_notice(words, label, section.documents),
            [_package_section(frame, section.quarter, name, documents) for name, documents in section.packages],
            _download_all(frame, section.quarter, section.manifest.documents),
        )
    inputs = inputs_section(frame, section.quarter, section.towns) if section.towns else None
    return element("section", heading, content, inputs, class_="quarter", aria_labelledby=_anchor(section.quarter))


def _anchor(quarter: Quarter) -> str:
    return f"quarter-{quarter}"


def _sample_notice(words: Words, label: str, documents: Sequence[PublishedDocument]) -> Markup | None:
    marked = [document.is_sample for document in documents]
    if not any(marked):
        return None
    text = words.text("sample_notice_all" if all(marked) else "sample_notice_some", quarter=label)
    return element("p", element("strong", f"{words.text('sample_mark')}."), " ", text, class_="notice sample-notice")


def _download_all(frame: Frame, quarter: Quarter, documents: Sequence[PublishedDocument]) -> Markup:
    words = frame.words
    count = words.counted("documents", len(documents))
    size = words.size(sum(document.size for document in documents))
    address = frame.address(f"/d/{quarter}/all.zip")
    link = element("a", words.text("download_all", quarter=quarter.label), href=address)
    return element("p", link, f" ({count}, {size})", class_="download-all")


def _package_section(frame: Frame, quarter: Quarter, package: str, documents: Sequence[PublishedDocument]) -> Markup:
    caption = frame.words.text("documents_caption", work_package=package, quarter=quarter.label)
    return element(
        "section",
        element("h3", frame.words.work_package(package)),
        documents_table(frame, quarter, caption, documents),
    )
