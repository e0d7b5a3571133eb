"""The charts of a town's situation picture and the drawn network."""

from collections.abc import Iterable

from tasks.assemble.blocks import Series
from tasks.assemble.directory import latest_year
from tasks.assemble.exhibits import Exhibit, build_chart, build_table, text_cell, value_cell
from tasks.assemble.scope import Scope
from tasks.assemble.town_tables import known_years, named_sectors
from tasks.assemble.value_texts import value_id

TREND_YEARS = 3
"""A line needs at least so many years; two are told in a sentence."""
PATH_YEARS = 4
"""Of so many assessed years a line is drawn; fewer are seen at a glance in the table."""
SHARE_INDICATORS: tuple[tuple[str, str], ...] = (
    ("town", "snapshot_employee_share_pct"),
    ("region", "snapshot_region_share_pct"),
    ("group", "snapshot_group_share_pct"),
    ("country", "snapshot_country_share_pct"),
)
"""The areas that a town's structure is set beside, and the indicator of each."""


def population(scope: Scope) -> Exhibit | None:
    """Return the line of the population by year."""
    return _trend(scope, "population", "population", scope.wording("source.population"))


def jobs(scope: Scope) -> Exhibit | None:
    """Return the line of jobs in the area by year."""
    if "jobs_by_sector" not in scope.inputs.snapshot.datasets:
        return None
    return _trend(scope, "jobs", "job_count", scope.snapshot_source("jobs_by_sector"))


def trends(scope: Scope, drawn: Iterable[Exhibit | None]) -> Exhibit | None:
    """Return the table of the numbers that the lines of population and jobs draw; None without a line."""
    if not any(drawn):
        return None
    years = sorted({*known_years(scope, "population"), *known_years(scope, "job_count")})
    rows = [
        (
            text_cell(str(year)),
            *(
                value_cell(
                    "" if scope.book.number(indicator, str(year)) is None else scope.book.text(indicator, str(year)),
                    value_id(indicator, str(year)),
                )
                for indicator in ("population", "job_count")
            ),
        )
        for year in range(years[0], years[-1] + 1)
    ]
    sources = [scope.wording("source.population"), *scope.snapshot_sources("jobs_by_sector")]
    inside = scope.town_form(scope.town, "inside")
    return Exhibit(build_table(scope, "trends", "l2 r2 r2", rows, *sources, inside=inside))


def _trend(scope: Scope, chart_id: str, indicator: str, source: str) -> Exhibit | None:
    years = known_years(scope, indicator)
    if len(years) < TREND_YEARS:
        return None
    first, last = years[0], years[-1]
    drawn = range(first, last + 1)
    gaps = ", ".join(str(year) for year in drawn if year not in years)
    return build_chart(
        scope,
        chart_id,
        "line",
        tuple(str(year) for year in drawn),
        (
            Series(
                scope.wording(f"charts.{chart_id}.series"),
                tuple(scope.book.number(indicator, str(year)) for year in drawn),
            ),
        ),
        source,
        value_ids=[value_id(indicator, str(year)) for year in years],
        words={
            "first_year": first,
            "last_year": last,
            "first": scope.book.text(indicator, str(first)),
            "last": scope.book.text(indicator, str(last)),
            "inside": scope.town_form(scope.town, "inside"),
            "gaps": scope.wording(f"charts.{chart_id}.gaps", names=gaps) if gaps else "",
        },
        height_cm=4.3,
    )


def location_quotients(scope: Scope) -> Exhibit | None:
    """Return the location quotients of the project's sectors with their intervals."""
    named = named_sectors(scope)
    drawn = [sector for sector in named if scope.book.number("location_quotient", sector) is not None]
    if not drawn:
        return None
    found = [scope.book.find("location_quotient", sector) for sector in drawn]
    series = Series(
        scope.wording("charts.location_quotients.series"),
        tuple(row.value for row in found if row),
        tuple(row.lower for row in found if row),
        tuple(row.upper for row in found if row),
    )
    points = "; ".join(
        scope.wording(
            f"charts.location_quotients.{'point' if interval else 'status'}",
            name=scope.label("sector", sector),
            value=scope.book.text("location_quotient", sector),
            interval=interval,
        )
        for sector in named
        for interval in (scope.book.interval("location_quotient", sector),)
    )
    return build_chart(
        scope,
        "location_quotients",
        "interval",
        tuple(scope.label("sector", sector) for sector in drawn),
        (series,),
        scope.town_source("key_figures"),
        scope.snapshot_source("jobs_by_sector"),
        value_ids=[value_id("location_quotient", sector) for sector in drawn],
        words={
            "points": points,
            "inside": scope.town_form(scope.town, "inside"),
            "year": latest_year(scope.rows("key_figures")),
        },
        number_format="two_decimals",
        value_title=scope.wording("charts.location_quotients.value_title"),
        reference=1.0,
        height_cm=5.2,
    )


