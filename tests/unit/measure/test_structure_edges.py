"""Where the measures of economic structure have no number, and why."""

import math

import pandas as pd
import pytest

from tasks.measure import (
    agglomeration,
    comparison,
    complexity,
    diversity,
    growth,
    inequality,
    relatedness,
    shift_share,
    specialisation,
    structures,
)

TOWNS = pd.DataFrame(
    {"wood": [60, 10, 0], "metal": [40, 90, 0], "food": [0, 0, 0]}, index=["Alfala", "Betala", "Gammala"]
)


def test_structures_with_names_are_aligned_by_sector_and_a_sector_of_one_side_only_has_no_jobs_on_the_other():
    town = pd.Series({"metal": 50, "wood": 50})
    country = pd.Series({"wood": 500, "food": 500})
    # |0.5 - 0.5| + |0.5 - 0| + |0 - 0.5|
    assert specialisation.krugman_index(town, country).value == pytest.approx(1)
    assert specialisation.structural_similarity(town, country).value == pytest.approx(0.5)


def test_structures_without_names_must_have_equally_many_sectors():
    with pytest.raises(ValueError, match="equally many sectors"):
        specialisation.krugman_index([5], [1, 2, 3])


@pytest.mark.parametrize("count", [-1, math.nan, math.inf])
def test_counts_that_no_clean_table_lets_through_are_a_defect(count):
    for measure in (inequality.gini, inequality.theil_t, diversity.shannon_entropy):
        with pytest.raises(ValueError, match="finite and not negative"):
            measure([count, 2])
    with pytest.raises(ValueError, match="finite and not negative"):
        comparison.location_quotients(TOWNS.assign(food=float(count)))


def test_quotients_of_many_towns_say_cell_by_cell_why_there_is_no_number():
    found = comparison.location_quotients(TOWNS)
    # Alfala has 60 of its 100 jobs in wood, both towns together 70 of 200.
    assert found.loc[("Alfala", "wood"), "value"] == pytest.approx(0.6 / 0.35)
    assert set(found.loc["Gammala", "reason"]) == {"no_base"}
    assert found.loc[("Alfala", "food"), "reason"] == "no_base"
    assert set(found["status"][found["reason"] == "no_base"]) == {"not_assessable"}
    assert found["value"][found["status"] == "not_assessable"].isna().all()


def test_quotients_against_a_country_that_is_smaller_than_its_town_are_inconsistent():
    found = comparison.location_quotients(TOWNS, pd.Series({"wood": 50, "metal": 900, "mining": 100}))
    assert found.loc[("Alfala", "wood"), "reason"] == "inconsistent"
    assert found.loc[("Betala", "wood"), "value"] == pytest.approx(0.1 / (50 / 1050))
    assert found.loc[("Betala", "mining"), "value"] == 0
    assert math.isnan(found.loc[("Betala", "mining"), "upper"])


def test_a_sector_without_jobs_has_an_exact_upper_bound():
    found = specialisation.exact_location_quotient(0, 100, 50, 1000)
    assert found.value == found.lower == 0
    # The rule of Clopper and Pearson for none of 50: 1 - 0.025^(1/50), in tenths of the country.
    assert found.upper == pytest.approx((1 - 0.025 ** (1 / 50)) / 0.1)


def test_a_sector_of_one_region_only_has_an_exact_lower_bound():
    found = specialisation.exact_location_quotient(20, 100, 20, 1000)
    assert found.value == found.upper == pytest.approx(10)
    assert found.lower == pytest.approx(0.025 ** (1 / 20) / 0.1)


def test_an_exact_interval_is_that_of_clopper_and_pearson_relative_to_the_towns_size():
    # Ten of a hundred: 4.90 to 17.62 per cent, for a town that has ten per cent of all jobs.
    found = specialisation.exact_location_quotient(10, 1000, 100, 10_000)
    assert found.value == pytest.approx(1)
    assert (found.lower, found.upper) == pytest.approx((0.4900, 1.7622), abs=1e-4)


def test_exact_quotients_have_the_reasons_of_the_others():
    assert specialisation.exact_location_quotient(0, 0, 50, 1000).reason == "no_base"
    assert specialisation.exact_location_quotient(60, 100, 50, 1000).reason == "inconsistent"


def test_a_town_is_compared_with_the_mean_of_its_peers_whatever_their_size():
    # The peers' shares of the first sector are 1 and 0; their mean is one half.
    assert specialisation.krugman_index_of_peers([1, 1], [[1000, 0], [0, 1]]).value == pytest.approx(0)
    assert specialisation.krugman_index_of_peers([1, 1], []).reason == "no_peers"
    assert specialisation.krugman_index_of_peers([1, 1], [[1, 0], [0, 0]]).reason == "no_base"


def test_a_sector_that_the_reference_lacks_has_no_gini_of_specialisation():
    assert specialisation.gini_specialisation([1, 1], [2, 0]).reason == "no_base"


