"""The measures of economic structure on all municipalities and industries, with econcomplex and ecomplexity beside."""

import contextlib
import warnings
from collections.abc import Callable
from functools import partial

import ecomplexity
import econcomplex
import numpy as np
import pandas as pd

from benchmarks.measuring import peak_memory_mb, seconds_of
from tasks.measure import comparison, complexity, concentration, diversity, inequality, specialisation
from tasks.measure.relatedness import proximity, relatedness_density
from tasks.measure.shift_share import competitive_allocation, gerfin_indices, shift_share
from tasks.measure.structures import by_area

AREA_COUNT = 309
INDUSTRY_COUNT = 88
DETAILED_INDUSTRY_COUNT = 700
QUARTER_COUNT = 12
TARGET_S = 20
TARGET_COMPLEXITY_S = 3
TARGET_MB = 1500

Measures = list[tuple[str, Callable[[pd.DataFrame], object], Callable[[pd.DataFrame], object] | None]]


def main() -> None:
    """Print the CPU seconds of each measure, and of econcomplex for the same."""
    quarters = [_invented_jobs(INDUSTRY_COUNT, seed) for seed in range(QUARTER_COUNT)]
    total, peer_total, own_of_peers = 0.0, 0.0, 0.0
    print(f"Structure of {AREA_COUNT} municipalities, {INDUSTRY_COUNT} industries, {QUARTER_COUNT} quarters (CPU)")
    for name, own, peer in _measures():
        seconds = sum(seconds_of(partial(own, jobs)) for jobs in quarters)
        total += seconds
        beside = ""
        if peer is not None:
            peer_seconds = sum(seconds_of(partial(peer, jobs)) for jobs in quarters)
            peer_total, own_of_peers = peer_total + peer_seconds, own_of_peers + seconds
            beside = f"   econcomplex {peer_seconds:6.2f} s"
        print(f"  {name:<36}{seconds:6.2f} s{beside}")
    print(f"  {'all':<36}{total:6.2f} s  (target {TARGET_S})")
    print(f"  {'those that econcomplex has':<36}{own_of_peers:6.2f} s   econcomplex {peer_total:6.2f} s")
    detailed = _invented_jobs(DETAILED_INDUSTRY_COUNT, QUARTER_COUNT)
    print(f"\nThe same municipalities, {DETAILED_INDUSTRY_COUNT} industries")
    own_seconds = 0.0
    for name, own, peer in (
        ("complexity", _complexity, econcomplex.eci_pci_eigenvector),
        ("relatedness density", _densities, econcomplex.relatedness_density),
    ):
        seconds = seconds_of(partial(own, detailed))
        own_seconds += seconds
        print(f"  {name:<36}{seconds:6.2f} s   econcomplex {seconds_of(partial(peer, detailed)):6.2f} s")
    peer_seconds = seconds_of(partial(_of_ecomplexity, detailed))
    print(f"  {'both':<36}{own_seconds:6.2f} s   ecomplexity {peer_seconds:6.2f} s  (target {TARGET_COMPLEXITY_S})")
    peak_mb = peak_memory_mb()
    print(f"  {'peak memory':<36}{peak_mb:6.0f} MB (target {TARGET_MB})")


def _invented_jobs(industry_count: int, seed: int) -> pd.DataFrame:
    """Return seeded jobs of municipalities by industry, a few of them large and many cells empty."""
    chance = np.random.default_rng(seed)
    size, weight = chance.lognormal(4, 1.3, (AREA_COUNT, 1)), chance.lognormal(0, 1, industry_count)
    jobs = chance.poisson(size * weight * chance.lognormal(-1, 1.2, (AREA_COUNT, industry_count)))
    areas, industries = (pd.Index([f"{place:03}" for place in range(n)]) for n in (AREA_COUNT, industry_count))
    return pd.DataFrame(jobs, index=areas, columns=industries)


