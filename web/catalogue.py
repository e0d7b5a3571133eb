"""What is published: the manifests of the quarters, read again only when they have changed."""

import logging
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from pydantic import ValidationError

from config.quarters import Quarter
from tasks.publish.manifest import Manifest, PublishedDocument, manifest_key
from tasks.storage import Store, StoredObject

_QUARTER = re.compile(r"\d{4}Q[1-4]", re.ASCII)
_PARALLEL_READS = 8

_log = logging.getLogger("kivijalka.web")


class ManifestUnreadableError(Exception):
    """A quarter's manifest is there but is not one that this version of the program understands."""


@dataclass(frozen=True)
class PublishedQuarter:
    """A quarter that has a manifest.

    Attributes:
        quarter: The quarter.
        etag: The ETag of the manifest; equal ETags mean equal content, so that pages can be kept by it.
        manifest: The manifest; None when it cannot be read.
    """

    quarter: Quarter
    etag: str
    manifest: Manifest | None = field(compare=False)


class Catalogue:
    """The published quarters of a bucket.

    Each question asks S3 for the manifests' ETags, so that an answer is never older than the last publication; a
    manifest is fetched and parsed only when its ETag is another than before.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._parsed: dict[str, tuple[str, Manifest]] = {}

    def quarters(self) -> list[PublishedQuarter]:
        """Return the quarters that have a manifest, newest first.

        Raises:
            StorageError: S3 cannot be read.
        """
        names = [name for name in self._store.list_folders("deliverables/") if _QUARTER.fullmatch(name)]
        # One after the other, ten quarters in an S3 far away would take ten round trips.
        with ThreadPoolExecutor(_PARALLEL_READS) as readers:
            found = [quarter for quarter in readers.map(self._published, names) if quarter is not None]
        return sorted(found, key=lambda published: published.quarter, reverse=True)

    def manifest(self, name: str) -> Manifest | None:
        """Return the manifest of a quarter written as `2022Q3`, or None when there is none or it is no quarter.

        Raises:
            StorageError: S3 cannot be read.
            ManifestUnreadableError: The manifest is not understood.
        """
        if _QUARTER.fullmatch(name) is None:
            return None
        current = self._store.head(manifest_key(name))
        return self._parse(current) if current is not None else None

    def document(self, quarter: str, document_id: str) -> PublishedDocument | None:
        """Return the version of a document that its quarter's manifest stands for, or None when there is none.

        Raises:
            StorageError: S3 cannot be read.
            ManifestUnreadableError: The manifest is not understood.
        """
        manifest = self.manifest(quarter)
        documents = manifest.documents if manifest else ()
        return next((document for document in documents if document.id == document_id), None)

    def _published(self, name: str) -> PublishedQuarter | None:
        current = self._store.head(manifest_key(name))
        if current is None:
            return None
        try:
            manifest = self._parse(current)
        except ManifestUnreadableError as error:
            _log.error("A manifest cannot be read: %s", error)
            manifest = None
        return PublishedQuarter(Quarter.parse(name), current.etag, manifest)

    def _parse(self, current: StoredObject) -> Manifest:
        known = self._parsed.get(current.key)
        if known is not None and known[0] == current.etag:
            return known[1]
        content = self._store.get(current.key, current.version_id or None)
        try:
            manifest = Manifest.model_validate_json(content)
        except ValidationError as error:
            raise ManifestUnreadableError(f"{current.key} (version {current.version_id}): {error}") from error
        self._parsed[current.key] = (current.etag, manifest)
        return manifest
