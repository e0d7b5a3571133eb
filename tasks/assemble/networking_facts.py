"""What the templates of the networking report may say: plain data, gathered chapter by chapter."""

import pandas as pd

from tasks.assemble.contact_funnel import NEEDS, PARTNER_STATES
from tasks.assemble.event_exhibits import EVENT_LIMIT, EVENTS, VISIT_LIMIT, visits_among
from tasks.assemble.hei_exhibits import CONTACTS
from tasks.assemble.link_change_tables import BEGUN, CHANGE, PAIR_LIMIT
from tasks.assemble.network_facts import missing_towns
from tasks.assemble.scope import Scope
from tasks.assemble.town_facts import Facts
from tasks.assemble.value_texts import value_id
from tasks.measure.actor_network import HOME_COUNTRY


def towns_without(scope: Scope, indicator: str) -> list[str]:
    """Return the towns that have recorded nothing to date, as the places that something is missing from."""
    return [
        scope.town_form(town, "from_") for town in scope.towns if scope.book.number(indicator, "", town.slug) is None
    ]


def silent_towns(scope: Scope, table: str, indicator: str) -> list[str]:
    """Return the towns whose rows of earlier quarters count, but that sent none for the reported quarter."""
    return [
        scope.town_form(town, "from_")
        for town in scope.towns
        if scope.book.number(indicator, "", town.slug) is not None and not scope.standing(table, town.slug).data_quarter
    ]


def event_facts(scope: Scope, of_period: pd.DataFrame) -> Facts:
    """Return what can be said of the events of the project and of the reported period."""
    book = scope.book
    abroad = [code for code in book.dimensions("event_count_by_country") if code != HOME_COUNTRY]
    return {
        "has_events": (book.number("event_count") or 0) > 0,
        "has_participants": book.number("event_participant_count") is not None,
        "has_feedback": book.number("event_feedback_mean") is not None,
        "abroad": [
            {"name": scope.label("country", code), "id": value_id("event_count_by_country", code)} for code in abroad
        ],
        "unlisted_count": max(0, len(of_period) - EVENT_LIMIT),
        "unlisted_visit_count": max(0, len(visits_among(of_period)) - VISIT_LIMIT),
        "without": towns_without(scope, "event_count"),
        "silent": silent_towns(scope, EVENTS, "event_count"),
    }


def contact_facts(scope: Scope) -> Facts:
    """Return what can be said of the actors that are looked for to fill competence gaps."""
    book = scope.book
    needs = scope.inputs.accepted.tables[NEEDS]
    partners = needs[needs["state"].isin(PARTNER_STATES)]
    return {
        "has_needs": (book.number("needed_actor_count") or 0) > 0,
        "has_gaps": (book.number("gap_count") or 0) > 0,
        "has_joined": (book.number("needed_actor_count", "joined") or 0) > 0,
        "unpublished_count": int((partners["is_public"].fillna(False) == False).sum()),  # noqa: E712
        "without": missing_towns(scope, NEEDS),
    }


def higher_education_facts(scope: Scope) -> Facts:
    """Return what can be said of the contacts with higher education."""
    book = scope.book
    forms = [
        code
        for code in scope.inputs.project.code_lists["contact_form"]
        if book.number("hei_contact_count_by_form", code)
    ]
    return {
        "has_contacts": (book.number("hei_contact_count") or 0) > 0,
        "forms": [
            {"name": scope.label("contact_form", code), "id": value_id("hei_contact_count_by_form", code)}
            for code in forms
        ],
        "under_way_id": value_id("hei_contact_count", "4"),
        "agreed_id": value_id("hei_contact_count", "3"),
        "without": towns_without(scope, "hei_contact_count"),
        "silent": silent_towns(scope, CONTACTS, "hei_contact_count"),
    }


def link_facts(scope: Scope) -> Facts:
    """Return what can be said of how the links between towns have changed."""
    links = scope.inputs.accepted.tables["links"]
    return {
        "start": scope.inputs.project.identity.actual_start,
        "has_change": scope.book.number(CHANGE, "after") is not None,
        **{kind: value_id(CHANGE, kind) for kind in ("before", "after", "begun", "ended")},
        "has_ended": (scope.book.number(CHANGE, "ended") or 0) > 0,
        "undated_count": int(links["active_from"].isna().sum()),
        "unlisted_pair_count": max(0, len(scope.book.dimensions(BEGUN)) - PAIR_LIMIT),
        "without": missing_towns(scope, "links"),
    }


def peer_facts(scope: Scope) -> Facts:
    """Return how many of the ecosystems abroad have been contacted, and who described none."""
    states = scope.inputs.accepted.tables["peer_ecosystems"]["contact_state"]
    return {
        "by_state": [
            {"name": scope.label("peer_contact", code), "count": int((states == code).sum())}
            for code in scope.inputs.project.code_lists["peer_contact"]
            if (states == code).any()
        ],
        "without": missing_towns(scope, "peer_ecosystems"),
    }
