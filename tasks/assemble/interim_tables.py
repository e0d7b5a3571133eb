"""The tables of an interim report: the costs of its claim period, and the project's numbers to date."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from tasks.assemble.blocks import Cell, TableColumn
from tasks.assemble.exhibits import Exhibit, build_table, columns, text_cell
from tasks.assemble.network_tables import number_table
from tasks.assemble.scope import Scope, quarter_label
from tasks.assemble.typography import NO_BREAK_SPACE, format_number
from tasks.measure.claim_figures import ClaimFigures
from tasks.measure.finance_amounts import sum_amounts

_CUMULATIVE: tuple[tuple[str, str], ...] = (
    ("actor_count", ""),
    ("link_count", ""),
    ("cross_town_link_count", ""),
    ("gap_count", ""),
    ("gap_coverage_pct", ""),
    ("needed_actor_count", "joined"),
    ("event_count", ""),
    ("event_participant_count", ""),
    ("hei_contact_count", ""),
    ("comms_output_count", ""),
    ("comms_reach_count", ""),
    ("full_time_equivalents_to_date", ""),
)


def cumulative(scope: Scope) -> Exhibit:
    """Return the project's numbers to date."""
    return number_table(
        scope,
        "cumulative",
        _CUMULATIVE,
        scope.network_source("actors", "links", "competence_gaps", "needed_actors"),
        scope.to_date_source("events_visits", "hei_contacts", "comms_outputs", "hours"),
    )


def period_costs(scope: Scope, figures: ClaimFigures) -> Exhibit:
    """Return budget, earlier claims, costs of the period, both together and what is left, by cost type."""
    names = {
        name: cost.name.in_language(scope.inputs.language)
        for name, cost in scope.inputs.project.budget.cost_types.items()
    }
    rows = [
        _cost_row(scope, label, figures.budget[name], figures.before[name], (figures.period or {}).get(name))
        for name, label in names.items()
    ]
    total = _cost_row(
        scope,
        scope.wording("total"),
        sum_amounts(figures.budget.values()),
        sum_amounts(figures.before.values()),
        figures.period_total,
        bold=True,
    )
    refs = tuple(ref for of_type in figures.sources.period.values() for ref in of_type)
    sources = scope.network_source("budget_plan", "claims"), scope.to_date_source("costs")
    table = build_table(scope, "period_costs", "l3 r2.4 r2.4 r2.4 r2.4 r2.4", [*rows, total], *sources)
    return Exhibit(table, source_refs=refs)


def period_by_town(scope: Scope, figures: ClaimFigures) -> Exhibit | None:
    """Return the costs of the period by implementing town and cost type; None when the period is not known."""
    if figures.period is None or not figures.by_town:
        return None
    types = scope.inputs.project.budget.cost_types
    rows = [
        (
            text_cell(scope.town_name(town) if town in scope.inputs.project.towns else town),
            *(_money(scope, amounts[name]) for name in types),
            _money(scope, sum_amounts(amounts.values())),
        )
        for town, amounts in figures.by_town.items()
    ]
    total = (
        text_cell(scope.wording("total"), bold=True),
        *(_money(scope, figures.period[name], bold=True) for name in types),
        _money(scope, figures.period_total, bold=True),
    )
    town, all_types = columns(scope.wording.names("tables.period_by_town.columns"), "l3 r2.4")
    of_types = (TableColumn(one.name.in_language(scope.inputs.language), "right", 2.4) for one in types.values())
    table = build_table(scope, "period_by_town", "l3 r2.4", [*rows, total], scope.to_date_source("costs"))
    return Exhibit(replace(table, columns=(town, *of_types, all_types)))


def _cost_row(
    scope: Scope, label: str, budget: Decimal, before: Decimal, period: Decimal | None, *, bold: bool = False
) -> tuple[Cell, ...]:
    total = None if period is None else before + period
    left = None if total is None else budget - total
    amounts = (budget, before, period, total, left)
    return (text_cell(label, bold=bold), *(_money(scope, amount, bold=bold) for amount in amounts))


def _money(scope: Scope, amount: Decimal | None, *, bold: bool = False) -> Cell:
    """Return an amount to the cent; what is not known says so."""
    if amount is None:
        return text_cell(scope.book.status_words("missing"), bold=bold)
    return text_cell(f"{format_number(amount, 2, scope.inputs.language)}{NO_BREAK_SPACE}€", bold=bold)


def period_facts(figures: ClaimFigures) -> Mapping[str, object]:
    """Return the period of the claim and what is known of its costs."""
    total = figures.period_total
    return {
        "number": figures.number,
        "start": figures.start,
        "end": figures.end,
        "is_last": figures.is_last,
        "total_eur": None if total is None else float(total),
        "missing_quarters": [quarter_label(quarter) for quarter in figures.missing_quarters],
    }
