"""Where a deliverable stands: a picture due in 2022Q3, a strategy that builds on it, and a report each half-year."""

import pytest

from config.calendar import Calendar
from config.quarters import Quarter
from tasks.timetable import DueState, missing_basis, timetable

NAME = {"fi": "Nimi", "sv": "Namn", "en": "Name"}
QUARTERS = ["2022Q1", "2022Q2", "2022Q3", "2022Q4", "2023Q1"]


def due(*quarters, after=()):
    return {"name": NAME, "quarters": quarters, "after": after, "inferred": True, "basis": "invented"}


def calendar(**deliverables):
    return Calendar.model_validate(
        {
            "quarters": {quarter: {"deadline": "2022-04-01"} for quarter in QUARTERS},
            "schedule": {"cron": "0 6 5 1,4,7,10 *", "timezone": "Europe/Helsinki"},
            "bars": {},
            "due": deliverables,
        }
    )


PROJECT = calendar(picture=due("2022Q3"), strategy=due("2022Q4", after=["picture"]), report=due("2022Q2", "2022Q4"))


def state_of(deliverable, quarter, built=("picture", "strategy", "report"), **made):
    known = {name: [Quarter.parse(one) for one in quarters.split()] for name, quarters in made.items()}
    entries = timetable(PROJECT, Quarter.parse(quarter), known, built)
    return next(entry for entry in entries if entry.deliverable == deliverable)


@pytest.mark.parametrize(
    ("quarter", "made", "state"),
    [
        ("2022Q2", "", DueState.NOT_DUE),
        ("2022Q2", "2022Q2", DueState.EARLY),
        ("2022Q3", "", DueState.DUE),
        ("2022Q3", "2022Q2", DueState.DUE),
        ("2022Q3", "2022Q3", DueState.DONE),
        ("2022Q4", "", DueState.LATE),
        ("2022Q4", "2022Q3", DueState.DONE),
        ("2022Q3", "2022Q4", DueState.DUE),
    ],
)
def test_what_is_due_once(quarter, made, state):
    entry = state_of("picture", quarter, picture=made)
    assert (entry.state, entry.due) == (state, Quarter(2022, 3))


def test_what_was_made_for_a_later_quarter_is_done_and_was_late():
    assert state_of("picture", "2022Q4", picture="2022Q4").was_late
    assert not state_of("picture", "2022Q4", picture="2022Q3").was_late


def test_a_due_quarter_that_nothing_was_made_for_stays_late_although_the_next_one_was_met():
    entry = state_of("report", "2022Q4", report="2022Q4")
    assert (entry.state, entry.due) == (DueState.LATE, Quarter(2022, 2))
    assert state_of("report", "2022Q4", report="2022Q3 2022Q4").state is DueState.DONE


def test_a_strategy_is_blocked_by_a_picture_that_was_never_made():
    entry = state_of("strategy", "2022Q4")
    assert (entry.state, entry.blocked_by) == (DueState.BLOCKED, ("picture",))
    assert state_of("strategy", "2022Q4", picture="2022Q3").state is DueState.DUE
    assert state_of("strategy", "2022Q3").state is DueState.NOT_DUE


def test_a_strategy_that_was_made_although_no_picture_was_says_so():
    entry = state_of("strategy", "2022Q4", strategy="2022Q4")
    assert (entry.state, entry.blocked_by, entry.made_without) == (DueState.DONE, (), ("picture",))
    assert state_of("strategy", "2022Q4", strategy="2022Q4", picture="2022Q3").made_without == ()


@pytest.mark.parametrize(
    ("quarter", "picture", "missing"),
    [
        ("2022Q4", [], ("picture",)),
        ("2022Q4", ["2022Q3"], ()),
        ("2022Q4", ["2022Q4"], ("picture",)),
        ("2022Q3", [], ()),
        ("2022Q2", ["2022Q3"], ("picture",)),
    ],
    ids=["never made", "made before", "made only in the same quarter", "due in the same quarter", "made later"],
)
def test_a_basis_is_missing_unless_it_was_made_before_or_is_due_in_the_quarter(quarter, picture, missing):
    made = {"picture": [Quarter.parse(one) for one in picture]}
    assert missing_basis(PROJECT, "strategy", Quarter.parse(quarter), made) == missing
    assert missing_basis(PROJECT, "report", Quarter.parse(quarter), made) == ()


def test_what_the_program_cannot_make_says_so_instead_of_being_late():
    assert state_of("picture", "2022Q4", built=()).state is DueState.NOT_BUILT
    assert state_of("picture", "2022Q4", built=(), picture="2022Q3").state is DueState.DONE


def test_a_deliverable_cannot_be_due_before_what_it_builds_on():
    with pytest.raises(ValueError, match="strategy is due before picture"):
        calendar(picture=due("2022Q3"), strategy=due("2022Q2", after=["picture"]))
    with pytest.raises(ValueError, match="which the calendar lacks"):
        calendar(strategy=due("2022Q2", after=["picture"]))