def test_standard_scores_need_two_areas_that_differ():
    assert set(comparison.standardised_location_quotients(pd.Series([1.5, 1.5]))["reason"]) == {"constant"}
    assert set(comparison.standardised_location_quotients(pd.Series([1.5]))["reason"]) == {"too_few_areas"}


def test_shrinking_leaves_out_a_town_without_expected_jobs():
    observed = pd.Series({"Alfala": 30, "Betala": 5, "Gammala": 0})
    expected = pd.Series({"Alfala": 10.0, "Betala": 20.0, "Gammala": 0.0})
    found = comparison.shrunken_location_quotients(observed, expected)
    assert found.quotients.loc["Gammala", "reason"] == "no_base"
    # m = 35/30; s² = (10 (3 - m)² + 20 (0.25 - m)²) / 30; A = s² - m / 15; w = A / (A + m / 10).
    mean = 35 / 30
    between = (10 * (3 - mean) ** 2 + 20 * (0.25 - mean) ** 2) / 30 - mean / 15
    shrunk = mean + between / (between + mean / 10) * (3 - mean)
    assert found.quotients.loc["Alfala", "value"] == pytest.approx(shrunk)
    nobody = comparison.shrunken_location_quotients(observed, expected * 0)
    assert nobody.mean is None
    assert set(nobody.quotients["reason"]) == {"no_base"}


def test_variety_is_not_published_when_too_many_jobs_lack_a_detailed_industry():
    assert diversity.related_variety([45, 45], ["C", "C"], unclassified=10).value == pytest.approx(1)
    assert diversity.related_variety([45, 44], ["C", "C"], unclassified=11).reason == "too_few_classified"
    assert diversity.unrelated_variety([45, 44], ["C", "G"], unclassified=11).reason == "too_few_classified"
    assert diversity.related_variety([0, 0], ["C", "C"]).reason == "no_base"
    assert diversity.unrelated_variety([0, 0], ["C", "C"]).reason == "no_base"
    with pytest.raises(ValueError, match="its group"):
        diversity.related_variety([1, 2], ["C"])


def test_nothing_to_spread_has_no_inequality_and_a_place_with_nothing_no_logarithm():
    for measure in (inequality.gini, inequality.theil_t, inequality.theil_l, inequality.hoover_index):
        assert measure([0, 0]).reason == "no_base"
    assert inequality.theil_decomposition([0, 0], ["a", "b"]).within.reason == "no_base"
    assert inequality.standardised_gini([0, 0]).reason == "no_base"
    assert inequality.standardised_gini([5]).reason == "single_category"
    assert inequality.theil_l([0, 5]).reason == "zero_value"


def test_the_mean_logarithmic_deviation_is_not_theils_t():
    # ln 20 less the mean of ln 10 three times, ln 20 and ln 50.
    expected = math.log(20) - (3 * math.log(10) + math.log(20) + math.log(50)) / 5
    assert inequality.theil_l([10, 10, 10, 20, 50]).value == pytest.approx(expected)


def test_the_hoover_index_compares_with_a_reference_or_with_equal_places():
    assert inequality.hoover_index([10, 30]).value == pytest.approx(0.25)
    assert inequality.hoover_index([10, 30], [100, 300]).value == pytest.approx(0)
    assert inequality.hoover_index([10, 30], [0, 0]).reason == "no_base"


def test_agglomeration_needs_firms_and_areas_that_can_differ():
    areas = {"Alfala": 100, "Betala": 100}
    assert agglomeration.ellison_glaeser_index([5], ["Alfala"], areas).reason == "single_firm"
    assert agglomeration.ellison_glaeser_index([5, 5], ["Alfala"] * 2, {"Alfala": 100}).reason == "single_area"
    assert agglomeration.ellison_glaeser_index([5], ["Gammala"], areas).reason == "inconsistent"
    assert agglomeration.ellison_glaeser_index([0], ["Alfala"], areas).reason == "no_base"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"area_sector_firms": 0}, "inconsistent"),
        ({"area_sector_jobs": 101}, "inconsistent"),
        ({"area_km2": 0}, "no_base"),
        ({"area_sector_jobs": 0, "sector_jobs": 0, "area_sector_firms": 0, "sector_firms": 0}, "no_base"),
    ],
)
def test_a_cluster_index_needs_land_inhabitants_jobs_and_firms(cells, reason):
    town = {"area_sector_jobs": 10, "area_km2": 5, "area_population": 20, "area_sector_firms": 2}
    country = {"sector_jobs": 100, "total_km2": 50, "total_population": 200, "sector_firms": 20}
    assert agglomeration.cluster_index(**town, **country).value == pytest.approx(1)
    assert agglomeration.cluster_index(**{**town, **country, **cells}).reason == reason


def test_an_area_without_the_sector_is_no_cluster():
    found = agglomeration.cluster_index(
        area_sector_jobs=0, sector_jobs=100, area_km2=5, total_km2=50, area_population=20, total_population=200,
        area_sector_firms=0, sector_firms=20,
    )  # fmt: skip
    assert found.value == 0


