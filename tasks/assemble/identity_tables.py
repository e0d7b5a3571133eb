"""The tables that say what a project was: its basic facts, how it answered its call, and who took part when."""

from collections.abc import Sequence

from config.quarters import Quarter
from tasks.assemble.exhibits import Exhibit, build_table, text_cell
from tasks.assemble.output_exhibits import NamedOutput
from tasks.assemble.schedule_exhibits import span_words
from tasks.assemble.scope import Scope
from tasks.assemble.town_facts import Facts
from tasks.assemble.typography import format_eur, format_pct

ACTIVITY_TABLES = ("events_visits", "hei_contacts", "comms_outputs")
"""The tables in which every town records each quarter what it has done."""


def basics(scope: Scope) -> Exhibit:
    """Return what identifies the project: names, funder, partners, time and money."""
    project, language = scope.inputs.project, scope.inputs.language
    identity, budget = project.identity, project.budget
    roles = {
        role: [town.name.in_language(language) for town in scope.towns if town.role == role]
        for role in ("lead_partner", "partner", "participant")
    }
    shares = [
        scope.wording(
            "basics.share",
            name=share.name.in_language(language),
            amount=format_eur(share.amount_eur, language),
            pct=format_pct(share.rate_pct, 0, language),
        )
        for share in budget.funding.values()
    ]
    told = {
        "name": identity.title.in_language(language),
        "number": identity.decision_number or scope.wording("basics.no_number"),
        "applied_from": identity.applied_from.in_language(language),
        "funder": identity.funder.in_language(language),
        "programme": identity.programme.in_language(language),
        **{role: ", ".join(names) for role, names in roles.items()},
        "planned": f"{scope.date(identity.planned_start)}–{scope.date(identity.end)}",
        "actual_start": scope.date(identity.actual_start),
        "budget": format_eur(budget.total_eur, language),
        "funding": "; ".join(shares),
    }
    rows = [(text_cell(scope.wording(f"basics.{key}")), text_cell(text)) for key, text in told.items()]
    return Exhibit(build_table(scope, "basics", "l3 l8", rows, scope.wording("source.configuration")))


def criteria(scope: Scope, outputs: Sequence[NamedOutput]) -> Exhibit | None:
    """Return the criteria of the call with the project's answer and the outputs behind it; None without any."""
    by_id = {one.id: one for one in outputs}
    project = scope.inputs.project
    numbers = {"towns": len(project.towns), "regions": len({town.region_code for town in project.towns.values()})}
    rows = [
        (
            text_cell(scope.wording(f"criteria.{key}.criterion")),
            text_cell(scope.wording(f"criteria.{key}.answer", **numbers)),
            text_cell(
                "; ".join(f"{one}: {scope.wording(f'output.state.{by_id[one].state}')}" for one in ids if one in by_id)
            ),
        )
        for key, ids in project.identity.call_criteria.items()
    ]
    if not rows:
        return None
    sources = scope.wording("source.call"), scope.wording("source.calendar")
    return Exhibit(build_table(scope, "criteria", "l4.4 l4.6 l3.6", rows, *sources))


def quarters_with_rows(scope: Scope) -> dict[str, list[Quarter]]:
    """Return for each town the quarters for which it recorded what it had done."""
    found: dict[str, set[str]] = {town.slug: set() for town in scope.towns}
    for table in ACTIVITY_TABLES:
        frame = scope.rows_to_date(table)
        for town, quarter in zip(frame["town"], frame["quarter"], strict=True):
            found[str(town)].add(str(quarter))
    return {town: sorted(map(Quarter.parse, quarters)) for town, quarters in found.items()}


def participation(scope: Scope) -> Exhibit:
    """Return for each town the first and last quarter for which it recorded what it had done, and how many."""
    quarters = quarters_with_rows(scope)
    asked = sum(one <= scope.inputs.quarter for one in scope.inputs.project.calendar.quarters)
    rows = [
        (
            text_cell(town.name.in_language(scope.inputs.language)),
            text_cell(scope.wording(f"role.{town.role}")),
            text_cell(span_words((found[0], found[-1])) if found else scope.wording("schedule.unknown")),
            text_cell(f"{len(found)}/{asked}"),
        )
        for town in scope.towns
        for found in [quarters[town.slug]]
    ]
    table = build_table(scope, "participation", "l3 l3 l4 r3", rows, scope.to_date_source(*ACTIVITY_TABLES))
    return Exhibit(table)


def participation_facts(scope: Scope) -> Facts:
    """Return the towns that began later than the others, that recorded nothing for the last quarter, or nothing."""
    quarters = quarters_with_rows(scope)
    first = min((found[0] for found in quarters.values() if found), default=None)

    def named(chosen: Sequence[str]) -> list[str]:
        return [town.name.in_language(scope.inputs.language) for town in scope.towns if town.slug in chosen]

    return {
        "first": first.label if first else "",
        "late": named([town for town, found in quarters.items() if found and found[0] != first]),
        "ended": named([town for town, found in quarters.items() if found and found[-1] < scope.inputs.quarter]),
        "without": [scope.town_form(town, "from_") for town in scope.towns if not quarters[town.slug]],
    }
