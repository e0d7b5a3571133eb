"""The national comparison: what the network is beside the rest of the country, and what follows for advocacy."""

from config.loading import TOTAL_SECTOR
from tasks.assemble import national_tables, network_charts, network_registers, network_tables
from tasks.assemble.data_quality import indicators
from tasks.assemble.draft import Draft, collect_exhibits, shown_indicators
from tasks.assemble.exhibits import Exhibit, build_table, text_cell, value_cell
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.network_facts import competence_facts, profile_facts
from tasks.assemble.network_frame import framed_network_draft, network_frame
from tasks.assemble.network_quality import files
from tasks.assemble.scope import Scope, open_scope
from tasks.assemble.summary_points import specialised_sectors
from tasks.assemble.town_facts import Facts
from tasks.assemble.value_texts import value_id

TEMPLATE_FOLDER = "national_comparison"
EXHIBIT_IDS: tuple[str, ...] = (
    "national_shares", "national_share", "location_quotients", "sectors", "growth", "hei_by_town", "messages",
    "indicators", "files", "changes",
)  # fmt: skip
"""Every table and chart that the comparison can have, in the order of the document."""

_SHARE = "national_job_share_pct"
_GROWTH = "area_job_growth_pct"


def build_national_comparison(inputs: DocumentInputs) -> Draft:
    """Return the draft of the national comparison."""
    scope = open_scope(inputs, TEMPLATE_FOLDER)
    exhibits = _exhibits(scope)
    return framed_network_draft(scope, TEMPLATE_FOLDER, exhibits, _data(scope, exhibits))


def _exhibits(scope: Scope) -> dict[str, Exhibit]:
    exhibits = collect_exhibits(
        (
            national_tables.shares(scope),
            national_tables.share_chart(scope),
            network_charts.location_quotients(scope),
            network_tables.sectors(scope),
            national_tables.growth(scope),
            network_registers.hei_by_town(scope),
            messages(scope),
            files(scope),
        )
    )
    return exhibits | collect_exhibits([indicators(scope, shown_indicators(exhibits.values(), ()))])


def messages(scope: Scope) -> Exhibit | None:
    """Return what the figures let the network say: the observation, its number, the reading and to whom it speaks.

    A message stands only where its number is there; the reading never says more than the number.
    """
    found = [("job_share", "", value_id(_SHARE, f"network.{TOTAL_SECTOR}"))]
    found += [
        ("specialised", scope.label("sector", sector), value_id("location_quotient", sector))
        for sector in specialised_sectors(scope)
    ]
    own, country = (scope.book.number(_GROWTH, f"{area}.{TOTAL_SECTOR}") for area in ("network", "country"))
    if own is not None and country is not None and own != country:
        kind = "grows_faster" if own > country else "grows_slower"
        found.append((kind, "", value_id(_GROWTH, f"network.{TOTAL_SECTOR}")))
    found.append(("hei_links", "", value_id("hei_link_count")))
    printed = scope.book.printed()
    rows = [
        (
            text_cell(scope.wording(f"messages.{kind}.observation", sector=sector)),
            value_cell(printed[number], number),
            text_cell(scope.wording(f"messages.{kind}.reading", sector=sector)),
            text_cell(scope.wording(f"messages.{kind}.audience")),
        )
        for kind, sector, number in found
        if scope.book.number(*number.partition(".")[::2]) is not None
    ]
    if not rows:
        return None
    sources = (scope.network_source("key_figures", "links"), *scope.snapshot_sources("jobs_by_sector"))
    return Exhibit(build_table(scope, "messages", "l4 r1.6 l5.4 l3.4", rows, *sources))


def _data(scope: Scope, exhibits: dict[str, Exhibit]) -> Facts:
    strong = specialised_sectors(scope)
    total = value_id(_SHARE, f"network.{TOTAL_SECTOR}")
    areas = national_tables.known_areas(scope, _GROWTH, national_tables.GROWTH_AREAS)
    return {
        **network_frame(scope, TEMPLATE_FOLDER),
        "exhibits": {exhibit_id: exhibit_id in exhibits for exhibit_id in EXHIBIT_IDS},
        "profile": profile_facts(scope),
        "competence": competence_facts(scope),
        "share": {
            "total": total if scope.book.number(*total.partition(".")[::2]) is not None else "",
            "year": national_tables.year_of(scope, _SHARE, "year"),
            "has_group": "group" in national_tables.known_areas(scope, _SHARE, ("network", "group")),
        },
        "strong": [
            {
                "name": scope.label("sector", sector),
                "id": value_id("location_quotient", sector),
                "share": value_id(_SHARE, f"network.{sector}"),
                "has_share": scope.book.number(_SHARE, f"network.{sector}") is not None,
            }
            for sector in strong
        ],
        "growth": {
            "years": national_tables.year_of(scope, _GROWTH, "years"),
            "areas": list(areas),
            "network": value_id(_GROWTH, f"network.{TOTAL_SECTOR}"),
            "country": value_id(_GROWTH, f"country.{TOTAL_SECTOR}"),
        },
        "hei_link_count": scope.book.number("hei_link_count"),
    }
