"""The drawn links between towns: the towns on a ring, the lines as wide as there are links."""

import math
from collections.abc import Sequence

from tasks.assemble.network_edges import EDGE_COLOUR, Box, NetworkEdge, NetworkNode, merge_edges, overlap
from tasks.assemble.palette import PAPER
from tasks.assemble.svg_shapes import FONT_SIZE, Place, curve, drawing, point_on_curve, shape, text, text_width

_MARGIN = 24
_WIDEST_PX = 12.0
_NUMBERED_SHARE = 0.35
_SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)

Curve = tuple[Place, Place, Place]


def draw_town_links(
    nodes: Sequence[NetworkNode], edges: Sequence[NetworkEdge], *, width_px: int = 1000, height_px: int = 680
) -> str:
    """Return the links between towns as SVG: the towns on a ring in alphabetical order, wide lines for many links.

    The number of links stands on the wider lines.

    Args:
        nodes: The towns.
        edges: How many links there are between two towns, as weight.
        width_px: Width of the drawing.
        height_px: Height of the drawing.

    Raises:
        ValueError: An edge ends at a town that is not there.
    """
    towns = sorted(nodes, key=lambda node: (node.label.casefold(), node.id))
    merged = merge_edges(towns, edges)
    longest = max((text_width(town.label) for town in towns), default=0.0)
    centre = (width_px / 2, height_px / 2)
    across, down = width_px / 2 - longest - _MARGIN - 20, height_px / 2 - 2 * _MARGIN - 10
    angles = [2 * math.pi * number / max(len(towns), 1) - math.pi / 2 for number in range(len(towns))]
    places = [(centre[0] + across * math.cos(angle), centre[1] + down * math.sin(angle)) for angle in angles]
    most = max((weight for _, _, weight in merged), default=1.0)
    by_weight = sorted(merged, key=lambda edge: (edge[2], edge[0], edge[1]))
    curves = [_curve(places[first], places[second], centre) for first, second, _ in by_weight]
    content = [
        curve(*one, EDGE_COLOUR, 1.2 + (_WIDEST_PX - 1.2) * weight / most)
        for one, (_, _, weight) in zip(curves, by_weight, strict=True)
    ]
    numbered = [
        (one, weight)
        for one, (_, _, weight) in zip(curves, by_weight, strict=True)
        if weight >= max(2.0, most * _NUMBERED_SHARE)
    ]
    content += _numbers(numbered[::-1], curves)
    heaviest = max((town.weight for town in towns), default=0.0)
    for town, place, angle in zip(towns, places, angles, strict=True):
        size = 9.0 + (9.0 * math.sqrt(max(town.weight, 0.0) / heaviest) if heaviest > 0 else 0.0)
        content += [shape(0, place, size), _name(town.label, place, angle, size)]
    return drawing(width_px, height_px, "".join(content))


def _curve(start: Place, end: Place, centre: Place) -> Curve:
    x, y = (0.35 * middle + 0.65 * (a + b) / 2 for middle, a, b in zip(centre, start, end, strict=True))
    return start, (x, y), end


def _numbers(numbered: Sequence[tuple[Curve, float]], curves: Sequence[Curve]) -> list[str]:
    """Write the number of links on a line where it hides neither another number nor another line."""
    samples = [(one, [point_on_curve(*one, step / 24) for step in range(2, 23)]) for one in curves]
    boxes: list[Box] = []
    written = []
    for own, weight in numbered:
        words = f"{weight:g}"
        half = text_width(words) / 2 + 5
        others = [point for one, points in samples if one is not own for point in points]
        candidates = [(x - half, y - 13, x + half, y + 13) for x, y in (point_on_curve(*own, s) for s in _SHARES)]
        costs = [
            round(sum(overlap(box, other) for other in boxes), 1)
            + 40 * sum(box[0] < x < box[2] and box[1] < y < box[3] for x, y in others)
            for box in candidates
        ]
        box = candidates[costs.index(min(costs))]
        boxes.append(box)
        written.append(
            f'<rect x="{box[0]:.1f}" y="{box[1]:.1f}" width="{2 * half:.1f}" height="26" rx="6" fill="#{PAPER}"/>'
            + text(words, (box[0] + half, box[3] - 6), anchor="middle", bold=True)
        )
    return written


def _name(words: str, place: Place, angle: float, size: float) -> str:
    sideways, downward = math.cos(angle), math.sin(angle)
    if abs(sideways) < 0.2:
        y = place[1] + (size + 6 + FONT_SIZE * 0.8 if downward > 0 else -size - 8)
        return text(words, (place[0], y), anchor="middle", halo=True)
    x = place[0] + (size + 8 if sideways > 0 else -size - 8)
    return text(words, (x, place[1] + 7), anchor="start" if sideways > 0 else "end", halo=True)
