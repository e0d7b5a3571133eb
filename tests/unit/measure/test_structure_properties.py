"""What holds of the measures of economic structure whatever the numbers are."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tasks.measure import comparison, complexity, diversity, inequality, relatedness, shift_share, specialisation

unhurried = settings(deadline=None, max_examples=50)
"""Tables are slow to make on a busy machine, and no test is about time."""

counts = st.integers(0, 10_000)
structures = st.lists(counts, min_size=1, max_size=12)


@st.composite
def towns(draw, cell=counts, least=1):
    """Areas by sector."""
    rows, columns = draw(st.integers(least, 8)), draw(st.integers(least, 8))
    cells = draw(st.lists(cell, min_size=rows * columns, max_size=rows * columns))
    return pd.DataFrame(
        np.array(cells).reshape(rows, columns),
        index=[f"KU{place}" for place in range(rows)],
        columns=[f"{place:02}" for place in range(columns)],
    )


presences = towns(st.booleans(), least=2)


@st.composite
def shuffled(draw, frames):
    frame = draw(frames)
    rows, columns = draw(st.permutations(list(frame.index))), draw(st.permutations(list(frame.columns)))
    return frame, frame.loc[rows, columns]


@st.composite
def two_years(draw):
    """Jobs of a region and of the nation that holds it, by sector, at two points of time."""
    size = draw(st.integers(1, 8))
    region, later, elsewhere, elsewhere_later = (
        np.array(draw(st.lists(counts, min_size=size, max_size=size)), dtype=float) for _ in range(4)
    )
    return region, later, region + elsewhere, later + elsewhere_later


def close(one, other):
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-7)


def same(one, other):
    """The outcomes are the same whatever the order of the rows."""
    pd.testing.assert_frame_equal(one, other.reindex(one.index), rtol=1e-7, atol=1e-7)
    return True


@unhurried
@given(towns())
def test_every_cell_of_the_quotients_is_what_the_quotient_of_that_cell_alone_is(jobs):
    found = comparison.location_quotients(jobs)
    for (area, sector), row in found.iterrows():
        alone = specialisation.location_quotient(
            jobs.loc[area, sector], jobs.loc[area].sum(), jobs[sector].sum(), jobs.to_numpy().sum()
        )
        assert (row["status"], row["reason"]) == (str(alone.status), alone.reason)
        for column, number in (("value", alone.value), ("lower", alone.lower), ("upper", alone.upper)):
            assert pd.isna(row[column]) if number is None else close(row[column], number)


@unhurried
@given(shuffled(towns()))
def test_quotients_and_presence_do_not_depend_on_the_order_of_areas_and_sectors(frames):
    jobs, turned = frames
    assert same(comparison.location_quotients(jobs), comparison.location_quotients(turned))
    assert comparison.present_sectors(jobs).equals(comparison.present_sectors(turned).loc[jobs.index, jobs.columns])


@unhurried
@given(towns())
def test_an_area_with_jobs_is_present_in_some_sector(jobs):
    present = comparison.present_sectors(jobs)
    # Quotients weighted by the reference's shares average to 1, so one of them reaches it.
    assert (present.any(axis=1) == (jobs.sum(axis=1) > 0)).all()


@settings(deadline=None)
@given(counts, counts, counts, counts, st.integers(2, 20))
def test_an_exact_interval_holds_its_quotient_and_shrinks_with_more_jobs(sector, rest, elsewhere, others, factor):
    cells = (sector, sector + rest, sector + elsewhere, sector + rest + elsewhere + others)
    found = specialisation.exact_location_quotient(*cells)
    assume(found.value is not None)
    assert 0 <= found.lower <= found.value * (1 + 1e-9)
    assert found.value <= found.upper * (1 + 1e-9)
    larger = specialisation.exact_location_quotient(*(factor * cell for cell in cells))
    assert close(found.value, larger.value)
    assert larger.upper - larger.lower <= (found.upper - found.lower) * (1 + 1e-9)


@settings(deadline=None)
@given(structures, st.data())
def test_unrelated_and_related_variety_sum_to_the_diversity_of_all_industries(jobs, data):
    groups = data.draw(st.lists(st.sampled_from("ABC"), min_size=len(jobs), max_size=len(jobs)))
    unrelated, related = diversity.unrelated_variety(jobs, groups), diversity.related_variety(jobs, groups)
    total = diversity.shannon_entropy(jobs)
    assume(total.value is not None)
    assert unrelated.value >= 0
    assert related.value >= 0
    assert close(unrelated.value + related.value, total.value)
    renamed = [{"A": "z", "B": "y", "C": "x"}[group] for group in groups]
    assert close(related.value, diversity.related_variety(jobs, renamed).value)
    assert close(0, diversity.related_variety(jobs, list(range(len(jobs)))).value)


@settings(deadline=None)
@given(st.lists(counts, min_size=1, max_size=12), st.integers(2, 9), st.randoms())
def test_inequality_stays_in_its_bounds_and_ignores_order_and_scale(values, factor, chance):
    turned = [factor * value for value in values]
    chance.shuffle(turned)
    size = len(values)
    for measure, most in (
        (inequality.gini, 1 - 1 / size),
        (inequality.theil_t, math.log(size)),
        (inequality.hoover_index, 1 - 1 / size),
    ):
        found = measure(values)
        assert found.reason == measure(turned).reason
        if found.value is not None:
            assert -1e-9 <= found.value <= most + 1e-9
            assert close(found.value, measure(turned).value)
            assert close(0, measure([7] * size).value)
            assert close(most, measure([5] + [0] * (size - 1)).value)


@settings(deadline=None)
@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=12))
def test_theils_l_is_half_the_symmetric_divergence_less_t(values):
    shares, even = np.array(values) / sum(values), 1 / len(values)
    symmetric = ((shares - even) * np.log(shares / even)).sum()
    assert close(inequality.theil_l(values).value + inequality.theil_t(values).value, symmetric)


@settings(deadline=None)
@given(st.lists(st.tuples(counts, st.integers(1, 20)), min_size=1, max_size=8))
def test_a_weight_counts_a_value_as_often_as_it_says(pairs):
    values, weights = zip(*pairs, strict=True)
    repeated = [value for value, weight in pairs for _ in range(weight)]
    weighted, plain = inequality.gini(values, weights), inequality.gini(repeated)
    assert weighted.reason == plain.reason
    assert weighted.value is None or close(weighted.value, plain.value)


@settings(deadline=None)
@given(st.lists(st.tuples(counts, st.sampled_from("ABC")), min_size=1, max_size=12))
def test_the_parts_of_theils_t_sum_to_it(pairs):
    values, groups = zip(*pairs, strict=True)
    found = inequality.theil_decomposition(values, groups)
    assume(found.total.value is not None)
    assert close(found.between.value + found.within.value, found.total.value)
    means = [np.mean([v for v, g in pairs if g == group]) for group in groups]
    assert close(found.between.value, inequality.theil_t(means).value)


@settings(deadline=None)
@given(two_years())
def test_the_parts_of_a_change_sum_to_it(jobs):
    found = shift_share.shift_share(*jobs)
    assume(found.change.value is not None)
    parts = (found.national_share.value, found.industry_mix.value, found.regional_share.value)
    assert math.isclose(sum(parts), found.change.value, abs_tol=1e-6)
    assert found.change.value == jobs[1].sum() - jobs[0].sum()
    indices = shift_share.gerfin_indices(*jobs)
    if indices.net_shift.value is not None:
        assert close(indices.industry_mix.value * indices.regional_share.value, indices.net_shift.value)
    allocation = shift_share.competitive_allocation(*jobs)
    if allocation.competitive.value is not None:
        regional = allocation.competitive.value + allocation.allocation.value
        assert math.isclose(regional, found.regional_share.value, rel_tol=1e-9, abs_tol=1e-5)


@settings(deadline=None)
@given(two_years())
def test_a_nation_shifts_against_itself_by_nothing_but_new_sectors(jobs):
    found = shift_share.shift_share(jobs[2], jobs[3], jobs[2], jobs[3])
    assume(found.change.value is not None)
    begun = jobs[3][jobs[2] == 0].sum()
    assert math.isclose(found.regional_share.value, begun, abs_tol=1e-6)


@unhurried
@given(towns(least=2), st.integers(1, 400))
def test_shrinking_moves_each_quotient_towards_the_mean_and_not_past_it(jobs, scale):
    observed, expected = jobs.iloc[:, 0], jobs.iloc[:, 1] / scale
    found = comparison.shrunken_location_quotients(observed, expected)
    for area, row in found.quotients.iterrows():
        if expected[area] == 0:
            assert row["reason"] == "no_base"
            continue
        low, high = sorted((observed[area] / expected[area], found.mean))
        assert low - 1e-9 * (1 + high) <= row["value"] <= high + 1e-9 * (1 + high)
    assert ((found.weights >= 0) & (found.weights <= 1)).all()


@unhurried
@given(st.lists(st.floats(0, 100), min_size=2, max_size=12))
def test_standard_scores_have_mean_zero_and_deviation_one(quotients):
    found = comparison.standardised_location_quotients(pd.Series(quotients))
    assume((found["status"] == "ok").all() and np.std(quotients) > 1e-6)
    assert found["value"].mean() == pytest.approx(0, abs=1e-6)
    assert found["value"].std() == pytest.approx(1)


@unhurried
@given(presences, st.booleans())
def test_relatives_and_densities_are_shares(present, include_self):
    proximities = relatedness.proximity(present, include_self=include_self)
    assert proximities.equals(proximities.T)
    assert ((proximities >= 0) & (proximities <= 1)).all(axis=None)
    found = relatedness.relatedness_density(present, proximities)
    values = found["value"].dropna()
    assert ((values >= -1e-12) & (values <= 1 + 1e-12)).all()
    assert len(values) == (found["status"] == "ok").sum()


@unhurried
@given(shuffled(presences))
def test_relatedness_and_complexity_do_not_depend_on_the_order_of_areas_and_sectors(frames):
    present, turned = frames
    one, other = (relatedness.proximity(frame, include_self=False) for frame in frames)
    assert same(relatedness.relatedness_density(present, one), relatedness.relatedness_density(turned, other))
    found, again = complexity.economic_complexity(present), complexity.economic_complexity(turned)
    assert same(found.areas, again.areas)
    assert same(found.sectors, again.sectors)


@unhurried
@given(presences)
def test_complexity_is_a_standard_score_that_is_the_mean_of_the_areas_sectors(present):
    found = complexity.economic_complexity(present)
    assume(found.second_eigenvalue is not None)
    scores = found.areas["value"].dropna()
    assert scores.mean() == pytest.approx(0, abs=1e-6)
    assert scores.std(ddof=0) == pytest.approx(1)
    for area, score in scores.items():
        own = found.sectors["value"][present.loc[area].to_numpy()]
        assert own.mean() == pytest.approx(score, abs=1e-6)
    assert np.corrcoef(scores, present.loc[scores.index].sum(axis=1))[0, 1] > 0
