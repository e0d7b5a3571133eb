"""Writes documents to S3 and then the manifest; until the manifest is written, readers see the earlier set whole."""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from config.texts import Text
from tasks.assemble.defects import Defect
from tasks.assemble.documents import BuiltDocument
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.registry import Deliverable
from tasks.findings import NETWORK, Severity
from tasks.publish.manifest import (
    Manifest,
    PublishedDocument,
    PublishedPdf,
    input_file,
    manifest_key,
    merge_manifests,
)
from tasks.storage import ObjectChangedError, ObjectMissingError, Store, sha256
from tasks.submissions import FileOrigin

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF_TYPE = "application/pdf"
JSON_TYPE = "application/json"
_MERGE_ATTEMPTS = 8


@dataclass(frozen=True)
class FinishedDocument:
    """A document that is ready to be published, with what the manifest says of it.

    `returned` are the files that people sent back for it, and `faults_of_people` what the gate lets pass because people
    wrote it.
    """

    id: str
    deliverable: str
    work_package: str
    town: str
    language: str
    title: Text
    file_name: str
    content: bytes
    provenance: dict[str, Any]
    gaps: tuple[Text, ...]
    critical_count: int
    warning_count: int
    is_sample: bool
    inputs_digest: str
    layout_program: str = ""
    unpaged_sha256: str = ""
    pdf: bytes = b""
    returned: tuple[FileOrigin, ...] = ()
    faults_of_people: tuple[Defect, ...] = ()


def finish_document(deliverable: Deliverable, inputs: DocumentInputs, built: BuiltDocument) -> FinishedDocument:
    """Return a built document with what the manifest says of it."""
    accepted = inputs.accepted
    towns = accepted.towns if inputs.town == NETWORK else (inputs.town,)
    return FinishedDocument(
        id=built.id,
        deliverable=deliverable.id,
        work_package=inputs.work_package,
        town=inputs.town,
        language=inputs.language,
        title=built.title,
        file_name=built.file_name,
        content=built.content,
        provenance=built.provenance,
        gaps=built.gaps,
        critical_count=sum(accepted.finding_count(town, Severity.CRITICAL) for town in towns),
        warning_count=sum(accepted.finding_count(town, Severity.WARNING) for town in towns),
        is_sample=inputs.is_sample,
        inputs_digest=inputs.inputs_digest,
        layout_program=built.layout_program,
        unpaged_sha256=built.unpaged_sha256,
        # An accessible PDF cannot be made of what not everybody can read.
        pdf=b"" if built.faults_of_people else built.pdf,
        returned=tuple(one.origin for one in inputs.sent_back.files if one.origin is not None),
        faults_of_people=built.faults_of_people,
    )


def read_manifest(store: Store, quarter: str) -> tuple[Manifest | None, str | None]:
    """Return a quarter's manifest and its ETag, or None and None when nothing has been published."""
    current = store.head(manifest_key(quarter))
    if current is None:
        return None, None
    try:
        content = store.get(current.key, current.version_id or None)
    except ObjectMissingError:
        return None, None
    return Manifest.model_validate_json(content), current.etag


def write_document(
    store: Store,
    quarter: str,
    document: FinishedDocument,
    published: Manifest | None,
    *,
    run_id: str,
    built_at: dt.datetime,
) -> PublishedDocument:
    """Return the manifest's entry of a document after its bytes are in S3; equal bytes are not written again."""
    key = f"deliverables/{quarter}/{document.work_package}/{document.file_name}"
    provenance_key = f"deliverables/{quarter}/provenance/{document.id}.json"
    digest = sha256(document.content)
    before = next((d for d in published.documents if d.id == document.id), None) if published else None
    if before is not None and before.sha256 == digest and before.key == key:
        version_id = before.version_id
    else:
        version_id = store.put(key, document.content, media_type(key))
    pdf = _write_pdf(store, key, document.pdf, before.pdf if before else None) if document.pdf else None
    store.put(provenance_key, json_bytes(document.provenance), JSON_TYPE)
    return PublishedDocument(
        id=document.id,
        deliverable=document.deliverable,
        work_package=document.work_package,
        town=document.town,
        language=document.language,
        title=document.title,
        key=key,
        version_id=version_id,
        sha256=digest,
        size=len(document.content),
        provenance_key=provenance_key,
        state="gaps" if document.gaps else "complete",
        gaps=document.gaps,
        critical_count=document.critical_count,
        warning_count=document.warning_count,
        is_sample=document.is_sample,
        inputs_digest=document.inputs_digest,
        returned=tuple(input_file(origin) for origin in document.returned),
        run_id=run_id,
        built_at=built_at,
        layout_program=document.layout_program,
        unpaged_sha256=document.unpaged_sha256,
        pdf=pdf,
    )


def media_type(key: str) -> str:
    """Return the media type of a deliverable by the ending of its key."""
    return WORKBOOK_TYPE if key.endswith(".xlsx") else WORD_TYPE


def _write_pdf(store: Store, document_key: str, content: bytes, before: PublishedPdf | None) -> PublishedPdf:
    key = str(PurePosixPath(document_key).with_suffix(".pdf"))
    digest = sha256(content)
    if before is not None and (before.key, before.sha256) == (key, digest):
        return before
    return PublishedPdf(key=key, version_id=store.put(key, content, PDF_TYPE), sha256=digest, size=len(content))


def write_manifest(store: Store, run: Manifest) -> Manifest:
    """Return the quarter's manifest after a run's documents were merged into it, by a conditional write.

    Raises:
        ObjectChangedError: Other runs kept changing the manifest.
    """
    attempts_left = _MERGE_ATTEMPTS
    while True:
        published, etag = read_manifest(store, run.quarter)
        merged = merge_manifests(published, run)
        try:
            store.put_if_unchanged(
                manifest_key(run.quarter), json_bytes(merged.model_dump(mode="json")), etag, JSON_TYPE
            )
        except ObjectChangedError:
            attempts_left -= 1
            if not attempts_left:
                raise
        else:
            return merged


def json_bytes(value: Any) -> bytes:
    """Return a value as JSON with sorted keys, so that equal values have equal bytes."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode()
