"""From Markdown tokens to inlines and list items."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from tasks.assemble.blocks import Inline, LinkRun, Run

_LIST_TOKENS = (
    "bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close", "list_item_close",
    "paragraph_open", "paragraph_close",
)  # fmt: skip


class MarkdownError(ValueError):
    """The rendered text is not in the dialect.

    `place` is the template and line of the nearest fence, where one is known, and `excerpt` the words to look for.
    """

    def __init__(self, problem: str, place: tuple[str, int] | None = None, excerpt: str = "") -> None:
        super().__init__(problem)
        self.place = place
        self.excerpt = excerpt


def is_web_address(address: str) -> bool:
    """Return whether an address is one of the web."""
    return re.match(r"https?://[^\s/]", address, re.IGNORECASE) is not None


def inlines_of(tokens: Sequence[Token], line_break: str = " ") -> Iterator[Inline]:
    """Yield the inlines of a paragraph's tokens.

    Raises:
        MarkdownError: An image, HTML or code stands in the text.
    """
    bold = italic = 0
    address: str | None = None
    link_text = ""
    pending = ""
    marks = (False, False)
    for token in tokens:
        if token.type in ("text", "softbreak", "hardbreak", "text_special"):
            text = line_break if token.type == "softbreak" else "\n" if token.type == "hardbreak" else token.content
            if address is not None:
                link_text += text
                continue
            if marks != (bool(bold), bool(italic)) and pending:
                yield Run(pending, *marks)
                pending = ""
            marks = (bool(bold), bool(italic))
            pending += text
        elif token.type in ("strong_open", "strong_close"):
            bold += token.nesting
        elif token.type in ("em_open", "em_close"):
            italic += token.nesting
        elif token.type == "link_open":
            if pending:
                yield Run(pending, *marks)
                pending = ""
            address, link_text = str(token.attrs["href"]), ""
        elif token.type == "link_close":
            yield LinkRun(link_text or address or "", address or "")
            address = None
        else:
            raise MarkdownError(f"this Markdown is not part of the dialect ({token.type})", excerpt=token.content)
    if pending:
        yield Run(pending, *marks)


def list_items(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the inline tokens of each item; the items of an inner list follow the item that they stand in.

    Raises:
        MarkdownError: Something that is not running text stands in the list.
    """
    children: list[Token] | None = None
    for token in tokens:
        if token.type == "list_item_open":
            if children:
                yield children
            children = []
        elif token.type == "inline" and children is not None:
            if children:
                children.append(Token("softbreak", "", 0))
            children.extend(token.children or [])
        elif token.type not in _LIST_TOKENS:
            raise MarkdownError(f"this Markdown is not part of a list ({token.type})", excerpt=token.content)
    if children:
        yield children


def first_number(opening: Token) -> int:
    """Return the number that a list begins with: `12. huhtikuuta` must not become a first item."""
    return int(opening.attrs.get("start", 1))


def end_of(tokens: Sequence[Token], start: int) -> int:
    """Return the position behind the token that closes the one at `start`."""
    depth = 0
    for position in range(start, len(tokens)):
        depth += tokens[position].nesting
        if depth == 0:
            return position + 1
    raise MarkdownError("a list does not end")
