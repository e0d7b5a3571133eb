"""A deliverable is made when all its documents are in the manifest, and the summary says what is due and late."""

from config.quarters import Quarter
from tasks.assemble.timetable_words import state_words, timetable_markdown
from tasks.publish.made import made_quarters
from tasks.publish.manifest import TownInputs
from tasks.timetable import DueState, TimetableEntry
from tests.unit.publish.test_manifest import document, manifest


def published(towns, *, of):
    """Return the manifest of 2022Q3 with the pictures of some towns, in a project that had the towns `of`."""
    inputs = tuple(TownInputs(town=town, files=(), standings=(), critical_count=0, warning_count=0) for town in of)
    return manifest(*(document(town) for town in towns)).model_copy(update={"towns": inputs})


def test_a_deliverable_is_made_when_every_town_has_its_document(project):
    assert made_quarters(project, [published(["iisalmi", "raahe"], of=["iisalmi", "raahe"])]) == {
        "situation_picture": (Quarter(2022, 3),)
    }
    assert made_quarters(project, [published(["iisalmi"], of=["iisalmi", "raahe"])]) == {}


def test_a_town_that_left_the_project_is_not_waited_for(project):
    assert "situation_picture" in made_quarters(project, [published(["iisalmi"], of=["iisalmi", "lahtenyt"])])


def test_states_are_told_in_words_with_what_is_waited_for(project):
    blocked = TimetableEntry("town_strategy", DueState.BLOCKED, Quarter(2023, 1), blocked_by=("situation_picture",))
    late = TimetableEntry("situation_picture", DueState.DONE, Quarter(2022, 3), Quarter(2022, 4))
    assert state_words(project, blocked, "fi") == "odottaa toista asiakirjaa: Tilannekuva"
    assert state_words(project, late, "fi") == "valmis (tehty myöhässä, Q4/2022)"
    without = TimetableEntry(
        "town_strategy", DueState.DONE, Quarter(2023, 1), Quarter(2023, 1), made_without=("situation_picture",)
    )
    assert state_words(project, without, "fi") == "valmis, mutta ilman asiakirjoja, joihin se perustuu: Tilannekuva"
    assert timetable_markdown(project, [late], "sv").splitlines() == [
        "| Dokument | Kvartal | Läge |",
        "| --- | --- | --- |",
        "| Lägesbild | Q3/2022 | klar (gjord för sent, Q4/2022) |",
    ]
