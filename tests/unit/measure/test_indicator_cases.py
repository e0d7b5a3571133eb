"""The indicator functions against numbers from textbooks, other programs and hand calculations."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from tasks.measure import (
    agglomeration,
    aggregation,
    brokerage,
    business_dynamics,
    centrality,
    comparison,
    complexity,
    concentration,
    coverage,
    diversity,
    finance,
    finance_amounts,
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
)
from tests.unit.measure.three_towns import network_of

CASES = yaml.safe_load((Path(__file__).parent / "indicator_cases.yaml").read_text("utf-8"))["cases"]
GAP_STATUSES = {"avoin": "open", "osittain": "partial", "katettu": "covered"}


def value(measurement):
    """What a case calls `null` or `error` has a reason here, and never a number."""
    if measurement.value is None:
        assert measurement.reason
        return "error" if measurement.reason in ("inconsistent", "not_positive") else None
    return measurement.value


def regions(inputs):
    return np.array(inputs["matrix"], dtype=float)


def against_all(inputs, measure):
    """Each region against the sum of the regions, itself included."""
    counts = regions(inputs)
    return [value(measure(region, counts.sum(axis=0))) for region in counts]


def lq(inputs):
    return specialisation.location_quotient(inputs["e_ij"], inputs["e_j"], inputs["e_i"], inputs["e"])


def lq_of_each_cell(inputs):
    counts = regions(inputs)
    return [
        [
            value(specialisation.location_quotient(cell, region.sum(), column, counts.sum()))
            for cell, column in zip(region, counts.sum(axis=0), strict=True)
        ]
        for region in counts
    ]


def lq_of_all_cells(inputs):
    return comparison.location_quotients(pd.DataFrame(regions(inputs)))["value"].unstack().to_numpy()


def lq_with_interval(inputs):
    measured = lq(inputs)
    se_log = np.log(measured.upper / measured.lower) / (2 * specialisation.NORMAL_QUANTILE_95)
    return {"lq": measured.value, "se_log": se_log, "lo": measured.lower, "hi": measured.upper}


def standard_scores(inputs):
    quotients = pd.Series(inputs["lq_of_one_sector_across_regions"])
    found = comparison.standardised_location_quotients(quotients)["value"]
    # The population's standard deviation is smaller by the root of (n - 1) / n.
    return {"z_sample_sd": found, "z_population_sd": found * np.sqrt(len(found) / (len(found) - 1))}


def shrunken(inputs):
    observed, expected = inputs["observed"], inputs["expected_e_j_times_e_i_over_e"]
    found = comparison.shrunken_location_quotients(pd.Series(observed), pd.Series(expected))
    return {
        "lq": np.divide(observed, expected),
        "m": found.mean,
        "s2": (np.array(expected) * (np.divide(observed, expected) - found.mean) ** 2).sum() / sum(expected),
        "A": found.between_variance,
        "weight": found.weights,
        "shrunk": found.quotients["value"],
    }


def hhi(inputs):
    return {
        "hhi": value(concentration.herfindahl_index(inputs["x"])),
        "hhi_normalised": value(concentration.normalised_herfindahl_index(inputs["x"])),
        "equivalent_number": value(concentration.equivalent_number(inputs["x"])),
        "hhi_0_10000": 10_000 * value(concentration.herfindahl_index(inputs["x"])),
    }


def gini(inputs):
    return {
        "gini": value(inequality.gini(inputs["x"])),
        "gini_standardised": value(inequality.standardised_gini(inputs["x"])),
    }


def theil_parts(inputs):
    found = inequality.theil_decomposition(inputs["y"], inputs["groups"])
    return {"T": value(found.total), "between": value(found.between), "within": value(found.within)}


def variety(inputs):
    counts = [count for members in inputs["jobs_by_group"].values() for count in members]
    groups = [group for group, members in inputs["jobs_by_group"].items() for _ in members]
    return {
        "unrelated_variety": value(diversity.unrelated_variety(counts, groups)),
        "related_variety": value(diversity.related_variety(counts, groups)),
        "total_entropy": value(diversity.shannon_entropy(counts)),
    }


def presence(inputs):
    return pd.DataFrame(inputs["presence"], dtype=bool)


def first_reflections(inputs):
    of_areas, of_sectors = complexity.reflections(presence(inputs), 1)
    return {"k_c1": of_areas, "k_p1": of_sectors}


def proximities(inputs):
    return {
        "with_unit_diagonal": relatedness.proximity(presence(inputs), include_self=True).to_numpy(),
        "zero_diagonal": relatedness.proximity(presence(inputs), include_self=False).to_numpy(),
    }


def densities(inputs):
    def of(*, include_self):
        present = presence(inputs)
        related = relatedness.proximity(present, include_self=include_self)
        return relatedness.relatedness_density(present, related)["value"].unstack().to_numpy()

    return {"with_unit_diagonal": of(include_self=True), "zero_diagonal": of(include_self=False)}


def eci(inputs):
    found = complexity.economic_complexity(presence(inputs))
    return {
        "second_eigenvalue": found.second_eigenvalue,
        "eci_standardised": found.areas["value"],
        "pci_on_eci_scale": found.sectors["value"],
    }


def two_years(inputs):
    return (inputs[name] for name in ("region_t", "region_t1", "nation_t", "nation_t1"))


def dunn(inputs):
    found = shift_share.shift_share(*two_years(inputs))
    return {
        "growth": value(found.change),
        "national_share": value(found.national_share),
        "industry_mix": value(found.industry_mix),
        "regional_share": value(found.regional_share),
        "net_total_shift": value(found.industry_mix) + value(found.regional_share),
    }


def esteban(inputs):
    found = shift_share.competitive_allocation(*two_years(inputs))
    return {
        **dunn(inputs),
        "competitive_homothetic": value(found.competitive),
        "allocation": value(found.allocation),
    }


def gerfin(inputs):
    found = shift_share.gerfin_indices(*two_years(inputs))
    return {
        "industrial_mix": value(found.industry_mix),
        "regional_share": value(found.regional_share),
        "net_total_shift": value(found.net_shift),
    }


def ellison_glaeser(inputs):
    areas = dict(zip(dict.fromkeys(inputs["firm_region"]), inputs["region_employment"], strict=True))
    return value(agglomeration.ellison_glaeser_index(inputs["firm_employment"], inputs["firm_region"], areas))


def numbered(inputs):
    nodes = inputs.get("nodes") or sorted({end for edge in inputs["edges"] for end in edge})
    number = {node: place for place, node in enumerate(nodes)}
    return nodes, np.array([[number[a], number[b]] for a, b in inputs["edges"]], dtype=int).reshape(-1, 2)


def kite(inputs):
    nodes, pairs = numbered(inputs)
    degrees = networks.degrees(len(nodes), pairs)
    return {
        "n": len(nodes),
        "m": len(pairs),
        "density": value(networks.network_density(len(nodes), len(pairs))),
        "mean_degree": value(networks.mean_degree(len(nodes), len(pairs))),
        "degree": {str(node): int(degree) for node, degree in zip(nodes, degrees, strict=True)},
        "degree_centrality": {str(n): d / (len(nodes) - 1) for n, d in zip(nodes, degrees, strict=True)},
        "freeman_degree_centralisation": value(networks.degree_centralisation(degrees)),
    }


def by_node(inputs, measure):
    nodes, pairs = numbered(inputs)
    return {str(node): value(found) for node, found in zip(nodes, measure(len(nodes), pairs), strict=True)}


def burt(inputs):
    edges = inputs.get("edges") or [edge[:2] for edge in inputs["weighted_edges"]]
    weights = [edge[2] for edge in inputs["weighted_edges"]] if "weighted_edges" in inputs else None
    return {
        "constraint": by_node({"edges": edges}, lambda n, pairs: brokerage.burt_constraint(n, pairs, weights)),
        "effective_size": by_node({"edges": edges}, lambda n, pairs: brokerage.effective_size(n, pairs, weights)),
    }


def modularity(inputs):
    nodes, pairs = numbered(inputs)
    groups = np.array([next(g for g, of in enumerate(inputs["communities"]) if node in of) for node in nodes])
    return value(groupings.modularity(groups, pairs))


def centralisation(edges):
    nodes, pairs = numbered({"edges": edges})
    return value(networks.degree_centralisation(networks.degrees(len(nodes), pairs)))


def coleman(inputs):
    nodes, pairs = numbered(inputs)
    names, groups = np.unique([inputs["group"][node] for node in nodes], return_inverse=True)
    return {str(name): value(groupings.coleman_homophily(groups, pairs, place)) for place, name in enumerate(names)}


def brokerage_roles(inputs):
    nodes, pairs = numbered(inputs)
    groups = np.unique([inputs["group"][node] for node in nodes], return_inverse=True)[1]
    counts = brokerage.brokerage_roles(groups, pairs).tolist()
    return {node: dict(zip(brokerage.ROLES, row, strict=True)) for node, row in zip(nodes, counts, strict=True)}


def ei_of_helices(inputs):
    found = network_of(inputs["edges"], helix=inputs["helix"])
    internal = found.internal_counts["helix"]
    external = found.links.count - internal
    return {"internal": internal, "external": external, "ei": value(networks.ei_index(internal, external))}


def expected_ei(inputs):
    sizes = list(inputs["group_sizes"].values())
    internal = sum(size * (size - 1) / 2 for size in sizes)
    return {
        "max_internal": internal,
        "max_external": sum(sizes) * (sum(sizes) - 1) / 2 - internal,
        "expected_ei": value(networks.expected_ei_index(sizes)),
    }


def ei_of_matrix(inputs):
    internal = networks.internal_link_count(inputs["mixing_matrix"])
    return value(networks.ei_index(internal, int(np.sum(inputs["mixing_matrix"])) - internal))


def empty_network(inputs):
    return {
        "density": value(networks.network_density(len(inputs["nodes"]), 0)),
        "ei": value(networks.ei_index(0, 0)),
        "modularity": value(groupings.modularity(np.zeros(len(inputs["nodes"]), dtype=int), numbered(inputs)[1])),
    }


def components(inputs):
    nodes, pairs = numbered(inputs)
    sizes = networks.component_sizes(len(nodes), pairs)
    degrees = networks.degrees(len(nodes), pairs)
    isolates = [node for node, degree in zip(nodes, degrees, strict=True) if degree == 0]
    linked = networks.linked_actor_share_pct(len(nodes), len(nodes) - len(isolates))
    return {
        "isolates": isolates,
        "isolate_share": 1 - value(linked) / 100,
        "largest_component_share": sizes[0] / len(nodes),
        "components": len(sizes),
    }


def cross_town(inputs):
    found = network_of(inputs["edges"], town=inputs["town"])
    towns = list(inputs["town"].values())
    names = [towns[list(inputs["town"]).index(node)] for node in sorted(inputs["town"])]
    pairs: dict[str, int] = {}
    for one, other in found.links.pairs.tolist():
        if names[one] != names[other]:
            pair = "-".join(sorted((names[one], names[other])))
            pairs[pair] = pairs.get(pair, 0) + 1
    crossing, total = found.cross_town_count, found.links.count
    return {
        "cross": crossing,
        "total": total,
        "share": value(networks.cross_town_link_share_pct(crossing, total)) / 100,
        "ei": value(networks.ei_index(found.internal_counts["town"], crossing)),
        "pairs": pairs,
        "connected_pairs_share": value(networks.connected_town_pair_share_pct(3, len(pairs))) / 100,
    }


def gaps(inputs):
    statuses = [GAP_STATUSES[gap["status"]] for gap in inputs["gaps"]]
    weights = [gap["importance"] for gap in inputs["gaps"]]
    covered = {
        "unweighted": value(coverage.gap_coverage_pct(statuses)),
        "weighted": value(coverage.gap_coverage_pct(statuses, weights)),
    }
    return {name: pct if pct is None else pct / 100 for name, pct in covered.items()}


def share_intervals(inputs):
    measured = [ratios.sector_share_pct(part, whole) for part, whole in inputs["shares"]]
    return [[share.lower / 100, share.upper / 100] for share in measured]


def use_pace_and_forecast(inputs):
    budget, cost, earned = (Decimal(inputs[name]) for name in ("budget", "cost", "earned"))
    months = inputs["months"]
    forecasts = finance.forecasts_eur(budget, cost, earned, months, inputs["all_months"])
    return {
        **{name: value(forecast) for name, forecast in forecasts.items()},
        "use_pct": value(finance.budget_use_pct(cost, budget)),
        "burn_rate": value(finance.burn_rate_eur(cost, months)),
        "runway_months": value(finance.runway_months(budget - cost, cost, months)),
        "cpi": value(finance.cost_performance_index(earned, cost)),
        "spi": value(finance.schedule_performance_index(earned, Decimal(inputs["planned"]))),
    }


def helices(inputs):
    counts = list(inputs["actors"].values())
    return {
        "coverage": value(coverage.helix_coverage(counts, inputs["minimum_per_helix"])),
        "balance_evenness": value(coverage.helix_balance(counts)),
    }


def months_of_the_budget(inputs):
    """The personnel of each project year by month, as the burn rate of the year's budget."""
    months = {2021: inputs["months2021"], 2022: 12, 2023: 12}
    rates = {year: Fraction(inputs[f"y{year}"], count) for year, count in months.items()}
    planned = finance.planned_value_eur(
        {year: Decimal(inputs[f"y{year}"]) for year in months},
        dt.date(2021, 9, 1), dt.date(2023, 12, 31), dt.date(2021, 9, 30),
    )  # fmt: skip
    return {
        "m2021": value(planned),
        "m2022": rates[2022],
        "m2023": rates[2023],
        "ratio22": rates[2022] / rates[2021],
        "ratio23": rates[2023] / rates[2022],
        "eur_per_fte_month_2021": value(planned) / 3.2,
    }


