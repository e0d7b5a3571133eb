"""Finds personal data that no text asks for: Finnish identity codes, e-mail addresses and telephone numbers."""

import re
import unicodedata
from collections.abc import Hashable
from dataclasses import replace
from string import Formatter

import pandas as pd

from config.contracts import TableContract
from config.models import Project
from config.texts import Text
from tasks.findings import Finding, Place, finding_at
from tasks.submissions import CleanTable

HIDDEN = "•••"
"""Stands for a cell whose value is not repeated."""

_CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_CENTURIES = {"+": 1800, **dict.fromkeys("-YXWVU", 1900), **dict.fromkeys("ABCDEF", 2000)}
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_IDENTITY_CODE = re.compile(
    r"(?<![0-9A-Za-z])(\d{2})\.?(\d{2})\.?(\d{2})(\s?-\s?|[+A-FU-Y])(\d{3})([0-9A-Y])(?![0-9A-Za-z])", re.I
)
# Where a text itself says what it is, a slip of the pen in the code makes it no less personal.
_NAMED_IDENTITY_CODE = re.compile(
    r"\b(?:henkilötunnu|hetu|sotu|personbeteckning|personnummer|identity code)[^\d\n]{0,12}"
    r"\d{6}\s?[-+A-FU-Y]\s?\d{3}[0-9A-Y]\b",
    re.I,
)
_KNOWN_END = r"\s?\.\s?(?:fi|com|net|org|eu)\b"
_EMAIL = re.compile(
    r"[\w.+%-]+(?:@|\s?[(\[](?:at|ät)[)\]]\s?)[\w-]+(?:\.[\w-]+)+"
    rf"|[\w.+%-]+(?:\s?@\s|@|\s?[(\[](?:at|ät|a)[)\]]\s?)[\w-]+(?:\.[\w-]+)*{_KNOWN_END}"
    rf"|[^\W\d]+\.[^\W\d]+\s(?:at|ät)\s[\w-]+(?:\.[\w-]+)*{_KNOWN_END}",
    re.I,
)
# What an address cannot do without, and a code or a number: most texts have neither and need no slower search.
_AT = re.compile(r"@|[(\[](?:at|ät|a)[)\]]|\s(?:at|ät)\s", re.I)
_SIX_DIGITS = re.compile(r"\d(?:\D*\d){5}")
_MORE_DIGITS = r"(?:[ -]?\d)"
_COUNTRIES = "358|354|372|371|370|31|32|33|34|39|41|43|44|45|46|47|48|49"
_MOBILE = r"(?:4\d|50)"
_AREA = r"(?:1[03-9]|2[09]?|3|5|6|8|9)"
# An amount of money in groups of three must not pass for a number: so no digit before a blank, and no currency behind.
# 0037 and a Business ID make an address for electronic invoices.
_PHONE = re.compile(
    r"(?<![\w+,.-])(?<!\d )(?:"
    rf"(?!0037\d{{8}}\b)(?:\+|00)(?:{_COUNTRIES}){_MORE_DIGITS}{{7,12}}(?! ?\d)"
    rf"|358[ -]?{_MOBILE}{_MORE_DIGITS}{{6,8}}"
    rf"|\(?0{_MOBILE}\)?/?{_MORE_DIGITS}{{6,8}}"
    rf"|0{_MOBILE}\d?\.\d{{3}}\.\d{{3,4}}"
    rf"|\(?0{_AREA}\d?\)?[ -](?!(?:19|20)\d\d\b)(?={_MORE_DIGITS}{{6,8}}(?! ?\d))\d{{3,4}}(?:[ -]?\d{{2,4}}){{1,2}}"
    r")(?!\w|[-.,]\d| ?(?:€|%|eur))",
    re.I,
)
_PHONE_WORD = re.compile(
    r"\b(?:puh|puhelin(?:numero\w*)?|gsm|tel|tfn|telefon(?:nummer\w*)?|p(?=[.:]))[.:]* *[(+]?\d[\d ()-]{5,}\d", re.I
)
_DROPPED_ZERO = re.compile(r" ?\(0\) ?")
_SCANNED = ("text", "long_text", "id", "id_list")
_HEADING_CODES = ("COL-001", "COL-003")
"""What repeats a heading: a misplaced heading row may hold a person's data."""


def personal_data_code(text: str, *, is_id: bool = False) -> str | None:
    """Return the code of the first kind of personal data in a text, or None; an id may look like a telephone number."""
    if holds_identity_code(text):
        return "PER-001"
    plain = _plain(text)
    if _AT.search(plain) and _EMAIL.search(plain):
        return "PER-002"
    return "PER-003" if not is_id and (_holds_phone_number(plain) or _PHONE_WORD.search(plain)) else None


