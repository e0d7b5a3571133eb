"""How the links changed between two days."""

from collections.abc import Set
from dataclasses import dataclass

from tasks.measure.measurement import Measurement, formula, undefined

ActorPair = tuple[str, str]
"""The ids of two linked actors, in their alphabetical order."""


@dataclass(frozen=True)
class LinkChange:
    """Which links of two days are in both, in the later one only and in the earlier one only."""

    kept: frozenset[ActorPair]
    begun: frozenset[ActorPair]
    ended: frozenset[ActorPair]

    @property
    def counts(self) -> dict[str, int]:
        """How many links are of each kind."""
        return {"kept": len(self.kept), "begun": len(self.begun), "ended": len(self.ended)}


@formula
def compare_links(before: Set[ActorPair], after: Set[ActorPair]) -> LinkChange:
    """Return which linked pairs of actors were kept, begun and ended between two days.

    Formula: kept = before ∩ after, begun = after - before, ended = before - after.
    Range: 0 upwards each; kept and begun together are the links of the later day.
    Reading: both days are read from the same register, so a link that is entered late with its true first day does not
    count as begun; one without a first day counts on both days.
    Undefined: never, once the links were sent.
    Variant: the end of the quarter against the end of the one before, or against the day on which the project began,
    both from the latest register.
    Minimum data: the links of a town.
    Source: definition, as in Snijders, van de Bunt and Steglich (2010).
    """
    return LinkChange(frozenset(before & after), frozenset(after - before), frozenset(before - after))


@formula
def link_stability_pct(change: LinkChange) -> Measurement:
    """Return the share of the links of two days that both days have.

    Formula: 100 · kept / (kept + begun + ended), the Jaccard coefficient.
    Range: 0 to 100.
    Reading: 100 is an unchanged network or a register that nobody touched, 0 is an entirely different one.
    Undefined: `no_links` when neither day has a link.
    Variant: the end of the quarter against the end of the one before, both from the latest register.
    Minimum data: one link at either end.
    Source: Jaccard (1912), for networks as in Snijders, van de Bunt and Steglich (2010).
    """
    total = sum(change.counts.values())
    return undefined("no_links") if total == 0 else Measurement(100 * len(change.kept) / total)
