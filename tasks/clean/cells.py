"""Reads one cell's text as the type of its column; what cannot be read is named, never guessed."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from config.contracts import Column
from config.quarters import Quarter
from config.texts import LANGUAGES, Text, number_text
from tasks.clean.business_ids import clean_business_id, has_valid_check_digit
from tasks.clean.numbers import LARGEST, has_two_readings, read_number
from tasks.collect.characters import visible
from tasks.collect.labels import fold

_LENGTH_LIMITS: Mapping[str, int] = {
    "long_text": 40_000, "text": 4_000, "url": 2_000, "id_list": 32_767, "code_list": 4_000,
}  # fmt: skip
_SHORT_LENGTH_LIMIT = 200
_CENT, _ARITHMETIC_NOISE = Decimal("0.01"), Decimal("0.000001")
_FIRST_YEAR, _LAST_YEAR = 1800, 2199
_TRUE = ("kyllä", "k", "ja", "j", "yes", "y", "true", "tosi", "sant", "x", "1")
_FALSE = ("ei", "e", "nej", "n", "no", "false", "epätosi", "falskt", "0")


@dataclass(frozen=True)
class Unreadable:
    """A cell that cannot be read: the last two digits of its message's code."""

    number: str


CellValue = str | int | float | bool | dt.datetime | Unreadable
CellReader = Callable[[str], CellValue]


def length_limit(column: Column) -> int:
    """Return how many characters a cell of a column may have; a longer one is told, not cut."""
    return _LENGTH_LIMITS.get(column.type, _SHORT_LENGTH_LIMIT)


def cell_reader(column: Column, code_lists: Mapping[str, Mapping[str, Text]]) -> CellReader:
    """Return the function that reads the cells of a column; it gives an empty text for a cell that holds nothing."""
    limit = length_limit(column)
    read = _reader_of_type(column, code_lists)

    def read_cell(text: str) -> CellValue:
        plain = visible(text)
        if not plain.strip():
            return ""
        return Unreadable("11") if len(plain) > limit else read(plain)

    return read_cell


def _reader_of_type(column: Column, code_lists: Mapping[str, Mapping[str, Text]]) -> CellReader:
    if column.type in ("code", "code_list"):
        codes = _codes_by_label(code_lists[column.codes or ""])
        return _code_list_reader(codes) if column.type == "code_list" else _code_reader(codes)
    return _READERS[column.type]


def _read_float(text: str) -> CellValue:
    number = read_number(text)
    if number is None or abs(number) >= LARGEST:
        return Unreadable("02")
    # Three decimals behind a comma are common in Finnish; behind a point they are as often thousands.
    return Unreadable("10") if has_two_readings(text) and "." in text else float(number) + 0.0


def _read_integer(text: str) -> CellValue:
    number = read_number(text)
    if number is None:
        return Unreadable("02")
    if has_two_readings(text):
        return Unreadable("10")
    return int(number) if abs(number) < LARGEST and number == number.to_integral_value() else Unreadable("03")


def _read_money(text: str) -> CellValue:
    number = read_number(text)
    if number is None or abs(number) >= LARGEST:
        return Unreadable("02")
    return Unreadable("10") if has_two_readings(text) else float(number.quantize(_CENT)) + 0.0


def rounded_to_cents(text: str) -> Text | None:
    """Return the amount that is used for a sum of money, such as `12,35`, or None where it is the one written.

    The traces of binary arithmetic that spreadsheet programs leave far behind the comma are no decimals.
    """
    number = read_number(text)
    if number is None or abs(number) >= LARGEST:
        return None
    used = number.quantize(_CENT)
    return number_text(float(used)) if abs(number - used) > _ARITHMETIC_NOISE else None


