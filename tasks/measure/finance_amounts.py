"""Amounts of money, exact to the cent, and ways of dividing them so that the parts add up to the whole."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

CENT = Decimal("0.01")
EURO = Decimal(1)


def read_amount(number: float) -> Decimal:
    """Return an amount of a clean table, to the cent.

    A clean table holds money as a binary float. Its shortest decimal text is the number that was written, as long as
    that has at most 15 digits, the cents among them; so the amount is exact, and so is every sum of amounts.
    """
    return Decimal(repr(float(number))).quantize(CENT, ROUND_HALF_UP)


def sum_amounts(amounts: Iterable[Decimal]) -> Decimal:
    """Return the exact sum of amounts; 0 of none."""
    return sum(amounts, Decimal(0))


def round_amount(amount: Fraction | Decimal, unit: Decimal = CENT) -> Decimal:
    """Return an amount rounded half up, away from zero, to a multiple of a unit."""
    whole = abs(Fraction(amount)) / Fraction(unit) + Fraction(1, 2)
    rounded = Decimal(whole.numerator // whole.denominator) * unit
    return -rounded if amount < 0 else rounded


def split_by_rate(total: Decimal, rates_pct: Mapping[str, int], rest: str, unit: Decimal = EURO) -> dict[str, Decimal]:
    """Return a total divided among funders by their percentages; the parts add up to it.

    Every part is rounded half up to the unit, but `rest` bears what is left, with its cents.

    Raises:
        ValueError: The percentages do not sum to 100: a defect of the configuration.
    """
    if sum(rates_pct.values()) != 100:
        raise ValueError(f"the funders' percentages sum to {sum(rates_pct.values())}, not 100")
    parts = {name: round_amount(Fraction(total) * rate / 100, unit) for name, rate in rates_pct.items() if name != rest}
    return {name: parts[name] if name in parts else total - sum_amounts(parts.values()) for name in rates_pct}


def split_each_by_rate(
    amounts: Iterable[Decimal], rates_pct: Mapping[str, int], rest: str, unit: Decimal = EURO
) -> list[dict[str, Decimal]]:
    """Return amounts that follow each other, each divided among funders by cumulative rounding.

    A part is the difference between two rounded sums to date. So each amount's parts add up to it, and a funder's
    parts add up to its part of the total: the rounding never drifts.
    """
    parts: list[dict[str, Decimal]] = []
    to_date = Decimal(0)
    before = dict.fromkeys(rates_pct, Decimal(0))
    for amount in amounts:
        to_date += amount
        shares = split_by_rate(to_date, rates_pct, rest, unit)
        parts.append({name: share - before[name] for name, share in shares.items()})
        before = shares
    return parts


def split_by_weight(total: Decimal, weights: Mapping[str, Decimal], unit: Decimal = CENT) -> dict[str, Decimal]:
    """Return a total divided in proportion to weights by the largest remainder; the parts add up to it.

    Each part is rounded down, and the units that are left go one each to the largest remainders; of equal ones to the
    larger weight, then to the first by name. The order of the weights changes nothing.

    Raises:
        ValueError: The weights are negative or sum to 0, or the total is no multiple of the unit: a defect.
    """
    whole = sum_amounts(weights.values())
    units = total / unit
    if whole <= 0 or min(weights.values()) < 0 or units != units.to_integral_value():
        raise ValueError(f"{total} cannot be divided in units of {unit} by the weights {dict(weights)}")
    exact = {name: Fraction(units) * Fraction(weight) / Fraction(whole) for name, weight in weights.items()}
    parts = {name: part.numerator // part.denominator for name, part in exact.items()}
    left = int(units) - sum(parts.values())
    by_remainder = sorted(exact, key=lambda name: (parts[name] - exact[name], -weights[name], name))
    for name in by_remainder[:left]:
        parts[name] += 1
    return {name: Decimal(part) * unit for name, part in parts.items()}
