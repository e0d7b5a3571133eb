"""Rows of `indicator_values` that need no table of the town: population and official statistics."""

from collections.abc import Iterator, Sequence

from tasks.findings import join_source_refs
from tasks.measure.business_dynamics import workplace_self_sufficiency_pct
from tasks.measure.figure_rows import NO_SNAPSHOT, SHARE_INTERVAL
from tasks.measure.inputs import MeasureInputs
from tasks.measure.measurement import Row, missing, undefined
from tasks.measure.ratios import official_figure, official_rate_pct, sector_share_pct
from tasks.reference.snapshot import COMPARISON_GROUP, COUNTRY

NOT_IN_SNAPSHOT = missing("not_in_snapshot")
RATE_OF_SEVERAL_AREAS = undefined("rate_of_several_areas")


def population_rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
    """Return a town's population by year, from the configuration."""
    for year, count in sorted(inputs.project.towns[town].population.items()):
        yield Row(official_figure(float(count)), str(year), variant="towns.yaml")


def network_population_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return the towns' population together, for the years in which all of them have one."""
    populations = [inputs.project.towns[town].population for town in towns]
    common = set.intersection(*(set(population) for population in populations)) if populations else set()
    for year in sorted(common):
        count = float(sum(population[year] for population in populations))
        yield Row(official_figure(count), str(year), n=len(towns), variant="towns.yaml")


def job_count_rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
    """Return the jobs in a town by year."""
    table, areas = inputs.jobs_by_sector, inputs.municipality_areas(town)
    years = [] if table is None else table.years(*areas)
    if table is None or not years:
        yield Row(NO_SNAPSHOT if table is None else NOT_IN_SNAPSHOT)
        return
    for year in years:
        jobs = table.jobs(year, *areas)
        if jobs is not None:
            yield Row(
                official_figure(float(jobs.total)),
                str(year),
                reference_snapshot=jobs.dataset,
                source=join_source_refs(jobs.source_refs),
            )


def rate_rows(column: str, inputs: MeasureInputs, town: str) -> Iterator[Row]:
    """Return a rate of a town's municipality by year."""
    dataset, areas = inputs.statistics.datasets.get("labour_market"), inputs.municipality_areas(town)
    if dataset is None:
        yield Row(NO_SNAPSHOT)
        return
    if len(areas) > 1 or areas[0] in dataset.not_comparable:
        yield Row(RATE_OF_SEVERAL_AREAS, reference_snapshot=dataset.name)
        return
    rows = dataset.frame[(dataset.frame["area_code"] == areas[0]) & dataset.frame[column].notna()].sort_values("year")
    if rows.empty:
        yield Row(NOT_IN_SNAPSHOT)
    for place, year, rate in zip(rows.index, rows["year"], rows[column], strict=True):
        yield Row(
            official_rate_pct(float(rate)),
            str(year),
            reference_snapshot=dataset.name,
            source=f"{dataset.name}!data.csv!{place + 2}",
        )


def self_sufficiency_rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
    """Return the jobs of a town as a percentage of its employed residents, for the years that both have."""
    table, dataset = inputs.jobs_by_sector, inputs.statistics.datasets.get("employed_residents")
    if table is None or dataset is None:
        yield Row(NO_SNAPSHOT)
        return
    areas = inputs.municipality_areas(town)
    residents = dataset.frame[dataset.frame["area_code"].isin(areas)]
    area_counts = residents.groupby("year")["area_code"].nunique()
    years = sorted(set(table.years(*areas)) & set(area_counts.index[area_counts == len(areas)]))
    if not years:
        yield Row(NOT_IN_SNAPSHOT)
    for year in years:
        jobs, rows = table.jobs(year, *areas), residents[residents["year"] == year]
        if jobs is not None:
            refs = (f"{dataset.name}!data.csv!{place + 2}" for place in rows.index)
            yield Row(
                workplace_self_sufficiency_pct(float(jobs.total), float(rows["employed_resident_count"].sum())),
                str(year),
                variant=f"jobs={jobs.dataset}",
                reference_snapshot=dataset.name,
                source=join_source_refs((*jobs.source_refs, *refs)),
            )


def town_share_rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
    """Return each sector's share of a town's jobs."""
    return _share_rows(inputs, town, inputs.municipality_areas(town))


def region_share_rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
    """Return each sector's share of the jobs of a town's region."""
    return _share_rows(inputs, town, (inputs.region_of(town),))


def group_share_rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
    """Return each sector's share of the jobs of the comparison group."""
    return _share_rows(inputs, town, (COMPARISON_GROUP,))


def country_share_rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
    """Return each sector's share of the country's jobs."""
    return _share_rows(inputs, town, (COUNTRY,))


def _share_rows(inputs: MeasureInputs, town: str, areas: Sequence[str]) -> Iterator[Row]:
    """Return shares of the latest year that the town's own area has, so that the areas stand beside each other."""
    table = inputs.jobs_by_sector
    years = [] if table is None else table.years(*areas, *inputs.municipality_areas(town)) or table.years(*areas)
    jobs = table.jobs(years[-1], *areas) if table is not None and years else None
    for sector in inputs.project.sectors:
        if jobs is None:
            yield Row(NO_SNAPSHOT if table is None else NOT_IN_SNAPSHOT, sector)
            continue
        yield Row(
            sector_share_pct(float(jobs.count(sector)), float(jobs.total)),
            sector,
            n=jobs.total,
            variant=f"year={jobs.year};{SHARE_INTERVAL}",
            reference_snapshot=jobs.dataset,
            source=join_source_refs(jobs.source_refs),
        )
