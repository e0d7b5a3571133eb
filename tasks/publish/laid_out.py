"""What earlier runs of a quarter laid out, so that an unchanged document is not laid out twice."""

from collections.abc import Sequence
from dataclasses import replace

from tasks.assemble.documents import BuiltDocument
from tasks.publish.manifest import Manifest
from tasks.storage import ObjectMissingError, Store, sha256


def laid_out_before(
    store: Store, published: Manifest | None, documents: Sequence[BuiltDocument]
) -> dict[str, BuiltDocument]:
    """Return those of some documents, by id, that an earlier run laid out from the same bytes and published."""
    entries = {one.id: one for one in published.documents if one.unpaged_sha256} if published else {}
    found: dict[str, BuiltDocument] = {}
    for document in documents:
        entry = entries.get(document.id)
        if entry is None or entry.unpaged_sha256 != sha256(document.content):
            continue
        try:
            content = store.get(entry.key, entry.version_id)
            pdf = store.get(entry.pdf.key, entry.pdf.version_id) if entry.pdf else b""
        except ObjectMissingError:
            continue
        found[document.id] = replace(
            document,
            content=content,
            pdf=pdf,
            layout_program=entry.layout_program,
            unpaged_sha256=entry.unpaged_sha256,
        )
    return found
