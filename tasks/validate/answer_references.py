"""References to what one file alone cannot know: they are taken for right, and it is said that nobody checked them."""

from collections.abc import Iterable, Mapping

import pandas as pd

from config.contracts import Message, TableContract
from config.models import Project
from config.quarters import Quarter
from tasks.findings import Finding, Place, finding_at
from tasks.submissions import CleanTable, FileOrigin, Submission
from tasks.validate.answer_words import answer_texts
from tasks.validate.verdicts import ValidatedSubmission, empty_table

NOT_CHECKED = "REF-001"
NOT_COMPARED = "REF-002"
_EXTERNAL_TABLE, _EXTERNAL_PREFIX = "external_actors", "ulko-"
_TABLE_OF_LETTER: Mapping[str, str] = {
    "": "actors", "p": "competence_gaps", "e": "proposals", "v": "peer_ecosystems", "h": "interviews_workshops",
}  # fmt: skip
"""The table that an id such as `iisalmi-p01` belongs to, by the letter before its number."""
_IDS_NAMED = 5


def assume_references(
    project: Project, submission: Submission, origin: FileOrigin
) -> tuple[list[ValidatedSubmission], list[Finding]]:
    """Return submissions that hold every id which the file refers to but cannot hold, and a finding a table about them.

    An id of another town may be referred to, and an id of the own town may stand in a table that was not sent along.

    Args:
        project: The configuration.
        submission: What was read.
        origin: The file, as which the assumed rows pass.
    """
    assumed: dict[str, dict[str, set[str]]] = {}
    findings = []
    for table, clean in submission.tables.items():
        contract = project.tables[table]
        unknown: set[str] = set()
        for identifier in sorted(_references(contract, clean)):
            town = _town_of(project, identifier)
            if town is None:
                continue
            holder = _table_of(identifier)
            if holder not in project.tables or (town == submission.town and holder in submission.tables):
                continue
            assumed.setdefault(town, {}).setdefault(holder, set()).add(identifier)
            unknown.add(identifier)
        if unknown:
            findings.append(_not_checked(submission, contract, origin, sorted(unknown)))
    earlier = str(Quarter.parse(submission.quarter).previous)
    return [_holding(project, town, earlier, ids, origin) for town, ids in sorted(assumed.items())], findings


def not_compared(submission: Submission, origin: FileOrigin) -> Finding:
    """Return the finding that a file alone is compared with nothing that was sent before, and with no statistics."""
    texts = answer_texts()
    message = Message(severity="info", message=texts["not_compared_message"], fix=texts["not_compared_fix"])
    return finding_at(Place(submission.town, submission.quarter, source_ref=origin.name), NOT_COMPARED, message)


def _table_of(identifier: str) -> str:
    """Return the table in which an id would stand, or an empty text when its form says nothing."""
    if identifier.startswith(_EXTERNAL_PREFIX):
        return _EXTERNAL_TABLE
    return _TABLE_OF_LETTER.get(identifier.rpartition("-")[2].rstrip("0123456789"), "")


def _references(contract: TableContract, clean: CleanTable) -> set[str]:
    """Return the ids in a table other than those of its own rows."""
    own = contract.key[0] if len(contract.key) == 1 else ""
    found: set[str] = set()
    for name, column in contract.columns.items():
        if column.type in ("id", "id_list") and name != own:
            for value in clean.frame[name].dropna().unique():
                found |= set(str(value).split(","))
    return found


def _town_of(project: Project, identifier: str) -> str | None:
    stem = identifier.removeprefix(_EXTERNAL_PREFIX).rpartition("-")[0]
    return stem if stem in project.towns else None


def _holding(
    project: Project, town: str, quarter: str, ids: Mapping[str, Iterable[str]], origin: FileOrigin
) -> ValidatedSubmission:
    tables = {}
    for table, identifiers in ids.items():
        known = sorted(identifiers)
        frame = empty_table(project.tables[table]).reindex(range(len(known)))
        key = project.tables[table].key[0]
        frame[key] = pd.Series(known, dtype="str")
        frame["town"], frame["quarter"] = town, quarter
        tables[table] = CleanTable(table, frame, {}, origin)
    return ValidatedSubmission(Submission(town, quarter, (origin,), tables), (), {})


def _not_checked(submission: Submission, contract: TableContract, origin: FileOrigin, ids: list[str]) -> Finding:
    texts = answer_texts()
    message = Message(severity="info", message=texts["not_checked_message"], fix=texts["not_checked_fix"])
    named = ", ".join(ids[:_IDS_NAMED]) + (" …" if len(ids) > _IDS_NAMED else "")
    # The sheet is the one that the table's rows come from.
    sheet = str(submission.tables[contract.id].frame["source_ref"].iloc[0]).rpartition("!")[0]
    place = Place(submission.town, submission.quarter, contract.id, sheet or origin.name)
    return finding_at(place, NOT_CHECKED, message, table=contract.name, count=len(ids), ids=named)
