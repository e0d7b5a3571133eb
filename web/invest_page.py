"""The page for readers outside the project: whom the ecosystems look for, their sectors and their sites."""

from collections import Counter
from collections.abc import Sequence

from config.loading import TOTAL_SECTOR
from web.invest_data import InvestRow, InvestSelection, InvestView
from web.layout import Frame, page
from web.markup import Child, Markup, element, hidden
from web.tables import row, table
from web.words import Words, alphabetical


def invest_page(frame: Frame, view: InvestView | None, selection: InvestSelection) -> str:
    """Return the page of what the towns offer and whom they look for."""
    words = frame.words
    title = words.text("invest_title")
    intro = element("p", words.text("invest_intro"), class_="lead")
    if view is None:
        return page(frame, title, intro, element("p", words.text("invest_none"), class_="notice"))
    return page(
        frame,
        title,
        intro,
        element("p", words.text("invest_quarter", quarter=view.quarter.label)),
        _sample_notice(words, view),
        _filter_form(frame, view, selection),
        _section_links(words),
        _needs(frame, view, selection),
        _section(frame, view, selection, "sectors"),
        _section(frame, view, selection, "sites"),
        _sheets(frame, view, selection),
    )


def _sample_notice(words: Words, view: InvestView) -> Markup | None:
    if not any(document.is_sample for document in view.documents):
        return None
    mark = element("strong", f"{words.text('sample_mark')}.")
    text = words.text("sample_notice_all", quarter=view.quarter.label)
    return element("p", mark, " ", text, class_="notice sample-notice")


def _filter_form(frame: Frame, view: InvestView, selection: InvestSelection) -> Markup:
    words = frame.words
    towns = sorted({document.town for document in view.documents}, key=lambda slug: alphabetical(words.town(slug)))
    fields = (
        ("town", [(slug, words.town(slug)) for slug in towns], selection.town),
        ("sector", [(slug, words.say(one.name)) for slug, one in words.project.sectors.items()], selection.sector),
    )
    return element(
        "form",
        element("h2", words.text("invest_filter")),
        element(
            "div",
            [_field(words, name, options, chosen) for name, options, chosen in fields],
            element("button", words.text("filter_submit"), type="submit"),
            element("a", words.text("filter_clear"), href=frame.own_address) if selection.query else None,
            class_="fields",
        ),
        class_="filter",
        method="get",
        action=frame.own_address,
    )


def _section_links(words: Words) -> Markup:
    heading = words.text("invest_on_page")
    names = ("needed_actors", "sectors", "sites", "sheets")
    links = [element("li", element("a", words.text(f"invest_{name}"), href=f"#{name}")) for name in names]
    shown = element("span", f"{heading}:", aria_hidden="true")
    return element("nav", shown, element("ul", links), class_="quarters", aria_label=heading)


def _field(words: Words, name: str, options: Sequence[tuple[str, str]], chosen: str) -> Markup:
    choices = [element("option", words.text(f"all_{name}s"), value="")]
    choices += [element("option", label, value=value, selected=value == chosen) for value, label in options]
    label = element("label", words.text(f"filter_{name}"), for_=f"filter-{name}")
    return element("div", label, element("select", choices, id=f"filter-{name}", name=name), class_="field")


def _needs(frame: Frame, view: InvestView, selection: InvestSelection) -> Markup:
    """Return the way from a gap to the needed actor and the contact, with how many stand at each stage."""
    words = frame.words
    found = view.tables["needed_actors"].selected(selection) if "needed_actors" in view.tables else ()
    counts = Counter(row.cells[-1] for row in found)
    states = [words.say(label) for label in words.project.code_lists["needed_state"].values()]
    stages = [element("li", f"{state}: {counts[state]}") for state in states if counts[state]]
    funnel = element("ul", stages, class_="funnel", aria_label=words.text("invest_funnel")) if stages else None
    return _section(frame, view, selection, "needed_actors", words.counted("invest_needs", len(found)), funnel)


def _section(frame: Frame, view: InvestView, selection: InvestSelection, name: str, *above: Child) -> Markup:
    words = frame.words
    shown = view.tables[name].selected(selection) if name in view.tables else ()
    heading = element("h2", words.text(f"invest_{name}"), id=name)
    note = element("p", words.text(f"invest_{name}_note"))
    told = [element("p", one, class_="shown-count") if not isinstance(one, Markup) else one for one in above if one]
    if not shown:
        return element("section", heading, note, element("p", words.text("invest_nothing"), class_="notice"),
                       class_="invest", aria_labelledby=name)  # fmt: skip
    labels = [words.text("filter_town"), *view.tables[name].columns]
    in_order = sorted(shown, key=lambda one: alphabetical(words.town(one.town)))
    rows = [row(labels, words.town(one.town), _cells(one)) for one in in_order if one.sector != TOTAL_SECTOR]
    caption = element("caption", hidden(words.text(f"invest_{name}")))
    body = table(f"invest-table {name}", caption, labels, rows)
    return element("section", heading, note, told, body, class_="invest", aria_labelledby=name)


def _cells(shown: InvestRow) -> list[Child]:
    return [
        element("span", text, lang=language) if language else text
        for text, language in zip(shown.cells, shown.languages, strict=True)
    ]


def _sheets(frame: Frame, view: InvestView, selection: InvestSelection) -> Markup:
    words = frame.words
    documents = sorted(view.documents, key=lambda one: alphabetical(words.town(one.town)))
    links = [
        element(
            "li",
            element("a", words.text("invest_sheet", town=words.town(one.town)),
                    href=frame.address(f"/d/{view.quarter}/{one.id}"), hreflang=one.language),
            f" ({words.size(one.size)})",
        )
        for one in documents
        if selection.town in ("", one.town)
    ]  # fmt: skip
    return element(
        "section",
        element("h2", words.text("invest_sheets"), id="sheets"),
        element("p", words.text("invest_sheets_note")),
        element("ul", links),
        class_="invest",
        aria_labelledby="sheets",
    )
