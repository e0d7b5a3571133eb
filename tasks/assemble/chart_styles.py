"""How the series of a chart look: colours from the document's theme, told apart also without colour."""

from typing import Literal

from tasks.assemble.palette import LINE, SLATE

GRID = f'<a:srgbClr val="{LINE}"/>'
TEXT_SIZE = 900
"""Size of all text in charts, in hundredths of a point."""

_INK = '<a:schemeClr val="tx1"/>'
_PATTERNS = ("", "wdUpDiag", "", "pct50", "", "dkHorz")
_MARKERS = ("circle", "square", "triangle", "diamond", "x", "star")
_DASHES = ("solid", "dash", "sysDot", "dashDot", "lgDash", "sysDash")


def accent(number: int) -> str:
    """Return the theme colour of the n-th series."""
    return f'<a:schemeClr val="accent{number % 6 + 1}"/>'


def text_properties(*, bold: bool = False) -> str:
    """Return the properties of a chart's text: the document's own font, in a legible size."""
    return (
        "<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>"
        f'<a:defRPr sz="{TEXT_SIZE}" b="{int(bold)}"><a:solidFill>{_INK}</a:solidFill><a:latin typeface="+mn-lt"/>'
        "</a:defRPr></a:pPr><a:endParaRPr/></a:p></c:txPr>"
    )


def bar_fill(number: int) -> str:
    """Return how the bars of the n-th series are filled: every other one in a pattern, all with an edge."""
    colour = accent(number)
    pattern = _PATTERNS[number % len(_PATTERNS)]
    fill = (
        f'<a:pattFill prst="{pattern}"><a:fgClr>{colour}</a:fgClr><a:bgClr><a:schemeClr val="bg1"/></a:bgClr>'
        "</a:pattFill>"
        if pattern
        else f"<a:solidFill>{colour}</a:solidFill>"
    )
    return f'<c:spPr>{fill}<a:ln w="9525"><a:solidFill>{colour}</a:solidFill></a:ln></c:spPr>'


def line_style(number: int) -> str:
    """Return the line and markers of the n-th series."""
    colour = accent(number)
    return (
        f'<c:spPr><a:ln w="25400" cap="rnd"><a:solidFill>{colour}</a:solidFill>'
        f'<a:prstDash val="{_DASHES[number % 6]}"/><a:round/></a:ln></c:spPr>{marker(number, 7)}'
    )


def marker(number: int, size: int) -> str:
    """Return the marker of the n-th series."""
    colour = accent(number)
    return (
        f'<c:marker><c:symbol val="{_MARKERS[number % 6]}"/><c:size val="{size}"/>'
        f'<c:spPr><a:solidFill>{colour}</a:solidFill><a:ln w="9525"><a:solidFill>{colour}</a:solidFill></a:ln></c:spPr>'
        "</c:marker>"
    )


def thin_line(colour: str, *, width: int = 6350, dash: Literal["solid", "dash"] = "solid") -> str:
    """Return a plain line, such as a grid line."""
    return f'<c:spPr><a:ln w="{width}"><a:solidFill>{colour}</a:solidFill><a:prstDash val="{dash}"/></a:ln></c:spPr>'


AXIS_LINE = thin_line(f'<a:srgbClr val="{SLATE}"/>', width=9525)
FIELD_FILL = (
    '<c:spPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
    f'<a:ln w="6350"><a:solidFill>{GRID}</a:solidFill></a:ln></c:spPr>'
)
NO_FILL = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
NO_LINE = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
INK_LINE = thin_line(_INK, width=15875)
DASHED_INK_LINE = thin_line(_INK, width=15875, dash="dash")
