"""The door to statistical services: every request over HTTP to one passes here.

A service speaks version 1 of the PxWeb interface: GET of a table's address answers its variables, POST of a query its
cells as JSON-stat 2. It allows only so many requests in a time and so many cells in an answer.
"""

import time
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from config.statistics import Selection

ATTEMPT_COUNT = 5
TIMEOUT_SECONDS = 90.0
"""A service gives up on its own database after 60 seconds."""
PAUSE_SECONDS = 1.0
"""Between two requests; StatFin allows ten requests in ten seconds."""
LONGEST_PAUSE_SECONDS = 120.0

_TOO_LARGE = (403, 413)
_TRY_AGAIN = (429, 502, 503, 504)


class PxWebError(Exception):
    """A statistical service did not give a table; the text says in one sentence why and what to do."""


class Variable(BaseModel):
    """One variable of a table, with the codes of its values."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    code: str
    values: tuple[str, ...]


class TableDescription(BaseModel):
    """What a service says of a table before any cell is asked for."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    title: str
    variables: tuple[Variable, ...]


class _TooLargeError(Exception):
    """The service refuses so many cells in one answer."""


class PxWebService:
    """A statistical service at a base address such as `https://host/PxWeb/api/v1/fi`.

    Args:
        address: The base address, with the language and without the database.
        pause_seconds: The least time between two requests.
        timeout_seconds: How long one answer may take.
    """

    def __init__(
        self, address: str, pause_seconds: float = PAUSE_SECONDS, timeout_seconds: float = TIMEOUT_SECONDS
    ) -> None:
        self._address = address.rstrip("/")
        self._pause_seconds = pause_seconds
        self._timeout_seconds = timeout_seconds
        self._earliest_next = 0.0

    def describe(self, table: str) -> TableDescription:
        """Return the title and variables of a table.

        Args:
            table: Its path below the base address, such as `StatFin/tyokay/statfin_tyokay_pxt_115h.px`.

        Raises:
            PxWebError: The service cannot be reached, has no such table or answers something else.
        """
        try:
            return TableDescription.model_validate(self._ask("GET", table))
        except ValidationError as error:
            raise PxWebError(f"{self._url(table)} does not describe a table: check the table's path.") from error

    def fetch(
        self, table: str, description: TableDescription, query: Mapping[str, Selection]
    ) -> list[Mapping[str, Any]]:
        """Return the cells of a query as JSON-stat 2 documents: one, or several parts where one would be too large.

        The parts differ in the values of one variable and together hold each cell once. Variables that the query does
        not name are left to the service, which sums over them where it can.

        Args:
            table: Its path below the base address.
            description: What `describe` returned.
            query: The selection by code of the variable.

        Raises:
            PxWebError: The service cannot be reached or refuses the query, or the query names what the table lacks.
        """
        values = selected_values(table, description, query)
        return self._fetch_parts(table, values, widest=max(values, key=lambda code: len(values[code])))

    def _fetch_parts(self, table: str, values: Mapping[str, Sequence[str]], widest: str) -> list[Mapping[str, Any]]:
        try:
            return [self._ask("POST", table, _query_body(values))]
        except _TooLargeError as error:
            of_widest = values[widest]
            if len(of_widest) == 1:
                raise PxWebError(
                    f"{self._url(table)} refuses the query as too large even for one value of '{widest}': ask for "
                    "fewer values of the other variables."
                ) from error
        half = len(of_widest) // 2
        return [
            part
            for some in (of_widest[:half], of_widest[half:])
            for part in self._fetch_parts(table, {**values, widest: some}, widest)
        ]

    def _ask(self, method: str, table: str, body: Mapping[str, Any] | None = None) -> Any:
        """Return the JSON of an answer; try again where the service says that it is busy."""
        url = self._url(table)
        pause = self._pause_seconds
        for attempt in range(1, ATTEMPT_COUNT + 1):
            time.sleep(max(0.0, self._earliest_next - time.monotonic()))
            answer = self._send(method, url, body)
            self._earliest_next = time.monotonic() + self._pause_seconds
            if answer.status_code not in _TRY_AGAIN or attempt == ATTEMPT_COUNT:
                break
            self._earliest_next = time.monotonic() + min(_retry_after(answer, pause), LONGEST_PAUSE_SECONDS)
            pause *= 2
        if answer.status_code in _TOO_LARGE and method == "POST":
            raise _TooLargeError
        if not answer.is_success:
            raise PxWebError(_explain(url, answer))
        try:
            return answer.json()
        except ValueError as error:
            raise PxWebError(
                f"{url} answered something that is not JSON: check the base address, or try again later."
            ) from error

    def _send(self, method: str, url: str, body: Mapping[str, Any] | None) -> httpx.Response:
        try:
            return httpx.request(method, url, json=body, timeout=self._timeout_seconds, follow_redirects=True)
        except httpx.TimeoutException as error:
            raise PxWebError(
                f"{url} did not answer in {self._timeout_seconds:g} seconds: try again later, or ask for less."
            ) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise PxWebError(
                f"{url} cannot be reached ({error}): check the network, the proxy and KIVIJALKA_STATISTICS_ADDRESS."
            ) from error

    def _url(self, table: str) -> str:
        return f"{self._address}/{table}"


def selected_values(
    table: str, description: TableDescription, query: Mapping[str, Selection]
) -> dict[str, tuple[str, ...]]:
    """Return the values that a query asks for by variable, in the table's order.

    Raises:
        PxWebError: The query names a variable or a value that the table lacks.
    """
    variables = {variable.code: variable for variable in description.variables}
    chosen = {}
    for code, selection in query.items():
        if code not in variables:
            known = ", ".join(variables)
            raise PxWebError(f"{table} has no variable '{code}'; it has {known}. Correct the query in reference.yaml.")
        known_values = variables[code].values
        chosen[code] = _choose(selection, known_values)
        lacking = [v for v in selection.values if v not in known_values] if selection.filter == "item" else []
        if lacking or not chosen[code]:
            named = ", ".join(lacking or selection.values)
            raise PxWebError(
                f"{table}: the variable '{code}' has no value {named}. Correct the query in reference.yaml."
            )
    return chosen


def _choose(selection: Selection, known: Sequence[str]) -> tuple[str, ...]:
    if selection.filter == "top":
        # Tables list their periods from the earliest to the latest.
        return tuple(known[-int(selection.values[0]) :])
    if selection.filter == "item":
        return tuple(value for value in known if value in selection.values)
    return tuple(value for value in known if any(fnmatchcase(value, pattern) for pattern in selection.values))


def _query_body(values: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    return {
        "query": [
            {"code": code, "selection": {"filter": "item", "values": list(chosen)}} for code, chosen in values.items()
        ],
        "response": {"format": "json-stat2"},
    }


def _retry_after(answer: httpx.Response, otherwise: float) -> float:
    """Return how many seconds a busy service asks to wait."""
    asked = answer.headers.get("Retry-After", "")
    return float(asked) if asked.isdigit() else otherwise


def _explain(url: str, answer: httpx.Response) -> str:
    status = answer.status_code
    if status == 400:
        return f"{url} does not understand the query: check the variables and values in reference.yaml."
    if status == 403:
        return f"{url} refuses access."
    if status == 404:
        return (
            f"{url} does not exist: table ids change when a statistic is published anew; look up the id of the table."
        )
    if status in _TRY_AGAIN:
        return f"{url} was still busy after {ATTEMPT_COUNT} attempts (HTTP {status}): try again later."
    return f"{url} failed with HTTP {status}: try again later."
