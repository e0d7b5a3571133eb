"""The tables of a town's situation picture that list rows of its registers."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence

import pandas as pd

from tasks.assemble.directory import Actor, Directory, Link, latest_year
from tasks.assemble.exhibits import Exhibit, build_table, text_cell, value_cell
from tasks.assemble.scope import NONE, Scope, cell_number, cell_text, is_missing
from tasks.assemble.typography import format_number, in_sentence
from tasks.assemble.value_texts import value_id

_LEADING_ROLES = ("orchestrator", "anchor")
_LEADING_TYPES = ("anchor_company",)


def anchors(scope: Scope, directory: Directory) -> Exhibit | None:
    """Return the table of anchors and orchestrators whose names are public."""
    actors = [actor for actor in leading_actors(directory.of_town(scope.inputs.town)) if actor.is_named]
    if not actors:
        return None
    links = directory.links_inside(scope.inputs.town)
    counts = listed_link_counts(links)
    has_links = scope.state("links") != NONE
    rows = [
        (
            text_cell(actor.name),
            text_cell(role_words(scope, actor)),
            text_cell(scope.label("sector", actor.sector or None)),
            text_cell(_openness(scope, actor)),
            text_cell(str(counts[actor.id]) if has_links else ""),
        )
        for actor in actors
    ]
    used = ("actors", "links") if has_links else ("actors",)
    table = build_table(scope, "anchors", "l4.4 l2.2 l3.2 l3.6 r2.2", rows, scope.town_source(*used))
    refs = [actor.source_ref for actor in actors] + [ref for link in links for ref in link.source_refs]
    return Exhibit(table, source_refs=tuple(refs))


def _openness(scope: Scope, actor: Actor) -> str:
    """Return an actor's R&D activity and its operations abroad in a few words."""
    words = (
        scope.label("rdi_activity", actor.rdi_activity or None),
        in_sentence(scope.label("internationality", actor.internationality or None)),
    )
    return "; ".join(word for word in words if word)


def leading_actors(actors: Sequence[Actor]) -> list[Actor]:
    """Return the anchors and orchestrators, orchestrators first."""
    leading = [a for a in actors if a.role in _LEADING_ROLES or a.actor_type in _LEADING_TYPES]
    return sorted(leading, key=lambda a: (a.role != "orchestrator", a.name, a.id))


def role_words(scope: Scope, actor: Actor) -> str:
    """Return an actor's role in words; an anchor company without a role is called by its type."""
    return scope.label("actor_role", actor.role or None) or scope.label("actor_type", actor.actor_type)


def listed_link_counts(links: Sequence[Link]) -> Counter[str]:
    """Return in how many of the listed links each actor stands."""
    return Counter(end for link in links for end in (link.first, link.second))


def hub_ids(directory: Directory, town: str, limit: int) -> list[str]:
    """Return the ids of the actors that stand in most of the town's own links, most first."""
    counts = listed_link_counts(directory.links_inside(town))
    return sorted(counts, key=lambda actor: (-counts[actor], actor))[:limit]


def outside_links(scope: Scope, directory: Directory) -> Exhibit | None:
    """Return how many links lead to other towns, to higher education and abroad, and to whom."""
    groups = {
        "cross_town_link_count": _partners(
            scope, directory, lambda o: o.town not in ("", scope.inputs.town), lambda o: scope.town_name(o.town)
        ),
        "hei_link_count": _partners(scope, directory, lambda o: o.is_higher_education, lambda o: o.name),
        "abroad_link_count": _partners(
            scope, directory, lambda o: o.is_abroad, lambda o: scope.label("country", o.country)
        ),
    }
    rows = [
        (
            text_cell(scope.wording(f"outside.{indicator}")),
            value_cell(scope.book.text(indicator), value_id(indicator), bold=True),
            text_cell(", ".join(f"{name} ({count})" for name, count in sorted(partners.items()))),
        )
        for indicator, partners in groups.items()
    ]
    if all(scope.book.number(indicator) is None for indicator in groups):
        return None
    table = build_table(scope, "outside_links", "l3.4 r1.7 l8", rows, scope.town_source("links", "external_actors"))
    return Exhibit(table)


