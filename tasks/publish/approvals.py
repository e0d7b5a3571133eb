"""Which published documents somebody has approved, and with which one a document is compared."""

import datetime as dt

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


def last_accepted(store: Store, quarter: str, document_id: str, *, is_earlier: bool = False) -> Approval | None:
    """Return the version of a document with which one of a quarter is compared, or None when there is none.

    It is the last one that was approved; when none was, the last published one of an earlier quarter, whose role and
    day are those of nobody.

    Args:
        store: The bucket.
        quarter: The quarter of the document that is compared.
        document_id: Stable name of the document.
        is_earlier: Whether only earlier quarters count, and not an approved version of the same quarter.
    """
    quarters = sorted((q for q in store.list_folders("deliverables/") if q <= quarter), reverse=True)
    for one in quarters:
        if one == quarter and is_earlier:
            continue
        approval = read_approval(store, one, document_id)
        if approval is not None:
            return approval
    for one in quarters:
        manifest, _ = read_manifest(store, one) if one < quarter else (None, None)
        for document in manifest.documents if manifest else ():
            if document.id == document_id:
                return Approval(
                    quarter=one,
                    document=document_id,
                    key=document.key,
                    version_id=document.version_id,
                    sha256=document.sha256,
                    role="",
                    approved_on=document.built_at.date(),
                )
    return None


def _key(quarter: str, document_id: str) -> str:
    return f"{APPROVALS_PREFIX}{quarter}/{document_id}.json"
