"""Where the points of a drawn network stand: a force layout that is the same on every machine.

Positions are rounded after each step. So the last bits of a floating-point number, which differ between processors,
cannot grow into another picture.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

_STEPS = 90
_DIGITS = 5
_GRAVITY = 1.2
_REACH = 3.5
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def force_layout(count: int, edges: Sequence[tuple[int, int, float]]) -> Points:
    """Return positions in the unit square: linked points near each other, all of them apart.

    Args:
        count: How many points there are.
        edges: Both ends of each edge and its weight.
    """
    if count == 0:
        return np.zeros((0, 2))
    points = np.array([_start(number, count) for number in range(count)]).round(_DIGITS)
    attraction = np.zeros((count, count))
    for first, second, weight in edges:
        pull = 0.6 + 0.4 * math.sqrt(weight)
        attraction[first, second] += pull
        attraction[second, first] += pull
    wanted = 1.0 / math.sqrt(count)
    for step in range(_STEPS):
        squares = _squares(points)
        # Beyond a few distances points no longer push: otherwise those without links drift away from the picture.
        force = np.where(squares < (_REACH * wanted) ** 2, wanted**2 / squares, 0.0)
        force -= attraction * np.sqrt(squares) / wanted
        moves = points * force.sum(axis=1, keepdims=True) - force @ points - points * _GRAVITY * wanted
        lengths = np.sqrt((moves**2).sum(axis=1, keepdims=True))
        lengths[lengths < 0.001] = 0.001
        longest = 0.12 * (1 - step / _STEPS) + 0.002
        points = (points + moves / lengths * np.minimum(lengths, longest)).round(_DIGITS)
    return _in_unit_square(points)


def keep_apart(points: Points, radii: NDArray[np.float64], width: float, height: float) -> Points:
    """Return positions at which no two points overlap, as far as the frame has room for that."""
    limits = np.array([width, height])
    room = radii[:, None] + radii[None, :] + 6.0
    for _ in range(60):
        squares = _squares(points)
        np.fill_diagonal(squares, 1e12)
        close = squares < room**2
        if not close.any():
            break
        distances = np.sqrt(squares)
        push = np.where(close, (room - distances) / distances, 0.0) * 0.5
        moves = points * push.sum(axis=1, keepdims=True) - push @ points
        points = np.clip(points + moves, radii[:, None], limits - radii[:, None]).round(_DIGITS)
    return points


def _squares(points: Points) -> Points:
    across, down = points[:, 0], points[:, 1]
    squares: Points = (across[:, None] - across[None, :]) ** 2 + (down[:, None] - down[None, :]) ** 2
    return np.maximum(squares, 1e-6)


def _start(number: int, count: int) -> tuple[float, float]:
    radius = math.sqrt((number + 0.5) / count)
    return radius * math.cos(number * _GOLDEN_ANGLE), radius * math.sin(number * _GOLDEN_ANGLE)


def _in_unit_square(points: Points) -> Points:
    low, high = points.min(axis=0), points.max(axis=0)
    extent = np.where(high - low < 0.001, 1.0, high - low)
    return np.where(high - low < 0.001, 0.5, (points - low) / extent).round(_DIGITS)
