"""What the summary may call a strength or a development target: what a fixed list of rules finds in the data."""

from collections.abc import Callable, Iterable

from tasks.assemble.scope import Scope
from tasks.assemble.town_registers import open_gaps_first, short_id
from tasks.assemble.town_tables import named_sectors
from tasks.assemble.typography import in_sentence
from tasks.assemble.value_texts import ValueBook, value_id

POINT_LIMIT = 3
_STRONG_SCORE = 3
_BEST_SCORE = 4
PRESENT_LEVEL = 3
"""The level of presence from which higher education has staff or a unit in a town."""
_HALF_COVERED_PCT = 50
_MOST_PCT = 50
_TOLD_GAPS = 2

Point = dict[str, object]
"""One point for the template: `kind` chooses the sentence, the rest fills it."""


def sector_reading(scope: Scope, sector: str, town: str = "") -> str:
    """Return how a sector's location quotient is read: above, below, not_different, no_interval or its status."""
    row = scope.book.find("location_quotient", sector, town)
    if row is None or row.value is None:
        return scope.book.status("location_quotient", sector, town)
    if row.lower is None or row.upper is None:
        return "no_interval"
    if row.lower > 1:
        return "above"
    return "below" if row.upper < 1 else "not_different"


def ei_reading(book: ValueBook, group: str) -> str | None:
    """Return how links run against what the sizes of the groups let expect, or None where either is unknown.

    `not_different` when the expected value lies in the interval of the observed one, else `inward` for fewer links
    between groups than expected and `outward` for at least as many.
    """
    observed, expected = book.find("ei_index", group), book.number("ei_index_expected", group)
    if observed is None or observed.value is None or expected is None:
        return None
    if observed.lower is not None and observed.upper is not None and observed.lower <= expected <= observed.upper:
        return "not_different"
    return "inward" if observed.value < expected else "outward"


def specialised_sectors(scope: Scope, town: str = "") -> list[str]:
    """Return the sectors whose interval lies above the national share, the highest quotient first."""
    above = [sector for sector in named_sectors(scope) if sector_reading(scope, sector, town) == "above"]
    return sorted(above, key=lambda sector: -(scope.book.number("location_quotient", sector, town) or 0))


def missing_helices(scope: Scope, town: str = "") -> list[str]:
    """Return the parts of the quadruple helix of which no actor was identified."""
    return [
        code
        for code in scope.inputs.project.code_lists["helix"]
        if scope.book.number("actor_count_by_helix", code, town) == 0
    ]


def strengths(scope: Scope) -> list[Point]:
    """Return up to three strengths that the data shows."""
    book = scope.book
    points: list[Point] = [
        {"kind": "specialised", "name": scope.label("sector", sector), "id": value_id("location_quotient", sector)}
        for sector in specialised_sectors(scope)[:1]
    ]
    if book.number("helix_coverage") == 1:
        points.append({"kind": "full_helix", "id": value_id("actor_count")})
    if (book.number("hei_presence_level") or 0) >= PRESENT_LEVEL:
        level = int(book.number("hei_presence_level") or 0)
        points.append({"kind": "hei_present", "label": in_sentence(scope.label("hei_level", level))})
    points += _dimension_point(scope, "strong_dimensions", max, lambda score: score >= _STRONG_SCORE)
    if (book.number("gap_coverage_pct") or 0) >= _HALF_COVERED_PCT:
        points.append({"kind": "gaps_covered", "id": value_id("gap_coverage_pct")})
    if (book.number("cross_town_link_count") or 0) > 0:
        points.append({"kind": "cross_town", "id": value_id("cross_town_link_count")})
    if (book.number("linked_actor_share_pct") or 0) >= _MOST_PCT:
        points.append({"kind": "linked", "id": value_id("linked_actor_share_pct")})
    return points[:POINT_LIMIT]


def targets(scope: Scope) -> list[Point]:
    """Return up to three development targets that the data shows."""
    book = scope.book
    points: list[Point] = []
    missing = missing_helices(scope)
    if missing:
        names, plural = helix_names(scope, missing), is_plural(scope, missing)
        points.append({"kind": "missing_helix", "names": names, "plural": plural})
    gaps = _open_gaps(scope)[:_TOLD_GAPS]
    if gaps:
        points.append({"kind": "open_gaps", "gaps": gaps})
    points += _dimension_point(scope, "weak_dimensions", min, lambda score: score < _BEST_SCORE)
    if book.number("hei_link_count") == 0:
        points.append({"kind": "no_hei_link"})
    if book.number("cross_town_link_count") == 0:
        points.append({"kind": "no_cross_town_link"})
    if (book.number("gap_coverage_pct") or _HALF_COVERED_PCT) < _HALF_COVERED_PCT:
        points.append({"kind": "gaps_uncovered", "id": value_id("gap_coverage_pct")})
    return points[:POINT_LIMIT]


def _open_gaps(scope: Scope) -> list[Point]:
    """Return the open gaps of the greatest importance that any open gap has."""
    frame = scope.rows("competence_gaps")
    frame = open_gaps_first(frame[frame["status"] == "open"])
    frame = frame[frame["importance"] == frame["importance"].max()]
    return [
        {
            "description": str(row["description"]).rstrip(". "),
            "row": short_id(str(row["gap_id"]), scope.inputs.town),
        }
        for row in frame.to_dict("records")
    ]


def helix_names(scope: Scope, codes: list[str]) -> list[str]:
    """Return parts of the quadruple helix as they are called inside a sentence."""
    return [scope.wording(f"helix_in_sentence.{code}") for code in codes]


def is_plural(scope: Scope, codes: list[str]) -> bool:
    """Return whether the parts of the quadruple helix take a verb in the plural."""
    return len(codes) > 1 or any(code in scope.wording.names("helix_is_plural") for code in codes)


def growth_areas(scope: Scope) -> list[str]:
    """Return the growth areas that the development proposals name, in the order of the proposals."""
    areas = scope.rows("proposals")["growth_area"].dropna()
    return list(dict.fromkeys(str(area) for area in areas))


def _dimension_point(
    scope: Scope, kind: str, best: Callable[[Iterable[float]], float], is_told: Callable[[float], bool]
) -> list[Point]:
    """Return one point on the dimensions with the highest or lowest score, unless all have the same."""
    codes = scope.inputs.project.code_lists["maturity_dimension"]
    scores = {code: score for code in codes if (score := scope.book.number("maturity_score", code)) is not None}
    if len(set(scores.values())) < 2 or not is_told(best(scores.values())):
        return []
    told = [code for code, score in scores.items() if score == best(scores.values())]
    names = [in_sentence(scope.label("maturity_dimension", code)) for code in told]
    return [{"kind": kind, "names": names, "id": value_id("maturity_score", told[0])}]
