"""How far back submissions are read, and what of an older one is looked at."""

import datetime as dt

from config.quarters import Quarter
from tasks.clean.submissions import read_submission
from tasks.collect.inbox import Inbox
from tasks.findings import Verdict
from tasks.storage import StoredObject
from tasks.submissions import CleanTable, FileOrigin, Submission
from tasks.validate.reading_order import submissions_to_read
from tasks.validate.submissions import validate_submissions
from tasks.validate.verdicts import ValidatedSubmission, empty_table, tables_that_add_up
from tests.workbooks import sent, workbook

REPORTED = Quarter(2022, 3)
QUARTERS = ("2022Q3", "2022Q2", "2022Q1")
COSTS = """
Tositteen tunnus | Toteuttaja | Tositteen päivä | Kustannuslaji | Työpaketti | Määrä € | Tila
2022-1 | Iisalmi | 1.6.2022 | Henkilöstökulut | TP1 | 100,10 | Kirjattu
"""
EVENTS = """
Tapahtuman tunnus | Päivä | Menetelmä | Organisaation tyyppi | Osallistujia
iisalmi-h01 | 1.6.2022 | Haastattelu | Yritykset | 3
"""


def with_every_table(project, town, quarter, *, without=()):
    """Return a submission of which every table but some is accepted."""
    origin = FileOrigin(f"inputs/{quarter}/{town}/a.xlsx", "", "", dt.datetime(2022, 9, 26, tzinfo=dt.UTC), 1)
    tables = {
        name: CleanTable(name, empty_table(contract), {}, origin)
        for name, contract in project.tables.items()
        if name not in without
    }
    return ValidatedSubmission(Submission(town, quarter, (), tables), (), dict.fromkeys(tables, Verdict.ACCEPTED))


def sent_by(*towns):
    """Return an inbox with one file a quarter from each town."""
    return Inbox(
        {
            town: {
                quarter: (StoredObject(f"inputs/{quarter}/{town}/a.xlsx", "v1", "", 1, dt.datetime(2022, 9, 26)),)
                for quarter in QUARTERS
            }
            for town in towns
        },
        (),
    )


def to_read(project, inbox, read):
    return [(one.town, one.quarter) for one in submissions_to_read(project, REPORTED, inbox, read)]


def test_the_newest_two_submissions_of_every_town_are_read_first(project):
    assert to_read(project, sent_by("iisalmi", "raahe"), []) == [
        ("iisalmi", "2022Q3"),
        ("iisalmi", "2022Q2"),
        ("raahe", "2022Q3"),
        ("raahe", "2022Q2"),
    ]


def test_every_town_is_read_back_to_the_beginning_because_its_events_add_up(project):
    inbox = sent_by("iisalmi", "raahe")
    read = [with_every_table(project, town, quarter) for town in ("iisalmi", "raahe") for quarter in QUARTERS[:2]]
    assert to_read(project, inbox, read) == [("iisalmi", "2022Q1"), ("raahe", "2022Q1")]
    read += [with_every_table(project, town, "2022Q1") for town in ("iisalmi", "raahe")]
    assert to_read(project, inbox, read) == []


def test_of_tables_that_add_up_the_costs_are_wanted_from_the_coordinator_and_hours_from_towns_with_staff(project):
    activities = {"events_visits", "hei_contacts", "comms_outputs"}
    assert tables_that_add_up(project, "iisalmi") == {"costs", "hours", *activities}
    assert tables_that_add_up(project, "raahe") == {"hours", *activities}
    assert tables_that_add_up(project, "heinola") == activities


def test_any_town_is_read_back_while_a_register_is_wanting(project):
    read = [with_every_table(project, "raahe", quarter, without=("actors",)) for quarter in QUARTERS[:2]]
    assert to_read(project, sent_by("raahe"), read) == [("raahe", "2022Q1")]


def older(project):
    file = sent("lomake_2022Q2.xlsx", workbook(Kustannukset=COSTS, Haastattelut_ja_työpajat=EVENTS))
    return read_submission(project, "iisalmi", "2022Q2", [file])


def test_of_a_submission_that_is_read_for_its_costs_nothing_else_is_looked_at(project):
    newest = with_every_table(project, "iisalmi", "2022Q3")
    (found,) = validate_submissions(project, REPORTED, [older(project)], [newest])
    assert set(found.submission.tables) == {"costs"}
    assert set(found.verdicts) == {"costs"}
    assert found.submission.tables["costs"].frame["amount_eur"].tolist() == [100.10]


def test_a_submission_that_may_hold_a_wanted_register_is_looked_at_whole(project):
    newest = with_every_table(project, "iisalmi", "2022Q3", without=("actors",))
    (found,) = validate_submissions(project, REPORTED, [older(project)], [newest])
    assert set(found.submission.tables) == {"costs", "interviews_workshops"}
