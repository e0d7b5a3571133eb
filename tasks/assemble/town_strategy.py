"""The strategy of one town: which tables and texts it consists of."""

from tasks.assemble import strategy_tables
from tasks.assemble.change_table import change_facts, change_table
from tasks.assemble.chapter_texts import chapter_texts
from tasks.assemble.data_quality import files, findings, quality_facts, standings
from tasks.assemble.directory import Directory, read_directory
from tasks.assemble.draft import Draft, collect_exhibits
from tasks.assemble.exhibits import Exhibit
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.scope import Scope, open_scope
from tasks.assemble.strategy_facts import count_by_state, measure_facts, strategy_facts
from tasks.assemble.strategy_rows import Measure, read_measures, read_strategy, unpublished_count
from tasks.assemble.town_facts import Facts, phase_facts
from tasks.assemble.town_frame import framed_town_draft, town_frame_facts
from tasks.assemble.town_registers import open_gaps, urgent_proposals_first

TEMPLATE_FOLDER = "town_strategy"
EXHIBIT_IDS: tuple[str, ...] = (
    "open_gaps", "measures", "targets", "trace", "agreements", "needed_actors", "standings", "findings",
    "files", "changes",
)  # fmt: skip
"""Every table that a town's strategy can have, in the order of the document."""
IN_TEXT = ("development_phase", "gap_coverage_pct", "measure_completeness_pct")
"""Ids of the numbers that only the running text prints."""


def build_town_strategy(inputs: DocumentInputs) -> Draft:
    """Return the draft of a town's strategy."""
    scope = open_scope(inputs, TEMPLATE_FOLDER)
    directory = read_directory(scope, inputs.town)
    measures = read_measures(scope, directory, inputs.town, "town")
    exhibits = _exhibits(scope, directory, measures)
    return framed_town_draft(scope, TEMPLATE_FOLDER, exhibits, _data(scope, measures, exhibits))


def _exhibits(scope: Scope, directory: Directory, measures: tuple[Measure, ...]) -> dict[str, Exhibit]:
    proposals = urgent_proposals_first(scope, scope.rows("proposals"))
    source = scope.town_source("measures")
    exhibits = collect_exhibits(
        (
            open_gaps(scope),
            strategy_tables.measures(scope, measures, source),
            strategy_tables.targets(scope, measures, source),
            strategy_tables.trace(scope, proposals, measures, scope.town_source("proposals", "measures")),
            strategy_tables.agreements(scope, directory),
            strategy_tables.needed_actors(scope),
            standings(scope),
            findings(scope),
            files(scope),
        )
    )
    return exhibits | collect_exhibits([change_table(scope, exhibits.values(), IN_TEXT)])


def _data(scope: Scope, measures: tuple[Measure, ...], exhibits: dict[str, Exhibit]) -> Facts:
    town = scope.inputs.town
    strategy = read_strategy(scope, town, "town")
    proposals = scope.rows("proposals")
    needed = scope.rows("needed_actors")
    public = needed[needed["is_public"].fillna(False)]
    return {
        **town_frame_facts(scope),
        "all_tables": list(scope.inputs.project.tables),
        "texts": chapter_texts(scope, TEMPLATE_FOLDER, [town]),
        "quality": quality_facts(scope),
        "exhibits": {exhibit_id: exhibit_id in exhibits for exhibit_id in EXHIBIT_IDS},
        "changes": change_facts(scope, exhibits.values(), IN_TEXT),
        "phase": phase_facts(scope),
        "has_coverage": scope.book.number("gap_coverage_pct") is not None,
        "strategy": strategy_facts(scope, strategy),
        "measures": measure_facts(measures, unpublished_count(scope, town, "town"), strategy, proposals),
        "has_completeness": scope.book.number("measure_completeness_pct") is not None,
        "agreements": count_by_state(scope, "agreement_state", scope.rows("agreements")),
        "needed": count_by_state(scope, "needed_state", public),
        "hidden_needed_count": len(needed) - len(public),
    }
