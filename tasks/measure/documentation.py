"""The page that documents every indicator, made from the registry, the docstrings and the labels."""

import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from config.loading import load_project
from config.models import Project
from tasks.measure.catalogue import DEFINITIONS, Definition
from tasks.measure.indicators import INDICATORS, Indicator

PAGE = Path("docs/indicators.md")
PARTS = ("Formula", "Range", "Reading", "Undefined", "Source")
"""What the docstring of every formula says, each part as a paragraph that begins with its word."""
OPTIONAL_PARTS = ("Variant", "Reference area", "Minimum data")
"""What it says where there is more than one variant, or where the reference or the data is not that of the tables."""

_INTRODUCTION = """# Indicators

What Kivijalka measures each quarter. This page is made from the code and from `config/indicators.yaml` by
`python -m tasks.measure.documentation`; a test compares them. Every formula is a function that can be called by itself;
its import path stands beside it. Functions take plain numbers, and counts by sector as a list, an array or a Series;
`tasks.measure.structures.by_area(jobs, herfindahl_index)` measures each row of a table of areas by sector.

A value that cannot be used has a status and a reason instead of a number: `missing` (nobody sent the data),
`rejected` (only rejected data was sent), `suppressed` (the number would give away a single firm's figure) or
`not_assessable` (the definition does not cover the case). It is never 0.
"""


_NOT_MEASURED = """# For analyses

Defined and tested in the same way, but not measured in a run. Call the function with your own data.
"""


def formula_parts(formula: Callable[..., Any]) -> dict[str, str]:
    """Return the parts of an indicator's documentation, from the docstring of its formula.

    Raises:
        ValueError: The docstring lacks a part: a defect.
    """
    lines = inspect.cleandoc(formula.__doc__ or "").splitlines()
    parts: dict[str, str] = {}
    current = ""
    for line in lines:
        word, colon, _ = line.partition(":")
        current = word if colon and word in (*PARTS, *OPTIONAL_PARTS) else current if line else ""
        if current:
            text = line.removeprefix(f"{current}:").strip()
            parts[current] = f"{parts[current]} {text}" if current in parts else text
    lacking = [part for part in PARTS if part not in parts]
    if lacking:
        raise ValueError(f"the docstring of {formula.__name__} lacks {', '.join(lacking)}")
    return parts


def indicator_page(project: Project) -> str:
    """Return the page as Markdown."""
    measured = (_measured_section(project, indicator) for indicator in INDICATORS)
    defined = (_defined_section(project, definition) for definition in DEFINITIONS)
    return "\n".join([_INTRODUCTION, *measured, _NOT_MEASURED, *defined])


def _measured_section(project: Project, indicator: Indicator) -> str:
    tables = ", ".join(f"`{table}`" for table in indicator.tables) or "none of the town's"
    scope = " and ".join(
        name for name, maker in (("town", indicator.town), ("network", indicator.network)) if maker is not None
    )
    return _section(project, indicator, f"- For: {scope}", f"- Tables: {tables}")


def _defined_section(project: Project, definition: Definition) -> str:
    return _section(project, definition, f"- Not measured in a run: {definition.not_measured}")


def _section(project: Project, entry: Indicator | Definition, *place: str) -> str:
    text = project.indicators[entry.id]
    facts = [
        f"- Name: {text.name.fi} · {text.name.sv} · {text.name.en}",
        f"- Unit: {text.unit.en} (`{entry.unit}`)",
        *place,
        f"- Function: `{entry.formula.__module__}.{entry.formula.__name__}`",
        *(f"- {part}: {words}" for part, words in formula_parts(entry.formula).items()),
    ]
    return "\n".join([f"## `{entry.id}`", "", text.reading.en, "", *facts, ""])


if __name__ == "__main__":
    page = indicator_page(load_project())
    PAGE.write_text(page, encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
