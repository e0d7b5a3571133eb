"""How concentrated a distribution over sectors is."""

from tasks.measure.measurement import Measurement, formula, undefined
from tasks.measure.structures import Counts, checked_counts, shares


@formula
def herfindahl_index(counts: Counts) -> Measurement:
    """Return how concentrated jobs are in few sectors.

    Formula: H = Σ s_i², over the shares of all sectors.
    Range: 1/n (n equal sectors) to 1 (one sector).
    Reading: high is dependence on few sectors, low is an even structure. It depends on how many sectors are told apart.
    Undefined: `no_base` when there are no jobs.
    Variant: sectors of the project, or two-digit industries; the two cannot be compared.
    Minimum data: jobs by sector.
    Source: Hirschman (1945), Herfindahl (1950).
    """
    parts = shares(checked_counts(counts))
    return undefined("no_base") if parts is None else Measurement(min(float((parts**2).sum()), 1.0))


@formula
def normalised_herfindahl_index(counts: Counts) -> Measurement:
    """Return the Herfindahl index freed from the number of sectors.

    Formula: (H - 1/n) / (1 - 1/n).
    Range: 0 (equal sectors) to 1 (one sector).
    Reading: high is dependence on few sectors.
    Undefined: `no_base` without jobs; `single_category` when only one sector is told apart.
    Variant: sectors of the project, or two-digit industries; the two cannot be compared.
    Minimum data: jobs by sector.
    Source: Hirschman (1945), Herfindahl (1950).
    """
    index = herfindahl_index(counts)
    if index.value is None:
        return index
    if len(counts) == 1:
        return undefined("single_category")
    floor = 1 / len(counts)
    return Measurement(max((index.value - floor) / (1 - floor), 0.0))


@formula
def equivalent_number(counts: Counts) -> Measurement:
    """Return how many equally large sectors would be as concentrated.

    Formula: 1 / H.
    Range: 1 to n.
    Reading: low is dependence on few sectors.
    Undefined: `no_base` when there are no jobs.
    Variant: as the Herfindahl index.
    Minimum data: jobs by sector.
    Source: Adelman (1969).
    """
    index = herfindahl_index(counts)
    return index if index.value is None else Measurement(1 / index.value)
