"""The answer's own sheet: verdict, what to do, what became of the tables, and the list of findings with links."""

import math
import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tasks.findings import Severity, Verdict
from tasks.validate.answer import Answer, ListedFinding
from tasks.validate.answer_styles import (
    BRAND,
    HEADING,
    LABEL,
    OF_SEVERITY,
    PLAIN,
    SPREADSHEET,
    TABLE_CELL,
    TABLE_HEAD,
    TABLE_LINK,
    TABLE_QUIET,
    TITLE,
    VERDICT,
    VERDICT_OF,
    AnswerStyles,
    CellLook,
)
from tasks.validate.answer_xml import escape

_WIDTHS = (14, 25, 10, 24, 50, 50, 10)
_LETTERS = "ABCDEFG"
_LABEL_COLUMNS = 2
_TEXT_LIMIT = 32_000
_EXCEL_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_TALLEST_POINTS = 400


@dataclass
class _Sheet:
    """The rows of the sheet as they are written."""

    styles: AnswerStyles
    rows: list[str] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def line(self, text: str, look: CellLook) -> None:
        """Write a text over the whole width."""
        self._add([(text, look), *[("", look)] * 6], [(0, 7, text, look)])
        self.merges.append(f"A{len(self.rows)}:G{len(self.rows)}")

    def labelled(self, label: str, text: str, label_look: CellLook = LABEL) -> None:
        """Write a label and a text beside it."""
        cells = [(label, label_look), ("", label_look), (text, PLAIN), *[("", PLAIN)] * 4]
        self._add(cells, [(0, 2, label, label_look), (2, 7, text, PLAIN)])
        number = len(self.rows)
        self.merges += [f"A{number}:B{number}", f"C{number}:G{number}"]

    def table_row(self, cells: Sequence[tuple[str, CellLook]], location: str = "") -> None:
        """Write a row of the list; the third cell leads to a location."""
        self._add(cells, [(column, column + 1, text, look) for column, (text, look) in enumerate(cells)])
        if location:
            self.links.append(f'<hyperlink ref="C{len(self.rows)}" location="{escape(location)}"/>')

    def gap(self) -> None:
        """Leave a low row blank."""
        self.rows.append(f'<row r="{len(self.rows) + 1}" ht="8" customHeight="1"/>')

    def _add(self, cells: Sequence[tuple[str, CellLook]], spans: Sequence[tuple[int, int, str, CellLook]]) -> None:
        number = len(self.rows) + 1
        height = max(_height(text, sum(_WIDTHS[first:last]), look) for first, last, text, look in spans)
        written = "".join(
            self._cell(f"{_LETTERS[column]}{number}", text, look) for column, (text, look) in enumerate(cells)
        )
        self.rows.append(f'<row r="{number}" ht="{height}" customHeight="1">{written}</row>')

    def _cell(self, address: str, text: str, look: CellLook) -> str:
        style = self.styles.looks[look]
        if not text:
            return f'<c r="{address}" s="{style}"/>'
        shown = escape(_EXCEL_ESCAPE.sub("_x005F_", text[:_TEXT_LIMIT]))
        return f'<c r="{address}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'

    def to_bytes(self) -> bytes:
        """Return the sheet's XML."""
        columns = "".join(
            f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
            for number, width in enumerate(_WIDTHS, start=1)
        )
        merges = "".join(f'<mergeCell ref="{one}"/>' for one in self.merges)
        links = f"<hyperlinks>{''.join(self.links)}</hyperlinks>" if self.links else ""
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{SPREADSHEET}">'
            f'<sheetPr><tabColor rgb="{BRAND}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
            '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(self.rows)}</sheetData>'
            f'<mergeCells count="{len(self.merges)}">{merges}</mergeCells>{links}'
            '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
        ).encode()


