"""A quarter of three invented towns, with every number worked by hand."""

import pandas as pd
import pytest

from tasks.measure.quarter import measure_quarter
from tasks.measure.values import VALUE_COLUMNS
from tasks.reference.snapshot import ReferenceSnapshot, SnapshotError, read_snapshot
from tests.unit.measure.three_towns import (
    ALFALA_FIGURES,
    QUARTER,
    accept,
    actor_rows,
    country_and_towns,
    dataset_files,
    everything,
    figures,
    link_rows,
    scores,
    snapshot_files,
)

SECTORS = ("metsa", "teknologia", "meri", "elintarvike", "muu")


def test_the_table_has_the_agreed_columns_and_one_row_a_town_indicator_and_dimension(values):
    assert list(values.frame.columns) == list(VALUE_COLUMNS)
    assert not values.frame.duplicated(["town", "indicator", "dimension"]).any()
    assert set(values.frame["quarter"]) == {"2022Q3"}
    assert values.frame["value"].dtype == "float64"
    assert values.frame["n"].dtype == "Int64"


def test_every_status_but_ok_has_a_reason_and_no_number(values):
    without = values.frame[values.frame["status"] != "ok"]
    assert len(without)
    assert without[["value", "lower", "upper"]].isna().all(axis=None)
    assert (without["reason"] != "").all()
    assert (values.frame["reason"][values.frame["status"] == "ok"] == "").all()
    assert values.frame["value"][values.frame["status"] == "ok"].map(pd.notna).all()


# Key figures


def test_key_figures_are_those_of_the_latest_year_with_their_total(measure):
    sent = everything()
    sent["alfala"]["key_figures"] = [*figures(dict.fromkeys(SECTORS, (9, 9)), year=2020), *figures(ALFALA_FIGURES)]
    values = measure(sent)
    assert values.number("alfala", "employee_count", "metsa") == 200
    assert values.number("alfala", "firm_count", "teknologia") == 12
    assert values.number("alfala", "employee_count", "yhteensa") == 1000
    assert values.row("alfala", "employee_count", "metsa").variant == "year=2021"
    assert values.row("alfala", "employee_count", "metsa").source == "alfala.xlsx!key_figures!8"


def test_money_becomes_shares_of_turnover(measure):
    sent = everything()
    sent["alfala"]["key_figures"] = figures(
        ALFALA_FIGURES,
        turnover_eur={"metsa": 60e6, "teknologia": 100e6, "meri": 0, "elintarvike": 40e6, "muu": None},
        export_eur={"metsa": 42e6, "teknologia": 120e6, "meri": 0, "elintarvike": None, "muu": 1e6},
        rd_expenditure_eur={"metsa": 1.5e6, "teknologia": 4e6, "meri": 0, "elintarvike": 0, "muu": 0},
    )
    values = measure(sent)
    assert values.number("alfala", "turnover_eur", "metsa") == 60e6
    assert values.number("alfala", "turnover_eur", "yhteensa") == 200e6
    assert values.number("alfala", "export_share_pct", "metsa") == pytest.approx(70)
    assert values.number("alfala", "rd_intensity_pct", "metsa") == pytest.approx(2.5)
    assert values.number("alfala", "rd_intensity_pct", "elintarvike") == 0
    assert values.status("alfala", "export_share_pct", "teknologia") == ("not_assessable", "inconsistent")
    assert values.status("alfala", "export_share_pct", "meri") == ("not_assessable", "no_base")
    assert values.status("alfala", "export_share_pct", "elintarvike") == ("missing", "not_reported")
    assert values.status("alfala", "turnover_eur", "muu") == ("missing", "not_reported")


def test_an_estimate_says_so(measure):
    sent = everything()
    sent["alfala"]["key_figures"][0]["is_estimate"] = True
    values = measure(sent)
    assert values.row("alfala", "employee_count", "metsa").variant == "year=2021;estimate"
    assert values.row("alfala", "employee_count", "muu").variant == "year=2021"


# Specialisation and concentration. The country has 4, 12, 2, 6 and 76 per cent of its jobs in the sectors.


@pytest.mark.parametrize(
    ("sector", "quotient"),
    [
        ("metsa", 0.20 / 0.04),
        ("teknologia", 0.30 / 0.12),
        ("meri", 0),
        ("elintarvike", 0.1 / 0.06),
        ("muu", 0.4 / 0.76),
    ],
)
def test_location_quotients_compare_a_town_with_the_country(values, sector, quotient):
    assert values.number("alfala", "location_quotient", sector) == pytest.approx(quotient)


