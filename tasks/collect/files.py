"""Reads all files of a town's submission into raw tables; of several files with one table the last sent one counts."""

from collections.abc import Collection, Sequence

from config.models import Project
from tasks.collect.file_tables import read_file
from tasks.findings import Finding, Place, finding_at, limit_repeats
from tasks.submissions import RawTable, SubmittedFile


def read_files(
    project: Project,
    town: str,
    quarter: str,
    files: Sequence[SubmittedFile],
    wanted: Collection[str] | None = None,
) -> tuple[dict[str, RawTable], list[Finding]]:
    """Return the raw tables of a submission by table, and findings about its files, sheets and columns.

    Only the `wanted` tables are read, or all.
    """
    tables: dict[str, RawTable] = {}
    findings: list[Finding] = []
    in_order = sorted(files, key=lambda f: (f.origin.uploaded_at, f.origin.key))
    for index, file in enumerate(in_order):
        same = next((later for later in in_order[index + 1 :] if later.content == file.content), None)
        if same is not None:
            findings.append(_sent_twice(project, town, quarter, file, same))
            continue
        read, found = read_file(project, town, quarter, file, wanted)
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
    return tables, limit_repeats(findings, project.messages["CEL-900"])


def _sent_twice(project: Project, town: str, quarter: str, file: SubmittedFile, same: SubmittedFile) -> Finding:
    place = Place(town, quarter, source_ref=file.origin.name)
    return finding_at(place, "FIL-017", project.messages["FIL-017"], file=file.origin.name, other_file=same.origin.name)
