"""The rule of a cell: which drop-down it has, what is refused at once and what is only asked about."""

import datetime as dt
from collections.abc import Mapping

from config.contracts import Column, TableContract
from tasks.request.choices import Choices
from tasks.request.plan import WorkbookPlan

TITLE_LIMIT = 32
MESSAGE_LIMIT = 255
_NO_LIMIT = 10**15 - 1
_FIRST_DAY = dt.datetime(1900, 3, 1)  # noqa: DTZ001

Rule = Mapping[str, object]


def cell_rule(plan: WorkbookPlan, table: TableContract, name: str, choices: Choices) -> Rule | None:
    """Return the rule of a column's cells for xlsxwriter, or None when anything may stand in them."""
    column = table.columns[name]
    words = plan.words
    source = choices.source(column)
    if column.type == "code_list":
        # Excel's list takes one value; several are written by hand, so nothing is refused.
        return {"validate": "list", "source": source, "show_error": False, **_prompt(plan, column)}
    if source is not None:
        return {"validate": "list", "source": source, **_refused(plan, words("refused_choice"))}
    id_source = choices.id_source(plan, table, name)
    if id_source is not None:
        doubt = {**_doubtful(plan, words("doubtful_id")), "show_error": column.type == "id"}
        return {"validate": "list", "source": id_source, **doubt, **_prompt(plan, column)}
    if column.type in ("integer", "year", "number", "money"):
        is_whole = column.type in ("integer", "year")
        message = words("refused_integer" if is_whole else "refused_number", limits=limits(plan, column)).strip()
        return {
            "validate": "integer" if is_whole else "decimal",
            "criteria": "between",
            "minimum": -_NO_LIMIT if column.minimum is None else column.minimum,
            "maximum": _NO_LIMIT if column.maximum is None else column.maximum,
            **_refused(plan, message),
            **_prompt(plan, column),
        }
    if column.type == "date":
        return {
            "validate": "date",
            "criteria": ">=",
            "value": _FIRST_DAY,
            **_doubtful(plan, words("doubtful_date")),
            **_prompt(plan, column),
        }
    return None


def limits(plan: WorkbookPlan, column: Column) -> str:
    """Return a column's limits as a sentence; empty when it has none."""
    if column.minimum is None and column.maximum is None:
        return ""
    key = "note_between" if None not in (column.minimum, column.maximum) else "note_minimum"
    if column.minimum is None:
        key = "note_maximum"
    return plan.words(key, minimum=column.minimum, maximum=column.maximum)


def shortened(text: str, limit: int) -> str:
    """Return a text that fits into a limit, with an ellipsis where it was cut."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def _refused(plan: WorkbookPlan, message: str) -> dict[str, object]:
    return {
        "error_type": "stop",
        "error_title": shortened(plan.words("refused_title"), TITLE_LIMIT),
        "error_message": shortened(message, MESSAGE_LIMIT),
    }


def _doubtful(plan: WorkbookPlan, message: str) -> dict[str, object]:
    return {
        "error_type": "warning",
        "error_title": shortened(plan.words("doubtful_title"), TITLE_LIMIT),
        "error_message": shortened(message, MESSAGE_LIMIT),
    }


def _prompt(plan: WorkbookPlan, column: Column) -> dict[str, object]:
    language = plan.words.language
    return {
        "input_title": shortened(column.label.in_language(language), TITLE_LIMIT),
        "input_message": shortened(column.help.in_language(language), MESSAGE_LIMIT),
    }
