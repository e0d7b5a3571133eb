"""The harmless variation that people bring into a form: it must be read, and must not be a finding."""

import datetime as dt
from collections.abc import Callable, Sequence

from cli.sample.phrases import SampleLanguage
from cli.sample.sheets import Sheet
from config.models import Project

Sheets = dict[str, Sheet]
Habit = Callable[[Project, Sheets, SampleLanguage], None]

_HABITS_A_TOWN = 4
_NO_BREAK_SPACE = "\u00a0"


def apply_habits(project: Project, sheets: Sequence[Sheet], language: SampleLanguage, town_index: int) -> None:
    """Change planned sheets in the ways of one town; neighbouring towns have other ways."""
    by_table = {sheet.table: sheet for sheet in sheets}
    for turn in range(_HABITS_A_TOWN):
        HABITS[(town_index * 3 + turn) % len(HABITS)](project, by_table, language)


def write_headings_in_capitals(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Write the headings of the actors in capitals, with a blank behind some."""
    sheet = sheets["actors"]
    sheet.header = [word.upper() + (" " if place % 3 == 0 else "") for place, word in enumerate(sheet.header)]


def double_blanks_in_headings(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Put double blanks into the headings of the key figures and a capital name on the sheet."""
    sheet = sheets["key_figures"]
    sheet.header = [word.replace(" ", "  ") for word in sheet.header]
    sheet.name = sheet.name.upper()


def write_codes_for_labels(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Write the machine codes of the sectors in place of their labels."""
    for table, column in (("actors", "primary_sector"), ("competence_gaps", "sector")):
        sheet, place = sheets[table], sheets[table].place(column)
        codes = {label.in_language(language): code for code, label in project.code_lists["sector"].items()}
        for row in sheet.rows:
            row[place] = codes[str(row[place])]


def write_labels_in_lower_case(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Write the actor types and link types in lower case, some with a blank behind."""
    for table, column in (("actors", "actor_type"), ("links", "link_type")):
        place = sheets[table].place(column)
        for number, row in enumerate(sheets[table].rows):
            row[place] = str(row[place]).lower() + (" " if number % 5 == 0 else "")


def write_thousands_with_blanks(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Write turnover as text, 1 234 000, with a plain or a no-break blank."""
    sheet = sheets["key_figures"]
    place = sheet.place("turnover_eur")
    for number, row in enumerate(sheet.rows):
        amount = row[place]
        if isinstance(amount, int):
            row[place] = f"{amount:,}".replace(",", " " if number % 2 else _NO_BREAK_SPACE)


def write_decimal_comma_as_text(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Write person-years as text with a decimal comma."""
    sheet = sheets["key_figures"]
    place = sheet.place("rd_person_years")
    for row in sheet.rows:
        row[place] = str(row[place]).replace(".", ",")


def write_dates_as_text(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Write the days on which gaps were identified as text."""
    sheet = sheets["competence_gaps"]
    place = sheet.place("identified_date")
    for row in sheet.rows:
        day = row[place]
        if isinstance(day, dt.date):
            row[place] = f"{day.day}.{day.month}.{day.year}"


def move_columns(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Put the source of the links first and leave a blank row between the links and the last ones."""
    sheet = sheets["links"]
    for words in (sheet.columns, sheet.header):
        words.insert(0, words.pop())
    for cells in sheet.rows:
        cells.insert(0, cells.pop())
    sheet.rows.insert(len(sheet.rows) - 5, [None] * len(sheet.columns))


def write_years_as_text(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Write the years of the maturity scores as text."""
    sheet = sheets["maturity_scores"]
    for row in sheet.rows:
        row[sheet.place("year")] = str(row[sheet.place("year")])


HABITS: tuple[Habit, ...] = (
    write_headings_in_capitals,
    write_thousands_with_blanks,
    write_codes_for_labels,
    write_dates_as_text,
    write_labels_in_lower_case,
    write_decimal_comma_as_text,
    double_blanks_in_headings,
    move_columns,
    write_years_as_text,
)
