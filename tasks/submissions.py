"""What the stages hand each other about a town's submission: files, raw and clean tables, and which of them count."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from tasks.findings import Finding, Severity, Verdict

SAMPLE_MARK = "esimerkki"
"""What the form version of an invented submission holds."""


@dataclass(frozen=True)
class FileOrigin:
    """One version of one object in S3, as the manifest records it."""

    key: str
    version_id: str
    sha256: str
    uploaded_at: dt.datetime
    size: int

    @property
    def name(self) -> str:
        """The file's own name, without its folders."""
        return self.key.rsplit("/", 1)[-1]


@dataclass(frozen=True)
class SubmittedFile:
    """A file that a town sent, with its bytes."""

    origin: FileOrigin
    content: bytes


@dataclass(frozen=True)
class RawTable:
    """One table as the town wrote it.

    Attributes:
        table: Machine name of the table.
        frame: One row a data row: the contract's columns that were found, all as text with missing cells as NA, and
            `source_ref` ("workbook!sheet!row").
        letters: Spreadsheet column letter of each machine column, so that a finding can name the cell.
        origin: The file that it came from.
    """

    table: str
    frame: pd.DataFrame
    letters: Mapping[str, str]
    origin: FileOrigin


@dataclass(frozen=True)
class CleanTable:
    """One table with typed columns: all columns of the contract, then `source_ref`, `town` and `quarter`."""

    table: str
    frame: pd.DataFrame
    letters: Mapping[str, str]
    origin: FileOrigin


@dataclass(frozen=True)
class Submission:
    """Everything that a town sent for a quarter, read and cleaned."""

    town: str
    quarter: str
    files: tuple[FileOrigin, ...]
    tables: Mapping[str, CleanTable]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class ExpectationResult:
    """What one expectation answered about the rows of a table, as a run's record keeps it.

    It has addresses and no cell: a broken row may be of a restricted table or hold personal data, and what is kept with
    a run is read by more people than the town's own answer.

    Attributes:
        table: Machine name of the table.
        code: Code of the promise that the expectation keeps.
        expectation_type: Its name in Great Expectations.
        kwargs: What it was asked, by name.
        submissions: Whose rows were looked at together, as `<town>/<quarter>`.
        success: Whether all rows keep the promise.
        element_count: Rows looked at.
        unexpected_count: Rows that break it.
        unexpected_rows: Their addresses: (`<town>/<quarter>`, `workbook!sheet!2-14,16`).
    """

    table: str
    code: str
    expectation_type: str
    kwargs: tuple[tuple[str, object], ...]
    submissions: tuple[str, ...]
    success: bool
    element_count: int
    unexpected_count: int = 0
    unexpected_rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Standing:
    """Which data of a town's table the documents use, and why.

    Attributes:
        town: Slug of the town.
        table: Machine name of the table.
        verdict: What became of the table in the quarter that is reported.
        data_quarter: The quarter whose submission is used; empty when there is none.
        sent_on: The day on which the used submission was sent, from its own `submission` table, else uploaded.
        origin: The file that is used; None when there is none.
        row_count: Rows used.
    """

    town: str
    table: str
    verdict: Verdict
    data_quarter: str = ""
    sent_on: dt.date | None = None
    origin: FileOrigin | None = None
    row_count: int = 0


@dataclass(frozen=True)
class AcceptedData:
    """The tables that count for a quarter, over all towns.

    Attributes:
        quarter: The quarter that is reported.
        tables: Every table of the contracts, with `town`, `quarter` (of the submission) and `source_ref`; a table that
            nobody sent is empty but has its columns.
        standings: One a town and table.
        findings: Everything found in the submissions that were read.
        towns: The towns that report, in the configuration's order.
        files: All object versions that were read, by town.
        expectation_results: What Great Expectations answered, table by table in the order of reading.
        earlier: Of the tables that add up over time, the accepted rows of each quarter before the reported one, by
            table and quarter. Their `source_ref` names the quarter too ("quarter/workbook!sheet!row"), because a town
            may call its workbook the same in every quarter.
    """

    quarter: str
    tables: Mapping[str, pd.DataFrame]
    standings: tuple[Standing, ...]
    findings: tuple[Finding, ...] = ()
    towns: tuple[str, ...] = ()
    files: Mapping[str, tuple[FileOrigin, ...]] = field(default_factory=dict)
    expectation_results: tuple[ExpectationResult, ...] = ()
    earlier: Mapping[str, Mapping[str, pd.DataFrame]] = field(default_factory=dict)

    @property
    def is_sample(self) -> bool:
        """Whether any submission that counts says in its form version that it is an example."""
        versions = self.tables["submission"]["form_version"]
        return bool(versions.str.contains(SAMPLE_MARK, case=False, na=False).any())

    def finding_count(self, town: str, severity: Severity) -> int:
        """Return how many findings of a severity a town's submission for the reported quarter has."""
        return sum(f.town == town and f.severity is severity and f.quarter == self.quarter for f in self.findings)

    def standing(self, town: str, table: str) -> Standing:
        """Return the standing of a town's table."""
        return next(s for s in self.standings if s.town == town and s.table == table)
