"""The state and the draft of the agreement model with the ministry: which tables and texts it consists of."""

from config.loading import TOTAL_SECTOR
from tasks.assemble.agreement_tables import agreement_list, of_ecosystems, states_of
from tasks.assemble.draft import Draft
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.network_facts import missing_towns
from tasks.assemble.network_frame import FRAME_EXHIBITS, network_draft
from tasks.assemble.network_tables import number_table
from tasks.assemble.scope import open_scope
from tasks.assemble.town_tables import named_sectors
from tasks.assemble.typography import in_sentence

DELIVERABLE = "ministry_agreement"
EXHIBIT_IDS: tuple[str, ...] = (*FRAME_EXHIBITS, "key_numbers", "agreements")
_KEY_NUMBERS: tuple[tuple[str, str], ...] = (
    ("town_with_data_count", ""),
    ("employee_count", TOTAL_SECTOR),
    ("actor_count", ""),
    ("cross_town_link_count", ""),
    ("hei_link_count", ""),
    ("abroad_link_count", ""),
    ("gap_count", ""),
    ("gap_coverage_pct", ""),
)


def build_ministry_agreement(inputs: DocumentInputs) -> Draft:
    """Return the draft of the agreement model with the ministry."""
    scope = open_scope(inputs, DELIVERABLE)
    agreements = of_ecosystems(scope)
    sources = scope.network_source("key_figures", "actors", "links", "competence_gaps")
    identity, language = inputs.project.identity, inputs.language
    facts = {
        "ministry": identity.applied_from.in_language(language),
        "coordinator": scope.town_name(identity.coordinator),
        "towns": [town.name.in_language(language) for town in scope.towns],
        "sectors": [in_sentence(scope.label("sector", sector)) for sector in named_sectors(scope)],
        "agreements": {
            "count": len(agreements),
            "states": states_of(scope, agreements),
            "without": missing_towns(scope, "agreements"),
        },
    }
    built = (number_table(scope, "key_numbers", _KEY_NUMBERS, sources), agreement_list(scope, agreements))
    return network_draft(scope, DELIVERABLE, EXHIBIT_IDS, built, facts)