def test_a_location_quotient_names_its_interval_its_employees_and_its_snapshot(values):
    row = values.row("alfala", "location_quotient", "metsa")
    assert row.lower < 5 < row.upper
    assert row.n == 200
    assert row.reference_snapshot == "jobs_by_sector@2022-06-01"
    assert row.variant == "year=2021;reference=SSS;reference_year=2021;interval=delta_log_95"
    assert row.source == "alfala.xlsx!key_figures!2,7"


def test_a_sector_without_employees_has_the_quotient_zero_and_no_interval(values):
    row = values.row("alfala", "location_quotient", "meri")
    assert (row.status, row.value, row.n) == ("ok", 0, 0)
    assert pd.isna(row.lower)
    assert pd.isna(row.upper)


def test_structure_indices_of_a_town(values):
    # |0.20-0.04| + |0.30-0.12| + |0-0.02| + |0.10-0.06| + |0.40-0.76|
    assert values.number("alfala", "krugman_index") == pytest.approx(0.76)
    assert values.number("alfala", "herfindahl_index") == pytest.approx(0.04 + 0.09 + 0.01 + 0.16)
    assert values.number("alfala", "employee_share_pct", "teknologia") == pytest.approx(30)


def test_the_share_of_a_sector_has_its_interval(values):
    row = values.row("alfala", "employee_share_pct", "meri")
    # None of n jobs: the upper bound of Wilson is z² / (n + z²).
    assert (row.value, row.lower) == (0, 0)
    assert row.upper == pytest.approx(100 * 1.96**2 / (1000 + 1.96**2), rel=1e-4)
    assert row.variant == "year=2021;interval=wilson_95"


def test_structure_indices_of_industries_come_from_the_statistics(values):
    # The town has 75 and 25 per cent of its jobs in two industries, the country one half in each.
    assert values.number("alfala", "krugman_index", "industry") == pytest.approx(0.5)
    assert values.number("alfala", "herfindahl_index", "industry") == pytest.approx(0.5625 + 0.0625)
    assert values.row("alfala", "krugman_index", "industry").source == "jobs_by_industry@2022-06-01!data.csv!4-5"
    assert values.status("betala", "krugman_index", "industry") == ("missing", "not_in_snapshot")


def test_the_network_pools_the_towns_that_sent_and_scales_nothing_up(values):
    assert values.number("network", "employee_count", "metsa") == 300
    assert values.number("network", "employee_count", "yhteensa") == 2000
    assert values.row("network", "employee_count", "metsa").n == 2
    assert values.number("network", "location_quotient", "metsa") == pytest.approx(0.15 / 0.04)
    # Shares 0.15, 0.20, 0.05, 0.10 and 0.50.
    assert values.number("network", "herfindahl_index") == pytest.approx(0.0225 + 0.04 + 0.0025 + 0.01 + 0.25)
    assert values.number("network", "krugman_index") == pytest.approx(0.11 + 0.08 + 0.03 + 0.04 + 0.26)
    assert values.row("network", "krugman_index").source == "alfala.xlsx!key_figures!2-6; betala.xlsx!key_figures!2-6"


def test_a_town_with_a_blank_sector_is_left_out_of_the_pool(measure):
    sent = everything()
    sent["betala"]["key_figures"][0]["employee_count"] = None
    values = measure(sent)
    assert values.number("network", "employee_count", "yhteensa") == 1000
    assert values.row("network", "employee_count", "yhteensa").n == 1
    assert values.status("betala", "location_quotient", "metsa") == ("missing", "not_reported")
    assert values.status("betala", "krugman_index") == ("missing", "not_reported")


def test_more_employees_than_the_total_row_is_inconsistent_and_not_a_number(measure):
    sent = everything()
    sent["alfala"]["key_figures"][-1]["employee_count"] = 150
    values = measure(sent)
    assert values.status("alfala", "location_quotient", "metsa") == ("not_assessable", "inconsistent")
    assert values.status("alfala", "employee_share_pct", "metsa") == ("not_assessable", "inconsistent")


# Official statistics


def test_population_stands_for_every_town_and_for_the_network(values):
    assert values.number("gammala", "population", "2021") == 2002
    assert values.number("network", "population", "2021") == 2000 + 2001 + 2002


def test_official_statistics_stand_for_a_town_that_never_sent_anything(values):
    assert values.dimensions("gammala", "job_count") == {"2020", "2021"}
    assert values.number("gammala", "job_count", "2021") == 100
    assert values.number("gammala", "snapshot_employee_share_pct", "teknologia") == pytest.approx(20)
    assert values.number("gammala", "snapshot_region_share_pct", "teknologia") == pytest.approx(20)
    assert values.number("gammala", "snapshot_group_share_pct", "teknologia") == pytest.approx(20)
    assert values.number("gammala", "snapshot_country_share_pct", "teknologia") == pytest.approx(12)


