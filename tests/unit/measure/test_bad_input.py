"""Data of which a measure can make nothing: a status with its reason or an error that names the rows, no number."""

import numpy as np
import pandas as pd
import pytest

from tasks.measure import (
    aggregation,
    brokerage,
    business_dynamics,
    centrality,
    cohesion,
    comparison,
    complexity,
    concentration,
    coverage,
    diversity,
    groupings,
    growth,
    inequality,
    maturity,
    networks,
    normalisation,
    rank_bands,
    ratios,
    relatedness,
    scoreboards,
    shift_share,
    specialisation,
    structures,
)
from tasks.measure.measurement import Measurement
from tasks.measure.values import Status

NO_LINKS = np.zeros((0, 2), dtype=int)
ONE_LINK = np.array([[0, 1]])
TWO_PAIRS = np.array([[0, 1], [2, 3]])
TOWN_AND_COUNTRY = (
    specialisation.krugman_index,
    specialisation.hoover_specialisation,
    specialisation.structural_similarity,
    specialisation.gini_specialisation,
    comparison.average_location_quotient,
    comparison.hachman_index,
)
OF_ONE_AREA = (
    concentration.herfindahl_index,
    concentration.normalised_herfindahl_index,
    concentration.equivalent_number,
    diversity.shannon_entropy,
    diversity.evenness,
    diversity.effective_number,
    inequality.gini,
    inequality.standardised_gini,
    inequality.theil_t,
    inequality.theil_l,
    inequality.hoover_index,
)


def reasons_of(outcome):
    """Return the reasons of one measurement or of several, after making sure that none of them has a number."""
    measured = outcome if isinstance(outcome, list | tuple) else [outcome]
    assert all(one.value is None and one.status is not Status.OK for one in measured)
    return {one.reason for one in measured}


@pytest.mark.parametrize("compare", TOWN_AND_COUNTRY)
def test_town_and_country_with_other_sectors_are_compared_over_the_sectors_of_both(compare):
    town, country = pd.Series({"metal": 30, "wood": 70}), pd.Series({"food": 400, "wood": 400, "metal": 200})
    whole = pd.Series({"food": 0, "wood": 70, "metal": 30})
    assert compare(town, country) == compare(whole, country)


@pytest.mark.parametrize("compare", TOWN_AND_COUNTRY)
def test_unequal_lists_without_names_are_an_error_that_says_how_long_they_are(compare):
    with pytest.raises(ValueError, match="equally many sectors, not 2 and 3"):
        compare([30, 70], [400, 400, 200])


def test_a_sector_that_the_country_lacks_is_inconsistent_in_its_own_cell_alone():
    towns = pd.DataFrame({"wood": [60], "mining": [5]}, index=["Alfala"])
    found = comparison.location_quotients(towns, pd.Series({"wood": 500, "food": 500}))
    assert found.loc[("Alfala", "mining"), "reason"] == "inconsistent"
    assert found.loc[("Alfala", "wood"), "status"] == "ok"


def test_a_sector_of_the_first_year_alone_is_lost_as_it_is_in_the_country():
    # The nation's mining ends: the town's ten jobs are its part of that, and nothing of its own.
    found = shift_share.shift_share(
        pd.Series({"wood": 90, "mining": 10}), pd.Series({"wood": 90}),
        pd.Series({"wood": 900, "mining": 100}), pd.Series({"wood": 900}),
    )  # fmt: skip
    assert found.change.value == -10
    assert found.regional_share.value == pytest.approx(0)
    assert found.national_share.value + found.industry_mix.value == pytest.approx(-10)


def test_a_sector_of_the_last_year_alone_is_the_towns_own_growth():
    found = shift_share.shift_share(
        pd.Series({"wood": 100}), pd.Series({"wood": 100, "games": 5}),
        pd.Series({"wood": 1000}), pd.Series({"wood": 1000, "games": 50}),
    )  # fmt: skip
    assert found.regional_share.value == pytest.approx(5)


