"""The points and edges that drawn networks are made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

EDGE_COLOUR = "8A989F"

Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


@dataclass(frozen=True)
class NetworkNode:
    """A point of the network: an actor or a town; an emphasised one is named, and its weight is its size."""

    id: str
    label: str
    group: str
    emphasis: bool = False
    weight: float = 1.0


@dataclass(frozen=True)
class NetworkEdge:
    """A link between two points."""

    source: str
    target: str
    weight: float = 1.0


def merge_edges(nodes: Sequence[NetworkNode], edges: Iterable[NetworkEdge]) -> list[tuple[int, int, float]]:
    """Return the edges by the positions of their ends, sorted, those between the same two added up.

    Raises:
        ValueError: An edge ends at a node that is not there.
    """
    positions = {node.id: number for number, node in enumerate(nodes)}
    weights: dict[tuple[int, int], float] = {}
    for edge in edges:
        for end in (edge.source, edge.target):
            if end not in positions:
                raise ValueError(f"an edge ends at {end}, which is not in the network")
        first, second = sorted((positions[edge.source], positions[edge.target]))
        if first != second:
            weights[first, second] = weights.get((first, second), 0.0) + edge.weight
    return [(first, second, weights[first, second]) for first, second in sorted(weights)]


def overlap(one: Box, other: Box) -> float:
    """Return the area that two boxes share."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0
