"""What a file of the corpus is: how it is made, and what the reader must say and read of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class CorpusFile:
    """One broken, hostile or odd file.

    Attributes:
        kind: What is wrong with it.
        name: The name under which it was sent.
        make: Makes its bytes.
        codes: The codes of all findings that it gets, each once.
        values: Some of the cells that must be read, by table, row and column; None for a blank cell.
        alternatives: Further codes of which one may stand in place of the only code.
    """

    kind: str
    name: str
    make: Callable[[], bytes]
    codes: tuple[str, ...] = ()
    values: Mapping[tuple[str, int, str], object] = field(default_factory=dict)
    alternatives: tuple[str, ...] = ()
