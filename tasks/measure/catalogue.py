"""Indicators that are defined and tested for analyses, and not measured in a run, with what a run lacks for them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tasks.measure import (
    agglomeration,
    aggregation,
    business_dynamics,
    comparison,
    complexity,
    coverage,
    diversity,
    growth,
    inequality,
    normalisation,
    rank_bands,
    relatedness,
    scoreboards,
    shift_share,
    specialisation,
)


@dataclass(frozen=True)
class Definition:
    """One indicator that a run does not measure.

    Attributes:
        id: Its id in `config/indicators.yaml`.
        unit: As of the measured indicators.
        formula: The function that defines it; its docstring is its documentation.
        not_measured: Why a run does not measure it.
    """

    id: str
    unit: str
    formula: Callable[..., Any]
    not_measured: str


OTHER_FORM = "another form of a figure that a run measures"
SPATIAL = "it says how a sector is spread over all municipalities, and nothing of a town"
STEP = "a step on the way to relatedness density and economic complexity"
CLOSURES = "the tables and the statistics of a run lack the firms that closed"
QUOTED = "a scoreboard of regions or of startup ecosystems, quoted for comparison and never a town's score"
COMPOSITE = "a part of composites; a run shows places only with their bands"
FIRM_DATA = "it needs the jobs of single firms, which are not published"

DEFINITIONS: tuple[Definition, ...] = (
    Definition("exact_location_quotient", "ratio", specialisation.exact_location_quotient, OTHER_FORM),
    Definition("average_location_quotient", "ratio", comparison.average_location_quotient, OTHER_FORM),
    Definition("krugman_index_of_peers", "index", specialisation.krugman_index_of_peers, OTHER_FORM),
    Definition("gini_specialisation", "index", specialisation.gini_specialisation, OTHER_FORM),
    Definition("evenness", "index", diversity.evenness, OTHER_FORM),
    Definition("gini", "index", inequality.gini, SPATIAL),
    Definition("standardised_gini", "index", inequality.standardised_gini, SPATIAL),
    Definition("theil_t", "index", inequality.theil_t, SPATIAL),
    Definition("theil_l", "index", inequality.theil_l, SPATIAL),
    Definition("theil_decomposition", "index", inequality.theil_decomposition, SPATIAL),
    Definition("hoover_index", "index", inequality.hoover_index, SPATIAL),
    Definition("ellison_glaeser_index", "index", agglomeration.ellison_glaeser_index, FIRM_DATA),
    Definition("cluster_index", "ratio", agglomeration.cluster_index,
               "it needs the land and the firms of every municipality, which the statistics of a run lack"),
    Definition("sector_diversity", "count", relatedness.sector_diversity, STEP),
    Definition("ubiquity", "count", relatedness.ubiquity, STEP),
    Definition("proximity", "index", relatedness.proximity, STEP),
    Definition("reflections", "index", complexity.reflections, STEP),
    Definition("competitive_allocation", "persons", shift_share.competitive_allocation, OTHER_FORM),
    Definition("gerfin_indices", "ratio", shift_share.gerfin_indices, OTHER_FORM),
    Definition("growth_pct", "pct", growth.growth_pct, OTHER_FORM),
    Definition("firm_death_rate_pct", "pct", business_dynamics.firm_death_rate_pct, CLOSURES),
    Definition("net_entry_rate_pct", "pct", business_dynamics.net_entry_rate_pct, CLOSURES),
    Definition("output_completion_pct", "pct", coverage.output_completion_pct,
               "the tables of the towns have no planned numbers of outputs"),
    Definition("vitality_indicator", "index", scoreboards.vitality_indicator,
               "the statistics of a run lack tax revenue, dependency and education"),
    Definition("ris_group", "level", scoreboards.ris_group, QUOTED),
    Definition("ris_index", "index", scoreboards.ris_index, QUOTED),
    Definition("startup_lifecycle_phase", "level", scoreboards.startup_lifecycle_phase, QUOTED),
    Definition("min_max", "index", normalisation.min_max, COMPOSITE),
    Definition("z_scores", "index", normalisation.z_scores, COMPOSITE),
    Definition("rank_positions", "level", normalisation.rank_positions, COMPOSITE),
    Definition("distance_to_target", "index", normalisation.distance_to_target, COMPOSITE),
    Definition("goalpost_score", "index", normalisation.goalpost_score, COMPOSITE),
    Definition("median_index", "index", normalisation.median_index, COMPOSITE),
    Definition("winsorised", "index", normalisation.winsorised, COMPOSITE),
    Definition("capped_outliers", "index", normalisation.capped_outliers, COMPOSITE),
    Definition("arithmetic_mean", "index", aggregation.arithmetic_mean, COMPOSITE),
    Definition("geometric_mean", "index", aggregation.geometric_mean, COMPOSITE),
    Definition("harmonic_mean", "index", aggregation.harmonic_mean, COMPOSITE),
    Definition("copeland_scores", "index", aggregation.copeland_scores, COMPOSITE),
    Definition("rank_sums", "level", aggregation.rank_sums, COMPOSITE),
    Definition("cronbach_alpha", "index", aggregation.cronbach_alpha, COMPOSITE),
    Definition("sobol_indices", "index", rank_bands.sobol_indices, COMPOSITE),
)  # fmt: skip
"""In the order of the last part of `config/indicators.yaml`."""
