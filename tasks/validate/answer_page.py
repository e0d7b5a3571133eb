"""The answer as a page: one HTML file that needs nothing beside it."""

from collections.abc import Sequence
from xml.etree import ElementTree

from config.models import Project, Town
from config.texts import Language
from tasks.findings import Verdict
from tasks.submissions import Standing
from tasks.validate.answer import Answer, ListedFinding, TableAnswer, make_answer
from tasks.validate.answer_words import TEMPLATES
from tasks.validate.answer_xml import shown
from tasks.validate.verdicts import ValidatedSubmission

_SHOWN = 500
_SEVERITY_OF_VERDICT = {Verdict.REJECTED: "critical", Verdict.ACCEPTED_WITH_WARNINGS: "warning"}

Element = ElementTree.Element


def answer_page(
    project: Project,
    town: Town,
    validated: ValidatedSubmission,
    language: Language,
    standings: Sequence[Standing] | None = None,
    workbooks: Sequence[str] = (),
) -> str:
    """Return a page that says what was accepted, what was not, and what to do about each finding.

    Args:
        project: The configuration.
        town: The town that sent.
        validated: Its submission with everything that was found.
        language: The language of the page.
        standings: Which data counts; None when that is not known.
        workbooks: Names of the answer's workbooks, which stand beside the page.
    """
    answer = make_answer(project, town, validated, language, standings)
    root = Element("html", lang=language)
    head = _add(root, "head")
    _add(head, "meta", charset="utf-8")
    _add(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    _add(head, "title", answer.title)
    _add(head, "style", "\n" + (TEMPLATES / "answer.css").read_text("utf-8"))
    body = _add(root, "body")
    main = _add(body, "main")
    _write_verdict(main, answer)
    _write_steps(main, answer, workbooks)
    _write_findings(main, answer, several_files=len(validated.submission.files) > 1)
    _write_tables(main, answer)
    _add(_add(body, "footer"), "p", answer.words.text("footer", network=answer.network))
    return "<!doctype html>\n" + ElementTree.tostring(root, encoding="unicode", method="html") + "\n"


def _write_verdict(main: Element, answer: Answer) -> None:
    _add(main, "h1", answer.title)
    mark = " verdict-critical" if answer.is_to_be_corrected else " verdict-warning" if answer.is_to_be_checked else ""
    _add(main, "p", answer.verdict, class_=f"verdict{mark}")
    summary = " ".join(part for part in (answer.counts, answer.timing) if part)
    if summary:
        _add(main, "p", summary)
    if answer.is_example:
        _add(main, "p", answer.words.text("example"))


def _write_steps(main: Element, answer: Answer, workbooks: Sequence[str]) -> None:
    words = answer.words
    _add(main, "h2", words.text("what_to_do"))
    if not (answer.is_to_be_corrected or answer.is_to_be_checked):
        _add(main, "p", words.text("do_nothing"))
        return
    steps = [words.text("do_correct" if answer.is_to_be_corrected else "do_check")]
    has_cells = any(finding.cell for finding in answer.findings)
    if workbooks and has_cells:
        steps.append(f"{words.text('do_open', file=', '.join(workbooks))} {words.text('legend')}")
    steps.append(words.text("do_send_page" if has_cells else "do_send_other"))
    items = _add(main, "ol")
    for step in steps:
        _add(items, "li", step)


def _write_findings(main: Element, answer: Answer, *, several_files: bool) -> None:
    words = answer.words
    _add(main, "h2", words.text("findings_heading"))
    if not answer.findings:
        _add(main, "p", words.text("no_findings"))
        return
    if len(answer.findings) > _SHOWN:
        counts = {"shown": words.number(_SHOWN), "count": words.number(len(answer.findings))}
        _add(main, "p", words.text("more_findings", **counts))
    names = ["severity", *(["file"] if several_files else []), "place", "value", "message", "fix"]
    rows = _table(main, words.text("findings_caption"), [words.text(name) for name in names])
    for finding in answer.findings[:_SHOWN]:
        _write_finding(rows, answer, finding, several_files=several_files)


def _write_finding(rows: Element, answer: Answer, finding: ListedFinding, *, several_files: bool) -> None:
    words = answer.words
    row = _add(rows, "tr")
    kind = _add(row, "td")
    _add(kind, "span", words.text(f"severity_{finding.severity}"), class_=f"kind {finding.severity}")
    _add(kind, "span", finding.code, class_="code")
    if several_files:
        _add(row, "td", finding.file)
    where = finding.cell or (words.text("row", row=finding.row) if finding.row else "")
    sheet = finding.sheet or ("" if several_files else finding.file)
    _add(row, "th", ", ".join(part for part in (sheet, where) if part) or "–", scope="row", class_="place")
    _add(row, "td", finding.value or "–", class_="value")
    _add(row, "td", finding.message, class_="words")
    _add(row, "td", finding.fix, class_="words")


def _write_tables(main: Element, answer: Answer) -> None:
    words = answer.words
    knows_use = any(one.in_use for one in answer.tables)
    _add(main, "h2", words.text("tables_heading"))
    names = ["table", "result", "row_count", *(["in_use"] if knows_use else [])]
    rows = _table(main, words.text("tables_caption"), [words.text(name) for name in names])
    for one in answer.tables:
        _write_table(rows, answer, one, knows_use=knows_use)


def _write_table(rows: Element, answer: Answer, one: TableAnswer, *, knows_use: bool) -> None:
    row = _add(rows, "tr")
    _add(row, "th", one.name, scope="row")
    result = _add(row, "td")
    severity = _SEVERITY_OF_VERDICT.get(one.verdict)
    _add(result, "span", answer.words.text(f"verdict_{one.verdict}"), class_=f"kind {severity}" if severity else None)
    _add(row, "td", answer.words.number(one.row_count) if one.row_count else "–", class_="number")
    if knows_use:
        _add(row, "td", one.in_use)


def _table(main: Element, caption: str, headings: Sequence[str]) -> Element:
    """Add a table whose wide rows can be scrolled with the keyboard, and return its body."""
    holder = _add(main, "div", class_="scroll", tabindex="0", role="region", aria_label=caption)
    table = _add(holder, "table")
    _add(table, "caption", caption)
    head = _add(_add(table, "thead"), "tr")
    for heading in headings:
        _add(head, "th", heading, scope="col")
    return _add(table, "tbody")


def _add(parent: Element, tag: str, text: str = "", /, **attributes: str | None) -> Element:
    """Add an element; `class_` writes class, `aria_label` writes aria-label, and None writes nothing."""
    written = {key.rstrip("_").replace("_", "-"): shown(value) for key, value in attributes.items() if value}
    element = ElementTree.SubElement(parent, tag, written)
    element.text = shown(text)
    return element