def actor_types(scope: Scope) -> Exhibit | None:
    """Return the number of actors by type, for the types that several actors have."""
    order = [code for code, count in type_counts(scope).items() if count > 1]
    if len(order) < 2:
        return None
    return build_chart(
        scope,
        "actor_types",
        "bar",
        [scope.label("actor_type", code) for code in order],
        [
            Series(
                scope.wording("charts.actor_types.series"),
                tuple(scope.book.number("actor_count_by_type", code) for code in order),
            ),
        ],
        scope.town_source("actors"),
        value_ids=[value_id("actor_count_by_type", code) for code in order],
        words={
            "points": ", ".join(
                scope.wording(
                    "charts.actor_types.point",
                    name=scope.label("actor_type", code),
                    value=scope.book.text("actor_count_by_type", code),
                )
                for code in order
            )
        },
        height_cm=1.6 + 0.6 * len(order),
    )


def type_counts(scope: Scope) -> dict[str, float]:
    """Return the number of actors of each type that there is, the most frequent first."""
    counts = {
        code: count
        for code in scope.inputs.project.code_lists["actor_type"]
        if (count := scope.book.number("actor_count_by_type", code))
    }
    return dict(sorted(counts.items(), key=lambda item: -item[1]))


def maturity_radar(scope: Scope) -> Exhibit | None:
    """Return the radar of the six dimensions in the latest year."""
    dimensions = tuple(scope.inputs.project.code_lists["maturity_dimension"])
    year = latest_year(scope.rows("maturity_scores"))
    scores = tuple(scope.book.number("maturity_score", dimension) for dimension in dimensions)
    if year is None or sum(score is not None for score in scores) < 3:
        return None
    return build_chart(
        scope,
        "maturity_radar",
        "radar",
        tuple(scope.label("maturity_dimension", dimension) for dimension in dimensions),
        (Series(scope.wording("charts.maturity_radar.series", year=year), scores),),
        scope.town_source("maturity_scores"),
        value_ids=[value_id("maturity_score", dimension) for dimension in dimensions],
        words={
            "year": year,
            "inside": scope.town_form(scope.town, "inside"),
            "points": ", ".join(
                scope.wording(
                    "charts.maturity_radar.point",
                    name=scope.label("maturity_dimension", dimension),
                    value=scope.book.text("maturity_score", dimension),
                )
                for dimension in dimensions
            ),
        },
        minimum=0,
        maximum=4,
        height_cm=6.2,
    )


def phase_path(scope: Scope) -> Exhibit | None:
    """Return the line of the development phase by year, if enough years were assessed."""
    assessed = [int(year) for year in scope.book.dimensions("development_phase") if year.isdigit()]
    years = [str(year) for year in range(min(assessed), max(assessed) + 1)] if assessed else []
    numbers = tuple(scope.book.number("development_phase", year) for year in years)
    if sum(number is not None for number in numbers) < PATH_YEARS:
        return None
    return build_chart(
        scope,
        "phase_path",
        "line",
        tuple(years),
        (Series(scope.wording("charts.phase_path.series"), numbers),),
        scope.town_source("maturity_scores"),
        value_ids=[value_id("development_phase", str(year)) for year in assessed],
        words={
            "points": ", ".join(
                scope.wording("charts.phase_path.point", name=year, value=scope.book.text("development_phase", year))
                for year in years
            )
        },
        value_title=scope.wording("charts.phase_path.value_title"),
        minimum=0,
        maximum=4,
        height_cm=5.0,
    )


def shares(scope: Scope) -> Exhibit | None:
    """Return the shares of the sectors in the snapshot, the town beside the areas that it is compared with."""
    drawn = [
        sector
        for sector in named_sectors(scope)
        if scope.book.number("snapshot_employee_share_pct", sector) is not None
    ]
    if not drawn:
        return None
    areas = [
        (area, indicator)
        for area, indicator in SHARE_INDICATORS
        if any(scope.book.number(indicator, sector) is not None for sector in drawn)
    ]
    names = {"town": scope.town.name.in_language(scope.inputs.language), "region": region_name(scope)}
    series = tuple(
        Series(
            names.get(area) or scope.wording(f"charts.shares.{area}"),
            tuple(scope.book.number(indicator, sector) for sector in drawn),
        )
        for area, indicator in areas
    )
    return build_chart(
        scope,
        "shares",
        "grouped_bar",
        tuple(scope.label("sector", sector) for sector in drawn),
        series,
        scope.snapshot_source("jobs_by_sector"),
        value_ids=[value_id(indicator, sector) for _, indicator in areas for sector in drawn],
        words={
            "year": compared_year(scope, drawn[0]),
            "points": "; ".join(
                scope.wording(
                    "charts.shares.point",
                    name=scope.label("sector", sector),
                    town=names["town"],
                    value=scope.book.cell("snapshot_employee_share_pct", sector),
                    country=scope.book.cell("snapshot_country_share_pct", sector),
                )
                for sector in drawn
            ),
        },
        number_format="one_decimal",
        value_title=scope.wording("charts.shares.value_title"),
        height_cm=6.6,
    )


def compared_year(scope: Scope, sector: str) -> str:
    """Return the year of the shares in the snapshot, which their variant states as `year=2020`."""
    row = scope.book.find("snapshot_employee_share_pct", sector)
    stated = dict(part.partition("=")[::2] for part in row.variant.split(";")) if row is not None else {}
    return stated.get("year", "")


def region_name(scope: Scope) -> str:
    """Return the name of the town's region."""
    return scope.inputs.project.regions[scope.town.region_code].in_language(scope.inputs.language)