def _read_date(text: str) -> CellValue:
    plain = re.sub(r"(?:\s+klo)?(?:\s+|T)[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:\.[0-9]+)?)?Z?$", "", text.strip())
    for pattern in (
        r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})",
        r"(?P<d>[0-9]{1,2})\.\s?(?P<m>[0-9]{1,2})\.\s?(?P<y>[0-9]{4})",
        r"(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})/(?P<y>[0-9]{4})",
    ):
        match = re.fullmatch(pattern, plain)
        if match and _FIRST_YEAR <= int(match["y"]) <= _LAST_YEAR:
            try:
                return dt.datetime(int(match["y"]), int(match["m"]), int(match["d"]))  # noqa: DTZ001
            except ValueError:
                return Unreadable("05")
    return Unreadable("05")


def _read_boolean(text: str) -> CellValue:
    word = text.strip().casefold()
    if word in _TRUE:
        return True
    return False if word in _FALSE else Unreadable("06")


def _read_id(text: str) -> CellValue:
    # Letters such as ä come composed or as a letter and a mark; an id has one form, or links would miss it.
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text.strip()).lower())
    return plain if re.fullmatch(r"[^\s,;!]+", plain) else Unreadable("07")


def _read_id_list(text: str) -> CellValue:
    ids = [_read_id(part) for part in re.split(r"[,;\n]", text) if part.strip()]
    return ",".join(str(i) for i in ids) if not any(isinstance(i, Unreadable) for i in ids) else Unreadable("07")


def _read_business_id(text: str) -> CellValue:
    business_id = clean_business_id(text)
    if business_id is None:
        return Unreadable("07")
    return business_id if has_valid_check_digit(business_id) else Unreadable("08")


def _read_municipality_code(text: str) -> CellValue:
    match = re.fullmatch(r"(?:KU)?0*([0-9]{1,3})", text.strip(), re.IGNORECASE)
    return match[1].zfill(3) if match else Unreadable("07")


def _read_quarter(text: str) -> CellValue:
    try:
        quarter = Quarter.parse(text)
    except ValueError:
        return Unreadable("07")
    return str(quarter) if _FIRST_YEAR <= quarter.year <= _LAST_YEAR else Unreadable("07")


def _read_url(text: str) -> CellValue:
    plain = text.strip()
    if re.fullmatch(r"https?://[^\s<>\"]+\.[^\s<>\"]+", plain):
        return plain
    return f"https://{plain}" if re.fullmatch(r"www\.[^\s<>\"]+\.[^\s<>\"]+", plain) else Unreadable("07")


def _read_text(text: str) -> CellValue:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def _read_long_text(text: str) -> CellValue:
    lines = re.split(r"\r\n|[\r\n\x85\u2028\u2029]", unicodedata.normalize("NFC", text))
    return "\n".join(line.rstrip() for line in lines).strip()


def _codes_by_label(code_list: Mapping[str, Text]) -> dict[str, str]:
    codes: dict[str, str] = {}
    for code, label in code_list.items():
        codes |= {fold(label.in_language(language)): code for language in LANGUAGES}
    # The codes themselves win over a label of another code that happens to read the same.
    return codes | {fold(code): code for code in code_list}


def _code_reader(codes: Mapping[str, str]) -> CellReader:
    return lambda text: codes.get(fold(text), Unreadable("04"))


def _code_list_reader(codes: Mapping[str, str]) -> CellReader:
    def read(text: str) -> CellValue:
        parts = [codes.get(fold(part)) for part in re.split(r"[,;\n]", text) if part.strip()]
        return Unreadable("04") if None in parts else ",".join(str(part) for part in parts)

    return read


_READERS: Mapping[str, CellReader] = {
    "id": _read_id,
    "id_list": _read_id_list,
    "text": _read_text,
    "long_text": _read_long_text,
    "integer": _read_integer,
    "year": _read_integer,
    "number": _read_float,
    "money": _read_money,
    "date": _read_date,
    "boolean": _read_boolean,
    "business_id": _read_business_id,
    "municipality_code": _read_municipality_code,
    "quarter": _read_quarter,
    "url": _read_url,
}
