"""Rows of `indicator_values` from key figures: of a town, or summed over the towns as the network."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from config.loading import TOTAL_SECTOR
from config.models import Project
from tasks.findings import NETWORK, join_source_refs
from tasks.measure.area_jobs import AreaJobs
from tasks.measure.business_dynamics import firm_birth_rate_pct, new_firms_per_1000
from tasks.measure.concentration import herfindahl_index
from tasks.measure.inputs import MeasureInputs
from tasks.measure.key_figures import Amount, KeyFigures
from tasks.measure.measurement import Measurement, Row, missing, suppressed, undefined
from tasks.measure.ratios import export_share_pct, rd_intensity_pct, reported_figure, sector_share_pct
from tasks.measure.specialisation import krugman_index, location_quotient, symmetric_location_quotient
from tasks.measure.values import Status
from tasks.reference.snapshot import COUNTRY

INTERVAL_VARIANT = "interval=delta_log_95"
SHARE_INTERVAL = "interval=wilson_95"
NO_ROWS = missing("no_rows")
NO_SNAPSHOT = missing("no_snapshot")


def sectors_of(project: Project) -> tuple[str, ...]:
    """Return the sectors."""
    return tuple(project.sectors)


def sectors_and_total_of(project: Project) -> tuple[str, ...]:
    """Return the sectors and the total."""
    return (*project.sectors, TOTAL_SECTOR)


def figure_rows(inputs: MeasureInputs, unit: str, amount: Amount) -> Iterator[Row]:
    """Return one figure by sector and in total."""
    return _rows(inputs, unit, (amount,), lambda figures, sector: reported_figure(figures.amount(amount, sector)))


def export_share_rows(inputs: MeasureInputs, unit: str) -> Iterator[Row]:
    """Return the export share by sector and in total."""
    return _rows(inputs, unit, ("export_eur", "turnover_eur"), lambda figures, sector: export_share_pct(
        figures.amount("export_eur", sector), figures.amount("turnover_eur", sector)
    ))  # fmt: skip


def rd_intensity_rows(inputs: MeasureInputs, unit: str) -> Iterator[Row]:
    """Return the R&D intensity by sector and in total."""
    return _rows(inputs, unit, ("rd_expenditure_eur", "turnover_eur"), lambda figures, sector: rd_intensity_pct(
        figures.amount("rd_expenditure_eur", sector), figures.amount("turnover_eur", sector)
    ))  # fmt: skip


def new_firm_density_rows(inputs: MeasureInputs, unit: str) -> Iterator[Row]:
    """Return the firms that began for 1,000 inhabitants; of several towns only where their figures are of one year."""
    figures = inputs.figures_of(unit)
    if figures is None:
        yield Row(NO_ROWS)
        return
    populations = [inputs.project.towns[town].population.get(figures.year) for town in figures.towns]
    known = [population for population in populations if population is not None]
    if figures.first_year != figures.year:
        measured = undefined("different_years")
    elif len(known) < len(populations):
        measured = missing("no_population")
    else:
        measured = new_firms_per_1000(figures.amount("new_firm_count", TOTAL_SECTOR), float(sum(known)))
    yield _total_row(figures, measured)


def firm_birth_rate_rows(inputs: MeasureInputs, unit: str) -> Iterator[Row]:
    """Return the firms that began as a percentage of all firms."""
    figures = inputs.figures_of(unit)
    if figures is None:
        yield Row(NO_ROWS)
        return
    rate = firm_birth_rate_pct(
        figures.amount("new_firm_count", TOTAL_SECTOR), figures.amount("firm_count", TOTAL_SECTOR)
    )
    # Beside the new firms the rate would give away how many firms there are.
    reason = inputs.suppression.reason(unit, TOTAL_SECTOR, "firm_count")
    yield _total_row(figures, suppressed(reason) if reason and rate.status is not Status.MISSING else rate)


def employee_share_rows(inputs: MeasureInputs, unit: str) -> Iterator[Row]:
    """Return each sector's share of all employees."""
    for sector in sectors_of(inputs.project):
        figures = inputs.figures_of(unit)
        if figures is None:
            yield Row(NO_ROWS, sector)
            continue
        employees = figures.amount("employee_count", sector)
        share = sector_share_pct(employees, figures.amount("employee_count", TOTAL_SECTOR))
        yield Row(
            _published(inputs, unit, (sector, TOTAL_SECTOR), share),
            sector,
            variant=f"{figures.variant(sector, TOTAL_SECTOR)};{SHARE_INTERVAL}",
            source=join_source_refs(figures.source_refs(sector, TOTAL_SECTOR)),
        )


