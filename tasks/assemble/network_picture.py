"""The picture of the whole network: which tables, charts and texts it consists of."""

import datetime as dt

from config.texts import Text
from tasks.assemble import network_charts, network_registers, network_tables
from tasks.assemble.blocks import Cover
from tasks.assemble.change_table import change_facts, change_table
from tasks.assemble.chapter_texts import chapter_texts
from tasks.assemble.data_quality import HASH_LENGTH, indicators
from tasks.assemble.draft import Draft, collect_exhibits, shown_indicators
from tasks.assemble.exhibits import Exhibit
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.network_facts import competence_facts, coverage_facts, network_facts, phase_facts, profile_facts
from tasks.assemble.network_quality import files, finding_counts, research_by_town, town_gaps
from tasks.assemble.project_facts import project_facts
from tasks.assemble.scope import Scope, open_scope
from tasks.assemble.town_facts import Facts
from tasks.assemble.wording import read_texts

TEMPLATE_FOLDER = "network_picture"
EXHIBIT_IDS: tuple[str, ...] = (
    "key_numbers", "coverage", "research_by_town", "synthesis", "phases", "location_quotients", "sectors", "helix",
    "helix_by_town", "town_links", "town_pairs", "measures", "links_by_town", "gaps_by_sector", "important_gaps",
    "hei_by_town", "peers", "growth_areas", "proposals", "changes", "indicators", "finding_counts", "files",
)  # fmt: skip
"""Every table, chart and figure that the network picture can have, in the order of the document."""


def build_network_picture(inputs: DocumentInputs) -> Draft:
    """Return the draft of the network picture."""
    scope = open_scope(inputs, TEMPLATE_FOLDER)
    exhibits = _exhibits(scope)
    return Draft(
        title=read_texts("texts.yaml")["network_picture_title"],
        cover=_cover(scope),
        scope=scope,
        exhibits=exhibits,
        value_texts=scope.book.printed(),
        data=_data(scope, exhibits),
        gaps=_gaps(scope),
    )


def _exhibits(scope: Scope) -> dict[str, Exhibit]:
    exhibits = collect_exhibits(
        (
            network_tables.key_numbers(scope),
            network_tables.coverage(scope),
            research_by_town(scope),
            network_tables.synthesis(scope),
            network_charts.phases(scope),
            network_charts.location_quotients(scope),
            network_tables.sectors(scope),
            network_charts.helix(scope),
            network_tables.helix_by_town(scope),
            network_charts.town_links(scope),
            network_tables.town_pairs(scope),
            network_tables.measures(scope),
            network_tables.links_by_town(scope),
            network_charts.gaps_by_sector(scope),
            network_registers.important_gaps(scope),
            network_registers.hei_by_town(scope),
            network_registers.peers(scope),
            network_registers.growth_areas(scope),
            network_registers.proposals(scope),
            finding_counts(scope),
            files(scope),
        )
    )
    return exhibits | collect_exhibits(
        [change_table(scope, exhibits.values(), ()), indicators(scope, shown_indicators(exhibits.values(), ()))]
    )


def _data(scope: Scope, exhibits: dict[str, Exhibit]) -> Facts:
    coordinator = scope.inputs.project.identity.coordinator
    others = [town.slug for town in scope.towns if town.slug != coordinator]
    return {
        **project_facts(scope),
        "texts": chapter_texts(scope, TEMPLATE_FOLDER, [coordinator, *others]),
        "exhibits": {exhibit_id: exhibit_id in exhibits for exhibit_id in EXHIBIT_IDS},
        "coverage": coverage_facts(scope),
        "profile": profile_facts(scope),
        "phase": phase_facts(scope),
        "links": network_facts(scope),
        "competence": competence_facts(scope),
        "changes": change_facts(scope, exhibits.values(), ()),
        "digests": {
            "configuration": scope.inputs.project.digest[:HASH_LENGTH],
            "inputs": scope.inputs.inputs_digest[:HASH_LENGTH],
        },
    }


def _cover(scope: Scope) -> Cover:
    inputs, wording = scope.inputs, scope.wording
    identity = inputs.project.identity
    days = sorted({s.sent_on for s in scope.standings.values() if s.sent_on is not None})
    return Cover(
        title=wording("title"),
        subtitle=identity.network_name.in_language(inputs.language),
        lines=(
            wording("cover.quarter", quarter=inputs.quarter.label),
            identity.title.in_language(inputs.language),
            wording(
                "cover.work_package",
                number=1,
                name=inputs.project.work_packages["TP1"].name.in_language(inputs.language),
            ),
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


def _gaps(scope: Scope) -> tuple[Text, ...]:
    return tuple(town_gaps(scope))
