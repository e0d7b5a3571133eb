"""Locks the structure of a finished workbook: xlsxwriter protects sheets, but not their names and order."""

import io
import zipfile

_WORKBOOK = "xl/workbook.xml"
_LOCK = b'<workbookProtection lockStructure="1"/>'
_NEXT_ELEMENT = b"<bookViews>"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def lock_structure(content: bytes) -> bytes:
    """Return an .xlsx whose sheets cannot be renamed, moved or deleted, without a password."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as locked:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == _WORKBOOK:
                part = part.replace(_NEXT_ELEMENT, _LOCK + _NEXT_ELEMENT, 1)
            info = zipfile.ZipInfo(entry.filename, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            locked.writestr(info, part)
    return target.getvalue()
