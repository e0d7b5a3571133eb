"""The whole sample: one history of the project, of which no quarter knows what comes later."""

import datetime as dt
import hashlib
import itertools

import pytest

from cli.sample import Role
from cli.sample.records import TownTables, day_of
from cli.sample.roles import assign_roles_over_time
from cli.sample.schedule import mapping_quarter, strategy_begins
from cli.sample.towns import SampleNetwork
from cli.sample.writing import submission_files
from config.models import Project
from config.quarters import Quarter

_AHEAD = {"measures": ("start_date", "end_date"), "steering": ("due_date",), "agreements": ("end_date",)}
"""What is planned lies ahead."""


@pytest.fixture(scope="module")
def history(project: Project) -> dict[Quarter, list[TownTables]]:
    quarters = sorted(project.calendar.quarters)
    networks = {quarter: SampleNetwork(project, quarter, seed=1, seen_from=quarters[-1]) for quarter in quarters}
    return {quarter: [n.tables(profile, quarter) for profile in n.profiles] for quarter, n in networks.items()}


def ids(tables: TownTables, table: str, column: str) -> set[str]:
    return {str(row[column]) for row in tables.get(table, [])}


def test_no_quarter_knows_of_a_later_day(history: dict[Quarter, list[TownTables]]):
    for quarter, towns in history.items():
        later = {
            (table, column, value)
            for tables in towns
            for table, rows in tables.items()
            for row in rows
            for column, value in row.items()
            if isinstance(value, dt.date) and value > quarter.last_day and column not in _AHEAD.get(table, ())
        }
        assert later == set()


@pytest.mark.parametrize(
    ("table", "column"), [("actors", "actor_id"), ("competence_gaps", "gap_id"), ("proposals", "proposal_id")]
)
def test_what_a_town_listed_once_stays_listed_and_more_comes(
    history: dict[Quarter, list[TownTables]], table: str, column: str
):
    quarters = sorted(history)
    for earlier, later in itertools.pairwise(quarters):
        for before, after in zip(history[earlier], history[later], strict=True):
            assert ids(before, table, column) <= ids(after, table, column)
    counts = [sum(len(ids(tables, table, column)) for tables in history[quarter]) for quarter in quarters]
    assert counts[0] < counts[-1]


def test_an_actor_joined_on_the_same_day_in_every_quarter(history: dict[Quarter, list[TownTables]]):
    days: dict[str, set[dt.date | None]] = {}
    for towns in history.values():
        for tables in towns:
            for actor in tables["actors"]:
                days.setdefault(str(actor["actor_id"]), set()).add(day_of(actor, "active_from"))
    assert {actor for actor, known in days.items() if len(known) != 1} == set()


def test_strategies_and_measures_come_when_their_work_package_begins(
    project: Project, history: dict[Quarter, list[TownTables]]
):
    begins = strategy_begins(project)
    assert begins == project.calendar.bars["TP2"].from_
    for quarter, towns in history.items():
        for tables in towns:
            assert ("measures" in tables, "strategy" in tables) == (quarter >= begins, quarter >= begins)


def test_nothing_is_agreed_upon_before_the_mapping_is_done(project: Project, history: dict[Quarter, list[TownTables]]):
    mapped = mapping_quarter(project)
    for quarter, towns in history.items():
        states = {row["state"] for tables in towns for row in tables["proposals"]}
        assert ("agreed" in states) == (quarter >= mapped)


def test_every_quarter_has_one_silent_town_and_never_the_same_twice_in_a_row(project: Project):
    quarters = sorted(project.calendar.quarters)
    coordinator = project.identity.coordinator
    roles = assign_roles_over_time(list(project.towns), coordinator, quarters, seed=1)
    silent = [[town for town, role in roles[quarter].items() if role == Role.SILENT] for quarter in quarters]
    assert all(len(towns) == 1 for towns in silent)
    assert all(one != other for one, other in itertools.pairwise(silent))
    assert {roles[quarter][coordinator] for quarter in quarters} == {Role.CLEAN}


def test_an_equal_seed_gives_equal_files(project: Project):
    first, last = min(project.calendar.quarters), max(project.calendar.quarters)

    def digest() -> str:
        network = SampleNetwork(project, first, seed=1, seen_from=last)
        files = submission_files(network, network.profiles[0], Role.CLEAN, first)
        return hashlib.sha256(b"".join(files[name] for name in sorted(files))).hexdigest()

    assert digest() == digest()


def test_a_town_can_make_its_mistakes_in_the_first_quarter_too(project: Project):
    first, last = min(project.calendar.quarters), max(project.calendar.quarters)
    network = SampleNetwork(project, first, seed=1, seen_from=last)
    assert submission_files(network, network.profiles[0], Role.FAULTY, first)
