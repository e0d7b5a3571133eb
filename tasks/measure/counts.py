"""Plain counts and sums of what towns recorded."""

from collections.abc import Sequence

from tasks.measure.measurement import Measurement, formula, missing, undefined


@formula
def recorded_count(count: int) -> Measurement:
    """Return how many things of a kind are recorded.

    Formula: rows of the table that counts; of actors, those that are active at the end of the quarter.
    Range: 0 upwards.
    Reading: high is many recorded, through a large ecosystem or a careful mapping.
    Undefined: never, once the table was sent.
    Source: definition.
    """
    return Measurement(float(count))


@formula
def recorded_sum(numbers: Sequence[float]) -> Measurement:
    """Return the sum of the numbers that were given.

    Formula: Σ x over the rows with a number; how many they are is stated as n.
    Range: 0 upwards.
    Reading: high is large; blank rows are not estimated, so it is a lower bound when n is smaller than the rows.
    Undefined: missing with `not_reported` when no row has a number.
    Source: definition.
    """
    return Measurement(float(sum(numbers))) if numbers else missing("not_reported")


@formula
def feedback_mean(means: Sequence[float], response_counts: Sequence[float], minimum_response_count: int) -> Measurement:
    """Return the mean of the feedback on several events, each weighted by its responses.

    Formula: Σ mean · responses / Σ responses over the events of which both are recorded.
    Range: 1 to 5.
    Reading: high is satisfied; those who do not answer are not known.
    Undefined: missing with `not_reported` when no event has both; `too_few_responses` below the smallest number of
    responses that is shown.
    Minimum data: the smallest number of responses that the project shows, five by default.
    Source: definition.
    """
    if not means:
        return missing("not_reported")
    responses = sum(response_counts)
    if responses < minimum_response_count:
        return undefined("too_few_responses")
    return Measurement(sum(mean * n for mean, n in zip(means, response_counts, strict=True)) / responses)


@formula
def hei_presence_level(levels: Sequence[int]) -> Measurement:
    """Return how present higher education is in a town.

    Formula: the highest level of any institution in the latest reported year.
    Range: 0 (none) to 4 (degree education and research on site).
    Reading: high is a lasting presence, low is distance.
    Undefined: `no_institutions_recorded` when the town recorded none; that is not the same as level 0.
    Source: own ordinal scale on the forms of university presence in Goddard and Puukka (2008).
    """
    return Measurement(float(max(levels))) if levels else undefined("no_institutions_recorded")
