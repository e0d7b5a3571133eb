"""Reads all files of a town's submission into raw tables; of several files with one table the last sent one counts."""

from collections.abc import Sequence

from config.models import Project
from config.own_sheets import OWN_SHEET_NAMES
from config.texts import Text
from tasks.collect.containers import Refusal, refuse_file
from tasks.collect.labels import column_by_label, fold, table_by_name
from tasks.collect.sheets import read_table
from tasks.collect.spreadsheets import Sheet, read_sheets
from tasks.findings import Finding, Place, finding_at
from tasks.submissions import RawTable, SubmittedFile

_CSV_EXAMPLE = Text(fi="toimijat.csv", sv="aktörer.csv", en="actors.csv")


def read_files(
    project: Project, town: str, quarter: str, files: Sequence[SubmittedFile]
) -> tuple[dict[str, RawTable], list[Finding]]:
    """Return the raw tables of a submission by table, and findings about its files, sheets and columns."""
    tables: dict[str, RawTable] = {}
    findings: list[Finding] = []
    for file in sorted(files, key=lambda f: (f.origin.uploaded_at, f.origin.key)):
        read, found = _read_file(project, town, quarter, file)
        findings += found
        for name, table in read.items():
            if name in tables:
                findings.append(
                    finding_at(
                        Place(town, quarter, name, file.origin.name), "FIL-009", project.messages["FIL-009"],
                        file=file.origin.name, other_file=tables[name].origin.name, table=project.tables[name].name,
                    )
                )  # fmt: skip
            tables[name] = table
    return tables, findings


def _read_file(
    project: Project, town: str, quarter: str, file: SubmittedFile
) -> tuple[dict[str, RawTable], list[Finding]]:
    name = file.origin.name
    refusal = refuse_file(name, file.content)
    sheets = refusal or read_sheets(name, file.content)
    if isinstance(sheets, Refusal):
        return {}, [_refusal_finding(project, town, quarter, name, sheets)]
    is_csv = name.lower().endswith(".csv")
    tables: dict[str, RawTable] = {}
    findings: list[Finding] = []
    sheet_of: dict[str, str] = {}
    for sheet in sheets:
        if not is_csv and sheet.name.strip().casefold() in OWN_SHEET_NAMES:
            continue
        table_id = _csv_table(project, sheet) if is_csv else table_by_name(project.tables).get(fold(sheet.name))
        if table_id is None:
            findings.append(_unknown_sheet(project, town, quarter, name, sheet, is_csv=is_csv))
            continue
        if table_id in sheet_of:
            findings.append(
                finding_at(
                    Place(town, quarter, table_id, name), "SHE-003", project.messages["SHE-003"],
                    file=name, sheet=sheet.name, other_sheet=sheet_of[table_id], table=project.tables[table_id].name,
                )
            )  # fmt: skip
            continue
        sheet_of[table_id] = sheet.name
        table, found = read_table(project, project.tables[table_id], sheet, file.origin, town, quarter)
        findings += found
        if table is not None:
            tables[table_id] = table
    if not sheet_of and not is_csv:
        names = Text(
            fi=", ".join(t.name.fi for t in project.tables.values()),
            sv=", ".join(t.name.sv for t in project.tables.values()),
            en=", ".join(t.name.en for t in project.tables.values()),
        )
        place = Place(town, quarter, source_ref=name)
        findings = [finding_at(place, "FIL-006", project.messages["FIL-006"], file=name, names=names)]
    return tables, findings


def _refusal_finding(project: Project, town: str, quarter: str, name: str, refusal: Refusal) -> Finding:
    return finding_at(
        Place(town, quarter, source_ref=name), refusal.code, project.messages[refusal.code],
        file=name, size_mb=refusal.size_mb, limit_mb=refusal.limit_mb,
    )  # fmt: skip


def _unknown_sheet(project: Project, town: str, quarter: str, name: str, sheet: Sheet, *, is_csv: bool) -> Finding:
    if is_csv:
        place = Place(town, quarter, source_ref=name)
        return finding_at(place, "FIL-010", project.messages["FIL-010"], file=name, example=_CSV_EXAMPLE)
    place = Place(town, quarter, source_ref=f"{name}!{sheet.name}")
    return finding_at(place, "SHE-001", project.messages["SHE-001"], file=name, sheet=sheet.name)


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
