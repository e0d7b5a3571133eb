"""Checks a workbook's package before and while it is unpacked. Runs in the reader's own process."""

import re
import zipfile
from collections.abc import Iterator

UNPACKED_LIMIT_BYTES = 400 * 1024**2
PART_COUNT_LIMIT = 10_000
_CHUNK_BYTES = 1024**2
_DEFINITION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


class RefusedError(Exception):
    """A file must not or cannot be read: the code of a message, and the sizes or the row that it names."""

    def __init__(self, code: str, **words: int) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


def check_directory(archive: zipfile.ZipFile) -> None:
    """Refuse a package by its directory: too large, locked, no workbook, or with names that lead elsewhere.

    Raises:
        RefusedError: The package is not opened.
    """
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > UNPACKED_LIMIT_BYTES or len(entries) > PART_COUNT_LIMIT:
        size_mb, limit_mb = -(-unpacked // 1024**2), UNPACKED_LIMIT_BYTES // 1024**2
        raise RefusedError("FIL-004" if size_mb > limit_mb else "FIL-011", size_mb=size_mb, limit_mb=limit_mb)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise RefusedError("FIL-002")
    if any(_leads_elsewhere(name) for name in names):
        raise RefusedError("FIL-012")
    # Of two parts with one name, one program reads the first and another the last.
    if len(set(names)) != len(names):
        raise RefusedError("FIL-003")
    if not {"xl/workbook.xml", "content.xml"} & set(names):
        raise RefusedError("FIL-001")
    if "content.xml" in names and "xl/workbook.xml" not in names:
        _check_document_kind(archive)


def unpack(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield an XML part in pieces, as it is unpacked; its true size and its checksum are held against the directory.

    Raises:
        RefusedError: The part defines a document type. No spreadsheet program writes one, and entities that grow
            without end are made with it.
        zipfile.BadZipFile: The part is not what the directory says.
    """
    end_of_last = b""
    with archive.open(name) as part:
        while piece := part.read(_CHUNK_BYTES):
            if _DEFINITION.search(end_of_last + piece):
                raise RefusedError("FIL-012")
            end_of_last = piece[-16:]
            yield piece


def xml_part_names(archive: zipfile.ZipFile) -> list[str]:
    """Return the names of the parts that a reader of cells may open."""
    return [name for name in archive.namelist() if name.endswith((".xml", ".rels")) and not name.startswith("META-INF")]


def _leads_elsewhere(name: str) -> bool:
    path = name.replace("\\", "/")
    return path.startswith("/") or ".." in path.split("/") or re.match(r"[A-Za-z]:", path) is not None


def _check_document_kind(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    kind = archive.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in names else ""
    if kind and "spreadsheet" not in kind:
        raise RefusedError("FIL-001")
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise RefusedError("FIL-002")
