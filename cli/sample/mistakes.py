"""The mistakes of the faulty submission: each is one that people make, and each has its own finding."""

import datetime as dt
from collections.abc import Callable, Sequence

from cli.sample.phrases import SampleLanguage
from cli.sample.sheets import Sheet
from config.loading import TOTAL_SECTOR
from config.models import Project

Sheets = dict[str, Sheet]
Mistake = Callable[[Project, Sheets, SampleLanguage], None]

_WORDS = {
    "fi": {
        "about": "noin 120",
        "notes": "Huomautuksia",
        "note": "Tarkistettava",
        "country": "Pohjoismaat",
        "person": "Lisätietoja: etunimi.sukunimi@example.org",
        "no": "Ei",
    },
    "sv": {
        "about": "cirka 120",
        "notes": "Anmärkningar",
        "note": "Kontrolleras",
        "country": "Norden",
        "person": "Mer information: fornamn.efternamn@example.org",
        "no": "Nej",
    },
}
UNKNOWN_ACTOR_NUMBER = "999"


def make_mistakes(project: Project, sheets: Sequence[Sheet], language: SampleLanguage) -> None:
    """Change planned sheets so that some tables cannot be accepted and others only draw warnings."""
    by_table = {sheet.table: sheet for sheet in sheets}
    for mistake in MISTAKES:
        mistake(project, by_table, language)


def write_words_for_a_count(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Write words into the required count of employees; the table cannot be accepted."""
    sheet = sheets["key_figures"]
    sheet.rows[1][sheet.place("employee_count")] = _WORDS[language]["about"]


def export_more_than_turnover(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Write exports that are greater than the turnover of the same row."""
    sheet = sheets["key_figures"]
    row = next(r for r in sheet.rows[6:] if _number(r[sheet.place("turnover_eur")]) > 0)
    row[sheet.place("export_eur")] = int(_number(row[sheet.place("turnover_eur")]) * 1.4)


def disagreeing_total(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Change the last total of employees, so that it is not the sum of the sectors."""
    sheet = sheets["key_figures"]
    label = project.label("sector_or_total", TOTAL_SECTOR, language)
    row = [r for r in sheet.rows if r[sheet.place("sector")] == label][-1]
    row[sheet.place("employee_count")] = int(_number(row[sheet.place("employee_count")]) * 1.1) + 7


def repeat_a_key(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Give the last gap the id of the first; the table cannot be accepted. Before the mapping there are no two gaps."""
    sheet = sheets["competence_gaps"]
    if len(sheet.rows) > 1:
        sheet.rows[-1][sheet.place("gap_id")] = sheet.rows[0][sheet.place("gap_id")]


def link_to_nobody(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Point a link at an actor that does not exist; the table cannot be accepted."""
    sheet = sheets["links"]
    slug = str(sheets["actors"].rows[0][sheets["actors"].place("actor_id")]).rpartition("-")[0]
    sheet.rows[-2][sheet.place("to_id")] = f"{slug}-{UNKNOWN_ACTOR_NUMBER}"


def wrong_check_digit(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Change the check digit of the first business id."""
    sheet = sheets["actors"]
    place = sheet.place("business_id")
    row = next(r for r in sheet.rows if r[place] is not None)
    number, _, digit = str(row[place]).partition("-")
    row[place] = f"{number}-{(int(digit) + 1) % 10}"


def unknown_code(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Write something that is not in the list as an actor's internationality."""
    sheet = sheets["actors"]
    sheet.rows[3][sheet.place("internationality")] = _WORDS[language]["country"]


def extra_column(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Add a column of notes that the form does not have."""
    sheet = sheets["actors"]
    sheet.columns.append("")
    sheet.header.append(_WORDS[language]["notes"])
    for number, row in enumerate(sheet.rows):
        row.append(_WORDS[language]["note"] if number % 6 == 2 else None)


def score_without_reason(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Leave out the justification of a maturity score."""
    sheet = sheets["maturity_scores"]
    row = [r for r in sheet.rows if r[sheet.place("score")] is not None][-1]
    row[sheet.place("justification")] = None


def date_in_the_future(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Mistype the year of a workshop, so that it lies ten years ahead."""
    sheet = sheets["interviews_workshops"]
    place = sheet.place("event_date")
    day = sheet.rows[-1][place]
    if isinstance(day, dt.date):
        sheet.rows[-1][place] = dt.date(day.year + 10, day.month, min(day.day, 28))


def measure_without_owner(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Leave out who is responsible for a measure that is to be published, once there are measures."""
    sheet = sheets.get("measures")
    if sheet is not None and sheet.rows:
        sheet.rows[0][sheet.place("owner_id")] = None


def more_in_parts_than_in_all(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Give an event fewer participants than its groups have; the table cannot be accepted."""
    sheet = sheets["events_visits"]
    sheet.rows[0][sheet.place("participant_count")] = 3
    sheet.rows[0][sheet.place("business_count")] = 14


def joined_without_actor(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Say that a needed actor has joined, but not which; the table cannot be accepted."""
    sheet = sheets["needed_actors"]
    for row in sheet.rows[:1]:
        row[sheet.place("state")] = project.label("needed_state", "joined", language)
        row[sheet.place("actor_id")] = None


def funder_not_mentioned(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Publish something that does not mention the funder."""
    sheet = sheets["comms_outputs"]
    sheet.rows[0][sheet.place("mentions_funder")] = _WORDS[language]["no"]


def person_in_free_text(project: Project, sheets: Sheets, language: SampleLanguage) -> None:
    """Write a person's e-mail address into a comment; the row is not used."""
    sheet = sheets["service_feedback"]
    sheet.rows[1][sheet.place("comment")] = _WORDS[language]["person"]


def _number(cell: object) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


MISTAKES: tuple[Mistake, ...] = (
    write_words_for_a_count,
    export_more_than_turnover,
    disagreeing_total,
    repeat_a_key,
    link_to_nobody,
    wrong_check_digit,
    unknown_code,
    extra_column,
    score_without_reason,
    date_in_the_future,
    measure_without_owner,
    more_in_parts_than_in_all,
    joined_without_actor,
    funder_not_mentioned,
    person_in_free_text,
)