def funding(inputs):
    rates = {"ministry": round(100 * inputs["rate_ministry"]), "municipal": round(100 * inputs["rate_municipal"])}
    total = Decimal(inputs["total"])
    exact = {name: total * rate / 100 for name, rate in rates.items()}
    rounded = finance_amounts.split_by_rate(total, rates, "municipal")
    return {
        **{f"exact_{name}": float(part) for name, part in exact.items()},
        **{f"rounded_{name}": part for name, part in rounded.items()},
        "sum": sum(rounded.values()),
    }


def budget_identity(inputs):
    sums = {name: value(finance.budget_eur(map(Decimal, years.values()))) for name, years in inputs.items()}
    years = {year: value(finance.budget_eur(Decimal(inputs[n][year]) for n in inputs)) for year in inputs["personnel"]}
    return {**sums, **years, "total": value(finance.budget_eur(map(Decimal, years.values())))}


def unallocated_services(inputs):
    allocated = value(finance.budget_eur(map(Decimal, inputs["wp"].values())))
    left = finance.budget_left_eur(Decimal(inputs["table_total"]), Decimal(allocated))
    return {"allocated": allocated, "unallocated": value(left)}


def staff_of_the_application(inputs):
    """The plan's staff works 28 months, with 1,720 hours a year each."""
    hours = [fte * 1720 * 28 / 12 for fte in (inputs["lead"], inputs["others"])]
    total = value(finance.full_time_equivalents(hours, 28))
    return {"total": total, "person_years_28_months": total * 28 / 12}


