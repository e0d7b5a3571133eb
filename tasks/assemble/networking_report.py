"""The report on networking and benchmarking: which tables, charts and texts it consists of."""

from tasks.assemble import (
    contact_funnel,
    event_exhibits,
    hei_exhibits,
    link_change_tables,
    network_charts,
    network_tables,
)
from tasks.assemble.draft import Draft
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.network_frame import FRAME_EXHIBITS, network_draft
from tasks.assemble.network_registers import peers
from tasks.assemble.networking_facts import contact_facts, event_facts, higher_education_facts, link_facts, peer_facts
from tasks.assemble.reporting_period import first_quarter, rows_of_period
from tasks.assemble.scope import open_scope

DELIVERABLE = "networking_report"
EXHIBIT_IDS: tuple[str, ...] = (
    *FRAME_EXHIBITS, "key_numbers", "activity_by_town", "events_by_type", "events_by_quarter", "participants", "visits",
    "gaps_answered", "funnel", "funnel_by_sector", "new_partners", "hei_stages", "hei_institutions",
    "links_before_after", "new_pairs", "town_links", "peers", "events",
)  # fmt: skip
"""Every table, chart and figure that the report can have."""
_KEY_NUMBERS: tuple[tuple[str, str], ...] = (
    ("event_count", ""),
    ("event_participant_count", ""),
    ("hei_contact_count", ""),
    ("hei_institution_count", ""),
    ("needed_actor_count", ""),
    ("needed_actor_count", "joined"),
    ("cross_town_link_change_to_date_count", "before"),
    ("cross_town_link_change_to_date_count", "after"),
    ("cross_town_link_change_to_date_count", "begun"),
)


def build_networking_report(inputs: DocumentInputs) -> Draft:
    """Return the draft of the networking and benchmarking report."""
    scope = open_scope(inputs, DELIVERABLE)
    of_period = rows_of_period(scope, DELIVERABLE, event_exhibits.EVENTS, "event_date")
    built = (
        network_tables.number_table(
            scope,
            "key_numbers",
            _KEY_NUMBERS,
            scope.to_date_source(event_exhibits.EVENTS, hei_exhibits.CONTACTS),
            scope.network_source(contact_funnel.NEEDS, "links"),
        ),
        event_exhibits.activity_by_town(scope),
        event_exhibits.events_by_type(scope),
        event_exhibits.events_by_quarter(scope),
        event_exhibits.participants(scope),
        event_exhibits.visits(scope, of_period),
        contact_funnel.gaps_answered(scope),
        contact_funnel.funnel(scope),
        contact_funnel.funnel_by_sector(scope),
        contact_funnel.new_partners(scope),
        hei_exhibits.hei_stages(scope),
        hei_exhibits.hei_institutions(scope),
        link_change_tables.links_before_after(scope),
        link_change_tables.new_pairs(scope),
        network_charts.town_links(scope),
        peers(scope),
        event_exhibits.event_list(scope, of_period),
    )
    facts = {
        "period": {"first": first_quarter(scope, DELIVERABLE).label, "last": scope.inputs.quarter.label},
        "events": event_facts(scope, of_period),
        "contacts": contact_facts(scope),
        "hei": higher_education_facts(scope),
        "links": link_facts(scope),
        "peers": peer_facts(scope),
    }
    return network_draft(scope, DELIVERABLE, EXHIBIT_IDS, built, facts)
