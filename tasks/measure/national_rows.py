"""Rows of `indicator_values` that set the network beside the whole country, from the jobs of the snapshot."""

from collections.abc import Iterator, Sequence

from config.loading import TOTAL_SECTOR
from tasks.findings import join_source_refs
from tasks.measure.area_jobs import AreaJobs
from tasks.measure.area_rows import NOT_IN_SNAPSHOT
from tasks.measure.figure_rows import NO_SNAPSHOT, sectors_and_total_of
from tasks.measure.growth import annual_growth_pct
from tasks.measure.inputs import MeasureInputs
from tasks.measure.measurement import Measurement, Row
from tasks.measure.ratios import share_pct
from tasks.measure.structure_rows import GROWTH_YEARS, TOO_FEW_YEARS
from tasks.reference.snapshot import COMPARISON_GROUP, COUNTRY

AREAS = ("network", "group", "country")
"""The towns of the project, the comparison group of the snapshot, and the whole country."""


def national_share_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the share of the country's jobs that the network and the comparison group have, by sector and in total."""
    for area, codes in _codes(inputs, towns):
        if area == "country":
            continue
        year = _latest_year(inputs, *codes, COUNTRY)
        own, country = (_jobs(inputs, year, *one) for one in (codes, (COUNTRY,)))
        for sector in sectors_and_total_of(inputs.project):
            if own is None or country is None:
                yield Row(_lacking(inputs), f"{area}.{sector}")
                continue
            yield Row(
                share_pct(float(_of(own, sector)), float(_of(country, sector))),
                f"{area}.{sector}",
                n=_of(own, sector),
                variant=f"year={own.year}",
                reference_snapshot=own.dataset,
                source=join_source_refs((*own.source_refs, *country.source_refs)),
            )


def area_growth_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the yearly growth of jobs over five years in the network, the comparison group and the country."""
    for area, codes in _codes(inputs, towns):
        year = _latest_year(inputs, *codes)
        end = _jobs(inputs, year, *codes)
        start = None if year is None else _jobs(inputs, year - GROWTH_YEARS, *codes)
        for sector in sectors_and_total_of(inputs.project):
            if end is None or start is None:
                yield Row(_lacking(inputs) if end is None else TOO_FEW_YEARS, f"{area}.{sector}")
                continue
            yield Row(
                annual_growth_pct(_of(start, sector), _of(end, sector), GROWTH_YEARS),
                f"{area}.{sector}",
                n=_of(start, sector),
                variant=f"years={start.year}-{end.year}",
                reference_snapshot=end.dataset,
                source=join_source_refs((*start.source_refs, *end.source_refs)),
            )


def _codes(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    of_network = sorted({code for town in towns for code in inputs.municipality_areas(town)})
    yield from zip(AREAS, (tuple(of_network), (COMPARISON_GROUP,), (COUNTRY,)), strict=True)


def _latest_year(inputs: MeasureInputs, *codes: str) -> int | None:
    table = inputs.jobs_by_sector
    return None if table is None else max(table.years(*codes), default=None)


def _jobs(inputs: MeasureInputs, year: int | None, *codes: str) -> AreaJobs | None:
    table = inputs.jobs_by_sector
    return None if table is None or year is None else table.jobs(year, *codes)


def _of(jobs: AreaJobs, sector: str) -> int:
    return jobs.total if sector == TOTAL_SECTOR else jobs.count(sector)


def _lacking(inputs: MeasureInputs) -> Measurement:
    return NO_SNAPSHOT if inputs.jobs_by_sector is None else NOT_IN_SNAPSHOT
