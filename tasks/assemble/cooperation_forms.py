"""Agreements and forms of cooperation, and the new actors that the ecosystems need, of all towns together."""

from tasks.assemble.agreement_tables import AGREEMENTS, states_of
from tasks.assemble.contact_funnel import NEEDS, funnel_by_sector, gaps_answered
from tasks.assemble.directory import Directory, read_directory
from tasks.assemble.draft import Draft
from tasks.assemble.exhibits import Exhibit, build_table, text_cell
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.invest_tables import public_needs
from tasks.assemble.network_facts import missing_towns
from tasks.assemble.network_frame import FRAME_EXHIBITS, network_draft
from tasks.assemble.scope import Scope, cell_day, cell_text, open_scope
from tasks.assemble.strategy_tables import party_names
from tasks.assemble.town_registers import short_id

DELIVERABLE = "cooperation_forms"
EXHIBIT_IDS: tuple[str, ...] = (*FRAME_EXHIBITS, "agreements", "gaps_answered", "funnel_by_sector", "open_needs")


def build_cooperation_forms(inputs: DocumentInputs) -> Draft:
    """Return the draft of the agreements, forms of cooperation and needed new actors."""
    scope = open_scope(inputs, DELIVERABLE)
    agreements = inputs.accepted.tables[AGREEMENTS]
    needs = open_needs(scope)
    facts = {
        "agreements": {
            "count": len(agreements),
            "states": states_of(scope, agreements),
            "without": missing_towns(scope, AGREEMENTS),
        },
        "needs": {
            "count": sum(len(public_needs(scope, town.slug)) for town in scope.towns),
            "without": missing_towns(scope, NEEDS),
        },
    }
    built = (agreements_by_town(scope, read_directory(scope)), gaps_answered(scope), funnel_by_sector(scope), needs)
    return network_draft(scope, DELIVERABLE, EXHIBIT_IDS, built, facts)


def agreements_by_town(scope: Scope, directory: Directory) -> Exhibit | None:
    """Return every town's agreements: what each is about, between whom, of which type, and how far it is."""
    rows, refs = [], []
    for town in scope.towns:
        frame = scope.rows(AGREEMENTS, town.slug).sort_values("agreement_id", kind="stable")
        refs += list(frame["source_ref"])
        other = town.language if town.language != scope.inputs.language else None
        rows += [
            (
                text_cell(town.name.in_language(scope.inputs.language)),
                text_cell(f"{row['title']}: {party_names(row, directory)}", language=other),
                text_cell(scope.label("agreement_type", row["agreement_type"])),
                text_cell(
                    " ".join(
                        (scope.label("agreement_state", row["state"]), scope.date(cell_day(row["signed_date"])))
                    ).strip()
                ),
            )
            for row in frame.to_dict("records")
        ]
    if not rows:
        return None
    table = build_table(scope, "agreements", "l2.6 l8 l2.8 l2.4", rows, scope.network_source(AGREEMENTS))
    return Exhibit(table, source_refs=tuple(refs))


def open_needs(scope: Scope) -> Exhibit | None:
    """Return the actors that the towns look for and let be published, by town."""
    rows, refs = [], []
    for town in scope.towns:
        frame = public_needs(scope, town.slug)
        refs += list(frame["source_ref"])
        other = town.language if town.language != scope.inputs.language else None
        rows += [
            (
                text_cell(town.name.in_language(scope.inputs.language)),
                text_cell(str(row["description"]).rstrip(". "), language=other),
                text_cell(scope.label("sector", row["sector"])),
                text_cell(short_id(cell_text(row["gap_id"]), town.slug)),
                text_cell(scope.label("needed_state", row["state"])),
            )
            for row in frame.to_dict("records")
        ]
    if not rows:
        return None
    table = build_table(scope, "open_needs", "l2.8 l5.4 l3.4 l1.6 l2.2", rows, scope.network_source(NEEDS))
    return Exhibit(table, source_refs=tuple(refs))
