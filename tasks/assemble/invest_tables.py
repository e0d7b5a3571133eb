"""The tables of what a town offers investors and of the actors that it looks for: only what may be published."""

from collections.abc import Mapping

import pandas as pd

from config.texts import LANGUAGES, Language
from tasks.assemble.exhibits import Exhibit, build_table, text_cell
from tasks.assemble.scope import Scope, cell_day, cell_number, cell_text, is_missing
from tasks.assemble.town_registers import short_id
from tasks.assemble.typography import format_number, in_sentence

_LEFT_THE_FUNNEL = ("joined", "rejected")


def offer_language(scope: Scope) -> Language | None:
    """Return the language in which the town's offers are shown: the document's, else English, else its own."""
    sent = set(scope.rows("invest_offer")["language"].dropna())
    order: tuple[Language, ...] = (scope.inputs.language, "en", *LANGUAGES)
    return next((language for language in order if language in sent), None)


def shown_offers(scope: Scope) -> pd.DataFrame:
    """Return the town's offers in the language in which they are shown, by their id."""
    frame = scope.rows("invest_offer")
    return frame[frame["language"] == offer_language(scope)].sort_values("offer_id", kind="stable")


def sites(scope: Scope) -> Exhibit | None:
    """Return the table of plots, premises and test platforms."""
    frame = shown_offers(scope)
    if frame.empty:
        return None
    language = offer_language(scope)
    other = None if language == scope.inputs.language else language
    rows = [
        (
            text_cell(str(row["site_name"]), language=other),
            text_cell(scope.label("site_kind", row["site_kind"])),
            text_cell(_number(scope, row["area_m2"])),
            text_cell(_number(scope, row["power_mw"])),
            text_cell("; ".join(_qualities(row)), language=other),
            text_cell(_available(scope, row["available_from"])),
        )
        for row in frame.to_dict("records")
    ]
    table = build_table(scope, "sites", "l3.2 l2 r1.6 r1.3 l4.6 l2", rows, scope.town_source("invest_offer"))
    return Exhibit(table, source_refs=tuple(frame["source_ref"]), row_sectors=("",) * len(frame))


def _qualities(row: Mapping[object, object]) -> list[str]:
    told = [cell_text(row[name]) for name in ("energy", "logistics", "test_platform")]
    return [words if place == 0 else in_sentence(words) for place, words in enumerate(filter(None, told))]


def _available(scope: Scope, cell: object) -> str:
    day = cell_day(cell)
    if day is None:
        return ""
    return scope.wording("available_now") if day <= scope.inputs.quarter.last_day else scope.date(day)


def public_needs(scope: Scope, town: str = "") -> pd.DataFrame:
    """Return the actors that a town looks for and whose need it lets be published, by their place in the funnel."""
    frame = scope.rows("needed_actors", town)
    frame = frame[frame["is_public"].fillna(False).astype(bool) & ~frame["state"].isin(_LEFT_THE_FUNNEL)]
    order = {code: place for place, code in enumerate(scope.inputs.project.code_lists["needed_state"])}
    ranked = frame.assign(_place=frame["state"].map(order).astype("Int64"))
    return ranked.sort_values(["_place", "needed_id"], kind="stable").drop(columns="_place")


def needed_actors(scope: Scope) -> Exhibit | None:
    """Return the table of the actors that the town looks for: who, for which gap, and how far the contacts are.

    The town's own words stand where they are in the document's language; elsewhere the words of the code lists do.
    """
    frame = public_needs(scope)
    if frame.empty:
        return None
    gaps = {str(row["gap_id"]): row for row in scope.rows("competence_gaps").to_dict("records")}
    is_own = scope.town.language == scope.inputs.language
    rows = []
    for row in frame.to_dict("records"):
        gap = None if is_missing(row["gap_id"]) else gaps.get(str(row["gap_id"]))
        rows.append(
            (
                text_cell(_wanted(scope, row, is_own=is_own)),
                text_cell(scope.label("sector", row["sector"])),
                text_cell("" if gap is None else _gap_words(scope, gap, is_own=is_own)),
                text_cell(scope.label("needed_state", row["state"])),
            )
        )
    sources = ("needed_actors", "competence_gaps") if gaps else ("needed_actors",)
    table = build_table(scope, "needed_actors", "l6 l2.8 l5 l2", rows, scope.town_source(*sources))
    return Exhibit(table, source_refs=tuple(frame["source_ref"]), row_sectors=tuple(map(str, frame["sector"])))


def _wanted(scope: Scope, row: Mapping[object, object], *, is_own: bool) -> str:
    kind, role = scope.label("actor_type", row["actor_type"]), in_sentence(scope.label("actor_role", row["role"]))
    if role and role not in kind.lower():
        kind = f"{kind}, {role}"
    if not is_own:
        return kind
    words = f"{str(row['description']).rstrip('. ')} ({in_sentence(kind)})."
    offer = cell_text(row["offer"]).rstrip(". ")
    return f"{words} {scope.wording('we_offer', offer=in_sentence(offer))}" if offer else words


def _gap_words(scope: Scope, gap: Mapping[object, object], *, is_own: bool) -> str:
    words = str(gap["description"]).rstrip(". ") if is_own else scope.label("gap_type", gap["gap_type"])
    return f"{words} ({short_id(str(gap['gap_id']), scope.inputs.town)})"


def _number(scope: Scope, cell: object) -> str:
    number = cell_number(cell)
    return "" if number is None else format_number(number, 0 if number == int(number) else 1, scope.inputs.language)