def _measures() -> Measures:
    groups = [f"{place // 4:02}" for place in range(INDUSTRY_COUNT)]
    return [
        ("location quotients with intervals", comparison.location_quotients, econcomplex.location_quotient),
        ("exact intervals", _exact_quotients, None),
        ("standard scores", _standard_scores, None),
        ("shrunken quotients", _shrunken_quotients, None),
        ("Krugman", _compared(specialisation.krugman_index), econcomplex.krugman_index),
        ("Hoover", _compared(specialisation.hoover_specialisation), econcomplex.spec_coefficient),
        ("similarity", _compared(specialisation.structural_similarity), None),
        ("Hachman", _compared(comparison.hachman_index), econcomplex.hachman_index),
        ("Gini of specialisation", _compared(specialisation.gini_specialisation), None),
        ("HHI", _each(concentration.herfindahl_index), partial(econcomplex.herfindahl, normalize=False)),
        ("normalised HHI", _each(concentration.normalised_herfindahl_index), econcomplex.herfindahl),
        ("entropy", _each(diversity.shannon_entropy), econcomplex.shannon_entropy),
        ("evenness", _each(diversity.evenness), None),
        ("unrelated variety", _each(partial(diversity.unrelated_variety, groups=groups)), None),
        ("related variety", _each(partial(diversity.related_variety, groups=groups)), None),
        ("Gini over municipalities", _of_industries(inequality.gini), econcomplex.gini),
        ("Theil T over municipalities", _of_industries(inequality.theil_t), None),
        ("relatedness density", _densities, econcomplex.relatedness_density),
        ("complexity", _complexity, econcomplex.eci_pci_eigenvector),
        ("shift-share, three variants", _shifts, None),
    ]


def _each(measure: Callable[..., object]) -> Callable[[pd.DataFrame], object]:
    return lambda jobs: by_area(jobs, measure)  # type: ignore[arg-type]


def _compared(compare: Callable[..., object]) -> Callable[[pd.DataFrame], object]:
    def of_all(jobs: pd.DataFrame) -> object:
        country = jobs.sum().to_numpy()
        return by_area(jobs, lambda town: compare(town, country))  # type: ignore[arg-type, return-value]

    return of_all


def _of_industries(measure: Callable[..., object]) -> Callable[[pd.DataFrame], object]:
    return lambda jobs: by_area(jobs.T, measure)  # type: ignore[arg-type]


def _exact_quotients(jobs: pd.DataFrame) -> object:
    counts = jobs.to_numpy()
    of_areas, of_industries, total = counts.sum(axis=1), counts.sum(axis=0), counts.sum()
    return [
        specialisation.exact_location_quotient(counts[area, industry], of_areas[area], of_industries[industry], total)
        for area in range(AREA_COUNT)
        for industry in range(INDUSTRY_COUNT)
    ]


def _standard_scores(jobs: pd.DataFrame) -> object:
    quotients = comparison.location_quotients(jobs)["value"].unstack()
    return [comparison.standardised_location_quotients(quotients[industry].dropna()) for industry in quotients]


def _shrunken_quotients(jobs: pd.DataFrame) -> object:
    of_areas, total = jobs.sum(axis=1), jobs.to_numpy().sum()
    return [
        comparison.shrunken_location_quotients(jobs[industry], of_areas * jobs[industry].sum() / total)
        for industry in jobs
    ]


def _densities(jobs: pd.DataFrame) -> object:
    present = comparison.present_sectors(jobs)
    return relatedness_density(present, proximity(present, include_self=False))


def _complexity(jobs: pd.DataFrame) -> object:
    return complexity.economic_complexity(comparison.present_sectors(jobs))


def _of_ecomplexity(jobs: pd.DataFrame) -> object:
    """Return what ecomplexity says of both; it makes its table of quotients and densities on the way to complexity."""
    long = jobs.rename_axis(index="area").reset_index().melt("area", var_name="industry", value_name="jobs")
    with warnings.catch_warnings(), contextlib.redirect_stdout(None):
        # It writes pandas as of before version 3.1.
        warnings.simplefilter("ignore")
        return ecomplexity.ecomplexity(
            long.assign(year=2020), {"time": "year", "loc": "area", "prod": "industry", "val": "jobs"}
        )


def _shifts(jobs: pd.DataFrame) -> object:
    counts, country = jobs.to_numpy(dtype=float), jobs.sum().to_numpy(dtype=float)
    return [
        analyse(town, town[::-1], country + 1, country[::-1] + 1)
        for town in counts
        for analyse in (shift_share, competitive_allocation, gerfin_indices)
    ]


if __name__ == "__main__":
    main()
