"""Reads numbers as people write them; a number that can be read in two ways is not guessed."""

import re
from decimal import Decimal

LARGEST = Decimal(10) ** 15
"""Numbers from here on are no count and no sum of euros, and a float no longer holds their last digit."""

_MINUS_SIGNS = str.maketrans({"−": "-", "–": "-"})
_BLANK = r"[ \t\u00a0\u2007\u2009\u202f'’]"
_PLAIN = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?(e[+-]?[0-9]{1,2})?", re.IGNORECASE)
_GROUPED = re.compile(rf"[+-]?[0-9]{{1,3}}({_BLANK}+[0-9]{{3}})+([.,][0-9]+)?")
_MARKED = re.compile(
    r"[+-]?[0-9]{1,3}(?:(?:\.[0-9]{3})+,[0-9]+|(?:,[0-9]{3})+\.[0-9]+|(?:\.[0-9]{3}){2,}|(?:,[0-9]{3}){2,})"
)
_TWO_READINGS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")


def read_number(text: str) -> Decimal | None:
    """Return a number written the Finnish or the English way, or None.

    Blanks (also no-break ones) and apostrophes part thousands, in groups of three digits. A single comma or point is
    the decimal mark; when both occur, the last of them is, and the other one parts thousands. A mark that occurs more
    than once parts thousands. A euro or per cent sign is dropped.
    """
    plain = _bare(text)
    if _GROUPED.fullmatch(plain):
        plain = re.sub(_BLANK, "", plain)
    elif _MARKED.fullmatch(plain):
        decimal_mark = plain[max(plain.rfind(","), plain.rfind("."))]
        if plain.count(decimal_mark) > 1:
            plain = plain.replace(decimal_mark, "")
        else:
            plain = plain.replace("." if decimal_mark == "," else ",", "")
    elif not _PLAIN.fullmatch(plain):
        return None
    return Decimal(plain.replace(",", "."))


def has_two_readings(text: str) -> bool:
    """Return whether the one mark of a number may as well part thousands: `12.500` is 12500 to some and 12,5 to others.

    With a comma, that is so only where three decimals make no sense; the caller knows.
    """
    return _TWO_READINGS.fullmatch(_bare(text)) is not None


def _bare(text: str) -> str:
    plain = text.translate(_MINUS_SIGNS).strip()
    for sign in ("€", "EUR", "eur", "%"):
        plain = plain.removeprefix(sign).removesuffix(sign).strip()
    return re.sub(rf"^([+-]){_BLANK}+", r"\1", plain)