def test_municipalities_of_a_joint_unit_are_added(measure, three_towns):
    joint = three_towns.towns["alfala"].model_copy(update={"member_codes": ("901", "902")})
    project = three_towns.model_copy(update={"towns": {**three_towns.towns, "alfala": joint}})
    assert measure(project=project).number("alfala", "job_count", "2021") == 200


def test_without_statistics_their_indicators_are_missing_and_the_others_stand(measure):
    values = measure(statistics=ReferenceSnapshot({}))
    for indicator, dimension in (
        ("location_quotient", "metsa"),
        ("krugman_index", ""),
        ("krugman_index", "industry"),
        ("herfindahl_index", "industry"),
        ("job_count", ""),
        ("snapshot_employee_share_pct", "metsa"),
        ("snapshot_country_share_pct", "muu"),
    ):
        assert values.status("alfala", indicator, dimension) == ("missing", "no_snapshot")
    assert values.status("network", "location_quotient", "metsa") == ("missing", "no_snapshot")
    assert values.number("alfala", "herfindahl_index") == pytest.approx(0.30)
    assert values.number("alfala", "actor_count") == 4


def test_the_statistics_of_the_nearest_year_before_are_used(measure):
    old = read_snapshot(dataset_files("jobs_by_sector", country_and_towns(2019) + country_and_towns(2020)), QUARTER)
    row = measure(statistics=old).row("alfala", "location_quotient", "metsa")
    assert row.variant == "year=2021;reference=SSS;reference_year=2020;interval=delta_log_95"


def test_statistics_with_other_sectors_than_the_project_stop_the_measuring(three_towns):
    rows = [(a, y, "kaivos" if s == "meri" else s, n, f) for a, y, s, n, f in country_and_towns()]
    other = read_snapshot(dataset_files("jobs_by_sector", rows), QUARTER)
    with pytest.raises(SnapshotError, match=r"sectors\.yaml; they differ in kaivos, meri"):
        measure_quarter(three_towns, QUARTER, accept(three_towns, {}), other)


# Actors and links. Alfala's a5 left on 30 June, its link to a4 ended a day before the quarter did.


def test_only_actors_that_are_active_at_the_quarters_end_count(values):
    assert values.number("alfala", "actor_count") == 4
    assert values.number("network", "actor_count") == 6
    assert values.number("alfala", "actor_count_by_helix", "business") == 2
    assert values.number("alfala", "actor_count_by_helix", "civil_society") == 0
    assert values.number("network", "actor_count_by_helix", "business") == 3
    assert values.dimensions("alfala", "actor_count_by_type") == {
        "sme", "development_company", "startup", "applied_university"
    }  # fmt: skip


@pytest.mark.parametrize(("date", "count"), [("2022-09-29", 4), ("2022-09-30", 5), (None, 5)])
def test_an_actor_is_active_up_to_and_on_its_last_day(measure, date, count):
    sent = everything()
    sent["alfala"]["actors"][-1]["active_to"] = date
    assert measure(sent).number("alfala", "actor_count") == count


@pytest.mark.parametrize(("date", "count"), [("2022-09-30", 4), ("2022-10-01", 3)])
def test_an_actor_is_active_from_its_first_day(measure, date, count):
    sent = everything()
    sent["alfala"]["actors"][0]["active_from"] = date
    assert measure(sent).number("alfala", "actor_count") == count


def test_the_quadruple_helix_of_a_town(values):
    assert values.number("alfala", "helix_coverage") == 0.75
    # Helices of 2, 1, 1 and 0 actors: 1.5 bits of 2.
    assert values.number("alfala", "helix_balance") == pytest.approx(0.75)
    assert values.number("network", "helix_coverage") == 1


def test_a_towns_own_network_has_each_linked_pair_once(values):
    assert values.number("alfala", "link_count") == 2
    assert values.number("alfala", "network_density") == pytest.approx(2 / 6)
    assert values.number("alfala", "mean_degree") == pytest.approx(1)
    assert values.number("alfala", "linked_actor_share_pct") == pytest.approx(75)
    assert values.row("alfala", "network_density").n == 4


