"""What stands in each cell of a workbook: the records in the words of the town's language."""

import datetime as dt
from dataclasses import dataclass

from cli.sample.phrases import SampleLanguage
from cli.sample.records import Record, TownTables, Value
from config.contracts import Column
from config.models import Project

Cell = str | int | float | dt.date | None

YES_NO = {"fi": ("Kyllä", "Ei"), "sv": ("Ja", "Nej")}
SHEET_ORDER = (
    "submission", "actors", "links", "external_actors", "key_figures", "competence_gaps", "proposals",
    "maturity_scores", "hei_presence", "peer_ecosystems", "interviews_workshops", "narratives", "strategy", "measures",
    "agreements", "needed_actors", "invest_offer", "events_visits", "hei_contacts", "comms_outputs", "budget_plan",
    "costs", "hours", "claims", "municipal_funding", "steering", "risks", "service_feedback", "contacts",
)  # fmt: skip


@dataclass
class Sheet:
    """One table as a town writes it.

    Attributes:
        table: Machine name of the table.
        name: Name of the sheet.
        columns: Machine name of each column; empty for one that no contract knows.
        header: The words of the first row.
        rows: The cells below it.
    """

    table: str
    name: str
    columns: list[str]
    header: list[str]
    rows: list[list[Cell]]

    def place(self, column: str) -> int:
        """Return the index of a column."""
        return self.columns.index(column)


def plan_sheets(project: Project, tables: TownTables, language: SampleLanguage) -> list[Sheet]:
    """Return the sheets of a town's workbook with names, headers and labels in its language."""
    return [_plan_sheet(project, table, tables[table], language) for table in SHEET_ORDER if table in tables]


def _plan_sheet(project: Project, table: str, records: list[Record], language: SampleLanguage) -> Sheet:
    contract = project.tables[table]
    columns = list(contract.columns)
    return Sheet(
        table=table,
        name=contract.name.in_language(language),
        columns=columns,
        header=[contract.columns[name].label.in_language(language) for name in columns],
        rows=[
            [_cell(project, contract.columns[name], record[name], language) for name in columns] for record in records
        ],
    )


def _cell(project: Project, column: Column, value: Value, language: SampleLanguage) -> Cell:
    if value is None:
        return None
    if isinstance(value, bool):
        return YES_NO[language][0 if value else 1]
    if isinstance(value, tuple):
        return ", ".join(_label(project, column, item, language) for item in value) or None
    return _label(project, column, value, language) if isinstance(value, str) else value


def _label(project: Project, column: Column, value: str, language: SampleLanguage) -> str:
    return value if column.codes is None else project.label(column.codes, value, language)
