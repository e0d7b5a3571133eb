"""The short texts of a document (captions, headers, alt texts, source lines), read from its template folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from config.settings import PROJECT_ROOT, Settings
from config.texts import Language, Text
from config.yaml_text import read_yaml

TEMPLATES = PROJECT_ROOT / "templates"
SHARED_FOLDER = "shared"
CAPTIONS_FILE = "captions.yaml"


@dataclass(frozen=True)
class Wording:
    """Texts by dotted key, in one language."""

    texts: Mapping[str, Any]

    def __call__(self, key: str, **placeholders: object) -> str:
        """Return the text of a key with its placeholders filled in.

        Raises:
            KeyError: There is no such text, or a placeholder has no value: a defect.
        """
        return str(self._at(key)).format_map(placeholders)

    def counted(self, key: str, count: int, **placeholders: object) -> str:
        """Return the form `one` or `other` of a text that says how many; `{count}` is the number."""
        form = "one" if count == 1 else "other"
        return self(f"{key}.{form}", count=count, **placeholders)

    def words(self, key: str) -> dict[str, str]:
        """Return a group of texts by name, such as the inflected forms of a word."""
        return {str(name): str(text) for name, text in self._at(key).items()}

    def names(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, such as the headers of a table."""
        return tuple(str(text) for text in self._at(key))

    def has(self, key: str) -> bool:
        """Return whether there is such a text."""
        try:
            self._at(key)
        except KeyError:
            return False
        return True

    def _at(self, key: str) -> Any:
        here: Any = self.texts
        for part in key.split("."):
            try:
                here = here[part]
            except (KeyError, TypeError) as error:
                raise KeyError(f"no text '{key}' in {CAPTIONS_FILE}") from error
        return here


def template_folders(template_folder: str, language: Language | Literal[""] = "") -> tuple[Path, ...]:
    """Return the folders that hold the templates of a deliverable in a language, the project's own before the shipped.

    Raises:
        FileNotFoundError: Neither has it.
    """
    roots = (*filter(None, [Settings().templates_folder]), TEMPLATES)
    folders = tuple(folder for root in roots if (folder := root / template_folder / language).is_dir())
    if not folders:
        raise FileNotFoundError(f"there are no templates of {template_folder} in the language '{language}'")
    return folders


def read_wording(template_folder: str, language: Language) -> Wording:
    """Return the texts of a deliverable in a language: the shared ones and, above them, its own.

    A deliverable that has tables of another one names it under `texts_of`; those texts then lie between the two.
    """
    own = _captions(template_folder, language)
    other = own.pop("texts_of", "")
    below = read_wording(other, language).texts if other else _captions(SHARED_FOLDER, language)
    return Wording(_merged(below, own))


def _captions(name: str, language: Language) -> dict[str, Any]:
    texts: dict[str, Any] = {}
    for folder in reversed(template_folders(name, language)):
        texts = _merged(texts, _read_if_there(folder / CAPTIONS_FILE))
    return texts


def read_texts(file_name: str) -> dict[str, Text]:
    """Return the texts of a shared file that holds all languages, such as the titles that the download page shows."""
    texts: dict[str, Any] = {}
    for folder in reversed(template_folders(SHARED_FOLDER)):
        texts |= _read_if_there(folder / file_name)
    return {key: Text.model_validate(text) for key, text in texts.items()}


def filled(text: Text, **placeholders: Mapping[str, str] | str) -> Text:
    """Return a text with its placeholders filled in; a placeholder may differ by language."""

    def in_language(language: Language) -> str:
        words = {k: v if isinstance(v, str) else v[language] for k, v in placeholders.items()}
        return text.in_language(language).format_map(words)

    return Text(fi=in_language("fi"), sv=in_language("sv"), en=in_language("en"))


def _read_if_there(path: Path) -> dict[str, Any]:
    return dict(read_yaml(path.read_text("utf-8"))) if path.exists() else {}


def _merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(under)
    for key, value in over.items():
        below = merged.get(key)
        merged[key] = _merged(below, value) if isinstance(below, Mapping) and isinstance(value, Mapping) else value
    return merged
