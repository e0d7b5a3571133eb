"""The redline beside a published document: the same with tracked changes against the version that was accepted last."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from tasks.publish.approvals import Approval, last_accepted
from tasks.publish.documents import WORD_TYPE, FinishedDocument, media_type
from tasks.publish.manifest import Manifest, PublishedDocument, PublishedRedline
from tasks.storage import ObjectMissingError, Store, sha256

_SUFFIX = "_muutokset.docx"


@dataclass(frozen=True)
class Comparison:
    """What a document is compared with.

    Attributes:
        accepted: The version.
        accepted_content: Its bytes; None when `published` is that comparison already.
        published: The redline of an earlier run with the same two versions.
    """

    accepted: Approval
    accepted_content: bytes | None = None
    published: PublishedRedline | None = None


def find_comparisons(
    store: Store, quarter: str, documents: Sequence[FinishedDocument], published: Manifest | None
) -> dict[str, Comparison]:
    """Return what documents are compared with, by their ids; those with nothing to compare are left out.

    A document is compared with the last approved version, else with the last one of an earlier quarter. Two equal
    versions have no redline, and neither has a workbook.

    Args:
        store: The bucket.
        quarter: The quarter of the documents.
        documents: What is to be published.
        published: What was published for the quarter before; what it compared already is not compared again.
    """
    digests = {one.id: sha256(one.content) for one in documents if media_type(one.file_name) == WORD_TYPE}
    before = {one.id: one for one in published.documents} if published else {}
    found: dict[str, Comparison] = {}
    for document_id, accepted in last_accepted(store, quarter, digests).items():
        if accepted.sha256 == digests[document_id]:
            continue
        earlier = before.get(document_id)
        redline = earlier.redline if earlier and earlier.sha256 == digests[document_id] else None
        if redline and redline.compared_sha256 == accepted.sha256:
            found[document_id] = Comparison(accepted, published=redline)
            continue
        try:
            content = store.get(accepted.key, accepted.version_id or None)
        except ObjectMissingError:
            continue
        found[document_id] = Comparison(accepted, content)
    return found


def with_redline(
    store: Store, document: PublishedDocument, comparison: Comparison | None, redline: bytes
) -> PublishedDocument:
    """Return a document's entry with its redline, after that is in S3; as it is when it has none.

    Args:
        store: The bucket.
        document: The entry of the document that was just written.
        comparison: What it was compared with, if with anything.
        redline: The redline's bytes; empty when none was made.
    """
    if comparison is None:
        return document
    if comparison.published is not None:
        return document.model_copy(update={"redline": comparison.published})
    if not redline:
        return document
    accepted, path = comparison.accepted, PurePosixPath(document.key)
    key = str(path.with_name(path.stem + _SUFFIX))
    entry = PublishedRedline(
        key=key,
        version_id=store.put(key, redline, WORD_TYPE),
        sha256=sha256(redline),
        size=len(redline),
        compared_quarter=accepted.quarter,
        compared_sha256=accepted.sha256,
        approver_role=accepted.role,
    )
    return document.model_copy(update={"redline": entry})
