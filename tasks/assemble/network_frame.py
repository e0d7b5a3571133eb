"""What every document of the network says around its chapters: cover, texts, and what identifies its data."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Literal

from tasks.assemble.blocks import Cover
from tasks.assemble.change_table import change_facts, change_table
from tasks.assemble.chapter_texts import chapter_texts
from tasks.assemble.data_quality import HASH_LENGTH, indicators
from tasks.assemble.draft import Draft, collect_exhibits, shown_indicators
from tasks.assemble.exhibits import Exhibit
from tasks.assemble.network_facts import coverage_facts
from tasks.assemble.network_quality import files, finding_counts, town_gaps
from tasks.assemble.network_tables import coverage
from tasks.assemble.project_facts import package_line, project_facts
from tasks.assemble.scope import Scope
from tasks.assemble.town_facts import Facts
from tasks.assemble.wording import read_texts

FRAME_EXHIBITS: tuple[str, ...] = ("coverage", "indicators", "finding_counts", "town_files", "changes")
"""The tables that every report of the network has."""


def network_draft(
    scope: Scope,
    deliverable: str,
    exhibit_ids: Iterable[str],
    built: Iterable[Exhibit | None],
    facts: Mapping[str, object],
) -> Draft:
    """Return the draft of a report of the network: its own exhibits and facts within what all of them have.

    Args:
        scope: What the report is about.
        deliverable: Its id, which is also its template folder and the name of its texts.
        exhibit_ids: Every exhibit that it can have.
        built: Those of its own that there is data for, in the order of the document.
        facts: What only its own templates may say.
    """
    own = collect_exhibits((coverage(scope), *built, finding_counts(scope), files(scope)))
    exhibits = own | collect_exhibits([indicators(scope, shown_indicators(own.values(), ()))])
    data = {
        **network_frame(scope, deliverable),
        "exhibits": {exhibit_id: exhibit_id in exhibits for exhibit_id in exhibit_ids},
        "coverage": coverage_facts(scope),
        **facts,
    }
    return framed_network_draft(scope, deliverable, exhibits, data)


def framed_network_draft(
    scope: Scope,
    deliverable: str,
    exhibits: Mapping[str, Exhibit],
    data: Facts,
    form: Literal["page", "masthead"] = "page",
) -> Draft:
    """Return the draft of a document of the network: its exhibits and facts under the title and cover of its kind.

    What differs from its last approved version, or else from the quarter before, is told of every number that it shows.
    """
    changed = collect_exhibits([change_table(scope, exhibits.values(), ())])
    placed = data.get("exhibits")
    told = {
        "changes": change_facts(scope, exhibits.values(), ()),
        "exhibits": {**(placed if isinstance(placed, dict) else {}), "changes": bool(changed)},
    }
    return Draft(
        title=read_texts("texts.yaml")[f"{deliverable}_title"],
        cover=network_cover(scope, form),
        scope=scope,
        exhibits={**exhibits, **changed},
        value_texts=scope.book.printed(),
        data={**data, **told},
        gaps=tuple(town_gaps(scope)),
    )


def network_frame(scope: Scope, report: str) -> Facts:
    """Return what the templates of every document of the network may say; the texts of who owes them come first."""
    writers = scope.inputs.project.chapter_writers(report)
    others = [town.slug for town in scope.towns if town.slug not in writers]
    return {
        **project_facts(scope),
        "texts": (texts := chapter_texts(scope, report, [*writers, *others])),
        "owed_chapters": owed_chapters(scope, report, texts),
        "digests": {
            "configuration": scope.inputs.project.digest[:HASH_LENGTH],
            "inputs": scope.inputs.inputs_digest[:HASH_LENGTH],
        },
    }


def owed_chapters(scope: Scope, report: str, texts: Mapping[str, object]) -> dict[str, list[str]]:
    """Return the names of the chapters that somebody owes a report: those without a text, and those still drafts."""
    due = scope.inputs.project.calendar.due.get(report)
    owed = due.chapters if due else ()
    found = {chapter: text for chapter in owed if isinstance(text := texts[chapter], dict)}
    return {
        "missing": [scope.label("chapter", chapter) for chapter, text in found.items() if not text["text"]],
        "drafts": [scope.label("chapter", chapter) for chapter, text in found.items() if text["is_draft"]],
    }


def network_cover(scope: Scope, form: Literal["page", "masthead"] = "page") -> Cover:
    """Return the cover of a document of the network."""
    inputs, wording = scope.inputs, scope.wording
    identity = inputs.project.identity
    days = sorted({s.sent_on for s in scope.standings.values() if s.sent_on is not None})
    return Cover(
        title=wording("title"),
        subtitle=identity.title.in_language(inputs.language),
        lines=tuple(
            filter(
                None,
                (
                    wording("cover.quarter", quarter=inputs.quarter.label),
                    package_line(scope),
                    _dates(scope, days),
                ),
            )
        ),
        header=wording("header", quarter=inputs.quarter.label),
        notice=wording("cover.sample") if inputs.is_sample else "",
        subject=wording("subject"),
        author=identity.network_name.in_language(inputs.language),
        language=inputs.language,
        form=form,
    )


def _dates(scope: Scope, days: list[dt.date]) -> str:
    if not days:
        return scope.wording("cover.data_none")
    if days[0] == days[-1]:
        return scope.wording("cover.data_date", date=scope.date(days[0]))
    return scope.wording("cover.data_dates", first=scope.date(days[0]), last=scope.date(days[-1]))
