"""Keeps dated snapshots in the bucket; one that is there is never changed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from config.models import Project
from config.quarters import Quarter
from config.statistics import OfficialDataset
from tasks.reference.snapshot import (
    REFERENCE_PREFIX,
    Manifest,
    ReferenceSnapshot,
    SnapshotError,
    read_manifest,
    read_snapshot,
)
from tasks.storage import ObjectChangedError, ObjectMissingError, Store, sha256


@dataclass(frozen=True)
class KeptSnapshot:
    """A snapshot in the bucket.

    Attributes:
        dataset: The dataset, such as `jobs_by_industry`.
        name: `<dataset>@<date>`.
        manifest: What its manifest says.
    """

    dataset: str
    name: str
    manifest: Manifest


def stored_snapshot(store: Store, project: Project, quarter: Quarter) -> ReferenceSnapshot:
    """Return the official statistics in the bucket that a quarter's comparisons use.

    Raises:
        SnapshotError: A snapshot is broken, or there is none of a dataset by then.
        StorageError: S3 cannot be read.
    """
    files = {stored.key: store.get(stored.key, stored.version_id) for stored in store.list_objects(REFERENCE_PREFIX)}
    reported = project.calendar.quarters.get(quarter)
    return read_snapshot(files, quarter, deadline=reported.deadline if reported else None)


def write_manifest(
    recipe: OfficialDataset,
    content: bytes,
    retrieved: dt.date,
    classification_year: int,
    updated: str,
    origin: Mapping[str, Any],
) -> bytes:
    """Return the manifest of a snapshot.

    Args:
        recipe: Title, organisation and licence.
        content: The data file.
        retrieved: Day of retrieval.
        classification_year: Year of the municipality boundaries.
        updated: When the office last updated the table, as it writes it; empty where it is not known.
        origin: What is kept for people: the table, its own title and the query, or the file.
    """
    manifest = {
        "title": recipe.title.model_dump(),
        "source": recipe.organisation.model_dump(),
        "licence": recipe.licence,
        "retrieved": retrieved.isoformat(),
        "updated": updated[:10],
        "classification_year": classification_year,
        "is_sample": False,
        "sha256": sha256(content),
        **origin,
    }
    return yaml.safe_dump(manifest, allow_unicode=True, sort_keys=False, width=120).encode("utf-8")


def list_snapshots(store: Store) -> list[KeptSnapshot]:
    """Return the snapshots of the bucket by dataset and then date; a folder without a manifest is left out.

    Raises:
        SnapshotError: A manifest cannot be read.
    """
    found = []
    for name in store.list_folders(REFERENCE_PREFIX):
        key = f"{REFERENCE_PREFIX}{name}/manifest.yaml"
        try:
            found.append(KeptSnapshot(name.partition("@")[0], name, read_manifest(key, store.get(key))))
        except ObjectMissingError:
            continue
    return found


def keep_snapshot(store: Store, dataset: str, retrieved: dt.date, content: bytes, manifest: bytes) -> str | None:
    """Write a snapshot and return None, or write nothing and return the name of the latest one if it has this content.

    The manifest is written last. A write that broke off before it is completed by the next one with the same data.

    Raises:
        SnapshotError: There is another snapshot of the same day.
    """
    earlier = [kept for kept in list_snapshots(store) if kept.dataset == dataset and not kept.manifest.is_sample]
    if earlier and earlier[-1].manifest.sha256 == sha256(content):
        return earlier[-1].name
    name = f"{dataset}@{retrieved}"
    folder = f"{REFERENCE_PREFIX}{name}"
    try:
        if not _is_there(store, f"{folder}/data.csv", content):
            store.put_if_unchanged(f"{folder}/data.csv", content, None, "text/csv")
        store.put_if_unchanged(f"{folder}/manifest.yaml", manifest, None, "application/yaml")
    except ObjectChangedError as error:
        raise SnapshotError(
            f"There is another {name} already, and a snapshot is never changed: give another day, or remove that one "
            f"with `kivijalka erase {folder}/data.csv {folder}/manifest.yaml` if no document rests on it."
        ) from error
    return None


def _is_there(store: Store, key: str, content: bytes) -> bool:
    try:
        return store.get(key) == content
    except ObjectMissingError:
        return False
