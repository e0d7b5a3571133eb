"""Shares and intensities of key figures, and the plain figures themselves."""

from tasks.measure.measurement import Measurement, formula, missing, undefined


@formula
def reported_figure(figure: float | None) -> Measurement:
    """Return a figure as it was reported.

    Formula: the figure of the latest reported year; of the network, the sum over the towns that reported every sector.
    Range: 0 upwards; a turnover can be negative.
    Reading: high is large; the number alone says nothing about change.
    Undefined: missing with `not_reported` when the cell is blank.
    Source: the towns' own figures, defined as in Statistics Finland's structural business statistics.
    """
    return missing("not_reported") if figure is None else Measurement(figure)


@formula
def official_figure(count: float) -> Measurement:
    """Return a figure of the official statistics.

    Formula: the figure of the year, or its sum over the municipalities or towns.
    Range: 0 upwards.
    Reading: high is large; the years side by side show the change.
    Undefined: missing with `no_snapshot` without the statistics, with `not_in_snapshot` where the area is not in them.
    Source: Statistics Finland, population structure and employment (the statistics' date stands beside the value).
    """
    return Measurement(count)


@formula
def official_rate_pct(rate: float) -> Measurement:
    """Return a percentage that the official statistics publish.

    Formula: the office's own number for the municipality and year.
    Range: 0 to 100.
    Reading: as the statistics define it; the years side by side show the change.
    Undefined: missing with `no_snapshot` without the statistics, with `not_in_snapshot` where the area or its number is
    not in them; `rate_of_several_areas` for a unit of several municipalities, or one that others have joined since the
    statistics were made: their rates cannot be summed.
    Source: Statistics Finland, employment (the statistics' date stands beside the value).
    """
    return Measurement(rate)


@formula
def share_pct(part: float | None, whole: float | None) -> Measurement:
    """Return a part as a percentage of its whole.

    Formula: 100 · part / whole.
    Range: 0 to 100.
    Reading: high is a large part.
    Undefined: missing with `not_reported` when either is blank; `no_base` when the whole is 0; `inconsistent` when the
    part is larger than the whole or negative.
    Source: definition.
    """
    if part is None or whole is None:
        return missing("not_reported")
    if whole <= 0:
        return undefined("no_base")
    if part > whole or part < 0:
        return undefined("inconsistent")
    return Measurement(100 * part / whole)


@formula
def export_share_pct(export_eur: float | None, turnover_eur: float | None) -> Measurement:
    """Return exports as a percentage of turnover.

    Formula: 100 · exports / turnover.
    Range: 0 to 100.
    Reading: high is dependence on demand from abroad, 0 is sales at home only.
    Undefined: missing with `not_reported` when either is blank; `no_base` without turnover; `inconsistent` when exports
    are larger than turnover.
    Source: definition, as in OECD (2005), Handbook on Economic Globalisation Indicators.
    """
    return share_pct(export_eur, turnover_eur)


@formula
def rd_intensity_pct(rd_expenditure_eur: float | None, turnover_eur: float | None) -> Measurement:
    """Return research and development expenditure as a percentage of turnover.

    Formula: 100 · R&D expenditure / turnover.
    Range: 0 upwards; can exceed 100 in a firm that does not sell yet.
    Reading: high is research-intensive. Never compared with an intensity against gross domestic product.
    Undefined: missing with `not_reported` when either is blank; `no_base` without turnover; `inconsistent` when the
    expenditure is negative.
    Source: definition, as in OECD (2015), Frascati Manual.
    """
    return rate_of(rd_expenditure_eur, turnover_eur, 100)


def rate_of(amount: float | None, base: float | None, scale: float) -> Measurement:
    """Return an amount for `scale` units of a base that does not hold it, so that it can exceed the scale."""
    if amount is None or base is None:
        return missing("not_reported")
    if base <= 0:
        return undefined("no_base")
    return undefined("inconsistent") if amount < 0 else Measurement(scale * amount / base)
