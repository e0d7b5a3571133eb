"""The appendices about the data: what was sent, what was found in it, and from which files the document was made."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from tasks.assemble.blocks import Cell
from tasks.assemble.exhibits import Exhibit, build_table, text_cell
from tasks.assemble.scope import NONE, Scope, quarter_label
from tasks.assemble.typography import format_number
from tasks.findings import UPLOADED_LATE, Finding, Severity, Verdict
from tasks.submissions import FileOrigin

FINDING_LIMIT = 40
_SELF_EXPLANATORY = (
    "firm_count", "turnover_eur", "actor_count_by_helix", "actor_count_by_type", "snapshot_region_share_pct",
    "snapshot_group_share_pct", "snapshot_country_share_pct", "gap_count", "gap_count_by_sector",
    "research_participant_count", "research_event_count", "proposal_count", "town_pair_link_count", "phase_town_count",
    "employee_share_pct", "population", "maturity_score", "ei_index_expected", "job_count", "link_count",
    "cross_town_link_count", "hei_link_count", "abroad_link_count", "town_with_data_count", "reporting_town_count",
    "actor_count", "mean_degree", "linked_actor_share_pct", "snapshot_employee_share_pct", "hei_presence_level",
)  # fmt: skip
"""Indicators whose name says how they are read, or that are read as another one that is listed."""
HASH_LENGTH = 12
"""How much of a SHA-256 is printed: enough to tell files apart by eye; the manifest has all of it."""


def standings(scope: Scope) -> Exhibit:
    """Return which data of each table of the town counts, in words; tables that fare alike share a row."""
    groups: dict[tuple[str, str], list[str]] = {}
    for table in scope.inputs.project.tables:
        standing = scope.standing(table)
        verdict = scope.wording(f"verdict.{standing.verdict}")
        name = scope.table_name(table)
        if standing.data_quarter:
            name = scope.wording("table_with_rows", name=name, rows=_count(scope, standing.row_count))
            if standing.data_quarter != str(scope.inputs.quarter):
                label = quarter_label(standing.data_quarter)
                verdict = scope.wording("verdict.stands", verdict=verdict, quarter=label)
            elif standing.verdict is Verdict.REJECTED:
                verdict = scope.wording("verdict.stands_version", verdict=verdict)
        groups.setdefault((verdict, scope.date(standing.sent_on)), []).append(name)
    rows = [
        (text_cell(verdict), text_cell(day), text_cell(", ".join(names))) for (verdict, day), names in groups.items()
    ]
    return Exhibit(build_table(scope, "standings", "l4 l2.4 l8", rows, scope.wording("source.checks")))


def findings(scope: Scope) -> Exhibit | None:
    """Return the findings that reject or warn, in words, at most 40."""
    told = _told_findings(scope)[:FINDING_LIMIT]
    rows = [
        (
            text_cell(finding.code),
            text_cell(place_of_finding(finding)),
            text_cell(finding.message.in_language(scope.inputs.language)),
        )
        for finding in told
    ]
    if not rows:
        return None
    return Exhibit(build_table(scope, "findings", "l1.6 l4 l6", rows, scope.wording("source.checks")))


def untold_finding_count(scope: Scope) -> int:
    """Return how many findings that reject or warn do not fit into the list."""
    return max(0, len(_told_findings(scope)) - FINDING_LIMIT)


def findings_of(scope: Scope) -> list[Finding]:
    """Return the findings about the document's own data: of the reported quarter, and of older data that counts."""
    reported = str(scope.inputs.quarter)

    def concerns(finding: Finding) -> bool:
        return finding.quarter in ("", reported, scope.standing(finding.table).data_quarter)

    return [
        f
        for f in scope.inputs.accepted.findings
        if f.town == scope.inputs.town and f.code != UPLOADED_LATE and concerns(f)
    ]


def _told_findings(scope: Scope) -> list[Finding]:
    order = list(Severity)
    told = [f for f in findings_of(scope) if f.severity != Severity.INFO]
    return sorted(told, key=lambda f: (order.index(f.severity), f.code, f.source_ref, f.cell, f.value))


def place_of_finding(finding: Finding) -> str:
    """Return where a finding is: the sheet and the cell or row, without the name of the file."""
    _, _, rest = finding.source_ref.partition("!")
    sheet, _, row = rest.rpartition("!")
    return " ".join(part for part in (sheet or rest or finding.source_ref, finding.cell or row) if part)


def files(scope: Scope) -> Exhibit | None:
    """Return the files and datasets that the document was made from, with the beginning of each content's hash."""
    rows = [
        (
            text_cell(origin.name),
            text_cell(scope.wording("files.town", quarter=quarter_label(quarter))),
            text_cell(origin.sha256[:HASH_LENGTH]),
        )
        for quarter, origin in used_files(scope, [scope.inputs.town])
    ]
    return file_table(scope, "files", "l4 l8 l2.6", rows)


def file_table(scope: Scope, table_id: str, layout: str, files_of_towns: Sequence[tuple[Cell, ...]]) -> Exhibit | None:
    """Return a table of files, with the datasets of the reference snapshot below them."""
    language = scope.inputs.language
    rows = list(files_of_towns)
    datasets = [dataset for _, dataset in sorted(scope.inputs.snapshot.datasets.items())]
    for dataset in datasets:
        title, source = (text.in_language(language).rstrip(". ") for text in (dataset.title, dataset.source))
        words = f"{title}. {source}. {dataset.licence.rstrip('. ')}."
        before = [text_cell("")] * (len(layout.split()) - 3)
        rows.append((*before, text_cell(dataset.name), text_cell(words), text_cell(dataset.sha256[:HASH_LENGTH])))
    if not rows:
        return None
    table = build_table(scope, table_id, layout, rows, scope.wording("source.files"))
    return Exhibit(table, datasets=tuple(dataset.name for dataset in datasets))


