"""What was sent back for one document, and the document that it becomes."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field

from tasks.assemble.accessibility import accessibility_defects
from tasks.assemble.blocks import DocumentModel, Editable
from tasks.assemble.defects import Defect
from tasks.assemble.returned.account import with_account
from tasks.assemble.returned.carrying import carry_sections
from tasks.assemble.returned.decisions import decide
from tasks.assemble.returned.outcome import NO_EDITS, Decisions
from tasks.assemble.returned.package import Package
from tasks.assemble.returned.read_document import ReadDocument
from tasks.assemble.returned.reception import ReturnedFile
from tasks.assemble.word import write_document
from tasks.assemble.word_file import WordFile
from tasks.submissions import FileOrigin


@dataclass(frozen=True)
class EditedFile:
    """A file that was sent back, with the published document that it was made from.

    Attributes:
        file: The file.
        base: The published document.
        origin: The object that it was read from.
    """

    file: ReturnedFile
    base: bytes = field(repr=False)
    origin: FileOrigin | None = None


@dataclass(frozen=True)
class SentBack:
    """What people wrote for one document.

    Attributes:
        files: The files that were sent back for it, the oldest first.
        earlier: The accepted document of an earlier quarter, whose edited texts stand until somebody confirms them.
        earlier_quarter: Its quarter.
    """

    files: tuple[EditedFile, ...] = ()
    earlier: bytes | None = field(default=None, repr=False)
    earlier_quarter: str = ""

    @property
    def digests(self) -> tuple[str, ...]:
        """The content hashes of everything that people wrote, in the order in which it counts."""
        contents = [content for one in self.files for content in (one.file.content, one.base)]
        contents += [] if self.earlier is None else [self.earlier]
        return tuple(hashlib.sha256(content).hexdigest() for content in contents)


NOTHING_SENT_BACK = SentBack()


def decide_sections(fresh: bytes, sent_back: SentBack, written: Collection[str] = ()) -> Decisions:
    """Return what becomes of what people wrote, given the document as it is generated at present.

    `written` are the sections whose default text a partner has sent.
    """
    bases: dict[bytes, ReadDocument] = {}
    returned = []
    for one in sent_back.files:
        if one.base not in bases:
            bases[one.base] = ReadDocument(Package(one.base))
        returned.append((one.file, bases[one.base]))
    earlier = None if sent_back.earlier is None else ReadDocument(Package(sent_back.earlier))
    return decide(ReadDocument(Package(fresh)), returned, earlier, sent_back.earlier_quarter, written)


def write_with_edits(model: DocumentModel, sent_back: SentBack) -> tuple[bytes, Decisions, tuple[Defect, ...]]:
    """Return a document with what people wrote for it; equal inputs give equal bytes.

    Beside it stand what became of each text, and what keeps some readers from those that people wrote.
    """
    fresh = write_document(model)
    if not sent_back.digests:
        return fresh, NO_EDITS, ()
    written = [one.id for one in model.blocks if isinstance(one, Editable) and one.is_written]
    decisions = decide_sections(fresh, sent_back, written)
    if decisions == NO_EDITS:
        return fresh, decisions, ()
    ours = write_document(with_account(model, decisions))
    content = carry_sections(ours, decisions, model.cover.language, model.dated)
    found = tuple(dict.fromkeys(accessibility_defects(WordFile(content))))
    known = set(accessibility_defects(WordFile(ours))) if found else set()
    return content, decisions, tuple(defect for defect in found if defect not in known)
