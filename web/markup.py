"""HTML elements, built from Python so that every value is escaped once."""

import html
from collections.abc import Iterable

Child = str | None | Iterable[str | None]
Attribute = str | int | bool | None

_VOID = frozenset({"input", "link", "meta", "br"})


class Markup(str):
    """Text that is HTML already; any other text is escaped where it is put into an element."""

    __slots__ = ()


def element(name: str, /, *children: Child, **attributes: Attribute) -> Markup:
    """Return an HTML element; `class_` writes class, `aria_label` writes aria-label, None and False write nothing."""
    parts = [f"<{name}"]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        attribute = key.rstrip("_").replace("_", "-")
        parts.append(f" {attribute}" if value is True else f' {attribute}="{html.escape(str(value))}"')
    parts.append(">")
    if name not in _VOID:
        for child in children:
            _append(parts, child)
        parts.append(f"</{name}>")
    return Markup("".join(parts))


def fragment(*children: Child) -> Markup:
    """Return elements and texts one after the other, without an element around them."""
    parts: list[str] = []
    for child in children:
        _append(parts, child)
    return Markup("".join(parts))


def hidden(text: str) -> Markup:
    """Return words that only a screen reader says."""
    return element("span", text, class_="for-screen-readers")


def document(language: str, head: Markup, body: Markup) -> str:
    """Return a whole page."""
    return f"<!doctype html>\n{element('html', head, body, lang=language)}\n"


def _append(parts: list[str], child: Child) -> None:
    if child is None:
        return
    if isinstance(child, str):
        parts.append(child if isinstance(child, Markup) else html.escape(child))
        return
    for grandchild in child:
        _append(parts, grandchild)
