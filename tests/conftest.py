"""What all tests share."""

import os

import hypothesis
import pandas as pd
import pytest

from config.loading import load_project

# No test is about time: a busy machine makes nothing wrong.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


def pytest_configure() -> None:
    """Keep Prefect from reporting that it was imported; it looks when a test module imports it."""
    os.environ["DO_NOT_TRACK"] = "1"
    os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"


@pytest.fixture(scope="session")
def project():
    """The configuration that Kivijalka ships with."""
    return load_project()


def table(text: str) -> pd.DataFrame:
    """Return a frame from a text table: names in the first line, `|` between cells, nothing for a missing value.

    Columns are typed as in a clean table: whole numbers, numbers, true/false, ISO days, else text.
    """
    header, *rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    for row in rows:
        assert len(row) == len(header), f"the row {row} does not fit the columns {header}"
    columns = {name: [row[position] or None for row in rows] for position, name in enumerate(header)}
    return pd.DataFrame({name: _typed(cells) for name, cells in columns.items()})


def _typed(cells: list[str | None]) -> pd.Series:
    known = [cell for cell in cells if cell is not None]
    text = pd.Series(cells, dtype="str")
    if not known:
        return text
    if set(known) <= {"true", "false"}:
        return pd.Series([None if cell is None else cell == "true" for cell in cells], dtype="boolean")
    for parse, dtype in ((int, "Int64"), (float, "float64")):
        try:
            return pd.Series([None if cell is None else parse(cell) for cell in cells], dtype=dtype)
        except ValueError:
            continue
    try:
        return pd.to_datetime(text, format="%Y-%m-%d").astype("datetime64[ns]")
    except ValueError:
        return text