def test_links_leave_the_town_to_others_to_higher_education_and_abroad(values):
    # a2-b1 is reported by both towns, b2-a3 by the other one only.
    assert values.number("alfala", "cross_town_link_count") == 2
    assert values.number("alfala", "cross_town_link_share_pct") == pytest.approx(50)
    assert values.number("betala", "cross_town_link_share_pct") == pytest.approx(100 * 2 / 3)
    assert values.number("alfala", "hei_link_count") == 1
    assert values.number("alfala", "abroad_link_count") == 1
    assert values.number("betala", "hei_link_count") == 0
    assert values.row("alfala", "abroad_link_count").source == "alfala.xlsx!links!7"


def test_a_zero_leads_to_the_rows_that_were_searched(values):
    assert values.row("betala", "hei_link_count").source == "betala.xlsx!links!2-4"


def test_a_secondary_school_is_education_and_not_research(measure):
    sent = everything()
    sent["alfala"]["external_actors"][0]["actor_type"] = "vocational_school"
    assert measure(sent).number("alfala", "hei_link_count") == 0


def test_the_ei_index_stands_beside_its_expected_value(values):
    # a1-a2 crosses helices and a1-a3 does not; of six possible pairs one stays in its helix.
    assert values.number("alfala", "ei_index", "helix") == 0
    assert values.number("alfala", "ei_index_expected", "helix") == pytest.approx((5 - 1) / 6)
    # Firms are of the forest sector here and the others of the rest: of six pairs two stay in their sector.
    assert values.number("alfala", "ei_index", "sector") == 0
    assert values.number("alfala", "ei_index_expected", "sector") == pytest.approx((4 - 2) / 6)


def test_the_network_of_the_towns_with_data(values):
    assert values.number("network", "link_count") == 5
    assert values.number("network", "network_density") == pytest.approx(5 / 15)
    assert values.number("network", "mean_degree") == pytest.approx(10 / 6)
    assert values.number("network", "cross_town_link_count") == 2
    assert values.number("network", "cross_town_link_share_pct") == pytest.approx(40)
    assert values.number("network", "connected_town_pair_share_pct") == 100
    assert values.dimensions("network", "town_pair_link_count") == {"alfala--betala"}
    assert values.number("network", "town_pair_link_count", "alfala--betala") == 2
    assert values.number("network", "hei_link_count") == 1
    assert values.number("network", "ei_index", "helix") == pytest.approx((4 - 1) / 5)
    assert values.number("network", "ei_index", "town") == pytest.approx((2 - 3) / 5)
    assert values.number("network", "ei_index", "sector") == pytest.approx((4 - 1) / 5)
    # Towns of 4 and 2 actors: 6 + 1 of 15 pairs stay in their town.
    assert values.number("network", "ei_index_expected", "town") == pytest.approx((8 - 7) / 15)


def test_a_town_without_links_table_is_no_town_without_links(measure):
    sent = everything()
    del sent["betala"]["links"]
    values = measure(sent, rejected={("betala", "links")})
    assert values.status("betala", "link_count") == ("rejected", "links_rejected")
    assert values.status("betala", "ei_index", "helix") == ("rejected", "links_rejected")
    assert values.number("betala", "actor_count") == 2
    assert values.row("network", "network_density").n == 4
    assert values.status("network", "connected_town_pair_share_pct") == ("not_assessable", "single_town")


def test_a_single_actor_has_no_density(measure):
    sent = everything()
    sent["betala"]["actors"] = actor_rows("betala")[:1]
    values = measure(sent)
    assert values.status("betala", "network_density") == ("not_assessable", "single_actor")
    assert values.status("betala", "ei_index", "helix") == ("not_assessable", "no_links")
    assert values.number("betala", "link_count") == 0


def test_a_town_without_active_actors_has_no_helix(measure):
    sent = everything()
    sent["betala"]["actors"] = []
    values = measure(sent)
    assert values.number("betala", "actor_count") == 0
    assert values.status("betala", "helix_coverage") == ("not_assessable", "no_actors")
    assert values.status("betala", "mean_degree") == ("not_assessable", "no_actors")


def test_the_orchestrators_helix_drives_the_ecosystem(values):
    # a2 is linked to a1 and b1; its link to a4 has ended.
    assert values.dimensions("alfala", "driver_link_count") == {"public"}
    assert values.number("alfala", "driver_link_count", "public") == 2
    assert values.status("betala", "driver_link_count") == ("not_assessable", "no_orchestrator")


def test_two_helices_with_equally_many_links_have_no_driver(measure):
    sent = everything()
    sent["alfala"]["actors"][0]["role"] = "orchestrator"
    sent["alfala"]["links"] = [link for link in link_rows("alfala") if link["to_id"] in ("a2", "a1", "b1", "a3")]
    # a1 is linked to a2 and a3, a2 to a1 and b1.
    assert measure(sent).status("alfala", "driver_link_count") == ("not_assessable", "tie")


