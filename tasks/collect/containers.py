"""Looks at a file before it is opened: what is it by its name, size and first bytes?"""

import re
from dataclasses import dataclass

from tasks.collect.characters import printable
from tasks.collect.csv_text import looks_like_utf16

SIZE_LIMIT_BYTES = 50 * 1024**2
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_SIGNATURE = b"PK\x03\x04"
_WORKBOOK_ENDINGS = ("xlsx", "xlsm", "ods")


@dataclass(frozen=True)
class Refusal:
    """Why a file cannot be read: the code of a message, and the sizes or the row that it names."""

    code: str
    size_mb: int = 0
    limit_mb: int = 0
    row: int = 0


def refuse_file(name: str, content: bytes) -> Refusal | None:
    """Return why a file must not or cannot be opened, or None when it may be tried.

    Only the name, the size and the bytes are looked at; nothing is unpacked here.
    """
    # An address is written "file!sheet!row", so the mark that parts it cannot stand in a file's name.
    if "!" in name or printable(name) != name:
        return Refusal("FIL-016")
    if not content.strip(b"\0 \r\n\t"):
        return Refusal("FIL-008")
    if len(content) > SIZE_LIMIT_BYTES:
        return Refusal("FIL-004", megabytes(len(content)), megabytes(SIZE_LIMIT_BYTES))
    suffix = name.rsplit(".", 1)[-1].lower()
    if content.startswith(_ZIP_SIGNATURE) and suffix in ("csv", "xls"):
        return Refusal("FIL-013") if _is_workbook(content) else Refusal("FIL-001")
    if suffix == "csv":
        return Refusal("FIL-001") if _is_binary(content) else None
    if suffix not in _WORKBOOK_ENDINGS:
        return Refusal("FIL-005")
    if content.startswith(_OLE_SIGNATURE):
        return Refusal("FIL-002" if "EncryptedPackage".encode("utf-16-le") in content else "FIL-005")
    return None if content.startswith(b"PK") else Refusal("FIL-001")


def megabytes(size: int) -> int:
    """Return a size in whole megabytes, rounded up."""
    return -(-size // 1024**2)


def _is_workbook(content: bytes) -> bool:
    # An .ods begins with its kind, unpacked.
    return b"xl/workbook.xml" in content or b"opendocument.spreadsheet" in content[:200]


def _is_binary(content: bytes) -> bool:
    """Return whether bytes cannot be a text: they hold what no text in any encoding of CSV files holds."""
    if content.startswith((_OLE_SIGNATURE, b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")):
        return True
    head = content[:4096]
    if b"\0" in head:
        return not (head.startswith((b"\xff\xfe", b"\xfe\xff")) or looks_like_utf16(head) != "")
    return len(re.findall(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]", head)) > len(head) // 20
