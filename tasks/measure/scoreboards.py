"""Groups and scores of published scoreboards, quoted for comparison; none of them is made for a single town."""

from collections.abc import Sequence
from math import isfinite, sqrt
from statistics import fmean

from tasks.measure.measurement import Measurement, is_given, undefined
from tasks.measure.normalisation import capped_outliers, min_max

RIS_GROUPS: tuple[tuple[float, str], ...] = (
    (134.9, "Leader"), (125.0, "Leader -"), (116.7, "Strong +"), (108.3, "Strong"), (100.0, "Strong -"),
    (90.0, "Moderate +"), (80.0, "Moderate"), (70.0, "Moderate -"), (52.1, "Emerging +"), (34.1, "Emerging"),
)  # fmt: skip
"""The lower bounds of the groups, the highest first; the top one has a bound of its own that must be passed."""
RIS_TOP_BOUND, RIS_TOP, RIS_BOTTOM = 144.8, "Leader +", "Emerging -"

LIFECYCLE_PHASES: tuple[tuple[int, str], ...] = ((3000, "Integration"), (2000, "Attraction"), (999, "Globalization"))
"""More startups than this are in the phase, the highest first."""
FIRST_LIFECYCLE_PHASE = "Activation"

VITALITY_CHANGES = 5


def ris_group(relative_score: float) -> str:
    """Return the performance group of a region in the Regional Innovation Scoreboard.

    Formula: the group whose lower bound the score against the EU (100) reaches; the top group lies above its bound.
    Range: twelve groups from `Emerging -` to `Leader +`.
    Reading: a group of a whole NUTS 2 region; it is never printed as a town's.
    Undefined: never.
    Source: European Commission (2021), Regional Innovation Scoreboard, p. 18.
    """
    if not isfinite(relative_score):
        raise ValueError("only a region with a score is in a performance group")
    if relative_score > RIS_TOP_BOUND:
        return RIS_TOP
    return next((group for bound, group in RIS_GROUPS if relative_score >= bound), RIS_BOTTOM)


def ris_index(
    indicators: Sequence[Sequence[float]], is_skewed: Sequence[bool], country_factors: Sequence[float]
) -> list[Measurement]:
    """Return the composite of regions as the Regional Innovation Scoreboard makes it; one row a region.

    Formula: f_c · mean over the indicators of min-max(t(x)), where x is the indicator without outliers
    (`normalisation.capped_outliers`), t the square root for a skewed indicator, and f_c the factor that corrects for
    the region's country.
    Range: 0 to the highest factor.
    Reading: high is a strong region among those that are compared. Divided by the EU's index it gives the group.
    Undefined: `constant_column` when every indicator is equal in all regions; one that is equal is left out.
    Variant: unweighted; which indicators are skewed is the scoreboard's own choice.
    Minimum data: every indicator of every region; outliers can be told from more than ten regions on.
    Source: European Commission (2021), Regional Innovation Scoreboard 2021, methodology report.

    Raises:
        ValueError: A value is missing, a skewed indicator is negative, or the lengths differ.
    """
    columns: list[list[float]] = []
    for values, has_skew in zip(zip(*indicators, strict=True), is_skewed, strict=True):
        capped, _ = capped_outliers(values)
        if has_skew and min(capped) < 0:
            raise ValueError("a skewed indicator is transformed by its square root and cannot be negative")
        scores = [score.value for score in min_max([sqrt(value) for value in capped] if has_skew else capped)]
        columns += [[score for score in scores if score is not None]] if None not in scores else []
    if not columns:
        return [undefined("constant_column")] * len(indicators)
    means = [fmean(scores) for scores in zip(*columns, strict=True)]
    return [Measurement(factor * mean) for factor, mean in zip(country_factors, means, strict=True)]


def startup_lifecycle_phase(startup_count: int) -> str:
    """Return the phase of a startup ecosystem by the number of its startups alone.

    Formula: Activation up to 999, Globalization up to 2,000, Attraction up to 3,000, Integration above.
    Range: four phases.
    Reading: small towns are all in Activation, so the model does not tell them apart and is quoted, never scored.
    Undefined: never.
    Source: Startup Genome (2020), The Ecosystem Lifecycle; its published bands overlap between 800 and 1,200.
    """
    if startup_count < 0:
        raise ValueError(f"a number of startups cannot be negative: {startup_count}")
    return next((phase for bound, phase in LIFECYCLE_PHASES if startup_count > bound), FIRST_LIFECYCLE_PHASE)


def vitality_indicator(standardised_changes: Sequence[float | None]) -> Measurement:
    """Return the vitality of a municipality by five changes.

    Formula: the mean of the standardised changes of population, jobs, tax revenue, economic dependency and education.
    Range: unbounded; 0 is the mean of the municipalities.
    Reading: above 0 is a better development than in the mean municipality.
    Undefined: `incomplete` when not all five are given.
    Source: Kuntaliitto (2022), Elinvoimaindikaattori.
    """
    given = [change for change in standardised_changes if is_given(change)]
    if len(standardised_changes) != VITALITY_CHANGES or len(given) < VITALITY_CHANGES:
        return undefined("incomplete")
    return Measurement(sum(given) / VITALITY_CHANGES)
