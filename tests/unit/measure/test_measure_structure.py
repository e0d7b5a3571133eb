"""The economic structure of three invented towns, with every number worked by hand.

In the statistics Alfala has 75 and 25 per cent of its jobs in two industries of one section, the country one half each.
"""

import math

import pytest

from tasks.reference.snapshot import read_snapshot
from tests.unit.measure.three_towns import QUARTER, country_and_towns, dataset_files, industries

SECTORS = ("metsa", "teknologia", "meri", "elintarvike", "muu")


def test_a_symmetric_quotient_has_the_interval_and_the_reasons_of_the_quotient(values):
    row = values.row("alfala", "symmetric_location_quotient", "metsa")
    assert row.value == pytest.approx((5 - 1) / (5 + 1))
    assert -1 < row.lower < row.value < row.upper < 1
    assert values.number("alfala", "symmetric_location_quotient", "meri") == -1
    assert values.status("gammala", "symmetric_location_quotient", "metsa") == ("missing", "key_figures_not_sent")


def test_concentration_and_diversity_of_a_towns_industries(values):
    assert values.number("alfala", "normalised_herfindahl_index", "industry") == pytest.approx((0.625 - 0.5) / 0.5)
    assert values.number("alfala", "equivalent_number", "industry") == pytest.approx(1 / 0.625)
    entropy = -0.75 * math.log2(0.75) - 0.25 * math.log2(0.25)
    assert values.number("alfala", "shannon_entropy", "industry") == pytest.approx(entropy)
    assert values.number("alfala", "effective_number", "industry") == pytest.approx(2**entropy)
    assert values.number("alfala", "unrelated_variety", "industry") == pytest.approx(0)
    assert values.number("alfala", "related_variety", "industry") == pytest.approx(entropy)
    assert values.row("alfala", "related_variety", "industry").variant == "year=2021;groups=tol_section"
    assert values.status("betala", "shannon_entropy", "industry") == ("missing", "not_in_snapshot")


def test_a_towns_industries_compared_with_the_country(values):
    assert values.number("alfala", "hoover_specialisation", "industry") == pytest.approx(0.25)
    # The average quotient is (0.75² + 0.25²) / 0.5.
    assert values.number("alfala", "hachman_index", "industry") == pytest.approx(1 / 1.25)


def test_what_a_towns_sectors_have_in_common_with_larger_areas(values):
    assert values.number("alfala", "structural_similarity", "country") == pytest.approx(0.04 + 0.12 + 0.06 + 0.60)
    assert values.number("alfala", "structural_similarity", "region") == pytest.approx(1)
    assert values.number("alfala", "structural_similarity", "group") == pytest.approx(0.10 + 0.20 + 0.10 + 0.20)


def test_what_two_towns_industries_have_in_common(measure):
    rows = [*industries(), ("KU902", 2021, "16", 25), ("KU902", 2021, "25", 75)]
    values = measure(statistics=read_snapshot(dataset_files("jobs_by_industry", rows), QUARTER))
    assert values.number("network", "structural_similarity", "alfala--betala") == pytest.approx(0.25 + 0.25)
    assert values.status("network", "structural_similarity", "alfala--gammala") == ("missing", "not_in_snapshot")


def test_an_unknown_industry_belongs_to_no_section_and_hides_variety_when_it_is_large(measure):
    rows = [*industries(), ("KU901", 2021, "00", 20), ("SSS", 2021, "00", 20)]
    values = measure(statistics=read_snapshot(dataset_files("jobs_by_industry", rows), QUARTER))
    assert values.status("alfala", "related_variety", "industry") == ("not_assessable", "too_few_classified")
    assert values.status("alfala", "unrelated_variety", "industry") == ("not_assessable", "too_few_classified")


def test_the_change_of_jobs_over_five_years_has_three_parts(measure):
    codes = ("16", "25", "47")
    jobs = {
        ("SSS", 2016): (500, 500, 1000), ("SSS", 2021): (550, 450, 1200),
        ("KU901", 2016): (100, 50, 50), ("KU901", 2021): (120, 50, 40),
    }  # fmt: skip
    rows = [(*place, name, n) for place, counts in jobs.items() for name, n in zip(codes, counts, strict=True)]
    values = measure(statistics=read_snapshot(dataset_files("jobs_by_industry", rows), QUARTER))
    assert values.number("alfala", "shift_share", "change") == 10
    assert values.number("alfala", "shift_share", "national_share") == pytest.approx(20)
    # With the country's growth of each industry the town would have 110 + 45 + 60 jobs.
    assert values.number("alfala", "shift_share", "industry_mix") == pytest.approx(215 - 220)
    assert values.number("alfala", "shift_share", "regional_share") == pytest.approx(210 - 215)
    assert values.row("alfala", "shift_share", "change").variant == "years=2016-2021;reference=SSS"


def test_the_yearly_growth_of_jobs_over_five_years(measure):
    late = [(a, y, s, 2 * n if a == "KU901" else n, f) for a, y, s, n, f in country_and_towns()]
    statistics = read_snapshot(dataset_files("jobs_by_sector", country_and_towns(2016) + late), QUARTER)
    values = measure(statistics=statistics)
    assert values.number("alfala", "job_growth_pct", "yhteensa") == pytest.approx(100 * (2 ** (1 / 5) - 1))
    assert values.number("betala", "job_growth_pct", "metsa") == 0
    assert values.status("alfala", "job_growth_pct", "meri") == ("not_assessable", "no_base")


