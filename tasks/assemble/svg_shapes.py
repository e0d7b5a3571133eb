"""Pieces of SVG: shapes that are told apart without colour, and text that is legible on lines."""

import math

from tasks.assemble.palette import ACCENTS, INK, PAPER
from tasks.assemble.text_widths import width_em
from tasks.assemble.word_xml import xml_text

FONT_SIZE = 20
"""In a drawing 1000 wide that is printed 16 cm wide: nine points."""

_FONT = "Arial, 'Liberation Sans', sans-serif"
SHAPES = ("circle", "square", "triangle", "diamond", "hexagon", "cross")


def drawing(width: int, height: int, content: str) -> str:
    """Return a whole SVG drawing."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="{_FONT}" font-size="{FONT_SIZE}">{content}</svg>'
    )


Place = tuple[float, float]


def shape(number: int, place: Place, radius: float, *, edged: bool = False) -> str:
    """Return the n-th shape in the n-th colour; a dark edge makes it stand out."""
    (x, y), colour = place, f"#{ACCENTS[number % len(ACCENTS)]}"
    paint = f'fill="{colour}" stroke="#{INK if edged else PAPER}" stroke-width="{3 if edged else 1.5}"'
    name = SHAPES[number % len(SHAPES)]
    if name == "circle":
        return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" {paint}/>'
    if name == "hexagon":
        paint = f'fill="#{PAPER}" stroke="{f"#{INK}" if edged else colour}" stroke-width="{4 if edged else 3}"'
    corners = " ".join(f"{_n(x + dx * radius)},{_n(y + dy * radius)}" for dx, dy in _CORNERS[name])
    return f'<polygon points="{corners}" {paint}/>'


def text(words: str, place: Place, *, anchor: str = "start", bold: bool = False, halo: bool = False) -> str:
    """Return words at a place; the halo is drawn first and on its own, as not every program draws it below."""
    weight = ' font-weight="bold"' if bold else ""
    where = f'x="{_n(place[0])}" y="{_n(place[1])}" text-anchor="{anchor}"{weight}'
    written = xml_text(words)
    below = (
        f'<text {where} fill="#{PAPER}" stroke="#{PAPER}" stroke-width="5" stroke-linejoin="round">{written}</text>'
        if halo
        else ""
    )
    return f'{below}<text {where} fill="#{INK}">{written}</text>'


def text_width(words: str) -> float:
    """Return about how wide words are."""
    return width_em(words) * FONT_SIZE


def line(start: Place, end: Place, colour: str, width: float) -> str:
    """Return a straight line."""
    ends = f'x1="{_n(start[0])}" y1="{_n(start[1])}" x2="{_n(end[0])}" y2="{_n(end[1])}"'
    return f'<line {ends} stroke="#{colour}" stroke-width="{_n(width)}"/>'


def curve(start: Place, bend: Place, end: Place, colour: str, width: float) -> str:
    """Return a curve that bends towards a point, with a light edge that keeps it apart from the ones below it."""
    path = f"M{_n(start[0])} {_n(start[1])} Q{_n(bend[0])} {_n(bend[1])} {_n(end[0])} {_n(end[1])}"
    return "".join(
        f'<path d="{path}" fill="none" stroke="#{paint}" stroke-width="{_n(wide)}"/>'
        for paint, wide in ((PAPER, width + 4), (colour, width))
    )


def point_on_curve(start: Place, bend: Place, end: Place, share: float) -> Place:
    """Return the point at a share of a curve."""
    x, y = (
        (1 - share) ** 2 * a + 2 * share * (1 - share) * b + share**2 * c
        for a, b, c in zip(start, bend, end, strict=True)
    )
    return x, y


def _polygon(corner_count: int, turn: float, size: float) -> tuple[tuple[float, float], ...]:
    angles = [turn + 2 * math.pi * corner / corner_count for corner in range(corner_count)]
    return tuple((size * math.cos(angle), size * math.sin(angle)) for angle in angles)


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


_CORNERS = {
    "square": _polygon(4, math.pi / 4, 1.25),
    "triangle": _polygon(3, -math.pi / 2, 1.35),
    "diamond": _polygon(4, 0, 1.35),
    "hexagon": _polygon(6, 0, 1.1),
    "cross": tuple((dx * 0.42, dy * 0.42) for dx, dy in ((-1, -3), (1, -3), (1, -1), (3, -1), (3, 1), (1, 1), (1, 3),
                                                         (-1, 3), (-1, 1), (-3, 1), (-3, -1), (-1, -1))),
}  # fmt: skip
