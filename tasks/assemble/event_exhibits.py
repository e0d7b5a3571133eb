"""The tables and charts about events: how many, who took part, and what came of them."""

import pandas as pd

from tasks.assemble.exhibits import Exhibit, build_table, text_cell, value_cell
from tasks.assemble.network_charts import bar_chart, code_chart
from tasks.assemble.scope import Scope, cell_day, cell_text, is_missing, quarter_label
from tasks.assemble.typography import format_number
from tasks.assemble.value_texts import value_id
from tasks.measure.actor_network import HOME_COUNTRY

EVENTS = "events_visits"
EVENT_LIMIT = 60
VISIT_LIMIT = 12


def events_by_type(scope: Scope) -> Exhibit | None:
    """Return for each type of event how many there were, how many took part, and their feedback."""
    types = [code for code in scope.inputs.project.code_lists["event_type"] if scope.book.number("event_count", code)]
    if not types:
        return None
    rows = [
        (
            text_cell(scope.label("event_type", code)),
            *(
                value_cell(scope.book.text(indicator, code), value_id(indicator, code))
                for indicator in ("event_count", "event_participant_count_by_type", "event_feedback_mean")
            ),
            value_cell(_response_count(scope, code), f"{value_id('event_feedback_mean', code)}.n"),
        )
        for code in types
    ]
    return Exhibit(build_table(scope, "events_by_type", "l4 r2 r2 r2.4 r2", rows, scope.to_date_source(EVENTS)))


def _response_count(scope: Scope, event_type: str) -> str:
    found = scope.book.find("event_feedback_mean", event_type)
    return "" if found is None or not found.n else format_number(found.n, 0, scope.inputs.language)


def events_by_quarter(scope: Scope) -> Exhibit | None:
    """Return how many events each quarter has for which any was recorded."""
    return quarter_chart(scope, "events_by_quarter", "event_count_by_quarter", EVENTS)


def quarter_chart(scope: Scope, chart_id: str, indicator: str, table: str) -> Exhibit | None:
    """Return a bar for each quarter of an indicator that has a number."""
    quarters = [one for one in scope.book.dimensions(indicator) if scope.book.number(indicator, one) is not None]
    if not quarters:
        return None
    names = [quarter_label(quarter) for quarter in quarters]
    return bar_chart(scope, chart_id, indicator, quarters, names, scope.to_date_source(table), 5.5)


def participants(scope: Scope) -> Exhibit | None:
    """Return who took part in the events, by part of the quadruple helix."""
    return code_chart(scope, "participants", "event_participant_count", "helix", EVENTS, height_cm=5.5)


def activity_by_town(scope: Scope) -> Exhibit:
    """Return for each town its events, their participants and its contacts with higher education."""
    indicators = ("event_count", "event_participant_count", "hei_contact_count")
    rows = [
        (
            text_cell(town.name.in_language(scope.inputs.language)),
            *(
                value_cell(scope.book.text(indicator, "", town.slug), value_id(indicator, "", town.slug))
                for indicator in indicators
            ),
        )
        for town in scope.towns
    ]
    source = scope.to_date_source(EVENTS, "hei_contacts")
    return Exhibit(build_table(scope, "activity_by_town", "l4 r2.4 r2.4 r3", rows, source))


def visits(scope: Scope, events: pd.DataFrame) -> Exhibit | None:
    """Return the visits among some events, and whatever was held abroad; the latest of them."""
    return _event_list(scope, "visits", visits_among(events), VISIT_LIMIT)


def visits_among(events: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are visits or were held abroad."""
    return events[(events["event_type"] == "visit") | (events["country"] != HOME_COUNTRY)]


def event_list(scope: Scope, events: pd.DataFrame) -> Exhibit | None:
    """Return some events, the latest of them when there are too many for a table."""
    return _event_list(scope, "events", events, EVENT_LIMIT)


def _event_list(scope: Scope, table_id: str, events: pd.DataFrame, limit: int) -> Exhibit | None:
    listed = events.tail(limit)
    rows = [
        (
            text_cell(scope.date(cell_day(row["event_date"]))),
            text_cell(_title(scope, row)),
            text_cell(_place(scope, row)),
            text_cell(", ".join(sorted(scope.town_name(town) for town in _towns(row)))),
            text_cell(format_number(int(str(row["participant_count"])), 0, scope.inputs.language)),
            text_cell(cell_text(row["outcome"])),
        )
        for row in listed.to_dict("records")
    ]
    if not rows:
        return None
    table = build_table(scope, table_id, "l2 l4 l2.2 l2.9 r3 l3.3", rows, scope.to_date_source(EVENTS))
    return Exhibit(table, source_refs=tuple(listed["source_ref"]))


def _title(scope: Scope, row: dict[object, object] | dict[str, object]) -> str:
    """Return an event's title, with its type where the title does not say it."""
    title, kind = str(row["title"]), scope.label("event_type", row["event_type"]).casefold()
    return title if kind in title.casefold() else f"{title} ({kind})"


def _place(scope: Scope, row: dict[object, object] | dict[str, object]) -> str:
    place = cell_text(row["place"])
    if row["country"] == HOME_COUNTRY:
        return place
    country = scope.label("country", row["country"])
    return f"{place} ({country})" if place else country


def _towns(row: dict[object, object] | dict[str, object]) -> list[str]:
    named = row["towns"]
    return [str(row["town"])] if is_missing(named) or not named else str(named).split(",")
