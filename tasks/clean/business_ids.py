"""The Finnish Business ID (Y-tunnus) and its check digit."""

import re

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)


def clean_business_id(text: str) -> str | None:
    """Return a Business ID as `1234567-1`, or None when the text does not have that form.

    Older ids have six digits before the dash and get a leading zero; the prefix FI of a VAT number is dropped, and the
    dash may be missing.
    """
    match = re.fullmatch(r"(?:FI)?\s*([0-9]{6,7})\s*[-–]?\s*([0-9])", text.strip(), re.IGNORECASE)
    return f"{match[1].zfill(7)}-{match[2]}" if match else None


def has_valid_check_digit(business_id: str) -> bool:
    """Return whether the check digit of an id such as `1234567-1` is right.

    The digits are weighted 7, 9, 10, 5, 8, 4, 2; the remainder of the sum modulo 11 is the check digit when it is 0, no
    id exists when it is 1, else the check digit is 11 minus it (Finnish Patent and Registration Office).
    """
    remainder = sum(int(digit) * weight for digit, weight in zip(business_id[:7], _WEIGHTS, strict=True)) % 11
    if remainder == 1:
        return False
    return int(business_id[-1]) == (0 if remainder == 0 else 11 - remainder)
