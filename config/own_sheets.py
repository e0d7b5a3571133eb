"""What the program itself puts into a partner's workbook and its name; it is never read as data."""

_OF_THE_FORM = ("ohje", "anvisning", "instructions", "luettelot", "listor", "lists")
_OF_THE_ANSWER = (
    "palaute", "respons", "feedback", "palaute (kivijalka)", "respons (kivijalka)", "feedback (kivijalka)",
)  # fmt: skip

OWN_SHEET_NAMES: frozenset[str] = frozenset((*_OF_THE_FORM, *_OF_THE_ANSWER))
"""Their names in all languages, casefolded."""

ANSWER_FILE_PREFIX = "palaute_"
"""With what the name of the workbook begins that answers a submission."""