def _partners(
    scope: Scope, directory: Directory, is_wanted: Callable[[Actor], bool], name_of: Callable[[Actor], str]
) -> Counter[str]:
    """Return in how many links with the town's actors each wanted partner stands."""
    partners: Counter[str] = Counter()
    for link in directory.links:
        ends = (directory.actors[link.first], directory.actors[link.second])
        for own, other in (ends, ends[::-1]):
            if own.town == scope.inputs.town and is_wanted(other):
                partners[name_of(other)] += 1
                break
    return partners


def hei_presence(scope: Scope) -> Exhibit | None:
    """Return the table of the higher-education institutions in the town in the latest year."""
    frame = scope.rows("hei_presence")
    year = latest_year(frame)
    if year is None:
        return None
    frame = frame[frame["year"] == year].sort_values(["level", "institution"], ascending=[False, True], kind="stable")
    rows = [
        (
            text_cell(str(row["institution"]), language=scope.towns_own_language),
            value_cell(
                f"{int(row['level'])} – {scope.label('hei_level', int(row['level']))}",
                value_id("hei_presence_level", str(row["institution"])),
            ),
            text_cell(cell_text(row["unit_name"]), language=scope.towns_own_language),
            text_cell(_count(scope, row["staff_count"])),
            text_cell(_count(scope, row["student_count"])),
        )
        for row in frame.to_dict("records")
    ]
    table = build_table(
        scope, "hei_presence", "l4 l4 l3 r1.7 r1.8", rows, scope.town_source("hei_presence"),
        inside=scope.town_form(scope.town, "inside"), year=year,
    )  # fmt: skip
    return Exhibit(table, source_refs=tuple(frame["source_ref"]))


def open_gaps_first(frame: pd.DataFrame) -> pd.DataFrame:
    """Return competence gaps by importance and then openness."""
    order = {"open": 0, "partial": 1, "covered": 2}
    ranked = frame.assign(_openness=frame["status"].map(order).astype("Int64"))
    ranked = ranked.sort_values(["importance", "_openness", "gap_id"], ascending=[False, True, True], kind="stable")
    return ranked.drop(columns="_openness")


def open_gaps(scope: Scope) -> Exhibit | None:
    """Return the table of competence gaps that are open, the most important first."""
    frame = open_gaps_first(scope.rows("competence_gaps"))
    return _gap_table(scope, "open_gaps", "l1.3 l6 l4 r1.5", frame[frame["status"] == "open"])


def closing_gaps(scope: Scope) -> Exhibit | None:
    """Return the table of competence gaps that are partly or wholly covered, the most important first."""
    frame = open_gaps_first(scope.rows("competence_gaps"))
    return _gap_table(scope, "closing_gaps", "l1.3 l6 l4 r1.5 l2", frame[frame["status"] != "open"])


def _gap_table(scope: Scope, table_id: str, layout: str, frame: pd.DataFrame) -> Exhibit | None:
    if frame.empty:
        return None
    rows = []
    for row in frame.to_dict("records"):
        cells = (
            short_id(str(row["gap_id"]), scope.inputs.town),
            str(row["description"]),
            f"{scope.label('sector', row['sector'])}; {in_sentence(scope.label('gap_type', row['gap_type']))}",
            str(int(row["importance"])),
            scope.label("gap_status", row["status"]),
        )
        rows.append(tuple(text_cell(cell) for cell in cells[: len(layout.split())]))
    table = build_table(scope, table_id, layout, rows, scope.town_source("competence_gaps"))
    return Exhibit(table, source_refs=tuple(frame["source_ref"]))


def maturity(scope: Scope) -> Exhibit | None:
    """Return the table of the six dimensions in the latest year, with justification and source."""
    frame = scope.rows("maturity_scores")
    year = latest_year(frame)
    if year is None:
        return None
    latest = {str(row["dimension"]): row for row in frame[frame["year"] == year].to_dict("records")}
    rows = []
    for dimension in scope.inputs.project.code_lists["maturity_dimension"]:
        row = latest.get(dimension, {})
        rows.append(
            (
                text_cell(scope.label("maturity_dimension", dimension)),
                value_cell(scope.book.text("maturity_score", dimension), value_id("maturity_score", dimension)),
                text_cell(cell_text(row.get("justification"))),
                text_cell(cell_text(row.get("source"))),
            )
        )
    table = build_table(
        scope, "maturity", "l2.8 r1.4 l6 l2.6", rows, scope.town_source("maturity_scores"),
        inside=scope.town_form(scope.town, "inside"), year=year,
    )  # fmt: skip
    return Exhibit(table, source_refs=tuple(frame[frame["year"] == year]["source_ref"]))


