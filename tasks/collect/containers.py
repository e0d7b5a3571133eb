"""Looks at a file before it is opened: what is it, and is it safe to unpack?"""

import io
import zipfile
from dataclasses import dataclass

SIZE_LIMIT_BYTES = 50 * 1024**2
UNPACKED_LIMIT_BYTES = 400 * 1024**2
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Refusal:
    """Why a file cannot be read: the code of a message and the sizes that it names."""

    code: str
    size_mb: int = 0
    limit_mb: int = 0


def refuse_file(name: str, content: bytes) -> Refusal | None:
    """Return why a file must not or cannot be opened, or None when it can.

    The sizes in a zip's directory are read without unpacking anything, so a zip bomb is refused before it does harm.
    """
    suffix = name.rsplit(".", 1)[-1].lower()
    if not content.strip(b"\0 \r\n\t"):
        return Refusal("FIL-008")
    if len(content) > SIZE_LIMIT_BYTES:
        return Refusal("FIL-004", _megabytes(len(content)), _megabytes(SIZE_LIMIT_BYTES))
    if suffix == "csv":
        return Refusal("FIL-001") if b"\0" in content[:4096] and not _is_utf16(content) else None
    if suffix not in ("xlsx", "xlsm", "ods"):
        return Refusal("FIL-005")
    if content.startswith(_OLE_SIGNATURE):
        return Refusal("FIL-002" if "EncryptedPackage".encode("utf-16-le") in content else "FIL-005")
    if not content.startswith(b"PK"):
        return Refusal("FIL-001")
    return _refuse_zip(content)


def _refuse_zip(content: bytes) -> Refusal | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile:
        return Refusal("FIL-003")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > UNPACKED_LIMIT_BYTES:
        return Refusal("FIL-004", _megabytes(unpacked), _megabytes(UNPACKED_LIMIT_BYTES))
    names = {entry.filename for entry in entries}
    if not names & {"xl/workbook.xml", "content.xml"}:
        return Refusal("FIL-001")
    return None


def _is_utf16(content: bytes) -> bool:
    return content[:2] in (b"\xff\xfe", b"\xfe\xff")


def _megabytes(size: int) -> int:
    return -(-size // 1024**2)
