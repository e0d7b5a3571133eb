"""How the towns rate the services of the project's administration."""

from collections.abc import Sequence
from statistics import median

from tasks.measure.measurement import Measurement, formula, missing, undefined

GOOD_RATING = 4
"""From which rating, of 1 to 5, a response is a good one."""


@formula
def service_rating_mean(ratings: Sequence[float], minimum_response_count: int) -> Measurement:
    """Return the mean rating of the project's services.

    Formula: Σ rating / number of responses, of the responses of the quarter.
    Range: 1 to 5.
    Reading: high is satisfied; those who do not answer are not known.
    Undefined: missing with `not_reported` without a response; `too_few_responses` below the smallest number of
    responses that is shown.
    Minimum data: the smallest number of responses that the project shows, five by default.
    Source: definition.
    """
    lacking = _lacking(ratings, minimum_response_count)
    return lacking or Measurement(sum(ratings) / len(ratings))


@formula
def service_good_share_pct(ratings: Sequence[float], minimum_response_count: int) -> Measurement:
    """Return how many of the responses rate a service good.

    Formula: 100 · responses with a rating of 4 or 5 / responses of the quarter.
    Range: 0 to 100.
    Reading: high is satisfied; it does not tell how dissatisfied the others are.
    Undefined: as the mean rating.
    Minimum data: the smallest number of responses that the project shows, five by default.
    Source: definition.
    """
    lacking = _lacking(ratings, minimum_response_count)
    return lacking or Measurement(100 * sum(rating >= GOOD_RATING for rating in ratings) / len(ratings))


@formula
def service_response_days(days: Sequence[float], minimum_response_count: int) -> Measurement:
    """Return how long the towns usually wait for an answer.

    Formula: the median of the days that were given; of an even number, the mean of the two in the middle.
    Range: 0 upwards.
    Reading: low is fast; half of the responses waited longer.
    Undefined: as the mean rating, by the responses that give the days.
    Minimum data: the smallest number of responses that the project shows, five by default.
    Source: definition.
    """
    return _lacking(days, minimum_response_count) or Measurement(float(median(days)))


def _lacking(numbers: Sequence[float], minimum_response_count: int) -> Measurement | None:
    if not numbers:
        return missing("not_reported")
    return undefined("too_few_responses") if len(numbers) < minimum_response_count else None
