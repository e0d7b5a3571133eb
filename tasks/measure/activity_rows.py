"""Rows of `indicator_values` about what has been done to date: events, and contacts with higher education."""

from collections.abc import Iterator, Sequence

import pandas as pd

from config.quarters import Quarter
from tasks.findings import join_source_refs
from tasks.measure.counts import feedback_mean, recorded_count, recorded_sum
from tasks.measure.inputs import MeasureInputs
from tasks.measure.measurement import Measurement, Row, missing
from tasks.measure.register_rows import counts_by

STAGES = ("0", "1", "2", "3", "4")
"""The stages of a contact with higher education, from identified to under way."""


def counted(rows: pd.DataFrame, dimension: str = "", n: int | None = None) -> Row:
    """Return the row that says how many rows there are."""
    return Row(recorded_count(len(rows)), dimension, n=n, source=join_source_refs(rows["source_ref"]))


def counts_by_quarter(inputs: MeasureInputs, rows: pd.DataFrame) -> Iterator[Row]:
    """Return how many rows each quarter of the project has; a quarter for which nobody recorded any is missing."""
    for quarter in inputs.project.calendar.quarters:
        if quarter <= inputs.quarter:
            of_quarter = rows[rows["quarter"] == str(quarter)]
            yield counted(of_quarter, str(quarter)) if len(of_quarter) else Row(_unrecorded(quarter), str(quarter))


def _unrecorded(quarter: Quarter) -> Measurement:
    return missing(f"nothing_recorded_{quarter}")


def summed(rows: pd.DataFrame, column: str, dimension: str = "") -> Row:
    """Return the row with the sum of a column, over the rows that have a number."""
    given = rows[rows[column].notna()]
    numbers = [float(number) for number in given[column]]
    return Row(recorded_sum(numbers), dimension, n=len(given), source=join_source_refs(given["source_ref"]))


def event_count_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many events are recorded, together and by type."""
    events = inputs.rows_to_date("events_visits", *towns)
    yield counted(events, n=len(towns))
    yield from counts_by(events, "event_type", inputs.project.code_lists["event_type"], len(towns))


def event_quarter_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many events each quarter has."""
    return counts_by_quarter(inputs, inputs.rows_to_date("events_visits", *towns))


def event_country_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many events were in each country that had one."""
    events = inputs.rows_to_date("events_visits", *towns)
    return counts_by(events, "country", sorted(set(events["country"].dropna())), len(towns))


def participant_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many took part in the events, together and by part of the quadruple helix."""
    events = inputs.rows_to_date("events_visits", *towns)
    yield summed(events, "participant_count")
    for helix in inputs.project.code_lists["helix"]:
        yield summed(events, f"{helix}_count", helix)


def participant_type_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many took part in the events of each type that had one."""
    events = inputs.rows_to_date("events_visits", *towns)
    for event_type in inputs.project.code_lists["event_type"]:
        of_type = events[events["event_type"] == event_type]
        if len(of_type):
            yield summed(of_type, "participant_count", event_type)


def feedback_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the mean of the feedback, over all events and over those of each type that had one."""
    events = inputs.rows_to_date("events_visits", *towns)
    fewest = inputs.project.identity.disclosure.minimum_response_count
    for event_type in ("", *inputs.project.code_lists["event_type"]):
        of_type = events[events["event_type"] == event_type] if event_type else events
        rated = of_type[of_type["feedback_mean"].notna() & of_type["feedback_count"].notna()]
        if len(of_type) or not event_type:
            responses = [float(count) for count in rated["feedback_count"]]
            yield Row(
                feedback_mean([float(mean) for mean in rated["feedback_mean"]], responses, fewest),
                event_type,
                n=int(sum(responses)),
                source=join_source_refs(rated["source_ref"]),
            )


def hei_contact_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many contacts with higher education are recorded, together and by stage."""
    contacts = inputs.rows_to_date("hei_contacts", *towns)
    yield counted(contacts, n=len(towns))
    for stage in STAGES:
        yield counted(contacts[contacts["stage"] == int(stage)], stage)


def hei_contact_form_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many contacts with higher education took each form."""
    contacts = inputs.rows_to_date("hei_contacts", *towns)
    return counts_by(contacts, "form", inputs.project.code_lists["contact_form"], len(towns))


def hei_institution_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many institutions were contacted; two spellings of a name are two institutions."""
    contacts = inputs.rows_to_date("hei_contacts", *towns)
    names = {str(name).strip().casefold() for name in contacts["institution"]}
    yield Row(recorded_count(len(names)), n=len(contacts), source=join_source_refs(contacts["source_ref"]))
