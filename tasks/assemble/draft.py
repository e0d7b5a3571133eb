"""A document before its templates are rendered: cover, parts, and the data of its texts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from config.texts import LANGUAGES, Text
from tasks.assemble.blocks import Chart, Cover, Figure, Table
from tasks.assemble.exhibits import Exhibit
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.narrative import DocumentParts
from tasks.assemble.scope import Scope
from tasks.assemble.wording import filled, read_texts


@dataclass(frozen=True)
class Draft:
    """What a deliverable's builder gives.

    Attributes:
        title: Title of the document in all languages, for the download page.
        cover: Its cover.
        scope: Its inputs and texts.
        exhibits: Its tables, charts and figures by id.
        value_texts: The text of each number that a template may print, by id.
        data: The plain data of its templates.
        gaps: What is missing in it, in all languages.
    """

    title: Text
    cover: Cover
    scope: Scope
    exhibits: Mapping[str, Exhibit]
    value_texts: Mapping[str, str]
    data: Mapping[str, object]
    gaps: tuple[Text, ...]

    @property
    def parts(self) -> DocumentParts:
        """The parts as templates place them."""
        blocks = [exhibit.block for exhibit in self.exhibits.values()]
        return DocumentParts(
            tables={block.id: block for block in blocks if isinstance(block, Table)},
            charts={block.id: block for block in blocks if isinstance(block, Chart)},
            figures={block.id: block for block in blocks if isinstance(block, Figure)},
            values=self.value_texts,
        )


def with_missing_basis(draft: Draft, inputs: DocumentInputs) -> Draft:
    """Return a draft whose cover and gaps say on which documents it builds that are not there."""
    if not inputs.missing_basis:
        return draft
    names = [inputs.project.calendar.due[name].name for name in inputs.missing_basis]
    listed: dict[str, str] = {one: ", ".join(name.in_language(one) for name in names) for one in LANGUAGES}
    told = filled(read_texts("texts.yaml")["missing_basis"], names=listed)
    cover = replace(draft.cover, lines=(*draft.cover.lines, told.in_language(inputs.language)))
    return replace(draft, cover=cover, gaps=(told, *draft.gaps))


def collect_exhibits(built: Iterable[Exhibit | None]) -> dict[str, Exhibit]:
    """Return the exhibits that there is data for, by id."""
    return {exhibit.block.id: exhibit for exhibit in built if exhibit is not None}


def shown_indicators(exhibits: Iterable[Exhibit], printed: Iterable[str]) -> list[str]:
    """Return the indicators behind the numbers of some exhibits and texts, without repetition."""
    ids = list(printed)
    for exhibit in exhibits:
        ids += exhibit.value_ids
        if isinstance(exhibit.block, Table):
            ids += [cell.value_id for row in exhibit.block.rows for cell in row if cell.value_id]
    return sorted({value_id.partition("@")[0].partition(".")[0] for value_id in ids})
