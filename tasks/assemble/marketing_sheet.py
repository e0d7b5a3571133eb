"""The marketing sheet of one town for recruiting: what work there is, who offers it, which skills are looked for."""

from tasks.assemble import marketing_tables, town_charts, town_registers, town_tables
from tasks.assemble.chapter_texts import chapter_texts
from tasks.assemble.data_quality import HASH_LENGTH
from tasks.assemble.directory import read_directory
from tasks.assemble.draft import Draft, collect_exhibits
from tasks.assemble.exhibits import Exhibit
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.invest_in import SHEET_NUMBERS, sector_points
from tasks.assemble.scope import Scope, open_scope
from tasks.assemble.town_facts import Facts, environment_facts
from tasks.assemble.town_frame import framed_town_draft, town_frame_facts

TEMPLATE_FOLDER = "marketing_sheet"
EXHIBIT_IDS: tuple[str, ...] = ("key_numbers", "shares", "anchors", "skills", "hei_presence")
"""Every table and chart that a sheet can have, in the order of the document."""


def build_marketing_sheet(inputs: DocumentInputs) -> Draft:
    """Return the draft of a town's marketing sheet."""
    scope = open_scope(inputs, TEMPLATE_FOLDER)
    exhibits = _exhibits(scope)
    return framed_town_draft(scope, TEMPLATE_FOLDER, exhibits, _data(scope, exhibits), "masthead")


def _exhibits(scope: Scope) -> dict[str, Exhibit]:
    directory = read_directory(scope, scope.inputs.town)
    return collect_exhibits(
        (
            town_tables.key_numbers(scope, SHEET_NUMBERS),
            town_charts.shares(scope),
            town_registers.anchors(scope, directory),
            marketing_tables.skills(scope),
            town_registers.hei_presence(scope),
        )
    )


def _data(scope: Scope, exhibits: dict[str, Exhibit]) -> Facts:
    return {
        **town_frame_facts(scope),
        "texts": chapter_texts(scope, TEMPLATE_FOLDER, [scope.inputs.town]),
        "exhibits": {exhibit_id: exhibit_id in exhibits for exhibit_id in EXHIBIT_IDS},
        "sectors": sector_points(scope),
        "jobs": environment_facts(scope)["jobs"],
        "skill_count": len(marketing_tables.wanted_skills(scope)),
        "is_other_language": scope.towns_own_language is not None,
        "language_name": scope.label("language", scope.town.language),
        "inputs_digest": scope.inputs.inputs_digest[:HASH_LENGTH],
    }
