"""The tables of the marketing sheets: which skills are looked for, in one town and in all of them."""

import pandas as pd

from tasks.assemble.exhibits import Exhibit, build_table, text_cell, value_cell
from tasks.assemble.scope import Scope
from tasks.assemble.summary_points import specialised_sectors
from tasks.assemble.town_registers import open_gaps_first
from tasks.assemble.town_tables import known_years
from tasks.assemble.typography import in_sentence
from tasks.assemble.value_texts import value_id


def wanted_skills(scope: Scope, town: str = "") -> pd.DataFrame:
    """Return a town's gaps in skilled people that are not covered, the most important first."""
    frame = scope.rows("competence_gaps", town)
    return open_gaps_first(frame[(frame["gap_type"] == "talent") & (frame["status"] != "covered")])


def skills(scope: Scope) -> Exhibit | None:
    """Return the table of the skills that the town looks for, in the words in which the town wrote them."""
    frame = wanted_skills(scope)
    if frame.empty:
        return None
    rows = [
        (
            text_cell(scope.label("sector", row["sector"])),
            text_cell(str(row["description"]).rstrip(". "), language=scope.towns_own_language),
            text_cell(scope.label("gap_status", row["status"])),
        )
        for row in frame.to_dict("records")
    ]
    table = build_table(scope, "skills", "l3.4 l8 l2.4", rows, scope.town_source("competence_gaps"))
    return Exhibit(table, source_refs=tuple(frame["source_ref"]))


def towns_at_a_glance(scope: Scope) -> Exhibit:
    """Return each town's population, strong sectors and number of skills looked for, in alphabetical order."""
    rows, refs = [], []
    for town in scope.towns:
        frame = wanted_skills(scope, town.slug)
        refs += list(frame["source_ref"])
        years = known_years(scope, "population", town.slug)
        year = str(years[-1]) if years else ""
        strong = [in_sentence(scope.label("sector", code)) for code in specialised_sectors(scope, town.slug)]
        has_gaps = bool(scope.standing("competence_gaps", town.slug).data_quarter)
        rows.append(
            (
                text_cell(town.name.in_language(scope.inputs.language)),
                text_cell(scope.inputs.project.regions[town.region_code].in_language(scope.inputs.language)),
                value_cell(
                    scope.book.text("population", year, town.slug) if year else "",
                    value_id("population", year, town.slug),
                ),
                text_cell(", ".join(strong)),
                text_cell(str(len(frame)) if has_gaps else scope.book.status_words("missing")),
            )
        )
    table = build_table(
        scope, "towns", "l2.8 l3.2 r1.8 l5.4 r2.2", rows,
        scope.network_source("key_figures", "competence_gaps"), scope.wording("source.population"),
        *scope.snapshot_sources("jobs_by_sector"),
    )  # fmt: skip
    return Exhibit(table, source_refs=tuple(refs))
