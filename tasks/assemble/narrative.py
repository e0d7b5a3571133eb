"""From a folder of text templates to blocks; the one place that knows Jinja."""

import datetime as dt
import hashlib
import json
import re
import traceback
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import jinja2
import jinja2.meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from config.settings import Settings
from config.texts import LANGUAGES, Language
from tasks.assemble.blocks import Block, Chart, Figure, Table
from tasks.assemble.markdown import MarkdownReader
from tasks.assemble.markdown_inlines import MarkdownError
from tasks.assemble.markers import CONTROL_MARKER, MARKER_START, Control, control_marker, line_marker, without_markers
from tasks.assemble.plain_data import plain_copy
from tasks.assemble.typography import format_date, format_eur, format_number, format_pct, join_words

SHARED_TEMPLATES = Path(__file__).parents[2] / "templates" / "shared"

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_BLANKS = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029]+")
_FUNCTIONS = ("value", "ref", "narrative", "note")


@dataclass(frozen=True)
class DocumentParts:
    """What templates may place by id: tables, charts, figures, and numbers as words.

    Attributes:
        tables: Tables by id.
        charts: Charts by id.
        figures: Figures by id.
        values: The text of each number by its value id, `<indicator>` or `<indicator>.<dimension>`.
    """

    tables: Mapping[str, Table]
    charts: Mapping[str, Chart]
    figures: Mapping[str, Figure]
    values: Mapping[str, str]

    def find(self, kind: str, part_id: str) -> Table | Chart | Figure:
        """Return the part of a kind with an id.

        Raises:
            KeyError: There is none.
        """
        kinds: dict[str, Mapping[str, Table | Chart | Figure]] = {
            "table": self.tables,
            "chart": self.charts,
            "figure": self.figures,
        }
        return kinds[kind][part_id]

    def has(self, part_id: str) -> bool:
        """Return whether any table, chart or figure has an id."""
        return part_id in self.tables or part_id in self.charts or part_id in self.figures


class NarrativeError(Exception):
    """A text template cannot become a document: a defect of the template or of the data that it was given.

    Attributes:
        deliverable: The deliverable whose templates are rendered.
        template: File name of the template; empty when the data itself is refused.
        line: Line in the template; 0 where it is not known.
        town: The town that the document is about.
        problem: What is wrong.
    """

    def __init__(self, deliverable: str, template: str, line: int, town: str, problem: str) -> None:
        place = f"{template}, line {line}" if template and line else template or "data"
        super().__init__(f"{deliverable}, {place}, {town}: {problem}")
        self.deliverable = deliverable
        self.template = template
        self.line = line
        self.town = town
        self.problem = problem


@dataclass
class _Render:
    """What one render has placed so far."""

    parts: DocumentParts
    nonce: str
    controls: list[Control] = field(default_factory=list)

    def marker(self, control: Control) -> "_Marker":
        self.controls.append(control)
        return _Marker(control_marker(self.nonce, len(self.controls) - 1))


class _Marker(str):
    """The text of a control marker, which is not escaped."""

    __slots__ = ()


_CURRENT: ContextVar[_Render] = ContextVar("render")


