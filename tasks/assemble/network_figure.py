"""The drawn network of actors: shape and colour say what an actor is, size how well it is linked."""

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from tasks.assemble.network_edges import EDGE_COLOUR, NetworkEdge, NetworkNode, merge_edges
from tasks.assemble.network_labels import Named, label_pieces
from tasks.assemble.network_layout import force_layout, keep_apart
from tasks.assemble.svg_shapes import SHAPES, Place, drawing, line, shape, text, text_width
from tasks.assemble.town_ring import draw_town_links

__all__ = ["NetworkEdge", "NetworkNode", "draw_network", "draw_town_links"]

GROUP_SHAPES = {"business": 0, "academia": 1, "public": 2, "civil_society": 3, "external": 4}
"""A part of the helix looks the same in every document; any other group takes the last shape."""

_MARGIN = 24
_LEGEND_ROW = 36
_KEY_ROW = 28
_REACH = 1.3
_MOST_NAMES = 12
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

    More emphasised actors than there is room to name bear a number, and a key below the drawing names them.

    Args:
        nodes: The actors.
        edges: The links between them; several between the same two are drawn as one.
        legend: What each group is called.
        width_px: Width of the drawing.
        height_px: Height of the drawing, the legend included; a key makes it higher.

    Raises:
        ValueError: An edge ends at a node that is not there.
    """
    ordered = sorted(nodes, key=lambda node: (_shape_of(node.group), node.group, node.id))
    merged = merge_edges(ordered, edges)
    named_groups = dict(legend)
    rows = _legend_rows(named_groups, width_px)
    frame_height = height_px - _MARGIN - _LEGEND_ROW * len(rows)
    sizes = _sizes(ordered)
    places = _places(ordered, merged, sizes, width_px, frame_height)
    content = [
        line(places[first], places[second], EDGE_COLOUR, min(1.2 + 0.6 * (weight - 1), 5))
        for first, second, weight in merged
    ]
    by_size = sorted(range(len(ordered)), key=lambda i: (-sizes[i], ordered[i].id))
    content += [shape(_shape_of(ordered[i].group), places[i], sizes[i], edged=ordered[i].emphasis) for i in by_size]
    shapes = [(places[i], sizes[i] * _REACH) for i in by_size]
    emphasised = [i for i in by_size if ordered[i].emphasis]
    is_keyed = len(emphasised) > _MOST_NAMES
    words = [str(number) if is_keyed else ordered[i].label for number, i in enumerate(emphasised, start=1)]
    named = [Named(one, places[i], sizes[i] * _REACH) for one, i in zip(words, emphasised, strict=True)]
    links = [(places[first], places[second]) for first, second, _ in merged]
    content += label_pieces(named, shapes, links, (width_px, frame_height + _MARGIN / 2))
    content += _legend(named_groups, rows, frame_height + _MARGIN)
    key = _key([ordered[i].label for i in emphasised] if is_keyed else [], width_px, height_px)
    return drawing(
        width_px, height_px + _KEY_ROW * len(key), "".join([*content, *(piece for row in key for piece in row)])
    )


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
    radii = np.array(sizes) * _REACH
    border = float(radii.max()) if len(sizes) else 0.0
    points = force_layout(len(nodes), edges) * (inner - 2 * border) + border
    points = keep_apart(points, radii, inner[0], inner[1]) + _MARGIN
    return [(float(x), float(y)) for x, y in points]


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


def _key(names: Sequence[str], width: float, top: float) -> list[list[str]]:
    """Return the rows of a key that names the numbers of a drawing, read column by column."""
    if not names:
        return []
    number_width = text_width(f"{len(names)}  ")
    widest = max(text_width(name) for name in names) + number_width + _MARGIN
    columns = max(1, int((width - _MARGIN) // widest))
    row_count = math.ceil(len(names) / columns)
    rows: list[list[str]] = [[] for _ in range(row_count)]
    for position, name in enumerate(names):
        column, row = divmod(position, row_count)
        x, y = _MARGIN + column * (width - _MARGIN) / columns + number_width, top + row * _KEY_ROW
        rows[row] += [text(f"{position + 1}", (x - 8, y), anchor="end", bold=True), text(name, (x, y))]
    return rows
