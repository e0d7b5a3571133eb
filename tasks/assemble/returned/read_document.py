"""A document that was read back: its regions, its numbers, and what its properties keep of people's sections."""

from functools import cached_property

from tasks.assemble.returned.package import Package
from tasks.assemble.returned.reading import SectionReader, masked_digest
from tasks.assemble.returned.regions import Layout, find_regions

STAMP = "carried:"
"""How the property of a section begins whose text is a person's; its value is the digest of the default text and, for
text of an earlier quarter, that quarter."""


class ReadDocument:
    """A document with its regions found; `generated` is the one that it was made from."""

    def __init__(self, package: Package, generated: "ReadDocument | None" = None) -> None:
        self.package = package
        self.layout: Layout = find_regions(package, generated.layout if generated else None)
        self.reader = SectionReader(package)

    def form(self, section: str, *, own_comments: bool = True) -> tuple[str, ...]:
        """Return the form of a section of a document that we generated; empty when it has none of that id."""
        regions = self.layout.sections.get(section, [])
        return self.reader.form(regions[0], own_comments=own_comments) if regions else ()

    @cached_property
    def value_texts(self) -> dict[str, str]:
        """The numbers that the document prints, by their ids."""
        blocks = [*self.layout.outside, *(b for rs in self.layout.sections.values() for r in rs for b in r)]
        return {value_id: text for value_id, text, _ in self.reader.values(blocks)}

    def stamp(self, section: str) -> tuple[str, str]:
        """Return what the document keeps of a section that a person wrote: digest of the default text, and quarter."""
        digest, _, quarter = self.reader.properties.get(f"{STAMP}{section}", "").partition(" ")
        return digest, quarter

    def default_digest(self, section: str) -> str:
        """Return the digest of a section's default text when the document was generated."""
        stamped, _ = self.stamp(section)
        regions = self.layout.sections.get(section, [])
        return stamped or (masked_digest(self.reader.words(regions[0])) if regions else "")
