"""How something changed between two points of time, and why there may be no rate of change."""

from tasks.measure.measurement import Measurement, formula, is_given, missing, undefined


def change(start: float | None, end: float | None) -> Measurement:
    """Return by how much something changed.

    Formula: v_1 - v_0.
    Range: unbounded.
    Reading: above 0 it grew, below 0 it shrank.
    Undefined: missing with `not_reported` when either number is blank.
    Minimum data: the number at two points of time, by the same definition and area.
    Source: definition.
    """
    if not (is_given(start) and is_given(end)):
        return missing("not_reported")
    return Measurement(end - start)


def growth_pct(start: float | None, end: float | None) -> Measurement:
    """Return the change as a percentage of the start.

    Formula: 100 · (v_1 - v_0) / v_0.
    Range: -100 upwards, for amounts that cannot be negative.
    Reading: above 0 it grew, below 0 it shrank; of a small start every percentage is large.
    Undefined: missing with `not_reported` when either number is blank; `no_base` when the start is 0; `negative_base`
    when it is negative, since the sign of the rate would mean nothing.
    Minimum data: the number at two points of time, by the same definition and area.
    Source: definition.
    """
    if not (is_given(start) and is_given(end)):
        return missing("not_reported")
    if start <= 0:
        return undefined("no_base" if start == 0 else "negative_base")
    return Measurement(100 * (end - start) / start)


@formula
def annual_growth_pct(start: float | None, end: float | None, years: float) -> Measurement:
    """Return the constant yearly growth that leads from the start to the end.

    Formula: 100 · ((v_1 / v_0)^(1 / years) - 1).
    Range: -100 upwards.
    Reading: above 0 it grew, below 0 it shrank; the years between the two are not looked at.
    Undefined: as the growth between two points of time; `no_period` without a year between them; `inconsistent` when
    the end is negative.
    Variant: compound (CAGR).
    Minimum data: the number at two points of time, by the same definition and area.
    Source: definition.
    """
    total = growth_pct(start, end)
    if total.value is None or start is None or end is None:
        return total
    if not years > 0:
        return undefined("no_period")
    if end < 0:
        return undefined("inconsistent")
    return Measurement(100 * ((end / start) ** (1 / years) - 1))
