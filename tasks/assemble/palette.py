"""The colours of drawn figures; the theme of `templates/reference.docx` has the same ones, for charts."""

INK = "1E2B33"
SLATE = "4A5B66"
PAPER = "FFFFFF"
LINE = "C9D3D7"
ACCENTS = ("0E6475", "C4551F", "A67C00", "7B3F6E", "4C72A8", "6B7780")
"""Each at least 3:1 against white; what they colour also differs in shape, dash or pattern."""
