"""The picture of the whole network: which tables, charts and texts it consists of."""

from tasks.assemble import network_charts, network_registers, network_tables
from tasks.assemble.data_quality import indicators
from tasks.assemble.draft import Draft, collect_exhibits, shown_indicators
from tasks.assemble.exhibits import Exhibit
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.network_facts import competence_facts, coverage_facts, network_facts, phase_facts, profile_facts
from tasks.assemble.network_frame import framed_network_draft, network_frame
from tasks.assemble.network_quality import files, finding_counts, research_by_town
from tasks.assemble.scope import Scope, open_scope
from tasks.assemble.town_facts import Facts

TEMPLATE_FOLDER = "network_picture"
EXHIBIT_IDS: tuple[str, ...] = (
    "key_numbers", "coverage", "research_by_town", "synthesis", "phases", "location_quotients", "sectors", "helix",
    "helix_by_town", "town_links", "town_pairs", "measures", "links_by_town", "gaps_by_sector", "important_gaps",
    "hei_by_town", "peers", "growth_areas", "proposals", "indicators", "finding_counts", "town_files", "changes",
)  # fmt: skip
"""Every table, chart and figure that the network picture can have, in the order of the document."""


def build_network_picture(inputs: DocumentInputs) -> Draft:
    """Return the draft of the network picture."""
    scope = open_scope(inputs, TEMPLATE_FOLDER)
    exhibits = _exhibits(scope)
    return framed_network_draft(scope, TEMPLATE_FOLDER, exhibits, _data(scope, exhibits))


def _exhibits(scope: Scope) -> dict[str, Exhibit]:
    exhibits = collect_exhibits(
        (
            network_tables.key_numbers(scope),
            network_tables.coverage(scope),
            research_by_town(scope),
            network_tables.synthesis(scope),
            network_charts.phases(scope),
            network_charts.location_quotients(scope),
            network_tables.sectors(scope),
            network_charts.helix(scope),
            network_tables.helix_by_town(scope),
            network_charts.town_links(scope),
            network_tables.town_pairs(scope),
            network_tables.measures(scope),
            network_tables.links_by_town(scope),
            network_charts.gaps_by_sector(scope),
            network_registers.important_gaps(scope),
            network_registers.hei_by_town(scope),
            network_registers.peers(scope),
            network_registers.growth_areas(scope),
            network_registers.proposals(scope),
            finding_counts(scope),
            files(scope),
        )
    )
    return exhibits | collect_exhibits([indicators(scope, shown_indicators(exhibits.values(), ()))])


def _data(scope: Scope, exhibits: dict[str, Exhibit]) -> Facts:
    return {
        **network_frame(scope, TEMPLATE_FOLDER),
        "exhibits": {exhibit_id: exhibit_id in exhibits for exhibit_id in EXHIBIT_IDS},
        "coverage": coverage_facts(scope),
        "profile": profile_facts(scope),
        "phase": phase_facts(scope),
        "links": network_facts(scope),
        "competence": competence_facts(scope),
    }
