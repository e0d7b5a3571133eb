"""`kivijalka approve`: marks published documents as approved."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from rich.console import Console

from cli.choices import check_known, read_quarter
from cli.embedded_s3 import storage_for
from cli.errors import UnknownChoiceError
from config.loading import current_project
from config.settings import Settings
from tasks.publish.approvals import approve_document
from tasks.publish.documents import read_manifest


def approve_quarter(quarter: str, role: str, document_ids: Sequence[str]) -> int:
    """Mark a quarter's published documents as approved and return 0.

    Args:
        quarter: The quarter.
        role: The role of who approves.
        document_ids: Which documents; none means all of them.

    Raises:
        UnknownChoiceError: Nothing is published for the quarter, or there is no such document.
    """
    if not role.strip():
        raise UnknownChoiceError("the role of who approves is empty; write it as in --role ohjausryhmä")
    project = current_project()
    reported = str(read_quarter(project, quarter))
    console = Console(highlight=False, soft_wrap=True)
    with storage_for(Settings()) as store:
        manifest, _ = read_manifest(store, reported)
        if manifest is None or not manifest.documents:
            raise UnknownChoiceError(f"nothing has been published for {reported}; run the quarter first")
        published = {document.id: document for document in manifest.documents}
        check_known("document", document_ids, published)
        today = dt.datetime.now(ZoneInfo(project.identity.timezone)).date()
        for document_id in document_ids or published:
            approve_document(store, reported, published[document_id], role.strip(), today)
            console.print(f"  approved {document_id}, version {published[document_id].version_id}")
    return 0