# Cohesion, groups and brokers. Alfala is a2 - a1 - a3 and the unlinked a4; b1 and b2 join it to
# b2 - a3 - a1 - a2 - b1 - b2, a ring of five.


def test_the_cohesion_of_a_town_and_of_the_network(values):
    assert values.number("alfala", "component_count") == 2
    assert values.number("alfala", "largest_component_share_pct") == 75
    # Degrees 2, 1, 1 and 0: (0 + 1 + 1 + 2) / (3 · 2).
    assert values.number("alfala", "degree_centralisation") == pytest.approx(4 / 6)
    assert values.number("alfala", "transitivity") == 0
    assert values.number("alfala", "core_number") == 1
    assert values.row("alfala", "core_number").n == 3
    assert values.number("alfala", "two_step_reach_share_pct") == pytest.approx(100 * 6 / 12)
    assert values.number("network", "core_number") == 2
    assert values.number("network", "two_step_reach_share_pct") == pytest.approx(100 * 20 / 30)
    assert values.status("betala", "transitivity") == ("not_assessable", "no_triads")
    assert values.status("betala", "degree_centralisation") == ("not_assessable", "too_few_actors")


def test_the_leading_actors_are_named_by_their_ids(values):
    assert values.number("alfala", "degree_centrality", "a1") == pytest.approx(2 / 3)
    assert values.number("alfala", "betweenness_centrality", "a1") == pytest.approx(1 / 3)
    assert values.number("alfala", "eigenvector_centrality", "a1") == pytest.approx(2**-0.5)
    assert values.dimensions("alfala", "eigenvector_centrality") == {"a1", "a2", "a3"}
    assert values.number("alfala", "burt_constraint", "a1") == pytest.approx(0.5)
    assert values.number("alfala", "effective_size", "a1") == 2
    assert len(values.dimensions("network", "degree_centrality")) == 5
    assert values.status("betala", "betweenness_centrality") == ("not_assessable", "too_few_actors")


def test_brokers_are_counted_by_their_role(values):
    # a1, a business, joins the public a2 with the business a3.
    assert values.number("alfala", "brokerage_role_count", "helix_gatekeeper_representative") == 1
    assert values.number("alfala", "brokerage_role_count", "helix_coordinator") == 0
    # In the ring each actor is between two that are not linked; only a1 has both of them in its own town.
    assert values.number("network", "brokerage_role_count", "town_coordinator") == 1
    assert values.number("network", "brokerage_role_count", "town_gatekeeper_representative") == 4
    assert values.number("network", "brokerage_role_count", "town_liaison") == 0
    assert values.row("network", "brokerage_role_count", "town_liaison").n == 5


def test_links_are_counted_by_the_helices_of_their_ends(values):
    assert values.number("alfala", "helix_pair_link_count", "business--business") == 1
    assert values.number("alfala", "helix_pair_link_count", "business--public") == 1
    assert values.number("alfala", "helix_pair_link_count", "academia--academia") == 0
    assert len(values.dimensions("alfala", "helix_pair_link_count")) == 10
    # All three link ends of the business a1 and a3: two lead to a business, as one of three others is one.
    assert values.number("alfala", "coleman_homophily", "business") == pytest.approx((2 / 3 - 1 / 3) / (2 / 3))
    assert values.status("alfala", "coleman_homophily", "academia") == ("not_assessable", "no_links")


def test_groups_are_compared_with_chance(values):
    # Business has 3 and public 1 of the 4 link ends: 1/2 - (9 + 1)/16, and 3 · 2 of 4 · 3 pairings stay in a helix.
    assert values.number("alfala", "ei_index_expected_by_degree", "helix") == pytest.approx(1 - 2 * 6 / 12)
    assert values.number("alfala", "assortativity", "helix") == pytest.approx((0.5 - 0.625) / (1 - 0.625))
    # Of five links three stay in a town: the ends are 6 in Alfala and 4 in Betala.
    assert values.number("network", "modularity", "town") == pytest.approx(3 / 5 - 0.36 - 0.16)
    # Of ten link ends six are firms': a1 two, a3 two, b1 two.
    assert values.number("network", "modularity", "sector") == pytest.approx(1 / 5 - 0.36 - 0.16)
    assert values.number("network", "modularity_expected", "town") == pytest.approx((30 + 12) / 90 - 0.36 - 0.16)
    assert values.number("network", "modularity", "detected") >= values.number("network", "modularity", "town")
    row = values.row("network", "modularity_expected", "detected")
    assert row.lower <= row.value <= row.upper
    assert row.variant == "undirected_simple;louvain;rewired=20"


