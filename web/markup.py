"""HTML elements, built from Python so that every value is escaped once."""

import html
import re
from collections.abc import Iterable
from functools import lru_cache

Child = str | None | Iterable[str | None]
Attribute = str | int | bool | None

_VOID = frozenset({"input", "link", "meta", "br"})
# Most texts hold none of these, and looking is several times faster than replacing all five.
_SPECIAL = re.compile("[&<>\"']")


class Markup(str):
    """Text that is HTML already; any other text is escaped where it is put into an element."""

    __slots__ = ()


def element(name: str, /, *children: Child, **attributes: Attribute) -> Markup:
    """Return an HTML element; `class_` writes class, `aria_label` writes aria-label, None and False write nothing."""
    opening = "".join([_attribute(key, value) for key, value in attributes.items()])
    if name in _VOID:
        return Markup(f"<{name}{opening}>")
    return Markup(f"<{name}{opening}>{_content(children)}</{name}>")


def fragment(*children: Child) -> Markup:
    """Return elements and texts one after the other, without an element around them."""
    return Markup(_content(children))


def hidden(text: str) -> Markup:
    """Return words that only a screen reader says."""
    return element("span", text, class_="for-screen-readers")


def document(language: str, head: Markup, body: Markup) -> str:
    """Return a whole page."""
    return f"<!doctype html>\n{element('html', head, body, lang=language)}\n"


def _content(children: Iterable[Child]) -> str:
    parts: list[str] = []
    for child in children:
        if isinstance(child, Markup):
            parts.append(child)
        elif isinstance(child, str):
            parts.append(_escape(child))
        elif child is not None:
            parts.append(_content(child))
    return "".join(parts)


# A page repeats a few attributes thousands of times.
@lru_cache(maxsize=4096, typed=True)
def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{_escape(str(value))}"'


def _escape(text: str) -> str:
    return html.escape(text) if _SPECIAL.search(text) else text
