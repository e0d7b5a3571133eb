"""The invented names, texts and numbers that the sample is put together from, read from the folder `texts`."""

import random
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from config.models import Town
from config.yaml_text import read_yaml

SampleLanguage = Literal["fi", "sv"]

_FOLDER = Path(__file__).parent / "texts"


@lru_cache
def phrases(name: str) -> Any:
    """Return the content of a file of the folder `texts`; callers must not change it."""
    return read_yaml((_FOLDER / f"{name}.yaml").read_text("utf-8"))


def random_for(seed: int, *subject: object) -> random.Random:
    """Return the source of chance for one subject, the same in every run and on every machine."""
    return random.Random("/".join(str(part) for part in (seed, *subject)))


def writing_language(town: Town) -> SampleLanguage:
    """Return the language that a town fills its workbook in: Swedish where the town's language is, else Finnish."""
    return "sv" if town.language == "sv" else "fi"


def joined(words: list[str], language: SampleLanguage) -> str:
    """Return words as a sentence lists them: `a, b ja c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {phrases('words')['and'][language]} {words[-1]}"
