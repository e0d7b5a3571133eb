"""The appendices of the network picture about its data, and what is missing in it."""

from collections import Counter

from config.texts import Text
from tasks.assemble.data_quality import HASH_LENGTH, file_table, used_files
from tasks.assemble.exhibits import Exhibit, build_table, text_cell, value_cell
from tasks.assemble.scope import CURRENT, NONE, Scope, quarter_label
from tasks.assemble.typography import format_number
from tasks.assemble.value_texts import value_id
from tasks.assemble.wording import filled, read_texts
from tasks.findings import Severity


def research_by_town(scope: Scope) -> Exhibit | None:
    """Return how each town was mapped and how many events and participants there were in the quarter."""
    frame = scope.inputs.accepted.tables["interviews_workshops"]
    methods = list(scope.inputs.project.code_lists["research_method"])
    rows = []
    for town in scope.towns:
        submission = scope.rows("submission", town.slug)
        stated = None if submission.empty else submission.iloc[-1]["mapping_method"]
        maker = scope.label("mapping_method", stated) or scope.label("mapping_method", town.mapping_method)
        rows.append(
            (
                text_cell(town.name.in_language(scope.inputs.language)),
                text_cell(maker),
                *(
                    value_cell(
                        scope.book.text("research_event_count", method, town.slug)
                        if scope.book.number("research_event_count", method, town.slug) is not None
                        else "",
                        value_id("research_event_count", method, town.slug),
                    )
                    for method in methods
                ),
            )
        )
    table = build_table(
        scope,
        "research_by_town",
        "l3 l3 r2 r2 r2",
        rows,
        scope.network_source("submission", "interviews_workshops"),
        quarter=scope.inputs.quarter.label,
    )
    return Exhibit(table, source_refs=tuple(frame["source_ref"]))


def finding_counts(scope: Scope) -> Exhibit | None:
    """Return how many findings the towns' submissions for the quarter have; towns without any are left out."""
    reported = str(scope.inputs.quarter)
    counts = Counter((f.town, f.severity) for f in scope.inputs.accepted.findings if f.quarter in ("", reported))
    rows = [
        (
            text_cell(town.name.in_language(scope.inputs.language)),
            *(text_cell(format_number(counts[town.slug, severity], 0, scope.inputs.language)) for severity in Severity),
        )
        for town in scope.towns
        if any(counts[town.slug, severity] for severity in Severity)
    ]
    if not rows:
        return None
    label = scope.inputs.quarter.label
    return Exhibit(
        build_table(scope, "finding_counts", "l4 r2 r2 r2", rows, scope.wording("source.checks"), quarter=label)
    )


def files(scope: Scope) -> Exhibit | None:
    """Return the files and datasets that the document was made from, with the beginning of each content's hash."""
    rows = [
        (
            text_cell(town.name.in_language(scope.inputs.language)),
            text_cell(origin.name),
            text_cell(scope.wording("files.town", quarter=quarter_label(quarter))),
            text_cell(origin.sha256[:HASH_LENGTH]),
        )
        for town in scope.towns
        for quarter, origin in used_files(scope, [town.slug])
    ]
    return file_table(scope, "town_files", "l3 l4 l6 l2.6", rows)


def town_gaps(scope: Scope) -> list[Text]:
    """Return which towns' data is missing or of an earlier quarter."""
    texts = read_texts("texts.yaml")
    found = []
    for town in scope.towns:
        states = {scope.state(table, town.slug) for table in scope.inputs.project.tables}
        if states == {NONE}:
            found.append(filled(texts["gap_no_data"], town=dict(town.name.model_dump())))
        elif CURRENT not in states:
            newest = max(scope.standing(table, town.slug).data_quarter for table in scope.inputs.project.tables)
            found.append(
                filled(texts["gap_town_earlier"], town=dict(town.name.model_dump()), quarter=quarter_label(newest))
            )
    return found