def test_growth_of_a_sector_that_there_was_not_has_no_rate():
    assert reasons_of(growth.growth_pct(0, 5)) == {"no_base"}
    assert reasons_of(growth.annual_growth_pct(0, 5, 3)) == {"no_base"}


@pytest.mark.parametrize("measure", OF_ONE_AREA)
def test_a_negative_count_is_an_error_that_names_its_sector(measure):
    with pytest.raises(ValueError, match="metal = -3"):
        measure(pd.Series({"wood": 10, "metal": -3}))


@pytest.mark.parametrize("compare", TOWN_AND_COUNTRY)
def test_a_negative_count_in_a_comparison_is_an_error_that_names_its_sector(compare):
    with pytest.raises(ValueError, match="metal = -3"):
        compare(pd.Series({"wood": 10, "metal": -3}), pd.Series({"wood": 100, "metal": 30}))


def test_faulty_counts_of_many_towns_are_an_error_that_names_towns_and_sectors():
    towns = pd.DataFrame({"wood": [60, -1], "metal": [np.nan, 5]}, index=["Alfala", "Betala"])
    for measure in (
        lambda: comparison.location_quotients(towns),
        lambda: structures.by_area(towns, concentration.herfindahl_index),
    ):
        with pytest.raises(ValueError, match="Alfala, metal = nan; Betala, wood = -1"):
            measure()


def test_parts_that_are_larger_than_their_whole_are_inconsistent():
    assert reasons_of(specialisation.location_quotient(120, 100, 500, 1000)) == {"inconsistent"}
    assert reasons_of(ratios.export_share_pct(120, 100)) == {"inconsistent"}
    assert reasons_of(ratios.rd_intensity_pct(-1, 100)) == {"inconsistent"}
    shares = shift_share.shift_share([50], [60], [40], [80])
    assert reasons_of([shares.change, shares.national_share, shares.industry_mix, shares.regional_share]) == {
        "inconsistent"
    }


@pytest.mark.parametrize("compare", TOWN_AND_COUNTRY)
def test_an_empty_town_has_no_structure_to_compare(compare):
    assert reasons_of(compare([0, 0], [400, 600])) == {"no_base"}
    assert reasons_of(compare([30, 70], [0, 0])) <= {"no_base", "inconsistent"}


@pytest.mark.parametrize("measure", OF_ONE_AREA)
def test_a_zero_total_has_no_shares(measure):
    assert reasons_of(measure([0, 0, 0])) == {"no_base"}


def test_a_rate_of_nothing_has_no_base():
    for measured in (
        ratios.share_pct(0, 0),
        ratios.export_share_pct(0, 0),
        ratios.rd_intensity_pct(0, 0),
        business_dynamics.new_firms_per_1000(3, 0),
        business_dynamics.firm_birth_rate_pct(3, 0),
        business_dynamics.workplace_self_sufficiency_pct(3, 0),
        specialisation.location_quotient(0, 0, 100, 1000),
        specialisation.location_quotient(0, 100, 0, 1000),
    ):
        assert reasons_of(measured) == {"no_base"}


BLANK = float("nan")


@pytest.mark.parametrize("blank", [None, BLANK])
def test_a_blank_is_not_reported_and_never_a_number(blank):
    for measured in (
        ratios.reported_figure(blank),
        ratios.share_pct(blank, 100),
        ratios.share_pct(5, blank),
        ratios.sector_share_pct(5, blank),
        ratios.export_share_pct(blank, 100),
        ratios.rd_intensity_pct(5, blank),
        growth.change(blank, 5),
        growth.growth_pct(5, blank),
        growth.annual_growth_pct(blank, 5, 3),
        business_dynamics.new_firms_per_1000(5, blank),
        business_dynamics.net_entry_rate_pct(5, blank, 100),
        coverage.output_completion_pct(blank, 4),
        specialisation.location_quotient(blank, 100, 500, 1000),
        specialisation.location_quotient(5, 100, 500, blank),
        specialisation.exact_location_quotient(5, blank, 500, 1000),
    ):
        assert reasons_of(measured) == {"not_reported"}
        assert measured.status is Status.MISSING
    for measured in (ratios.official_figure(blank), ratios.official_rate_pct(blank)):
        assert reasons_of(measured) == {"not_in_snapshot"}
    assert reasons_of(specialisation.symmetric_location_quotient(blank)) == {"no_base"}
    assert reasons_of(scoreboards.vitality_indicator([0.1, 0.2, 0.3, 0.4, blank])) == {"incomplete"}


