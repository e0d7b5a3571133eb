"""The interim report of a claim period: which tables and texts it consists of."""

from collections.abc import Sequence

from config.quarters import Quarter
from tasks.assemble import identity_tables, interim_tables, steering_tables, work_package_tables
from tasks.assemble.draft import Draft
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.money_facts import money_facts
from tasks.assemble.money_tables import MONEY_EXHIBITS, money_tables
from tasks.assemble.network_frame import FRAME_EXHIBITS, network_draft
from tasks.assemble.output_exhibits import output_facts, outputs, read_outputs
from tasks.assemble.payment_claim import figures_of
from tasks.assemble.reporting_period import first_quarter, rows_of_period
from tasks.assemble.schedule_exhibits import read_schedule, schedule
from tasks.assemble.scope import Scope, open_scope
from tasks.assemble.town_facts import Facts
from tasks.timetable import DueState, TimetableEntry

DELIVERABLE = "interim_report"
EXHIBIT_IDS: tuple[str, ...] = (
    *FRAME_EXHIBITS, "basics", "outputs", "cumulative", "work_packages", "timetable", "schedule", "period_costs",
    "period_by_town", *MONEY_EXHIBITS, "risks", "decisions",
)  # fmt: skip
"""Every table that the report can have."""
COST_DEVIATION_PCT = 10
"""By how much the costs to date must differ from the plan before an explanation is asked for."""


def build_interim_report(inputs: DocumentInputs) -> Draft:
    """Return the draft of the interim report."""
    scope = open_scope(inputs, DELIVERABLE)
    entries = work_package_tables.entries_of(scope)
    named, bars, figures = read_outputs(scope, entries), read_schedule(scope), figures_of(scope)
    built = (
        identity_tables.basics(scope),
        outputs(scope, named),
        interim_tables.cumulative(scope),
        work_package_tables.work_packages(scope, entries),
        work_package_tables.deliverables(scope, entries),
        schedule(scope, bars),
        interim_tables.period_costs(scope, figures),
        interim_tables.period_by_town(scope, figures),
        *money_tables(scope),
        steering_tables.risks(scope),
        steering_tables.decisions(scope),
    )
    facts = {
        "period": {
            "first": first_quarter(scope, DELIVERABLE).label,
            "last": inputs.quarter.label,
            **interim_tables.period_facts(figures),
        },
        "outputs": output_facts(scope, named, bars),
        "published": {name: _published(scope, name, entries) for name in inputs.project.work_packages},
        "next_period": _next_period(scope),
        "lights": work_package_tables.light_facts(scope, entries),
        "timetable": work_package_tables.timetable_facts(scope, entries),
        "deviations": _deviations(scope, entries),
        "activity": _activity(scope),
        "money": money_facts(scope),
        "decisions": steering_tables.steering_facts(scope),
    }
    return network_draft(scope, DELIVERABLE, EXHIBIT_IDS, built, facts)


def _published(scope: Scope, package: str, entries: Sequence[TimetableEntry]) -> Facts:
    """Return the documents of a work package that were published in the period, and those that are due at its end."""
    first, last = first_quarter(scope, DELIVERABLE), scope.inputs.quarter
    own = [one for one in entries if work_package_tables.package_of(scope, one) == package]

    def names(chosen: Sequence[TimetableEntry]) -> list[str]:
        due = scope.inputs.project.calendar.due
        return [due[one.deliverable].name.in_language(scope.inputs.language) for one in chosen]

    return {
        "made": names([one for one in own if _was_made(scope, one.deliverable, first)]),
        "due": names([one for one in own if one.state in (DueState.DUE, DueState.BLOCKED) and one.due == last]),
    }


def _was_made(scope: Scope, deliverable: str, first: Quarter) -> bool:
    return any(first <= quarter < scope.inputs.quarter for quarter in scope.inputs.made.get(deliverable, ()))


def _next_period(scope: Scope) -> list[str]:
    """Return what the calendar asks for in the next claim period, each with its quarters."""
    calendar, quarter = scope.inputs.project.calendar, scope.inputs.quarter
    claims = calendar.due["payment_claim"].quarters if "payment_claim" in calendar.due else ()
    last = min((one for one in claims if one > quarter), default=max(calendar.quarters))
    found = []
    for due in calendar.due.values():
        quarters = [one.label for one in sorted(due.quarters) if quarter < one <= last]
        if quarters:
            found.append(f"{due.name.in_language(scope.inputs.language)} ({', '.join(quarters)})")
    return found


def _deviations(scope: Scope, entries: Sequence[TimetableEntry]) -> Facts:
    """Return whether schedule and costs differ from the plan so that somebody must explain it."""
    planned, spent = scope.book.number("planned_value_eur"), scope.book.number("cost_to_date_eur")
    has_cost = planned is not None and spent is not None and abs(spent - planned) * 100 > COST_DEVIATION_PCT * planned
    return {
        "limit_pct": COST_DEVIATION_PCT,
        "has_schedule": any(one.state in (DueState.LATE, DueState.BLOCKED) for one in entries),
        "has_cost": has_cost,
        "is_under": planned is not None and spent is not None and spent < planned,
    }


def _activity(scope: Scope) -> Facts:
    """Return how much was recorded in the period, by table that adds up."""
    return {
        "events": len(rows_of_period(scope, DELIVERABLE, "events_visits", "event_date")),
        "contacts": len(rows_of_period(scope, DELIVERABLE, "hei_contacts", "contact_date")),
        "outputs": len(rows_of_period(scope, DELIVERABLE, "comms_outputs", "published_date")),
    }
