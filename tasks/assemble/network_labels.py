"""Where names stand in a drawn network: beside their shapes, on nothing else, with a thin line to those further off."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tasks.assemble.palette import INK
from tasks.assemble.svg_shapes import FONT_SIZE, Place, line, text, text_width

_LINE_HEIGHT = 22.0
_WIDEST_LINE, _MOST_LINES = 235.0, 3
_NEAR = (0.0, 14.0)
_FAR = (34.0, 58.0, 86.0, 120.0, 160.0, 205.0)
_DIRECTIONS = 16
_ROUNDS = 2
_FRAME_GAP = 4.0
# What it costs to cover a square pixel of another name or of a shape, and a pixel of a link, and to stand a pixel off.
_NAME, _SHAPE, _LINK, _DISTANCE = 30.0, 8.0, 1.2, 2.0

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Named:
    """What is named: the words, the middle of the shape, and how far the shape reaches from it."""

    words: str
    place: Place
    reach: float


@dataclass(frozen=True)
class _Spot:
    """A place for a name: its box, the side that its lines keep to, and how far it is from the shape."""

    box: tuple[float, float, float, float]
    anchor: str
    distance: float


def wrapped(words: str, widest: float = _WIDEST_LINE) -> list[str]:
    """Return a name in at most three lines of about equal width; only what fits in no three lines is shortened."""
    pieces = words.split()
    # A long word makes a line as wide as it is in any case, and short words beside it need no line of their own.
    limit = max([widest, *(text_width(piece) * 1.15 for piece in pieces)])
    for count in range(1, _MOST_LINES + 1):
        lines = _balanced(pieces, count)
        if max(text_width(one) for one in lines) <= limit:
            break
    return [_shortened(one, widest * 1.3) for one in lines]


def label_pieces(
    named: Sequence[Named], shapes: Sequence[tuple[Place, float]], links: Sequence[tuple[Place, Place]], frame: Place
) -> list[str]:
    """Return the names of a drawing as SVG.

    Args:
        named: What is named, the most important first.
        shapes: The middle and the reach of every shape, those with a name included.
        links: The ends of every line.
        frame: Width and height of the part of the drawing in which names may stand.
    """
    lines = [wrapped(one.words) for one in named]
    spots = [_spots(one, written) for one, written in zip(named, lines, strict=True)]
    blocked = np.array([(x - r, y - r, x + r, y + r) for (x, y), r in shapes]).reshape(-1, 4)
    ends = np.array([(*start, *end) for start, end in links]).reshape(-1, 4)
    fixed = [_fixed_costs(of_one, blocked, ends, frame) for of_one in spots]
    chosen: dict[int, int] = {}
    for _ in range(_ROUNDS):
        for number, of_one in enumerate(spots):
            taken = np.array([spots[k][place].box for k, place in chosen.items() if k != number]).reshape(-1, 4)
            costs = fixed[number] + _NAME * _shared_areas(_boxes(of_one), taken).sum(axis=1)
            chosen[number] = int(np.argmin(costs.round(1)))
    pieces = []
    for number, one in enumerate(named):
        spot = spots[number][chosen[number]]
        if spot.distance > _NEAR[-1]:
            pieces.append(line(*_leader(one, spot), INK, 1.2))
    for number, written in enumerate(lines):
        pieces += _written(written, spots[number][chosen[number]])
    return pieces


def _balanced(pieces: Sequence[str], count: int) -> list[str]:
    """Return pieces in at most some lines, in order, whose widest line is as narrow as can be."""
    if count == 1 or len(pieces) < 2:
        return [" ".join(pieces)]
    options = ([" ".join(pieces[:cut]), *_balanced(pieces[cut:], count - 1)] for cut in range(1, len(pieces)))
    return min(options, key=lambda lines: max(text_width(one) for one in lines))


def _shortened(words: str, widest: float) -> str:
    if text_width(words) <= widest:
        return words
    kept = words
    while kept and text_width(f"{kept}…") > widest:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _spots(one: Named, lines: Sequence[str]) -> list[_Spot]:
    wide, high = max(text_width(words) for words in lines), _LINE_HEIGHT * len(lines)
    found = []
    for distance in (*_NEAR, *_FAR):
        for number in range(_DIRECTIONS):
            angle = 2 * math.pi * number / _DIRECTIONS
            across, down = math.cos(angle), math.sin(angle)
            x = one.place[0] + across * (one.reach + 5 + distance)
            y = one.place[1] + down * (one.reach + 4 + distance)
            anchor = "middle" if abs(across) < 0.3 else "start" if across > 0 else "end"
            left = x - wide / 2 if anchor == "middle" else x if anchor == "start" else x - wide
            top = y - high / 2 + down * high / 2
            found.append(_Spot((left, top, left + wide, top + high), anchor, distance))
    return found


def _fixed_costs(spots: Sequence[_Spot], shapes: Numbers, links: Numbers, frame: Place) -> Numbers:
    boxes = _boxes(spots)
    low, high = np.full(2, _FRAME_GAP), np.array(frame) - _FRAME_GAP
    outside = np.maximum(low - boxes[:, :2], 0).sum(axis=1) + np.maximum(boxes[:, 2:] - high, 0).sum(axis=1)
    costs: Numbers = (
        1000 * outside
        + _SHAPE * _shared_areas(boxes, shapes).sum(axis=1)
        + _LINK * _lengths_inside(boxes, links).sum(axis=1)
        + _DISTANCE * np.array([spot.distance for spot in spots])
    )
    return costs


def _boxes(spots: Sequence[_Spot]) -> Numbers:
    return np.array([spot.box for spot in spots])


def _shared_areas(boxes: Numbers, others: Numbers) -> Numbers:
    """Return the area that each box shares with each other one."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    areas: Numbers = np.maximum(high - low, 0).prod(axis=2)
    return areas


def _lengths_inside(boxes: Numbers, links: Numbers) -> Numbers:
    """Return how long a part of each line lies in each box."""
    start, way = links[None, :, :2], links[None, :, 2:] - links[None, :, :2]
    safe = np.where(np.abs(way) < 1e-6, 1e-6, way)
    one, other = (boxes[:, None, :2] - start) / safe, (boxes[:, None, 2:] - start) / safe
    begin = np.maximum(np.minimum(one, other).max(axis=2), 0)
    end = np.minimum(np.maximum(one, other).min(axis=2), 1)
    lengths: Numbers = np.maximum(end - begin, 0) * np.sqrt((way**2).sum(axis=2))
    return lengths


def _leader(one: Named, spot: _Spot) -> tuple[Place, Place]:
    """Return a line from the edge of a shape to the nearest point of its name."""
    left, top, right, bottom = spot.box
    end = min(max(one.place[0], left), right), min(max(one.place[1], top), bottom)
    way = math.dist(one.place, end)
    share = one.reach * 0.8 / way if way else 0.0
    start = (one.place[0] + (end[0] - one.place[0]) * share, one.place[1] + (end[1] - one.place[1]) * share)
    return start, end


def _written(lines: Sequence[str], spot: _Spot) -> list[str]:
    left, top, right, _ = spot.box
    x = {"start": left, "end": right}.get(spot.anchor, (left + right) / 2)
    base = top + (_LINE_HEIGHT + FONT_SIZE * 0.7) / 2
    return [
        text(words, (x, base + number * _LINE_HEIGHT), anchor=spot.anchor, halo=True)
        for number, words in enumerate(lines)
    ]
