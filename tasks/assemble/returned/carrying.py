"""Puts people's sections into a freshly generated document."""

import copy
import datetime as dt
from collections.abc import Mapping

from config.quarters import Quarter
from config.texts import Language
from tasks.assemble.returned.controls import content_of, own_controls, own_tag, part_id, unwrap
from tasks.assemble.returned.headings import list_headings
from tasks.assemble.returned.moved_comments import CommentBook, drop_own_comments
from tasks.assemble.returned.outcome import Decisions, SectionDecision, SectionState
from tasks.assemble.returned.package import CUSTOM_PROPERTIES, Package, parse_xml_part
from tasks.assemble.returned.read_document import STAMP
from tasks.assemble.returned.reading import SectionReader
from tasks.assemble.returned.reception import returned_texts
from tasks.assemble.returned.regions import body_of
from tasks.assemble.returned.tidying import make_readable, number_anew
from tasks.assemble.returned.transplant import Transplant, replace_content
from tasks.assemble.word_file import Element, W
from tasks.assemble.word_package import PROGRAM, custom_properties
from tasks.assemble.word_xml import NAMESPACES, run

_MARK_STYLE = "annotation reference"


def carry_sections(content: bytes, decisions: Decisions, language: Language, dated: dt.date) -> bytes:
    """Return a document with people's sections in it; equal inputs give equal bytes.

    Args:
        content: The document as it was generated, with a control for each section that is carried.
        decisions: What becomes of each section.
        language: The document's language, for the comments that are added.
        dated: The data's day, which the comments bear.

    Raises:
        ValueError: The document has no control for a section that is carried.
    """
    target = Package(content)
    carrier = _Carrier(target, language, dated)
    for decision in decisions.sections:
        if decision.is_carried:
            carrier.carry(decision)
        elif decision.state is SectionState.REPLACED:
            carrier.keep_in_comment(decision)
    list_headings(target, language)
    carrier.stamp(decisions)
    return target.sealed_bytes()


