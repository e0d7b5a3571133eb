"""The registry: every indicator with its unit, the tables that it needs, its formula and the makers of its rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from config.models import Project
from tasks.measure import (
    activity_rows,
    actor_rows,
    area_rows,
    broker_rows,
    communication_rows,
    composite_rows,
    figure_rows,
    finance,
    finance_claim_rows,
    finance_claims,
    finance_rows,
    hour_rows,
    link_rows,
    municipal_rows,
    national_rows,
    network_rows,
    phase_rows,
    register_rows,
    service_level,
    service_rows,
    structure_rows,
)
from tasks.measure.actor_network import GROUPS
from tasks.measure.brokerage import brokerage_roles, burt_constraint, effective_size
from tasks.measure.business_dynamics import firm_birth_rate_pct, new_firms_per_1000, workplace_self_sufficiency_pct
from tasks.measure.centrality import betweenness_centrality, degree_centrality, eigenvector_centrality
from tasks.measure.cohesion import (
    component_count,
    core_number,
    largest_component_share_pct,
    transitivity,
    two_step_reach_share_pct,
)
from tasks.measure.comparison import hachman_index, shrunken_location_quotients, standardised_location_quotients
from tasks.measure.complexity import economic_complexity
from tasks.measure.concentration import equivalent_number, herfindahl_index, normalised_herfindahl_index
from tasks.measure.counts import feedback_mean, hei_presence_level, recorded_count, recorded_sum
from tasks.measure.coverage import gap_coverage_pct, helix_balance, helix_coverage, measure_completeness_pct
from tasks.measure.diversity import effective_number, related_variety, shannon_entropy, unrelated_variety
from tasks.measure.figure_rows import of_network, sectors_and_total_of, sectors_of
from tasks.measure.groupings import (
    assortativity,
    coleman_homophily,
    expected_ei_index_by_degree,
    expected_modularity,
    mixing_matrix,
    modularity,
)
from tasks.measure.growth import annual_growth_pct
from tasks.measure.inputs import MeasureInputs
from tasks.measure.maturity import development_phase, driver_of, maturity_score, phase_contradictions, towns_by_phase
from tasks.measure.measurement import Measurement, Row
from tasks.measure.network_change import compare_links, link_stability_pct
from tasks.measure.networks import (
    confirmed_link_share_pct,
    connected_town_pair_share_pct,
    counted_links,
    cross_town_link_share_pct,
    degree_centralisation,
    ei_index,
    expected_ei_index,
    linked_actor_share_pct,
    mean_degree,
    network_density,
)
from tasks.measure.rank_bands import expected_rank_shift, rank_bands, rank_shift_sensitivity
from tasks.measure.ratios import (
    export_share_pct,
    official_figure,
    official_rate_pct,
    rd_intensity_pct,
    reported_figure,
    sector_share_pct,
    share_pct,
)
from tasks.measure.relatedness import relatedness_density
from tasks.measure.shift_share import shift_share
from tasks.measure.specialisation import (
    hoover_specialisation,
    krugman_index,
    location_quotient,
    structural_similarity,
    symmetric_location_quotient,
)

TownRows = Callable[[MeasureInputs, str], Iterable[Row]]
NetworkRows = Callable[[MeasureInputs, tuple[str, ...]], Iterable[Row]]


def undivided(project: Project) -> tuple[str, ...]:
    """Return the one dimension of an indicator as a whole."""
    return ("",)


def nothing(project: Project) -> tuple[str, ...]:
    """Return no dimension: an indicator that says nothing without its tables."""
    return ()


def groups_in_town(project: Project) -> tuple[str, ...]:
    """Return the groups of the E-I index of a town."""
    return GROUPS_IN_TOWN


@dataclass(frozen=True)
class Indicator:
    """One indicator.

    Attributes:
        id: Its id in `indicator_values` and in `config/indicators.yaml`.
        unit: `persons`, `count`, `eur`, `pct`, `ratio`, `index`, `level`, `days` or `months`.
        tables: The tables of a town that it needs.
        formula: The function that defines it; its docstring is its documentation.
        town: Makes the rows of a town that has the tables; None when it is measured for the network only.
        network: Makes the rows of the network from the towns that have the tables; None when it has no network value.
        without_tables: Makes the rows of any town that need none of its tables.
        blank: The dimensions in which a town without the tables gets a row that says so.
        is_to_date: Whether it sums all quarters, so that rows of earlier ones are enough.
    """

    id: str
    unit: str
    tables: tuple[str, ...]
    formula: Callable[..., Any]
    town: TownRows | None = None
    network: NetworkRows | None = None
    without_tables: TownRows | None = None
    blank: Callable[[Project], tuple[str, ...]] = undivided
    is_to_date: bool = False

    def without(self, project: Project, status: Measurement) -> list[Row]:
        """Return the rows that say why a town or the network has no value."""
        return [Row(status, dimension) for dimension in self.blank(project)]


def of_town(rows: NetworkRows) -> TownRows:
    """Return a maker of one town's rows from one that makes the rows of several towns."""
    return lambda inputs, town: rows(inputs, (town,))


