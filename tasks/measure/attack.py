"""What a reader can work out about hidden figures: the range that all published sums together leave for each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

Unknown = tuple[str, ...]
"""The name of a figure: its row and column, after the run where it was published before."""
Equation = Mapping[Unknown, float]
"""Unknown figures by name, each with its sign; a published sum fixes the signed sum of their true values."""


@dataclass(frozen=True)
class Attack:
    """Published sums, as equations for the figures that are not published.

    A reader is taken to know that figures are not negative, where none of them is.

    Attributes:
        equations: One a published sum that has hidden figures in it.
        truth: The true value of every unknown.
    """

    equations: tuple[Equation, ...]
    truth: Mapping[Unknown, float]

    def slack(self, unknown: Unknown) -> tuple[float, float]:
        """Return how far below and above its true value an unknown can lie for all that is published.

        Formula: minimum and maximum of x - true value, subject to every published sum, by linear programming.
        Range: 0 (it can be computed) upwards; infinite where no sum bounds it.
        Source: Fischetti and Salazar (2000), the attacker's problems of cell suppression.
        """
        equations = self._connected_to(unknown)
        names = sorted({name for equation in equations for name in equation} | {unknown})
        places = {name: place for place, name in enumerate(names)}
        signs = np.zeros((len(equations), len(names)))
        for line, equation in enumerate(equations):
            for name, sign in equation.items():
                signs[line, places[name]] = sign
        floor = None if any(number < 0 for number in self.truth.values()) else 0.0
        bounds = [(None if floor is None else floor - self.truth[name], None) for name in names]
        below, above = (self._reach(signs, bounds, places[unknown], sign) for sign in (1.0, -1.0))
        return below, above

    @staticmethod
    def _reach(signs: np.ndarray, bounds: list[tuple[float | None, None]], place: int, sign: float) -> float:
        goal = np.zeros(signs.shape[1])
        goal[place] = sign
        sums = {"A_eq": signs, "b_eq": np.zeros(len(signs))} if len(signs) else {}
        solved = linprog(goal, **sums, bounds=bounds, method="highs")
        return abs(float(solved.fun)) if solved.status == 0 else np.inf

    def _connected_to(self, unknown: Unknown) -> list[Equation]:
        """Return the equations that an unknown is in, and those that share unknowns with them, and so on."""
        reached, left, connected = {unknown}, list(self.equations), list[Equation]()
        while touching := [equation for equation in left if reached & equation.keys()]:
            connected += touching
            left = [equation for equation in left if not reached & equation.keys()]
            reached.update(*touching)
        return connected


def without_known(equations: Iterable[Equation], known: Iterable[Unknown]) -> tuple[Equation, ...]:
    """Return equations reduced to what is unknown in them, each once, and none that is settled."""
    settled = set(known)
    reduced = (
        {name: sign for name, sign in equation.items() if name not in settled and sign} for equation in equations
    )
    return tuple({frozenset(equation.items()): equation for equation in reduced if equation}.values())
