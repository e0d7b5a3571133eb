"""Which published documents somebody has approved, and with which one a document is compared."""

import datetime as dt
from collections.abc import Collection

from pydantic import BaseModel, ConfigDict

from tasks.publish.documents import JSON_TYPE, json_bytes, read_manifest
from tasks.publish.manifest import PublishedDocument
from tasks.storage import ObjectMissingError, Store

APPROVALS_PREFIX = "approvals/"


class Approval(BaseModel):
    """`approvals/<quarter>/<document id>.json`: one version of a document that somebody approved.

    Attributes:
        document: Stable name of the document.
        key: Its key in the bucket.
        version_id: The version that was approved; a later one of the quarter is not.
        role: The role of who approved it, such as a steering group; no name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    quarter: str
    document: str
    key: str
    version_id: str
    sha256: str
    role: str
    approved_on: dt.date


def approve_document(
    store: Store, quarter: str, document: PublishedDocument, role: str, approved_on: dt.date
) -> Approval:
    """Return the approval of a published document, after it was written; it replaces an earlier one of the quarter."""
    approval = Approval(
        quarter=quarter,
        document=document.id,
        key=document.key,
        version_id=document.version_id,
        sha256=document.sha256,
        role=role,
        approved_on=approved_on,
    )
    store.put(_key(quarter, document.id), json_bytes(approval.model_dump(mode="json")), JSON_TYPE)
    return approval


def read_approval(store: Store, quarter: str, document_id: str) -> Approval | None:
    """Return the approval of a quarter's document, or None when nobody has approved it."""
    try:
        return Approval.model_validate_json(store.get(_key(quarter, document_id)))
    except ObjectMissingError:
        return None


def read_approvals(store: Store) -> list[Approval]:
    """Return all approvals, those of the oldest quarter first."""
    keys = sorted(stored.key for stored in store.list_objects(APPROVALS_PREFIX))
    return [Approval.model_validate_json(store.get(key)) for key in keys]


def last_accepted(
    store: Store, quarter: str, document_ids: Collection[str], *, is_earlier: bool = False
) -> dict[str, Approval]:
    """Return the version with which each of some documents of a quarter is compared, of those that have one.

    It is the last one that was approved; when none was, the last published one of an earlier quarter, whose role and
    day are those of nobody.

    Args:
        store: The bucket.
        quarter: The quarter of the documents that are compared.
        document_ids: Stable names of the documents.
        is_earlier: Whether only earlier quarters count, and not an approved version of the same quarter.
    """
    quarters = [one for one in store.list_folders("deliverables/") if one <= quarter]
    allowed = {one for one in quarters if one < quarter or not is_earlier}
    accepted = {
        one.document: one
        for one in read_approvals(store)
        if one.document in document_ids and one.quarter in allowed
    }  # fmt: skip
    for one in sorted((one for one in quarters if one < quarter), reverse=True):
        if len(accepted) == len(set(document_ids)):
            break
        manifest, _ = read_manifest(store, one)
        for document in manifest.documents if manifest else ():
            if document.id in document_ids and document.id not in accepted:
                accepted[document.id] = Approval(
                    quarter=one,
                    document=document.id,
                    key=document.key,
                    version_id=document.version_id,
                    sha256=document.sha256,
                    role="",
                    approved_on=document.built_at.date(),
                )
    return accepted


def _key(quarter: str, document_id: str) -> str:
    return f"{APPROVALS_PREFIX}{quarter}/{document_id}.json"
