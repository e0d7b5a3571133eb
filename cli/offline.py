"""The pure stages over a folder instead of S3: no server, no Prefect."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from config.models import Project
from config.quarters import Quarter
from tasks.collect.inbox import INPUTS_PREFIX, sort_inbox
from tasks.reference.snapshot import REFERENCE_PREFIX, ReferenceSnapshot, read_snapshot
from tasks.storage import StoredObject, sha256
from tasks.submissions import AcceptedData, FileOrigin, SubmittedFile
from tasks.validate.reading_order import accept_inbox


def accept_folder(project: Project, quarter: Quarter, folder: Path) -> AcceptedData:
    """Return the tables that count for a quarter, read from a folder that is laid out like the bucket.

    Args:
        project: The configuration.
        quarter: The quarter that is reported.
        folder: Holds `inputs/<quarter>/<town>/<file>` and `reference/<dataset>@<date>/`.
    """
    inbox = sort_inbox(project, quarter, _objects(folder, INPUTS_PREFIX))
    return accept_inbox(
        project, quarter, inbox, lambda objects: _files(folder, objects), snapshot_of_folder(project, quarter, folder)
    )


def snapshot_of_folder(project: Project, quarter: Quarter, folder: Path) -> ReferenceSnapshot:
    """Return the reference snapshot of a folder that holds `reference/<dataset>@<date>/`."""
    files = {stored.key: (folder / stored.key).read_bytes() for stored in _objects(folder, REFERENCE_PREFIX)}
    return read_snapshot(files, quarter, deadline=project.calendar.quarters[quarter].deadline)


def write_values(values: pd.DataFrame, target: Path) -> None:
    """Write indicator values as CSV, as the run keeps them in S3."""
    values.to_csv(target, index=False)


def _objects(folder: Path, prefix: str) -> list[StoredObject]:
    return [
        StoredObject(
            path.relative_to(folder).as_posix(),
            "",
            "",
            path.stat().st_size,
            dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC),
        )
        for path in sorted((folder / prefix).rglob("*"))
        if path.is_file()
    ]


def _files(folder: Path, objects: Sequence[StoredObject]) -> list[SubmittedFile]:
    files = []
    for stored in objects:
        content = (folder / stored.key).read_bytes()
        origin = FileOrigin(stored.key, stored.version_id, sha256(content), stored.modified_at, stored.size)
        files.append(SubmittedFile(origin, content))
    return files
