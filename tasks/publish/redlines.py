"""The redline beside a published document: the same with tracked changes against the version that was accepted last."""

from pathlib import PurePosixPath

from config.quarters import Quarter
from tasks.assemble.redline.comparison import redline
from tasks.publish.approvals import Approval, last_accepted
from tasks.publish.documents import WORD_TYPE, media_type
from tasks.publish.manifest import Manifest, PublishedDocument, PublishedRedline
from tasks.storage import ObjectMissingError, Store, sha256

_SUFFIX = "_muutokset.docx"


def with_redline(
    store: Store, quarter: str, document: PublishedDocument, content: bytes, published: Manifest | None
) -> PublishedDocument:
    """Return a document's entry with its redline, after that is in S3; without one when there is nothing to compare.

    A document is compared with the last approved version, else with the last one of an earlier quarter. Two equal
    versions have no redline, and neither has a workbook.

    Args:
        store: The bucket.
        quarter: The quarter of the document.
        document: The entry of the document that was just written.
        content: Its bytes.
        published: What was published for the quarter before; what it compared already is not compared again.

    Raises:
        UnprovedRedlineError: The redline would not lead to both texts: a defect. The document itself is published.
    """
    if media_type(document.key) != WORD_TYPE:
        return document
    accepted = last_accepted(store, quarter, document.id)
    if accepted is None or accepted.sha256 == document.sha256:
        return document
    before = next((d for d in published.documents if d.id == document.id), None) if published else None
    if before is not None and _is_same(before, document, accepted):
        return document.model_copy(update={"redline": before.redline})
    try:
        old = store.get(accepted.key, accepted.version_id or None)
    except ObjectMissingError:
        return document
    compared = redline(old, content, Quarter.parse(quarter).last_day)
    path = PurePosixPath(document.key)
    key = str(path.with_name(path.stem + _SUFFIX))
    entry = PublishedRedline(
        key=key,
        version_id=store.put(key, compared, WORD_TYPE),
        sha256=sha256(compared),
        size=len(compared),
        compared_quarter=accepted.quarter,
        compared_sha256=accepted.sha256,
        approver_role=accepted.role,
    )
    return document.model_copy(update={"redline": entry})


def _is_same(before: PublishedDocument, document: PublishedDocument, accepted: Approval) -> bool:
    compared = before.redline
    return compared is not None and (before.sha256, compared.compared_sha256) == (document.sha256, accepted.sha256)
