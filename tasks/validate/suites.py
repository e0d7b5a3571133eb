"""Runs the promises of `expectations/` through Great Expectations and turns what is broken into findings.

What Great Expectations answered is handed on as well, for the run's record.

All towns' rows of a table are validated together, once: a suite costs the same for one row as for ten thousand.
"""

import datetime as dt
import logging
import math
from collections.abc import Mapping, Sequence
from functools import cache
from numbers import Real
from typing import Any, Literal

import great_expectations as gx
import numpy as np
import pandas as pd
from great_expectations.core import ExpectationSuite, ExpectationValidationResult
from great_expectations.core.batch_definition import BatchDefinition
from great_expectations.data_context.types.base import ProgressBarsConfig

from config.contracts import TableContract
from config.models import Project
from config.quarters import Quarter
from config.texts import Text, number_text
from expectations.catalogue import CATALOGUE
from expectations.promise import Known, Promise, within_limits
from tasks.findings import Finding, Place, finding_at, join_source_refs, make_limited
from tasks.submissions import ExpectationResult
from tasks.validate.personal_data import HIDDEN

Letters = Mapping[tuple[str, str, str], Mapping[str, str]]
"""The letters of the columns by their names, by town, quarter and workbook."""


class BrokenExpectationError(Exception):
    """An expectation raised instead of answering: a defect of ours, never the town's."""


def check_table(
    known: Known, table: str, frame: pd.DataFrame, letters: Letters
) -> tuple[list[Finding], list[ExpectationResult]]:
    """Return a finding for each row that breaks a promise of its table, and what each expectation answered.

    Args:
        known: What the rows may refer to.
        table: Machine name of the table.
        frame: The clean rows of all submissions, with `town`, `folder_quarter` and `source_ref`.
        letters: Column letters by town, quarter and workbook, so that a finding names its cell.

    Raises:
        BrokenExpectationError: An expectation could not be computed.
    """
    if frame.empty:
        return [], []
    contract = known.project.tables[table]
    promised = CATALOGUE[table]
    prepared = promised.prepare(frame.reset_index(drop=True), known)
    prepared.index = pd.RangeIndex(len(prepared))
    promises = (*within_limits(contract), *promised.promises(known))
    # Naming the rows costs more than twice as much as asking whether there are any, and most promises hold.
    answers = _validate(table, prepared, promises, "BOOLEAN_ONLY")
    broken = [position for position, answer in enumerate(answers) if not answer.success]
    rows_of = _rows_that_break(table, prepared, {position: promises[position] for position in broken})
    by_rule: dict[tuple[str, ...], list[tuple[Promise, int]]] = {}
    for position, rows in rows_of.items():
        promise = promises[position]
        of_rows = prepared.iloc[rows]
        for row, source_ref, *sender in zip(
            rows, of_rows["source_ref"], of_rows["town"], of_rows["folder_quarter"], strict=True
        ):
            rule = (promise.code, *sender, source_ref.partition("!")[0])
            by_rule.setdefault(rule, []).append((promise, row))
    findings = make_limited(
        by_rule.values(),
        lambda broken_at: _finding(known.project, contract, broken_at[0], prepared.iloc[broken_at[1]], letters),
        known.project.messages["CEL-900"],
    )
    # Where each row comes from is put together once: a table may have a million of them.
    places = pd.DataFrame(
        {
            "submission": prepared["town"] + "/" + prepared["folder_quarter"],
            "source_ref": prepared["source_ref"],
        }
    )
    submissions = tuple(places["submission"].unique())
    results = [
        _kept_result(table, promise, answer, submissions, len(places), places.iloc[rows_of.get(position, [])])
        for position, (promise, answer) in enumerate(zip(promises, answers, strict=True))
    ]
    return findings, results


def _rows_that_break(table: str, frame: pd.DataFrame, broken: Mapping[int, Promise]) -> dict[int, list[int]]:
    if not broken:
        return {}
    answers = _validate(table, frame, tuple(broken.values()), "COMPLETE")
    return {
        position: _broken_rows(table, promise, answer)
        for (position, promise), answer in zip(broken.items(), answers, strict=True)
    }