def _holds_phone_number(plain: str) -> bool:
    return _SIX_DIGITS.search(plain) is not None and _PHONE.search(_DROPPED_ZERO.sub(" ", plain)) is not None


def _plain(text: str) -> str:
    """Return a text with its many blanks, dashes and full-width signs written in the plain way."""
    return unicodedata.normalize("NFKC", text).translate(_DASHES)


def holds_identity_code(text: str) -> bool:
    """Return whether a text holds a Finnish identity code: a real day, its century's separator, the check character.

    The separators that were added in 2023 count too (Y, X, W, V, U for the 1900s, B to F for the 2000s). Behind a word
    such as `henkilötunnus` a code counts even when its check character is wrong.
    """
    plain = _plain(text)
    if not _SIX_DIGITS.search(plain):
        return False
    for match in _IDENTITY_CODE.finditer(plain):
        day, month, year, separator, number, check = match.groups()
        century = _CENTURIES[separator.strip().upper()]
        if _CHECK_CHARACTERS[int(day + month + year + number) % 31] == check.upper() and _is_day(
            century + int(year), int(month), int(day)
        ):
            return True
    return _NAMED_IDENTITY_CODE.search(plain) is not None


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= pd.Period(year=year, month=month, freq="M").days_in_month


def quarantined(
    project: Project, table: CleanTable, town: str, quarter: str
) -> tuple[CleanTable, list[Finding], frozenset[str]]:
    """Return a table without the rows that hold personal data, a finding for each such cell, and the rows left out.

    The sheet of contact persons is exempt: personal data is what it is for.
    """
    contract = project.tables[table.table]
    if contract.restricted:
        return table, [], frozenset()
    findings = []
    for column in _scanned_columns(contract):
        for row, code in _hits(table.frame[column], is_id=contract.columns[column].type.startswith("id")):
            source_ref = str(table.frame.at[row, "source_ref"])
            letter = table.letters.get(column, "")
            cell = f"{letter}{source_ref.rpartition('!')[2]}" if letter else ""
            place = Place(town, quarter, table.table, source_ref, cell, column, HIDDEN)
            findings.append(finding_at(place, code, project.messages[code], column=contract.columns[column].label))
    rows = frozenset(finding.source_ref for finding in findings)
    kept = table.frame[~table.frame["source_ref"].isin(list(rows))].reset_index(drop=True) if rows else table.frame
    return replace(table, frame=kept), findings, rows


def _scanned_columns(contract: TableContract) -> list[str]:
    return [name for name, column in contract.columns.items() if column.type in _SCANNED]


def _hits(cells: pd.Series, *, is_id: bool) -> list[tuple[Hashable, str]]:
    """Return the rows of a column whose cell holds personal data, with the kind; equal cells are read once."""
    codes: dict[str, str] = {}
    for text in cells.dropna().unique():
        code = personal_data_code(text, is_id=is_id)
        if code:
            codes[text] = code
    return [(row, codes[text]) for row, text in cells.items() if text in codes] if codes else []


def concealed(project: Project, finding: Finding) -> Finding:
    """Return a finding that repeats no cell of a restricted table and no personal data."""
    contract = project.tables.get(finding.table)
    is_restricted = contract is not None and contract.restricted
    if finding.value == HIDDEN:
        return finding
    repeats_cell = is_restricted and (finding.value != "" or finding.code in _HEADING_CODES)
    if not repeats_cell and not any(personal_data_code(text) for text in (finding.value, finding.message.fi)):
        return finding
    message = project.messages.get(finding.code)
    if message is None or contract is None:
        return _without_words(finding)
    column = contract.columns.get(finding.column)
    names = {name for text in (message.message, message.fix) for _, name, _, _ in Formatter().parse(text.fi) if name}
    known = {"column": column.label, "help": column.help} if column else {}
    place = Place(
        finding.town, finding.quarter, finding.table, finding.source_ref, finding.cell, finding.column, HIDDEN
    )
    return finding_at(place, finding.code, message, **{name: known.get(name, HIDDEN) for name in names - {"value"}})


def _without_words(finding: Finding) -> Finding:
    """Return a finding whose words are those of personal data: its own cannot be told apart from the cell's."""
    text = Text(
        fi="Solun sisältö on tarkistettava. Tekstiä ei toisteta.",
        sv="Cellens innehåll ska kontrolleras. Texten upprepas inte.",
        en="The cell is to be checked. Its text is not repeated.",
    )
    fix = Text(fi="Tarkista solu.", sv="Kontrollera cellen.", en="Check the cell.")
    return replace(finding, message=text, fix=fix, value=HIDDEN)
