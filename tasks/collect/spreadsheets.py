"""Reads the cells of a workbook or a CSV file as text, large and risky files in a process of their own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import tasks
from tasks.collect.containers import Refusal
from tasks.collect.csv_text import read_csv
from tasks.collect.package import RefusedError

CSV_READ_HERE_BYTES = 1024**2
"""A CSV file up to this size is read at once: what it can cost is bounded by its size."""

WALL_LIMIT_SECONDS = 120
_STOPPED_BY = (signal.SIGABRT, *((signal.SIGXCPU, signal.SIGKILL) if sys.platform != "win32" else ()))
_INHERITED = ("LANG", "LC_ALL", "LD_LIBRARY_PATH", "PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONHASHSEED", "SYSTEMROOT")


@dataclass(frozen=True)
class Sheet:
    """A sheet: its rows from the first one on, each cell as text, "" for a blank one.

    Attributes:
        name: The sheet's own name; for a CSV file it is the file's name without its ending.
        rows: The cells; a row ends with its last cell that is not blank.
        is_hidden: Whether the sender does not see the sheet.
        hidden_rows: Rows that the sender does not see, counted from 0.
        hidden_columns: First and last column of each hidden stretch.
        merged: First row, first column, last row and last column of each merged range.
    """

    name: str
    rows: list[list[str]]
    is_hidden: bool = False
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[tuple[int, int]] = ()
    merged: Sequence[tuple[int, int, int, int]] = ()


@dataclass(frozen=True)
class Spreadsheet:
    """A file that was read: its sheets, and what its sender should know of it."""

    sheets: tuple[Sheet, ...]
    has_macros: bool = False
    has_links_to_files: bool = False


class ReaderDefectError(Exception):
    """The reader's process failed for a reason that is not in the file."""


def read_spreadsheet(name: str, content: bytes) -> Spreadsheet | Refusal:
    """Return the sheets of a .xlsx, .xlsm, .ods or .csv file, or why it cannot be read.

    Raises:
        ReaderDefectError: The reader itself failed.
    """
    if name.lower().endswith(".csv"):
        stem = name.rsplit(".", 1)[0]
        if len(content) > CSV_READ_HERE_BYTES:
            answer = read_apart("csv", content)
            return answer if isinstance(answer, Refusal) else Spreadsheet((Sheet(stem, answer["rows"]),))
        try:
            return Spreadsheet((Sheet(stem, read_csv(content)),))
        except RefusedError as refused:
            return Refusal(refused.code, **refused.words)
    answer = read_apart("workbook", content)
    if isinstance(answer, Refusal):
        return answer
    sheets = tuple(Sheet(**sheet) for sheet in answer["sheets"])
    return Spreadsheet(sheets, answer["has_macros"], answer["has_links_to_files"])


def read_apart(kind: Literal["workbook", "csv"], content: bytes) -> dict[str, Any] | Refusal:
    """Return what a process of its own reads from a file; one that needs too much time or memory is stopped.

    The process starts afresh, so that threads here do no harm, and gets none of our environment's secrets.

    Raises:
        ReaderDefectError: The reader itself failed.
    """
    environment = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    environment["PYTHONPATH"] = str(Path(tasks.__file__).parent.parent)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "tasks.collect.reader", kind],
            input=content,
            capture_output=True,
            env=environment,
            timeout=WALL_LIMIT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Refusal("FIL-011")
    if done.returncode < 0:
        return Refusal("FIL-011" if -done.returncode in _STOPPED_BY else "FIL-003")
    if done.returncode > 0:
        raise ReaderDefectError(done.stderr.decode(errors="replace")[-2000:])
    answer: dict[str, Any] = json.loads(done.stdout)
    return Refusal(**answer["refusal"]) if "refusal" in answer else answer
