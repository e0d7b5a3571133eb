"""Who sends what: which town sends OpenDocument, CSV, a faulty workbook or nothing in the quarter."""

from collections.abc import Sequence
from enum import StrEnum

from cli.sample.phrases import random_for
from config.quarters import Quarter


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


def assign_roles_over_time(
    towns: Sequence[str], coordinator: str, quarters: Sequence[Quarter], seed: int
) -> dict[Quarter, dict[str, Role]]:
    """Return each town's role in each quarter: the special ones go round, and the coordinator always sends all."""
    drawn = [town for town in towns if town != coordinator]
    random_for(seed, "roles over time").shuffle(drawn)
    roles = {}
    for turn, quarter in enumerate(quarters):
        place = turn % max(1, len(drawn))
        in_turn = [*drawn[place:], *drawn[:place]]
        special = dict(zip(in_turn[:-1], SPECIAL_ROLES, strict=False))
        roles[quarter] = {town: special.get(town, Role.CLEAN) for town in towns}
    return roles
