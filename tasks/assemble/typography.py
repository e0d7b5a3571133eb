"""How numbers, dates and lists of words are written in Finnish, Swedish and English."""

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from config.texts import Language

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
EN_DASH = "\u2013"

_THOUSANDS: dict[Language, str] = {"fi": NO_BREAK_SPACE, "sv": NO_BREAK_SPACE, "en": ","}
_DECIMAL_POINT: dict[Language, str] = {"fi": ",", "sv": ",", "en": "."}
_LAST_WORD: dict[Language, str] = {"fi": "ja", "sv": "och", "en": "and"}
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def format_number(value: float | int | Decimal, decimals: int, language: Language) -> str:
    """Return a number as a reader of the language writes it, halves rounded away from zero.

    Raises:
        ValueError: The number is not finite.
    """
    rounded = _rounded(value, decimals)
    whole, _, fraction = f"{abs(rounded):,f}".partition(".")
    text = whole.replace(",", _THOUSANDS[language])
    if fraction:
        text += _DECIMAL_POINT[language] + fraction
    return f"{MINUS}{text}" if rounded < 0 else text


def format_pct(value: float | int | Decimal, decimals: int, language: Language) -> str:
    """Return a percentage, such as `12,5 %` or in English `12.5%`."""
    gap = "" if language == "en" else NO_BREAK_SPACE
    return f"{format_number(value, decimals, language)}{gap}%"


def format_eur(value: float | int | Decimal, language: Language) -> str:
    """Return an amount in whole euros, such as `629 996 €` or in English `€629,996`."""
    if language == "en":
        amount = format_number(value, 0, language)
        return f"{MINUS}€{amount[1:]}" if amount.startswith(MINUS) else f"€{amount}"
    return f"{format_number(value, 0, language)}{NO_BREAK_SPACE}€"


def format_date(day: dt.date, language: Language) -> str:
    """Return a date, such as `30.6.2022` or in English `30 June 2022`."""
    if language == "en":
        return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"
    return f"{day.day}.{day.month}.{day.year}"


def format_range(low: float | Decimal, high: float | Decimal, decimals: int, language: Language) -> str:
    """Return a range with an en dash; spaces stand around it where a minus sign would run into it."""
    ends = (format_number(low, decimals, language), format_number(high, decimals, language))
    gap = NO_BREAK_SPACE if any(end.startswith(MINUS) for end in ends) else ""
    return f"{gap}{EN_DASH}{gap}".join(ends)


def join_words(words: Sequence[str], language: Language) -> str:
    """Return words as a list in running text, such as `A, B ja C`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {_LAST_WORD[language]} {words[-1]}"


def _rounded(value: float | int | Decimal, decimals: int) -> Decimal:
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if not number.is_finite():
        raise ValueError(f"{value} cannot be written as a number")
    rounded = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def in_sentence(words: str) -> str:
    """Return words that begin with a capital as they stand inside a sentence; an abbreviation keeps its capitals."""
    return words if words[:2].isupper() and not words[1:2].isspace() else words[:1].lower() + words[1:]
