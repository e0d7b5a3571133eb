"""The situation picture of one town: which tables, charts and texts it consists of."""

from tasks.assemble import town_charts, town_registers, town_series, town_tables
from tasks.assemble.change_table import change_facts, change_table
from tasks.assemble.chapter_texts import chapter_texts
from tasks.assemble.data_quality import (
    files,
    findings,
    indicators,
    quality_facts,
    research_by_type,
    standings,
)
from tasks.assemble.directory import Directory, read_directory
from tasks.assemble.draft import Draft, collect_exhibits, shown_indicators
from tasks.assemble.exhibits import Exhibit
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.scope import Scope, open_scope
from tasks.assemble.summary_points import growth_areas
from tasks.assemble.town_facts import (
    Facts,
    actor_facts,
    comparison_facts,
    competence_facts,
    environment_facts,
    link_facts,
    method_facts,
    summary_facts,
)
from tasks.assemble.town_frame import framed_town_draft, town_frame_facts
from tasks.assemble.town_network import town_network

TEMPLATE_FOLDER = "situation_picture"
EXHIBIT_IDS: tuple[str, ...] = (
    "key_numbers", "population", "jobs", "trends", "sectors", "location_quotients", "turnover", "helix",
    "actor_types", "anchors", "network", "outside_links", "hei_presence", "open_gaps",
    "closing_gaps", "maturity_radar", "maturity", "phase_path", "phase_by_year",
    "employees_by_quarter", "network_by_quarter", "by_quarter", "shares", "peers", "urgent_proposals",
    "other_proposals", "research_by_type", "indicators", "standings", "findings", "files", "changes",
)  # fmt: skip
"""Every table, chart and figure that a situation picture can have, in the order of the document."""
IN_TEXT = (
    "krugman_index", "krugman_index.industry", "herfindahl_index", "herfindahl_index.industry", "mean_degree",
    "linked_actor_share_pct", "network_density", "ei_index.helix",
)  # fmt: skip
"""Ids of the numbers that only the running text prints."""


def build_situation_picture(inputs: DocumentInputs) -> Draft:
    """Return the draft of a town's situation picture."""
    scope = open_scope(inputs, TEMPLATE_FOLDER)
    directory = read_directory(scope, inputs.town)
    exhibits = _exhibits(scope, directory)
    return framed_town_draft(scope, TEMPLATE_FOLDER, exhibits, _data(scope, directory, exhibits))


def _exhibits(scope: Scope, directory: Directory) -> dict[str, Exhibit]:
    yearly = (town_charts.population(scope), town_charts.jobs(scope))
    exhibits = collect_exhibits(
        (
            town_tables.key_numbers(scope),
            *yearly,
            town_charts.trends(scope, yearly),
            town_tables.sectors(scope),
            town_charts.location_quotients(scope),
            town_tables.turnover(scope),
            town_tables.helix(scope, directory),
            town_charts.actor_types(scope),
            town_registers.anchors(scope, directory),
            town_network(scope, directory),
            town_registers.outside_links(scope, directory),
            town_registers.hei_presence(scope),
            town_registers.open_gaps(scope),
            town_registers.closing_gaps(scope),
            town_charts.maturity_radar(scope),
            town_registers.maturity(scope),
            town_charts.phase_path(scope),
            town_tables.phase_by_year(scope),
            town_series.employees_by_quarter(scope),
            town_series.network_by_quarter(scope),
            town_series.by_quarter(scope),
            town_charts.shares(scope),
            town_registers.peers(scope),
            town_registers.urgent_proposals(scope),
            town_registers.other_proposals(scope),
            research_by_type(scope),
            standings(scope),
            findings(scope),
            files(scope),
        )
    )
    measured = [name for name in IN_TEXT if scope.book.number(*name.partition(".")[::2]) is not None]
    return exhibits | collect_exhibits(
        [
            change_table(scope, exhibits.values(), IN_TEXT),
            indicators(scope, shown_indicators(exhibits.values(), measured)),
        ]
    )


def _data(scope: Scope, directory: Directory, exhibits: dict[str, Exhibit]) -> Facts:
    return {
        **town_frame_facts(scope),
        "all_tables": list(scope.inputs.project.tables),
        "texts": chapter_texts(scope, TEMPLATE_FOLDER, [scope.inputs.town]),
        "exhibits": {exhibit_id: exhibit_id in exhibits for exhibit_id in EXHIBIT_IDS},
        "summary": summary_facts(scope),
        "method": method_facts(scope),
        "environment": environment_facts(scope),
        "actors": actor_facts(scope, directory),
        "links": link_facts(scope, directory),
        "competence": competence_facts(scope),
        "comparison": comparison_facts(scope),
        "growth_areas": growth_areas(scope),
        "quality": quality_facts(scope),
        "changes": change_facts(scope, exhibits.values(), IN_TEXT),
    }
