"""The frame of every page: head, title, languages, footer; and the page that says what went wrong."""

from dataclasses import dataclass

from config.texts import LANGUAGES
from web.markup import Child, Markup, document, element, fragment
from web.words import Words

INVEST_PATH = "/invest-in"
"""Path of the page for readers outside the project, below its language."""


@dataclass(frozen=True)
class Frame:
    """What every page needs beside its content.

    Attributes:
        words: The texts in the reader's language.
        root_path: Path under which a reverse proxy serves the page; empty at the root of its address.
        query: The selection, which a change of language keeps.
        path: Path of the page below its language, such as `/send/2022Q3`; empty for the list.
    """

    words: Words
    root_path: str = ""
    query: str = ""
    path: str = ""

    def address(self, path: str) -> str:
        """Return the address of one of our own pages."""
        return f"{self.root_path}{path}"

    @property
    def list_address(self) -> str:
        """The list of all documents in the reader's language."""
        return self.address(f"/{self.words.language}")

    @property
    def own_address(self) -> str:
        """The page itself, without its selection."""
        return f"{self.list_address}{self.path}"

    def send_address(self, *parts: str) -> str:
        """Return the address of a page of the towns' side: of a quarter, or of a town in it."""
        return "/".join((f"{self.list_address}/send", *parts))


def page(frame: Frame, title: str, *content: Child) -> str:
    """Return a whole page whose only first-level heading is its title."""
    words = frame.words
    network = words.say(words.project.identity.network_name)
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", f"{title} – {network}"),
        element("link", rel="icon", type="image/svg+xml", href=frame.address("/favicon.svg")),
        element("link", rel="stylesheet", href=frame.address("/style.css")),
    )
    body = element(
        "body",
        element("a", words.text("skip_link"), class_="skip-link", href="#content"),
        element(
            "header",
            element("div", _home_link(frame, network), _sections(frame), _language_switch(frame), class_="width"),
            class_="site-header",
        ),
        element("main", element("div", element("h1", title), *content, class_="width"), id="content", tabindex="-1"),
        _footer(words),
    )
    return document(words.language, head, body)


def error_page(frame: Frame, error: str) -> str:
    """Return a page that says in words what is wrong; `error` is the name of its texts, such as `document`."""
    words = frame.words
    return page(
        frame,
        words.text(f"error_{error}_title"),
        element("p", words.text(f"error_{error}_text"), class_="lead"),
        element("p", element("a", words.text("to_the_list"), href=frame.list_address)),
    )


def _home_link(frame: Frame, network: str) -> Markup:
    return element("a", network, class_="site-name", href=frame.list_address)


def _sections(frame: Frame) -> Markup:
    words = frame.words
    sections = (
        ("section_documents", "", frame.list_address),
        ("section_invest", INVEST_PATH, f"{frame.list_address}{INVEST_PATH}"),
        ("section_sending", "/send", frame.send_address()),
    )
    here = next((path for _, path, _ in sections[1:] if frame.path.startswith(path)), "")
    links = [
        element("a", words.text(text), href=address, aria_current="true" if path == here else None)
        for text, path, address in sections
    ]
    return element(
        "nav",
        element("ul", [element("li", link) for link in links]),
        class_="sections",
        aria_label=words.text("sections"),
    )


def _language_switch(frame: Frame) -> Markup:
    links = []
    for language in LANGUAGES:
        own_name = frame.words.texts["in_this_language"].in_language(language)
        current = "true" if language == frame.words.language else None
        address = frame.address(f"/{language}{frame.path}{frame.query}")
        link = element("a", own_name, href=address, lang=language, hreflang=language, aria_current=current)
        links.append(element("li", link))
    return element("nav", element("ul", links), class_="languages", aria_label=frame.words.text("language_switch"))


def _footer(words: Words) -> Markup:
    identity = words.project.identity
    lines = (
        words.say(identity.title),
        words.text("funded_by", funder=words.say(identity.funder)),
        words.text("times_note"),
    )
    content = fragment(*(element("p", line) for line in lines))
    return element("footer", element("div", content, class_="width"), class_="site-footer")
