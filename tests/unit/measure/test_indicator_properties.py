"""What holds of the indicator functions whatever the numbers are."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tasks.measure import (
    comparison,
    concentration,
    coverage,
    diversity,
    maturity,
    networks,
    ratios,
    specialisation,
)

counts = st.integers(0, 10_000)
structures = st.integers(1, 12).flatmap(lambda n: st.lists(counts, min_size=n, max_size=n))
pairs_of_structures = st.integers(1, 12).flatmap(
    lambda n: st.tuples(st.lists(counts, min_size=n, max_size=n), st.lists(counts, min_size=n, max_size=n))
)


@st.composite
def jobs(draw):
    """Jobs of a sector and in total, of a region and of the country that holds it."""
    region_sector, region_rest = draw(counts), draw(counts)
    elsewhere_sector, elsewhere_rest = draw(counts), draw(counts)
    return (
        region_sector,
        region_sector + region_rest,
        region_sector + elsewhere_sector,
        region_sector + region_rest + elsewhere_sector + elsewhere_rest,
    )


def close(one, other):
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


@given(jobs())
def test_a_location_quotient_is_a_number_inside_its_interval_or_has_a_reason(cells):
    measured = specialisation.location_quotient(*cells)
    if measured.value is None:
        assert measured.reason == "no_base"
    else:
        assert measured.value >= 0
        assert math.isfinite(measured.value)
    if measured.lower is not None:
        assert 0 < measured.lower <= measured.value * (1 + 1e-12)
        assert measured.value <= measured.upper * (1 + 1e-12)


@given(jobs(), st.integers(2, 50))
def test_a_location_quotient_does_not_depend_on_the_scale_and_more_people_make_it_surer(cells, factor):
    small = specialisation.location_quotient(*cells)
    large = specialisation.location_quotient(*(factor * cell for cell in cells))
    assume(small.lower is not None)
    assert close(small.value, large.value)
    assert large.lower >= small.lower * (1 - 1e-9)
    assert large.upper <= small.upper * (1 + 1e-9)


@given(jobs())
def test_a_sector_that_is_larger_than_its_whole_is_inconsistent(cells):
    region_sector, region_total, reference_sector, reference_total = cells
    assert specialisation.location_quotient(region_total + 1, region_total, *cells[2:]).reason == "inconsistent"
    assert specialisation.location_quotient(region_sector, reference_total + 1, *cells[2:]).reason == "inconsistent"
    assert specialisation.location_quotient(*cells[:2], reference_total + 1, reference_total).reason == "inconsistent"
    if region_sector:
        assert specialisation.location_quotient(*cells[:2], region_sector - 1, reference_total).reason == "inconsistent"
    assert reference_sector <= reference_total


def test_negative_jobs_are_a_defect_and_not_a_finding():
    with pytest.raises(ValueError, match="cannot be negative"):
        specialisation.location_quotient(-1, 10, 10, 100)
    with pytest.raises(ValueError, match="not negative"):
        specialisation.krugman_index([-1, 2], [1, 1])
    with pytest.raises(ValueError, match="finite"):
        concentration.herfindahl_index([1, math.nan])


@given(st.floats(0, 1e6))
def test_the_symmetric_quotient_turns_around_at_the_national_share(quotient):
    value = specialisation.symmetric_location_quotient(quotient).value
    assert -1 <= value <= 1
    assert (value > 0) == (quotient > 1)


@given(pairs_of_structures)
def test_krugman_is_twice_hoover_and_the_rest_is_in_common(structures):
    region, reference = structures
    krugman = specialisation.krugman_index(region, reference).value
    assume(krugman is not None)
    assert 0 <= krugman <= 2
    assert close(krugman, 2 * specialisation.hoover_specialisation(region, reference).value)
    assert close(1 - krugman / 2, specialisation.structural_similarity(region, reference).value)
    in_common = np.minimum(np.array(region) / sum(region), np.array(reference) / sum(reference)).sum()
    assert close(specialisation.structural_similarity(region, reference).value, in_common)


@given(pairs_of_structures, st.integers(2, 9), st.randoms())
def test_krugman_does_not_depend_on_order_scale_or_direction(structures, factor, chance):
    region, reference = structures
    krugman = specialisation.krugman_index(region, reference).value
    assume(krugman is not None)
    order = list(range(len(region)))
    chance.shuffle(order)
    turned = specialisation.krugman_index([factor * region[i] for i in order], [reference[i] for i in order]).value
    assert close(krugman, turned)
    assert close(krugman, specialisation.krugman_index(reference, region).value)
    assert close(0, specialisation.krugman_index(region, region).value)


@given(structures, st.integers(2, 9))
def test_concentration_lies_between_equal_sectors_and_one_sector(structure, factor):
    index = concentration.herfindahl_index(structure).value
    assume(index is not None)
    assert 1 / len(structure) - 1e-12 <= index <= 1
    assert close(index, concentration.herfindahl_index([factor * count for count in reversed(structure)]).value)
    assert close(concentration.equivalent_number(structure).value, 1 / index)
    normalised = concentration.normalised_herfindahl_index(structure)
    assert normalised.reason == "single_category" if len(structure) == 1 else 0 <= normalised.value <= 1


@given(structures)
def test_diversity_lies_between_one_category_and_all(structure):
    entropy = diversity.shannon_entropy(structure).value
    assume(entropy is not None)
    assert 0 <= entropy <= math.log2(len(structure)) + 1e-9
    assert 1 - 1e-9 <= diversity.effective_number(structure).value <= len(structure) + 1e-9
    # Hill numbers fall with their order.
    assert diversity.effective_number(structure).value >= concentration.equivalent_number(structure).value - 1e-9
    even = diversity.evenness(structure)
    assert even.reason == "single_category" if len(structure) == 1 else 0 <= even.value <= 1


@given(st.integers(1, 12))
def test_nothing_to_distribute_has_no_concentration(size):
    for measure in (
        concentration.herfindahl_index,
        concentration.normalised_herfindahl_index,
        concentration.equivalent_number,
        diversity.shannon_entropy,
        diversity.evenness,
        diversity.effective_number,
    ):
        assert measure([0] * size).reason == "no_base"
    for compare in (
        specialisation.krugman_index,
        specialisation.hoover_specialisation,
        specialisation.structural_similarity,
        comparison.average_location_quotient,
        comparison.hachman_index,
    ):
        assert compare([0] * size, [1] * size).reason == "no_base"


def test_a_sector_that_the_reference_lacks_has_no_average_quotient():
    assert comparison.average_location_quotient([1, 1], [2, 0]).reason == "no_base"


@given(st.integers(2, 40), st.data())
def test_network_measures_stay_in_their_bounds(actors, data):
    links = data.draw(st.integers(0, actors * (actors - 1) // 2))
    assert 0 <= networks.network_density(actors, links).value <= 1
    assert 0 <= networks.mean_degree(actors, links).value <= actors - 1
    assert close(
        networks.mean_degree(actors, links).value, networks.network_density(actors, links).value * (actors - 1)
    )


@given(st.integers(0, 100), st.integers(0, 100))
def test_the_ei_index_changes_sign_when_inside_and_outside_are_exchanged(internal, external):
    assume(internal + external)
    assert close(networks.ei_index(internal, external).value, -networks.ei_index(external, internal).value)
    assert -1 <= networks.ei_index(internal, external).value <= 1


@given(st.lists(st.integers(0, 30), min_size=1, max_size=5))
def test_the_expected_ei_index_does_not_depend_on_the_order_of_the_groups(sizes):
    found = networks.expected_ei_index(sizes)
    assert found == networks.expected_ei_index(sizes[::-1])
    if sum(sizes) < 2:
        assert found.reason == ("no_actors" if sum(sizes) == 0 else "single_actor")


@given(st.integers(1, 12), st.data())
def test_components_are_a_partition_and_each_link_joins_at_most_two(actors, data):
    ends = st.integers(0, actors - 1)
    found = data.draw(st.lists(st.tuples(ends, ends).filter(lambda pair: pair[0] != pair[1]), max_size=15))
    pairs = np.array(sorted(found), dtype=int).reshape(-1, 2)
    sizes = networks.component_sizes(actors, pairs)
    assert sum(sizes) == actors
    assert len(sizes) >= actors - len(set(found))
    assert sizes == networks.component_sizes(actors, pairs[::-1])


def test_a_star_is_fully_centralised_and_a_ring_is_not():
    star = networks.degrees(4, np.array([[0, 1], [0, 2], [0, 3]]))
    ring = networks.degrees(4, np.array([[0, 1], [1, 2], [2, 3], [0, 3]]))
    assert networks.degree_centralisation(star).value == 1
    assert networks.degree_centralisation(ring).value == 0
    assert networks.degree_centralisation(networks.degrees(2, np.array([[0, 1]]))).reason == "too_few_actors"


@given(st.lists(st.integers(0, 50), min_size=4, max_size=4))
def test_helix_measures_stay_between_none_and_all(actors):
    found, balance = coverage.helix_coverage(actors), coverage.helix_balance(actors)
    if sum(actors) == 0:
        assert found.reason == balance.reason == "no_actors"
        return
    assert found.value == sum(count > 0 for count in actors) / 4
    assert 0 <= balance.value <= 1
    assert (found.value == 0.25) == (balance.value == 0)


@given(st.lists(st.tuples(st.sampled_from(["open", "partial", "covered"]), st.integers(1, 3)), min_size=1, max_size=20))
def test_covering_a_gap_never_lowers_the_coverage(gaps):
    statuses, weights = [status for status, _ in gaps], [weight for _, weight in gaps]
    before = coverage.gap_coverage_pct(statuses, weights).value
    after = coverage.gap_coverage_pct(["covered", *statuses[1:]], weights).value
    assert 0 <= before <= after <= 100 + 1e-9


@given(st.lists(st.integers(1, 4), min_size=4, max_size=6))
def test_a_phase_is_a_score_between_the_lowest_and_the_highest(scores):
    measured = maturity.development_phase(scores)
    assert min(scores) == measured.lower <= measured.value <= measured.upper == max(scores)
    assert measured == maturity.development_phase(sorted(scores))
    assert maturity.development_phase(scores[:3]).reason == "too_few_dimensions"


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_a_share_is_a_percentage_or_has_a_reason(part, whole):
    measured = ratios.share_pct(part, whole)
    if measured.value is None:
        assert measured.reason == ("no_base" if whole <= 0 else "inconsistent")
    else:
        assert 0 <= measured.value <= 100 + 1e-9


def test_intensity_can_exceed_all_sales_but_not_be_negative():
    assert ratios.rd_intensity_pct(30.0, 20.0).value == 150
    assert ratios.rd_intensity_pct(-1.0, 20.0).reason == "inconsistent"
    assert ratios.rd_intensity_pct(1.0, 0.0).reason == "no_base"
    assert ratios.rd_intensity_pct(None, 20.0).reason == "not_reported"
