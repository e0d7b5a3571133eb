"""Whether a file keeps to the format: two independent validators, asked in this process."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from ooxml_integrity import ERROR, check
from openxml_audit import FileFormat, OpenXmlValidator  # type: ignore[import-untyped]

from tasks.assemble.defects import Defect


def validity_defects(content: bytes) -> Iterator[Defect]:
    """Yield where a Word file breaks the schema of its parts, or where its parts do not fit each other."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.docx"
        path.write_bytes(content)
        for error in OpenXmlValidator(file_format=FileFormat.OFFICE_2013).validate(path).errors:
            yield Defect(f"format-{error.error_type.value}", error.part_uri or path.name, error.description)
        for finding in check(path):
            if finding.severity is ERROR:
                yield Defect(f"integrity-{finding.code}", finding.part or path.name, finding.message)
