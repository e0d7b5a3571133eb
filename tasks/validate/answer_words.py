"""The words of an answer in the town's language."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from config.texts import Language, Text, number_text
from config.yaml_text import read_yaml

TEMPLATES = Path(__file__).parents[2] / "templates" / "answer"


@cache
def answer_texts() -> Mapping[str, Text]:
    """Return the texts of the answer by their names."""
    source = read_yaml((TEMPLATES / "texts.yaml").read_text("utf-8"))
    return TypeAdapter(dict[str, Text]).validate_python(source)


@dataclass(frozen=True)
class Words:
    """All that an answer says, in one language."""

    language: Language

    def text(self, name: str, **placeholders: object) -> str:
        """Return a text with its placeholders filled in."""
        return answer_texts()[name].in_language(self.language).format(**placeholders)

    def say(self, text: Text) -> str:
        """Return a text that comes from elsewhere."""
        return text.in_language(self.language)

    def counted(self, name: str, count: int) -> str:
        """Return a counted thing, such as "1 virhe" or "3 virhettä"."""
        return self.text(f"{name}_one") if count == 1 else self.text(f"{name}_many", count=self.number(count))

    def number(self, count: int) -> str:
        """Return a number with its thousands apart."""
        return number_text(count).in_language(self.language)

    def day(self, day: dt.date) -> str:
        """Return a day, such as "5.10.2022"."""
        return self.text("day", day=day.day, month=day.month, year=day.year)

    def joined(self, parts: Sequence[str]) -> str:
        """Return parts as a list in a sentence: "a, b ja c"."""
        return self.text("list_and").join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)
