"""What a region's change of jobs owes to the whole economy, to its sectors, and to itself."""

from dataclasses import dataclass

import numpy as np

from tasks.measure.measurement import Measurement, formula, undefined
from tasks.measure.structures import Counts, aligned_counts


@dataclass(frozen=True)
class ShiftShare:
    """The parts of a region's change of jobs.

    Attributes:
        change: The change itself.
        national_share: What the region would have had if all its jobs had grown as the whole economy.
        industry_mix: What its sectors growing faster or slower than the economy add.
        regional_share: What is left: its sectors growing faster or slower here than elsewhere.
    """

    change: Measurement
    national_share: Measurement
    industry_mix: Measurement
    regional_share: Measurement


@formula
def shift_share(region_start: Counts, region_end: Counts, nation_start: Counts, nation_end: Counts) -> ShiftShare:
    """Return a region's change of jobs in three parts, which sum to it.

    Formula: NS = Σ e_i G, IM = Σ e_i (G_i - G), RS = Σ (e'_i - e_i n'_i / n_i), where e_i and e'_i are the region's
    jobs of sector i at start and end, n_i and n'_i the nation's, G_i = n'_i / n_i - 1 and G the growth of all jobs.
    Range: unbounded, in jobs; NS + IM + RS is the change.
    Reading: a positive industry mix is sectors that grow everywhere; a positive regional share is sectors that do
    better here than in the country. It describes and does not explain.
    Undefined: `no_base` when the region or the nation has no jobs at the start; `inconsistent` when the region has
    more jobs in a sector than the nation. A sector that begins after the start belongs to the regional share.
    Variant: classic; five years unless said otherwise.
    Reference area: the whole country, the region included.
    Minimum data: jobs by sector at two points of time, of the region and of the nation.
    Source: Dunn (1960).
    """
    start, end, nation, nation_later = aligned_counts(region_start, region_end, nation_start, nation_end)
    reason = _undefined_because(start, end, nation, nation_later)
    if reason:
        return ShiftShare(*[undefined(reason)] * 4)
    growth = nation_later.sum() / nation.sum() - 1
    expected = start * _growth_factors(nation, nation_later)
    return ShiftShare(
        Measurement(float(end.sum() - start.sum())),
        Measurement(float(start.sum() * growth)),
        Measurement(float(expected.sum() - start.sum() * (1 + growth))),
        Measurement(float(end.sum() - expected.sum())),
    )


@dataclass(frozen=True)
class CompetitiveAllocation:
    """The regional share of `shift_share` in two parts, which sum to it.

    Attributes:
        competitive: What the sectors' better or worse growth would be with the nation's structure.
        allocation: What comes from being specialised in the sectors that do better or worse here.
    """

    competitive: Measurement
    allocation: Measurement


def competitive_allocation(
    region_start: Counts, region_end: Counts, nation_start: Counts, nation_end: Counts
) -> CompetitiveAllocation:
    """Return the regional share of a change of jobs, divided into competition and specialisation.

    Formula: C = Σ h_i (g_i - G_i), A = Σ (e_i - h_i)(g_i - G_i), where h_i = Σ e · n_i / n are the jobs of the region
    with the nation's structure, and g_i and G_i the growth of sector i in the region and in the nation.
    Range: unbounded, in jobs; C + A is the regional share.
    Reading: positive competition is sectors that do better here whatever their size; positive allocation is being
    specialised in those.
    Undefined: as the shift-share analysis; `sector_without_base` when the region lacks at the start a sector of the
    nation, since it has no rate of growth.
    Variant: Esteban-Marquillas.
    Reference area: the whole country, the region included.
    Minimum data: as the shift-share analysis.
    Source: Esteban-Marquillas (1972).
    """
    start, end, nation, nation_later = aligned_counts(region_start, region_end, nation_start, nation_end)
    reason = _undefined_because(start, end, nation, nation_later)
    has_nation = nation > 0
    if not reason and ((start == 0) & (has_nation | (end > 0))).any():
        reason = "sector_without_base"
    if reason:
        return CompetitiveAllocation(undefined(reason), undefined(reason))
    start, end, nation, nation_later = (counts[has_nation] for counts in (start, end, nation, nation_later))
    lead = end / start - nation_later / nation
    homothetic = start.sum() * nation / nation.sum()
    return CompetitiveAllocation(
        Measurement(float((homothetic * lead).sum())), Measurement(float(((start - homothetic) * lead).sum()))
    )


@dataclass(frozen=True)
class GerfinIndices:
    """The parts of a region's growth relative to the nation's, which multiply to the net shift.

    Attributes:
        industry_mix: How its sectors would have grown, relative to the economy.
        regional_share: How the region grew, relative to its sectors.
        net_shift: How the region grew, relative to the economy.
    """

    industry_mix: Measurement
    regional_share: Measurement
    net_shift: Measurement


def gerfin_indices(region_start: Counts, region_end: Counts, nation_start: Counts, nation_end: Counts) -> GerfinIndices:
    """Return the shift-share analysis as indices, which can be compared between towns of different sizes.

    Formula: mix = Σ e_i n'_i / n_i / (Σ e_i · N' / N), regional = Σ e'_i / Σ (e_i n'_i / n_i), net = mix · regional.
    Range: 0 upwards; 1 is as the nation.
    Reading: above 1 is faster than the nation.
    Undefined: as the shift-share analysis; `no_growth_base` when the nation's or the region's sectors have no jobs left
    at the end.
    Variant: Gerfin.
    Reference area: the whole country, the region included.
    Minimum data: as the shift-share analysis.
    Source: Gerfin (1964).
    """
    start, end, nation, nation_later = aligned_counts(region_start, region_end, nation_start, nation_end)
    reason = _undefined_because(start, end, nation, nation_later)
    if reason:
        return GerfinIndices(*[undefined(reason)] * 3)
    of_sectors = float((start * _growth_factors(nation, nation_later)).sum())
    of_economy = float(start.sum() * nation_later.sum() / nation.sum())
    if of_sectors == 0 or of_economy == 0:
        return GerfinIndices(*[undefined("no_growth_base")] * 3)
    region = float(end.sum())
    return GerfinIndices(
        Measurement(of_sectors / of_economy), Measurement(region / of_sectors), Measurement(region / of_economy)
    )


def _undefined_because(start: np.ndarray, end: np.ndarray, nation: np.ndarray, nation_later: np.ndarray) -> str:
    if (start > nation).any() or (end > nation_later).any():
        return "inconsistent"
    return "no_base" if start.sum() == 0 or nation.sum() == 0 else ""


def _growth_factors(nation: np.ndarray, nation_later: np.ndarray) -> np.ndarray:
    """Return the nation's jobs at the end by those at the start; 0 for a sector that began later."""
    factors: np.ndarray = np.divide(nation_later, nation, out=np.zeros_like(nation), where=nation > 0)
    return factors
