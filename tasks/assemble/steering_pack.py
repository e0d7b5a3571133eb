"""The pack of the steering group: which tables and texts it consists of."""

from tasks.assemble import steering_tables, work_package_tables
from tasks.assemble.data_quality import indicators
from tasks.assemble.draft import Draft, collect_exhibits, shown_indicators
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.money_facts import money_facts
from tasks.assemble.money_tables import MONEY_EXHIBITS, money_tables
from tasks.assemble.network_facts import coverage_facts
from tasks.assemble.network_frame import framed_network_draft, network_frame
from tasks.assemble.network_quality import files, finding_counts
from tasks.assemble.scope import open_scope

DELIVERABLE = "steering_pack"
EXHIBIT_IDS: tuple[str, ...] = (
    "work_packages", "timetable", *MONEY_EXHIBITS, "risks", "decisions", "service_level", "inputs", "indicators",
    "finding_counts", "town_files", "changes",
)  # fmt: skip
"""Every table that the pack can have."""


def build_steering_pack(inputs: DocumentInputs) -> Draft:
    """Return the draft of the steering group's pack."""
    scope = open_scope(inputs, DELIVERABLE)
    entries = work_package_tables.entries_of(scope)
    own = collect_exhibits(
        (
            steering_tables.decisions(scope),
            work_package_tables.work_packages(scope, entries),
            work_package_tables.deliverables(scope, entries),
            *money_tables(scope),
            steering_tables.risks(scope),
            steering_tables.service_level(scope),
            steering_tables.inputs_status(scope),
            finding_counts(scope),
            files(scope),
        )
    )
    exhibits = own | collect_exhibits([indicators(scope, shown_indicators(own.values(), ()))])
    data = {
        **network_frame(scope, DELIVERABLE),
        "exhibits": {exhibit_id: exhibit_id in exhibits for exhibit_id in EXHIBIT_IDS},
        "coverage": coverage_facts(scope),
        "is_first": inputs.quarter == min(inputs.project.calendar.quarters),
        "lights": work_package_tables.light_facts(scope, entries),
        "timetable": work_package_tables.timetable_facts(scope, entries),
        "money": money_facts(scope),
        "decisions": steering_tables.steering_facts(scope),
    }
    return framed_network_draft(scope, DELIVERABLE, exhibits, data)
