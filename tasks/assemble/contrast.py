"""Whether text can be read on what is behind it: colours resolved through styles, measured as WCAG does."""

import re
from collections.abc import Iterator

from tasks.assemble.word_file import Element, W, WordFile, style_id

_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_BLACK, _WHITE = "000000", "FFFFFF"


def contrast_ratio(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def text_colours(file: WordFile, paragraph: Element) -> Iterator[tuple[str, str]]:
    """Yield text colour and background of each run of a paragraph."""
    background = _background(file, paragraph)
    inherited = _first(file, style_id(paragraph), f"{W}rPr/{W}color", "val") or _BLACK
    for run in paragraph.iter(f"{W}r"):
        if run.find(f"{W}t") is None:
            continue
        character_style = run.find(f"{W}rPr/{W}rStyle")
        own = _colour(run.find(f"{W}rPr/{W}color"), "val")
        if not own and character_style is not None:
            own = _first(file, character_style.get(f"{W}val", ""), f"{W}rPr/{W}color", "val")
        yield own or inherited, _colour(run.find(f"{W}rPr/{W}shd"), "fill") or background


def _background(file: WordFile, paragraph: Element) -> str:
    own = _colour(paragraph.find(f"{W}pPr/{W}shd"), "fill")
    own = own or _first(file, style_id(paragraph), f"{W}pPr/{W}shd", "fill")
    if own:
        return own
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    row = next(paragraph.iterancestors(f"{W}tr"), None)
    table = next(paragraph.iterancestors(f"{W}tbl"), None)
    if cell is None or row is None or table is None:
        return _WHITE
    shaded = _colour(cell.find(f"{W}tcPr/{W}shd"), "fill")
    if not shaded and row.find(f"{W}trPr/{W}tblHeader") is not None:
        used = table.find(f"{W}tblPr/{W}tblStyle")
        header = f"{W}tblStylePr[@{W}type='firstRow']/{W}tcPr/{W}shd"
        shaded = _first(file, used.get(f"{W}val", ""), header, "fill") if used is not None else ""
    return shaded or _WHITE


def _first(file: WordFile, identifier: str, path: str, attribute: str) -> str:
    for style in file.style_chain(identifier):
        if colour := _colour(style.find(path), attribute):
            return colour
    return ""


def _colour(element: Element | None, attribute: str) -> str:
    value = "" if element is None else element.get(f"{W}{attribute}", "")
    return value.upper() if _COLOUR.fullmatch(value) else ""


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