def test_growth_has_a_rate_only_from_something():
    assert growth.growth_pct(200, 150).value == -25
    assert growth.growth_pct(0, 150).reason == "no_base"
    assert growth.growth_pct(-5, 150).reason == "negative_base"
    assert growth.growth_pct(None, 150).reason == growth.change(5, None).reason == "not_reported"
    assert growth.change(200, 150).value == -50
    assert growth.annual_growth_pct(100, 121, 2).value == pytest.approx(10)
    assert growth.annual_growth_pct(100, 0, 2).value == -100
    assert growth.annual_growth_pct(100, 121, 0).reason == "no_period"
    assert growth.annual_growth_pct(100, -1, 2).reason == "inconsistent"
    assert growth.annual_growth_pct(0, 121, 2).reason == "no_base"


def test_a_sector_that_begins_later_belongs_to_the_regional_share():
    # The country grows by a tenth and so does each of its old sectors; the region wins ten jobs in a sector of its own.
    found = shift_share.shift_share([100, 0], [110, 10], [1000, 0], [1090, 10])
    assert found.change.value == 20
    assert found.national_share.value == pytest.approx(10)
    assert found.industry_mix.value == pytest.approx(-1)
    assert found.regional_share.value == pytest.approx(11)


def test_a_shift_needs_jobs_at_the_start_and_a_nation_that_holds_its_regions():
    assert shift_share.shift_share([0, 0], [1, 1], [10, 10], [10, 10]).change.reason == "no_base"
    assert shift_share.shift_share([11, 0], [1, 1], [10, 10], [10, 10]).change.reason == "inconsistent"
    assert shift_share.gerfin_indices([0, 0], [1, 1], [10, 10], [10, 10]).net_shift.reason == "no_base"
    assert shift_share.gerfin_indices([1, 0], [0, 1], [10, 10], [0, 10]).net_shift.reason == "no_growth_base"
    assert (
        shift_share.competitive_allocation([1, 0], [1, 1], [9, 9], [9, 9]).competitive.reason == "sector_without_base"
    )
    assert shift_share.competitive_allocation([0, 0], [1, 1], [9, 9], [9, 9]).allocation.reason == "no_base"


def presence(*rows):
    return pd.DataFrame(list(rows), dtype=bool)


def test_a_sector_that_is_nowhere_has_no_relatives_and_one_that_is_always_alone_neither():
    towns = presence([1, 0, 0, 0], [1, 0, 0, 0], [0, 1, 1, 0])
    proximities = relatedness.proximity(towns, include_self=False)
    assert list(proximities.columns) == [0, 1, 2]
    found = relatedness.relatedness_density(towns, proximities)
    assert found.loc[(0, 3), "reason"] == "sector_present_nowhere"
    assert found.loc[(0, 0), "reason"] == "no_related_sector"
    assert found.loc[(2, 1), ["value", "is_present"]].tolist() == [1, True]
    assert found.loc[(0, 1), ["value", "is_present"]].tolist() == [0, False]


@pytest.mark.parametrize(
    ("towns", "reason"),
    [
        (presence([1, 0], [0, 1]), "too_few_areas"),
        (presence([1, 1, 0], [1, 1, 0], [0, 0, 1]), "disconnected"),
        (presence([1, 1, 0, 0], [1, 0, 1, 0], [1, 0, 0, 1]), "equal_eigenvalues"),
        (presence([1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]), "sign_unknown"),
    ],
)
def test_complexity_has_a_reason_where_there_is_no_single_second_eigenvector_with_a_sign(towns, reason):
    found = complexity.economic_complexity(towns)
    assert set(found.areas["reason"]) == set(found.sectors["reason"]) == {reason}
    assert found.second_eigenvalue is None


def test_a_town_without_a_sector_and_a_sector_without_a_town_are_left_out_of_complexity():
    towns = presence([1, 1, 1, 1, 0], [0, 1, 0, 0, 0], [0, 0, 1, 1, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 0])
    found = complexity.economic_complexity(towns)
    assert found.areas.loc[4, "reason"] == "no_sector"
    assert found.sectors.loc[4, "reason"] == "sector_present_nowhere"
    assert set(found.areas["reason"][:4]) == {""}


def test_reflections_need_an_order():
    with pytest.raises(ValueError, match="0 or more"):
        complexity.reflections(presence([1]), -1)


def test_one_measure_of_many_areas_keeps_their_names_and_reasons():
    found = structures.by_area(TOWNS, diversity.shannon_entropy)
    assert list(found.index) == ["Alfala", "Betala", "Gammala"]
    assert found.loc["Gammala", "reason"] == "no_base"
    assert found.loc["Betala", "value"] == pytest.approx(-0.1 * math.log2(0.1) - 0.9 * math.log2(0.9))
