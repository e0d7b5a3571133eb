"""Rows of `indicator_values` about what has been published to date."""

from collections.abc import Iterator, Sequence

import pandas as pd

from tasks.findings import join_source_refs
from tasks.measure.activity_rows import counted, counts_by_quarter, summed
from tasks.measure.inputs import MeasureInputs
from tasks.measure.measurement import Row
from tasks.measure.ratios import share_pct
from tasks.measure.register_rows import counts_by

_TABLE = "comms_outputs"


def output_count_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many communication outputs are recorded, together and by type."""
    outputs = inputs.rows_to_date(_TABLE, *towns)
    yield counted(outputs, n=len(towns))
    yield from counts_by(outputs, "output_type", inputs.project.code_lists["output_type"], len(towns))


def output_quarter_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many communication outputs each quarter has."""
    return counts_by_quarter(inputs, inputs.rows_to_date(_TABLE, *towns))


def output_language_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many communication outputs there are in each language."""
    outputs = inputs.rows_to_date(_TABLE, *towns)
    return counts_by(outputs, "language", inputs.project.code_lists["language"], len(towns))


def reach_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return how many the outputs reached, together and by type of those types that have one."""
    outputs = inputs.rows_to_date(_TABLE, *towns)
    yield summed(outputs, "reach_count")
    for output_type in inputs.project.code_lists["output_type"]:
        of_type = outputs[outputs["output_type"] == output_type]
        if len(of_type):
            yield summed(of_type, "reach_count", output_type)


def funder_mention_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the share of the outputs that mention the funder."""
    yield _share_row(inputs.rows_to_date(_TABLE, *towns), "mentions_funder")


def accessible_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the share of accessible outputs among those of which it was said whether they are."""
    yield _share_row(inputs.rows_to_date(_TABLE, *towns), "is_accessible")


def _share_row(outputs: pd.DataFrame, column: str) -> Row:
    told = outputs[outputs[column].notna()]
    holds = int(told[column].astype("bool").sum())
    return Row(share_pct(holds, len(told)), n=len(told), source=join_source_refs(told["source_ref"]))
