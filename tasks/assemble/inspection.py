"""What a finished document is looked at for before it is published, as one call that a process of its own can do.

Little is imported here, so that such a process starts in a few tenths of a second.
"""

import datetime as dt
from dataclasses import dataclass

from tasks.assemble.calculation_sheet import workbook_defects
from tasks.assemble.defects import Defect
from tasks.assemble.pdf_file import pdf_defects
from tasks.assemble.quality import check_document
from tasks.assemble.redline.comparison import redline
from tasks.assemble.redline.proof import UnprovedRedlineError


@dataclass(frozen=True)
class Inspection:
    """What is looked at.

    Attributes:
        content: The Word file or the workbook.
        is_word: Which of the two it is.
        dated: The day that tracked changes bear.
        is_checked: Whether the file is checked; bytes that have passed are not.
        pdf: The PDF that is checked; empty for none.
        faults_of_people: What passes because people wrote it.
        accepted: The version with which the file is compared, or None for none.
    """

    content: bytes
    is_word: bool
    dated: dt.date
    is_checked: bool = True
    pdf: bytes = b""
    faults_of_people: tuple[Defect, ...] = ()
    accepted: bytes | None = None


@dataclass(frozen=True)
class Inspected:
    """What was found: what keeps the document from its publication, and else its redline or why it has none."""

    defects: tuple[Defect, ...] = ()
    redline: bytes = b""
    redline_problem: str = ""


def inspect_document(wanted: Inspection) -> Inspected:
    """Return what is wrong with a document and its PDF and, when nothing is, its tracked changes."""
    defects: list[Defect] = []
    if wanted.is_checked:
        check = check_document if wanted.is_word else workbook_defects
        defects += [one for one in check(wanted.content) if one not in wanted.faults_of_people]
    if wanted.pdf:
        defects += pdf_defects(wanted.pdf)
    if defects or wanted.accepted is None:
        return Inspected(tuple(defects))
    try:
        return Inspected(redline=redline(wanted.accepted, wanted.content, wanted.dated))
    except UnprovedRedlineError as error:
        return Inspected(redline_problem=str(error))
