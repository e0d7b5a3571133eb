"""What the towns offer and look for, as their published Invest in sheets print it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from config.quarters import Quarter
from config.texts import Language
from tasks.publish.manifest import PublishedDocument
from tasks.storage import Store
from web.catalogue import PublishedQuarter

DELIVERABLE = "invest_in"
TABLES = ("needed_actors", "sectors", "sites")
_KEPT = 64


@dataclass(frozen=True)
class InvestSelection:
    """The reader's filter; an empty value means all."""

    town: str = ""
    sector: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "InvestSelection":
        """Return the selection that an address asks for."""
        return cls(*(query.get(name, "").strip() for name in ("town", "sector")))

    @property
    def query(self) -> str:
        """The selection as the end of an address; empty when all is selected."""
        chosen = {name: value for name, value in vars(self).items() if value}
        return f"?{urlencode(chosen)}" if chosen else ""


@dataclass(frozen=True)
class InvestRow:
    """One row of a sheet's table: the cells as they are printed, each with its language where it is another one."""

    town: str
    sector: str
    cells: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True)
class InvestTable:
    """The rows of one table of all sheets, with its columns."""

    columns: tuple[str, ...]
    rows: tuple[InvestRow, ...]

    def selected(self, selection: InvestSelection) -> tuple[InvestRow, ...]:
        """Return the rows of the chosen town and sector; a row without a sector belongs to every one."""
        return tuple(
            row
            for row in self.rows
            if selection.town in ("", row.town) and (selection.sector in ("", row.sector) or not row.sector)
        )


@dataclass(frozen=True)
class InvestView:
    """The sheets of a quarter in one language.

    Attributes:
        quarter: The quarter.
        documents: The sheets, by town.
        tables: Their tables by id; one that no sheet has is left out.
    """

    quarter: Quarter
    documents: tuple[PublishedDocument, ...]
    tables: Mapping[str, InvestTable]


class InvestSheets:
    """Reads what the published sheets show; a sheet is read again only when it was published anew."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: dict[tuple[str, str], Mapping[str, Any]] = {}

    def latest(self, published: Sequence[PublishedQuarter], language: Language) -> InvestView | None:
        """Return the sheets of the newest quarter that has any in a language, or None when there are none.

        Raises:
            StorageError: S3 cannot be read.
        """
        for entry in published:
            documents = entry.manifest.documents if entry.manifest else ()
            sheets = tuple(d for d in documents if (d.deliverable, d.language) == (DELIVERABLE, language))
            if sheets:
                return self._view(entry.quarter, sheets)
        return None

    def _view(self, quarter: Quarter, sheets: tuple[PublishedDocument, ...]) -> InvestView:
        return InvestView(quarter, sheets, tables_of_sheets([(sheet.town, self._exhibits(sheet)) for sheet in sheets]))

    def _exhibits(self, sheet: PublishedDocument) -> Mapping[str, Any]:
        known = (sheet.provenance_key, sheet.sha256)
        if known not in self._read:
            if len(self._read) >= _KEPT:
                self._read.clear()
            self._read[known] = dict(json.loads(self._store.get(sheet.provenance_key)).get("exhibits", {}))
        return self._read[known]


def tables_of_sheets(sheets: Sequence[tuple[str, Mapping[str, Any]]]) -> dict[str, InvestTable]:
    """Return the tables of some sheets by id, each with the rows of all of them.

    Args:
        sheets: The town and the exhibits of each sheet, as its provenance lists them.
    """
    tables = {}
    for name in TABLES:
        parts = [(town, exhibits[name]) for town, exhibits in sheets if "table" in exhibits.get(name, {})]
        if parts:
            columns = tuple(parts[0][1]["columns"])
            tables[name] = InvestTable(columns, tuple(row for town, part in parts for row in _rows(town, part)))
    return tables


def _rows(town: str, part: Mapping[str, Any]) -> Iterator[InvestRow]:
    for row in part["table"]:
        yield InvestRow(town, row["sector"], tuple(row["cells"]), tuple(row["languages"]))
