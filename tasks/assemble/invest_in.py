"""The Invest in sheet of one town: what it has, what it offers and whom it looks for, told to outside readers."""

from dataclasses import replace

from config.loading import TOTAL_SECTOR
from tasks.assemble import invest_tables, town_charts, town_registers, town_tables
from tasks.assemble.chapter_texts import chapter_texts
from tasks.assemble.data_quality import HASH_LENGTH
from tasks.assemble.directory import read_directory
from tasks.assemble.draft import Draft, collect_exhibits
from tasks.assemble.exhibits import Exhibit
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.markdown_inlines import is_web_address
from tasks.assemble.scope import Scope, cell_text, open_scope
from tasks.assemble.summary_points import specialised_sectors
from tasks.assemble.town_facts import Facts, competence_facts, environment_facts
from tasks.assemble.town_frame import framed_town_draft, town_frame_facts
from tasks.assemble.value_texts import value_id

TEMPLATE_FOLDER = "invest_in"
EXHIBIT_IDS: tuple[str, ...] = (
    "key_numbers", "sectors", "shares", "anchors", "hei_presence", "sites", "needed_actors",
)  # fmt: skip
"""Every table and chart that a sheet can have, in the order of the document."""

SHEET_NUMBERS = (
    ("employee_count", TOTAL_SECTOR, "key_figures"),
    ("actor_count", "", "actors"),
    ("hei_link_count", "", "links"),
)
"""The numbers at the head of a sheet for outside readers: indicator, dimension and the table that it needs."""


def build_invest_in(inputs: DocumentInputs) -> Draft:
    """Return the draft of a town's Invest in sheet."""
    scope = open_scope(inputs, TEMPLATE_FOLDER)
    exhibits = _exhibits(scope)
    return framed_town_draft(scope, TEMPLATE_FOLDER, exhibits, _data(scope, exhibits), "masthead")


def _exhibits(scope: Scope) -> dict[str, Exhibit]:
    directory = read_directory(scope, scope.inputs.town)
    return collect_exhibits(
        (
            town_tables.key_numbers(scope, SHEET_NUMBERS),
            _shown_by_sector(scope, town_tables.sectors(scope)),
            town_charts.shares(scope),
            town_registers.anchors(scope, directory),
            town_registers.hei_presence(scope),
            invest_tables.sites(scope),
            invest_tables.needed_actors(scope),
        )
    )


def _shown_by_sector(scope: Scope, sectors: Exhibit | None) -> Exhibit | None:
    if sectors is None:
        return None
    return replace(sectors, row_sectors=tuple(town_tables.sectors_in_order(scope, with_total=True)))


def _data(scope: Scope, exhibits: dict[str, Exhibit]) -> Facts:
    return {
        **town_frame_facts(scope),
        "texts": chapter_texts(scope, TEMPLATE_FOLDER, [scope.inputs.town]),
        "exhibits": {exhibit_id: exhibit_id in exhibits for exhibit_id in EXHIBIT_IDS},
        "sectors": sector_points(scope),
        "environment": environment_facts(scope),
        "competence": competence_facts(scope),
        "sites": site_facts(scope),
        "needs": need_facts(scope),
        "inputs_digest": scope.inputs.inputs_digest[:HASH_LENGTH],
    }


def sector_points(scope: Scope) -> list[Facts]:
    """Return the named sectors whose location quotient is reliably above the country's, the highest first."""
    return [
        {
            "name": scope.label("sector", sector),
            "id": value_id("location_quotient", sector),
            "employees": value_id("employee_count", sector),
        }
        for sector in specialised_sectors(scope)
    ]


def site_facts(scope: Scope) -> Facts:
    """Return in which language the offers are shown, and where more is told of each."""
    language = invest_tables.offer_language(scope)
    offers = invest_tables.shown_offers(scope).to_dict("records")
    return {
        "language": "" if language is None else language,
        "is_other_language": language not in (None, scope.inputs.language),
        "language_name": "" if language is None else scope.label("language", language),
        "links": [
            {"name": str(row["site_name"]), "address": address}
            for row in offers
            for address in (cell_text(row["source_url"]),)
            if is_web_address(address)
        ],
    }


def need_facts(scope: Scope) -> Facts:
    """Return how many actors are looked for in each state, and whether the town's own words are in another language."""
    frame = invest_tables.public_needs(scope)
    counts = frame["state"].value_counts()
    return {
        "count": len(frame),
        "states": [
            {"label": scope.label("needed_state", code), "count": int(counts[code])}
            for code in scope.inputs.project.code_lists["needed_state"]
            if code in counts
        ],
        "is_other_language": scope.town.language != scope.inputs.language,
        "language_name": scope.label("language", scope.town.language),
    }
