"""The development phase of an ecosystem, who drives it, and where the phase and the other data disagree."""

from collections.abc import Mapping, Sequence
from math import floor
from statistics import median

from tasks.measure.measurement import Measurement, formula, is_given, undefined

MINIMUM_DIMENSIONS = 4
DEVELOPING, ESTABLISHED = 2, 3


@formula
def development_phase(scores: Sequence[int | None]) -> Measurement:
    """Return the phase of an ecosystem from the scores of its dimensions, with the lowest and the highest score.

    Formula: floor of the median of the scores that were given; a dimension without a score (None) is left out.
    Range: 1 (emerging) to 4 (renewing).
    Reading: high is a mature ecosystem; a wide range between the bounds means that its dimensions differ.
    Undefined: `too_few_dimensions` when fewer than four of the six dimensions were scored.
    Source: own design on the phases of Moore (1993); the conservative floor avoids promising the next phase.
    """
    given = [score for score in scores if is_given(score)]
    if len(given) < MINIMUM_DIMENSIONS:
        return undefined("too_few_dimensions")
    return Measurement(float(floor(median(given))), float(min(given)), float(max(given)))


@formula
def maturity_score(score: int | None) -> Measurement:
    """Return the score of one dimension as its assessor gave it.

    Formula: the score of the latest assessed year.
    Range: 1 to 4.
    Reading: high is a mature dimension.
    Undefined: `not_scored` when the assessor left it blank.
    Source: own design on the phases of Moore (1993).
    """
    return undefined("not_scored") if score is None else Measurement(float(score))


@formula
def driver_of(links_by_helix: Mapping[str, int]) -> tuple[str, Measurement]:
    """Return the helix that drives the ecosystem and the number of its orchestrators' links.

    Formula: the helix whose named orchestrators have the most linked partners together.
    Range: 0 upwards.
    Reading: business, public and academia are the company-led, town-led and school-led types of ecosystem.
    Undefined: `no_orchestrator` when no active actor has that role; `tie` when two helices have equally many links.
    Source: own definition; the town-, company- and school-led types are the project's own vocabulary.
    """
    if not links_by_helix:
        return "", undefined("no_orchestrator")
    most = max(links_by_helix.values())
    leaders = [helix for helix, count in links_by_helix.items() if count == most]
    return (leaders[0], Measurement(float(most))) if len(leaders) == 1 else ("", undefined("tie"))


@formula
def phase_contradictions(phase: float | None, orchestrator_count: int | None, hei_links: float | None) -> list[str]:
    """Return the rules by which the assessed phase and the other data contradict each other.

    Formula: `developing_without_orchestrator` for phase 2 or more without a named orchestrator;
    `established_without_hei_link` for phase 3 or more without a link to higher education or research.
    Range: none to both.
    Reading: a contradiction asks people to look again; it does not change the phase.
    Undefined: a rule is not applied where its data is missing (None).
    Source: own design on the phases of Moore (1993).
    """
    rules = []
    if phase is not None and phase >= DEVELOPING and orchestrator_count == 0:
        rules.append("developing_without_orchestrator")
    if phase is not None and phase >= ESTABLISHED and hei_links == 0:
        rules.append("established_without_hei_link")
    return rules


@formula
def towns_by_phase(phases: Sequence[float | None]) -> dict[str, Measurement]:
    """Return how many towns are in each phase, and how many could not be assessed (None).

    Formula: towns with data, by phase.
    Range: 0 upwards.
    Reading: where the weight of the network lies.
    Undefined: never; towns that sent no assessment are not in the count.
    Source: own design on the phases of Moore (1993).
    """
    names = ["not_assessable" if phase is None else str(int(phase)) for phase in phases]
    return {name: Measurement(float(names.count(name))) for name in ("1", "2", "3", "4", "not_assessable")}
