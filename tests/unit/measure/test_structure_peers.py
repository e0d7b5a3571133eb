"""The measures of structure against other programs (econcomplex, ecomplexity, inequality) on forty invented towns."""

import warnings

import ecomplexity
import econcomplex
import numpy as np
import pandas as pd
import pytest
from inequality.gini import Gini
from inequality.schutz import Schutz
from inequality.theil import Theil, TheilD

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


@pytest.fixture(scope="module")
def of_ecomplexity(jobs):
    """What ecomplexity says of the same jobs: its table of towns and sectors, and its proximities."""
    long = jobs.rename_axis(index="town", columns="sector").stack().rename("jobs").reset_index().assign(year=2020)
    names = {"time": "year", "loc": "town", "prod": "sector", "val": "jobs"}
    with warnings.catch_warnings():
        # It writes pandas as of before version 3.1.
        warnings.simplefilter("ignore")
        return ecomplexity.ecomplexity(long, names), ecomplexity.proximity(long, names)


def test_quotients_diversity_and_ubiquity_are_those_of_ecomplexity(jobs, of_ecomplexity):
    table, _ = of_ecomplexity
    present = comparison.present_sectors(jobs)
    wide = table.pivot(index="town", columns="sector", values=["rca", "mcp", "diversity", "ubiquity"])
    agree(of_cells(comparison.location_quotients(jobs), jobs), wide["rca"])
    agree(present, wide["mcp"])
    agree(relatedness.sector_diversity(present), wide["diversity"].iloc[:, 0])
    agree(relatedness.ubiquity(present), wide["ubiquity"].iloc[0])


def test_relatedness_with_a_sector_that_is_its_own_relative_is_that_of_ecomplexity(jobs, of_ecomplexity):
    table, proximities = of_ecomplexity
    present = comparison.present_sectors(jobs)
    related = relatedness.proximity(present, include_self=True)
    agree(related, proximities.pivot(index="sector_1", columns="sector_2", values="proximity"))
    densities = of_cells(relatedness.relatedness_density(present, related), jobs)
    agree(densities, table.pivot(index="town", columns="sector", values="density"))


def test_complexity_of_towns_and_sectors_is_that_of_ecomplexity(jobs, of_ecomplexity):
    table, _ = of_ecomplexity
    found = complexity.economic_complexity(comparison.present_sectors(jobs))
    agree(found.areas["value"], table.drop_duplicates("town").set_index("town")["eci"][jobs.index])
    agree(found.sectors["value"], table.drop_duplicates("sector").set_index("sector")["pci"][jobs.columns])


def test_inequality_over_towns_is_that_of_inequality(jobs):
    for sector in jobs:
        amounts = jobs[sector].to_numpy(dtype=float)
        agree(inequality.gini(amounts).value, Gini(amounts).g)
        agree(inequality.theil_t(amounts).value, Theil(amounts).T)
        # The Hoover index is the largest distance of the Lorenz curve from equality, which bears Schutz's name there.
        agree(inequality.hoover_index(amounts).value, Schutz(pd.DataFrame({"jobs": amounts}), "jobs").distance)


def test_the_parts_of_theils_t_are_those_of_inequality(jobs):
    groups = np.arange(len(jobs)) % 4
    for sector in jobs:
        # It has no answer for a place with nothing.
        amounts = jobs[sector].to_numpy(dtype=float) + 1
        theirs, ours = TheilD(amounts, groups), inequality.theil_decomposition(amounts, groups.tolist())
        agree([ours.total.value, ours.between.value, ours.within.value], [theirs.T, theirs.bg[0], theirs.wg[0]])
