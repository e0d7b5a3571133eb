"""The words of the workbook, from templates/workbook/, in one language."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from config.texts import Language, Text
from config.yaml_text import read_yaml

_FOLDER = Path(__file__).parents[2] / "templates" / "workbook"


@cache
def workbook_texts() -> Mapping[str, Text]:
    """Return all texts of the workbook by key."""
    texts = read_yaml((_FOLDER / "texts.yaml").read_text("utf-8"))
    return {key: Text.model_validate(text) for key, text in texts.items()}


@cache
def run_words() -> Mapping[str, Any]:
    """Return the Finnish words of the run that writes the workbooks."""
    words: Mapping[str, Any] = read_yaml((_FOLDER / "run_fi.yaml").read_text("utf-8"))
    return words


@dataclass(frozen=True)
class Words:
    """The workbook's texts in one language."""

    language: Language

    def __call__(self, key: str, /, **placeholders: object) -> str:
        """Return a text with its placeholders filled in.

        Raises:
            KeyError: There is no such text, or a placeholder has no value: a defect.
        """
        return workbook_texts()[key].in_language(self.language).format_map(placeholders)


def day_words(day: dt.date) -> str:
    """Return a day as all three languages of the project write it in forms: `30.6.2022`."""
    return f"{day.day}.{day.month}.{day.year}"
