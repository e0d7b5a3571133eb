"""Digests of everything that makes a document, so that equal inputs can be told from changed ones."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pandas as pd

from config.models import Project
from config.settings import Settings
from tasks.findings import UPLOADED_LATE
from tasks.submissions import AcceptedData

_ROOT = Path(__file__).parent.parent
_CODE_FOLDERS = ("tasks", "expectations", "templates")
_CODE_SUFFIXES = (".py", ".j2", ".yaml", ".docx", ".ttf")


def code_digest() -> str:
    """Return the SHA-256 over the code, expectations and templates of this program and of the project."""
    return _digest_of_files(Settings().templates_folder)


@cache
def _digest_of_files(own_templates: Path | None) -> str:
    roots = [(_ROOT / name, _ROOT) for name in _CODE_FOLDERS] + (
        [(own_templates, own_templates)] if own_templates else []
    )
    return _digest(
        part
        for folder, root in roots
        for path in sorted(folder.rglob("*"))
        if path.suffix in _CODE_SUFFIXES
        for part in (path.relative_to(root).as_posix().encode(), path.read_bytes())
    )


def inputs_digest(project: Project, accepted: AcceptedData, snapshot_hashes: Iterable[str], *identity: str) -> str:
    """Return the digest that is stamped on a document.

    Args:
        project: The configuration.
        accepted: The tables that count; their files enter by content, not by the time of upload.
        snapshot_hashes: Content hashes of the reference datasets.
        identity: What else tells the document apart: deliverable, town, quarter, language.
    """
    standings = (
        f"{s.town} {s.table} {s.verdict} {s.data_quarter} {s.origin.name if s.origin else ''} "
        f"{s.origin.sha256 if s.origin else ''}"
        for s in accepted.standings
    )
    findings = (
        f"{f.town} {f.code} {f.source_ref} {f.cell} {f.value}" for f in accepted.findings if f.code != UPLOADED_LATE
    )
    earlier = (
        f"{table} {quarter} {frame.to_csv(index=False)}"
        for table, by_quarter in accepted.earlier.items()
        for quarter, frame in by_quarter.items()
    )
    made_from = (*sorted(snapshot_hashes), *sorted(standings), *sorted(findings), *sorted(earlier))
    return _digest(part.encode() for part in (*identity, project.digest, code_digest(), *made_from))


def table_digest(table: pd.DataFrame) -> str:
    """Return the SHA-256 of a table's columns and rows."""
    return hashlib.sha256(table.to_csv(index=False).encode()).hexdigest()


def _digest(parts: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.hexdigest()