def phase(inputs):
    measured = maturity.development_phase(list(inputs["scores"].values()))
    return {"phase": value(measured), "lowest": measured.lower, "highest": measured.upper}


def values(measurements):
    return [value(measurement) for measurement in measurements]


def entry_rates(inputs):
    births, deaths, stock = inputs["births"], inputs["deaths"], inputs["stock"]
    return {
        "birth_rate": value(business_dynamics.firm_birth_rate_pct(births, stock)),
        "death_rate": value(business_dynamics.firm_death_rate_pct(deaths, stock)),
        "net": value(business_dynamics.net_entry_rate_pct(births, deaths, stock)),
    }


def distances(inputs):
    x, target, direction = inputs["x"], inputs["target"], inputs.get("direction", -1)
    return {
        "uncapped": values(normalisation.distance_to_target(x, target, direction)),
        "capped": values(normalisation.distance_to_target(x, target, direction, capped=True)),
    }


def outliers(inputs):
    treated, _ = normalisation.winsorised(inputs["x"])
    return {
        "skew": value(normalisation.sample_skewness(inputs["x"])),
        "kurt": value(normalisation.sample_kurtosis(inputs["x"])),
        "skew_after": value(normalisation.sample_skewness(treated)),
        "kurt_after": value(normalisation.sample_kurtosis(treated)),
        "flag": normalisation.has_outliers(inputs["x"]),
        "after_winsorising": treated,
        "flag_after": normalisation.has_outliers(treated),
    }


