"""What a reader calls the dimension of a number: a sector, a kind of output, a quarter, a pair of towns."""

import re

from tasks.assemble.scope import Scope, quarter_label
from tasks.assemble.typography import EN_DASH, in_sentence

PAIR_MARK = "--"
"""What stands between the two codes of a dimension that is a pair."""
_AREA_MARK = "."
_CODE_LISTS = (
    "sector_or_total", "helix", "actor_type", "gap_status", "maturity_dimension", "research_method", "output_type",
    "event_type", "contact_form", "needed_state", "project_service", "cost_type", "work_package", "language", "country",
)  # fmt: skip
"""The code lists that dimensions are from; a code that is in two of them has the same label in both."""
_LIST_OF_INDICATOR = {"hei_contact_count": "hei_level"}
"""The code lists of dimensions whose codes are numbers, which other indicators have as well."""
_QUARTER = re.compile(r"\d{4}Q[1-4]")


def dimension_words(scope: Scope, indicator: str, dimension: str) -> str:
    """Return the words for a dimension, such as `metsäteollisuus`; a code that nobody gave a name stays as it is."""
    if scope.wording.has(f"change_dimension.{dimension}"):
        return scope.wording(f"change_dimension.{dimension}")
    return EN_DASH.join(_code_words(scope, indicator, code) for code in dimension.split(PAIR_MARK))


def _code_words(scope: Scope, indicator: str, code: str) -> str:
    project = scope.inputs.project
    if code in project.towns:
        return scope.town_name(code)
    if scope.wording.has(f"change_dimension.{code}"):
        return scope.wording(f"change_dimension.{code}")
    if _QUARTER.fullmatch(code):
        return quarter_label(code)
    if code in project.indicators:
        return in_sentence(project.indicators[code].name.in_language(scope.inputs.language))
    lists = (_LIST_OF_INDICATOR[indicator],) if indicator in _LIST_OF_INDICATOR else _CODE_LISTS
    for name in lists:
        if code in project.code_lists[name]:
            return in_sentence(scope.label(name, code))
    area, mark, sector = code.partition(_AREA_MARK)
    if mark and scope.wording.has(f"change_dimension.{area}"):
        return f"{scope.wording(f'change_dimension.{area}')}, {_code_words(scope, indicator, sector)}"
    return code
