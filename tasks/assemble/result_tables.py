"""The tables of results: each town at first and at last, and the indicators of the network with their targets."""

from collections.abc import Sequence

from tasks.assemble.blocks import Cell
from tasks.assemble.exhibits import Exhibit, build_table, text_cell, value_cell
from tasks.assemble.link_change_tables import CHANGE
from tasks.assemble.scope import NONE, Scope
from tasks.assemble.strategy_rows import Measure, read_strategy
from tasks.assemble.typography import format_number, in_sentence
from tasks.assemble.value_texts import value_id


def results_by_town(scope: Scope) -> Exhibit:
    """Return for each town its ecosystem, the phase at first and at last, its strategy and its measures."""
    rows = []
    for town in scope.towns:
        years = scope.book.dimensions("development_phase", town.slug)
        first = years[0] if years else ""
        strategy = read_strategy(scope, town.slug, "town")
        state = scope.label("narrative_state", strategy.state) if strategy else scope.wording("strategy.missing")
        rows.append(
            (
                text_cell(town.name.in_language(scope.inputs.language)),
                *(
                    value_cell(scope.book.text(one, "", town.slug), value_id(one, "", town.slug))
                    for one in ("actor_count", "link_count")
                ),
                value_cell(
                    _phase(scope, first, town.slug) if years else scope.book.text("development_phase", "", town.slug),
                    value_id("development_phase", first, town.slug),
                ),
                value_cell(
                    _phase(scope, years[-1], town.slug, "") if years else "",
                    value_id("development_phase", "", town.slug),
                ),
                text_cell(in_sentence(state)),
                text_cell(_measures_done(scope, town.slug)),
            )
        )
    source = scope.network_source("actors", "links", "maturity_scores", "strategy", "measures")
    return Exhibit(build_table(scope, "results_by_town", "l2.9 r1.9 r1.7 l2.8 l2.8 l2 r2.2", rows, source))


def _phase(scope: Scope, year: str, town: str, dimension: str | None = None) -> str:
    """Return a town's phase in words with its year."""
    words = scope.book.text("development_phase", year if dimension is None else dimension, town)
    return f"{words} ({year})"


def _measures_done(scope: Scope, town: str) -> str:
    if scope.state("measures", town) == NONE:
        return ""
    frame = scope.rows("measures", town)
    own = frame[frame["scope"].fillna("town") == "town"]
    return f"{int((own['state'] == 'done').sum())}/{len(own)}"


def targets_met(scope: Scope, measures: Sequence[Measure]) -> Exhibit:
    """Return the network's indicators with baseline, target and actual value."""
    none_set = scope.wording("result.no_target")
    rows: list[tuple[Cell, ...]] = [
        (
            text_cell(scope.wording("result.links")),
            value_cell(scope.book.text(CHANGE, "before"), value_id(CHANGE, "before")),
            text_cell(none_set),
            value_cell(scope.book.text(CHANGE, "after"), value_id(CHANGE, "after")),
        )
    ]
    rows += [
        (
            text_cell(f"{one.indicator} ({one.unit})" if one.unit else one.indicator or one.title),
            *(
                text_cell(_number(scope, number) or scope.wording(lacking))
                for number, lacking in (
                    (one.baseline, "result.no_number"),
                    (one.target, "result.no_target"),
                    (one.actual, "result.no_number"),
                )
            ),
        )
        for one in measures
    ]
    table = build_table(scope, "targets_met", "l6 r2 r2 r2", rows, scope.network_source("links", "measures"))
    return Exhibit(table, source_refs=tuple(one.source_ref for one in measures))


def _number(scope: Scope, number: float | None) -> str:
    return "" if number is None else format_number(number, 0 if number == int(number) else 1, scope.inputs.language)
