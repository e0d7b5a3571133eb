"""What one document is about: its unit, the tables and numbers that it may use, and how it names its sources."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from config.models import Town
from config.quarters import Quarter
from config.texts import Language
from tasks.assemble.inputs import DocumentInputs
from tasks.assemble.typography import format_date, join_words
from tasks.assemble.value_texts import ValueBook, read_value_book
from tasks.assemble.wording import Wording, read_texts, read_wording
from tasks.findings import NETWORK, Verdict
from tasks.reference.snapshot import Dataset
from tasks.submissions import Standing

CURRENT = "current"
EARLIER = "earlier"
NONE = "none"
_STATES = (CURRENT, EARLIER)


@dataclass(frozen=True)
class Scope:
    """The inputs of one document with its texts and numbers at hand.

    Attributes:
        inputs: Everything that the document may use.
        wording: Its short texts.
        book: Its numbers.
        standings: Which data counts, by town and table; of a town's document only its own.
    """

    inputs: DocumentInputs
    wording: Wording
    book: ValueBook
    standings: Mapping[tuple[str, str], Standing]

    @property
    def town(self) -> Town:
        """The town that the document is about.

        Raises:
            KeyError: The document is about the network.
        """
        return self.inputs.project.towns[self.inputs.town]

    @property
    def towns(self) -> tuple[Town, ...]:
        """All towns of the project in alphabetical order of their names."""
        language = self.inputs.language
        return tuple(sorted(self.inputs.project.towns.values(), key=lambda t: (t.name.in_language(language), t.slug)))

    def label(self, code_list: str, code: object) -> str:
        """Return the words for a code, or an empty text when the code is missing."""
        return "" if is_missing(code) else self.inputs.project.label(code_list, str(code), self.inputs.language)

    def town_name(self, slug: str) -> str:
        """Return the name of a town."""
        return self.inputs.project.towns[slug].name.in_language(self.inputs.language)

    @property
    def towns_own_language(self) -> Language | None:
        """The language of what the town writes, where it is not the document's."""
        return self.town.language if self.town.language != self.inputs.language else None

    def town_form(self, town: Town, form: Literal["genitive", "inside", "from_"]) -> str:
        """Return an inflected form of a town's name; only Finnish inflects it."""
        return str(getattr(town.forms, form)) if self.inputs.language == "fi" else self.town_name(town.slug)

    def rows(self, table: str, town: str = "") -> pd.DataFrame:
        """Return the rows of a table that count, of the document's own town or of the one named."""
        frame = self.inputs.accepted.tables[table]
        return frame[frame["town"] == (town or self.inputs.town)]

    def rows_to_date(self, table: str) -> pd.DataFrame:
        """Return the rows of all towns of a table that adds up, of all quarters up to the reported one."""
        earlier = self.inputs.accepted.earlier.get(table, {})
        frames = [*(earlier[quarter] for quarter in sorted(earlier)), self.inputs.accepted.tables[table]]
        return pd.concat(frames, ignore_index=True)

    def standing(self, table: str, town: str = "") -> Standing:
        """Return which data of a town's table counts."""
        wanted = (town or self.inputs.town, table)
        return self.standings.get(wanted) or Standing(*wanted, Verdict.MISSING)

    def state(self, table: str, town: str = "") -> str:
        """Return whether the rows of a table are of the reported quarter, of an earlier one, or not there."""
        data_quarter = self.standing(table, town).data_quarter
        if not data_quarter:
            return NONE
        return CURRENT if data_quarter == str(self.inputs.quarter) else EARLIER

    def table_name(self, table: str) -> str:
        """Return the name of a table as the town's workbook shows it."""
        return self.inputs.project.tables[table].name.in_language(self.inputs.language)

    def date(self, day: dt.date | None) -> str:
        """Return a day in words of the language, or an empty text."""
        return "" if day is None else format_date(day, self.inputs.language)

    def words(self, words: Iterable[str]) -> str:
        """Return words joined as in a sentence."""
        return join_words(list(words), self.inputs.language)

    def source_line(self, *sources: str) -> str:
        """Return the line below a table or figure that names its sources."""
        return self.wording.counted("source.line", len(sources), names="; ".join(sources))

    def town_source(self, *tables: str) -> str:
        """Return how what is made from tables of the document's own town is named as a source."""
        used = [table for table in tables if self.state(table) != NONE]
        sent = {state: self._sent_dates(table for table in used if self.state(table) == state) for state in _STATES}
        dates = [sent[CURRENT]] if sent[CURRENT] else []
        if sent[EARLIER]:
            dates.append(self.wording("source.earlier", dates=sent[EARLIER]))
        return self.wording(
            "source.town",
            place=self.wording(f"place.{self.town.kind}.genitive"),
            tables=self.wording.counted(
                "source.tables", len(used), names=self.words(self.table_name(table) for table in used)
            ),
            dates=self.words(dates),
        )

    def _sent_dates(self, tables: Iterable[str]) -> str:
        days = {day for table in tables if (day := self.standing(table).sent_on) is not None}
        return self.words(self.date(day) for day in sorted(days))

    def network_source(self, *tables: str) -> str:
        """Return how what is made from tables of several towns is named as a source."""
        sent = [
            day
            for table in tables
            for town in self.inputs.project.towns
            if (day := self.standing(table, town).sent_on) is not None
        ]
        if not sent:
            return self.wording("source.network_none")
        return self.wording(
            "source.network",
            tables=self._named_tables(tables),
            dates=self.date(sent[0]) if len(set(sent)) == 1 else f"{self.date(min(sent))}–{self.date(max(sent))}",
        )

    def to_date_source(self, *tables: str) -> str:
        """Return how what adds up over the quarters is named as a source: with the quarters that have rows."""
        found = sorted({str(quarter) for table in tables for quarter in self.rows_to_date(table)["quarter"]})
        if not found:
            return self.wording("source.network_none")
        return self.wording(
            "source.to_date",
            tables=self._named_tables(tables),
            quarters="–".join(dict.fromkeys(quarter_label(quarter) for quarter in (found[0], found[-1]))),
        )

    def _named_tables(self, tables: Sequence[str]) -> str:
        return self.wording.counted(
            "source.tables", len(tables), names=self.words(self.table_name(table) for table in tables)
        )

    def snapshot_source(self, dataset: str) -> str:
        """Return how a dataset of the reference snapshot is named as a source."""
        return attribution(self.inputs.snapshot.datasets[dataset], self.inputs.language)

    def snapshot_sources(self, dataset: str) -> tuple[str, ...]:
        """Return a dataset named as a source, or nothing where the snapshot lacks it."""
        return (self.snapshot_source(dataset),) if dataset in self.inputs.snapshot.datasets else ()


