"""The seal: a Word file whose bytes depend on its content alone."""

import io
import re
import zipfile
from collections.abc import Mapping

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_FIRST = ("[Content_Types].xml", "_rels/.rels")


def seal_package(content: bytes, dated: str) -> bytes:
    """Return a package with its parts in a fixed order, without times or traces of the machine.

    Args:
        content: The package as a zip file.
        dated: What the core properties give as creation and change, such as `2022-09-30T00:00:00Z`.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["docProps/core.xml"] = _STAMP.sub(rb"\g<1>" + dated.encode(), parts["docProps/core.xml"])
    return sealed_parts(parts)


def sealed_parts(parts: Mapping[str, bytes]) -> bytes:
    """Return parts as a package, in a fixed order and without times."""
    sealed = io.BytesIO()
    with zipfile.ZipFile(sealed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for name in sorted(parts, key=lambda name: (name not in _FIRST, name)):
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            target.writestr(entry, parts[name])
    return sealed.getvalue()
