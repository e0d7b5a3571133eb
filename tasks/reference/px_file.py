"""Reads a table in the file format PX, which the pages of statistical services save."""

import re
from collections.abc import Mapping, Sequence

from tasks.reference.table import StatisticalTable, TableError, lay_out

_KEYWORD = re.compile(
    r"""\s*(?P<name>[A-Z][A-Z0-9-]*)(?:\[[a-z-]+\])?\s*(?:\(\s*(?P<of>"[^"]*")[^)]*\))?\s*=""", re.VERBOSE
)
_STRING = re.compile(r'"([^"]*)"')
_DATUM = re.compile(r'"[^"]*"|[^\s,;"]+')
_MISSING = re.compile(r'"?\.{1,6}"?')
_NIL = ("-", '"-"')
_YEARS = re.compile(r'TLIST\(A\d+\s*,\s*"(\d{4})"-"(\d{4})"\)')


def read_px(content: bytes) -> StatisticalTable:
    """Return the table of a PX file.

    Understood are strings of several lines, values and codes of each variable, a second language (left out), a list of
    years given as an interval, the codes `.` to `......` of missing values and `-`, which the format calls nil: there
    is nothing to count, so it is read as 0. The text is read as what CODEPAGE says, else as UTF-8, else as
    Windows-1252.

    Raises:
        TableError: It is not a PX file, or the number of its values does not agree with its variables.
    """
    keywords, data = _split(_decode(content))
    variables = [*_strings(keywords, "STUB"), *_strings(keywords, "HEADING")]
    if not variables:
        raise TableError("it names no variables (STUB and HEADING), so it is not a PX file")
    codes = {name: _codes(keywords, name) for name in variables}
    values = [_number(datum) for datum in _DATUM.findall(data)]
    title = "".join(_strings(keywords, "TITLE") or _strings(keywords, "DESCRIPTION") or _strings(keywords, "CONTENTS"))
    updated = next((value for (name, _), value in keywords.items() if name == "LAST-UPDATED"), "")
    return StatisticalTable(title, _day_of("".join(_STRING.findall(updated))), lay_out(codes, values))


def _number(datum: str) -> str:
    if datum in _NIL:
        return "0"
    return "" if _MISSING.fullmatch(datum) else datum


def _decode(content: bytes) -> str:
    named = re.search(rb'CODEPAGE\s*=\s*"([^"]+)"', content[:4096])
    encodings = [named[1].decode("ascii", errors="replace")] if named else []
    for encoding in (*encodings, "utf-8-sig"):
        try:
            return content.decode(encoding).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", errors="replace")


def _split(text: str) -> tuple[dict[tuple[str, str], str], str]:
    """Return the keywords with the variable that they speak of, each with its raw value, and the raw data."""
    keywords: dict[tuple[str, str], str] = {}
    place = 0
    while found := _KEYWORD.match(text, place):
        end = _end_of_value(text, found.end())
        of = (found["of"] or "").strip('"')
        if found["name"] == "DATA":
            return keywords, text[found.end() : end]
        # The file's own language comes first.
        keywords.setdefault((found["name"], of), text[found.end() : end])
        place = end + 1
    raise TableError("it has no DATA, so it is not a PX file or it was cut off")


def _end_of_value(text: str, start: int) -> int:
    """Return where the semicolon stands that is in no string."""
    place, is_inside = start, False
    while place < len(text):
        if text[place] == '"':
            is_inside = not is_inside
        elif text[place] == ";" and not is_inside:
            return place
        place += 1
    raise TableError("its last keyword does not end in a semicolon, so it was cut off")


def _strings(keywords: Mapping[tuple[str, str], str], name: str) -> list[str]:
    return _joined(keywords.get((name, ""), ""))


def _joined(raw: str) -> list[str]:
    """Return the strings of a list; two without a comma between them are one that was broken over lines."""
    return ["".join(_STRING.findall(run)) for run in re.findall(r'"[^"]*"(?:\s*"[^"]*")*', raw)]


def _codes(keywords: Mapping[tuple[str, str], str], variable: str) -> Sequence[str]:
    """Return the codes of a variable, or its values where it has no codes."""
    for name in ("CODES", "VALUES"):
        if (name, variable) in keywords:
            return _joined(keywords[name, variable])
    years = _YEARS.search(keywords.get(("TIMEVAL", variable), ""))
    if years:
        return [str(year) for year in range(int(years[1]), int(years[2]) + 1)]
    raise TableError(f"it has no values for the variable '{variable}'")


def _day_of(updated: str) -> str:
    """Return a time such as `20220915 08:00` as `2022-09-15`; what is written otherwise stays."""
    day = re.match(r"(\d{4})(\d{2})(\d{2})", updated)
    return "-".join(day.groups()) if day else updated
