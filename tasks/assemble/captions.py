"""The numbers of tables and figures, and references to them."""

from collections.abc import Iterable, Iterator, Sequence

from config.texts import Language
from tasks.assemble.anchors import Identifiers, bookmark_name
from tasks.assemble.blocks import Block, Callout, Chart, Editable, Figure, Inline, NoteRun, ReferenceRun, Table
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
    for part in captioned_parts(blocks):
        word = (TABLE_WORD if isinstance(part, Table) else FIGURE_WORD)[language]
        if part.id in labels:
            raise ValueError(f"gen:{part.id} is placed twice in the document")
        counts[word] = counts.get(word, 0) + 1
        labels[part.id] = (word, counts[word])
    return labels


def caption_runs(part_id: str, label: tuple[str, int], caption: str, identifiers: Identifiers) -> str:
    """Return a caption: its number a field, in a bookmark that references point to."""
    word, number = label
    name = bookmark_name("ref", part_id)
    counted = field(f"SEQ {word} \\* ARABIC", str(number))
    return run(f"{word}\u00a0") + bookmarked(counted, name, identifiers.bookmark(name)) + run(f". {caption}")


def reference_runs(part_id: str, label: tuple[str, int], before: Sequence[Inline], language: Language) -> str:
    """Return a reference to a table or figure: its word, and its number as a field.

    Args:
        part_id: Id of the table or figure.
        label: Its word and number.
        before: What stands before it in its paragraph; inside a sentence only English writes the word large.
        language: Language of the document.
    """
    word, number = label
    written = word if language == "en" or _begins_sentence(before) else word.lower()
    return run(f"{written}\u00a0") + field(f"REF {bookmark_name('ref', part_id)} \\h", str(number))


def _begins_sentence(before: Sequence[Inline]) -> bool:
    words = [one for one in before if not isinstance(one, NoteRun)]
    last = next((one for one in reversed(words) if isinstance(one, ReferenceRun) or one.text.strip()), None)
    return last is None or (not isinstance(last, ReferenceRun) and last.text.rstrip()[-1] in ".!?")


def captioned_parts(blocks: Iterable[Block]) -> Iterator[Table | Chart | Figure]:
    """Yield the tables, charts and figures among blocks, in the order of the document."""
    for block in blocks:
        if isinstance(block, Table | Chart | Figure):
            yield block
        elif isinstance(block, Editable | Callout):
            yield from captioned_parts(block.blocks)
