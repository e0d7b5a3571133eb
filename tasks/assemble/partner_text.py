"""A partner's own text: a small subset of Markdown, with everything else shown as it was typed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from config.texts import Language
from tasks.assemble.blocks import Block, Inline, ListBlock, Paragraph, Run
from tasks.assemble.markdown_inlines import end_of, first_number, inlines_of, is_web_address, list_items
from tasks.assemble.markers import without_markers

_TYPED_BULLET = re.compile(r"^[ \t]*[–—•·]\s+", re.MULTILINE)


def narrative_blocks(text: str, language: Language | None = None) -> tuple[Block, ...]:
    """Return a partner's text as paragraphs and lists; Markdown outside the subset stays visible as it was typed.

    `language` is set where it differs from the document's: then every word of the text bears it.

    A line break is a new paragraph: that is what Alt+Enter in a cell of a workbook means. A typed dash or dot at the
    beginning of a line makes a list, as screen readers know only real ones.
    """
    typed = _TYPED_BULLET.sub("- ", without_markers(text).replace("![", "!\\["))
    tokens = _PARTNER_MARKDOWN.parse(typed)
    blocks: list[Paragraph | ListBlock] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.type == "paragraph_open":
            blocks.extend(Paragraph(line) for line in _lines_of(tokens[position + 1].children or []))
            position += 3
        else:
            end = end_of(tokens, position)
            items = tuple(tuple(inlines_of(children)) for children in list_items(tokens[position:end]))
            blocks.extend(_list_blocks(token, tokens[position:end], tuple(item for item in items if item)))
            position = end
    return tuple(blocks) if language is None else tuple(_in_language(block, language) for block in blocks)


def _in_language(block: Paragraph | ListBlock, language: Language) -> Paragraph | ListBlock:
    if isinstance(block, Paragraph):
        return Paragraph(_marked(block.inlines, language))
    return replace(block, items=tuple(_marked(item, language) for item in block.items))


def _marked(inlines: Sequence[Inline], language: Language) -> tuple[Inline, ...]:
    return tuple(replace(one, language=language) if isinstance(one, Run) else one for one in inlines)


def _list_blocks(
    opening: Token, tokens: Sequence[Token], items: tuple[tuple[Inline, ...], ...]
) -> Iterator[Paragraph | ListBlock]:
    """A numbered list counts up; `12. huhtikuuta` and `3. toukokuuta` are dates, and keep their numbers as text."""
    numbers = [int(token.info) for token in tokens if token.type == "list_item_open" and token.info.isdigit()]
    counts_up = numbers == list(range(first_number(opening), first_number(opening) + len(items)))
    if opening.type == "bullet_list_open":
        yield ListBlock(items)
    elif counts_up and len(items) > 1:
        yield ListBlock(items, ordered=True, start=numbers[0])
    elif len(numbers) == len(items):
        for number, item in zip(numbers, items, strict=True):
            yield Paragraph((Run(f"{number}. "), *item))
    else:
        yield ListBlock(items, ordered=True, start=first_number(opening))


def _lines_of(tokens: Sequence[Token]) -> Iterator[tuple[Inline, ...]]:
    line: list[Inline] = []
    for inline in inlines_of(tokens, line_break="\n"):
        if not isinstance(inline, Run):
            line.append(inline)
            continue
        first, *others = inline.text.split("\n")
        if first:
            line.append(Run(first, inline.bold, inline.italic))
        for other in others:
            if line:
                yield tuple(line)
            line = [Run(other, inline.bold, inline.italic)] if other else []
    if line:
        yield tuple(line)


def _partner_markdown() -> MarkdownIt:
    markdown = MarkdownIt("zero").enable(["list", "emphasis", "link", "escape", "newline"])
    # An instance's attribute is called without the parser; markdown-it documents this way of replacing the check.
    markdown.validateLink = is_web_address  # type: ignore[method-assign, assignment]
    return markdown


_PARTNER_MARKDOWN = _partner_markdown()
