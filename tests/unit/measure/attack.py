"""A reader who tries to compute hidden figures from published ones, by exact elimination."""

from fractions import Fraction
from math import inf

from scipy.optimize import linprog


def derivable(equations, unknown):
    """Return the unknowns that follow from linear equations, each a mapping of unknowns to whole coefficients."""
    places = {name: place for place, name in enumerate(sorted(unknown))}
    rows = [[Fraction(equation.get(name, 0)) for name in places] for equation in equations]
    pivots = []
    for column in range(len(places)):
        pivot = next((row for row in rows[len(pivots) :] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [number / pivot[column] for number in pivot]
        rows = [[a - row[column] * b for a, b in zip(row, pivot, strict=True)] for row in rows]
        rows.insert(len(pivots), pivot)
        pivots.append(column)
    names = list(places)
    # A reduced row with a single unknown left fixes that unknown.
    return {names[next(i for i, a in enumerate(row) if a)] for row in rows if sum(1 for a in row if a) == 1}


def sums(cells, total, network):
    """Return the equations of a grid: each row sums to its total, each column to its network cell."""
    rows, columns = sorted({row for row, _ in cells}), sorted({column for _, column in cells})
    equations = []
    for row in rows:
        if (row, total) in cells:
            line = {cell: 1 for cell in cells if cell[0] == row}
            equations.append(line | {(row, total): -1})
    for column in columns:
        if (network, column) in cells:
            line = {cell: 1 for cell in cells if cell[1] == column}
            equations.append(line | {(network, column): -1})
    return equations


def derivable_cells(cells, hidden, total="yhteensa", network="network"):
    """Return the hidden cells of a grid that a reader can compute."""
    unknown = {cell for cell in hidden if cell in cells}
    equations = [{c: a for c, a in line.items() if c in unknown} for line in sums(cells, total, network)]
    return derivable([line for line in equations if line], unknown)


def possible_range(tables, figure):
    """Return the least and the greatest value that some tables together leave for a figure, by linear programming.

    Each table is (amounts by figure, what of it is published, its sums as equations). A figure that stands in several
    tables has one name. Nothing of the program's own attack is used here.
    """
    names = sorted({name for amounts, _, _ in tables for name in amounts}, key=str)
    places = {name: place for place, name in enumerate(names)}
    lines, sides = [], []
    for amounts, published, equations in tables:
        fixed = [({name: 1}, amounts[name]) for name in published]
        for equation, side in [*fixed, *((equation, 0) for equation in equations)]:
            line = [0.0] * len(names)
            for name, sign in equation.items():
                line[places[name]] = sign
            lines.append(line)
            sides.append(side)
    goal = [0.0] * len(names)
    goal[places[figure]] = 1
    least = linprog(goal, A_eq=lines, b_eq=sides, method="highs")
    greatest = linprog([-number for number in goal], A_eq=lines, b_eq=sides, method="highs")
    return least.fun, inf if greatest.status == 3 else -greatest.fun
