"""Groups and scores of published scoreboards, quoted for comparison; none of them is made for a single town."""

from collections.abc import Sequence

from tasks.measure.measurement import Measurement, undefined

RIS_GROUPS: tuple[tuple[float, str], ...] = (
    (134.9, "Leader"), (125.0, "Leader -"), (116.7, "Strong +"), (108.3, "Strong"), (100.0, "Strong -"),
    (90.0, "Moderate +"), (80.0, "Moderate"), (70.0, "Moderate -"), (52.1, "Emerging +"), (34.1, "Emerging"),
)  # fmt: skip
"""The lower bounds of the groups, the highest first; the top one has a bound of its own that must be passed."""
RIS_TOP_BOUND, RIS_TOP, RIS_BOTTOM = 144.8, "Leader +", "Emerging -"

LIFECYCLE_PHASES: tuple[tuple[int, str], ...] = ((3000, "Integration"), (2000, "Attraction"), (999, "Globalization"))
"""More startups than this are in the phase, the highest first."""
FIRST_LIFECYCLE_PHASE = "Activation"


def ris_group(relative_score: float) -> str:
    """Return the performance group of a region in the Regional Innovation Scoreboard.

    Formula: the group whose lower bound the score against the EU (100) reaches; the top group lies above its bound.
    Range: twelve groups from `Emerging -` to `Leader +`.
    Reading: a group of a whole NUTS 2 region; it is never printed as a town's.
    Undefined: never.
    Source: European Commission (2021), Regional Innovation Scoreboard, p. 18.
    """
    if relative_score > RIS_TOP_BOUND:
        return RIS_TOP
    return next((group for bound, group in RIS_GROUPS if relative_score >= bound), RIS_BOTTOM)


def startup_lifecycle_phase(startup_count: int) -> str:
    """Return the phase of a startup ecosystem by the number of its startups alone.

    Formula: Activation up to 999, Globalization up to 2,000, Attraction up to 3,000, Integration above.
    Range: four phases.
    Reading: small towns are all in Activation, so the model does not tell them apart and is quoted, never scored.
    Undefined: never.
    Source: Startup Genome (2020), The Ecosystem Lifecycle; its published bands overlap between 800 and 1,200.
    """
    return next((phase for bound, phase in LIFECYCLE_PHASES if startup_count > bound), FIRST_LIFECYCLE_PHASE)


def vitality_indicator(standardised_changes: Sequence[float]) -> Measurement:
    """Return the vitality of a municipality by five changes.

    Formula: the mean of the standardised changes of population, jobs, tax revenue, economic dependency and education.
    Range: unbounded; 0 is the mean of the municipalities.
    Reading: above 0 is a better development than in the mean municipality.
    Undefined: `incomplete` when not all five are given.
    Source: Kuntaliitto (2022), Elinvoimaindikaattori.
    """
    if len(standardised_changes) != 5:
        return undefined("incomplete")
    return Measurement(sum(standardised_changes) / 5)
