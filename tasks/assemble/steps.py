"""Assemble as Prefect sees it: one step a document, so that one document's defect never stops another's."""

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.assemble.documents import BuiltDocument, build_document
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.registry import Deliverable


@task(task_run_name="assemble-{deliverable.id}-{inputs.town}", cache_policy=NO_CACHE)
def assemble_document(deliverable: Deliverable, inputs: DocumentInputs) -> BuiltDocument:
    """Return a document before it has passed the gate of its publication."""
    return build_document(deliverable, inputs)