def location_quotient_rows(inputs: MeasureInputs, unit: str) -> Iterator[Row]:
    """Return each sector's location quotient against the whole country."""
    figures = inputs.figures_of(unit)
    for sector in sectors_of(inputs.project):
        if figures is None:
            yield Row(NO_ROWS, sector)
            continue
        country = _country_jobs(inputs, figures)
        employees = figures.amount("employee_count", sector)
        total = figures.amount("employee_count", TOTAL_SECTOR)
        if employees is None or total is None:
            quotient = missing("not_reported")
        elif country is None:
            quotient = NO_SNAPSHOT
        else:
            quotient = location_quotient(employees, total, country.count(sector), country.total)
        yield Row(
            _published(inputs, unit, (sector, TOTAL_SECTOR), quotient),
            sector,
            n=None if employees is None else int(employees),
            variant=_compared(figures.variant(sector, TOTAL_SECTOR), country, INTERVAL_VARIANT),
            reference_snapshot=country.dataset if country else "",
            source=join_source_refs(figures.source_refs(sector, TOTAL_SECTOR)),
        )


def symmetric_quotient_rows(inputs: MeasureInputs, unit: str) -> Iterator[Row]:
    """Return each sector's location quotient on the symmetric scale, with its interval and its reasons."""
    for row in location_quotient_rows(inputs, unit):
        quotient = row.measurement
        if quotient.value is None:
            yield row
            continue
        lower, upper = (symmetric_location_quotient(bound).value for bound in (quotient.lower, quotient.upper))
        symmetric = symmetric_location_quotient(quotient.value)
        yield replace(row, measurement=replace(symmetric, lower=lower, upper=upper))


def krugman_rows(inputs: MeasureInputs, unit: str) -> Iterator[Row]:
    """Return the difference of the sector structure from the whole country's."""
    figures = inputs.figures_of(unit)
    country = None if figures is None else _country_jobs(inputs, figures)

    def compare(employees: list[float]) -> Measurement:
        if country is None:
            return NO_SNAPSHOT
        return krugman_index(employees, [country.count(sector) for sector in inputs.project.sectors])

    return _structure_rows(inputs, unit, compare, country)


def herfindahl_rows(inputs: MeasureInputs, unit: str) -> Iterator[Row]:
    """Return how concentrated the employees are in few sectors."""
    return _structure_rows(inputs, unit, herfindahl_index, None)


def of_network(rows: Callable[[MeasureInputs, str], Iterator[Row]]) -> Callable[..., Iterator[Row]]:
    """Return a maker of the network's rows from one that makes the rows of any unit."""
    return lambda inputs, towns: rows(inputs, NETWORK)


def _total_row(figures: KeyFigures, measured: Measurement) -> Row:
    return Row(
        measured,
        n=len(figures.towns),
        variant=figures.variant(TOTAL_SECTOR),
        source=join_source_refs(figures.source_refs(TOTAL_SECTOR)),
    )


def _rows(
    inputs: MeasureInputs,
    unit: str,
    amounts: tuple[Amount, ...],
    measure: Callable[[KeyFigures, str], Measurement],
) -> Iterator[Row]:
    figures = inputs.figures_of(unit)
    for sector in sectors_and_total_of(inputs.project):
        if figures is None:
            yield Row(NO_ROWS, sector)
            continue
        measured = measure(figures, sector)
        reason = inputs.suppression.reason(unit, sector, *amounts)
        yield Row(
            suppressed(reason) if reason and measured.status is not Status.MISSING else measured,
            sector,
            n=len(figures.towns) if unit == NETWORK else None,
            variant=figures.variant(sector),
            source=join_source_refs(figures.source_refs(sector)),
        )


def _structure_rows(
    inputs: MeasureInputs, unit: str, measure: Callable[[list[float]], Measurement], country: AreaJobs | None
) -> Iterator[Row]:
    sectors = sectors_of(inputs.project)
    figures = inputs.figures_of(unit)
    if figures is None:
        yield Row(NO_ROWS)
        return
    employees = figures.employees(sectors)
    measured = missing("not_reported") if employees is None else measure(employees)
    # With a hidden sector in it, a measure over all sectors would be an equation from which the sector could be had.
    reason = inputs.suppression.any_reason(unit, "employee_count")
    yield Row(
        suppressed(reason) if reason and measured.status is not Status.MISSING else measured,
        n=None if employees is None else int(sum(employees)),
        variant=_compared(figures.variant(*sectors), country),
        reference_snapshot=country.dataset if country else "",
        source=join_source_refs(figures.source_refs(*sectors)),
    )


def _published(inputs: MeasureInputs, unit: str, sectors: tuple[str, ...], measured: Measurement) -> Measurement:
    """Return a measurement that rests on the employees of some sectors, unless one of them is hidden."""
    reasons = [inputs.suppression.reason(unit, sector, "employee_count") for sector in sectors]
    reason = next((reason for reason in reasons if reason), "")
    return suppressed(reason) if reason and measured.status is not Status.MISSING else measured


def _country_jobs(inputs: MeasureInputs, figures: KeyFigures) -> AreaJobs | None:
    table = inputs.jobs_by_sector
    year = None if table is None else table.nearest_year(figures.year, COUNTRY)
    return None if table is None or year is None else table.jobs(year, COUNTRY)


def _compared(variant: str, country: AreaJobs | None, *more: str) -> str:
    reference = [] if country is None else [f"reference={COUNTRY}", f"reference_year={country.year}"]
    return ";".join([variant, *reference, *more])