def peers(scope: Scope) -> Exhibit | None:
    """Return the table of comparable ecosystems abroad."""
    frame = scope.rows("peer_ecosystems")
    if frame.empty:
        return None
    rows = [
        (
            text_cell(f"{row['name']} ({scope.label('country', row['country'])})"),
            text_cell(cell_text(row["features"])),
            text_cell(cell_text(row["lesson"])),
            text_cell(scope.label("peer_contact", row["contact_state"])),
        )
        for row in frame.to_dict("records")
    ]
    table = build_table(scope, "peers", "l3 l4 l4 l2", rows, scope.town_source("peer_ecosystems"))
    return Exhibit(table, source_refs=tuple(frame["source_ref"]))


def urgent_proposals_first(scope: Scope, frame: pd.DataFrame) -> pd.DataFrame:
    """Return development proposals by urgency and id."""
    order = {code: rank for rank, code in enumerate(scope.inputs.project.code_lists["proposal_urgency"])}
    ranked = frame.assign(_rank=frame["urgency"].map(order).astype("Int64"))
    return ranked.sort_values(["_rank", "proposal_id"], kind="stable").drop(columns="_rank")


def urgent_proposals(scope: Scope) -> Exhibit | None:
    """Return the table of development proposals that are to be begun first."""
    frame = urgent_proposals_first(scope, scope.rows("proposals"))
    first = next(iter(scope.inputs.project.code_lists["proposal_urgency"]))
    return _proposal_table(scope, "urgent_proposals", "l1.3 l8.6 l3.4 l2.4", frame[frame["urgency"] == first])


def other_proposals(scope: Scope) -> Exhibit | None:
    """Return the table of the other development proposals, the more urgent first."""
    frame = urgent_proposals_first(scope, scope.rows("proposals"))
    first = next(iter(scope.inputs.project.code_lists["proposal_urgency"]))
    return _proposal_table(scope, "other_proposals", "l1.3 l8 l3.4 l1.8 l2.4", frame[frame["urgency"] != first])


def _proposal_table(scope: Scope, table_id: str, layout: str, frame: pd.DataFrame) -> Exhibit | None:
    if frame.empty:
        return None
    rows = []
    for row in frame.to_dict("records"):
        cells = [
            short_id(str(row["proposal_id"]), scope.inputs.town),
            f"{str(row['title']).rstrip('. ')}. {_reason(scope, row)}",
            str(row["owner"]),
            scope.label("proposal_urgency", row["urgency"]),
            scope.label("proposal_state", row["state"]),
        ]
        if len(layout.split()) < len(cells):
            del cells[3]
        rows.append(tuple(text_cell(cell) for cell in cells))
    table = build_table(scope, table_id, layout, rows, scope.town_source("proposals"))
    return Exhibit(table, source_refs=tuple(frame["source_ref"]))


def _reason(scope: Scope, row: Mapping[Hashable, object]) -> str:
    """Return why a development is proposed, with the competence gaps that it answers."""
    reason = str(row["justification"]).strip()
    gap_ids = [] if is_missing(row["gap_ids"]) else str(row["gap_ids"]).split(",")
    if not gap_ids:
        return reason
    return f"{reason} ({', '.join(short_id(gap_id, scope.inputs.town) for gap_id in gap_ids)})"


def short_id(row_id: str, town: str) -> str:
    """Return the id of a row without its town, which the document is about anyway."""
    return row_id.removeprefix(f"{town}-").upper()


def _count(scope: Scope, cell: object) -> str:
    number = cell_number(cell)
    return "" if number is None else format_number(number, 0, scope.inputs.language)
