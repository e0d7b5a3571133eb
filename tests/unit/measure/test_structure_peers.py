"""The measures of economic structure against another program: econcomplex, on forty invented towns."""

import econcomplex
import numpy as np
import pandas as pd
import pytest

from tasks.measure import (
    comparison,
    complexity,
    concentration,
    diversity,
    inequality,
    relatedness,
    specialisation,
    structures,
)


@pytest.fixture(scope="module")
def jobs():
    chance = np.random.default_rng(7)
    size = chance.lognormal(3, 1.5, (40, 1)) * chance.lognormal(0, 1, (40, 25)) / 3
    towns, sectors = [f"KU{place:03}" for place in range(40)], [f"{place:02}" for place in range(25)]
    return pd.DataFrame(chance.poisson(size), index=towns, columns=sectors)


def agree(ours, theirs):
    np.testing.assert_allclose(np.asarray(ours, dtype=float), np.asarray(theirs, dtype=float), rtol=1e-9, atol=1e-9)


def of_cells(outcomes, jobs):
    return outcomes["value"].unstack().loc[jobs.index, jobs.columns]


def test_location_quotients_and_presence(jobs):
    agree(of_cells(comparison.location_quotients(jobs), jobs), econcomplex.location_quotient(jobs))
    agree(comparison.present_sectors(jobs), econcomplex.mcp(jobs))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (comparison.average_location_quotient, econcomplex.location_quotient_avg),
        (comparison.hachman_index, econcomplex.hachman_index),
        (specialisation.krugman_index, econcomplex.krugman_index),
        (specialisation.hoover_specialisation, econcomplex.spec_coefficient),
    ],
)
def test_comparisons_with_the_country(jobs, ours, theirs):
    country = jobs.sum().to_numpy()
    agree(structures.by_area(jobs, lambda town: ours(town, country))["value"], theirs(jobs))


def test_concentration_and_diversity(jobs):
    of_towns = {
        concentration.herfindahl_index: econcomplex.herfindahl(jobs, normalize=False),
        concentration.normalised_herfindahl_index: econcomplex.herfindahl(jobs),
        diversity.shannon_entropy: econcomplex.shannon_entropy(jobs),
    }
    for ours, theirs in of_towns.items():
        agree(structures.by_area(jobs, ours)["value"], theirs)
    agree([inequality.gini(jobs[sector]).value for sector in jobs], econcomplex.gini(jobs))


def test_relatedness_with_a_sector_that_is_no_relative_of_itself(jobs):
    present = comparison.present_sectors(jobs)
    proximities = relatedness.proximity(present, include_self=False)
    agree(proximities, econcomplex.proximity(jobs)["product"])
    # There a density is a percentage.
    densities = of_cells(relatedness.relatedness_density(present, proximities), jobs)
    agree(100 * densities, econcomplex.relatedness_density(jobs))


def test_economic_complexity(jobs):
    found = complexity.economic_complexity(comparison.present_sectors(jobs))
    agree(found.areas["value"], econcomplex.eci_pci_eigenvector(jobs)[0])
