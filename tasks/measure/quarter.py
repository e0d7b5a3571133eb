"""Measures a quarter: every indicator of every town and of the network, in one long table."""

from collections.abc import Iterable, Iterator

import pandas as pd

from config.models import Project
from config.quarters import Quarter
from tasks.findings import NETWORK
from tasks.measure.indicators import INDICATORS, Indicator
from tasks.measure.inputs import MeasureInputs
from tasks.measure.measurement import Row
from tasks.measure.publications import PublishedFigures
from tasks.measure.values import IndicatorValue, Status, values_table
from tasks.reference.snapshot import ReferenceSnapshot, check_sectors
from tasks.submissions import AcceptedData


def measure_quarter(
    project: Project,
    quarter: Quarter,
    accepted: AcceptedData,
    snapshot: ReferenceSnapshot,
    publications: tuple[PublishedFigures, ...] = (),
) -> pd.DataFrame:
    """Return `indicator_values` of a quarter: one row a town or network, indicator and dimension.

    A town without an accepted table that it is asked for has rows that say so; a value of the network rests on the
    towns that have the tables and is never scaled up to the others. What was published of the key figures before helps
    to decide which are hidden.

    Raises:
        SnapshotError: The snapshot has other sectors than the project.
    """
    check_sectors(snapshot, tuple(project.sectors))
    inputs = MeasureInputs(project, quarter, accepted, snapshot, publications)
    values = [
        _value(inputs, indicator, unit, row)
        for indicator in INDICATORS
        for unit in (*inputs.towns, NETWORK)
        for row in unit_rows(inputs, indicator, unit)
    ]
    return values_table(values)


def unit_rows(inputs: MeasureInputs, indicator: Indicator, unit: str) -> Iterator[Row]:
    """Yield the rows of one indicator for a town, or for the network."""
    if unit == NETWORK:
        yield from _network_rows(inputs, indicator)
        return
    if indicator.town is not None:
        lacking = inputs.lacking(unit, indicator.tables, to_date=indicator.is_to_date)
        if lacking is None:
            yield from indicator.town(inputs, unit)
        elif inputs.is_asked(unit, indicator.tables):
            yield from indicator.without(inputs.project, lacking)
    if indicator.without_tables is not None:
        yield from indicator.without_tables(inputs, unit)


def _network_rows(inputs: MeasureInputs, indicator: Indicator) -> Iterable[Row]:
    if indicator.network is None:
        return ()
    towns = tuple(
        town for town in inputs.towns if inputs.lacking(town, indicator.tables, to_date=indicator.is_to_date) is None
    )
    if towns:
        return indicator.network(inputs, towns)
    return indicator.without(inputs.project, inputs.lacking_of_network(indicator.tables))


def _value(inputs: MeasureInputs, indicator: Indicator, unit: str, row: Row) -> IndicatorValue:
    measured = row.measurement
    # The number of observations behind a suppressed value can be the value itself.
    n = None if measured.status is Status.SUPPRESSED else row.n
    return IndicatorValue(
        town=unit,
        quarter=str(inputs.quarter),
        indicator=indicator.id,
        dimension=row.dimension,
        value=measured.value,
        lower=measured.lower,
        upper=measured.upper,
        unit=indicator.unit,
        status=measured.status,
        reason=measured.reason,
        n=n,
        variant=row.variant,
        reference_snapshot=row.reference_snapshot,
        source=row.source,
    )
