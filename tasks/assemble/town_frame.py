"""What every document about one town has: its cover, the state of the town's data, and what is missing in it."""

from collections.abc import Mapping
from typing import Literal

from config.texts import Text
from tasks.assemble.blocks import Cover
from tasks.assemble.data_quality import table_states
from tasks.assemble.draft import Draft
from tasks.assemble.exhibits import Exhibit
from tasks.assemble.project_facts import package_line, project_facts
from tasks.assemble.scope import CURRENT, EARLIER, NONE, Scope, quarter_label
from tasks.assemble.town_facts import Facts, place_facts
from tasks.assemble.wording import filled, read_texts


def framed_town_draft(
    scope: Scope,
    deliverable: str,
    exhibits: Mapping[str, Exhibit],
    data: Facts,
    form: Literal["page", "masthead"] = "page",
) -> Draft:
    """Return the draft of a document about the town: its exhibits and facts under the title and cover of its kind."""
    return Draft(
        title=filled(read_texts("texts.yaml")[f"{deliverable}_title"], town=town_names(scope)),
        cover=town_cover(scope, form),
        scope=scope,
        exhibits=exhibits,
        value_texts=scope.book.printed(),
        data=data,
        gaps=town_gaps(scope),
    )


def data_state(scope: Scope) -> tuple[str, object, str]:
    """Return whether the town's data is of the reported quarter, earlier or not there, its newest date and quarter."""
    found = [scope.standing(table) for table in scope.inputs.project.tables if scope.state(table) != NONE]
    if not found:
        return NONE, None, ""
    newest = max(found, key=lambda standing: (standing.data_quarter, str(standing.sent_on or "")))
    state = CURRENT if newest.data_quarter == str(scope.inputs.quarter) else EARLIER
    return state, newest.sent_on, quarter_label(newest.data_quarter)


def town_frame_facts(scope: Scope) -> Facts:
    """Return the town's names, the project, and the state of the town's data and of each of its tables."""
    states = table_states(scope)
    state, day, quarter = data_state(scope)
    return {
        "place": place_facts(scope),
        **project_facts(scope),
        "data_state": state,
        "data_date": day,
        "data_quarter": quarter,
        "gone": {kind: [entry["id"] for entry in entries] for kind, entries in states.items()},
        "tables": {str(entry["id"]): entry for entries in states.values() for entry in entries},
    }


def town_cover(scope: Scope, form: Literal["page", "masthead"] = "page") -> Cover:
    """Return the cover of a document about the town; its title may name the town as `{town}`."""
    inputs, wording = scope.inputs, scope.wording
    identity = inputs.project.identity
    _, day, _ = data_state(scope)
    town = scope.town.name.in_language(inputs.language)
    lines = (
        wording("cover.quarter", quarter=inputs.quarter.label),
        identity.title.in_language(inputs.language),
        package_line(scope),
        wording("cover.data_none")
        if day is None
        else wording("cover.data_date", date=scope.date(scope.standing("submission").sent_on)),
    )
    return Cover(
        title=wording("title", town=town),
        subtitle=wording("subtitle", town=town) if wording.has("subtitle") else town,
        lines=tuple(filter(None, lines if form == "page" else lines[1:2] + lines[3:])),
        header=wording("header", town=town, quarter=inputs.quarter.label),
        notice=wording("cover.sample") if inputs.is_sample else "",
        subject=wording("subject"),
        author=identity.network_name.in_language(inputs.language),
        language=inputs.language,
        form=form,
    )


def town_gaps(scope: Scope) -> tuple[Text, ...]:
    """Return what is missing in a document about the town, for the manifest and the download page."""
    texts = read_texts("texts.yaml")
    state, _, quarter = data_state(scope)
    if state == NONE:
        return (filled(texts["gap_no_data"], town=town_names(scope)),)
    found = [filled(texts["gap_earlier_submission"], quarter=quarter)] if state == EARLIER else []
    for kind, entries in table_states(scope).items():
        if kind == "earlier" and state == EARLIER:
            continue
        found += [
            filled(
                texts[f"gap_{kind}_table"],
                table=dict(scope.inputs.project.tables[str(entry["id"])].name.model_dump()),
                quarter=str(entry["quarter"]),
            )
            for entry in entries
        ]
    return tuple(found)


def town_names(scope: Scope) -> dict[str, str]:
    """Return the town's name by language."""
    return dict(scope.town.name.model_dump())
