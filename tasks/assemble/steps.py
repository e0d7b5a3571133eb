"""Assemble as Prefect sees it: one step a document, so that one document's defect never stops another's."""

from collections.abc import Mapping, Sequence

from prefect import task
from prefect.cache_policies import NO_CACHE

from config.settings import Settings
from tasks.assemble.documents import BuiltDocument, build_document
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.libreoffice import find_libreoffice
from tasks.assemble.page_layout import lay_out
from tasks.assemble.registry import Deliverable


@task(task_run_name="assemble-{deliverable.id}-{inputs.town}", cache_policy=NO_CACHE)
def assemble_document(deliverable: Deliverable, inputs: DocumentInputs) -> BuiltDocument:
    """Return a document before it has passed the gate of its publication."""
    return build_document(deliverable, inputs)


@task(task_run_name="lay-out-documents", cache_policy=NO_CACHE)
def lay_out_documents(
    documents: Sequence[BuiltDocument], laid_out_before: Mapping[str, BuiltDocument]
) -> list[BuiltDocument]:
    """Return documents with their page numbers and PDF files, as far as this machine's LibreOffice goes."""
    libreoffice = find_libreoffice(Settings().libreoffice)
    if libreoffice is None or not documents:
        return list(documents)
    return lay_out(documents, libreoffice, laid_out_before)