@pytest.mark.parametrize("blank", [None, BLANK])
def test_a_dimension_without_a_score_is_left_out_of_the_phase(blank):
    found = maturity.development_phase([blank, 1, 2, 3, 4, blank])
    assert (found.value, found.lower, found.upper) == (2, 1, 4)
    assert reasons_of(maturity.development_phase([1, 2, 3, blank, blank, blank])) == {"too_few_dimensions"}


def test_a_town_without_a_quotient_is_left_out_of_the_standard_scores():
    found = comparison.standardised_location_quotients(
        pd.Series([1.0, BLANK, 3.0], index=["Alfala", "Betala", "Gammala"])
    )
    # The mean of 1 and 3 is 2 and their sample deviation √2.
    assert found["value"].dropna().tolist() == pytest.approx([-(0.5**0.5), 0.5**0.5])
    assert found.loc["Betala", "reason"] == "no_base"
    alone = comparison.standardised_location_quotients(pd.Series([1.0, BLANK]))
    assert alone["reason"].tolist() == ["too_few_areas", "no_base"]


@pytest.mark.parametrize("number", [BLANK, float("inf"), -float("inf")])
def test_a_measured_value_is_never_infinite_or_not_a_number(number):
    for measure in (
        lambda: Measurement(number),
        lambda: Measurement(1.0, lower=number),
        lambda: Measurement(1.0, upper=number),
        lambda: scoreboards.ris_group(number),
    ):
        with pytest.raises(ValueError, match=r"finite|only a region with a score"):
            measure()


def test_numbers_that_cannot_be_are_an_error():
    with pytest.raises(ValueError, match="cannot be negative: -1"):
        specialisation.symmetric_location_quotient(-1)
    with pytest.raises(ValueError, match="cannot be negative: -3"):
        scoreboards.startup_lifecycle_phase(-3)
    with pytest.raises(ValueError, match="must be finite"):
        comparison.standardised_location_quotients(pd.Series([1.0, float("inf")]))


def test_gaps_without_any_weight_have_no_coverage():
    assert reasons_of(coverage.gap_coverage_pct(["open"], [0])) == {"no_weight"}


def test_actors_in_one_helix_have_a_balance_of_plain_zero():
    # A negative zero would be printed with its sign.
    assert str(coverage.helix_balance([5, 0, 0, 0]).value) == "0.0"


def test_a_sector_that_one_region_has_alone_has_an_interval_around_its_quotient():
    found = specialisation.location_quotient(5, 100, 5, 1000)
    assert found.lower <= found.value == 10 <= found.upper


def test_links_by_group_without_links_or_with_one_group_have_no_assortativity():
    assert reasons_of(groupings.assortativity_of_mixing([[0, 0], [0, 0]])) == {"no_links"}
    assert reasons_of(groupings.assortativity_of_mixing([[4, 0], [0, 0]])) == {"single_group"}
    assert groupings.assortativity_of_mixing([[0, 4], [0, 0]]).value == 0
    with pytest.raises(ValueError, match="square matrix"):
        groupings.assortativity_of_mixing([[1, 2]])
    with pytest.raises(ValueError, match="finite and not negative"):
        groupings.assortativity_of_mixing([[1, -2], [0, 1]])


