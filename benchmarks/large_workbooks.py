"""Large workbooks of the invented towns: the sample's rows over and over, under ids of their own, some faulty."""

import datetime as dt
import itertools
import random
from collections.abc import Mapping, Sequence

from cli.sample.records import Record, TownTables, Value
from cli.sample.sheets import Sheet
from config.contracts import TableContract
from config.models import Project
from tasks.submissions import FileOrigin, SubmittedFile

_OPEN_KEY_TYPES = ("id", "text", "integer")
_ACTOR_TABLES = ("actors", "external_actors")
_UNREADABLE = "ei tiedossa?"
_CREATED = dt.datetime(2022, 10, 1, tzinfo=dt.UTC)


def enlarged(project: Project, tables: TownTables, row_count: int) -> TownTables:
    """Return a town's tables in which each has at least a number of rows, as far as its key allows.

    A table such as the key figures, whose key is a year and a code, cannot hold more rows than there are codes and
    keeps those of the sample.
    """
    own_ids = frozenset(record[project.tables[name].key[0]] for name in _ACTOR_TABLES for record in tables[name])
    return {
        name: _repeated(project.tables[name], records, row_count, own_ids)
        if _open_keys(project.tables[name]) and not project.tables[name].restricted
        else records
        for name, records in tables.items()
    }


def spoil(project: Project, sheets: Sequence[Sheet], share: float, seed: int) -> int:
    """Put a fault into a share of the rows and return how many: a required cell is blank, or one cannot be read."""
    chance = random.Random(seed)
    fault_count = 0
    for sheet in sheets:
        columns = project.tables[sheet.table].columns
        spoilt = [n for n, name in enumerate(sheet.columns) if columns[name].required or columns[name].type != "text"]
        for row in sheet.rows:
            if sheet.table != "submission" and chance.random() < share:
                column = chance.choice(spoilt)
                row[column] = None if columns[sheet.columns[column]].required else _UNREADABLE
                fault_count += 1
    return fault_count


def as_sent(content: bytes, town: str, quarter: str) -> SubmittedFile:
    """Return a workbook as a file that a town has sent."""
    key = f"inputs/{quarter}/{town}/{town}_{quarter}.xlsx"
    return SubmittedFile(FileOrigin(key, "", "", _CREATED, len(content)), content)


def _open_keys(contract: TableContract) -> tuple[str, ...]:
    return tuple(name for name in contract.key if contract.columns[name].type in _OPEN_KEY_TYPES)


def _repeated(
    contract: TableContract, records: Sequence[Record], row_count: int, own_ids: frozenset[Value]
) -> list[Record]:
    if not records:
        return []
    rounds = itertools.chain.from_iterable(
        records if number == 1 else (_again(contract, record, number, own_ids) for record in records)
        for number in itertools.count(1)
    )
    return list(itertools.islice(rounds, max(row_count, len(records))))


def _again(contract: TableContract, record: Mapping[str, Value], number: int, own_ids: frozenset[Value]) -> Record:
    """Return a row once more: what tells it apart gets a number, as do its texts, so that no two rows are equal."""
    again = dict(record)
    for name in _open_keys(contract):
        value = record[name]
        if isinstance(value, int):
            again[name] = value + 1000 * (number - 1)
        elif contract.id != "links" or value in own_ids:
            again[name] = f"{value}-{number}"
    for name, column in contract.columns.items():
        value = record[name]
        if (
            column.type in ("text", "long_text")
            and name not in contract.key
            and isinstance(value, str)
            and " " in value
        ):
            again[name] = f"{value} {number}"
    return again
