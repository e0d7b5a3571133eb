"""How firms come and go, and whether a town has as many jobs as working residents."""

from tasks.measure.measurement import Measurement, formula
from tasks.measure.ratios import rate_of


@formula
def new_firms_per_1000(new_firm_count: float | None, population: float | None) -> Measurement:
    """Return how many firms began for 1,000 inhabitants.

    Formula: 1,000 · firms that began in the year / population at its end.
    Range: 0 upwards.
    Reading: high is lively founding. All new firms count, sole traders too, so it is no number of startups.
    Undefined: missing with `not_reported` when either is blank; `no_base` without inhabitants; `inconsistent` for a
    negative count.
    Variant: the town's own new firms of its latest year, population of the same year.
    Minimum data: new firms in the total row and a population of that year.
    Source: definition, with firms that began as in Statistics Finland, enterprise openings and closures.
    """
    return rate_of(new_firm_count, population, 1000)


@formula
def firm_birth_rate_pct(new_firm_count: float | None, firm_count: float | None) -> Measurement:
    """Return the firms that began in a year as a percentage of all firms.

    Formula: 100 · firms that began in the year / firms.
    Range: 0 upwards, mostly below 20.
    Reading: high is renewal, in a small town sometimes a single new firm.
    Undefined: missing with `not_reported` when either is blank; `no_base` without firms; `inconsistent` for a negative
    count.
    Variant: the town's own figures of its latest year.
    Minimum data: new firms and firms in the total row.
    Source: definition, as in Statistics Finland, enterprise openings and closures; Eurostat and OECD (2007).
    """
    return rate_of(new_firm_count, firm_count, 100)


def firm_death_rate_pct(closed_firm_count: float | None, firm_count: float | None) -> Measurement:
    """Return the firms that closed in a year as a percentage of all firms.

    Formula: 100 · firms that closed in the year / firms.
    Range: 0 upwards, mostly below 20.
    Reading: high is many closures; read beside the births, as both belong to renewal.
    Undefined: as the birth rate.
    Source: definition, as in Statistics Finland, enterprise openings and closures; Eurostat and OECD (2007).
    """
    return rate_of(closed_firm_count, firm_count, 100)


def net_entry_rate_pct(
    new_firm_count: float | None, closed_firm_count: float | None, firm_count: float | None
) -> Measurement:
    """Return by how many per cent of all firms their number grew through births and deaths.

    Formula: birth rate - death rate.
    Range: -100 upwards.
    Reading: above 0 is a growing stock of firms.
    Undefined: as the birth rate.
    Source: definition, as in Statistics Finland, enterprise openings and closures; Eurostat and OECD (2007).
    """
    births, deaths = rate_of(new_firm_count, firm_count, 100), rate_of(closed_firm_count, firm_count, 100)
    if births.value is None or deaths.value is None:
        return births if births.value is None else deaths
    return Measurement(births.value - deaths.value)


@formula
def workplace_self_sufficiency_pct(job_count: float | None, employed_resident_count: float | None) -> Measurement:
    """Return the jobs in a town as a percentage of its employed residents.

    Formula: 100 · jobs in the area / employed residents.
    Range: 0 upwards.
    Reading: above 100 more people come to the town for work than leave it for work.
    Undefined: missing with `no_snapshot` without one of the statistics, with `not_in_snapshot` where they have no year
    in common, with `not_reported` when a number is blank; `no_base` without employed residents; `inconsistent` for a
    negative count.
    Source: Statistics Finland, employment, concept of workplace self-sufficiency.
    """
    return rate_of(job_count, employed_resident_count, 100)
