"""How wide words are in the documents' font: enough to choose the widths of columns and the places of labels."""

_EMS = {
    0.22: "ijl'|",
    0.28: "ftI .,;:!/[]\u00a0",
    0.33: "r-()",
    0.5: "cksvxyzJ",
    0.61: "FTZ",
    0.67: "ABEKPSVXYÅÄ&",
    0.72: "wCDHNRU",
    0.78: "GOQÖ",
    0.86: "mM%",
    0.94: "W",
}
_WIDTH_EM = {letter: width for width, letters in _EMS.items() for letter in letters}
_OTHER_EM = 0.556
_BOLD = 1.08


def width_em(text: str, *, bold: bool = False) -> float:
    """Return the width of a text in ems, the size of its font."""
    width = sum(_WIDTH_EM.get(letter, _OTHER_EM) for letter in text)
    return width * _BOLD if bold else width