def ishigami(inputs):
    def model(points):
        first, second, third = (2 * points.T - 1) * np.pi
        return np.sin(first) + inputs["a"] * np.sin(second) ** 2 + inputs["b"] * third**4 * np.sin(first)

    alone, total = rank_bands.sobol_indices(model, 3, 2**14)
    return {"S1": values(alone), "ST": values(total)}


def rank_sum(inputs):
    found = aggregation.rank_sums(inputs["ranks_per_indicator"])
    return {"rank_sum": [value(total) for total, _ in found], "final_rank": [value(place) for _, place in found]}


def median_100(inputs):
    return {"median": float(np.median(inputs["x"])), "index": values(normalisation.median_index(inputs["x"]))}


COMPUTE = {
    "lq_matrix_econgeo": lq_of_all_cells,
    "lq_binary_econgeo": lambda i: comparison.present_sectors(pd.DataFrame(regions(i))).to_numpy(),
    "lq_avg_econgeo": lambda i: against_all(i, comparison.average_location_quotient),
    "hachman_econgeo": lambda i: against_all(i, comparison.hachman_index),
    "krugman_matrix_econgeo": lambda i: against_all(i, specialisation.krugman_index),
    "hoover_spec_econgeo": lambda i: against_all(i, specialisation.hoover_specialisation),
    "krugman_rest_of_country_variant": lambda i: against_all(
        i, lambda region, everything: specialisation.krugman_index(region, everything - region)
    ),
    "lq_edge_zero_region": lambda i: value(lq(i)),
    "lq_edge_inconsistent": lambda i: value(lq(i)),
    "slq_sym_absent": lambda i: value(specialisation.symmetric_location_quotient(i["lq"])),
    "slq_sym_one": lambda i: value(specialisation.symmetric_location_quotient(i["lq"])),
    "slq_sym_three": lambda i: value(specialisation.symmetric_location_quotient(i["lq"])),
    "lq_standardised_OG": standard_scores,
    "lq_ci_delta_large": lq_with_interval,
    "lq_ci_delta_tiny": lq_with_interval,
    "lq_shrunk_marshall": shrunken,
    "krugman_max": lambda i: value(specialisation.krugman_index(i["e_ij"], i["e_il"])),
    "hhi_doersam": hhi,
    "hhi_edge_single": hhi,
    "hhi_matrix_econgeo": lambda i: [value(concentration.herfindahl_index(region)) for region in regions(i)],
    "entropy_uniform4": lambda i: value(diversity.shannon_entropy(i["x"])),
    "entropy_normalised": lambda i: value(diversity.evenness(i["x"])),
    "true_diversity": lambda i: value(diversity.effective_number(i["x"])),
    "theil_T_same_data": lambda i: value(inequality.theil_t(i["y"])),
    "theil_decomposition_pysal": theil_parts,
    "gini_doersam": gini,
    "gini_weighted_doersam": lambda i: value(inequality.gini(i["x"], i["weights"])),
    "gini_spec_farhauer": lambda i: value(specialisation.gini_specialisation(i["e_ij"], i["e_i"])),
    "related_variety_toy": variety,
    "hh_diversity_ubiquity": lambda i: {
        "diversity": relatedness.sector_diversity(presence(i)),
        "ubiquity": relatedness.ubiquity(presence(i)),
    },
    "hh_reflections_1": first_reflections,
    "hh_proximity": proximities,
    "hh_eci": eci,
    "shift_share_dunn": dunn,
    "shift_share_esteban": esteban,
    "shift_share_gerfin": gerfin,
    "ellison_glaeser_farhauer": ellison_glaeser,
    "cluster_index_farhauer": lambda i: value(agglomeration.cluster_index(**i)),
    "cagr_doubling": lambda i: value(growth.annual_growth_pct(i["start"], i["end"], i["years"])),
    "net_kite_basic": kite,
    "net_kite_betweenness": lambda i: by_node(i, centrality.betweenness_centrality),
    "net_p3_eigenvector": lambda i: by_node(i, centrality.eigenvector_centrality),
    "net_burt_unweighted": burt,
    "net_burt_weighted": burt,
    "net_modularity_barbell_good": modularity,
    "net_brokerage_gf_toy": brokerage_roles,
    "net_ei_catania": ei_of_matrix,
    "net_ei_helices_toy": ei_of_helices,
    "net_ei_expected_toy": expected_ei,
    "net_edge_empty": empty_network,
    "net_components_toy": components,
    "net_cross_town": cross_town,
    "rd_intensity": lambda i: value(ratios.rd_intensity_pct(i["rd_expenditure_eur"], i["turnover_eur"])),
    "export_share": lambda i: value(ratios.export_share_pct(i["export_eur"], i["turnover_eur"])),
    "startup_density": lambda i: value(business_dynamics.new_firms_per_1000(i["new_enterprises"], i["population"])),
    "net_entry_rate": entry_rates,
    "workplace_self_sufficiency": lambda i: value(
        business_dynamics.workplace_self_sufficiency_pct(i["jobs_in_area"], i["employed_residents"])
    ),
    "measure_completeness": lambda i: value(coverage.measure_completeness_pct(i["measures"])) / 100,
    "ci_minmax": lambda i: values(normalisation.min_max(i["x"], i["l"], i["u"])),
    "ci_dist2targ": distances,
    "ci_dist2targ_neg": distances,
    "ci_goalposts": lambda i: [
        value(normalisation.goalpost_score(c["x"], c["low"], c["high"], c["dir"])) for c in i["cases"]
    ],
    "ci_gmean": lambda i: value(aggregation.geometric_mean(i["x"], i["w"])),
    "ci_gmean_edge": lambda i: value(aggregation.geometric_mean(i["x"], [1] * len(i["x"]))),
    "ci_copeland_tie": lambda i: values(aggregation.copeland_scores(i["X"])),
    "ci_outlier_rule": outliers,
    "ci_rank_shift": lambda i: rank_bands.mean_rank_shift(i["reference"], i["alternative"]),
    "ci_sobol_ishigami": ishigami,
    "ci_cronbach": lambda i: value(aggregation.cronbach_alpha(i["X"])),
    "ci_cronbach_edge": lambda i: value(aggregation.cronbach_alpha(i["X"])),
    "ris_groups": lambda i: [scoreboards.ris_group(score) for score in i["scores"]],
    "startup_genome_phase": lambda i: [scoreboards.startup_lifecycle_phase(count) for count in i["startups"]],
    "kuntaliitto_vitality": lambda i: [value(scoreboards.vitality_indicator(town)) for town in i["z"]],
    "index_median_100": median_100,
    "rank_sum_aro": rank_sum,
    "helix_coverage": helices,
    "gap_coverage": gaps,
    "maturity_toy": phase,
    "budget_totals": budget_identity,
    "funding_split": funding,
    "wp_services_allocation": unallocated_services,
    "personnel_index_inference": months_of_the_budget,
    "fte_sum": staff_of_the_application,
    "lq_shrunk_marshall_active": shrunken,
    "theil_L_same_data": lambda i: value(inequality.theil_l(i["y"])),
    "hh_density": densities,
    "krugman_peers": lambda i: value(specialisation.krugman_index_of_peers(i["region"], i["peers"])),
    "net_p3_betweenness": lambda i: by_node(i, centrality.betweenness_centrality),
    "net_star_centralisation": lambda i: {name: centralisation(edges) for name, edges in i.items()},
    "net_assortativity_catania": lambda i: value(groupings.assortativity_of_mixing(i["mixing_matrix"])),
    "net_assortativity_barely": lambda i: value(groupings.assortativity_of_mixing(i["mixing_matrix"])),
    "net_coleman": coleman,
    "net_confirmed_toy": lambda i: (
        value(networks.confirmed_link_share_pct(i["confirmed"], i["links_between_towns"])) / 100
    ),
    "share_interval_newcombe": share_intervals,
    "rd_intensity_edge_nothing": lambda i: value(ratios.rd_intensity_pct(i["rd_expenditure_eur"], i["turnover_eur"])),
    "export_share_edge_more_than_turnover": lambda i: value(
        ratios.export_share_pct(i["export_eur"], i["turnover_eur"])
    ),
    "cagr_edge_from_nothing": lambda i: value(growth.annual_growth_pct(i["start"], i["end"], i["years"])),
    "gap_coverage_edge_none": gaps,
    "output_completion": lambda i: [value(coverage.output_completion_pct(*output)) for output in i["outputs"]],
    "burn_and_forecast": use_pace_and_forecast,
    "ris_transform_chain": lambda i: values(
        scoreboards.ris_index(i["indicators"], i["is_skewed"], i["country_factors"])
    ),
    "ci_minmax_edge_constant": lambda i: values(normalisation.min_max(i["x"], i["l"], i["u"])),
    "rank_sum_edge_ties": rank_sum,
    "maturity_edge_few_dimensions": phase,
}