def open_scope(inputs: DocumentInputs, template_folder: str) -> Scope:
    """Return the scope of a document whose texts are in a template folder."""
    values, standings = inputs.values, inputs.accepted.standings
    if inputs.town != NETWORK:
        values = values[values["town"] == inputs.town]
        standings = tuple(standing for standing in standings if standing.town == inputs.town)
    return Scope(
        inputs=inputs,
        wording=read_wording(template_folder, inputs.language),
        book=read_value_book(values, inputs.project, inputs.language, inputs.town, inputs.changes, inputs.series),
        standings={(standing.town, standing.table): standing for standing in standings},
    )


def attribution(dataset: Dataset, language: Language) -> str:
    """Return how a dataset is named as a source: office, table, days, licence, and that it was modified (CC BY)."""
    kind = "sample" if dataset.is_sample else "dated" if dataset.updated else "undated"
    return (
        read_texts("attribution.yaml")[kind]
        .in_language(language)
        .format(
            source=dataset.source.in_language(language).rstrip("."),
            title=dataset.title.in_language(language).rstrip("."),
            updated=format_date(dt.date.fromisoformat(dataset.updated), language) if dataset.updated else "",
            retrieved=format_date(dt.date.fromisoformat(dataset.retrieved), language),
            licence=dataset.licence.rstrip(". "),
        )
    )


def quarter_label(quarter: str) -> str:
    """Return a quarter such as `2022Q3` as documents print it, or an empty text."""
    return Quarter.parse(quarter).label if quarter else ""


def is_missing(cell: object) -> bool:
    """Return whether a cell of a clean table is empty."""
    return cell is None or cell is pd.NA or cell is pd.NaT or (isinstance(cell, float) and cell != cell)


def cell_text(cell: object) -> str:
    """Return a text cell, or an empty text when it is missing."""
    return "" if is_missing(cell) else str(cell)


def cell_day(cell: object) -> dt.date | None:
    """Return a date cell as a day, or None when it is missing."""
    return None if is_missing(cell) else pd.Timestamp(str(cell)).date()


def cell_number(cell: object) -> float | None:
    """Return a number cell, or None when it is missing."""
    return None if is_missing(cell) else float(str(cell))
