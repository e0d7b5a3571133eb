"""What the network's strategy tells of the towns: strategies, agreements, needed actors, and who does what."""

from tasks.assemble.exhibits import Exhibit, build_table, text_cell, value_cell
from tasks.assemble.scope import NONE, Scope, cell_text
from tasks.assemble.strategy_facts import state_counts
from tasks.assemble.strategy_rows import read_strategy
from tasks.assemble.town_facts import Facts
from tasks.assemble.typography import format_number, in_sentence
from tasks.assemble.value_texts import value_id

SIGNED = "signed"


def town_strategies(scope: Scope) -> Exhibit | None:
    """Return for each town whether its strategy is approved, and how many measures, agreements and needs it has."""
    tables = ("strategy", "measures", "agreements", "needed_actors")
    if all(scope.inputs.accepted.tables[table].empty for table in tables):
        return None
    rows = []
    for town in scope.towns:
        strategy = read_strategy(scope, town.slug, "town")
        state = scope.label("narrative_state", strategy.state) if strategy else scope.wording("strategy.missing")
        own = sum((cell_text(one) or "town") == "town" for one in scope.rows("measures", town.slug)["scope"])
        agreements = scope.rows("agreements", town.slug)["state"]
        signed = f"{_count(scope, int((agreements == SIGNED).sum()))}/{_count(scope, len(agreements))}"
        needed = _count(scope, len(scope.rows("needed_actors", town.slug)))
        counted = {"measures": _count(scope, own), "agreements": signed, "needed_actors": needed}
        # What a town never sent is a dash: a zero would look like a fact.
        sent = {table for table in counted if scope.state(table, town.slug) != NONE}
        cells = {table: text_cell(text if table in sent else "") for table, text in counted.items()}
        rows.append(
            (
                text_cell(town.name.in_language(scope.inputs.language)),
                text_cell(in_sentence(state)),
                cells["measures"],
                value_cell(
                    scope.book.cell("measure_completeness_pct", "", town.slug),
                    value_id("measure_completeness_pct", "", town.slug),
                ),
                cells["agreements"],
                cells["needed_actors"],
            )
        )
    refs = [ref for table in tables for ref in scope.inputs.accepted.tables[table]["source_ref"]]
    table = build_table(scope, "town_strategies", "l3 l2.4 r2 r2 r2.2 r2", rows, scope.network_source(*tables))
    return Exhibit(table, source_refs=tuple(refs))


def town_facts(scope: Scope) -> Facts:
    """Return which towns have an approved strategy, which a draft and which none."""
    names: dict[str, list[str]] = {"approved": [], "draft": [], "missing": []}
    for town in scope.towns:
        strategy = read_strategy(scope, town.slug, "town")
        if strategy is None:
            names["missing"].append(scope.town_form(town, "from_"))
        else:
            names[strategy.state].append(town.name.in_language(scope.inputs.language))
    return {**names, "count": len(scope.towns)}


def responsibilities(scope: Scope) -> Exhibit:
    """Return which town answers for which sector, and in which towns the application names the sector."""
    towns = scope.inputs.project.towns
    rows = [
        (
            text_cell(scope.label("sector", name)),
            text_cell(scope.words(scope.town_name(town) for town in sector.responsible if town in towns)),
            text_cell(
                ", ".join(town.name.in_language(scope.inputs.language) for town in scope.towns if name in town.sectors)
            ),
        )
        for name, sector in scope.inputs.project.sectors.items()
        if sector.responsible
    ]
    return Exhibit(build_table(scope, "responsibilities", "l4 l3 l5", rows, scope.wording("source.application")))


def agreements_by_type(scope: Scope) -> Exhibit | None:
    """Return how many agreements of each type are in which state."""
    return _by_state(scope, "agreements_by_type", "agreements", "agreement_type", "agreement_state")


def needed_by_sector(scope: Scope) -> Exhibit | None:
    """Return how many needed actors of each sector are at which step of the contact funnel."""
    return _by_state(scope, "needed_by_sector", "needed_actors", "sector", "needed_state")


def _by_state(scope: Scope, table_id: str, table: str, column: str, state_codes: str) -> Exhibit | None:
    """Return the rows of a register counted by a column, whose name is that of its code list, and by state."""
    frame = scope.inputs.accepted.tables[table]
    if frame.empty:
        return None
    rows = []
    for code in scope.inputs.project.code_lists[column]:
        own = frame[frame[column] == code]
        if own.empty:
            continue
        states = ", ".join(f"{state} {_count(scope, count)}" for state, count in state_counts(scope, state_codes, own))
        rows.append((text_cell(scope.label(column, code)), text_cell(_count(scope, len(own))), text_cell(states)))
    built = build_table(scope, table_id, "l4 r1.6 l7", rows, scope.network_source(table))
    return Exhibit(built, source_refs=tuple(frame["source_ref"]))


def _count(scope: Scope, number: int) -> str:
    return format_number(number, 0, scope.inputs.language)
