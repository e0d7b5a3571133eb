"""The gate before publication: what Word would repair, or some readers could not read, is not published."""

from tasks.assemble.calculation_sheet import workbook_defects
from tasks.assemble.pdf_file import pdf_defects
from tasks.assemble.quality import Defect, check_document
from tasks.publish.documents import FinishedDocument
from tasks.publish.manifest import Manifest
from tasks.storage import sha256

_DEFECTS_TOLD = 10


class DocumentDefectError(Exception):
    """A document that must not be published. A defect of ours; it stops this document alone."""


def pass_gate(document: FinishedDocument, published: Manifest | None) -> None:
    """Check a document and its PDF; bytes that were published have passed already and are not checked twice.

    The digest of code and inputs is printed in each document, so equal bytes have met the same rules. What keeps some
    readers from parts that people wrote is told to them, and stops nothing.

    Raises:
        DocumentDefectError: The document breaks a rule; the message names the first ten breaches.
    """
    earlier = published.documents if published else ()
    defects: list[Defect] = []
    if sha256(document.content) not in {one.sha256 for one in earlier}:
        check = workbook_defects if document.file_name.endswith(".xlsx") else check_document
        defects += [one for one in check(document.content) if one not in document.faults_of_people]
    if document.pdf and sha256(document.pdf) not in {one.pdf.sha256 for one in earlier if one.pdf}:
        defects += pdf_defects(document.pdf)
    if defects:
        told = "; ".join(str(defect) for defect in defects[:_DEFECTS_TOLD])
        raise DocumentDefectError(f"{document.file_name}: {told}")