def _kept_result(
    table: str,
    promise: Promise,
    answer: ExpectationValidationResult,
    submissions: tuple[str, ...],
    row_count: int,
    broken: pd.DataFrame,
) -> ExpectationResult:
    configuration = promise.expectation.configuration
    return ExpectationResult(
        table=table,
        code=promise.code,
        expectation_type=configuration.type,
        kwargs=tuple(
            (name, tuple(value) if isinstance(value, list) else value)
            for name, value in sorted(configuration.kwargs.items())
        ),
        submissions=submissions,
        success=bool(answer.success),
        element_count=row_count,
        unexpected_count=len(broken),
        unexpected_rows=tuple(
            (submission, join_source_refs(refs))
            for submission, refs in broken["source_ref"].groupby(broken["submission"])
        ),
    )


def _validate(
    table: str, frame: pd.DataFrame, promises: Sequence[Promise], detail: Literal["BOOLEAN_ONLY", "COMPLETE"]
) -> list[ExpectationValidationResult]:
    # Great Expectations gives results in an order of its own, so each expectation carries its place.
    expectations = [
        promise.expectation.model_copy(update={"meta": {"position": position}})
        if hasattr(promise.expectation, "model_copy")
        else promise.expectation.copy(update={"meta": {"position": position}})
        for position, promise in enumerate(promises)
    ]
    suite = ExpectationSuite(name=table, expectations=expectations)
    batch = _whole_frames().get_batch(batch_parameters={"dataframe": frame})
    # Rows are named by the frame's index: in a column Great Expectations looks them up one after the other. Samples of
    # values and a query that names all rows in one text are left out.
    outcome = batch.validate(
        suite,
        result_format={
            "result_format": detail,
            "return_unexpected_index_query": False,
            "partial_unexpected_count": 0,
        },
    )
    results: dict[int, ExpectationValidationResult] = {}
    for result in outcome.results:
        configuration = result.expectation_config
        if configuration is None or configuration.meta is None:
            raise BrokenExpectationError(f"a result on {table} does not say which expectation it is of")
        results[configuration.meta["position"]] = result
    return [results[position] for position in range(len(promises))]


@cache
def _whole_frames() -> BatchDefinition[Any]:
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("towns").add_dataframe_asset("rows")
    return asset.add_batch_definition_whole_dataframe("whole")


def _broken_rows(table: str, promise: Promise, result: ExpectationValidationResult) -> list[int]:
    if not result.result or (result.exception_info or {}).get("raised_exception"):
        raise BrokenExpectationError(f"{promise.code} on {table}: {result.exception_info}")
    return sorted(int(row) for row in result.result.get("unexpected_index_list") or [])


def _finding(
    project: Project,
    contract: TableContract,
    promise: Promise,
    row: pd.Series,
    letters: Letters,
) -> Finding:
    source_ref = str(row["source_ref"])
    workbook, number = source_ref.partition("!")[0], source_ref.rpartition("!")[2]
    letter = letters.get((str(row["town"]), str(row["folder_quarter"]), workbook), {}).get(promise.column, "")
    conceals = promise.conceals or contract.restricted
    shown = {
        name: HIDDEN if conceals else _shown(project, contract, column, row[column])
        for name, column in {"value": promise.column, **promise.words}.items()
    }
    value = shown["value"]
    place = Place(
        town=str(row["town"]),
        quarter=str(row["folder_quarter"]),
        table=contract.id,
        source_ref=source_ref,
        cell=f"{letter}{number}" if letter else "",
        column=promise.column,
        value=value.in_language(project.towns[str(row["town"])].language) if isinstance(value, Text) else value,
    )
    return finding_at(place, promise.code, promise.message, column=contract.columns[promise.column].label, **shown)


def _shown(project: Project, contract: TableContract, column: str, value: object) -> str | Text:
    """Return a cell's value as a person would write it, a code by its label and a number with its thousands apart."""
    if isinstance(value, Text):
        return value
    known = contract.columns.get(column.removeprefix("earlier_"))
    is_year = known is not None and known.type == "year"
    if isinstance(value, Real) and not isinstance(value, bool | np.bool_) and not is_year and math.isfinite(value):
        return number_text(float(value))
    words = _words(value)
    if column == "earlier_quarter" and isinstance(value, str):
        label = Quarter.parse(value).label
        return Text(fi=label, sv=label, en=label)
    if known is None:
        return words
    if known.type == "boolean":
        return project.code_lists["yes_no"].get(words.lower(), words)
    return project.code_lists[known.codes].get(words, words) if known.codes else words


def _words(value: object) -> str:
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return "–"
    if isinstance(value, dt.datetime):
        return f"{value.day}.{value.month}.{value.year}"
    return str(value)[:200]
