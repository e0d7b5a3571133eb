"""The drawn network of actors: shape and colour say what an actor is, size how well it is linked."""

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from tasks.assemble.network_edges import EDGE_COLOUR, Box, NetworkEdge, NetworkNode, merge_edges, overlap
from tasks.assemble.network_layout import force_layout, keep_apart
from tasks.assemble.svg_shapes import FONT_SIZE, SHAPES, Place, drawing, line, shape, text, text_width
from tasks.assemble.town_ring import draw_town_links

__all__ = ["NetworkEdge", "NetworkNode", "draw_network", "draw_town_links"]

GROUP_SHAPES = {"business": 0, "academia": 1, "public": 2, "civil_society": 3, "external": 4}
"""A part of the helix looks the same in every document; any other group takes the last shape."""

_MARGIN = 24
_LEGEND_ROW = 36
_LONGEST_LABEL = 34
_POINTS_AT_FULL_SIZE = 70


def draw_network(
    nodes: Sequence[NetworkNode],
    edges: Sequence[NetworkEdge],
    *,
    legend: Mapping[str, str] | Iterable[tuple[str, str]],
    width_px: int = 1000,
    height_px: int = 680,
) -> str:
    """Return a network as SVG; equal networks give equal drawings, in whatever order they are given.

    Args:
        nodes: The actors.
        edges: The links between them; several between the same two are drawn as one.
        legend: What each group is called.
        width_px: Width of the drawing.
        height_px: Height of the drawing, the legend included.

    Raises:
        ValueError: An edge ends at a node that is not there.
    """
    ordered = sorted(nodes, key=lambda node: (_shape_of(node.group), node.group, node.id))
    merged = merge_edges(ordered, edges)
    named = dict(legend)
    rows = _legend_rows(named, width_px)
    frame_height = height_px - _MARGIN - _LEGEND_ROW * len(rows)
    sizes = _sizes(ordered)
    places = _places(ordered, merged, sizes, width_px, frame_height)
    content = [
        line(places[first], places[second], EDGE_COLOUR, min(1.2 + 0.6 * (weight - 1), 5))
        for first, second, weight in merged
    ]
    by_size = sorted(range(len(ordered)), key=lambda i: (-sizes[i], ordered[i].id))
    content += [shape(_shape_of(ordered[i].group), places[i], sizes[i], edged=ordered[i].emphasis) for i in by_size]
    content += _labels([(ordered[i], places[i], sizes[i]) for i in by_size], width_px, frame_height)
    content += _legend(named, rows, frame_height + _MARGIN)
    return drawing(width_px, height_px, "".join(content))


def _shape_of(group: str) -> int:
    return GROUP_SHAPES.get(group, len(SHAPES) - 1)


def _sizes(nodes: Sequence[NetworkNode]) -> list[float]:
    crowding = min(1.0, math.sqrt(_POINTS_AT_FULL_SIZE / max(len(nodes), 1)))
    heaviest = max((node.weight for node in nodes), default=0.0)
    shares = [math.sqrt(max(node.weight, 0.0) / heaviest) if heaviest > 0 else 0.3 for node in nodes]
    return [round(crowding * (7.0 + 11.0 * share), 2) for share in shares]


def _places(
    nodes: Sequence[NetworkNode],
    edges: Sequence[tuple[int, int, float]],
    sizes: Sequence[float],
    width: float,
    height: float,
) -> list[Place]:
    inner = np.array([width - 2 * _MARGIN, height - 2 * _MARGIN])
    radii = np.array(sizes) * 1.3
    border = float(radii.max()) if len(sizes) else 0.0
    points = force_layout(len(nodes), edges) * (inner - 2 * border) + border
    points = keep_apart(points, radii, inner[0], inner[1]) + _MARGIN
    return [(float(x), float(y)) for x, y in points]


def _labels(drawn: Sequence[tuple[NetworkNode, Place, float]], width: float, height: float) -> list[str]:
    """Name the emphasised actors, each on the side where its name covers the least."""
    shapes = [(x - size, y - size, x + size, y + size) for _, (x, y), size in drawn]
    taken: list[Box] = []
    written = []
    for node, (x, y), size in drawn:
        if not node.emphasis:
            continue
        words = node.label
        words = words if len(words) <= _LONGEST_LABEL else f"{words[: _LONGEST_LABEL - 1].rstrip()}…"
        gap, wide = size * 1.3 + 5, text_width(words)
        sides = (
            (x + gap, y + 7, "start"),
            (x - gap, y + 7, "end"),
            (x, y - gap - 3, "middle"),
            (x, y + gap + FONT_SIZE - 4, "middle"),
            (x + gap * 0.7, y - gap * 0.7 - 2, "start"),
            (x + gap * 0.7, y + gap * 0.7 + 15, "start"),
            (x - gap * 0.7, y - gap * 0.7 - 2, "end"),
            (x - gap * 0.7, y + gap * 0.7 + 15, "end"),
        )
        costs = [_cost(_text_box(*side, wide), taken, shapes, width, height) for side in sides]
        left, base, anchor = sides[costs.index(min(costs))]
        taken.append(_text_box(left, base, anchor, wide))
        written.append(text(words, (left, base), anchor=anchor, halo=True))
    return written


def _text_box(x: float, y: float, anchor: str, wide: float) -> Box:
    left = x if anchor == "start" else x - wide if anchor == "end" else x - wide / 2
    return (left, y - FONT_SIZE * 0.8, left + wide, y + FONT_SIZE * 0.25)


def _cost(box: Box, labels: Iterable[Box], shapes: Iterable[Box], width: float, height: float) -> float:
    outside = max(0, 4 - box[0]) + max(0, box[2] - width + 4) + max(0, 4 - box[1]) + max(0, box[3] - height)
    covered = 3 * sum(overlap(box, other) for other in labels) + sum(overlap(box, other) for other in shapes)
    return round(outside * 1000 + covered, 1)


def _legend_rows(legend: Mapping[str, str], width: float) -> list[list[tuple[str, float]]]:
    rows: list[list[tuple[str, float]]] = []
    x = width
    for group, words in sorted(legend.items(), key=lambda item: (_shape_of(item[0]), item[0])):
        wide = 34 + text_width(words) + 14
        if x + wide > width - _MARGIN:
            rows.append([])
            x = _MARGIN
        rows[-1].append((group, x))
        x += wide
    return rows


def _legend(legend: Mapping[str, str], rows: Sequence[Sequence[tuple[str, float]]], top: float) -> list[str]:
    return [
        piece
        for number, row in enumerate(rows)
        for group, x in row
        for piece in (
            shape(_shape_of(group), (x + 12, top + number * _LEGEND_ROW), 9),
            text(legend[group], (x + 30, top + number * _LEGEND_ROW + 7)),
        )
    ]