def test_a_link_between_towns_is_confirmed_when_both_record_it(values):
    # a2 - b1 is in both workbooks, b2 - a3 in one.
    assert values.number("network", "confirmed_link_share_pct") == 50


def test_links_are_compared_with_the_end_of_the_quarter_before(values):
    # On 30 June a5 was still active and a2 - a4 not ended.
    assert values.number("alfala", "link_change_count", "kept") == 2
    assert values.number("alfala", "link_change_count", "ended") == 2
    assert values.number("alfala", "link_change_count", "begun") == 0
    assert values.number("alfala", "link_stability_pct") == 50
    assert values.row("alfala", "link_stability_pct").variant == "since=2022Q2"
    assert values.number("network", "cross_town_link_change_count", "kept") == 2


def test_a_link_that_began_in_the_quarter_is_new(measure):
    sent = everything()
    sent["betala"]["links"][1]["active_from"] = "2022-07-01"
    values = measure(sent)
    assert values.number("alfala", "cross_town_link_change_count", "begun") == 1
    assert values.number("alfala", "cross_town_link_change_count", "kept") == 1


def ring_of(count, town="alfala"):
    actors = [{"actor_id": f"r{n:02}", "helix": "business", "actor_type": "sme"} for n in range(count)]
    links = [{"from_id": f"r{n:02}", "to_id": f"r{(n + 1) % count:02}", "link_type": "network"} for n in range(count)]
    return {town: {"actors": actors, "links": links, "external_actors": []}}


def test_twenty_actors_have_intervals_and_nineteen_do_not(measure):
    for count in (19, 20):
        values = measure(ring_of(count))
        for indicator, dimension in (("network_density", ""), ("mean_degree", ""), ("ei_index", "helix")):
            row = values.row("alfala", indicator, dimension)
            assert pd.notna(row.lower) == pd.notna(row.upper) == (count == 20)
            assert row.variant.endswith("interval=vertex_bootstrap_95") == (count == 20)
    row = values.row("alfala", "mean_degree")
    assert row.lower < row.value == 2 < row.upper
    row = values.row("network", "cross_town_link_share_pct")
    assert (row.lower, row.value, row.upper) == (0, 0, 0)


def test_the_order_of_rows_changes_no_interval_and_no_group(measure):
    sent = ring_of(24)
    there = measure(sent)
    turned = {"alfala": {table: rows[::-1] for table, rows in sent["alfala"].items()}}
    back = measure(turned)
    columns = ["town", "indicator", "dimension", "value", "lower", "upper", "status", "reason", "n", "variant"]
    pd.testing.assert_frame_equal(there.frame[columns], back.frame[columns])


# Firms, measures and the composite


def test_new_firms_are_related_to_inhabitants_and_to_all_firms(measure):
    sent = everything()
    sent["alfala"]["key_figures"] = figures(ALFALA_FIGURES, new_firm_count=dict.fromkeys(SECTORS, 1))
    values = measure(sent)
    # 5 of 67 firms; 2,000 inhabitants in 2021.
    assert values.number("alfala", "new_firms_per_1000") == pytest.approx(2.5)
    assert values.number("alfala", "firm_birth_rate_pct") == pytest.approx(100 * 5 / 67)
    assert values.row("alfala", "firm_birth_rate_pct").source == "alfala.xlsx!key_figures!7"
    assert values.status("betala", "new_firms_per_1000") == ("missing", "not_reported")
    assert values.status("network", "firm_birth_rate_pct") == ("missing", "not_reported")


def test_new_firms_without_a_population_of_the_year_are_no_density(measure):
    sent = everything()
    sent["alfala"]["key_figures"] = figures(ALFALA_FIGURES, year=2019, new_firm_count=dict.fromkeys(SECTORS, 1))
    values = measure(sent)
    assert values.status("alfala", "new_firms_per_1000") == ("missing", "no_population")
    assert values.status("network", "new_firms_per_1000") == ("not_assessable", "different_years")


def test_a_birth_rate_does_not_give_away_a_hidden_number_of_firms(measure):
    sent = everything()
    few = {sector: (10, 1 if sector == "muu" else 0) for sector in SECTORS}
    sent["alfala"]["key_figures"] = figures(few, new_firm_count=dict.fromkeys(SECTORS, 0))
    values = measure(sent)
    assert values.status("alfala", "firm_count", "yhteensa")[0] == "suppressed"
    assert values.status("alfala", "firm_birth_rate_pct")[0] == "suppressed"


