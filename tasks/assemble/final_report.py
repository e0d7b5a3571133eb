"""The final report of the project: which tables, charts and texts it consists of."""

from tasks.assemble import (
    communication_exhibits,
    contact_funnel,
    identity_tables,
    link_change_tables,
    organisation_tables,
    result_tables,
    spending_tables,
    steering_tables,
    strategy_tables,
)
from tasks.assemble.directory import read_directory
from tasks.assemble.draft import Draft
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.money_facts import money_facts
from tasks.assemble.money_tables import claims, municipal_funding, services
from tasks.assemble.network_frame import FRAME_EXHIBITS, network_draft
from tasks.assemble.networking_facts import link_facts
from tasks.assemble.output_exhibits import output_facts, outputs, packages, read_outputs
from tasks.assemble.public_summary import public_summaries
from tasks.assemble.schedule_exhibits import (
    SCHEDULE_EXHIBITS,
    gantt,
    read_schedule,
    schedule,
    schedule_aliases,
    worked_before_start,
)
from tasks.assemble.scope import open_scope
from tasks.assemble.strategy_facts import measure_facts
from tasks.assemble.strategy_rows import read_measures, unpublished_count
from tasks.assemble.work_package_tables import entries_of

DELIVERABLE = "final_report"
EXHIBIT_IDS: tuple[str, ...] = (
    *FRAME_EXHIBITS, "basics", "criteria", "packages", "outputs", "results_by_town", "targets_met", "participation",
    "links_before_after", "new_partners", *SCHEDULE_EXHIBITS, "staff", "meetings", "costs_by_type_and_year", "services",
    "funders", "claims", "municipal_funding", "purchases", "outputs_by_type", "risks", "measures", "decisions",
    "all_decisions",
)  # fmt: skip
"""Every table and chart that the report can have."""
_FINISHED = ("done", "cancelled")


def build_final_report(inputs: DocumentInputs) -> Draft:
    """Return the draft of the final report."""
    scope = open_scope(inputs, DELIVERABLE)
    coordinator = inputs.project.identity.coordinator
    entries = entries_of(scope)
    named, bars = read_outputs(scope, entries), read_schedule(scope)
    measures = read_measures(scope, read_directory(scope), coordinator, "network")
    ahead = tuple(one for one in measures if one.state not in _FINISHED)
    built = (
        identity_tables.basics(scope),
        identity_tables.criteria(scope, named),
        packages(scope, named, bars),
        outputs(scope, named),
        identity_tables.participation(scope),
        result_tables.results_by_town(scope),
        result_tables.targets_met(scope, measures),
        link_change_tables.links_before_after(scope),
        contact_funnel.new_partners(scope),
        gantt(scope, bars),
        schedule(scope, bars),
        organisation_tables.staff(scope),
        organisation_tables.meetings(scope),
        spending_tables.costs_by_type_and_year(scope),
        services(scope),
        spending_tables.funders(scope),
        claims(scope),
        municipal_funding(scope),
        spending_tables.purchases(scope),
        communication_exhibits.outputs_by_type(scope),
        steering_tables.risks(scope),
        strategy_tables.measures(scope, ahead, scope.network_source("measures")),
        steering_tables.decisions(scope),
        organisation_tables.all_decisions(scope),
    )
    none_asked = inputs.accepted.tables["proposals"].iloc[:0]
    of_outputs = output_facts(scope, named, bars)
    facts = {
        "outputs": of_outputs,
        "summaries": public_summaries(scope, DELIVERABLE, {k: v for k, v in of_outputs.items() if isinstance(v, int)}),
        "aliases": schedule_aliases(scope),
        "worked_before_start": worked_before_start(scope),
        "funder": inputs.project.identity.funder.in_language(inputs.language),
        "planned_start": inputs.project.identity.planned_start,
        "actual_start": inputs.project.identity.actual_start,
        "participation": identity_tables.participation_facts(scope),
        "links": link_facts(scope),
        "staff": {"has_hours": scope.book.number("full_time_equivalents_to_date") is not None},
        "composition": organisation_tables.steering_composition(scope),
        "money": money_facts(scope),
        "communication": {
            "has_outputs": (scope.book.number("comms_output_count") or 0) > 0,
            "has_reach": scope.book.number("comms_reach_count") is not None,
            "has_mentions": scope.book.number("funder_mention_share_pct") is not None,
        },
        "decisions": steering_tables.steering_facts(scope),
        "measures": measure_facts(ahead, unpublished_count(scope, coordinator, "network"), None, none_asked),
    }
    return network_draft(scope, DELIVERABLE, EXHIBIT_IDS, built, facts)
