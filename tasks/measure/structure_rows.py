"""Rows of `indicator_values` on a town's economic structure, from the jobs of the snapshot."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

import pandas as pd

from config.loading import TOTAL_SECTOR
from tasks.findings import join_source_refs
from tasks.measure import comparison, concentration, diversity, specialisation
from tasks.measure.area_jobs import AreaJobs
from tasks.measure.area_rows import NOT_IN_SNAPSHOT
from tasks.measure.figure_rows import NO_SNAPSHOT, sectors_and_total_of
from tasks.measure.growth import annual_growth_pct
from tasks.measure.industries import section_of
from tasks.measure.inputs import MeasureInputs
from tasks.measure.measurement import Measurement, Row, undefined
from tasks.measure.shift_share import shift_share
from tasks.reference.snapshot import COMPARISON_GROUP, COUNTRY

INDUSTRY = "industry"
GROWTH_YEARS = 5
TOO_FEW_YEARS = undefined("too_few_years")

TownRows = Callable[[MeasureInputs, str], Iterator[Row]]


def of_industries(measure: Callable[[pd.Series], Measurement], variant: str = "") -> TownRows:
    """Return a maker of one row a town: a measure of its jobs by two-digit industry."""

    def rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
        own, country = _latest_industries(inputs, town)
        if own is None or country is None:
            yield _lacking_industries(inputs)
        else:
            # An industry that the country has and the town has not is a category of the town too.
            counts = _counts(own).reindex(sorted({*own.counts, *country.counts}), fill_value=0)
            yield _row(measure(counts), INDUSTRY, own, f"year={own.year}", *([variant] if variant else []))

    return rows


def compared_industries(compare: Callable[[pd.Series, pd.Series], Measurement]) -> TownRows:
    """Return a maker of one row a town: its jobs by two-digit industry compared with the whole country's."""

    def rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
        own, country = _latest_industries(inputs, town)
        if own is None or country is None:
            yield _lacking_industries(inputs)
        else:
            reference = (f"reference={COUNTRY}", f"reference_year={country.year}")
            yield _row(compare(_counts(own), _counts(country)), INDUSTRY, own, f"year={own.year}", *reference)

    return rows


krugman_industry_rows = compared_industries(specialisation.krugman_index)
hoover_industry_rows = compared_industries(specialisation.hoover_specialisation)
hachman_industry_rows = compared_industries(comparison.hachman_index)
herfindahl_industry_rows = of_industries(concentration.herfindahl_index)
normalised_herfindahl_industry_rows = of_industries(concentration.normalised_herfindahl_index)
equivalent_number_industry_rows = of_industries(concentration.equivalent_number)
entropy_industry_rows = of_industries(diversity.shannon_entropy)
effective_number_industry_rows = of_industries(diversity.effective_number)


def _variety_rows(measure: Callable[[pd.Series, Sequence[str], float], Measurement]) -> TownRows:
    def of_sections(industries: pd.Series) -> Measurement:
        sections = [section_of(industry) for industry in industries.index]
        is_known = [section != "" for section in sections]
        unknown = float(industries.sum() - industries[is_known].sum())
        return measure(industries[is_known], [section for section in sections if section], unknown)

    return of_industries(of_sections, "groups=tol_section")


unrelated_variety_rows = _variety_rows(diversity.unrelated_variety)
related_variety_rows = _variety_rows(diversity.related_variety)


def similarity_rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
    """Return what a town's sectors have in common with those of the country, its region and the comparison group."""
    table, areas = inputs.jobs_by_sector, inputs.municipality_areas(town)
    for level, other in (("country", COUNTRY), ("region", inputs.region_of(town)), ("group", COMPARISON_GROUP)):
        years = [] if table is None else table.years(other, *areas)
        own = table.jobs(years[-1], *areas) if table is not None and years else None
        compared = table.jobs(years[-1], other) if table is not None and years else None
        if own is None or compared is None:
            yield Row(NO_SNAPSHOT if table is None else NOT_IN_SNAPSHOT, level)
            continue
        measured = specialisation.structural_similarity(_counts(own), _counts(compared))
        yield _row(measured, level, own, f"year={own.year}", f"reference={other}")