def _of_any(name: str, unit: str, tables: tuple[str, ...], formula: Callable[..., Any], rows: NetworkRows) -> Indicator:
    """Return an indicator that is made in the same way for one town and for all towns together."""
    return Indicator(name, unit, tables, formula, of_town(rows), rows)


def _to_date(name: str, unit: str, table: str, formula: Callable[..., Any], rows: NetworkRows) -> Indicator:
    """Return an indicator of everything that has been recorded to date, for one town and for all towns together."""
    return Indicator(name, unit, (table,), formula, of_town(rows), rows, is_to_date=True)


GROUPS_IN_TOWN = ("helix", "sector")
KEY_FIGURES = ("key_figures",)
ACTORS = ("actors",)
LINKS = ("actors", "links")
ALL_LINKS = ("actors", "links", "external_actors")
GAPS = ("competence_gaps",)
HEI = ("hei_presence",)
MATURITY = ("maturity_scores",)
RESEARCH = ("interviews_workshops",)
NEEDS = ("needed_actors",)
EVENTS = "events_visits"
HEI_CONTACTS = "hei_contacts"
OUTPUTS = "comms_outputs"
COSTS = ("costs",)
CLAIMS = ("claims",)
FUNDING = ("municipal_funding",)
SERVICES = (service_rows.FEEDBACK,)

employee_rows = partial(figure_rows.figure_rows, amount="employee_count")
ei_of_towns = partial(link_rows.ei_rows, groups=GROUPS)
expected_ei_of_towns = partial(link_rows.expected_ei_rows, groups=GROUPS)
ei_by_degree_rows = network_rows.expected_ei_by_degree_rows
assortativity_rows = network_rows.assortativity_rows
brokerage_rows = broker_rows.brokerage_rows
cross_town_changes = network_rows.cross_town_change_rows
cross_town_changes_to_date = network_rows.cross_town_change_to_date_rows
cross_town_counts = link_rows.cross_town_count_rows
cross_town_shares = link_rows.cross_town_share_rows

