"""What must hold of a finished Word file before it is published; an empty answer means that it may be."""

from tasks.assemble.accessibility import accessibility_defects
from tasks.assemble.defects import Defect
from tasks.assemble.soundness import soundness_defects
from tasks.assemble.validity import validity_defects
from tasks.assemble.word_file import WordFile

__all__ = ["Defect", "check_document"]


def check_document(content: bytes) -> list[Defect]:
    """Return what is wrong with a document: with its structure, its accessibility, and its format."""
    file = WordFile(content)
    return [*soundness_defects(file), *accessibility_defects(file), *validity_defects(content)]