PRINTED_DECIMALS = 5e-11
"""The cases print ten decimals; none can be met more exactly."""


def agree(found, expected, tolerance):
    if isinstance(expected, dict):
        # A tolerance can differ by what is measured.
        of = tolerance if isinstance(tolerance, dict) else dict.fromkeys(expected, tolerance)
        return all(agree(found[key], wanted, of[key]) for key, wanted in expected.items())
    if isinstance(expected, list):
        return len(found) == len(expected) and all(agree(f, e, tolerance) for f, e in zip(found, expected, strict=True))
    if expected is None or isinstance(expected, str):
        return found == expected
    return found == pytest.approx(expected, abs=max(tolerance, PRINTED_DECIMALS), rel=0)


@pytest.mark.parametrize("case", [case for case in CASES if case["id"] in COMPUTE], ids=lambda case: case["id"])
def test_worked_case(case):
    found = COMPUTE[case["id"]](case["inputs"])
    assert agree(found, case["expected"], case["tolerance"]), f"{found} is not {case['expected']}"


def test_location_quotient_of_each_cell_agrees_with_the_matrix():
    case = next(case for case in CASES if case["id"] == "lq_matrix_econgeo")
    assert agree(lq_of_each_cell(case["inputs"]), case["expected"], case["tolerance"])


