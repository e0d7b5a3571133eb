"""Indicators that are defined and tested for analyses, and not measured in a run, with what a run lacks for them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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
)  # fmt: skip
"""In the order of the last part of `config/indicators.yaml`."""
