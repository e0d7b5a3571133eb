"""The sheets that the program itself puts into a partner's workbook; they are never read as data."""

_OF_THE_FORM = ("ohje", "anvisning", "instructions", "luettelot", "listor", "lists")
_OF_THE_ANSWER = (
    "palaute", "respons", "feedback", "palaute (kivijalka)", "respons (kivijalka)", "feedback (kivijalka)",
)  # fmt: skip

OWN_SHEET_NAMES: frozenset[str] = frozenset((*_OF_THE_FORM, *_OF_THE_ANSWER))
"""Their names in all languages, casefolded."""
