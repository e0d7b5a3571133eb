"""The sections of the industrial classification, which group its two-digit industries."""

SECTIONS: tuple[tuple[str, str, str], ...] = (
    ("A", "01", "03"), ("B", "05", "09"), ("C", "10", "33"), ("D", "35", "35"), ("E", "36", "39"), ("F", "41", "43"),
    ("G", "45", "47"), ("H", "49", "53"), ("I", "55", "56"), ("J", "58", "63"), ("K", "64", "66"), ("L", "68", "68"),
    ("M", "69", "75"), ("N", "77", "82"), ("O", "84", "84"), ("P", "85", "85"), ("Q", "86", "88"), ("R", "90", "93"),
    ("S", "94", "96"), ("T", "97", "98"), ("U", "99", "99"),
)  # fmt: skip
"""Section, first and last two-digit industry, of TOL 2008, which is NACE Rev. 2."""


def section_of(industry: str) -> str:
    """Return the section of a two-digit industry, or an empty text for an industry that is not known."""
    return next((section for section, first, last in SECTIONS if first <= industry <= last), "")
