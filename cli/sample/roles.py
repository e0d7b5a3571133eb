"""Who sends what: which town sends OpenDocument, CSV, a faulty workbook or nothing in the quarter."""

from collections.abc import Sequence
from enum import StrEnum

from cli.sample.phrases import random_for


class Role(StrEnum):
    """How a town's submission comes."""

    CLEAN = "clean"
    OPEN_DOCUMENT = "open_document"
    CSV_FILES = "csv_files"
    FAULTY = "faulty"
    SILENT = "silent"


SPECIAL_ROLES = (Role.OPEN_DOCUMENT, Role.CSV_FILES, Role.FAULTY, Role.SILENT)
_TOWNS_A_ROLE = 10
_AT_MOST_A_ROLE = 5


def assign_roles(towns: Sequence[str], seed: int) -> dict[str, Role]:
    """Return each town's role, drawn by the seed: one of each special role for ten towns, a few for very many.

    At least one town stays clean.
    """
    drawn = list(towns)
    random_for(seed, "roles").shuffle(drawn)
    times = min(_AT_MOST_A_ROLE, max(1, len(drawn) // _TOWNS_A_ROLE))
    special = dict(zip(drawn[:-1], SPECIAL_ROLES * times, strict=False))
    return {town: special.get(town, Role.CLEAN) for town in towns}
