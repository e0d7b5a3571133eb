"""The marketing sheet of the network for recruiting: its towns side by side, and the sectors that are strong in it."""

from tasks.assemble import marketing_tables, network_charts
from tasks.assemble.draft import Draft, collect_exhibits
from tasks.assemble.exhibits import Exhibit
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.network_frame import framed_network_draft, network_frame
from tasks.assemble.network_tables import has_data
from tasks.assemble.scope import Scope, open_scope
from tasks.assemble.summary_points import specialised_sectors
from tasks.assemble.town_facts import Facts
from tasks.assemble.value_texts import value_id

TEMPLATE_FOLDER = "network_marketing_sheet"
EXHIBIT_IDS: tuple[str, ...] = ("location_quotients", "towns")
"""Every table and chart that the sheet can have, in the order of the document."""


def build_network_marketing_sheet(inputs: DocumentInputs) -> Draft:
    """Return the draft of the network's marketing sheet."""
    scope = open_scope(inputs, TEMPLATE_FOLDER)
    exhibits = _exhibits(scope)
    return framed_network_draft(scope, TEMPLATE_FOLDER, exhibits, _data(scope, exhibits), "masthead")


def _exhibits(scope: Scope) -> dict[str, Exhibit]:
    return collect_exhibits((network_charts.location_quotients(scope), marketing_tables.towns_at_a_glance(scope)))


def _data(scope: Scope, exhibits: dict[str, Exhibit]) -> Facts:
    return {
        **network_frame(scope, TEMPLATE_FOLDER),
        "exhibits": {exhibit_id: exhibit_id in exhibits for exhibit_id in EXHIBIT_IDS},
        "sectors": [
            {"name": scope.label("sector", sector), "id": value_id("location_quotient", sector)}
            for sector in specialised_sectors(scope)
        ],
        "skill_count": sum(len(marketing_tables.wanted_skills(scope, town.slug)) for town in scope.towns),
        "without": [town.name.in_language(scope.inputs.language) for town in scope.towns if not has_data(scope, town)],
    }
