"""Reads one cell's text as the type of its column; what cannot be read is named, never guessed."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from config.models import Column
from config.quarters import Quarter
from config.texts import LANGUAGES, Text
from tasks.clean.business_ids import clean_business_id, has_valid_check_digit
from tasks.collect.labels import fold

_MINUS_SIGNS = str.maketrans({"−": "-", "–": "-"})
_BLANKS = re.compile(r"[\s\u00a0\u202f\u2009']+")
_TRUE = ("kyllä", "k", "ja", "j", "yes", "y", "true", "tosi", "sant", "x", "1")
_FALSE = ("ei", "e", "nej", "n", "no", "false", "epätosi", "falskt", "0")


@dataclass(frozen=True)
class Unreadable:
    """A cell that cannot be read: the last two digits of its message's code."""

    number: str


CellValue = str | int | float | bool | dt.datetime | Unreadable
CellReader = Callable[[str], CellValue]


def cell_reader(column: Column, code_lists: Mapping[str, Mapping[str, Text]]) -> CellReader:
    """Return the function that reads the cells of a column."""
    if column.type in ("code", "code_list"):
        codes = _codes_by_label(code_lists[column.codes or ""])
        return _code_list_reader(codes) if column.type == "code_list" else _code_reader(codes)
    return _READERS[column.type]


def read_number(text: str) -> Decimal | None:
    """Return a number written the Finnish or the English way, or None.

    Blanks (also no-break ones) and apostrophes separate thousands. A single comma or point is the decimal mark; when
    both occur, the last of them is, and the other one separates thousands. A euro sign behind is dropped.
    """
    plain = _BLANKS.sub("", text.translate(_MINUS_SIGNS)).removesuffix("€").removesuffix("EUR").removesuffix("%")
    if "," in plain and "." in plain:
        mark = max(",", ".", key=plain.rfind)
        other = "," if mark == "." else "."
        if plain.count(mark) > 1 or not re.fullmatch(rf"-?\d{{1,3}}({re.escape(other)}\d{{3}})+", plain.split(mark)[0]):
            return None
        plain = plain.replace(other, "").replace(mark, ".")
    else:
        plain = plain.replace(",", ".")
    if not re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", plain, re.IGNORECASE):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _read_float(text: str) -> CellValue:
    number = read_number(text)
    return Unreadable("02") if number is None else float(number)


def _read_integer(text: str) -> CellValue:
    number = read_number(text)
    if number is None:
        return Unreadable("02")
    return int(number) if number == number.to_integral_value() and abs(number) < 10**15 else Unreadable("03")


def _read_money(text: str) -> CellValue:
    number = read_number(text)
    if number is None:
        return Unreadable("02")
    return float(number.quantize(Decimal("0.01")))


def _read_date(text: str) -> CellValue:
    plain = text.strip().split(" ")[0].split("T")[0]
    for pattern in (r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4})"):
        match = re.fullmatch(pattern, plain)
        if match:
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
    plain = text.strip().lower()
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
    match = re.fullmatch(r"(?:KU)?0*(\d{1,3})", text.strip(), re.IGNORECASE)
    return match[1].zfill(3) if match else Unreadable("07")


def _read_quarter(text: str) -> CellValue:
    try:
        return str(Quarter.parse(text))
    except ValueError:
        return Unreadable("07")


def _read_url(text: str) -> CellValue:
    plain = text.strip()
    if re.fullmatch(r"https?://[^\s<>\"]+\.[^\s<>\"]+", plain):
        return plain
    return f"https://{plain}" if re.fullmatch(r"www\.[^\s<>\"]+\.[^\s<>\"]+", plain) else Unreadable("07")


def _read_text(text: str) -> CellValue:
    return re.sub(r"\s+", " ", _without_control_characters(text)).strip()


def _read_long_text(text: str) -> CellValue:
    lines = _without_control_characters(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _without_control_characters(text: str) -> str:
    """Return the text without characters that no Word file may hold; Excel writes some as `_x000D_`."""
    plain = re.sub(r"_x000[dD]_", "", text)
    return "".join(
        c for c in plain if c in "\n\t" or (ord(c) >= 32 and not 0xD800 <= ord(c) <= 0xDFFF and c != "\ufffe")
    )


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
