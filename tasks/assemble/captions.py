"""The numbers of tables and figures, and references to them."""

from collections.abc import Iterable, Iterator

from config.texts import Language
from tasks.assemble.anchors import Identifiers, bookmark_name
from tasks.assemble.blocks import Block, Callout, Chart, Editable, Figure, Table
from tasks.assemble.word_xml import bookmarked, field, run

TABLE_WORD: dict[Language, str] = {"fi": "Taulukko", "sv": "Tabell", "en": "Table"}
FIGURE_WORD: dict[Language, str] = {"fi": "Kuvio", "sv": "Figur", "en": "Figure"}


def numbered_parts(blocks: Iterable[Block], language: Language) -> dict[str, tuple[str, int]]:
    """Return word and number of each table, chart and figure by its id, such as `("Taulukko", 1)`.

    Raises:
        ValueError: An id is used twice.
    """
    labels: dict[str, tuple[str, int]] = {}
    counts: dict[str, int] = {}
    for part in _parts(blocks):
        word = (TABLE_WORD if isinstance(part, Table) else FIGURE_WORD)[language]
        if part.id in labels:
            raise ValueError(f"gen:{part.id} is placed twice in the document")
        counts[word] = counts.get(word, 0) + 1
        labels[part.id] = (word, counts[word])
    return labels


def caption_runs(part_id: str, label: tuple[str, int], caption: str, identifiers: Identifiers) -> str:
    """Return a caption: its label in a bookmark that references point to, its number a field."""
    word, number = label
    name = bookmark_name("ref", part_id)
    counted = run(f"{word}\u00a0") + field(f"SEQ {word} \\* ARABIC", str(number))
    return bookmarked(counted, name, identifiers.bookmark(name)) + run(f". {caption}")


def reference_runs(part_id: str, label: tuple[str, int]) -> str:
    """Return a reference to a table or figure, as a field that shows its label."""
    word, number = label
    return field(f"REF {bookmark_name('ref', part_id)} \\h", f"{word}\u00a0{number}")


def _parts(blocks: Iterable[Block]) -> Iterator[Table | Chart | Figure]:
    for block in blocks:
        if isinstance(block, Table | Chart | Figure):
            yield block
        elif isinstance(block, Editable | Callout):
            yield from _parts(block.blocks)