def test_the_network_is_set_beside_the_whole_country(measure):
    """Alfala doubles its jobs from 2016 to 2021; the country's stay. Together the towns are a part of the country."""
    early = country_and_towns(2016)
    late = [(a, y, s, 2 * n if a == "KU901" else n, f) for a, y, s, n, f in country_and_towns()]
    values = measure(statistics=read_snapshot(dataset_files("jobs_by_sector", early + late), QUARTER))
    towns = {area for area, *_ in late if area.startswith("KU")}
    own, before, country = (
        sum(n for area, _, sector, n, _ in rows if area in areas and sector == "metsa")
        for rows, areas in ((late, towns), (early, towns), (late, {"SSS"}))
    )
    assert values.number("network", "national_job_share_pct", "network.metsa") == pytest.approx(100 * own / country)
    growth = 100 * ((own / before) ** (1 / 5) - 1)
    assert values.number("network", "area_job_growth_pct", "network.metsa") == pytest.approx(growth)
    assert values.number("network", "area_job_growth_pct", "country.metsa") == 0


def test_five_years_need_five_years(values):
    assert values.status("network", "area_job_growth_pct", "network.metsa") == ("not_assessable", "too_few_years")
    assert values.status("alfala", "job_growth_pct", "yhteensa") == ("not_assessable", "too_few_years")
    assert values.status("alfala", "shift_share") == ("not_assessable", "too_few_years")
    assert values.status("betala", "shift_share") == ("missing", "not_in_snapshot")


def many_municipalities(count, rows_of_kind):
    """Return rows for the three towns and others, each of the kind that its place has in turn."""
    codes = ["901", "902", "903", *(f"{100 + place}" for place in range(count - 3))]
    kinds = len(rows_of_kind)
    return [(f"KU{code}", 2021, *row) for place, code in enumerate(codes) for row in rows_of_kind[place % kinds]]


def test_a_sector_is_compared_with_all_municipalities_when_there_are_thirty(measure):
    few, many = ({"metsa": n, "teknologia": 20, "meri": 0, "elintarvike": 0, "muu": 80 - n} for n in (10, 30))
    kinds = [[*((s, n, 1) for s, n in kind.items()), ("yhteensa", 100, 4)] for kind in (few, many)]
    country = [row for row in country_and_towns() if row[0] == "SSS"]
    rows = country + many_municipalities(32, kinds)
    values = measure(statistics=read_snapshot(dataset_files("jobs_by_sector", rows), QUARTER))
    # Quotients are 0.5 and 1.5 in sixteen municipalities each.
    score = -0.5 / math.sqrt(32 * 0.25 / 31)
    assert values.number("alfala", "standardised_location_quotient", "metsa") == pytest.approx(score)
    assert values.status("alfala", "standardised_location_quotient", "teknologia") == ("not_assessable", "constant")
    assert values.status("alfala", "standardised_location_quotient", "meri") == ("not_assessable", "no_base")
    # Each expects 20 jobs: A = 0.25 - 1/20, so that a quotient keeps 0.2 / 0.25 of its difference from 1.
    assert values.number("alfala", "shrunken_location_quotient", "metsa") == pytest.approx(1 - 0.8 * 0.5)
    assert values.row("alfala", "shrunken_location_quotient", "metsa").n == 32


def test_complexity_and_relatedness_need_a_hundred_municipalities(measure):
    kinds = [[("16", 50), ("25", 50)], [("25", 50), ("47", 50)], [("47", 100)]]
    rows = [("SSS", 2021, "16", 500), *many_municipalities(102, kinds)]
    values = measure(statistics=read_snapshot(dataset_files("jobs_by_industry", rows), QUARTER))
    # The second eigenvector of [[3/4, 1/4, 0], [1/4, 1/2, 1/4], [0, 1/2, 1/2]] as standard scores.
    assert values.number("alfala", "economic_complexity") == pytest.approx(1.309017, abs=1e-6)
    assert values.number("betala", "economic_complexity") == pytest.approx(-0.190983, abs=1e-6)
    assert values.number("gammala", "economic_complexity") == pytest.approx(-1.118034, abs=1e-6)
    # 16 and 47 are each as related to 25 as to nothing else; 25 is as related to the one as to the other.
    assert values.dimensions("gammala", "relatedness_density") == {"16", "25"}
    assert values.number("alfala", "relatedness_density", "47") == pytest.approx(1)
    assert values.number("gammala", "relatedness_density", "16") == pytest.approx(0)
    assert values.number("gammala", "relatedness_density", "25") == pytest.approx(0.5)


def test_too_few_municipalities_are_no_comparison(values):
    for sector in SECTORS:
        for indicator in ("standardised_location_quotient", "shrunken_location_quotient"):
            assert values.status("alfala", indicator, sector) == ("not_assessable", "too_few_areas")
    assert values.status("alfala", "economic_complexity") == ("not_assessable", "too_few_areas")
    assert values.status("alfala", "relatedness_density") == ("not_assessable", "too_few_areas")
    assert values.status("betala", "economic_complexity") == ("missing", "not_in_snapshot")


def test_municipalities_of_a_joint_unit_are_one_among_all(measure, three_towns):
    joint = three_towns.towns["alfala"].model_copy(update={"member_codes": ("901", "902")})
    project = three_towns.model_copy(update={"towns": {"alfala": joint, "gammala": three_towns.towns["gammala"]}})
    kinds = [[("16", 50), ("25", 50)], [("25", 50), ("47", 50)], [("47", 100)]]
    rows = [("SSS", 2021, "16", 500), *many_municipalities(102, kinds)]
    values = measure(
        {}, project=project, statistics=read_snapshot(dataset_files("jobs_by_industry", rows), QUARTER)
    )  # fmt: skip
    # Its 50, 100 and 50 jobs: 25 per cent is more than the sixth of all jobs that 16 has, and less than the half of 47.
    assert values.dimensions("alfala", "relatedness_density") == {"47"}
    assert values.row("alfala", "economic_complexity").n == 101
