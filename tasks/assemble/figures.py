"""Drawn figures: SVG for readers that know it, a bitmap for those that do not."""

import re
from functools import lru_cache
from pathlib import Path

import resvg_py

FONTS = Path(__file__).parents[2] / "templates" / "fonts"
_FONT_FILES = ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf")
_ZOOM = 1.25
"""Some 200 dots an inch in print; the SVG beside it is what most programs draw."""
_VIEW_BOX = re.compile(r'viewBox="\s*[-\d.]+\s+[-\d.]+\s+([\d.]+)\s+([\d.]+)\s*"')


@lru_cache(maxsize=64)
def png_bytes(svg: str) -> bytes:
    """Return the bitmap of a drawing, drawn with the project's own font whatever the machine has."""
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        background="#ffffff",
        zoom=_ZOOM,
        skip_system_fonts=True,
        font_files=[str(FONTS / name) for name in _FONT_FILES],
        font_family="Liberation Sans",
        sans_serif_family="Liberation Sans",
    )


def height_to_width(svg: str) -> float:
    """Return how high a drawing is for its width.

    Raises:
        ValueError: The drawing has no view box.
    """
    match = _VIEW_BOX.search(svg)
    if match is None:
        raise ValueError("a drawing needs a viewBox that gives its size")
    return float(match[2]) / float(match[1])
