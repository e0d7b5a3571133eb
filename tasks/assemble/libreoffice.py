"""LibreOffice, where the machine has it: it lays documents out, and writes them as PDF. The one place that runs it."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_ACCESSIBLE_PDF_SINCE = (25, 2)
_START_SECONDS, _SECONDS_A_DOCUMENT = 60, 20
_MOST_AT_ONCE = 4
_PDF_SETTINGS = {
    "UseTaggedPDF": True,
    "PDFUACompliance": True,
    "ExportBookmarks": True,
    "ExportBookmarksToPDFDestination": True,
}
_PDF_FILTER = "pdf:writer_pdf_Export:" + json.dumps(
    {name: {"type": "boolean", "value": str(value).lower()} for name, value in _PDF_SETTINGS.items()}
    | {"SelectPdfVersion": {"type": "long", "value": "17"}}
)


@dataclass(frozen=True)
class LibreOffice:
    """An installed LibreOffice: its program, and its version such as `25.2.3.2`."""

    program: str
    version: str

    @property
    def name(self) -> str:
        """What a document and its manifest call it; equal names lay a document out equally."""
        return f"LibreOffice {self.version}"

    @property
    def makes_accessible_pdf(self) -> bool:
        """Whether its PDF files meet PDF/UA; older ones leave charts without their texts."""
        return tuple(int(part) for part in self.version.split(".")[:2]) >= _ACCESSIBLE_PDF_SINCE

    def convert(self, documents: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return Word documents as PDF by their keys, on all cores; one that cannot be converted is left out.

        Each bookmark is a named destination of the PDF.
        """
        keys = list(documents)
        groups = min(len(keys), os.cpu_count() or 1, _MOST_AT_ONCE)
        parts = [{key: documents[key] for key in keys[number::groups]} for number in range(groups)]
        with ThreadPoolExecutor(max_workers=max(groups, 1)) as pool:
            return {key: pdf for converted in pool.map(self._convert_together, parts) for key, pdf in converted.items()}

    def _convert_together(self, documents: Mapping[str, bytes]) -> dict[str, bytes]:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
            folder = Path(name)
            names = {key: f"{number}.docx" for number, key in enumerate(documents)}
            for key, content in documents.items():
                (folder / names[key]).write_bytes(content)
            command = [
                self.program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
                "--infilter=MS Word 2007 XML", "--convert-to", _PDF_FILTER, "--outdir", name,
                *(str(folder / file) for file in names.values()),
            ]  # fmt: skip
            _run(command, _START_SECONDS + _SECONDS_A_DOCUMENT * len(documents))
            made = {key: folder / Path(file).with_suffix(".pdf") for key, file in names.items()}
            return {key: path.read_bytes() for key, path in made.items() if path.exists()}


@cache
def find_libreoffice(program: str) -> LibreOffice | None:
    """Return LibreOffice by its program's name or path, or None where it is not installed or does not start."""
    path = shutil.which(program) if program else None
    if path is None:
        return None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        said = _run([path, f"-env:UserInstallation={Path(folder).as_uri()}", "--version"], _START_SECONDS)
    version = re.search(r"\d+(?:\.\d+)+", said)
    return LibreOffice(path, version[0]) if version else None


def _run(command: list[str], timeout_seconds: float) -> str:
    """Return what a program says; one that takes too long is ended with the processes that it started."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        said, _ = process.communicate(timeout=timeout_seconds)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return ""
    return said.decode("utf-8", "replace")
