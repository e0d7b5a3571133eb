"""Takes out of a text the characters that nobody can see: they change what is compared, never what is meant."""

import re

# Direction marks and overrides, zero-width and filling characters, and what XML cannot hold. A joiner between two emoji
# and the tags behind a flag are part of a picture and stay.
_PICTURE = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_HIDDEN = re.compile(
    f"(?P<kept>(?<=[{_PICTURE}])\u200d(?=[{_PICTURE}])|(?<=\U0001f3f4)[\U000e0020-\U000e007f]+)"
    "|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
# Excel writes control characters of a cell as `_x000D_`.
_ESCAPED_CONTROL = re.compile(r"_x(?:00[01][0-9A-Fa-f]|FFF[EF])_")


def visible(text: str) -> str:
    """Return a text without characters that nobody sees; line ends, tabs and emoji stay."""
    while True:
        # Taking one mark out may join the halves of another.
        plain = _HIDDEN.sub(lambda match: match["kept"] or "", _ESCAPED_CONTROL.sub("", text))
        if plain == text:
            return plain
        text = plain


def printable(text: str) -> str:
    """Return a text as it can stand in one line of a message: without unseen characters and line ends."""
    return re.sub(r"\s+", " ", visible(text)).strip()