def used_files(scope: Scope, towns: Iterable[str]) -> list[tuple[str, FileOrigin]]:
    """Return the files whose rows count, each with the quarter that it was sent for."""
    wanted = set(towns)
    found = {
        (standing.data_quarter, standing.origin.key, standing.origin.version_id): standing.origin
        for standing in scope.standings.values()
        if standing.origin is not None and standing.data_quarter and standing.town in wanted
    }
    in_order = sorted(found.items(), key=lambda one: (one[0][:2], one[1].sha256))
    return [(quarter, origin) for (quarter, *_), origin in in_order]


def indicators(scope: Scope, shown: Iterable[str]) -> Exhibit | None:
    """Return what each indicator that the document shows measures, and what it is computed from."""
    used = set(shown)
    language = scope.inputs.language
    rows: list[tuple[Cell, ...]] = []
    for indicator, text in scope.inputs.project.indicators.items():
        if indicator in used and indicator not in _SELF_EXPLANATORY:
            rows.append(
                (
                    text_cell(text.name.in_language(language)),
                    text_cell(first_sentence(text.reading.in_language(language))),
                    text_cell(_basis(scope, indicator)),
                )
            )
    if not rows:
        return None
    return Exhibit(build_table(scope, "indicators", "l3.2 l8 l2.8", rows, scope.wording("source.indicators")))


def first_sentence(text: str) -> str:
    """Return the first sentence of a reading, which says what is measured; what follows says how to read it."""
    sentence, stop, _ = text.partition(". ")
    return sentence + stop.strip()


def _basis(scope: Scope, indicator: str) -> str:
    measured = [row for (_, name, _), row in scope.book.rows.items() if name == indicator]
    found = [row for row in measured if row.town == scope.inputs.town] or measured
    datasets = {row.reference_snapshot for row in found if row.reference_snapshot}
    places = [part.split("!") for row in found for part in row.source.split("; ") if part.count("!") >= 2]
    tables = {_table_of_sheet(scope, place[1]) for place in places if place[0] not in datasets}
    words = [scope.wording("source.any_snapshot")] if datasets else []
    return ", ".join([*sorted(tables), *words])


def _table_of_sheet(scope: Scope, sheet: str) -> str:
    """Return the name of the table that a sheet holds; towns name their sheets in their own language."""
    for table in scope.inputs.project.tables.values():
        if sheet.casefold() in {name.casefold() for name in (table.id, *table.name.model_dump().values())}:
            return scope.table_name(table.id)
    return sheet


def research_by_type(scope: Scope) -> Exhibit | None:
    """Return how many participants of each kind of organisation each method reached; no persons."""
    frame = scope.rows("interviews_workshops")
    methods = list(scope.inputs.project.code_lists["research_method"])
    rows = []
    for helix in scope.inputs.project.code_lists["helix"]:
        of_helix = frame[frame["organisation_helix"] == helix]
        if of_helix.empty:
            continue
        counts = [of_helix.loc[of_helix["method"] == method, "participant_count"] for method in methods]
        rows.append(
            (
                text_cell(scope.label("helix", helix)),
                *(text_cell(_count(scope, int(count.sum())) if len(count) else "") for count in counts),
            )
        )
    if not rows:
        return None
    layout = " ".join(["l4", *("r2" for _ in methods)])
    table = build_table(scope, "research_by_type", layout, rows, scope.town_source("interviews_workshops"))
    return Exhibit(table, source_refs=tuple(frame["source_ref"]))


def quality_facts(scope: Scope) -> dict[str, object]:
    """Return what the appendix on the data says in words."""
    found = findings_of(scope)
    return {
        "critical_count": sum(f.severity == Severity.CRITICAL for f in found),
        "warning_count": sum(f.severity == Severity.WARNING for f in found),
        "info_count": sum(f.severity == Severity.INFO for f in found),
        "by_code": [{"code": code, "count": count} for code, count in sorted(Counter(f.code for f in found).items())],
        "untold_count": untold_finding_count(scope),
        "configuration_digest": scope.inputs.project.digest[:HASH_LENGTH],
        "inputs_digest": scope.inputs.inputs_digest[:HASH_LENGTH],
    }


def table_states(scope: Scope, keep: Callable[[str], bool] = lambda table: True) -> dict[str, list[dict[str, object]]]:
    """Return the tables that are missing, rejected or of an earlier quarter, with their names and dates."""
    states: dict[str, list[dict[str, object]]] = {"missing": [], "rejected": [], "earlier": []}
    for table in filter(keep, scope.inputs.project.tables):
        standing, state = scope.standing(table), scope.state(table)
        entry: dict[str, object] = {
            "id": table,
            "name": scope.table_name(table),
            "sent_on": standing.sent_on,
            "quarter": quarter_label(standing.data_quarter),
            "was_rejected": standing.verdict == Verdict.REJECTED,
        }
        if state == NONE:
            states["rejected" if standing.verdict == Verdict.REJECTED else "missing"].append(entry)
        elif standing.data_quarter != str(scope.inputs.quarter):
            states["earlier"].append(entry)
    return states


def _count(scope: Scope, number: int) -> str:
    return format_number(number, 0, scope.inputs.language)
