"""The rows of the invented tables before anybody has written them into a workbook."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from config.quarters import Quarter

Value = str | int | float | bool | dt.date | tuple[str, ...] | None
Record = dict[str, Value]
TownTables = dict[str, list[Record]]
"""The records of each table of the contracts, by machine name."""


def day_of(record: Mapping[str, Value], column: str) -> dt.date | None:
    """Return the date in a column, or None when it is blank.

    Raises:
        TypeError: The column holds something else: a defect.
    """
    value = record[column]
    if value is None or isinstance(value, dt.date):
        return value
    raise TypeError(f"{column} holds {value!r}, not a date")


def known_by(tables: TownTables, quarter: Quarter) -> TownTables:
    """Return the registers as the town knew them at the end of an earlier quarter.

    What began later is not there yet, what ended later has not ended, and no proposal is agreed upon.
    """
    actors, links = members_known_by(tables["actors"], tables["links"], quarter)
    dropped = {a["actor_id"] for a in tables["actors"]} - {a["actor_id"] for a in actors}
    gaps = [
        {**gap, "owner_id": None if gap["owner_id"] in dropped else gap["owner_id"]}
        for gap in tables["competence_gaps"]
        if not _begins_after(gap, "identified_date", quarter.last_day)
    ]
    known_gaps = {gap["gap_id"] for gap in gaps}
    unknown_gaps = {gap["gap_id"] for gap in tables["competence_gaps"]} - known_gaps
    proposals = [
        _as_discussed(proposal, known_gaps)
        for proposal in tables["proposals"]
        if not _answers_only(proposal, unknown_gaps)
    ]
    return {**tables, "actors": actors, "links": links, "competence_gaps": gaps, "proposals": proposals}


def members_known_by(
    actors: Sequence[Record], links: Sequence[Record], quarter: Quarter, unknown_elsewhere: Collection[str] = ()
) -> tuple[list[Record], list[Record]]:
    """Return the actors and links as the town knew them at the end of a quarter.

    Args:
        actors: The town's actors.
        links: The links that it reports.
        quarter: The quarter.
        unknown_elsewhere: Actors of other towns that no link may point at yet.
    """
    last_day = quarter.last_day
    own = {str(actor["actor_id"]) for actor in actors}
    known = [_without_later_end(a, last_day) for a in actors if not _begins_after(a, "active_from", last_day)]
    unknown = (own - {str(a["actor_id"]) for a in known}) | (set(unknown_elsewhere) - own)
    return known, [
        _without_later_end(link, last_day)
        for link in links
        if not _begins_after(link, "active_from", last_day) and not {link["from_id"], link["to_id"]} & unknown
    ]


def with_long_standing(actors: Sequence[Record], day: dt.date) -> list[Record]:
    """Return the actors with those on which an ecosystem rests there before a day: all but its ordinary firms."""
    moved = []
    for actor in actors:
        joined = day_of(actor, "active_from")
        is_ordinary = actor["helix"] == "business" and actor["role"] == "member"
        is_moved = joined is not None and joined > day and not is_ordinary
        moved.append({**actor, "active_from": day - (joined - day)} if joined and is_moved else actor)
    return moved


def _begins_after(record: Record, column: str, day: dt.date) -> bool:
    began = day_of(record, column)
    return began is not None and began > day


def _without_later_end(record: Record, day: dt.date) -> Record:
    ended = day_of(record, "active_to")
    return {**record, "active_to": None} if ended is not None and ended > day else record


def _answers_only(proposal: Record, unknown_gaps: Collection[Value]) -> bool:
    gap_ids = proposal["gap_ids"]
    return isinstance(gap_ids, tuple) and set(gap_ids) <= set(unknown_gaps)


def _as_discussed(proposal: Record, known_gaps: set[Value]) -> Record:
    gap_ids = proposal["gap_ids"]
    kept = tuple(gap for gap in gap_ids if gap in known_gaps) if isinstance(gap_ids, tuple) else gap_ids
    state = "discussed" if proposal["state"] == "agreed" else proposal["state"]
    return {**proposal, "gap_ids": kept or None, "state": state}