INDICATORS: tuple[Indicator, ...] = (
    Indicator("employee_count", "persons", KEY_FIGURES, reported_figure, employee_rows, of_network(employee_rows),
              blank=sectors_and_total_of),
    Indicator("firm_count", "count", KEY_FIGURES, reported_figure,
              partial(figure_rows.figure_rows, amount="firm_count"), blank=sectors_and_total_of),
    Indicator("turnover_eur", "eur", KEY_FIGURES, reported_figure,
              partial(figure_rows.figure_rows, amount="turnover_eur"), blank=sectors_and_total_of),
    Indicator("export_share_pct", "pct", KEY_FIGURES, export_share_pct, figure_rows.export_share_rows,
              blank=sectors_and_total_of),
    Indicator("rd_intensity_pct", "pct", KEY_FIGURES, rd_intensity_pct, figure_rows.rd_intensity_rows,
              blank=sectors_and_total_of),
    Indicator("new_firms_per_1000", "ratio", KEY_FIGURES, new_firms_per_1000, figure_rows.new_firm_density_rows,
              of_network(figure_rows.new_firm_density_rows)),
    Indicator("firm_birth_rate_pct", "pct", KEY_FIGURES, firm_birth_rate_pct, figure_rows.firm_birth_rate_rows,
              of_network(figure_rows.firm_birth_rate_rows)),
    Indicator("employee_share_pct", "pct", KEY_FIGURES, sector_share_pct, figure_rows.employee_share_rows,
              blank=sectors_of),
    Indicator("location_quotient", "ratio", KEY_FIGURES, location_quotient, figure_rows.location_quotient_rows,
              of_network(figure_rows.location_quotient_rows), blank=sectors_of),
    Indicator("symmetric_location_quotient", "index", KEY_FIGURES, symmetric_location_quotient,
              figure_rows.symmetric_quotient_rows, of_network(figure_rows.symmetric_quotient_rows), blank=sectors_of),
    Indicator("standardised_location_quotient", "index", (), standardised_location_quotients,
              municipal_rows.standardised_quotient_rows),
    Indicator("shrunken_location_quotient", "ratio", (), shrunken_location_quotients,
              municipal_rows.shrunken_quotient_rows),
    Indicator("krugman_index", "index", KEY_FIGURES, krugman_index, figure_rows.krugman_rows,
              of_network(figure_rows.krugman_rows), structure_rows.krugman_industry_rows),
    Indicator("herfindahl_index", "index", KEY_FIGURES, herfindahl_index, figure_rows.herfindahl_rows,
              of_network(figure_rows.herfindahl_rows), structure_rows.herfindahl_industry_rows),
    Indicator("hoover_specialisation", "index", (), hoover_specialisation, structure_rows.hoover_industry_rows),
    Indicator("hachman_index", "index", (), hachman_index, structure_rows.hachman_industry_rows),
    Indicator("structural_similarity", "index", (), structural_similarity, structure_rows.similarity_rows,
              structure_rows.town_pair_similarity_rows),
    Indicator("normalised_herfindahl_index", "index", (), normalised_herfindahl_index,
              structure_rows.normalised_herfindahl_industry_rows),
    Indicator("equivalent_number", "index", (), equivalent_number, structure_rows.equivalent_number_industry_rows),
    Indicator("shannon_entropy", "index", (), shannon_entropy, structure_rows.entropy_industry_rows),
    Indicator("effective_number", "index", (), effective_number, structure_rows.effective_number_industry_rows),
    Indicator("unrelated_variety", "index", (), unrelated_variety, structure_rows.unrelated_variety_rows),
    Indicator("related_variety", "index", (), related_variety, structure_rows.related_variety_rows),
    Indicator("relatedness_density", "index", (), relatedness_density, municipal_rows.density_rows),
    Indicator("economic_complexity", "index", (), economic_complexity, municipal_rows.complexity_rows),
    Indicator("shift_share", "persons", (), shift_share, structure_rows.shift_share_rows),
    Indicator("job_growth_pct", "pct", (), annual_growth_pct, structure_rows.job_growth_rows),
    Indicator("population", "persons", (), official_figure, area_rows.population_rows,
              area_rows.network_population_rows),
    Indicator("job_count", "persons", (), official_figure, area_rows.job_count_rows),
    Indicator("employment_rate_pct", "pct", (), official_rate_pct,
              partial(area_rows.rate_rows, "employment_rate_pct")),
    Indicator("unemployment_rate_pct", "pct", (), official_rate_pct,
              partial(area_rows.rate_rows, "unemployment_rate_pct")),
    Indicator("workplace_self_sufficiency_pct", "pct", (), workplace_self_sufficiency_pct,
              area_rows.self_sufficiency_rows),
    Indicator("snapshot_employee_share_pct", "pct", (), sector_share_pct, area_rows.town_share_rows),
    Indicator("snapshot_region_share_pct", "pct", (), sector_share_pct, area_rows.region_share_rows),
    Indicator("snapshot_group_share_pct", "pct", (), sector_share_pct, area_rows.group_share_rows),
    Indicator("snapshot_country_share_pct", "pct", (), sector_share_pct, area_rows.country_share_rows),
    Indicator("national_job_share_pct", "pct", (), share_pct, network=national_rows.national_share_rows),
    Indicator("area_job_growth_pct", "pct", (), annual_growth_pct, network=national_rows.area_growth_rows),
    _of_any("actor_count", "count", ACTORS, recorded_count, actor_rows.actor_count_rows),
    _of_any("actor_count_by_helix", "count", ACTORS, recorded_count, actor_rows.helix_count_rows),
    _of_any("actor_share_by_helix_pct", "pct", ACTORS, share_pct, actor_rows.helix_share_rows),
    Indicator("actor_count_by_type", "count", ACTORS, recorded_count, of_town(actor_rows.type_count_rows)),
    _of_any("helix_coverage", "index", ACTORS, helix_coverage, actor_rows.helix_coverage_rows),
    Indicator("helix_balance", "index", ACTORS, helix_balance, of_town(actor_rows.helix_balance_rows)),
    _of_any("link_count", "count", LINKS, counted_links, link_rows.link_count_rows),
    _of_any("mean_degree", "index", LINKS, mean_degree, link_rows.mean_degree_rows),
    _of_any("network_density", "index", LINKS, network_density, link_rows.density_rows),
    Indicator("linked_actor_share_pct", "pct", LINKS, linked_actor_share_pct, of_town(link_rows.linked_share_rows)),
    Indicator("cross_town_link_count", "count", LINKS, counted_links,
              of_town(partial(cross_town_counts, others="any")), partial(cross_town_counts, others="among_themselves")),
    Indicator("cross_town_link_share_pct", "pct", LINKS, cross_town_link_share_pct,
              of_town(partial(cross_town_shares, others="any")), partial(cross_town_shares, others="among_themselves")),
    Indicator("connected_town_pair_share_pct", "pct", LINKS, connected_town_pair_share_pct,
              network=link_rows.connected_pair_rows),
    Indicator("town_pair_link_count", "count", LINKS, counted_links, network=link_rows.town_pair_rows),
    _of_any("hei_link_count", "count", ALL_LINKS, counted_links, link_rows.hei_link_rows),
    _of_any("abroad_link_count", "count", ALL_LINKS, counted_links, link_rows.abroad_link_rows),
    Indicator("ei_index", "index", LINKS, ei_index, of_town(partial(link_rows.ei_rows, groups=GROUPS_IN_TOWN)),
              ei_of_towns, blank=groups_in_town),
    Indicator("ei_index_expected", "index", LINKS, expected_ei_index,
              of_town(partial(link_rows.expected_ei_rows, groups=GROUPS_IN_TOWN)), expected_ei_of_towns,
              blank=groups_in_town),
    Indicator("ei_index_expected_by_degree", "index", LINKS, expected_ei_index_by_degree,
              of_town(partial(ei_by_degree_rows, groups=GROUPS_IN_TOWN)),
              partial(ei_by_degree_rows, groups=GROUPS), blank=groups_in_town),
    Indicator("assortativity", "index", LINKS, assortativity,
              of_town(partial(assortativity_rows, groups=GROUPS_IN_TOWN)), partial(assortativity_rows, groups=GROUPS),
              blank=groups_in_town),
    _of_any("coleman_homophily", "index", LINKS, coleman_homophily, network_rows.homophily_rows),
    _of_any("helix_pair_link_count", "count", LINKS, mixing_matrix, network_rows.helix_pair_rows),
    Indicator("modularity", "index", LINKS, modularity, network=network_rows.modularity_rows),
    Indicator("modularity_expected", "index", LINKS, expected_modularity,
              network=network_rows.expected_modularity_rows),
    _of_any("degree_centralisation", "index", LINKS, degree_centralisation, network_rows.centralisation_rows),
    _of_any("component_count", "count", LINKS, component_count, network_rows.component_count_rows),
    _of_any("largest_component_share_pct", "pct", LINKS, largest_component_share_pct,
            network_rows.largest_component_rows),
    _of_any("transitivity", "index", LINKS, transitivity, network_rows.transitivity_rows),
    _of_any("core_number", "level", LINKS, core_number, network_rows.core_rows),
    _of_any("two_step_reach_share_pct", "pct", LINKS, two_step_reach_share_pct, network_rows.reach_rows),
    _of_any("degree_centrality", "index", LINKS, degree_centrality, broker_rows.degree_centrality_rows),
    _of_any("betweenness_centrality", "index", LINKS, betweenness_centrality, broker_rows.betweenness_rows),
    _of_any("eigenvector_centrality", "index", LINKS, eigenvector_centrality, broker_rows.eigenvector_rows),
    _of_any("burt_constraint", "index", LINKS, burt_constraint, broker_rows.constraint_rows),
    _of_any("effective_size", "index", LINKS, effective_size, broker_rows.effective_size_rows),
    Indicator("brokerage_role_count", "count", LINKS, brokerage_roles,
              of_town(partial(brokerage_rows, groups=("helix",))),
              partial(brokerage_rows, groups=("helix", "town"))),
    Indicator("confirmed_link_share_pct", "pct", LINKS, confirmed_link_share_pct,
              network=network_rows.confirmed_link_rows),
    _of_any("link_change_count", "count", LINKS, compare_links, network_rows.link_change_rows),
    Indicator("cross_town_link_change_count", "count", LINKS, compare_links,
              of_town(partial(cross_town_changes, others="any")),
              partial(cross_town_changes, others="among_themselves")),
    Indicator("cross_town_link_change_to_date_count", "count", LINKS, compare_links,
              of_town(partial(cross_town_changes_to_date, others="any")),
              partial(cross_town_changes_to_date, others="among_themselves")),
    Indicator("town_pair_begun_link_count", "count", LINKS, compare_links,
              network=network_rows.begun_town_pair_rows),
    _of_any("link_stability_pct", "pct", LINKS, link_stability_pct, network_rows.link_stability_rows),
    _of_any("gap_count", "count", GAPS, recorded_count, register_rows.gap_count_rows),
    Indicator("gap_count_by_sector", "count", GAPS, recorded_count, of_town(register_rows.gap_sector_rows),
              register_rows.gap_sector_rows, blank=sectors_of),
    _of_any("gap_coverage_pct", "pct", GAPS, gap_coverage_pct, register_rows.gap_coverage_rows),
    Indicator("gap_without_need_count", "count", (*GAPS, *NEEDS), recorded_count,
              of_town(register_rows.unanswered_gap_rows), register_rows.unanswered_gap_rows),
    _of_any("needed_actor_count", "count", NEEDS, recorded_count, register_rows.needed_actor_rows),
    Indicator("needed_actor_count_by_sector", "count", NEEDS, recorded_count,
              network=register_rows.needed_actor_sector_rows),
    _of_any("measure_completeness_pct", "pct", ("measures",), measure_completeness_pct,
            register_rows.measure_completeness_rows),
    Indicator("hei_presence_level", "level", HEI, hei_presence_level, register_rows.hei_level_rows),
    Indicator("hei_staff_count", "persons", HEI, recorded_sum,
              partial(register_rows.hei_sum_rows, column="staff_count")),
    Indicator("hei_student_count", "persons", HEI, recorded_sum,
              partial(register_rows.hei_sum_rows, column="student_count")),
    Indicator("development_phase", "level", MATURITY, development_phase, phase_rows.phase_rows),
    Indicator("maturity_score", "level", MATURITY, maturity_score, phase_rows.maturity_score_rows),
    Indicator("driver_link_count", "count", LINKS, driver_of, of_town(link_rows.driver_rows)),
    Indicator("phase_contradiction", "count", MATURITY, phase_contradictions, phase_rows.contradiction_rows,
              blank=nothing),
    Indicator("phase_town_count", "count", MATURITY, towns_by_phase, network=phase_rows.phase_town_rows),
    Indicator("composite_rank", "level", (), rank_bands, network=composite_rows.composite_rank_rows),
    Indicator("composite_rank_shift", "level", (), expected_rank_shift, network=composite_rows.rank_shift_rows),
    Indicator("composite_sensitivity", "index", (), rank_shift_sensitivity, network=composite_rows.sensitivity_rows),
    Indicator("research_participant_count", "persons", RESEARCH, recorded_sum,
              register_rows.research_participant_rows),
    Indicator("research_event_count", "count", RESEARCH, recorded_count, register_rows.research_event_rows),
    Indicator("proposal_count", "count", ("proposals",), recorded_count, register_rows.proposal_count_rows),
    _to_date("event_count", "count", EVENTS, recorded_count, activity_rows.event_count_rows),
    Indicator("event_count_by_quarter", "count", (EVENTS,), recorded_count,
              network=activity_rows.event_quarter_rows, is_to_date=True),
    Indicator("event_count_by_country", "count", (EVENTS,), recorded_count,
              network=activity_rows.event_country_rows, is_to_date=True),
    _to_date("event_participant_count", "persons", EVENTS, recorded_sum, activity_rows.participant_rows),
    Indicator("event_participant_count_by_type", "persons", (EVENTS,), recorded_sum,
              network=activity_rows.participant_type_rows, is_to_date=True),
    Indicator("event_feedback_mean", "index", (EVENTS,), feedback_mean,
              network=activity_rows.feedback_rows, is_to_date=True),
    _to_date("hei_contact_count", "count", HEI_CONTACTS, recorded_count, activity_rows.hei_contact_rows),
    Indicator("hei_contact_count_by_form", "count", (HEI_CONTACTS,), recorded_count,
              network=activity_rows.hei_contact_form_rows, is_to_date=True),
    _to_date("hei_institution_count", "count", HEI_CONTACTS, recorded_count, activity_rows.hei_institution_rows),
    _to_date("comms_output_count", "count", OUTPUTS, recorded_count, communication_rows.output_count_rows),
    Indicator("comms_output_count_by_quarter", "count", (OUTPUTS,), recorded_count,
              network=communication_rows.output_quarter_rows, is_to_date=True),
    Indicator("comms_output_count_by_language", "count", (OUTPUTS,), recorded_count,
              network=communication_rows.output_language_rows, is_to_date=True),
    _to_date("comms_reach_count", "persons", OUTPUTS, recorded_sum, communication_rows.reach_rows),
    _to_date("funder_mention_share_pct", "pct", OUTPUTS, share_pct, communication_rows.funder_mention_rows),
    _to_date("accessible_output_share_pct", "pct", OUTPUTS, share_pct, communication_rows.accessible_rows),
    Indicator("reporting_town_count", "count", (), recorded_count, network=register_rows.reporting_town_rows),
    Indicator("town_with_data_count", "count", (), recorded_count, network=register_rows.town_with_data_rows),
    Indicator("budget_eur", "eur", (), finance.budget_eur, network=finance_rows.budget_rows),
    Indicator("services_budget_eur", "eur", (), finance.budget_eur, network=finance_rows.services_budget_rows),
    Indicator("planned_value_eur", "eur", (), finance.planned_value_eur, network=finance_rows.planned_value_rows),
    Indicator("quarter_cost_eur", "eur", COSTS, finance.cost_eur, finance_rows.town_quarter_cost_rows,
              finance_rows.quarter_cost_rows, blank=finance_rows.cost_types_of),
    Indicator("cost_to_date_eur", "eur", COSTS, finance.cost_eur, network=finance_rows.cost_to_date_rows,
              blank=finance_rows.cost_types_and_years_of),
    Indicator("services_cost_eur", "eur", COSTS, finance.cost_eur, network=finance_rows.services_cost_rows,
              blank=finance_rows.whole_and_packages_of),
    Indicator("services_left_eur", "eur", COSTS, finance.budget_left_eur, network=finance_rows.services_left_rows,
              blank=finance_rows.whole_and_packages_of),
    Indicator("budget_use_pct", "pct", COSTS, finance.budget_use_pct, network=finance_rows.budget_use_rows,
              blank=finance_rows.cost_types_of),
    Indicator("burn_rate_eur", "eur", COSTS, finance.burn_rate_eur, network=finance_rows.burn_rate_rows,
              blank=finance_rows.cost_types_of),
    Indicator("runway_months", "months", COSTS, finance.runway_months, network=finance_rows.runway_rows,
              blank=finance_rows.cost_types_of),
    Indicator("forecast_eur", "eur", COSTS, finance.forecasts_eur, network=finance_rows.forecast_rows,
              blank=finance_rows.forecast_methods_of),
    Indicator("year_forecast_eur", "eur", COSTS, finance.year_forecasts_eur, network=finance_rows.year_forecast_rows,
              blank=finance_rows.years_of),
    Indicator("earned_value_eur", "eur", (), finance.earned_value_eur, network=finance_rows.unreported_progress_rows),
    Indicator("cost_performance_index", "ratio", (), finance.cost_performance_index,
              network=finance_rows.unreported_progress_rows),
    Indicator("schedule_performance_index", "ratio", (), finance.schedule_performance_index,
              network=finance_rows.unreported_progress_rows),
    Indicator("unbroken_claim_count", "count", CLAIMS, finance_claims.unbroken_claim_count,
              network=finance_claim_rows.chain_rows),
    Indicator("claimed_eur", "eur", CLAIMS, finance_claims.claimed_eur, network=finance_claim_rows.claimed_rows),
    Indicator("claimed_to_date_eur", "eur", CLAIMS, finance_claims.claimed_eur,
              network=finance_claim_rows.claimed_to_date_rows, blank=finance_rows.cost_types_of),
    Indicator("unclaimed_budget_eur", "eur", CLAIMS, finance.budget_left_eur,
              network=finance_claim_rows.unclaimed_budget_rows, blank=finance_rows.cost_types_of),
    Indicator("approved_eur", "eur", CLAIMS, finance_claims.decided_eur, network=finance_claim_rows.approved_rows,
              blank=finance_rows.cost_types_of),
    Indicator("paid_eur", "eur", CLAIMS, finance_claims.decided_eur, network=finance_claim_rows.paid_rows,
              blank=finance_rows.cost_types_of),
    Indicator("claim_funding_eur", "eur", CLAIMS, finance_claims.funding_eur, network=finance_claim_rows.funding_rows,
              blank=finance_claim_rows.funders_of),
    _of_any("municipal_commitment_eur", "eur", FUNDING, finance_claims.town_funding_eur,
            finance_claim_rows.commitment_rows),
    _of_any("municipal_payment_eur", "eur", FUNDING, finance_claims.town_funding_eur, finance_claim_rows.payment_rows),
    _of_any("municipal_share_eur", "eur", (*CLAIMS, *FUNDING), finance_claims.municipal_share_eur,
            finance_claim_rows.municipal_share_rows),
    _of_any("full_time_equivalents", "persons", ("hours",), finance.full_time_equivalents,
            hour_rows.full_time_equivalent_rows),
    _to_date("full_time_equivalents_to_date", "persons", "hours", finance.full_time_equivalents,
             hour_rows.full_time_equivalent_to_date_rows),
    Indicator("service_rating_mean", "index", SERVICES, service_level.service_rating_mean,
              network=service_rows.rating_rows, blank=service_rows.services_of),
    Indicator("service_good_share_pct", "pct", SERVICES, service_level.service_good_share_pct,
              network=service_rows.good_share_rows, blank=service_rows.services_of),
    Indicator("service_response_rate_pct", "pct", SERVICES, share_pct, network=service_rows.response_rate_rows,
              blank=service_rows.services_of),
    Indicator("service_response_days", "days", SERVICES, service_level.service_response_days,
              network=service_rows.response_days_rows, blank=service_rows.services_of),
)  # fmt: skip
"""Every indicator, in the order of `config/indicators.yaml`."""
