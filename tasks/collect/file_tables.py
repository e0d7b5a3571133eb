"""Reads one file into raw tables: opens it, finds which table each sheet is, and says what was left out."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from config.models import Project
from config.own_sheets import OWN_SHEET_NAMES
from config.texts import Text
from tasks.collect.characters import printable
from tasks.collect.containers import Refusal, refuse_file
from tasks.collect.labels import column_by_label, column_letter, fold, table_by_name
from tasks.collect.sheets import read_table
from tasks.collect.spreadsheets import Sheet, Spreadsheet, read_spreadsheet
from tasks.findings import Finding, Place, Severity, finding_at
from tasks.submissions import RawTable, SubmittedFile

_CSV_EXAMPLE = Text(fi="toimijat.csv", sv="aktörer.csv", en="actors.csv")
_REPLACED = "\ufffd"


@dataclass(frozen=True)
class _Reading:
    """One file of one town's submission, for which findings are made."""

    project: Project
    town: str
    quarter: str
    file: SubmittedFile

    @property
    def name(self) -> str:
        return self.file.origin.name

    @property
    def is_csv(self) -> bool:
        return self.name.lower().endswith(".csv")

    def finding(self, code: str, *, about: str = "", sheet: str = "", cell: str = "", **words: object) -> Finding:
        source_ref = f"{self.name}!{sheet}" if sheet and not self.is_csv else self.name
        place = Place(self.town, self.quarter, about, source_ref, cell)
        filled = {"file": printable(self.name), "sheet": printable(sheet), "cell": cell, **words}
        return finding_at(place, code, self.project.messages[code], **filled)


def read_file(
    project: Project, town: str, quarter: str, file: SubmittedFile, wanted: Collection[str] | None = None
) -> tuple[dict[str, RawTable], list[Finding]]:
    """Return the raw tables of one file by table, and findings about the file, its sheets and columns.

    Only the `wanted` tables are read, or all.
    """
    reading = _Reading(project, town, quarter, file)
    spreadsheet = refuse_file(reading.name, file.content) or read_spreadsheet(reading.name, file.content)
    if isinstance(spreadsheet, Refusal):
        return {}, [_refusal_finding(reading, spreadsheet)]
    tables: dict[str, RawTable] = {}
    findings: list[Finding] = [*_file_notes(reading, spreadsheet)]
    sheet_of: dict[str, str] = {}
    is_known = False
    for sheet in spreadsheet.sheets:
        if not reading.is_csv and sheet.name.strip().casefold() in OWN_SHEET_NAMES:
            continue
        table_id = _csv_table(project, sheet) if reading.is_csv else table_by_name(project.tables).get(fold(sheet.name))
        if table_id is None:
            findings.append(_unknown_sheet(reading, sheet))
            continue
        is_known = True
        if wanted is not None and table_id not in wanted:
            continue
        table, found = read_table(project, project.tables[table_id], sheet, file.origin, town, quarter)
        is_blank = table is None and all(finding.severity is not Severity.CRITICAL for finding in found)
        if table_id in sheet_of and not is_blank:
            findings.append(
                reading.finding(
                    "SHE-003", about=table_id, sheet=sheet.name,
                    other_sheet=printable(sheet_of[table_id]), table=project.tables[table_id].name,
                )
            )  # fmt: skip
            continue
        findings += found
        if not is_blank:
            sheet_of[table_id] = sheet.name
        if table is not None:
            tables[table_id] = table
    if not is_known and not reading.is_csv:
        findings = [reading.finding("FIL-006", names=_table_names(project))]
    return tables, findings


def _refusal_finding(reading: _Reading, refusal: Refusal) -> Finding:
    return reading.finding(refusal.code, size_mb=refusal.size_mb, limit_mb=refusal.limit_mb, row=refusal.row)


def _file_notes(reading: _Reading, spreadsheet: Spreadsheet) -> Iterator[Finding]:
    if spreadsheet.has_macros:
        yield reading.finding("FIL-014")
    if spreadsheet.has_links_to_files:
        yield reading.finding("FIL-015")
    if reading.is_csv:
        for number, row in enumerate(spreadsheet.sheets[0].rows, 1):
            column = next((index for index, cell in enumerate(row) if _REPLACED in cell), None)
            if column is not None:
                yield reading.finding("FIL-018", cell=f"{column_letter(column)}{number}")
                return


def _unknown_sheet(reading: _Reading, sheet: Sheet) -> Finding:
    if reading.is_csv:
        return reading.finding("FIL-010", example=_CSV_EXAMPLE)
    return reading.finding("SHE-001", sheet=sheet.name)


def _table_names(project: Project) -> Text:
    names = [table.name for table in project.tables.values()]
    return Text(fi=", ".join(n.fi for n in names), sv=", ".join(n.sv for n in names), en=", ".join(n.en for n in names))


def _csv_table(project: Project, sheet: Sheet) -> str | None:
    """Return the table of a CSV file: by its name, else by the headings that only one table has; a tie is None."""
    by_name = table_by_name(project.tables).get(fold(sheet.name))
    if by_name is not None or not sheet.rows:
        return by_name
    headings = {fold(cell) for cell in sheet.rows[0] if cell}
    counts = {table.id: len(headings & set(column_by_label(table))) for table in project.tables.values()}
    best = max(counts.values(), default=0)
    matching = [table for table, count in counts.items() if count == best]
    return matching[0] if best >= 2 and len(matching) == 1 else None
