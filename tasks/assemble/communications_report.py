"""The report on communication: which tables, charts and texts it consists of."""

from tasks.assemble import communication_exhibits
from tasks.assemble.communication_exhibits import (
    OUTPUT_LIMIT,
    OUTPUTS,
    PUBLIC_EVENT_LIMIT,
    PUBLIC_EVENTS,
    public_among,
)
from tasks.assemble.draft import Draft
from tasks.assemble.event_exhibits import EVENTS, quarter_chart
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.network_frame import FRAME_EXHIBITS, network_draft
from tasks.assemble.network_tables import number_table
from tasks.assemble.networking_facts import silent_towns, towns_without
from tasks.assemble.reporting_period import first_quarter, rows_of_period
from tasks.assemble.scope import Scope, open_scope
from tasks.assemble.town_facts import Facts
from tasks.assemble.value_texts import value_id

DELIVERABLE = "communications_report"
EXHIBIT_IDS: tuple[str, ...] = (
    *FRAME_EXHIBITS, "key_numbers", "plan_and_actual", "public_events", "outputs_by_type", "outputs_by_quarter",
    "outputs_by_language", "outputs_by_town", "outputs",
)  # fmt: skip
_KEY_NUMBERS: tuple[tuple[str, str], ...] = (
    ("comms_output_count", ""),
    ("comms_reach_count", ""),
    ("event_count", "webinar"),
    ("event_count", "seminar"),
    ("funder_mention_share_pct", ""),
    ("accessible_output_share_pct", ""),
)


def build_communications_report(inputs: DocumentInputs) -> Draft:
    """Return the draft of the communications report."""
    scope = open_scope(inputs, DELIVERABLE)
    of_period = rows_of_period(scope, DELIVERABLE, OUTPUTS, "published_date")
    events = rows_of_period(scope, DELIVERABLE, EVENTS, "event_date")
    built = (
        number_table(scope, "key_numbers", _KEY_NUMBERS, scope.to_date_source(OUTPUTS, EVENTS)),
        communication_exhibits.plan_and_actual(scope),
        communication_exhibits.public_events(scope, events),
        communication_exhibits.outputs_by_type(scope),
        quarter_chart(scope, "outputs_by_quarter", "comms_output_count_by_quarter", OUTPUTS),
        communication_exhibits.outputs_by_language(scope),
        communication_exhibits.outputs_by_town(scope),
        communication_exhibits.output_list(scope, of_period),
    )
    facts = {
        "period": {"first": first_quarter(scope, DELIVERABLE).label, "last": scope.inputs.quarter.label},
        "funder": inputs.project.identity.funder.in_language(inputs.language),
        "has_planned_counts": communication_exhibits.has_planned_counts(scope),
        "outputs": _output_facts(scope, len(of_period)),
        "events": _event_facts(scope, len(public_among(events))),
    }
    return network_draft(scope, DELIVERABLE, EXHIBIT_IDS, built, facts)


def _output_facts(scope: Scope, count_of_period: int) -> Facts:
    book = scope.book
    unmentioned = scope.rows_to_date(OUTPUTS)["mentions_funder"] == False  # noqa: E712
    accessibility = scope.rows_to_date(OUTPUTS)["is_accessible"]
    reach = book.find("comms_reach_count")
    return {
        "has_outputs": (book.number("comms_output_count") or 0) > 0,
        "has_reach": book.number("comms_reach_count") is not None,
        "without_reach_count": int(book.number("comms_output_count") or 0) - int((reach.n if reach else 0) or 0),
        "languages": [
            {"name": scope.label("language", code), "id": value_id("comms_output_count_by_language", code)}
            for code in scope.inputs.project.code_lists["language"]
            if book.number("comms_output_count_by_language", code)
        ],
        "has_mentions": book.number("funder_mention_share_pct") is not None,
        "unmentioned_count": int(unmentioned.fillna(False).sum()),
        "has_accessibility": book.number("accessible_output_share_pct") is not None,
        "untold_accessibility_count": int(accessibility.isna().sum()),
        "unlisted_count": max(0, count_of_period - OUTPUT_LIMIT),
        "without": towns_without(scope, "comms_output_count"),
        "silent": silent_towns(scope, OUTPUTS, "comms_output_count"),
    }


def _event_facts(scope: Scope, count_of_period: int) -> Facts:
    book = scope.book
    held = [code for code in PUBLIC_EVENTS if book.number("event_count", code)]
    return {
        "kinds": [
            {
                "name": scope.label("event_type", code),
                "count": value_id("event_count", code),
                "participants": value_id("event_participant_count_by_type", code),
                "feedback": value_id("event_feedback_mean", code)
                if book.number("event_feedback_mean", code) is not None
                else "",
            }
            for code in held
        ],
        "unlisted_count": max(0, count_of_period - PUBLIC_EVENT_LIMIT),
        "without": towns_without(scope, "event_count"),
        "silent": silent_towns(scope, EVENTS, "event_count"),
    }
