"""What a run tells its people: the summary, the table of submissions, the table of findings and the final message."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from config.models import Project
from config.quarters import Quarter
from config.yaml_text import read_yaml
from tasks.findings import UPLOADED_LATE, Severity, Verdict
from tasks.publish.manifest import PublishedDocument
from tasks.submissions import AcceptedData

_TEXTS = Path(__file__).parents[2] / "templates" / "run_report" / "fi.yaml"
_FINDINGS_SHOWN = 200
_SEVERITY_ORDER = tuple(Severity)


@cache
def run_texts() -> Mapping[str, Any]:
    """Return the words of the run report."""
    texts: Mapping[str, Any] = read_yaml(_TEXTS.read_text("utf-8"))
    return texts


def silent_towns(accepted: AcceptedData) -> tuple[str, ...]:
    """Return the towns of which no table was received for the reported quarter."""
    heard = {s.town for s in accepted.standings if s.verdict is not Verdict.MISSING and s.data_quarter}
    heard |= {town for town, files in accepted.files.items() if any(_is_of(f.key, accepted.quarter) for f in files)}
    return tuple(town for town in accepted.towns if town not in heard)


def rejected_tables(accepted: AcceptedData) -> dict[str, tuple[str, ...]]:
    """Return the tables that were rejected, by town."""
    rejected: dict[str, list[str]] = {}
    for standing in accepted.standings:
        if standing.verdict is Verdict.REJECTED:
            rejected.setdefault(standing.town, []).append(standing.table)
    return {town: tuple(tables) for town, tables in rejected.items()}


def final_words(
    project: Project,
    accepted: AcceptedData,
    documents: Sequence[PublishedDocument],
    defective: Sequence[str],
    unanswered: Sequence[str],
    edit_problems: Sequence[str] = (),
    *,
    is_build: bool,
) -> tuple[str, str]:
    """Return a run's state (`complete`, `partial` or `failed`) and the sentence that says what was done and missed.

    Args:
        project: The configuration.
        accepted: What the run read.
        documents: What it published.
        defective: Documents that a defect of ours kept back.
        unanswered: Towns that a defect of ours left without an answer.
        edit_problems: What was wrong with documents that people sent back.
        is_build: Whether the run was to make documents at all.
    """
    texts = run_texts()
    quarter = Quarter.parse(accepted.quarter).label
    if not is_build:
        done = texts["collected"].format(quarter=quarter)
    elif not documents and not defective:
        done = texts["nothing_due"].format(quarter=quarter)
    else:
        done = texts["published"].format(document_count=len(documents), quarter=quarter)
    failures = []
    if defective:
        failures.append(texts["failed_documents"].format(documents=", ".join(defective)))
    if unanswered:
        failures.append(texts["failed_answers"].format(towns=", ".join(project.towns[t].name.fi for t in unanswered)))
    gaps = gaps_message(project, accepted)
    state = "failed" if failures else "partial" if gaps or edit_problems else "complete"
    return state, " ".join(part for part in (done, *failures, gaps, *edit_problems) if part)


def gaps_message(project: Project, accepted: AcceptedData) -> str:
    """Return who and what is missing from a quarter's data, or an empty text when all is there."""
    texts = run_texts()
    parts = []
    silent = silent_towns(accepted)
    if silent:
        parts.append(texts["missing_towns"].format(towns=", ".join(project.towns[t].name.fi for t in silent)))
    rejected = rejected_tables(accepted)
    if rejected:
        named = (
            f"{project.towns[town].name.fi} ({', '.join(project.tables[table].name.fi for table in tables)})"
            for town, tables in rejected.items()
        )
        parts.append(texts["rejected_tables"].format(tables="; ".join(named)))
    return " ".join(parts)


def submissions_rows(project: Project, accepted: AcceptedData, answers: Sequence[str] = ()) -> list[dict[str, str]]:
    """Return one row a town: what it sent, what became of it, and the keys of the answer that it got."""
    texts = run_texts()
    silent = silent_towns(accepted)
    rows = []
    for town in accepted.towns:
        files = dict.fromkeys(f.name for f in accepted.files.get(town, ()) if _is_of(f.key, accepted.quarter))
        is_late = any(f.town == town and f.code == UPLOADED_LATE for f in accepted.findings)
        by_verdict: dict[Verdict, list[str]] = {verdict: [] for verdict in Verdict}
        asked = {table.id for table in project.tables_of(town)}
        for standing in accepted.standings:
            if standing.town == town and (standing.table in asked or standing.verdict is not Verdict.MISSING):
                by_verdict[standing.verdict].append(project.tables[standing.table].name.fi)
        good = (*by_verdict[Verdict.ACCEPTED], *by_verdict[Verdict.ACCEPTED_WITH_WARNINGS])
        rows.append(
            {
                texts["town"]: project.towns[town].name.fi,
                texts["verdict"]: texts["verdicts"]["missing" if town in silent else "late" if is_late else "sent"],
                texts["files"]: ", ".join(files) or "–",
                texts["accepted"]: str(len(good)),
                texts["rejected"]: ", ".join(by_verdict[Verdict.REJECTED]) or "–",
                texts["missing"]: ", ".join(by_verdict[Verdict.MISSING]) or "–",
                texts["errors"]: str(accepted.finding_count(town, Severity.CRITICAL)),
                texts["warnings"]: str(accepted.finding_count(town, Severity.WARNING)),
                texts["answers"]: ", ".join(key for key in answers if key.split("/")[2] == town) or "–",
            }
        )
    return rows


