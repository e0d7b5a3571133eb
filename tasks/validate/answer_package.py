"""An .xlsx as the zip of parts that it is: parts are replaced, added and dropped, all others stay byte for byte."""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from tasks.validate.answer_xml import (
    Change,
    Node,
    PartError,
    append_inside,
    apply_changes,
    escape,
    outline,
    set_attribute,
)

CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK = "xl/workbook.xml"
RELATIONSHIP_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_NAMESPACE = "http://schemas.openxmlformats.org/package/2006"
_NO_RELATIONSHIPS = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships '
    f'xmlns="{PACKAGE_NAMESPACE}/relationships"></Relationships>'
).encode()
_FIRST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
# A larger package is not taken apart: its parts and their copies would not fit into the memory that one file may use.
_UNPACKED_LIMIT_BYTES = 100 * 1024**2
_UNSAFE_NAME = re.compile(r"(^|/)\.\.?(/|$)|^/|\\|:|^$")


@dataclass(frozen=True)
class Relationship:
    """A relationship of a part: its id, the last word of its type, and the part or address that it leads to."""

    id: str
    kind: str
    target: str


@dataclass
class Package:
    """The parts of a package, in the order of its zip."""

    parts: dict[str, bytes]
    _times: dict[str, tuple[int, int, int, int, int, int]] = field(default_factory=dict)

    @classmethod
    def read(cls, content: bytes) -> "Package":
        """Return the package of an .xlsx.

        Raises:
            PartError: It is no zip, has a part twice or one whose name could lead out of the package, or no workbook.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                entries = [entry for entry in archive.infolist() if not entry.is_dir()]
                names = [entry.filename for entry in entries]
                if len({name.lower() for name in names}) < len(names) or any(map(_UNSAFE_NAME.search, names)):
                    raise PartError("the package has a part twice or under a name that leads out of it")
                if sum(entry.file_size for entry in entries) > _UNPACKED_LIMIT_BYTES:
                    raise PartError("the package is too large")
                parts = {entry.filename: archive.read(entry) for entry in entries}
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
            raise PartError(str(error)) from error
        for needed in (CONTENT_TYPES, WORKBOOK, relationships_of(WORKBOOK)):
            if needed not in parts:
                raise PartError(f"the package has no {needed}")
        return cls(parts, {entry.filename: entry.date_time for entry in entries})

    def to_bytes(self) -> bytes:
        """Return the package as a zip; equal parts give equal bytes."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name, content in self.parts.items():
                entry = zipfile.ZipInfo(name, self._times.get(name, _FIRST_ZIP_TIME))
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0
                archive.writestr(entry, content)
        return target.getvalue()

    def unused_name(self, pattern: str) -> str:
        """Return the first name, such as `xl/comments3.xml` for `xl/comments{}.xml`, that no part has."""
        taken = {name.lower() for name in self.parts}
        number = 1
        while pattern.format(number).lower() in taken:
            number += 1
        return pattern.format(number)

    def change(self, part: str, changes: list[Change]) -> None:
        """Change places of a part."""
        self.parts[part] = apply_changes(self.parts[part], changes)

    # Relationships

    def relationships(self, part: str) -> list[Relationship]:
        """Return the relationships of a part, with the full names of the parts that they lead to."""
        return [_relationship(part, node) for node in self._relationship_nodes(part)]

    def relate(self, part: str, kind: str, target: str, wish: str) -> str:
        """Relate a part to another and return the relationship's id, `wish` if it is free."""
        relations = relationships_of(part)
        self.parts.setdefault(relations, _NO_RELATIONSHIPS)
        taken = {one.id for one in self.relationships(part)}
        identifier, number = wish, 1
        while identifier in taken:
            number += 1
            identifier = f"{wish}{number}"
        address = quote(posixpath.relpath(target, posixpath.dirname(part)), safe="/.-_~")
        written = (
            f'<Relationship xmlns="{PACKAGE_NAMESPACE}/relationships" Id="{escape(identifier)}" '
            f'Type="{RELATIONSHIP_TYPES}/{kind}" Target="{address}"/>'
        )
        data = self.parts[relations]
        self.change(relations, append_inside(data, outline(data), written.encode()))
        return identifier

    def unrelate(self, part: str, identifier: str) -> None:
        """Remove a relationship of a part, and the whole list when it was the only one."""
        nodes = self._relationship_nodes(part)
        kept = [node for node in nodes if node.attributes.get("Id") != identifier]
        if not kept:
            self.parts.pop(relationships_of(part), None)
            return
        self.change(relationships_of(part), [Change(n.start, n.end, b"") for n in nodes if n not in kept])

    def _relationship_nodes(self, part: str) -> list[Node]:
        data = self.parts.get(relationships_of(part))
        return [] if data is None else [node for node in outline(data).children if node.local == "Relationship"]

    # Content types

    def add_part(self, name: str, content: bytes, content_type: str) -> None:
        """Add a part and say what it holds."""
        self.parts[name] = content
        self._declare(f'<Override xmlns="{{}}" PartName="/{escape(name)}" ContentType="{content_type}"/>')

    def add_part_by_extension(self, name: str, content: bytes, content_type: str) -> None:
        """Add a part whose kind follows from its extension."""
        self.parts[name] = content
        extension = name.rpartition(".")[2]
        known = outline(self.parts[CONTENT_TYPES]).children
        if not any(n.local == "Default" and n.attributes.get("Extension", "").lower() == extension for n in known):
            self._declare(f'<Default xmlns="{{}}" Extension="{extension}" ContentType="{content_type}"/>', first=True)

    def drop_part(self, name: str) -> None:
        """Drop a part, its relationships and what is said of it."""
        self.parts.pop(name, None)
        self.parts.pop(relationships_of(name), None)
        nodes = outline(self.parts[CONTENT_TYPES]).children
        gone = [n for n in nodes if n.attributes.get("PartName", "").lower() == f"/{name}".lower()]
        self.change(CONTENT_TYPES, [Change(node.start, node.end, b"") for node in gone])

    def set_content_type(self, name: str, content_type: str) -> None:
        """Say that a part holds something else than was said."""
        data = self.parts[CONTENT_TYPES]
        for node in outline(data).children:
            if node.attributes.get("PartName", "").lower() == f"/{name}".lower():
                opening = set_attribute(data[node.start : node.open_end], "ContentType", content_type)
                self.change(CONTENT_TYPES, [Change(node.start, node.open_end, opening)])
                return

    def _declare(self, written: str, *, first: bool = False) -> None:
        data = self.parts[CONTENT_TYPES]
        root = outline(data)
        content = written.format(f"{PACKAGE_NAMESPACE}/content-types").encode()
        if first and root.children:
            self.change(CONTENT_TYPES, [Change(root.open_end, root.open_end, content)])
        else:
            self.change(CONTENT_TYPES, append_inside(data, root, content))


def relationships_of(part: str) -> str:
    """Return the name of the part that holds a part's relationships."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _relationship(part: str, node: Node) -> Relationship:
    target = node.attributes.get("Target", "")
    if node.attributes.get("TargetMode") != "External":
        # An absolute target starts at the package's root; a relative one at the folder of its part.
        target = unquote(target.partition("#")[0])
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
    kind = node.attributes.get("Type", "").rpartition("/")[2]
    return Relationship(node.attributes.get("Id", ""), kind, target)