def test_helices_have_shares_of_the_actors(values):
    assert values.number("alfala", "actor_share_by_helix_pct", "business") == 50
    assert values.number("alfala", "actor_share_by_helix_pct", "civil_society") == 0
    assert values.number("network", "actor_share_by_helix_pct", "business") == 50


def test_a_measure_is_complete_with_owner_deadline_and_indicator(measure):
    sent = everything()
    whole = {"measure_id": "t1", "owner_id": "a1", "end_date": "2023-06-30", "indicator_name": "Firms"}
    sent["alfala"]["measures"] = [whole, {**whole, "measure_id": "t2", "owner_id": None}]
    sent["betala"]["measures"] = []
    values = measure(sent)
    assert values.number("alfala", "measure_completeness_pct") == 50
    assert values.status("betala", "measure_completeness_pct") == ("not_assessable", "no_measures_recorded")
    assert values.number("network", "measure_completeness_pct") == 50


def test_fewer_than_three_whole_towns_make_no_composite(values):
    assert values.status("network", "composite_rank", "alfala") == ("not_assessable", "too_few_units")
    assert values.status("network", "composite_rank", "betala") == ("not_assessable", "indicator_missing")
    assert values.status("network", "composite_rank_shift") == ("not_assessable", "too_few_units")
    assert values.status("network", "composite_sensitivity", "normalisation") == ("not_assessable", "too_few_units")


def test_three_towns_have_places_with_bands(measure):
    sent = everything()
    gaps, levels = sent["alfala"]["competence_gaps"], sent["alfala"]["hei_presence"]
    sent["betala"] |= {"competence_gaps": gaps[:1], "hei_presence": levels}
    sent["gammala"] = {
        "actors": [{"actor_id": f"g{n}", "helix": "business", "actor_type": "sme"} for n in (1, 2, 3)],
        "links": [{"from_id": "g1", "to_id": "g2", "link_type": "business"}],
        "competence_gaps": gaps[2:],
        "hei_presence": [{**levels[0], "level": 0}],
    }
    values = measure(sent)
    for town in ("alfala", "betala", "gammala"):
        row = values.row("network", "composite_rank", town)
        assert 1 <= row.lower <= row.value <= row.upper <= 3
        assert row.n == 3
        assert row.variant == "draws=1000;weights=25pct;band=90"
    # Gammala is last in helices, gaps and higher education.
    assert values.number("network", "composite_rank", "gammala") == 3
    assert values.number("network", "composite_rank_shift") >= 0
    assert "helix_balance" in values.dimensions("network", "composite_sensitivity")


# Gaps, higher education, phases, the mapping


def test_competence_gaps_are_counted_and_weighed(values):
    assert values.number("alfala", "gap_count") == 3
    assert values.number("alfala", "gap_count", "partial") == 1
    assert values.number("alfala", "gap_count_by_sector", "metsa") == 2
    assert values.number("alfala", "gap_count_by_sector", "meri") == 0
    assert values.number("alfala", "gap_coverage_pct") == pytest.approx(100 * (3 + 1) / 6)
    assert values.number("alfala", "gap_coverage_pct", "unweighted") == pytest.approx(50)


def test_no_gaps_recorded_is_not_full_coverage(values):
    assert values.number("betala", "gap_count") == 0
    assert values.status("betala", "gap_coverage_pct") == ("not_assessable", "no_gaps_recorded")


def test_higher_education_is_that_of_the_latest_year(values):
    assert values.number("alfala", "hei_presence_level") == 3
    assert values.number("alfala", "hei_presence_level", "Invented UAS") == 2
    assert values.number("alfala", "hei_staff_count") == 5
    assert values.row("alfala", "hei_staff_count").n == 1
    assert values.number("alfala", "hei_student_count") == 40


def test_the_phase_is_the_floor_of_the_median_with_its_range(values):
    # Scores 2, 2, 1, 3, 3 and one blank: the median is 2.
    row = values.row("alfala", "development_phase")
    assert (row.value, row.lower, row.upper, row.n) == (2, 1, 3, 5)
    assert values.number("alfala", "development_phase", "2022") == 2
    assert values.status("alfala", "development_phase", "2019") == ("not_assessable", "too_few_dimensions")
    assert values.row("alfala", "development_phase", "2019").n == 3


def test_a_dimension_that_the_assessor_left_blank_is_not_scored(values):
    assert values.number("alfala", "maturity_score", "orchestration") == 1
    assert values.status("alfala", "maturity_score", "results") == ("not_assessable", "not_scored")


def test_a_phase_that_the_other_data_does_not_support_is_a_contradiction(values):
    assert values.dimensions("betala", "phase_contradiction") == {
        "developing_without_orchestrator", "established_without_hei_link"
    }  # fmt: skip
    assert values.dimensions("alfala", "phase_contradiction") == set()
    assert values.dimensions("gammala", "phase_contradiction") == set()