def town_pair_similarity_rows(inputs: MeasureInputs, towns: Sequence[str]) -> Iterator[Row]:
    """Return what each pair of towns has in common by two-digit industry."""
    for one, other in combinations(sorted(towns), 2):
        (jobs, _), (others, _) = _latest_industries(inputs, one), _latest_industries(inputs, other)
        pair = f"{one}--{other}"
        if jobs is None or others is None or jobs.year != others.year:
            yield Row(_lacking_industries(inputs).measurement, pair)
            continue
        measured = specialisation.structural_similarity(_counts(jobs), _counts(others))
        refs = join_source_refs((*jobs.source_refs, *others.source_refs))
        yield Row(measured, pair, jobs.total + others.total, f"year={jobs.year}", jobs.dataset, refs)


def job_growth_rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
    """Return the yearly growth of a town's jobs over five years, by sector and in total."""
    table, areas = inputs.jobs_by_sector, inputs.municipality_areas(town)
    years = [] if table is None else table.years(*areas)
    end = table.jobs(years[-1], *areas) if table is not None and years else None
    start = table.jobs(years[-1] - GROWTH_YEARS, *areas) if table is not None and years else None
    for sector in sectors_and_total_of(inputs.project):
        if end is None:
            yield Row(NO_SNAPSHOT if table is None else NOT_IN_SNAPSHOT, sector)
        elif start is None:
            yield _row(TOO_FEW_YEARS, sector, end, f"year={end.year}")
        else:
            before, after = (jobs.total if sector == TOTAL_SECTOR else jobs.count(sector) for jobs in (start, end))
            measured = annual_growth_pct(before, after, GROWTH_YEARS)
            yield Row(
                measured,
                sector,
                n=before,
                variant=f"years={start.year}-{end.year}",
                reference_snapshot=end.dataset,
                source=join_source_refs((*start.source_refs, *end.source_refs)),
            )


def shift_share_rows(inputs: MeasureInputs, town: str) -> Iterator[Row]:
    """Return a town's change of jobs over five years and its three parts, by two-digit industry."""
    table, areas = inputs.jobs_by_industry, inputs.municipality_areas(town)
    end, nation_end = _latest_industries(inputs, town)
    if table is None or end is None or nation_end is None:
        yield Row(_lacking_industries(inputs).measurement)
        return
    start, nation_start = (table.jobs(end.year - GROWTH_YEARS, *codes) for codes in (areas, (COUNTRY,)))
    if start is None or nation_start is None:
        yield _row(TOO_FEW_YEARS, "", end, f"year={end.year}")
        return
    parts = shift_share(*(_counts(jobs) for jobs in (start, end, nation_start, nation_end)))
    for dimension, measured in vars(parts).items():
        yield Row(
            measured,
            dimension,
            n=start.total,
            variant=f"years={start.year}-{end.year};reference={COUNTRY}",
            reference_snapshot=end.dataset,
            source=join_source_refs((*start.source_refs, *end.source_refs)),
        )


def _latest_industries(inputs: MeasureInputs, town: str) -> tuple[AreaJobs | None, AreaJobs | None]:
    """Return the jobs of a town and of the country by industry, in the latest year that both have."""
    table, areas = inputs.jobs_by_industry, inputs.municipality_areas(town)
    years = [] if table is None else table.years(COUNTRY, *areas)
    if table is None or not years:
        return None, None
    return table.jobs(years[-1], *areas), table.jobs(years[-1], COUNTRY)


def _lacking_industries(inputs: MeasureInputs) -> Row:
    return Row(NO_SNAPSHOT if inputs.jobs_by_industry is None else NOT_IN_SNAPSHOT, INDUSTRY)


def _counts(jobs: AreaJobs) -> pd.Series:
    return pd.Series(jobs.counts, dtype="float64")


def _row(measured: Measurement, dimension: str, jobs: AreaJobs, *variant: str) -> Row:
    refs = join_source_refs(jobs.source_refs)
    return Row(measured, dimension, jobs.total, ";".join(variant), jobs.dataset, refs)