def test_a_single_actor_has_no_partner_to_be_measured_by():
    for measured in (
        networks.network_density(1, 0),
        networks.mean_degree(1, 0),
        cohesion.two_step_reach_share_pct(1, NO_LINKS),
        *centrality.degree_centrality(1, NO_LINKS),
    ):
        assert reasons_of(measured) == {"single_actor"}
    assert reasons_of(centrality.betweenness_centrality(1, NO_LINKS)) == {"too_few_actors"}
    assert reasons_of(networks.degree_centralisation(np.zeros(1, dtype=int))) == {"too_few_actors"}
    for measured in (
        centrality.eigenvector_centrality(1, NO_LINKS),
        brokerage.burt_constraint(1, NO_LINKS),
        brokerage.effective_size(1, NO_LINKS),
        groupings.modularity(np.zeros(1, dtype=int), NO_LINKS),
        networks.ei_index(0, 0),
    ):
        assert reasons_of(measured) == {"no_links"}


def test_nobody_at_all_is_told_apart_from_a_single_actor():
    for measured in (
        networks.network_density(0, 0),
        networks.mean_degree(0, 0),
        cohesion.component_count(0, NO_LINKS),
        cohesion.largest_component_share_pct(0, NO_LINKS),
    ):
        assert reasons_of(measured) == {"no_actors"}


def test_a_disconnected_network_has_paths_and_parts_but_no_leading_eigenvector_over_two_equal_parts():
    assert cohesion.component_count(4, TWO_PAIRS).value == 2
    assert cohesion.largest_component_share_pct(4, TWO_PAIRS).value == 50
    assert [one.value for one in centrality.betweenness_centrality(4, TWO_PAIRS)] == [0, 0, 0, 0]
    assert reasons_of(centrality.eigenvector_centrality(4, TWO_PAIRS)) == {"outside_largest_component"}


def test_an_actor_without_links_beside_a_part_with_them_has_a_reason_of_its_own():
    *linked, alone = centrality.eigenvector_centrality(3, ONE_LINK)
    assert [one.value for one in linked] == pytest.approx([0.5**0.5, 0.5**0.5])
    assert reasons_of(alone) == {"outside_largest_component"}
    assert reasons_of(brokerage.burt_constraint(3, ONE_LINK)[2]) == {"no_links"}


def test_towns_that_share_no_sector_have_no_complexity():
    present = pd.DataFrame(np.kron(np.eye(2, dtype=int), np.ones((3, 2), dtype=int)))
    found = complexity.economic_complexity(present)
    assert set(found.areas["reason"]) == {"disconnected"}
    assert found.areas["value"].isna().all()
    assert found.second_eigenvalue is None


def test_a_sector_that_is_nowhere_has_no_relatives():
    present = pd.DataFrame({"wood": [1, 1], "metal": [1, 0], "mining": [0, 0]}, index=["Alfala", "Betala"])
    found = relatedness.relatedness_density(present, relatedness.proximity(present, include_self=True))
    assert set(found["reason"].unstack()["mining"]) == {"sector_present_nowhere"}


def test_a_constant_column_orders_nobody():
    for measured in (
        normalisation.min_max([2, 2, 2]),
        normalisation.z_scores([2, 2, 2]),
        normalisation.sample_skewness([2, 2, 2, 2]),
        aggregation.cronbach_alpha([[2, 2]] * 3),
        rank_bands.rank_bands([[2, 2]] * 3),
    ):
        assert reasons_of(measured) == {"constant_column"}
    standard = comparison.standardised_location_quotients(pd.Series([1.2] * 40))
    assert standard["value"].isna().all()
    assert set(standard["reason"]) == {"constant"}


def test_scores_without_any_weight_have_no_mean():
    assert reasons_of(aggregation.arithmetic_mean([1, 2], [0, 0])) == {"no_weight"}
    assert reasons_of(aggregation.geometric_mean([0, 2], [1, 1])) == {"not_positive"}
