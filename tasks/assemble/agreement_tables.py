"""The tables about agreements between actors: how many are in which state, and which they are."""

import pandas as pd

from tasks.assemble.exhibits import Exhibit, build_table, text_cell
from tasks.assemble.scope import Scope, cell_day, cell_text, is_missing
from tasks.measure.actor_network import HEI_TYPES

AGREEMENTS = "agreements"
AGREEMENT_LIMIT = 40


def with_higher_education(scope: Scope) -> pd.DataFrame:
    """Return the agreements of which a named party is a university, a university centre or a research institute."""
    tables = scope.inputs.accepted.tables
    actors, externals = tables["actors"], tables["external_actors"]
    institutions = {
        *actors.loc[actors["actor_type"].isin(HEI_TYPES), "actor_id"],
        *externals.loc[externals["actor_type"].isin(HEI_TYPES), "external_id"],
    }
    frame = tables[AGREEMENTS]
    has_institution = [
        not is_missing(parties) and bool(institutions & set(str(parties).split(","))) for parties in frame["party_ids"]
    ]
    return frame.loc[pd.Series(has_institution, frame.index, dtype="bool")]


def of_ecosystems(scope: Scope) -> pd.DataFrame:
    """Return the ecosystem agreements."""
    frame = scope.inputs.accepted.tables[AGREEMENTS]
    return frame[frame["agreement_type"] == "ecosystem"]


def agreement_list(scope: Scope, agreements: pd.DataFrame) -> Exhibit | None:
    """Return some agreements by town: what it is, between whom, and how far it is."""
    listed = sorted(
        agreements.to_dict("records"),
        key=lambda row: (scope.town_name(str(row["town"])), str(row["agreement_id"])),
    )[:AGREEMENT_LIMIT]
    rows = [
        (
            text_cell(scope.town_name(str(row["town"]))),
            text_cell(str(row["title"])),
            text_cell(cell_text(row["parties"])),
            text_cell(scope.label("agreement_state", row["state"])),
            text_cell(scope.date(cell_day(row["signed_date"]))),
        )
        for row in listed
    ]
    if not rows:
        return None
    table = build_table(scope, "agreements", "l2.6 l3.8 l5 l2 l2.8", rows, scope.network_source(AGREEMENTS))
    return Exhibit(table, source_refs=tuple(str(row["source_ref"]) for row in listed))


def states_of(scope: Scope, agreements: pd.DataFrame) -> list[dict[str, object]]:
    """Return how many of some agreements are in each state that any is in, in the order of the states."""
    counts = agreements["state"].value_counts()
    return [
        {"name": scope.label("agreement_state", state), "count": int(counts[state])}
        for state in scope.inputs.project.code_lists["agreement_state"]
        if state in counts
    ]