def own_sheet(
    answer: Answer,
    findings: Sequence[ListedFinding],
    notes: Sequence[str],
    titles: Mapping[tuple[str, str], str],
    styles: AnswerStyles,
) -> bytes:
    """Return the XML of the answer's own sheet.

    Args:
        answer: What the town is told.
        findings: Those that are about this workbook.
        notes: What differs from the file that was sent.
        titles: Name in this workbook of each sheet that it has, by the names of file and sheet that were sent.
        styles: The numbers of the looks.
    """
    words = answer.words
    sheet = _Sheet(styles)
    sheet.line(answer.title, TITLE)
    worst = Severity.CRITICAL if answer.is_to_be_corrected else Severity.WARNING if answer.is_to_be_checked else None
    sheet.line(answer.verdict, VERDICT_OF[worst] if worst else VERDICT)
    if summary := " ".join(part for part in (answer.counts, answer.timing) if part):
        sheet.line(summary, PLAIN)
    if answer.is_example:
        sheet.line(words.text("example"), PLAIN)
    sheet.gap()
    sheet.line(words.text("what_to_do"), HEADING)
    steps = _steps(answer, findings, titles)
    for number, step in enumerate(steps, start=1):
        sheet.line(f"{number}. {step}" if len(steps) > 1 else step, PLAIN)
    sheet.gap()
    _write_tables(sheet, answer)
    for note in notes:
        sheet.labelled(words.text("note"), note)
    if findings:
        sheet.gap()
        sheet.line(words.text("findings_heading"), HEADING)
        names = ("severity", "sheet", "cell", "value", "message", "fix", "code")
        sheet.table_row([(words.text(name), TABLE_HEAD) for name in names])
        for finding in findings:
            _write_finding(sheet, answer, finding, titles)
    return sheet.to_bytes()


def _steps(answer: Answer, findings: Sequence[ListedFinding], titles: Mapping[tuple[str, str], str]) -> list[str]:
    words = answer.words
    if not titles:
        return [*dict.fromkeys(one.fix for one in findings), words.text("do_send_other")]
    if not any(one.severity is not Severity.INFO for one in findings):
        return [words.text("do_nothing")]
    first = "do_correct" if any(one.severity is Severity.CRITICAL for one in findings) else "do_check"
    steps = [words.text(first)]
    if any(one.cell for one in findings):
        steps.append(f"{words.text('legend')} {words.text('do_link')}")
    return [*steps, words.text("do_send")]


def _write_tables(sheet: _Sheet, answer: Answer) -> None:
    words = answer.words
    for verdict in (Verdict.REJECTED, Verdict.ACCEPTED_WITH_WARNINGS, Verdict.ACCEPTED, Verdict.MISSING):
        names = [one.name for one in answer.tables if one.verdict is verdict]
        if names:
            look = OF_SEVERITY[Severity.CRITICAL] if verdict is Verdict.REJECTED else LABEL
            sheet.labelled(words.text(f"verdict_{verdict}"), ", ".join(names), look)
    earlier = [one.stands_from_earlier for one in answer.tables if one.stands_from_earlier]
    if earlier:
        sheet.labelled(words.text("stands_heading"), ", ".join(earlier))


def _write_finding(
    sheet: _Sheet, answer: Answer, finding: ListedFinding, titles: Mapping[tuple[str, str], str]
) -> None:
    words = answer.words
    title = titles.get((finding.file, finding.sheet), "")
    address = finding.cell or (f"A{finding.row}" if finding.row else "A1")
    where = finding.cell or (words.text("row", row=finding.row) if finding.row else "")
    location = "'" + title.replace("'", "''") + f"'!{address}" if title and where else ""
    sheet.table_row(
        [
            (words.text(f"severity_{finding.severity}"), OF_SEVERITY[finding.severity]),
            (title or finding.sheet or finding.file, TABLE_CELL),
            (where, TABLE_LINK if location else TABLE_CELL),
            (finding.value, TABLE_CELL),
            (finding.message, TABLE_CELL),
            (finding.fix, TABLE_CELL),
            (finding.code, TABLE_QUIET),
        ],
        location,
    )


def _height(text: str, width: int, look: CellLook) -> int:
    """Return the height in points that a wrapped text needs: no program fits the rows of merged cells by itself."""
    letters = int(max(width * 11 / look.size * (0.92 if look.is_bold else 1.0) - 1, 4))
    line_count = sum(max(1, len(textwrap.wrap(part, letters, break_on_hyphens=False))) for part in text.split("\n"))
    room = 3 if look.vertical == "top" else 9
    return min(math.ceil(line_count * look.size * 1.37) + room, _TALLEST_POINTS)
