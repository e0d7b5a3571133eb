"""The gate before publication: what Word would repair, or some readers could not read, is not published."""

from collections.abc import Mapping, Sequence

from config.quarters import Quarter
from tasks.assemble.inspection import Inspected, Inspection, inspect_document
from tasks.processes import call_on_all_cores
from tasks.publish.documents import WORD_TYPE, FinishedDocument, media_type
from tasks.publish.manifest import Manifest
from tasks.publish.redlines import Comparison
from tasks.storage import sha256

_DEFECTS_TOLD = 10


class DocumentDefectError(Exception):
    """A document that must not be published. A defect of ours; it stops this document alone."""


def inspect_documents(
    quarter: str,
    documents: Sequence[FinishedDocument],
    published: Manifest | None,
    comparisons: Mapping[str, Comparison],
) -> list[Inspected | Exception]:
    """Return what was found in each document, or what the inspection itself failed with; done on all cores.

    Bytes that were published have passed already and are not checked twice: the digest of code and inputs is printed
    in each document, so equal bytes have met the same rules. What keeps some readers from parts that people wrote is
    told to them, and stops nothing.

    Args:
        quarter: The quarter of the documents.
        documents: What is to be published.
        published: What was published for the quarter before.
        comparisons: What some of the documents are compared with, by their ids.
    """
    earlier = published.documents if published else ()
    passed = {one.sha256 for one in earlier}
    passed_pdf = {one.pdf.sha256 for one in earlier if one.pdf}
    wanted = [
        Inspection(
            content=document.content,
            is_word=media_type(document.file_name) == WORD_TYPE,
            dated=Quarter.parse(quarter).last_day,
            is_checked=sha256(document.content) not in passed,
            pdf=b"" if sha256(document.pdf) in passed_pdf else document.pdf,
            faults_of_people=document.faults_of_people,
            accepted=comparisons[document.id].accepted_content if document.id in comparisons else None,
        )
        for document in documents
    ]
    return call_on_all_cores(inspect_document, wanted)


def pass_gate(file_name: str, inspected: Inspected | Exception) -> Inspected:
    """Return what an inspection found, if it lets the document pass.

    Raises:
        DocumentDefectError: The document breaks a rule; the message names the first ten breaches.
        Exception: What the inspection itself failed with.
    """
    if isinstance(inspected, Exception):
        raise inspected
    if inspected.defects:
        told = "; ".join(str(defect) for defect in inspected.defects[:_DEFECTS_TOLD])
        raise DocumentDefectError(f"{file_name}: {told}")
    return inspected
