"""Changes a few places of an XML part and leaves every other byte as it was."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

_OPENING_TAG = re.compile(rb"""<[^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*>""")
# The marks of direction (U+202A ...) let a text show something else than it says.
_NOT_SHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_SPACE_OF_NAMES = " "


class PartError(Exception):
    """A part of a package is not what its name promises, so nothing can be put into it safely."""


@dataclass
class Node:
    """An element and where it stands in the bytes of its part.

    Attributes:
        name: Namespace and local name with a blank between them.
        attributes: Its attributes; a name with a prefix is given as namespace and local name.
        start: Where its opening tag begins.
        open_end: Where its opening tag ends.
        close_start: Where its closing tag begins; the same as `open_end` when it is an empty-element tag.
        end: Where it ends.
        children: The elements right inside it, as far as they were asked for.
    """

    name: str
    attributes: Mapping[str, str]
    start: int
    open_end: int = 0
    close_start: int = 0
    end: int = 0
    children: list["Node"] = field(default_factory=list)

    @property
    def local(self) -> str:
        """The name without its namespace."""
        return self.name.rpartition(_SPACE_OF_NAMES)[2]

    @property
    def is_empty_tag(self) -> bool:
        """Whether it is written `<name/>`."""
        return self.close_start == self.end

    def child(self, local: str) -> "Node | None":
        """Return its first child of a name."""
        return next((one for one in self.children if one.local == local), None)


@dataclass(frozen=True)
class Change:
    """The bytes that replace those from `start` to `end`."""

    start: int
    end: int
    content: bytes


def outline(data: bytes, inside: Iterable[str] = ()) -> Node:
    """Return the root of a part with its children, and the children of those whose local name is in `inside`.

    Raises:
        PartError: It is not well-formed, has a document type (which could hold an entity bomb) or is not written in an
            encoding that extends ASCII.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:1] == b"\0":
        raise PartError("the part is not written in UTF-8")
    wanted = frozenset(inside)
    parser = expat.ParserCreate(namespace_separator=_SPACE_OF_NAMES)
    root: list[Node] = []
    open_nodes: list[Node | None] = []

    def opened(name: str, attributes: dict[str, str]) -> None:
        depth = len(open_nodes)
        parent = open_nodes[-1] if open_nodes else None
        if depth == 0 or depth == 1 or (depth == 2 and parent is not None and parent.local in wanted):
            node = Node(name, attributes, parser.CurrentByteIndex)
            open_nodes.append(node)
            (parent.children if parent is not None else root).append(node)
        else:
            open_nodes.append(None)

    def closed(_name: str) -> None:
        node = open_nodes.pop()
        if node is None:
            return
        tag = _OPENING_TAG.match(data, node.start)
        if tag is None:
            raise PartError(f"the tag at {node.start} cannot be found")
        node.open_end = tag.end()
        if data[tag.end() - 2 : tag.end()] == b"/>":
            node.close_start = node.end = node.open_end
        else:
            node.close_start = parser.CurrentByteIndex
            node.end = data.index(b">", node.close_start) + 1

    def refuse(*_arguments: object) -> None:
        raise PartError("the part has a document type")

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        raise PartError(str(error)) from error
    return root[0]


def apply_changes(data: bytes, changes: Iterable[Change]) -> bytes:
    """Return the bytes after changes that do not overlap; of several insertions at one place the first comes first."""
    pieces: list[bytes] = []
    position = 0
    for change in sorted(changes, key=lambda c: (c.start, c.end)):
        pieces += [data[position : change.start], change.content]
        position = change.end
    return b"".join([*pieces, data[position:]])


def append_inside(data: bytes, node: Node, content: bytes, count: int | None = None) -> list[Change]:
    """Return the changes that put content at the end of an element and, when given, set its `count`."""
    opening = data[node.start : node.open_end]
    if count is not None:
        opening = set_attribute(opening, "count", str(count))
    if not node.is_empty_tag:
        changes = [Change(node.close_start, node.close_start, content)]
        return [*changes, Change(node.start, node.open_end, opening)] if count is not None else changes
    tag_name = re.match(rb"<([^\s/>]+)", opening)
    if tag_name is None:
        raise PartError("an opening tag has no name")
    whole = opening[:-2].rstrip() + b">" + content + b"</" + tag_name[1] + b">"
    return [Change(node.start, node.end, whole)]


def set_attribute(opening: bytes, name: str, value: str) -> bytes:
    """Return an opening tag in which an attribute without prefix has a value."""
    written = name.encode() + b"=" + quoteattr(value).encode("ascii", "xmlcharrefreplace")
    pattern = re.compile(rb"(?<=\s)" + name.encode() + rb"""\s*=\s*(?:"[^"]*"|'[^']*')""")
    if pattern.search(opening):
        return pattern.sub(lambda _: written, opening, count=1)
    end = -2 if opening.endswith(b"/>") else -1
    return opening[:end].rstrip() + b" " + written + opening[end:]


def shown(text: str) -> str:
    """Return a text without characters that no XML can hold, that steer a terminal or that turn its direction."""
    return _NOT_SHOWN.sub("", text)


def escape(text: str) -> str:
    """Return a text as it stands in XML, `shown`; nothing but ASCII, so that it fits a part of whatever encoding."""
    escaped = shown(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return escaped.replace("\r\n", "\n").replace("\r", "\n").encode("ascii", "xmlcharrefreplace").decode()
