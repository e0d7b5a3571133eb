"""The strategy of the whole network: which tables and texts it consists of."""

from tasks.assemble import network_registers, strategy_overview, strategy_tables
from tasks.assemble.data_quality import indicators
from tasks.assemble.directory import read_directory
from tasks.assemble.draft import Draft, collect_exhibits, shown_indicators
from tasks.assemble.exhibits import Exhibit
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.network_facts import coverage_facts, phase_facts
from tasks.assemble.network_frame import framed_network_draft, network_frame
from tasks.assemble.network_quality import files, finding_counts
from tasks.assemble.scope import Scope, open_scope
from tasks.assemble.strategy_facts import count_by_state, measure_facts, strategy_facts
from tasks.assemble.strategy_rows import Measure, read_measures, read_strategy, unpublished_count
from tasks.assemble.town_facts import Facts

TEMPLATE_FOLDER = "network_strategy"
EXHIBIT_IDS: tuple[str, ...] = (
    "growth_areas", "measures", "targets", "trace", "responsibilities", "town_strategies", "agreements_by_type",
    "needed_by_sector", "indicators", "finding_counts", "town_files", "changes",
)  # fmt: skip
"""Every table that the network's strategy can have, in the order of the document."""


def build_network_strategy(inputs: DocumentInputs) -> Draft:
    """Return the draft of the network's strategy."""
    scope = open_scope(inputs, TEMPLATE_FOLDER)
    coordinator = inputs.project.identity.coordinator
    measures = read_measures(scope, read_directory(scope), coordinator, "network")
    exhibits = _exhibits(scope, measures)
    return framed_network_draft(scope, TEMPLATE_FOLDER, exhibits, _data(scope, measures, exhibits))


def _exhibits(scope: Scope, measures: tuple[Measure, ...]) -> dict[str, Exhibit]:
    proposals = scope.inputs.accepted.tables["proposals"]
    used = {proposal for one in measures for proposal in one.proposal_ids}
    source = scope.network_source("measures")
    exhibits = collect_exhibits(
        (
            network_registers.growth_areas(scope),
            strategy_tables.measures(scope, measures, source),
            strategy_tables.targets(scope, measures, source),
            strategy_tables.trace(
                scope,
                proposals[proposals["proposal_id"].isin(used)].sort_values("proposal_id", kind="stable"),
                measures,
                scope.network_source("proposals", "measures"),
            ),
            strategy_overview.responsibilities(scope),
            strategy_overview.town_strategies(scope),
            strategy_overview.agreements_by_type(scope),
            strategy_overview.needed_by_sector(scope),
            finding_counts(scope),
            files(scope),
        )
    )
    return exhibits | collect_exhibits([indicators(scope, shown_indicators(exhibits.values(), ()))])


def _data(scope: Scope, measures: tuple[Measure, ...], exhibits: dict[str, Exhibit]) -> Facts:
    coordinator = scope.inputs.project.identity.coordinator
    strategy = read_strategy(scope, coordinator, "network")
    tables = scope.inputs.accepted.tables
    # The towns' proposals are answered in the towns' own strategies: none of them is asked of the network.
    none_asked = tables["proposals"].iloc[:0]
    return {
        **network_frame(scope, TEMPLATE_FOLDER),
        "exhibits": {exhibit_id: exhibit_id in exhibits for exhibit_id in EXHIBIT_IDS},
        "coverage": coverage_facts(scope),
        "phase": phase_facts(scope),
        "strategy": strategy_facts(scope, strategy),
        "measures": measure_facts(measures, unpublished_count(scope, coordinator, "network"), strategy, none_asked),
        "towns": strategy_overview.town_facts(scope),
        "agreements": count_by_state(scope, "agreement_state", tables["agreements"]),
        "needed": count_by_state(scope, "needed_state", tables["needed_actors"]),
        "proposal_count": len(tables["proposals"]),
    }