def render_blocks(
    folder: Path,
    data: Mapping[str, object],
    parts: DocumentParts,
    language: Language,
    *,
    deliverable: str,
    town: str,
    above: Path | None = None,
) -> tuple[Block, ...]:
    """Return the blocks of all templates of a folder, in the order of their names.

    A template whose name begins with `_` is only there to be included or imported. One of the folder `above` stands in
    place of the one of the same name.

    Args:
        folder: The folder with the `*.md.j2` files.
        data: What templates may use: plain data only.
        parts: The tables, charts, figures and numbers that templates may place.
        language: The language of the document.
        deliverable: Named in errors.
        town: Named in errors.
        above: The project's own templates of the same document, where it has some.

    Raises:
        NarrativeError: Data is not plain, a template uses an undefined name, or its text is not in the dialect.
    """
    try:
        plain = plain_copy(dict(data))
        if hidden := sorted(set(data) & set(_FUNCTIONS)):
            raise TypeError(f"data.{hidden[0]} would hide a function of the templates")
    except TypeError as error:
        raise NarrativeError(deliverable, "", 0, town, str(error)) from None
    render = _Render(parts, _nonce(plain, parts, folder, town))
    reader = MarkdownReader(render.nonce, render.controls, parts.find)
    environment = _environment(_search_path(folder, above, language), language)
    templates = {path.name: path for one in (folder, above) if one for path in one.glob("*.md.j2")}
    blocks: list[Block] = []
    token = _CURRENT.set(render)
    try:
        for name in sorted(templates):
            path = templates[name]
            if name.startswith("_"):
                continue
            try:
                blocks.extend(reader.read(environment.get_template(path.name).render(plain)))
            except MarkdownError as error:
                name, line = error.place or (path.name, 0)
                line = _line_with(error.excerpt, path) or line
                raise NarrativeError(deliverable, name, line, town, str(error)) from error
            except jinja2.TemplateSyntaxError as error:
                name = error.name or path.name
                raise NarrativeError(deliverable, name, error.lineno, town, error.message or "bad syntax") from error
            except (jinja2.TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
                name, line = _place_in_template(error, path.name)
                raise NarrativeError(deliverable, name, line, town, _problem(error)) from error
    finally:
        _CURRENT.reset(token)
    return tuple(blocks)


def undefined_names(folder: Path, language: Language, known: Iterable[str]) -> list[tuple[str, int, str]]:
    """Return the names in a folder's templates that nothing defines, also in branches that no data reaches.

    Args:
        folder: The folder with the `*.j2` files.
        language: The language of the documents.
        known: The names that the data of the templates has.

    Returns:
        Template, line and name of each.
    """
    environment = _environment(_search_path(folder, None, language), language)
    trees = {path.name: environment.parse(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.j2"))}
    # What a template hands on to one that it includes is not declared there.
    set_somewhere = {
        node.name for tree in trees.values() for node in tree.find_all(jinja2.nodes.Name) if node.ctx != "load"
    }
    defined = {*known, *environment.globals, *set_somewhere}
    return [
        (name, node.lineno, node.name)
        for name, tree in trees.items()
        for missing in (jinja2.meta.find_undeclared_variables(tree) - defined,)
        for node in tree.find_all(jinja2.nodes.Name)
        if node.name in missing
    ]


class _LocatedTemplates(jinja2.FileSystemLoader):
    """Templates whose fences carry the line that they stand in, so that an error can name it."""

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, filename, is_current = super().get_source(environment, template)
        lines = source.split("\n")
        located = [
            line + line_marker(template, number) if line.lstrip().startswith(":::") else line
            for number, line in enumerate(lines, start=1)
        ]
        return "\n".join(located), filename, is_current


def _search_path(folder: Path, above: Path | None, language: Language) -> tuple[Path, ...]:
    """Return where templates are looked for: in the document's folders, then in the shared ones."""
    own = Settings().templates_folder
    own_shared = own / SHARED_TEMPLATES.name / language if own else None
    return tuple(path for path in (above, folder, own_shared, SHARED_TEMPLATES / language) if path is not None)


@lru_cache(maxsize=64)
def _environment(search_path: tuple[Path, ...], language: Language) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=_LocatedTemplates(search_path),
        undefined=jinja2.StrictUndefined,
        finalize=_escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals = {**environment.globals, "value": _place_value, "ref": _place_reference,
                           "narrative": _place_narrative, "note": _place_note}  # fmt: skip
    environment.filters |= {
        "number": lambda value, decimals=0: format_number(_a_number(value), decimals, language),
        "pct": lambda value, decimals=1: format_pct(_a_number(value), decimals, language),
        "eur": lambda value: format_eur(_a_number(value), language),
        "date": lambda day: format_date(_a_day(day), language),
        "words": lambda words: join_words(_word_list(words), language),
        "lang": _place_foreign,
    }
    return environment


def _place_value(value_id: str) -> _Marker:
    render = _CURRENT.get()
    if value_id not in render.parts.values:
        raise LookupError(f"there is no value with the id '{value_id}'")
    return render.marker(Control("value", value_id, render.parts.values[value_id]))


def _place_reference(part_id: str) -> _Marker:
    render = _CURRENT.get()
    if not render.parts.has(part_id):
        raise LookupError(f"there is no table, chart or figure with the id '{part_id}'")
    return render.marker(Control("reference", part_id))


def _place_narrative(text: str | None, language: str = "") -> _Marker:
    if text is not None and type(text) is not str:
        raise TypeError(f"narrative() takes a partner's text, not a {type(text).__name__}")
    spoken = _a_language(language) if language else None
    return _CURRENT.get().marker(Control("narrative", "", text or "", spoken))


def _place_note(text: str) -> _Marker:
    if type(text) is not str or not text.strip():
        raise TypeError("note() takes the text of a footnote")
    return _CURRENT.get().marker(Control("note", "", without_markers(text)))


def _place_foreign(text: str, language: str) -> _Marker:
    return _CURRENT.get().marker(Control("foreign", "", without_markers(str(text)), _a_language(language)))


def _a_language(language: str) -> Language:
    languages: dict[str, Language] = {code: code for code in LANGUAGES}
    if language not in languages:
        raise LookupError(f"'{language}' is not one of the project's languages")
    return languages[language]


def _escaped(value: object) -> str:
    if isinstance(value, _Marker | jinja2.Undefined):
        return str(value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        hint = "put it through number(), pct(), eur, date or words, or write out what is printed when it is missing"
        raise TypeError(f"{value!r} cannot be printed as it is: {hint}")
    text = str(value)
    # A marker that was joined to other text has lost its type, but not its characters.
    position, escaped = 0, ""
    for marker in CONTROL_MARKER.finditer(text):
        escaped += _escaped_text(text[position : marker.start()]) + marker[0]
        position = marker.end()
    return escaped + _escaped_text(text[position:])


def _escaped_text(text: str) -> str:
    if MARKER_START in text:
        raise TypeError("a filter altered what value(), ref() or narrative() gave; it cannot be changed afterwards")
    return _PUNCTUATION.sub(r"\\\1", _BLANKS.sub(" ", text))


def _a_number(value: object) -> float | int | Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise TypeError(f"{value!r} is not a number; write out what is printed when it is missing")
    return value


def _a_day(value: object) -> dt.date:
    if not isinstance(value, dt.date):
        raise TypeError(f"{value!r} is not a date")
    return value


def _word_list(value: object) -> list[str]:
    if not isinstance(value, list | tuple) or not all(isinstance(word, str) for word in value):
        raise TypeError(f"{value!r} is not a list of words")
    return list(value)


def _nonce(data: object, parts: DocumentParts, folder: Path, town: str) -> str:
    """Return what markers carry: it follows from the data, so data cannot contain it."""
    text = json.dumps([data, dict(parts.values), folder.name, town], sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _place_in_template(error: BaseException, template: str) -> tuple[str, int]:
    """Return the template and line that an error came from: the innermost frame that is a template."""
    place = (template, 0)
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith(".j2"):
            place = (Path(frame.filename).name, frame.lineno or 0)
    return place


def _line_with(excerpt: str, path: Path) -> int:
    if excerpt.strip():
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            if excerpt.strip() in line:
                return number
    return 0


def _problem(error: BaseException) -> str:
    return str(error.args[0]) if isinstance(error, LookupError) and error.args else str(error)
