"""What every document of the network says around its chapters: cover, texts, and what identifies its data."""

import datetime as dt

from tasks.assemble.blocks import Cover
from tasks.assemble.chapter_texts import chapter_texts
from tasks.assemble.data_quality import HASH_LENGTH
from tasks.assemble.project_facts import project_facts
from tasks.assemble.scope import Scope
from tasks.assemble.town_facts import Facts


def network_frame(scope: Scope, report: str) -> Facts:
    """Return what the templates of every document of the network may say; the texts of who owes them come first."""
    writers = scope.inputs.project.chapter_writers(report)
    others = [town.slug for town in scope.towns if town.slug not in writers]
    return {
        **project_facts(scope),
        "texts": chapter_texts(scope, report, [*writers, *others]),
        "digests": {
            "configuration": scope.inputs.project.digest[:HASH_LENGTH],
            "inputs": scope.inputs.inputs_digest[:HASH_LENGTH],
        },
    }


def network_cover(scope: Scope, work_package: str) -> Cover:
    """Return the cover of a document of the network in a work package."""
    inputs, wording = scope.inputs, scope.wording
    identity = inputs.project.identity
    days = sorted({s.sent_on for s in scope.standings.values() if s.sent_on is not None})
    return Cover(
        title=wording("title"),
        subtitle=identity.title.in_language(inputs.language),
        lines=(
            wording("cover.quarter", quarter=inputs.quarter.label),
            package_line(scope, work_package),
            _dates(scope, days),
        ),
        header=wording("header", quarter=inputs.quarter.label),
        notice=wording("cover.sample") if inputs.is_sample else "",
        subject=wording("subject"),
        author=identity.network_name.in_language(inputs.language),
        language=inputs.language,
    )


def _dates(scope: Scope, days: list[dt.date]) -> str:
    if not days:
        return scope.wording("cover.data_none")
    if days[0] == days[-1]:
        return scope.wording("cover.data_date", date=scope.date(days[0]))
    return scope.wording("cover.data_dates", first=scope.date(days[0]), last=scope.date(days[-1]))


def package_line(scope: Scope, work_package: str) -> str:
    """Return the line of a cover that names the work package."""
    number = list(scope.inputs.project.work_packages).index(work_package) + 1
    name = scope.inputs.project.work_packages[work_package].name.in_language(scope.inputs.language)
    return scope.wording("cover.work_package", number=number, name=name)
