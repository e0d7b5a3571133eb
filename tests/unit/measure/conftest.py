"""What the tests of measuring share: the three towns' project, what they sent, and the statistics."""

import pytest

from tasks.measure.quarter import measure_quarter
from tasks.reference.snapshot import read_snapshot
from tests.unit.measure.three_towns import QUARTER, accept, everything, snapshot_files, with_three_towns


@pytest.fixture(scope="session")
def three_towns(project):
    return with_three_towns(project)


@pytest.fixture(scope="session")
def snapshot():
    return read_snapshot(snapshot_files(), QUARTER)


class Values:
    """`indicator_values`, read by town, indicator and dimension."""

    def __init__(self, frame):
        self.frame = frame
        self._rows = {(row.town, row.indicator, row.dimension): row for row in frame.itertuples()}

    def row(self, town, indicator, dimension=""):
        return self._rows[town, indicator, dimension]

    def number(self, town, indicator, dimension=""):
        row = self.row(town, indicator, dimension)
        assert row.status == "ok", f"{town} {indicator} {dimension}: {row.status} {row.reason}"
        return row.value

    def status(self, town, indicator, dimension=""):
        row = self.row(town, indicator, dimension)
        assert row.status == "ok" or row.value != row.value, "a status stands without a number"
        return row.status, row.reason

    def dimensions(self, town, indicator):
        return {d for t, i, d in self._rows if (t, i) == (town, indicator)}


@pytest.fixture(scope="session")
def measure(three_towns, snapshot):
    def run(sent=None, *, statistics=None, project=three_towns, **options):
        accepted = accept(project, everything() if sent is None else sent, **options)
        return Values(measure_quarter(project, QUARTER, accepted, statistics or snapshot))

    return run


@pytest.fixture(scope="session")
def values(measure):
    """The values of the three towns, as they sent everything that they have."""
    return measure()
