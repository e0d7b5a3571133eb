"""A defect of a document: a fault of ours, never of the data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Defect:
    """One thing that is wrong with a document.

    Attributes:
        code: Stable name of the rule, such as `heading-skipped`.
        where: The part or the words where it is.
        problem: What is wrong.
    """

    code: str
    where: str
    problem: str

    def __str__(self) -> str:
        return f"{self.code} ({self.where}): {self.problem}"
