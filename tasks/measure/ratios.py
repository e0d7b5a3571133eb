"""Shares and intensities of key figures, and the plain figures themselves."""

from math import sqrt

from tasks.measure.measurement import Measurement, formula, is_given, missing, undefined
from tasks.measure.specialisation import NORMAL_QUANTILE_95


@formula
def reported_figure(figure: float | None) -> Measurement:
    """Return a figure as it was reported.

    Formula: the figure of the latest reported year; of the network, the sum over the towns that reported every sector.
    Range: 0 upwards; a turnover can be negative.
    Reading: high is large; the number alone says nothing about change.
    Undefined: missing with `not_reported` when the cell is blank.
    Source: the towns' own figures, defined as in Statistics Finland's structural business statistics.
    """
    return Measurement(figure) if is_given(figure) else missing("not_reported")


@formula
def official_figure(count: float | None) -> Measurement:
    """Return a figure of the official statistics.

    Formula: the figure of the year, or its sum over the municipalities or towns.
    Range: 0 upwards.
    Reading: high is large; the years side by side show the change.
    Undefined: missing with `no_snapshot` without the statistics, with `not_in_snapshot` where the area is not in them.
    Source: Statistics Finland, population structure and employment (the statistics' date stands beside the value).
    """
    return Measurement(count) if is_given(count) else missing("not_in_snapshot")


@formula
def official_rate_pct(rate: float | None) -> Measurement:
    """Return a percentage that the official statistics publish.

    Formula: the office's own number for the municipality and year.
    Range: 0 to 100.
    Reading: as the statistics define it; the years side by side show the change.
    Undefined: missing with `no_snapshot` without the statistics, with `not_in_snapshot` where the area or its number is
    not in them; `rate_of_several_areas` for a unit of several municipalities, or one that others have joined since the
    statistics were made: their rates cannot be summed.
    Source: Statistics Finland, employment (the statistics' date stands beside the value).
    """
    return Measurement(rate) if is_given(rate) else missing("not_in_snapshot")


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
    if not (is_given(part) and is_given(whole)):
        return missing("not_reported")
    if whole <= 0:
        return undefined("no_base")
    if part > whole or part < 0:
        return undefined("inconsistent")
    return Measurement(100 * part / whole)


@formula
def sector_share_pct(sector_jobs: float | None, all_jobs: float | None) -> Measurement:
    """Return a sector's percentage of all jobs, with its 95 % interval.

    Formula: 100 · p, p = jobs of the sector / n, for n jobs. The interval is 100 · (p + z² / 2n ± z √(p(1 - p) / n +
    z² / 4n²)) / (1 + z² / n) with z = 1.96, which a sector of few jobs or none has too.
    Range: 0 to 100.
    Reading: high is a large sector; a wide interval says that a few jobs more or less would change the share.
    Undefined: missing with `not_reported` when either is blank; `no_base` without jobs; `inconsistent` when the sector
    has more jobs than all sectors or fewer than none.
    Variant: interval=wilson_95.
    Minimum data: jobs of the sector and in total.
    Source: definition; interval of Wilson (1927), recommended by Brown, Cai and DasGupta (2001).
    """
    share = share_pct(sector_jobs, all_jobs)
    if share.value is None or all_jobs is None:
        return share
    part, square = share.value / 100, NORMAL_QUANTILE_95**2
    middle = part + square / (2 * all_jobs)
    reach = NORMAL_QUANTILE_95 * sqrt(part * (1 - part) / all_jobs + square / (4 * all_jobs**2))
    scale = 100 / (1 + square / all_jobs)
    # At 0 and at 100 the bound is the share itself, which rounding would miss.
    lower, upper = min(scale * (middle - reach), share.value), max(scale * (middle + reach), share.value)
    return Measurement(share.value, max(lower, 0.0), min(upper, 100.0))


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
    if not (is_given(amount) and is_given(base)):
        return missing("not_reported")
    if base <= 0:
        return undefined("no_base")
    return undefined("inconsistent") if amount < 0 else Measurement(scale * amount / base)