def findings_rows(project: Project, accepted: AcceptedData) -> list[dict[str, str]]:
    """Return the findings of the reported quarter, the worst first, at most 200."""
    texts = run_texts()
    found = [finding for finding in accepted.findings if finding.quarter == accepted.quarter]
    found.sort(key=lambda f: (_SEVERITY_ORDER.index(f.severity), f.town, f.code, f.source_ref))
    return [
        {
            texts["severity"]: texts["severities"][str(finding.severity)],
            texts["town"]: project.towns[finding.town].name.fi if finding.town in project.towns else finding.town,
            texts["code"]: finding.code,
            texts["place"]: _place(finding.source_ref, finding.cell),
            texts["message"]: finding.message.fi,
            texts["fix"]: finding.fix.fi,
        }
        for finding in found[:_FINDINGS_SHOWN]
    ]


def outdated_lines(project: Project, outdated: Mapping[str, Sequence[str]]) -> str:
    """Return a line for each earlier quarter whose documents no longer agree with what the towns have sent.

    Args:
        project: The configuration.
        outdated: By quarter, the towns whose files changed after the quarter was published.
    """
    line: str = run_texts()["outdated"]
    return "\n".join(
        line.format(
            quarter=Quarter.parse(quarter).label, towns=", ".join(project.towns[town].name.fi for town in towns)
        )
        for quarter, towns in sorted(outdated.items())
    )


def layout_words(documents: Sequence[PublishedDocument]) -> str:
    """Return what the page numbers and PDF files of some documents come from, and what was left out."""
    texts = run_texts()
    programs = sorted({document.layout_program for document in documents if document.layout_program})
    if not documents or not programs:
        words: str = texts["no_page_numbers"] if documents else ""
        return words
    key = "with_pdf" if any(document.pdf for document in documents) else "no_pdf"
    parts = [texts[key].format(program=", ".join(programs))]
    unnumbered = [document.id for document in documents if not document.layout_program]
    if unnumbered:
        parts.append(texts["some_page_numbers"].format(documents=", ".join(unnumbered)))
    return " ".join(parts)


def summary_markdown(
    accepted: AcceptedData,
    documents: Sequence[PublishedDocument],
    state: str,
    details: str,
    page_address: str,
    outdated: str = "",
    held_back: Mapping[str, str] = MappingProxyType({}),
    calendar: str = "",
) -> str:
    """Return the summary of a run as Markdown.

    Args:
        accepted: What the run read.
        documents: What it published.
        state: `complete`, `partial` or `failed`.
        details: Who and what is missing.
        page_address: Address of the download page.
        outdated: Lines about earlier quarters that should be run again.
        held_back: Why a defect of ours kept a document from being published, by document.
        calendar: Where the deliverables stand in the calendar, as a Markdown table.
    """
    texts = run_texts()
    summary: str = texts["summary"]
    links = [
        f"- [{texts['link_text'].format(title=document.title.fi)}]({page_address}/d/{accepted.quarter}/{document.id})"
        for document in documents
    ]
    reasons = "\n".join(f"- `{name}`: {reason}" for name, reason in held_back.items())
    return summary.format(
        quarter=accepted.quarter,
        state=texts[f"state_{state}"],
        sent_count=len(accepted.towns) - len(silent_towns(accepted)),
        town_count=len(accepted.towns),
        document_count=len(documents),
        page_address=f"{page_address}/fi",
        details="\n\n".join(part for part in (details, reasons, layout_words(documents), outdated) if part),
        documents="\n".join([texts["documents_heading"], "", *links]) if links else "",
        calendar=f"{texts['calendar_heading']}\n\n{calendar}" if calendar else "",
    )


def _is_of(key: str, quarter: str) -> bool:
    return key.startswith(f"inputs/{quarter}/")


def _place(source_ref: str, cell: str) -> str:
    workbook, _, rest = source_ref.partition("!")
    sheet = rest.rpartition("!")[0] or rest
    return " / ".join(part for part in (workbook, sheet, cell) if part)
