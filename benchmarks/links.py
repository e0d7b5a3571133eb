"""A million links in ten towns: what their validation costs, and the same checks in plain pandas."""

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

import numpy as np
import pandas as pd
from great_expectations.datasource.fluent.interfaces import Batch

from benchmarks.measuring import Clock, peak_memory_mb, print_heading, print_line
from benchmarks.plain_pandas import broken_links
from config.loading import load_project
from config.models import Project
from config.quarters import Quarter
from tasks.findings import REPEATS_LISTED_WHOLE, REPEATS_SHOWN
from tasks.submissions import CleanTable, FileOrigin, Submission
from tasks.validate.submissions import validate_submissions
from tasks.validate.verdicts import empty_table

LINK_COUNT = 1_000_000
_ACTORS_A_TOWN = 1_000
_NEIGHBOURS = 300
_DAY = pd.Timestamp(2020, 1, 1)
_SENT = dt.datetime(2022, 10, 1, tzinfo=dt.UTC)


def main() -> None:
    """Print the CPU seconds and the peak memory: first of links that are faulty in one row of a thousand."""
    project = load_project()
    quarter = Quarter(2022, 3)
    for share, seconds, megabytes in ((0.001, 30.0, 1536.0), (0.6, None, None)):
        submissions = _submissions(project, quarter, share)
        clock = Clock()
        with great_expectations_timed(clock):
            validated = clock.measure(
                "validation",
                lambda s=submissions: validate_submissions(project, quarter, s),  # type: ignore[misc]
            )
        memory_mb = peak_memory_mb()
        broken = clock.measure("plain pandas", lambda s=submissions: broken_links(s))  # type: ignore[misc]
        listed = Counter(f.code for one in validated for f in one.findings if f.table == "links")
        _compare(listed, broken)
        print_heading(f"{LINK_COUNT:,} links of ten towns, {100 * share:g} % of them faulty (CPU)")
        print_line("validation, from clean tables to verdicts", clock.seconds["validation"], seconds)
        print_line("  of it in Great Expectations", clock.seconds["Great Expectations"])
        print_line("the same checks of links in plain pandas", clock.seconds["plain pandas"])
        print_line("peak memory so far, the links themselves included", memory_mb, megabytes, "MB")
        print(f"  both found the same {sum(len(rows) for rows in broken.values()):,} broken promises")


@contextmanager
def great_expectations_timed(clock: Clock) -> Iterator[None]:
    """Add what Great Expectations itself costs to the clock, while the block runs."""
    validate: Callable[..., object] = Batch.validate

    def timed(*arguments: object, **named: object) -> object:
        with clock.running("Great Expectations"):
            return validate(*arguments, **named)

    with patch.object(Batch, "validate", timed):
        yield


def _compare(listed: Counter[str], broken: dict[str, pd.DataFrame]) -> None:
    """Hold the findings against the rows of the plain checks: of a rule, a file shows all or its first hundred."""
    expected: Counter[str] = Counter()
    for code, rows in broken.items():
        for count in rows.groupby("town").size():
            is_whole = count <= REPEATS_LISTED_WHOLE
            expected[code] += count if is_whole else REPEATS_SHOWN
            expected["CEL-900"] += not is_whole
    if +expected != listed:
        raise AssertionError(f"Great Expectations lists {dict(listed)}, plain pandas {dict(+expected)}")


def _submissions(project: Project, quarter: Quarter, faulty_share: float) -> list[Submission]:
    towns = list(project.towns)
    return [
        Submission(town, str(quarter), (), {
            "actors": _table(project, "actors", town, quarter, _actors(project, town)),
            "links": _table(project, "links", town, quarter, _links(project, town, faulty_share, seed)),
        })
        for seed, town in enumerate(towns)
    ]  # fmt: skip


def _table(project: Project, table: str, town: str, quarter: Quarter, columns: dict[str, object]) -> CleanTable:
    name = f"{town}.xlsx"
    blank = empty_table(project.tables[table])
    row_count = len(columns["source"])  # type: ignore[arg-type]
    frame = pd.DataFrame(index=range(row_count))
    columns |= {
        "source_ref": [f"{name}!{table}!{row}" for row in range(2, row_count + 2)],
        "town": town,
        "quarter": str(quarter),
    }
    for column, dtype in blank.dtypes.items():
        frame[column] = pd.Series(columns.get(str(column)), index=frame.index, dtype=dtype)
    letters = dict(zip(project.tables[table].columns, "ABCDEFGHIJKLMNOPQ", strict=False))
    return CleanTable(table, frame, letters, FileOrigin(name, "", "", _SENT, 0))


def _ids(town: str) -> np.ndarray:
    return np.array([f"{town}-{number:04}" for number in range(_ACTORS_A_TOWN)], dtype=object)


def _actors(project: Project, town: str) -> dict[str, object]:
    kind, helix = next(iter(project.helix_of_actor_type.items()))
    ids = _ids(town)
    return {
        "actor_id": ids, "name": [f"Toimija {name}" for name in ids], "helix": helix, "actor_type": kind,
        "primary_sector": next(iter(project.code_lists["sector"])), "active_from": _DAY, "name_is_public": True,
        "source": ["Kysely"] * len(ids),
    }  # fmt: skip


def _links(project: Project, town: str, faulty_share: float, seed: int) -> dict[str, object]:
    """Return links of which each pair stands once, but for the faulty ones, whose faults are of six kinds."""
    chance = np.random.default_rng(seed)
    count = LINK_COUNT // 10
    number = np.arange(count)
    ids = _ids(town)
    first, second = number // _NEIGHBOURS, (number // _NEIGHBOURS + 1 + number % _NEIGHBOURS) % _ACTORS_A_TOWN
    from_id, to_id = ids[first], ids[second]
    kinds = np.array(list(project.code_lists["link_type"]), dtype=object)
    link_type = kinds[chance.integers(len(kinds), size=count)]
    intensity = chance.integers(1, 4, size=count)
    began = _DAY + pd.to_timedelta(chance.integers(0, 700, size=count), unit="D")
    ended = pd.Series(pd.NaT, index=number, dtype="datetime64[ns]")
    fault = np.where(chance.random(count) < faulty_share, chance.integers(1, 7, size=count), 0)
    fault[:1] = 0
    to_id[fault == 1] = from_id[fault == 1]
    to_id[fault == 2] = "ei-ole-9"
    from_id[fault == 3] = "ei-ole-8"
    intensity[fault == 4] = 7
    ended[fault == 5] = _DAY - pd.Timedelta(days=9)
    copied = np.flatnonzero(fault == 6)
    for values in (from_id, to_id, link_type, intensity):
        values[copied] = values[copied - 1]
    stability = next(iter(project.code_lists["link_stability"]))
    return {
        "from_id": from_id, "to_id": to_id, "link_type": link_type, "intensity": intensity, "stability": stability,
        "active_from": began, "active_to": ended.to_numpy(), "source": np.full(count, "Kysely", dtype=object),
    }  # fmt: skip


if __name__ == "__main__":
    started = time.perf_counter()
    main()
    print(f"  (took {time.perf_counter() - started:.0f} s)")
