"""A Word file that can be read and changed part by part; what it is not asked to change stays as it is."""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass

from lxml import etree

from tasks.assemble.seal import sealed_parts
from tasks.assemble.word_file import Element

BODY = "word/document.xml"
CUSTOM_PROPERTIES = "docProps/custom.xml"
REDLINE_PROPERTY = "compared_with"
"""The property by which a file with tracked changes says that it is one; it is nothing to write in."""

_CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_EMPTY_RELATIONSHIPS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


@dataclass(frozen=True)
class Relationship:
    """A part's link to another part (by its name in the package) or to an address."""

    id: str
    kind: str
    target: str
    is_external: bool


class Package:
    """The parts of a Word file, and the links between them.

    Attributes:
        parts: Content of the parts by name; a part that was parsed is written back when the package is sealed.
    """

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            self.parts: dict[str, bytes] = {name: package.read(name) for name in package.namelist()}
        self._roots: dict[str, Element] = {}
        self._links: dict[str, dict[str, Relationship]] = {}

    def root(self, name: str) -> Element:
        """Return the root element of an XML part.

        Raises:
            KeyError: There is no such part.
        """
        if name not in self._roots:
            self._roots[name] = parse_xml_part(self.parts[name])
        return self._roots[name]

    def relationships(self, part: str = BODY) -> dict[str, Relationship]:
        """Return the links of a part by their ids."""
        if part not in self._links:
            self._links[part] = self._read_links(part)
        return self._links[part]

    def _read_links(self, part: str) -> dict[str, Relationship]:
        name = _relationships_of(part)
        if name not in self.parts:
            return {}
        found = {}
        for one in self.root(name).iter(f"{_RELATIONSHIPS}Relationship"):
            is_external = one.get("TargetMode") == "External"
            target = one.get("Target", "")
            if not is_external:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(part), target)).lstrip("/")
                target = one.get("Target", "").lstrip("/") if one.get("Target", "").startswith("/") else target
            found[one.get("Id", "")] = Relationship(one.get("Id", ""), one.get("Type", ""), target, is_external)
        return found

    def related_part(self, kind: str, part: str = BODY) -> str:
        """Return the name of the part that a part is linked to by a kind of link, such as `comments`; else empty."""
        for one in self.relationships(part).values():
            if one.kind.rpartition("/")[2] == kind and not one.is_external and one.target in self.parts:
                return one.target
        return ""

    def relate(self, part: str, kind: str, target: str, *, is_external: bool = False) -> str:
        """Return the id of a part's link, which is added unless there is an equal one.

        Args:
            part: Name of the part that links.
            kind: Last word of an office kind of link, such as `image`, or a whole kind.
            target: Name of the other part, or an address.
            is_external: Whether the target is an address.
        """
        whole_kind = kind if ":" in kind else _OFFICE + kind
        known = self.relationships(part)
        for one in known.values():
            if (one.kind, one.target, one.is_external) == (whole_kind, target, is_external):
                return one.id
        taken = [int(number[1]) for one in known if (number := re.fullmatch(r"rId(\d+)", one))]
        identifier = f"rId{max(taken, default=0) + 1}"
        self.relate_as(part, identifier, whole_kind, target, is_external=is_external)
        return identifier

    def relate_as(self, part: str, identifier: str, kind: str, target: str, *, is_external: bool = False) -> None:
        """Add a link with a given id to a part; see `relate`."""
        name = _relationships_of(part)
        if name not in self.parts:
            self.parts[name] = _EMPTY_RELATIONSHIPS
        self.relationships(part)[identifier] = Relationship(identifier, kind, target, is_external)
        added = etree.SubElement(self.root(name), f"{_RELATIONSHIPS}Relationship")
        added.set("Id", identifier)
        added.set("Type", kind)
        added.set("Target", target if is_external else posixpath.relpath(target, posixpath.dirname(part) or "."))
        if is_external:
            added.set("TargetMode", "External")

    def content_type(self, name: str) -> str:
        """Return the content type of a part; empty when the package names none."""
        types = self.root(_CONTENT_TYPES)
        for one in types.iter(f"{_TYPES}Override"):
            if one.get("PartName") == f"/{name}":
                return one.get("ContentType", "")
        ending = name.rpartition(".")[2].lower()
        for one in types.iter(f"{_TYPES}Default"):
            if one.get("Extension", "").lower() == ending:
                return one.get("ContentType", "")
        return ""

    def add_part(self, name: str, content: bytes, content_type: str) -> str:
        """Return the name that a new part was given: the wanted one, with the next free number where it is taken."""
        free = _free_name(name, set(self.parts))
        self.parts[free] = content
        if content_type and self.content_type(free) != content_type:
            added = etree.SubElement(self.root(_CONTENT_TYPES), f"{_TYPES}Override")
            added.set("PartName", f"/{free}")
            added.set("ContentType", content_type)
        return free

    def sealed_bytes(self) -> bytes:
        """Return the package as a file; equal content gives equal bytes."""
        for name, root in self._roots.items():
            self.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return sealed_parts(self.parts)


def parse_xml_part(content: bytes) -> Element:
    """Return the root of a part; nothing outside it is read and no entity is expanded."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def _relationships_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _free_name(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    stem, _, ending = name.rpartition(".")
    stem = stem.rstrip("0123456789")
    number = 1
    while f"{stem}{number}.{ending}" in taken:
        number += 1
    return f"{stem}{number}.{ending}"
