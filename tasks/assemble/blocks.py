"""What a document is made of, before it is Word: a small, typed set of blocks."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from config.texts import Language


@dataclass(frozen=True)
class Run:
    """A stretch of text with its marks; `language` is set where it differs from the document's."""

    text: str
    bold: bool = False
    italic: bool = False
    language: Language | None = None


@dataclass(frozen=True)
class ValueRun:
    """A machine number inside prose: the content control `val:<id>`."""

    id: str
    text: str
    bold: bool = False


@dataclass(frozen=True)
class LinkRun:
    """A link to a web address."""

    text: str
    address: str


@dataclass(frozen=True)
class ReferenceRun:
    """A reference to a table, chart or figure of the same document by its id; printed as its caption label."""

    target: str


@dataclass(frozen=True)
class NoteRun:
    """A footnote, such as the source of a statement."""

    text: str


Inline = Run | ValueRun | LinkRun | ReferenceRun | NoteRun


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is a chapter."""

    level: int
    inlines: tuple[Inline, ...]
    numbered: bool = True


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class ListBlock:
    """A bulleted or numbered list; `start` is the number of the first item of a numbered one."""

    items: tuple[tuple[Inline, ...], ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True)
class TableColumn:
    """A column of a table: its header, alignment and share of the width."""

    header: str
    align: Literal["left", "right"] = "left"
    width: float = 1.0


@dataclass(frozen=True)
class Cell:
    """One table cell; `value_id` leads its number back to `indicator_values`.

    `language` is set where it differs from the document's, and `style` where the words have a character style.
    """

    text: str
    value_id: str = ""
    bold: bool = False
    language: Language | None = None
    style: str = ""


@dataclass(frozen=True)
class Table:
    """A table with caption and source: the content control `gen:<id>`."""

    id: str
    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    source: str
    description: str = ""


@dataclass(frozen=True)
class Series:
    """One series of a chart; None is a gap."""

    name: str
    values: tuple[float | None, ...]
    lower: tuple[float | None, ...] = ()
    upper: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A native Word chart with its workbook inside: the content control `gen:<id>`.

    `interval` draws one point a category with its lower and upper bound (of the first series) and a line at
    `reference`. `gantt` draws one bar a category, of the series that has a value there: from its lower bound, so many
    steps long; `steps` names the beginning of each step of the axis and the end of the last.
    """

    id: str
    caption: str
    kind: Literal["bar", "grouped_bar", "stacked_bar", "line", "radar", "interval", "gantt"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    source: str
    number_format: Literal["integer", "one_decimal", "two_decimals", "percent"] = "integer"
    value_title: str = ""
    minimum: float | None = None
    maximum: float | None = None
    reference: float | None = None
    height_cm: float = 8.0
    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A drawn picture, as SVG with a PNG for older readers: the content control `gen:<id>`."""

    id: str
    caption: str
    svg: str
    alt: str
    source: str
    width_cm: float = 16.0


@dataclass(frozen=True)
class Callout:
    """A box: the summary of a chapter, a warning, a gap in the data, or the note that the data is an example."""

    kind: Literal["summary", "warning", "gap", "example"]
    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Editable:
    """A section where people write: the content control `edit:<id>`.

    `is_written` says that its text is one that a partner has sent, and not an invitation to write.
    """

    id: str
    title: str
    blocks: tuple["Block", ...]
    is_written: bool = False


@dataclass(frozen=True)
class PageBreak:
    """The next block starts on a page of its own."""


@dataclass(frozen=True)
class Contents:
    """The table of contents."""

    title: str


Block = Heading | Paragraph | ListBlock | Table | Chart | Figure | Callout | Editable | PageBreak | Contents


@dataclass(frozen=True)
class Cover:
    """The cover page and the document's properties.

    `header` is the text of the running header; `notice` the line that says that the data is an example, or empty.
    A `masthead` stands at the head of the first page, where a `page` is the first page.
    """

    title: str
    subtitle: str
    lines: tuple[str, ...]
    header: str
    notice: str
    subject: str
    author: str
    language: Language
    form: Literal["page", "masthead"] = "page"


@dataclass(frozen=True)
class DocumentModel:
    """A whole document: cover, blocks, and what its properties say of its origin.

    `dated` is the day that the file's properties give as its creation: of the data, never of the run.
    """

    cover: Cover
    blocks: tuple[Block, ...]
    properties: tuple[tuple[str, str], ...] = ()
    dated: dt.date = dt.date(1980, 1, 1)


def plain_text(inlines: Iterable[Inline]) -> str:
    """Return what inlines say, without marks, footnotes and references, whose labels depend on the document."""
    return "".join(inline.text for inline in inlines if not isinstance(inline, ReferenceRun | NoteRun))
