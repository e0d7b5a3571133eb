"""The texts that people wrote for the chapters of a document, with what must be said beside each."""

from collections.abc import Iterable

import pandas as pd

from config.texts import Language
from tasks.assemble.scope import CURRENT, Scope, quarter_label
from tasks.assemble.town_facts import Facts

APPROVED = "approved"


def chapter_texts(scope: Scope, report: str, towns: Iterable[str], language: Language | None = None) -> Facts:
    """Return by chapter the text of the first of the towns that wrote one in a language, else in the document's.

    Each has `text` (empty when there is none), `is_draft`, and `sent_on` and `quarter` when it is of an earlier one.
    """
    texts: Facts = {chapter: _no_text() for chapter in scope.inputs.project.code_lists["chapter"]}
    for town in reversed(list(towns)):
        for row in _rows(scope, report, town, language or scope.inputs.language).to_dict("records"):
            standing = scope.standing("narratives", town)
            is_earlier = scope.state("narratives", town) != CURRENT
            texts[str(row["chapter"])] = {
                "text": str(row["text"]),
                "is_draft": str(row["state"]) != APPROVED,
                "sent_on": standing.sent_on,
                "is_earlier": is_earlier,
                "quarter": quarter_label(standing.data_quarter),
                "town": scope.town_name(town),
            }
    return texts


def _rows(scope: Scope, report: str, town: str, language: Language) -> pd.DataFrame:
    frame = scope.rows("narratives", town)
    return frame[(frame["report"] == report) & (frame["language"] == language)]


def _no_text() -> Facts:
    return {"text": "", "is_draft": False, "sent_on": None, "is_earlier": False, "quarter": "", "town": ""}
