"""What of the quadruple helix and of the competence gaps is covered."""

from collections.abc import Mapping, Sequence

from tasks.measure.diversity import evenness
from tasks.measure.measurement import Measurement, formula, undefined
from tasks.measure.ratios import rate_of

GAP_STATUS_SCORES: Mapping[str, float] = {"open": 0.0, "partial": 0.5, "covered": 1.0}
"""How much of a competence gap counts as covered in each state."""


@formula
def helix_coverage(actor_counts: Sequence[int], minimum_per_helix: int = 1) -> Measurement:
    """Return the share of the quadruple helix that has actors.

    Formula: helices with at least the minimum of active actors / all helices.
    Range: 0 to 1.
    Reading: 1 is all four helices present, lower is a helix missing from the ecosystem or from its mapping.
    Undefined: `no_actors` when no actor is active.
    Source: own definition on the quadruple helix of Carayannis and Campbell (2009).
    """
    if sum(actor_counts) == 0:
        return undefined("no_actors")
    return Measurement(sum(count >= minimum_per_helix for count in actor_counts) / len(actor_counts))


@formula
def helix_balance(actor_counts: Sequence[int]) -> Measurement:
    """Return how evenly the actors are spread over the quadruple helix.

    Formula: -Σ p log2 p / log2 4, over the shares p of the four helices.
    Range: 0 to 1.
    Reading: 1 is equally many actors in each helix, 0 is actors in one helix only.
    Undefined: `no_actors` when no actor is active.
    Source: evenness of Pielou (1966) on the quadruple helix of Carayannis and Campbell (2009).
    """
    return undefined("no_actors") if sum(actor_counts) == 0 else evenness(actor_counts)


@formula
def gap_coverage_pct(statuses: Sequence[str], weights: Sequence[float] | None = None) -> Measurement:
    """Return the share of the recorded competence gaps that is covered.

    Formula: 100 · Σ w_i c_i / Σ w_i, with c = 0 for an open gap, 0.5 for a partly covered and 1 for a covered one; w is
    the importance 1 to 3, or 1 for each gap in the unweighted variant.
    Range: 0 to 100.
    Reading: high is most of what was found lacking has been found; it says nothing of gaps that nobody recorded.
    Undefined: `no_gaps_recorded` without gaps; that is not the same as full coverage. `no_weight` when no gap has any.
    Source: own definition.
    """
    if not statuses:
        return undefined("no_gaps_recorded")
    parts = [1.0] * len(statuses) if weights is None else list(weights)
    if sum(parts) == 0:
        return undefined("no_weight")
    covered = sum(weight * GAP_STATUS_SCORES[status] for weight, status in zip(parts, statuses, strict=True))
    return Measurement(100 * covered / sum(parts))


@formula
def measure_completeness_pct(measures: Sequence[tuple[bool, bool, bool]]) -> Measurement:
    """Return the share of the strategy's measures that can be followed up.

    Formula: 100 · measures with a responsible party, a deadline and an indicator / measures.
    Range: 0 to 100.
    Reading: 100 is a strategy that says for every measure who does what by when and how it is seen.
    Undefined: `no_measures_recorded` without measures.
    Variant: all measures of the register, published or not.
    Minimum data: one measure.
    Source: own definition.
    """
    if not measures:
        return undefined("no_measures_recorded")
    return Measurement(100 * sum(all(parts) for parts in measures) / len(measures))


def output_completion_pct(done: float | None, planned: float | None) -> Measurement:
    """Return how much of a planned output is done.

    Formula: 100 · done / planned, for each output by itself.
    Range: 0 upwards; above 100 is more than was planned.
    Reading: outputs of different kinds are not added up.
    Undefined: missing with `not_reported` when either is blank; `no_base` when nothing was planned; `inconsistent` for
    a negative number.
    Source: definition.
    """
    return rate_of(done, planned, 100)
