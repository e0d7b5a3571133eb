"""A partner's own text: a small subset of Markdown, with everything else shown as it was typed."""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tasks.assemble.blocks import Block, Inline, ListBlock, Paragraph, Run
from tasks.assemble.markdown_inlines import end_of, inlines_of, is_web_address, list_items
from tasks.assemble.markers import without_markers


def narrative_blocks(text: str) -> tuple[Block, ...]:
    """Return a partner's text as paragraphs and lists; Markdown outside the subset stays visible as it was typed.

    A line break is a new paragraph: that is what Alt+Enter in a cell of a workbook means.
    """
    tokens = _PARTNER_MARKDOWN.parse(without_markers(text).replace("![", "!\\["))
    blocks: list[Block] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.type == "paragraph_open":
            blocks.extend(Paragraph(line) for line in _lines_of(tokens[position + 1].children or []))
            position += 3
        else:
            end = end_of(tokens, position)
            items = tuple(tuple(inlines_of(children)) for children in list_items(tokens[position:end]))
            blocks.append(ListBlock(tuple(item for item in items if item), token.type == "ordered_list_open"))
            position = end
    return tuple(blocks)


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
