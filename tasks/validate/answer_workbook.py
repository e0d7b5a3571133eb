"""The answer as a workbook: the town's own one, marked, or one made of what was read from its .ods or CSV files."""

from collections.abc import Mapping, Sequence

from config.models import Project, Town
from config.own_sheets import OWN_SHEET_NAMES
from config.texts import Language
from tasks.collect.containers import Refusal
from tasks.collect.files import read_files
from tasks.collect.labels import fold, table_by_name
from tasks.collect.spreadsheets import Sheet, read_spreadsheet
from tasks.findings import Severity
from tasks.submissions import Standing, SubmittedFile
from tasks.validate.answer import Answer, ListedFinding, cell_place, make_answer
from tasks.validate.answer_book import (
    bare_package,
    book_sheets,
    drop_macros,
    put_own_sheet_first,
    take_out_own_sheet,
)
from tasks.validate.answer_comments import AUTHOR
from tasks.validate.answer_marks import CellMark, mark_sheet, unselect_tab
from tasks.validate.answer_package import Package
from tasks.validate.answer_rebuilt import rebuilt_workbook, sheet_titles
from tasks.validate.answer_sheet import own_sheet
from tasks.validate.answer_styles import add_styles
from tasks.validate.answer_xml import PartError
from tasks.validate.verdicts import ValidatedSubmission

_SEVERITY_ORDER = tuple(Severity)
_NOTES_OF_COPIES = ("note_rebuilt_csv", "note_rebuilt_ods")


def answer_workbook(
    project: Project,
    town: Town,
    file: SubmittedFile,
    validated: ValidatedSubmission,
    language: Language,
    standings: Sequence[Standing] | None = None,
) -> bytes:
    """Return the answer to one file of a submission as an .xlsx.

    A workbook comes back with its cells marked, a comment at each of them and a first sheet that lists everything; all
    its other parts keep their bytes. What was sent in another form comes back as the cells that were read.

    Args:
        project: The configuration.
        town: The town that sent.
        file: The file that is answered.
        validated: The whole submission with everything that was found.
        language: The language of the answer.
        standings: Which data counts; None when that is not known.
    """
    answer = make_answer(project, town, validated, language, standings)
    name = file.origin.name
    if name in answer.unreadable_files:
        return _without_cells(answer, [name])
    if name.lower().endswith((".xlsx", ".xlsm")):
        try:
            return _marked_original(answer, file)
        except PartError:
            return _marked_copy(project, answer, [file], "note_rebuilt_xlsx")
    return _marked_copy(project, answer, [file], _NOTES_OF_COPIES[0 if _is_csv(file) else 1])


def answer_csv_files(
    project: Project,
    town: Town,
    files: Sequence[SubmittedFile],
    validated: ValidatedSubmission,
    language: Language,
    standings: Sequence[Standing] | None = None,
) -> bytes:
    """Return the answer to all CSV files of a submission as one .xlsx with a sheet for each; as `answer_workbook`."""
    answer = make_answer(project, town, validated, language, standings)
    return _marked_copy(project, answer, files, _NOTES_OF_COPIES[0])


def _marked_original(answer: Answer, file: SubmittedFile) -> bytes:
    package = Package.read(file.content)
    take_out_own_sheet(package)
    notes = []
    if drop_macros(package):
        notes.append(answer.words.text("note_macros"))
    titles = {(file.origin.name, sheet.name): sheet.name for sheet in book_sheets(package)}
    return _finished(answer, package, [file.origin.name], titles, notes)


def _marked_copy(project: Project, answer: Answer, files: Sequence[SubmittedFile], note: str) -> bytes:
    wishes: list[str] = []
    read: list[tuple[tuple[str, str], Sheet]] = []
    for file in files:
        name = file.origin.name
        read_file = read_spreadsheet(name, file.content)
        if isinstance(read_file, Refusal):
            continue
        for sheet in read_file.sheets:
            if not _is_csv(file) and sheet.name.strip().casefold() in OWN_SHEET_NAMES:
                continue
            read.append(((name, sheet.name), sheet))
            wishes.append(_csv_title(project, answer, file, sheet) if _is_csv(file) else sheet.name)
    names = [file.origin.name for file in files]
    if not read:
        return _without_cells(answer, names)
    titles = sheet_titles(wishes)
    content = rebuilt_workbook([(title, sheet) for title, (_, sheet) in zip(titles, read, strict=True)])
    places = {place: title for title, (place, _) in zip(titles, read, strict=True)}
    notes = [answer.words.text(note)]
    if note in _NOTES_OF_COPIES and (answer.is_to_be_corrected or answer.is_to_be_checked):
        notes.append(answer.words.text("note_send_one"))
    return _finished(answer, Package.read(content), names, places, [" ".join(notes)])


def _csv_title(project: Project, answer: Answer, file: SubmittedFile, sheet: Sheet) -> str:
    """Return the table's own name, by which the answer is read when it comes back, else the file's."""
    table = table_by_name(project.tables).get(fold(sheet.name))
    if table is None:
        table = next(iter(read_files(project, "", "", [file])[0]), None)
    return answer.words.say(project.tables[table].name) if table else sheet.name


def _without_cells(answer: Answer, files: Sequence[str]) -> bytes:
    return _finished(answer, bare_package(), files, {}, [])


def _finished(
    answer: Answer,
    package: Package,
    files: Sequence[str],
    titles: Mapping[tuple[str, str], str],
    notes: Sequence[str],
) -> bytes:
    findings = answer.of_files(files)
    styles = add_styles(package)
    marks = _marks(answer, findings, titles)
    threads: list[str] = []
    for sheet in book_sheets(package):
        if sheet.kind == "worksheet":
            cells = mark_sheet(package, sheet.part, marks.get(sheet.name, {}), styles)
            threads += [f"{sheet.name}!{cell}" for cell in cells]
        else:
            unselect_tab(package, sheet.part)
    notes = [*notes, *([answer.words.text("note_threads", cells=", ".join(threads))] if threads else [])]
    words = answer.words
    wishes = (words.text("sheet_name"), words.text("second_sheet_name"))
    put_own_sheet_first(package, wishes, own_sheet(answer, findings, notes, titles, styles))
    return package.to_bytes()


def _marks(
    answer: Answer, findings: Sequence[ListedFinding], titles: Mapping[tuple[str, str], str]
) -> dict[str, dict[str, CellMark]]:
    """Return the marks by the sheet's name in this workbook and the cell, in the order of rows and columns."""
    by_cell: dict[tuple[str, str], list[ListedFinding]] = {}
    for finding in findings:
        title = titles.get((finding.file, finding.sheet))
        if title and finding.cell:
            by_cell.setdefault((title, finding.cell), []).append(finding)
    marks: dict[str, dict[str, CellMark]] = {}
    for title, cell in sorted(by_cell, key=lambda place: (place[0], cell_place(place[1]) or (0, 0))):
        found = by_cell[title, cell]
        worst = min((one.severity for one in found), key=_SEVERITY_ORDER.index)
        comment = "\n\n".join(_comment(answer, one) for one in found)
        marks.setdefault(title, {})[cell] = CellMark(worst, f"{AUTHOR}\n{comment}")
    return marks


def _comment(answer: Answer, finding: ListedFinding) -> str:
    words = answer.words
    kind = words.text(f"severity_{finding.severity}")
    return f"{kind} {finding.code}: {finding.message}\n{words.text('fix')}: {finding.fix}"


def _is_csv(file: SubmittedFile) -> bool:
    return file.origin.name.lower().endswith(".csv")
