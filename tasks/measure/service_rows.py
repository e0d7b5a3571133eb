"""Rows of `indicator_values` about the project's services; a dimension is a service, and the whole has none."""

from collections.abc import Callable, Iterator, Sequence

from config.models import Project
from tasks.findings import join_source_refs
from tasks.measure.inputs import MeasureInputs
from tasks.measure.measurement import Measurement, Row
from tasks.measure.ratios import share_pct
from tasks.measure.service_level import service_good_share_pct, service_rating_mean, service_response_days

FEEDBACK = "service_feedback"


def services_of(project: Project) -> tuple[str, ...]:
    """Return the whole and the services."""
    return ("", *project.code_lists["project_service"])


def rating_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the mean rating, together and by service."""
    return _rows(inputs, "rating", service_rating_mean)


def good_share_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the share of good ratings, together and by service."""
    return _rows(inputs, "rating", service_good_share_pct)


def response_rate_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the share of the project's towns that rated a service in the quarter, together and by service."""
    feedback, asked = inputs.accepted.tables[FEEDBACK], len(inputs.project.towns)
    rated = feedback[feedback["rating"].notna()]
    for service in services_of(inputs.project):
        given = rated[rated["service"] == service] if service else rated
        rate = share_pct(float(given["town"].nunique()), float(asked))
        yield Row(rate, service, n=asked, source=join_source_refs(given["source_ref"]))


def response_days_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the median of the days that an answer took, together and by service."""
    return _rows(inputs, "response_days", service_response_days)


def _rows(inputs: MeasureInputs, column: str, measure: Callable[[Sequence[float], int], Measurement]) -> Iterator[Row]:
    """Yield the rows of all towns' responses: a town alone has too few of them to be shown."""
    fewest = inputs.project.identity.disclosure.minimum_response_count
    feedback = inputs.accepted.tables[FEEDBACK]
    for service in services_of(inputs.project):
        asked = feedback[feedback["service"] == service] if service else feedback
        given = asked[asked[column].notna()]
        numbers = [float(number) for number in given[column]]
        yield Row(measure(numbers, fewest), service, n=len(numbers), source=join_source_refs(given["source_ref"]))
