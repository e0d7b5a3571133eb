"""Which of the published documents a reader asked for, and in which order they are shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from config.quarters import Quarter
from tasks.findings import NETWORK
from tasks.publish.manifest import Manifest, PublishedDocument, TownInputs
from web.catalogue import PublishedQuarter
from web.words import Words, alphabetical


@dataclass(frozen=True)
class Selection:
    """The reader's filter; an empty value means all."""

    quarter: str = ""
    work_package: str = ""
    town: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Selection":
        """Return the selection that an address asks for."""
        return cls(*(query.get(name, "").strip() for name in ("quarter", "work_package", "town")))

    @property
    def query(self) -> str:
        """The selection as the end of an address, such as "?town=iisalmi"; empty when all is selected."""
        chosen = {name: value for name, value in vars(self).items() if value}
        return f"?{urlencode(chosen)}" if chosen else ""

    def includes(self, document: PublishedDocument) -> bool:
        """Return whether a document of a selected quarter is asked for."""
        return self.work_package in ("", document.work_package) and self.town in ("", document.town)


@dataclass(frozen=True)
class QuarterSection:
    """What is shown of one quarter.

    Attributes:
        quarter: The quarter.
        manifest: Its manifest; None when it cannot be read.
        packages: The selected documents by work package, in the project's order of work packages.
        towns: What the selected towns sent.
    """

    quarter: Quarter
    manifest: Manifest | None
    packages: tuple[tuple[str, tuple[PublishedDocument, ...]], ...]
    towns: tuple[TownInputs, ...]

    @property
    def documents(self) -> list[PublishedDocument]:
        """The selected documents in the order in which they are shown."""
        return [document for _, documents in self.packages for document in documents]


def select_sections(published: Iterable[PublishedQuarter], selection: Selection, words: Words) -> list[QuarterSection]:
    """Return the quarters to show, in the given order, each with its selected documents.

    A quarter that has documents, but none of the selected ones, is left out.
    """
    sections = []
    for entry in published:
        if selection.quarter not in ("", str(entry.quarter)):
            continue
        manifest = entry.manifest
        if manifest is None:
            sections.append(QuarterSection(entry.quarter, None, (), ()))
            continue
        documents = [document for document in manifest.documents if selection.includes(document)]
        if documents or not manifest.documents:
            packages = _by_work_package(documents, words)
            sections.append(
                QuarterSection(entry.quarter, manifest, packages, _selected_towns(manifest, selection, words))
            )
    return sections


def _by_work_package(
    documents: Iterable[PublishedDocument], words: Words
) -> tuple[tuple[str, tuple[PublishedDocument, ...]], ...]:
    by_package: dict[str, list[PublishedDocument]] = {}
    for document in documents:
        by_package.setdefault(document.work_package, []).append(document)
    known = list(words.project.work_packages)
    names = sorted(by_package, key=lambda name: (known.index(name) if name in known else len(known), name))
    return tuple((name, tuple(sorted(by_package[name], key=lambda d: _place(d, words)))) for name in names)


def _place(document: PublishedDocument, words: Words) -> tuple[bool, str, str, str]:
    """Return a sorting key: the network's documents first, then by the town's name in the reader's language."""
    town = alphabetical(words.town(document.town))
    return (document.town != NETWORK, town, alphabetical(words.say(document.title)), document.id)


def _selected_towns(manifest: Manifest, selection: Selection, words: Words) -> tuple[TownInputs, ...]:
    # The network's documents are made of what every town sent.
    shown = [town for town in manifest.towns if selection.town in ("", NETWORK, town.town)]
    return tuple(sorted(shown, key=lambda town: alphabetical(words.town(town.town))))
