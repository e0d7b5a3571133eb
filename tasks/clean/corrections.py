"""Applies the corrections that the project itself makes to single cells, and tells of each.

A correction says what the cell must hold; when the town has mended its file, or sent another one, the correction no
longer fits and stops the run, so that it cannot be applied to the wrong cell in silence.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from config.contracts import Correction
from config.models import Project
from tasks.findings import Finding, Place, finding_at
from tasks.submissions import RawTable


class CorrectionError(Exception):
    """A correction does not fit what the town sent; the text says which one and what the cell holds."""


def apply_corrections(
    project: Project,
    town: str,
    quarter: str,
    raw_tables: Mapping[str, RawTable],
    *,
    is_current: bool = True,
    tables: Collection[str] | None = None,
) -> tuple[dict[str, RawTable], list[Finding]]:
    """Return the raw tables with the listed corrections in them, and one finding for each.

    A version that was sent before the current one is corrected where the correction fits it, and else left as it is.
    Where only some `tables` were read, the corrections of the others are left aside.

    Raises:
        CorrectionError: The row is not there in the current version, or the cell does not hold what the correction
            expects.
    """
    corrected = dict(raw_tables)
    findings = []
    for name, correction in project.corrections.items():
        is_read = tables is None or correction.table in tables
        if (correction.town, str(correction.quarter)) != (town, quarter) or not is_read:
            continue
        try:
            corrected[correction.table] = _corrected(name, correction, corrected.get(correction.table))
        except CorrectionError:
            if is_current:
                raise
        else:
            findings.append(_finding(project, correction, corrected[correction.table]))
    return corrected, findings


def _corrected(name: str, correction: Correction, raw: RawTable | None) -> RawTable:
    where = f"the correction {name} at {correction.source_ref}, column {correction.column}"
    if raw is None or correction.column not in raw.frame:
        raise CorrectionError(f"{where}: there is no such table or column in what the town sent")
    rows = raw.frame.index[raw.frame["source_ref"] == correction.source_ref]
    if len(rows) != 1:
        raise CorrectionError(f"{where}: there is no such row in what the town sent")
    found = str(raw.frame.at[rows[0], correction.column])
    if found != correction.expected:
        raise CorrectionError(
            f"{where}: the cell holds '{found}' and not '{correction.expected}'; remove the correction"
        )
    frame = raw.frame.copy()
    frame.loc[rows[0], correction.column] = correction.corrected
    return replace(raw, frame=frame)


def _finding(project: Project, correction: Correction, raw: RawTable) -> Finding:
    cell = f"{raw.letters[correction.column]}{correction.source_ref.rpartition('!')[2]}"
    place = Place(
        correction.town, str(correction.quarter), correction.table, correction.source_ref, cell, correction.column,
        correction.expected,
    )  # fmt: skip
    return finding_at(
        place, "COR-001", project.messages["COR-001"],
        column=project.tables[correction.table].columns[correction.column].label,
        corrected=correction.corrected, reason=correction.reason, by=correction.corrected_by,
    )  # fmt: skip