class _Carrier:
    def __init__(self, target: Package, language: Language, dated: dt.date) -> None:
        self._target = target
        self._language = language
        self._dated = dated
        self._reader = SectionReader(target)
        self._values = {value_id: text for value_id, text, _ in self._reader.values([body_of(target)])}
        self._controls = {own_tag(c): c for _, c in own_controls(body_of(target), "edit")}
        self._transplants: dict[int, Transplant] = {}
        self._book = CommentBook(target)
        self._properties = dict(self._reader.properties)
        names = {name: identifier for identifier, name in self._reader.style_names.items()}
        self._mark_style = names[_MARK_STYLE]

    def carry(self, decision: SectionDecision) -> None:
        if decision.package is None:
            raise ValueError(f"the text of {decision.section} comes from no document")
        control = self._controls.get(f"edit:{decision.section}")
        if control is None:
            raise ValueError(f"the document has no section {decision.section}")
        blocks = [copy.deepcopy(block) for block in decision.blocks]
        source = SectionReader(decision.package)
        if decision.state is SectionState.EARLIER:
            own = {number for number, author, _ in source.comments(blocks) if author == PROGRAM}
            drop_own_comments(blocks, own)
        key = id(decision.package)
        if key not in self._transplants:
            self._transplants[key] = Transplant(decision.package, self._target, self._book)
        moved = self._transplants[key].bring(blocks)
        anchor = _bookmark_of(control)
        replace_content(control, moved)
        brought = content_of(control)
        _anchor(brought, anchor)
        self._refresh(brought, decision, source.properties)
        title = self._words("picture_without_text").format(title=decision.title)
        make_readable(self._target, brought, title, decision.title)
        self._comment(brought, decision)

    def keep_in_comment(self, decision: SectionDecision) -> None:
        """Show the text of an earlier quarter in a comment on the one that a partner has sent since."""
        for other in decision.others:
            lines = [self._comment_words("replaced", quarter=Quarter.parse(other.file).label), *other.words.split("\n")]
            blocks = content_of(self._controls[f"edit:{decision.section}"])
            self._book.add(blocks, lines, self._dated, self._mark_style)

    def stamp(self, decisions: Decisions) -> None:
        """Keep in the document's properties whose text each section is, and number everything anew."""
        shortened = number_anew(self._target, self._properties)
        kept = {n: v for n, v in self._properties.items() if not n.startswith(("val:", "gen:", "edit:"))}
        for decision in decisions.sections:
            if decision.is_carried:
                quarter = decision.file if decision.state is SectionState.EARLIER else ""
                kept[f"{STAMP}{decision.section}"] = f"{decision.default_digest} {quarter}".strip()
        self._target.parts[CUSTOM_PROPERTIES] = custom_properties((kept | shortened).items())

    def _refresh(self, blocks: list[Element], decision: SectionDecision, properties: Mapping[str, str]) -> None:
        """Give the numbers in people's prose their present values; one that is computed no more becomes plain text."""
        for block in blocks:
            for control in list(block.iter(f"{W}sdt")):
                tag = own_tag(control)
                if not tag.startswith("val:"):
                    continue
                value_id = part_id(tag, dict(properties))
                value = self._values.get(value_id)
                if value is None:
                    unwrap(control)
                elif value_id in decision.overridden:
                    paragraph = next(control.iterancestors(f"{W}p"), None)
                    if paragraph is not None:
                        self._add_comment([paragraph], "typed_over", value=value)
                    unwrap(control)
                else:
                    _set_text(control, value)

    def _comment(self, blocks: list[Element], decision: SectionDecision) -> None:
        lines: list[str] = []
        if decision.state is SectionState.EARLIER:
            lines.append(self._comment_words("earlier", quarter=Quarter.parse(decision.file).label))
        if decision.has_new_default and decision.default_words:
            lines += [self._comment_words("new_default"), *self._filled(decision.default_words)]
        for other in decision.others:
            lines += [self._comment_words("other_version", file=other.file), *other.words.split("\n")]
        if lines:
            self._book.add(blocks, lines, self._dated, self._mark_style)

    def _filled(self, words: tuple[str, ...]) -> list[str]:
        """Return default text with its numbers in place of their ids."""
        lines = []
        for line in words:
            for value_id, text in self._values.items():
                line = line.replace(f"‹val:{value_id}›", text)
            lines.append(line)
        return lines

    def _add_comment(self, blocks: list[Element], name: str, **words: str) -> None:
        self._book.add(blocks, [self._comment_words(name, **words)], self._dated, self._mark_style)

    def _comment_words(self, name: str, **words: str) -> str:
        text: str = returned_texts()["comments"][name][self._language]
        return text.format(**words)

    def _words(self, name: str) -> str:
        text: str = returned_texts()[name][self._language]
        return text


def _set_text(control: Element, text: str) -> None:
    runs = list(control.iter(f"{W}r"))
    content = control.find(f"{W}sdtContent")
    if content is None:
        return
    written = _run_of(text, runs[0].find(f"{W}rPr") if runs else None)
    for child in list(content):
        content.remove(child)
    content.append(written)


def _run_of(text: str, properties: Element | None) -> Element:
    holder = parse_xml_part(f'<w:p xmlns:w="{NAMESPACES["w"]}">{run(text)}</w:p>'.encode())
    written = holder[0]
    if properties is not None:
        written.insert(0, copy.deepcopy(properties))
    return written


def _bookmark_of(control: Element) -> str:
    mark = next(control.iter(f"{W}bookmarkStart"), None)
    return "" if mark is None else mark.get(f"{W}name", "")


def _anchor(blocks: list[Element], name: str) -> None:
    """Put the hidden bookmark of a section around what stands in it."""
    paragraphs = [paragraph for block in blocks for paragraph in block.iter(f"{W}p")]
    if not name or not paragraphs:
        return
    first, last = paragraphs[0], paragraphs[-1]
    start = first.makeelement(f"{W}bookmarkStart", {f"{W}id": f"section {name}", f"{W}name": name})
    first.insert(1 if len(first) and first[0].tag == f"{W}pPr" else 0, start)
    last.append(last.makeelement(f"{W}bookmarkEnd", {f"{W}id": f"section {name}"}))
