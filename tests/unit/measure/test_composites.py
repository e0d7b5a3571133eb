"""Normalising, aggregating and the bands of places, whatever the units are."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tasks.measure import aggregation, business_dynamics, coverage, normalisation, rank_bands, scoreboards

numbers = st.floats(-1e6, 1e6).map(lambda x: round(x, 3))
columns = st.lists(numbers, min_size=2, max_size=12)
positive = st.floats(0.01, 1e4)
tables = st.integers(3, 8).flatmap(
    lambda units: st.integers(1, 4).flatmap(
        lambda indicators: st.lists(
            st.lists(st.integers(0, 20), min_size=indicators, max_size=indicators), min_size=units, max_size=units
        )
    )
)


def values(measurements):
    return [measurement.value for measurement in measurements]


@given(columns, st.randoms())
def test_normalising_keeps_the_order_and_does_not_depend_on_the_order_of_the_units(column, chance):
    order = list(range(len(column)))
    chance.shuffle(order)
    for normalise, sign in (
        (normalisation.min_max, 1),
        (normalisation.z_scores, 1),
        (normalisation.rank_positions, -1),
    ):
        found = normalise(column)
        if len(set(column)) == 1:
            assert {one.reason for one in found} == {"constant_column"}
            continue
        scores = [sign * score for score in values(found)]
        for one, other in pairwise(column):
            place, next_place = column.index(one), column.index(other)
            assert (one > other) == (scores[place] > scores[next_place]) or math.isclose(one, other, rel_tol=1e-9)
        assert values(normalise([column[i] for i in order])) == pytest.approx([values(found)[i] for i in order])


@given(columns)
def test_normalised_columns_have_their_bounds_and_moments(column):
    assume(len(set(column)) > 1)
    spread = values(normalisation.min_max(column, 2, 7))
    assert (min(spread), max(spread)) == pytest.approx((2, 7))
    standard = values(normalisation.z_scores(column))
    assert (np.mean(standard), np.std(standard, ddof=1)) == pytest.approx((0, 1), abs=1e-9)
    assert sum(values(normalisation.rank_positions(column))) == len(column) * (len(column) + 1) / 2


def test_equal_units_share_the_mean_of_their_places():
    assert values(normalisation.rank_positions([5, 9, 5, 1])) == [2.5, 1, 2.5, 4]


def test_what_cannot_be_normalised_has_a_reason():
    assert [one.reason for one in normalisation.min_max([3])] == ["constant_column"]
    assert normalisation.min_max([]) == []
    assert [one.reason for one in normalisation.distance_to_target([4, 5], 3)] == ["target_reached_by_all"] * 2
    assert normalisation.distance_to_target([], 3) == []
    assert normalisation.goalpost_score(1, 5, 5).reason == "no_range"
    assert [one.reason for one in normalisation.median_index([-1, 0, 1])] == ["no_base"] * 3
    with pytest.raises(ValueError, match="only units with a value"):
        normalisation.z_scores([1, math.nan])


@given(st.lists(numbers, min_size=2, max_size=30))
def test_winsorising_keeps_the_order_and_changes_five_values_at_most(column):
    treated, changed = normalisation.winsorised(column)
    assert changed <= 5
    assert min(column) <= min(treated) <= max(treated) <= max(column)
    in_order = np.array(treated)[np.argsort(column, kind="stable")].tolist()
    assert in_order == sorted(treated)
    assert (treated == column) == (not normalisation.has_outliers(column))


def test_columns_without_a_shape_have_reasons():
    assert normalisation.sample_skewness([1, 2, 3]).reason == "too_few_units"
    assert normalisation.sample_kurtosis([2, 2, 2, 2]).reason == "constant_column"
    assert not normalisation.has_outliers([1, 1, 100])


def test_a_low_outlier_is_raised_to_its_neighbour():
    column = [-90.0, *map(float, range(1, 11))]
    assert normalisation.winsorised(column) == ([1.0, *map(float, range(1, 11))], 1)


@given(st.lists(st.tuples(positive, st.floats(0.1, 5)), min_size=1, max_size=8))
def test_the_harmonic_mean_is_below_the_geometric_and_that_below_the_arithmetic(parts):
    scores, weights = zip(*parts, strict=True)
    means = [
        mean(scores, weights).value
        for mean in (aggregation.harmonic_mean, aggregation.geometric_mean, aggregation.arithmetic_mean)
    ]
    lowest, highest = min(scores) * (1 - 1e-9), max(scores) * (1 + 1e-9)
    assert lowest <= means[0] <= means[1] * (1 + 1e-9) <= means[2] * (1 + 2e-9) <= highest * (1 + 1e-8)


def test_what_cannot_be_aggregated_has_a_reason():
    assert aggregation.arithmetic_mean([1, 2], [0, 0]).reason == "no_weight"
    assert aggregation.geometric_mean([1, 2], [0, 0]).reason == "no_weight"
    assert aggregation.harmonic_mean([1, 2], [0, 0]).reason == "no_weight"
    assert aggregation.harmonic_mean([1, 0], [1, 1]).reason == "not_positive"
    assert [one.reason for one in aggregation.copeland_scores([[1, 2]])] == ["single_unit"]
    assert aggregation.cronbach_alpha([[1], [2]]).reason == "too_few_indicators"
    assert aggregation.cronbach_alpha([[1, 2], [2, 1]]).reason == "constant_column"
    with pytest.raises(ValueError, match="negative"):
        aggregation.arithmetic_mean([1], [-1])


def test_a_unit_without_a_score_is_left_out_before_anything_is_drawn_together():
    for aggregate in (
        lambda: aggregation.arithmetic_mean([1, math.nan], [1, 1]),
        lambda: aggregation.harmonic_mean([1, math.nan], [1, 1]),
        lambda: aggregation.copeland_scores([[1, 2], [3, math.nan]]),
        lambda: aggregation.cronbach_alpha([[1, 2], [3, math.nan], [2, 2]]),
        lambda: aggregation.rank_sums([[1, math.nan]]),
    ):
        with pytest.raises(ValueError, match="only units with every score"):
            aggregate()


def test_an_outlier_takes_the_highest_of_the_others():
    # The mean is 17.5 and the sample's deviation √(12 · 11 · 90² / 12²/ 11) = 26.0: 100 lies beyond 17.5 + 3 · 26.0.
    column = [10.0] * 11 + [100.0]
    assert normalisation.capped_outliers(column) == ([10.0] * 12, 1)
    assert normalisation.capped_outliers([-value for value in column]) == ([-10.0] * 12, 1)
    # Of ten units none lies farther than 9 / √10 = 2.85 deviations from the mean.
    assert normalisation.capped_outliers(column[2:]) == (column[2:], 0)
    assert normalisation.capped_outliers([3, 3]) == ([3, 3], 0)


def test_a_scoreboard_leaves_out_an_indicator_that_is_equal_everywhere():
    assert values(scoreboards.ris_index([[1, 5], [3, 5], [2, 5]], [False, False], [1, 1, 1])) == [0, 1, 0.5]
    assert {one.reason for one in scoreboards.ris_index([[5], [5]], [False], [1, 1])} == {"constant_column"}
    with pytest.raises(ValueError, match="cannot be negative"):
        scoreboards.ris_index([[-1], [4]], [True], [1, 1])


@given(tables)
def test_copeland_scores_sum_to_nothing_and_a_unit_that_is_best_in_all_wins_all(table):
    scores = values(aggregation.copeland_scores(table))
    assert sum(scores) == 0
    best = [[max(row[i] for row in table) + 1 for i in range(len(table[0]))]]
    assert values(aggregation.copeland_scores([*table, *best]))[-1] == len(table)


# Bands


@given(tables)
def test_a_band_holds_the_middle_place_and_places_sum_as_places_do(table):
    bands = rank_bands.rank_bands(table)
    if all(len({row[i] for row in table}) == 1 for i in range(len(table[0]))):
        assert {band.reason for band in bands} == {"constant_column"}
        return
    for band in bands:
        assert 1 <= band.lower <= band.value <= band.upper <= len(table)
    assert bands == rank_bands.rank_bands(table), "the draws are seeded"


@given(tables, st.randoms())
def test_bands_do_not_depend_on_the_order_of_the_units_or_the_scale_of_an_indicator(table, chance):
    order = list(range(len(table)))
    chance.shuffle(order)
    bands = rank_bands.rank_bands(table)
    assert rank_bands.rank_bands([table[i] for i in order]) == [bands[i] for i in order]
    assert rank_bands.rank_bands([[4 * x + 8 for x in row] for row in table]) == bands


def test_a_unit_that_is_best_in_everything_is_first_in_every_draw():
    bands = rank_bands.rank_bands([[9, 9], [5, 1], [1, 5], [0, 0]])
    assert (bands[0].lower, bands[0].value, bands[0].upper) == (1, 1, 1)
    assert (bands[3].lower, bands[3].value, bands[3].upper) == (4, 4, 4)
    # The two in the middle are as good as each other, each in its own.
    assert (bands[1].lower, bands[1].upper) == (bands[2].lower, bands[2].upper) == (2, 3)


def test_an_indicator_that_is_equal_for_all_is_left_out():
    bands = rank_bands.rank_bands([[9, 7, 9], [5, 7, 5], [1, 7, 1]])
    assert bands == rank_bands.rank_bands([[9, 9], [5, 5], [1, 1]])
    found = rank_bands.rank_shift_sensitivity([[9, 7, 2], [5, 7, 9], [1, 7, 5], [4, 7, 6]], ("a", "constant", "b"))
    assert list(found) == ["a", "constant", "b", "normalisation", "aggregation"]
    assert found["constant"].reason == "constant_column"
    assert found["a"].value > 0


def test_without_enough_units_or_draws_there_are_no_bands():
    assert [band.reason for band in rank_bands.rank_bands([[1, 2], [2, 1]])] == ["too_few_units"] * 2
    assert rank_bands.rank_bands([]) == []
    assert rank_bands.expected_rank_shift([]).reason == "too_few_units"
    assert {one.reason for one in rank_bands.rank_shift_sensitivity([], ("a",)).values()} == {"too_few_units"}
    with pytest.raises(ValueError, match="at least 1000 draws"):
        rank_bands.rank_bands([[1], [2], [3]], draw_count=999)


def test_an_order_that_no_choice_moves_has_no_shift_and_no_sensitivity():
    same = [[9, 9], [5, 5], [1, 1]]
    shift = rank_bands.expected_rank_shift(same)
    assert (shift.value, shift.lower, shift.upper) == (0, 0, 0)
    assert {one.reason for one in rank_bands.rank_shift_sensitivity(same, ("a", "b")).values()} == {"no_movement"}


def test_an_input_that_does_nothing_has_no_part_in_the_variance():
    alone, total = rank_bands.sobol_indices(lambda points: 3 * points[:, 0] + points[:, 1], 3, 4096)
    # Variances 9 and 1 of 10.
    assert values(alone) == pytest.approx([0.9, 0.1, 0], abs=0.03)
    assert values(total) == pytest.approx([0.9, 0.1, 0], abs=0.03)
    assert total[2].value == 0
    assert rank_bands.sobol_indices(lambda points: np.ones(len(points)), 2) is None


# Firms, measures, scoreboards


@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 5000))
def test_the_net_rate_is_the_difference_of_births_and_deaths(births, deaths, stock):
    net = business_dynamics.net_entry_rate_pct(births, deaths, stock).value
    assert net == pytest.approx(100 * (births - deaths) / stock)


def test_rates_without_a_base_have_reasons_instead_of_numbers():
    assert business_dynamics.new_firms_per_1000(3, 0).reason == "no_base"
    assert business_dynamics.new_firms_per_1000(None, 10).reason == "not_reported"
    assert business_dynamics.firm_birth_rate_pct(-1, 10).reason == "inconsistent"
    assert business_dynamics.net_entry_rate_pct(1, None, 10).reason == "not_reported"
    assert business_dynamics.net_entry_rate_pct(1, 1, 0).reason == "no_base"
    assert business_dynamics.workplace_self_sufficiency_pct(5, 0).reason == "no_base"
    assert coverage.output_completion_pct(3, 4).value == 75
    assert coverage.output_completion_pct(3, 0).reason == "no_base"
    assert coverage.output_completion_pct(None, 4).reason == "not_reported"
    assert coverage.measure_completeness_pct([]).reason == "no_measures_recorded"


def test_a_vitality_of_four_changes_is_incomplete():
    assert scoreboards.vitality_indicator([0.1, 0.2, 0.3, 0.4]).reason == "incomplete"


@given(st.floats(0, 200), st.floats(0, 200))
def test_a_higher_score_is_never_in_a_lower_group(one, other):
    order = [scoreboards.RIS_TOP, *(group for _, group in scoreboards.RIS_GROUPS), scoreboards.RIS_BOTTOM]
    low, high = sorted((one, other))
    assert order.index(scoreboards.ris_group(high)) <= order.index(scoreboards.ris_group(low))
