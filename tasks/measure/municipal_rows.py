"""Rows of `indicator_values` that compare a town with all municipalities, where the snapshot has enough of them."""

from collections.abc import Callable, Iterator

import pandas as pd

from tasks.measure.area_rows import NOT_IN_SNAPSHOT
from tasks.measure.figure_rows import NO_SNAPSHOT
from tasks.measure.inputs import MeasureInputs
from tasks.measure.measurement import Measurement, Row, undefined
from tasks.measure.municipalities import MunicipalJobs

AREAS_FOR_STANDARD_SCORES = 30
AREAS_FOR_COMPLEXITY = 100
TOO_FEW_AREAS = undefined("too_few_areas")


def standardised_quotient_rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
    """Return the standard score of each sector's location quotient among all municipalities."""
    return _sector_rows(inputs, town, lambda all_jobs: all_jobs.standardised)


def shrunken_quotient_rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
    """Return each sector's location quotient, drawn towards the mean of all municipalities."""
    return _sector_rows(inputs, town, lambda all_jobs: all_jobs.shrunken)


def complexity_rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
    """Return the economic complexity of a town among all municipalities."""
    all_jobs = inputs.municipal_jobs_by_industry
    lacking = _lacking(all_jobs, town, AREAS_FOR_COMPLEXITY)
    if all_jobs is None or lacking:
        yield Row(lacking or NO_SNAPSHOT)
    else:
        yield _row(all_jobs, all_jobs.complexity, town)


def density_rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
    """Return the relatedness density of each industry that is not present in a town."""
    all_jobs = inputs.municipal_jobs_by_industry
    lacking = _lacking(all_jobs, town, AREAS_FOR_COMPLEXITY)
    if all_jobs is None or lacking:
        yield Row(lacking or NO_SNAPSHOT)
        return
    of_town = all_jobs.density.loc[town]
    for industry in of_town.index[~of_town["is_present"]]:
        yield _row(all_jobs, all_jobs.density, (town, str(industry)), str(industry))


def _sector_rows(inputs: MeasureInputs, town: str, table_of: Callable[[MunicipalJobs], pd.DataFrame]) -> Iterator[Row]:
    all_jobs = inputs.municipal_jobs_by_sector
    lacking = _lacking(all_jobs, town, AREAS_FOR_STANDARD_SCORES)
    for sector in inputs.project.sectors:
        if all_jobs is None or lacking:
            yield Row(lacking or NO_SNAPSHOT, sector)
        else:
            yield _row(all_jobs, table_of(all_jobs), (town, sector), sector)


def _lacking(all_jobs: MunicipalJobs | None, town: str, least: int) -> Measurement | None:
    if all_jobs is None:
        return NO_SNAPSHOT
    if town not in all_jobs.jobs.index:
        return NOT_IN_SNAPSHOT
    return TOO_FEW_AREAS if len(all_jobs.jobs) < least else None


def _row(all_jobs: MunicipalJobs, outcomes: pd.DataFrame, key: str | tuple[str, str], dimension: str = "") -> Row:
    if key not in outcomes.index:
        measured = undefined("no_base")
    else:
        reason = str(outcomes["reason"].loc[key])
        measured = undefined(reason) if reason else Measurement(float(outcomes["value"].loc[key]))
    return Row(
        measured,
        dimension,
        n=len(all_jobs.jobs),
        variant=f"year={all_jobs.year};areas=municipalities",
        reference_snapshot=all_jobs.dataset,
        source=all_jobs.source,
    )
