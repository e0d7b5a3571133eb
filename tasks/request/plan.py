"""Plans the workbook: which tables in which order, and which accepted rows each of them is prefilled with."""

import datetime as dt
from dataclasses import dataclass, replace

import pandas as pd

from config.contracts import TableContract
from config.models import Project, Town
from config.quarters import Quarter
from tasks.request.cells import CELL_LIMIT, Cell, cell_of
from tasks.request.words import Words
from tasks.submissions import SAMPLE_MARK, AcceptedData

SUBMISSION = "submission"
FIXED_COLUMNS = ("quarter", "municipality_code", "form_version")
"""Columns of the submission sheet that are filled in for the town and locked."""
_CARRIED_NO_FURTHER = "submitted_date"
_FIRST_TABLES = (
    "submission", "actors", "external_actors", "links", "key_figures", "competence_gaps", "proposals",
    "maturity_scores", "hei_presence", "peer_ecosystems", "interviews_workshops", "narratives",
)  # fmt: skip


@dataclass(frozen=True)
class TableForm:
    """One table of the workbook and what it is prefilled with.

    Attributes:
        contract: The table.
        rows: The prefilled cells, in the contract's order of columns.
        data_quarter: The quarter whose submission the rows come from; empty when there are none.
        sent_on: The day on which that submission was sent.
        overlong: Row and label of each text that is too long for a cell and was left out.
    """

    contract: TableContract
    rows: tuple[tuple[Cell, ...], ...] = ()
    data_quarter: str = ""
    sent_on: dt.date | None = None
    overlong: tuple[tuple[int, str], ...] = ()

    @property
    def is_submission(self) -> bool:
        """Whether this is the sheet that says who sends what."""
        return self.contract.id == SUBMISSION

    @property
    def is_prefilled(self) -> bool:
        """Whether rows of an earlier submission stand in it."""
        return bool(self.rows) and not self.is_submission


@dataclass(frozen=True)
class WorkbookPlan:
    """A town's workbook before it is written.

    Attributes:
        project: The configuration.
        town: The town that is asked.
        quarter: The quarter that it is asked for.
        words: The texts in the workbook's language.
        tables: The tables in the order of their sheets.
        form_version: Version of the form; marked when the prefilled rows are invented.
        earlier_quarter: The quarter up to which accepted data was looked for; empty when none was.
        page_address: Address of the project's page, if it has one that partners can reach.
    """

    project: Project
    town: Town
    quarter: Quarter
    words: Words
    tables: tuple[TableForm, ...]
    form_version: str
    earlier_quarter: str = ""
    page_address: str = ""

    @property
    def title(self) -> str:
        """The workbook's title."""
        return self.words("title", town=self.town.name.in_language(self.words.language), quarter=self.quarter.label)

    @property
    def is_sample(self) -> bool:
        """Whether invented rows are prefilled."""
        return SAMPLE_MARK in self.form_version

    def label(self, table: TableContract) -> str:
        """Return a table's name: the name of its sheet."""
        return table.name.in_language(self.words.language)


def plan_workbook(
    project: Project, town: Town, quarter: Quarter, words: Words, accepted: AcceptedData | None, page_address: str = ""
) -> WorkbookPlan:
    """Return the plan of a town's workbook; registers get the latest accepted rows, activities start empty."""
    version = _form_version(project, town, accepted)
    plan = WorkbookPlan(project, town, quarter, words, (), version, accepted.quarter if accepted else "", page_address)
    return replace(plan, tables=tuple(_table_form(plan, contract, accepted) for contract in _in_order(project, town)))


def _in_order(project: Project, town: Town) -> list[TableContract]:
    """Return the tables that a town is asked for, in an order that a person can fill in: what others refer to first."""
    asked = {table.id: table for table in project.tables_asked_of(town)}
    first = [asked[name] for name in _FIRST_TABLES if name in asked]
    others = [table for name, table in asked.items() if name not in _FIRST_TABLES]
    return [*first, *(t for t in others if t.kind == "register"), *(t for t in others if t.kind == "activity")]


def _table_form(plan: WorkbookPlan, contract: TableContract, accepted: AcceptedData | None) -> TableForm:
    rows = _rows_of(plan.town, contract, accepted)
    if contract.id == SUBMISSION:
        return TableForm(contract, (_submission_row(plan, contract, rows),))
    if rows.empty or accepted is None or contract.kind == "activity":
        return TableForm(contract)
    cells: list[tuple[Cell, ...]] = []
    overlong: list[tuple[int, str]] = []
    for number, values in enumerate(rows[list(contract.columns)].itertuples(index=False), start=2):
        row: list[Cell] = []
        for column, value in zip(contract.columns.values(), values, strict=True):
            cell = cell_of(plan.project, column, value, plan.words)
            if isinstance(cell, str) and len(cell) > CELL_LIMIT:
                overlong.append((number, column.label.in_language(plan.words.language)))
                cell = None
            row.append(cell)
        cells.append(tuple(row))
    standing = next((s for s in accepted.standings if (s.town, s.table) == (plan.town.slug, contract.id)), None)
    quarter, sent_on = (standing.data_quarter, standing.sent_on) if standing else ("", None)
    return TableForm(contract, tuple(cells), quarter, sent_on, tuple(overlong))


def _rows_of(town: Town, contract: TableContract, accepted: AcceptedData | None) -> pd.DataFrame:
    frame = accepted.tables.get(contract.id) if accepted else None
    if frame is None:
        return pd.DataFrame(columns=list(contract.columns))
    return frame[frame["town"] == town.slug]


def _submission_row(plan: WorkbookPlan, contract: TableContract, earlier: pd.DataFrame) -> tuple[Cell, ...]:
    """Return the one row of the submission sheet; what the town said of itself last time is carried over."""
    values: dict[str, object] = {"mapping_method": plan.town.mapping_method}
    if not earlier.empty:
        values |= {name: earlier[name].iloc[-1] for name in contract.columns if name != _CARRIED_NO_FURTHER}
    values |= {
        "quarter": str(plan.quarter),
        "municipality_code": plan.town.municipality_codes[0],
        "form_version": plan.form_version,
    }
    return tuple(
        cell_of(plan.project, column, values.get(name), plan.words) for name, column in contract.columns.items()
    )


def _form_version(project: Project, town: Town, accepted: AcceptedData | None) -> str:
    """Return the newest form version; invented rows stay marked as such when they come back."""
    version = project.identity.form_versions[-1]
    if accepted is None or SUBMISSION not in accepted.tables:
        return version
    submissions = accepted.tables[SUBMISSION]
    own = submissions.loc[submissions["town"] == town.slug, "form_version"]
    return f"{version} {SAMPLE_MARK}" if own.str.contains(SAMPLE_MARK, case=False, na=False).any() else version
