"""Finds which table a sheet is and which column a heading is, whatever the language, case and blanks."""

import re
import unicodedata
from collections.abc import Mapping

from config.contracts import TableContract
from config.texts import LANGUAGES


def fold(text: str) -> str:
    """Return a text as it is compared: without case, blanks and punctuation, so `Toimijan  tunnus*` finds its label."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[^\w€]+", "", plain).replace("_", "")


def table_by_name(tables: Mapping[str, TableContract]) -> dict[str, str]:
    """Return the folded names and labels of all tables, each with its table."""
    names = {fold(table.id): table.id for table in tables.values()}
    for table in tables.values():
        names |= {fold(table.name.in_language(language)): table.id for language in LANGUAGES}
    return names


def column_by_label(table: TableContract) -> dict[str, str]:
    """Return the folded names and labels of a table's columns, each with its column."""
    labels = {fold(name): name for name in table.columns}
    for name, column in table.columns.items():
        labels |= {fold(column.label.in_language(language)): name for language in LANGUAGES}
    return labels


def column_letter(index: int) -> str:
    """Return the spreadsheet letter of a column: 0 is A, 26 is AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
