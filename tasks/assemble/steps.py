"""Assemble as Prefect sees it: one step a document, so that one document's defect never stops another's."""

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.assemble.documents import BuiltDocument, build_document
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.quality import check_document
from tasks.assemble.registry import Deliverable


class DocumentDefectError(Exception):
    """A document that must not be published: it is broken or cannot be read by everybody. A defect of ours."""


@task(task_run_name="assemble-{deliverable.id}-{inputs.town}", cache_policy=NO_CACHE)
def assemble_document(deliverable: Deliverable, inputs: DocumentInputs) -> BuiltDocument:
    """Return a document that has passed its checks."""
    document = build_document(deliverable, inputs)
    defects = check_document(document.content)
    if defects:
        raise DocumentDefectError(f"{document.file_name}: {'; '.join(str(defect) for defect in defects[:10])}")
    return document
