"""The guidelines for advocacy and cooperation: to whom the network speaks, on what grounds, and with whom abroad."""

from tasks.assemble import national_comparison, network_registers
from tasks.assemble.draft import Draft
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.network_facts import missing_towns
from tasks.assemble.network_frame import FRAME_EXHIBITS, network_draft
from tasks.assemble.scope import open_scope

DELIVERABLE = "advocacy_guidelines"
EXHIBIT_IDS: tuple[str, ...] = (*FRAME_EXHIBITS, "messages", "peers")


def build_advocacy_guidelines(inputs: DocumentInputs) -> Draft:
    """Return the draft of the guidelines; their observations are those of the national comparison."""
    scope = open_scope(inputs, DELIVERABLE)
    messages = national_comparison.messages(open_scope(inputs, national_comparison.TEMPLATE_FOLDER))
    facts = {
        "ministry": inputs.project.identity.applied_from.in_language(inputs.language),
        "coordinator": scope.town_name(inputs.project.identity.coordinator),
        "without_peers": missing_towns(scope, "peer_ecosystems"),
    }
    return network_draft(scope, DELIVERABLE, EXHIBIT_IDS, (messages, network_registers.peers(scope)), facts)
