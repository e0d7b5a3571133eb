"""The page that documents every indicator, made from the registry, the docstrings and the labels."""

import inspect
import sys
from pathlib import Path

from config.loading import load_project
from config.models import Project
from tasks.measure.indicators import INDICATORS, Indicator

PAGE = Path("docs/indicators.md")
PARTS = ("Formula", "Range", "Reading", "Undefined", "Source")
"""What the docstring of every formula says, each part as a paragraph that begins with its word."""

_INTRODUCTION = """# Indicators

What Kivijalka measures each quarter. This page is made from the code and from `config/indicators.yaml` by
`python -m tasks.measure.documentation`; a test compares them.

A value that cannot be used has a status and a reason instead of a number: `missing` (nobody sent the data),
`rejected` (only rejected data was sent), `suppressed` (the number would give away a single firm's figure) or
`not_assessable` (the definition does not cover the case). It is never 0.
"""


def formula_parts(indicator: Indicator) -> dict[str, str]:
    """Return the parts of an indicator's documentation, from the docstring of its formula.

    Raises:
        ValueError: The docstring lacks a part: a defect.
    """
    lines = inspect.cleandoc(indicator.formula.__doc__ or "").splitlines()
    parts: dict[str, str] = {}
    current = ""
    for line in lines:
        word, colon, _ = line.partition(":")
        current = word if colon and word in PARTS else current if line else ""
        if current:
            text = line.removeprefix(f"{current}:").strip()
            parts[current] = f"{parts[current]} {text}" if current in parts else text
    lacking = [part for part in PARTS if part not in parts]
    if lacking:
        raise ValueError(f"the docstring of {indicator.formula.__name__} ({indicator.id}) lacks {', '.join(lacking)}")
    return parts


def indicator_page(project: Project) -> str:
    """Return the page as Markdown."""
    return "\n".join([_INTRODUCTION, *(_section(project, indicator) for indicator in INDICATORS)])


def _section(project: Project, indicator: Indicator) -> str:
    text = project.indicators[indicator.id]
    tables = ", ".join(f"`{table}`" for table in indicator.tables) or "none of the town's"
    scope = " and ".join(
        name for name, maker in (("town", indicator.town), ("network", indicator.network)) if maker is not None
    )
    facts = [
        f"- Name: {text.name.fi} · {text.name.sv} · {text.name.en}",
        f"- Unit: {text.unit.en} (`{indicator.unit}`)",
        f"- For: {scope}",
        f"- Tables: {tables}",
        *(f"- {part}: {words}" for part, words in formula_parts(indicator).items()),
    ]
    return "\n".join([f"## `{indicator.id}`", "", text.reading.en, "", *facts, ""])


if __name__ == "__main__":
    page = indicator_page(load_project())
    PAGE.write_text(page, encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
