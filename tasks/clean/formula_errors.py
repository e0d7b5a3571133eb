"""The words that spreadsheet programs write where a formula fails."""

import re

_ERRORS = frozenset(
    (
        "#REF!", "#DIV/0!", "#NAME?", "#N/A", "#VALUE!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!",
        "#CONNECT!", "#BUSY!", "#UNKNOWN!", "#GETTING_DATA", "#EXTERNAL!", "#PYTHON!",
        # Finnish
        "#VIITTAUS!", "#JAKO/0!", "#NIMI?", "#PUUTTUU!", "#PUUTTUU", "#ARVO!", "#LUKU!", "#TYHJÄ!", "#LEVIÄMINEN!",
        "#LASKENTA!", "#KENTTÄ!", "#ESTETTY!",
        # Swedish
        "#REFERENS!", "#DIVISION/0!", "#NAMN?", "#SAKNAS!", "#SAKNAS", "#VÄRDEFEL!", "#OGILTIGT!", "#SKÄRNING!",
        "#SPILLFEL!", "#BERÄKNING!",
    )
)  # fmt: skip
# LibreOffice names the faults that Excel does not know by a number.
_NUMBERED = re.compile(r"(?:ERR|VIRHE|FEL):[0-9]{3}")


def is_formula_error(text: str) -> bool:
    """Return whether a cell shows that its formula failed, in any of the languages that towns use."""
    word = text.strip().upper()
    return word in _ERRORS or _NUMBERED.fullmatch(word) is not None