def test_every_case_is_computed():
    assert {case["id"] for case in CASES} == set(COMPUTE)
    assert all(case["status"] and case["source"] for case in CASES)


def case_of(name):
    return next(case for case in CASES if case["id"] == name)


def test_the_configured_budget_has_the_sums_of_the_application(project):
    case = case_of("budget_totals")
    for cost_type in ("personnel", "services"):
        by_year = {f"y{year}": eur for year, eur in project.budget.cost_types[cost_type].by_year.items()}
        assert by_year == case["inputs"][cost_type]
        assert project.budget.cost_types[cost_type].total_eur == case["expected"][cost_type]
    assert {f"y{year}": eur for year, eur in project.budget.total_by_year.items()}.items() <= case["expected"].items()
    assert project.budget.total_eur == case["expected"]["total"]


def test_the_configured_funding_is_the_rounded_share_of_the_total(project):
    expected = case_of("funding_split")["expected"]
    for share, name in (("state", "ministry"), ("municipal", "municipal")):
        exact = Decimal(project.budget.total_eur) * project.budget.funding[share].rate_pct / 100
        assert float(exact) == expected[f"exact_{name}"]
        assert int(exact.quantize(Decimal(1), ROUND_HALF_UP)) == expected[f"rounded_{name}"]
        assert project.budget.funding[share].amount_eur == expected[f"rounded_{name}"]


def test_the_configured_services_leave_what_the_application_does_not_allocate(project):
    case = case_of("wp_services_allocation")
    services = {name: package.services_eur for name, package in project.work_packages.items() if package.services_eur}
    assert services == case["inputs"]["wp"]
    assert case["inputs"]["table_total"] - sum(services.values()) == project.budget.unallocated_services_eur == 10000


def test_more_links_never_make_a_network_thinner():
    densities = [networks.network_density(5, links).value for links in range(11)]
    assert densities[0] == 0
    assert densities[-1] == 1
    assert all(before < after for before, after in pairwise(densities))
