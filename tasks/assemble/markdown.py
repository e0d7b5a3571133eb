"""From rendered Markdown with fences to blocks: the small dialect that text templates are written in."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tasks.assemble.blocks import (
    Block,
    Callout,
    Chart,
    Contents,
    Editable,
    Figure,
    Heading,
    Inline,
    LinkRun,
    ListBlock,
    NoteRun,
    PageBreak,
    Paragraph,
    ReferenceRun,
    Run,
    Table,
    ValueRun,
)
from tasks.assemble.markdown_inlines import MarkdownError, end_of, first_number, inlines_of, is_web_address, list_items
from tasks.assemble.markers import CONTROL_MARKER, LINE_MARKER, Control
from tasks.assemble.partner_text import narrative_blocks

CALLOUTS = ("summary", "warning", "gap", "example")
PARTS = ("table", "chart", "figure")
HEADING_LEVELS = 3

_FENCE = re.compile(r":::\s+(?P<kind>[a-z]+)(?:\s+(?P<id>[^\s\"]+))?(?:\s+\"(?P<title>[^\"]*)\")?\s*")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_UNNUMBERED = re.compile(r"\s*\{-\}\s*$")


@dataclass
class _Fence:
    kind: str
    id: str
    title: str
    place: tuple[str, int] | None
    blocks: list[Block] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    is_written: bool = False


@dataclass
class MarkdownReader:
    """Reads rendered templates of one document; it remembers what was placed, so that nothing is placed twice.

    Attributes:
        nonce: What the markers of this render carry.
        controls: What the markers stand for, by their index.
        find_part: Gives a table, chart or figure by kind and id; raises KeyError for an unknown one.
    """

    nonce: str
    controls: Sequence[Control]
    find_part: Callable[[str, str], Table | Chart | Figure]
    _placed: set[str] = field(default_factory=set)

    def read(self, text: str) -> tuple[Block, ...]:
        """Return the blocks of one rendered template.

        Raises:
            MarkdownError: A fence is wrong, or the text uses Markdown outside the dialect.
        """
        root = _Fence("", "", "", None)
        open_fences = [root]
        for line in text.split("\n"):
            if not line.lstrip().startswith(":::"):
                open_fences[-1].lines.append(line)
                continue
            place = _place_of(line)
            bare = LINE_MARKER.sub("", line).strip()
            if bare == ":::":
                if len(open_fences) == 1:
                    raise MarkdownError("`:::` closes a fence that was never opened", place)
                closed = open_fences.pop()
                self._flush(closed)
                open_fences[-1].blocks.append(self._close(closed))
            else:
                fence = self._open(bare, place, open_fences)
                self._flush(open_fences[-1])
                open_fences.append(fence)
        if len(open_fences) > 1:
            raise MarkdownError(f"the fence `::: {open_fences[-1].kind}` is never closed", open_fences[-1].place)
        self._flush(root)
        return tuple(root.blocks)

    def _open(self, line: str, place: tuple[str, int] | None, outer: Sequence[_Fence]) -> _Fence:
        match = _FENCE.fullmatch(line)
        if match is None:
            raise MarkdownError(f'`{line}` is not a fence; write it as `::: kind id "title"`', place)
        kind = match["kind"]
        identifier, title = _unescaped(match["id"] or ""), _unescaped(match["title"] or "")
        around = outer[-1].kind
        allowed = {"": (*PARTS, *CALLOUTS, "edit", "contents", "pagebreak"), "edit": CALLOUTS}.get(around, ())
        if kind not in ("edit", "contents", "pagebreak", *CALLOUTS, *PARTS):
            raise MarkdownError(f"`{kind}` is not a kind of fence", place)
        if kind not in allowed:
            raise MarkdownError(f"`::: {kind}` must not stand inside `::: {around}`", place)
        if (kind in ("edit", *PARTS)) != bool(identifier):
            raise MarkdownError(f"`::: {kind}` needs {'an' if not identifier else 'no'} id", place)
        if (kind in ("edit", "contents")) != bool(title):
            raise MarkdownError(f"`::: {kind}` needs {'a' if not title else 'no'} title in quotation marks", place)
        if identifier:
            name = f"{'edit' if kind == 'edit' else 'gen'}:{identifier}"
            if name in self._placed:
                raise MarkdownError(f"`{identifier}` is placed a second time", place)
            self._placed.add(name)
        return _Fence(kind, identifier, title, place)

    def _close(self, fence: _Fence) -> Block:
        if fence.kind == "edit":
            return Editable(fence.id, fence.title, tuple(fence.blocks), fence.is_written)
        if fence.kind in CALLOUTS:
            if any(isinstance(block, Heading) for block in fence.blocks):
                raise MarkdownError(f"a heading must not stand inside `::: {fence.kind}`", fence.place)
            if not fence.blocks:
                raise MarkdownError(f"`::: {fence.kind}` is empty", fence.place)
            return Callout(_callout_kind(fence.kind), tuple(fence.blocks))
        if fence.blocks:
            raise MarkdownError(f"`::: {fence.kind}` takes no text; close it on the next line", fence.place)
        if fence.kind == "contents":
            return Contents(fence.title)
        if fence.kind == "pagebreak":
            return PageBreak()
        try:
            return self.find_part(fence.kind, fence.id)
        except KeyError:
            raise MarkdownError(f"there is no {fence.kind} with the id `{fence.id}`", fence.place) from None

    def _flush(self, fence: _Fence) -> None:
        text = "\n".join(fence.lines)
        fence.lines.clear()
        if text.strip():
            try:
                controls = map(self._control, CONTROL_MARKER.finditer(text))
                fence.is_written |= any(one.kind == "narrative" and one.text.strip() != "" for one in controls)
                fence.blocks.extend(self._markdown_blocks(_TEMPLATE_MARKDOWN.parse(text)))
            except MarkdownError as error:
                raise MarkdownError(str(error), error.place or fence.place, error.excerpt) from None

    def _markdown_blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        position = 0
        while position < len(tokens):
            token = tokens[position]
            if token.type == "heading_open":
                yield self._heading(token, tokens[position + 1])
                position += 3
            elif token.type == "paragraph_open":
                yield from self._paragraph(tokens[position + 1])
                position += 3
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                end = end_of(tokens, position)
                items = list_items(tokens[position:end])
                ordered = token.type == "ordered_list_open"
                yield ListBlock(tuple(tuple(self._inlines(one)) for one in items), ordered, first_number(token))
                position = end
            else:
                raise MarkdownError(
                    f"this Markdown is not part of the dialect ({token.type})", excerpt=token.content.split("\n")[0]
                )

    def _heading(self, opening: Token, inline: Token) -> Heading:
        level = int(opening.tag[1])
        if level > HEADING_LEVELS:
            raise MarkdownError(f"a heading has at most {HEADING_LEVELS} levels", excerpt=inline.content)
        inlines = list(self._inlines(inline.children or []))
        last = inlines[-1] if inlines else None
        if isinstance(last, Run) and _UNNUMBERED.search(inline.content):
            shortened = _UNNUMBERED.sub("", last.text)
            inlines[-1:] = [Run(shortened, last.bold, last.italic, last.language)] if shortened else []
            return Heading(level, tuple(inlines), numbered=False)
        return Heading(level, tuple(inlines))

    def _paragraph(self, inline: Token) -> Iterator[Block]:
        marker = CONTROL_MARKER.fullmatch(inline.content.strip())
        control = self._control(marker) if marker else None
        if control is not None and control.kind == "narrative":
            yield from narrative_blocks(control.text, control.language)
        else:
            inlines = tuple(self._inlines(inline.children or []))
            if inlines:
                yield Paragraph(inlines)

    def _inlines(self, tokens: Sequence[Token]) -> Iterator[Inline]:
        for inline in inlines_of(tokens):
            if isinstance(inline, LinkRun):
                yield self._link(inline)
            if not isinstance(inline, Run):
                continue
            position = 0
            for marker in CONTROL_MARKER.finditer(inline.text):
                if marker.start() > position:
                    yield Run(inline.text[position : marker.start()], inline.bold, inline.italic)
                yield from self._control_inlines(self._control(marker), inline)
                position = marker.end()
            rest = inline.text[position:]
            if rest:
                yield Run(rest, inline.bold, inline.italic)

    def _link(self, link: LinkRun) -> LinkRun:
        if not is_web_address(link.address):
            raise MarkdownError(f"the link to `{link.address}` is not a web address", excerpt=link.text)
        return LinkRun(CONTROL_MARKER.sub(lambda marker: self._control(marker).text, link.text), link.address)

    def _control(self, marker: re.Match[str]) -> Control:
        if marker[1] != self.nonce:
            raise MarkdownError("a control marker of another render stands in the text")
        return self.controls[int(marker[2])]

    def _control_inlines(self, control: Control, around: Run) -> Iterator[Inline]:
        if control.kind == "value":
            yield ValueRun(control.target, control.text, around.bold)
        elif control.kind == "reference":
            yield ReferenceRun(control.target)
        elif control.kind == "note":
            yield NoteRun(control.text)
        elif control.kind == "foreign":
            yield Run(control.text, around.bold, around.italic, control.language)
        else:
            blocks = narrative_blocks(control.text, control.language)
            if len(blocks) > 1 or not all(isinstance(block, Paragraph) for block in blocks):
                raise MarkdownError("a partner's text of several paragraphs must stand on a line of its own")
            for block in blocks:
                if isinstance(block, Paragraph):
                    yield from block.inlines


def _place_of(line: str) -> tuple[str, int] | None:
    match = LINE_MARKER.search(line)
    return (match[1], int(match[2])) if match else None


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def _callout_kind(kind: str) -> Literal["summary", "warning", "gap", "example"]:
    kinds: Mapping[str, Literal["summary", "warning", "gap", "example"]] = {
        "summary": "summary",
        "warning": "warning",
        "gap": "gap",
        "example": "example",
    }
    return kinds[kind]


_TEMPLATE_MARKDOWN = MarkdownIt("commonmark").disable(["code", "lheading", "reference"])
