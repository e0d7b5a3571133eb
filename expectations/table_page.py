"""The page that documents every table, made from its contract and its promises."""

import sys
from pathlib import Path

from config.contracts import Column, TableContract
from config.loading import load_project
from config.models import Project
from config.quarters import Quarter
from config.texts import Text
from expectations.catalogue import CATALOGUE
from expectations.promise import Known, Promise, within_limits

PAGE = Path("docs/tables.md")

_INTRODUCTION = """# Tables

What the towns are asked for: one sheet of the workbook a table. This page is made from `config/tables/` and
`expectations/` by `python -m expectations.table_page`; a test compares them.

- A **register** holds until it is replaced: the latest accepted submission counts, and documents say its date. An
  **activity** table belongs to its quarter; if it is missing, documents show a gap. The costs of
  earlier quarters are read again, for the sums to date.
- A cell may hold a code of a list or any of its labels, in Finnish, Swedish or English. Lists of ids and codes are
  separated by commas. Dates are written 30.6.2022, numbers with a decimal comma or point.
- **Critical** findings reject the table of that town (the last accepted one stands), **warnings** are used and listed,
  **info** is told. In the words of a check, … stands for the value at hand.
- Every cell is also read by its type (codes `CEL`), and every sheet by its headings (`SHE`, `COL`). Free text and ids
  are searched for personal data (`PER-001` identity code, `PER-002` e-mail address, `PER-003` telephone number): such a
  row is left out, and its text is repeated nowhere.
"""
_LONGEST_LIST_IN_A_CELL = 8
_SENDERS = {
    "every_town": "every town",
    "staff_towns": "the towns with project staff",
    "coordinator": "the lead partner, for the whole project",
}


def table_page(project: Project) -> str:
    """Return the page as Markdown: the tables in the order in which their promises are listed."""
    known = _nothing_known(project)
    tables = [project.tables[name] for name in CATALOGUE if name in project.tables]
    contents = [f"- [{table.name.en}](#{table.id}): {table.help.en}" for table in tables]
    sections = (_section(project, table, known) for table in tables)
    return "\n".join([_INTRODUCTION, *contents, "", *sections, *_long_lists(project, tables)])


def _nothing_known(project: Project) -> Known:
    """Return what is known before anything was sent: the promises do not depend on it."""
    return Known(project, Quarter.of_day(project.identity.end), frozenset(), frozenset(), frozenset(), {})


def table_promises(known: Known, table: str) -> tuple[Promise, ...]:
    """Return everything that a table promises, its limits first."""
    return (*within_limits(known.project.tables[table]), *CATALOGUE[table].promises(known))


def _section(project: Project, table: TableContract, known: Known) -> str:
    restricted = ["- Restricted: its cells reach no document, no record of a run and no finding."] * table.restricted
    return "\n".join(
        [
            f'<a id="{table.id}"></a>',
            "",
            f"## `{table.id}`",
            "",
            table.help.en,
            "",
            f"- Sheet: {_in_all_languages(table.name)}",
            f"- Kind: {table.kind}",
            f"- Sent by: {_SENDERS[table.sent_by]}",
            f"- Told apart by: {', '.join(f'`{name}`' for name in table.key)}",
            *restricted,
            "",
            "| column | heading | type | what to write |",
            "|---|---|---|---|",
            *(_column_row(project, name, column) for name, column in table.columns.items()),
            "",
            "| code | severity | column | check |",
            "|---|---|---|---|",
            *_promise_rows(table, table_promises(known, table.id)),
            "",
        ]
    )


def _column_row(project: Project, name: str, column: Column) -> str:
    cells = [f"`{name}`", _in_all_languages(column.label), _type_words(column), column.help.en]
    if column.codes:
        is_long = len(project.code_lists[column.codes]) > _LONGEST_LIST_IN_A_CELL
        words = f"see [{column.codes}](#list-{column.codes})" if is_long else _list_words(project, column.codes)
        cells[-1] += f": {words}"
    return _row(cells)


def _list_words(project: Project, name: str) -> str:
    return ", ".join(f"{label.en} (`{code}`)" for code, label in project.code_lists[name].items())


def _long_lists(project: Project, tables: list[TableContract]) -> list[str]:
    """Return a section with the lists that are too long for a cell."""
    used = {column.codes for table in tables for column in table.columns.values() if column.codes}
    names = sorted(name for name in used if len(project.code_lists[name]) > _LONGEST_LIST_IN_A_CELL)
    lists = [f'<a id="list-{name}"></a>\n\n### `{name}`\n\n{_list_words(project, name)}\n' for name in names]
    return ["## Long lists", "", *lists]


def _type_words(column: Column) -> str:
    words = [column.type.replace("_", " "), "**required**" if column.required else "optional"]
    if column.minimum is not None or column.maximum is not None:
        words.append(_limits(column.minimum, column.maximum))
    if column.unit:
        words.append(column.unit)
    return ", ".join(words)


def _limits(low: int | None, high: int | None) -> str:
    if low is None:
        return f"at most {high}"
    return f"at least {low}" if high is None else f"{low} to {high}"


def _promise_rows(table: TableContract, promises: tuple[Promise, ...]) -> list[str]:
    """Return a row a code and wording; columns that promise the same share it."""
    columns: dict[tuple[str, str, str], list[str]] = {}
    for promise in promises:
        words = _without_values(promise.message.message.en)
        columns.setdefault((promise.code, str(promise.message.severity), words), []).append(f"`{promise.column}`")
    rows = sorted(columns.items(), key=lambda item: (item[0][0].startswith("RNG"), item[0]))
    return [_row([code, severity, ", ".join(names), words]) for (code, severity, words), names in rows]


def _without_values(message: str) -> str:
    parts = message.split("{")
    return parts[0] + "".join("…" + part.partition("}")[2] for part in parts[1:])


def _in_all_languages(text: Text) -> str:
    return " · ".join(dict.fromkeys((text.fi, text.sv, text.en)))


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    page = table_page(load_project())
    PAGE.write_text(page, encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