def test_missing_links_contradict_nothing(measure):
    sent = everything()
    del sent["betala"]["external_actors"]
    assert measure(sent).dimensions("betala", "phase_contradiction") == {"developing_without_orchestrator"}


def test_towns_are_counted_by_phase(measure):
    sent = everything()
    sent["alfala"]["maturity_scores"] = scores(2022, 2, 2)
    values = measure(sent)
    assert values.number("network", "phase_town_count", "3") == 1
    assert values.number("network", "phase_town_count", "2") == 0
    assert values.number("network", "phase_town_count", "not_assessable") == 1
    assert values.row("network", "phase_town_count", "3").n == 2


def test_interviews_and_workshops_are_counted_by_method(values):
    assert values.number("alfala", "research_event_count") == 3
    assert values.number("alfala", "research_event_count", "interview") == 2
    assert values.number("alfala", "research_participant_count", "workshop") == 12
    assert values.number("alfala", "research_participant_count", "survey") == 0
    assert values.number("alfala", "proposal_count") == 2


# Who sent


def test_a_town_that_never_sent_anything_has_no_zeros(values):
    assert values.status("gammala", "actor_count") == ("missing", "actors_not_sent")
    for sector in (*SECTORS, "yhteensa"):
        assert values.status("gammala", "employee_count", sector) == ("missing", "key_figures_not_sent")
    for sector in SECTORS:
        assert values.status("gammala", "location_quotient", sector) == ("missing", "key_figures_not_sent")
    measured = values.frame[(values.frame["town"] == "gammala") & (values.frame["status"] == "ok")]
    assert set(measured["indicator"]) == {
        "population", "job_count", "snapshot_employee_share_pct", "snapshot_region_share_pct",
        "snapshot_group_share_pct", "snapshot_country_share_pct", "structural_similarity",
    }  # fmt: skip


def test_a_rejected_table_is_told_apart_from_one_that_never_came(measure):
    values = measure({}, rejected={("alfala", "competence_gaps")})
    assert values.status("alfala", "gap_count") == ("rejected", "competence_gaps_rejected")
    assert values.status("betala", "gap_count") == ("missing", "competence_gaps_not_sent")


def test_a_network_that_sent_nothing_has_no_values_and_no_crash(measure):
    values = measure({})
    assert values.status("network", "actor_count") == ("missing", "no_towns")
    assert values.status("network", "employee_count", "metsa") == ("missing", "no_towns")
    assert values.number("network", "reporting_town_count") == 0
    assert values.number("network", "town_with_data_count") == 0


def test_a_register_of_an_earlier_quarter_stands_and_an_activity_does_not(measure):
    values = measure(quarters={"alfala": "2022Q2"})
    assert values.number("alfala", "actor_count") == 4
    assert values.status("alfala", "research_event_count") == ("missing", "interviews_workshops_not_sent")
    assert values.number("network", "reporting_town_count") == 1
    assert values.number("network", "town_with_data_count") == 2


def test_an_empty_table_that_was_accepted_is_no_missing_one(measure):
    sent = everything()
    sent["alfala"] |= {"key_figures": [], "hei_presence": [], "maturity_scores": [], "interviews_workshops": []}
    values = measure(sent)
    assert values.status("alfala", "employee_count", "metsa") == ("missing", "no_rows")
    assert values.status("alfala", "krugman_index") == ("missing", "no_rows")
    assert values.status("alfala", "hei_presence_level") == ("not_assessable", "no_institutions_recorded")
    assert values.status("alfala", "hei_staff_count") == ("missing", "not_reported")
    assert values.status("alfala", "development_phase") == ("not_assessable", "too_few_dimensions")
    assert values.number("alfala", "research_event_count") == 0


def test_the_order_of_the_rows_changes_nothing(measure, values):
    sent = everything()
    stamped = {
        town: {
            table: [{**row, "source_ref": f"{town}.xlsx!{table}!{number}"} for number, row in enumerate(rows, start=2)]
            for table, rows in tables.items()
        }
        for town, tables in sent.items()
    }
    turned = {
        town: {table: rows[::-1] for table, rows in tables.items()} for town, tables in reversed(stamped.items())
    }  # fmt: skip
    pd.testing.assert_frame_equal(measure(turned).frame, values.frame)


def test_the_whole_snapshot_is_read_into_the_values(snapshot):
    assert set(snapshot.datasets) == {"jobs_by_sector", "jobs_by_industry", "areas"}
    assert len(snapshot_files()) == 6
