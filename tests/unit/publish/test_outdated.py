"""A quarter whose files changed after its documents were published is to be run again."""

import datetime as dt

import pytest

from config.quarters import Quarter
from tasks.collect.inbox import sort_inbox
from tasks.publish.manifest import InputFile, TownInputs
from tasks.publish.outdated import changed_towns
from tasks.publish.report import outdated_lines
from tasks.storage import StoredObject
from tests.unit.publish.test_manifest import document, manifest

DAY = dt.datetime(2022, 9, 30, tzinfo=dt.UTC)


def published(*files, has_documents=True):
    """Return the manifest of 2022Q3, made from files given as `quarter/name version`."""
    read = tuple(
        InputFile(key=f"inputs/{key.replace('/', '/iisalmi/')}", version_id=version, sha256="", uploaded_at=DAY, size=1)
        for key, version in (file.split() for file in files)
    )
    town = TownInputs(town="iisalmi", files=read, standings=(), critical_count=0, warning_count=0)
    return manifest(*[document("iisalmi")] * has_documents).model_copy(update={"towns": (town,)})


def inbox(project, *files):
    stored = [
        StoredObject(f"inputs/{key.replace('/', '/iisalmi/')}", version, version, 1, DAY)
        for key, version in (file.split() for file in files)
    ]
    return sort_inbox(project, Quarter(2022, 4), stored)


@pytest.mark.parametrize(
    ("files_then", "files_since"),
    [
        (["2022Q3/a.xlsx v1"], ["2022Q3/a.xlsx v1"]),
        (["2022Q3/a.xlsx v2", "2022Q3/a.xlsx v1"], ["2022Q3/a.xlsx v2"]),
        (["2022Q3/a.xlsx v1"], ["2022Q3/a.xlsx v1", "2022Q4/a.xlsx v1"]),
    ],
    ids=["nothing changed", "an older version was read as well", "a later quarter was sent"],
)
def test_a_quarter_whose_files_are_as_they_were_agrees_with_its_documents(project, files_then, files_since):
    assert changed_towns(published(*files_then), inbox(project, *files_since)) == ()


@pytest.mark.parametrize(
    ("files_then", "files_since"),
    [
        (["2022Q3/a.xlsx v1"], ["2022Q3/a.xlsx v2"]),
        (["2022Q3/a.xlsx v1"], ["2022Q3/a.xlsx v1", "2022Q3/b.xlsx v1"]),
        (["2022Q3/a.xlsx v1", "2022Q3/b.xlsx v1"], ["2022Q3/a.xlsx v1"]),
        ([], ["2022Q3/a.xlsx v1"]),
        (["2022Q3/a.xlsx v1", "2022Q2/a.xlsx v1"], ["2022Q3/a.xlsx v1", "2022Q2/a.xlsx v2"]),
    ],
    ids=["corrected", "one more file", "one withdrawn", "came after all", "the quarter before was corrected"],
)
def test_a_town_whose_files_changed_since_is_named(project, files_then, files_since):
    assert changed_towns(published(*files_then), inbox(project, *files_since)) == ("iisalmi",)


def test_a_quarter_without_documents_has_nothing_to_make_again(project):
    then = published("2022Q3/a.xlsx v1", has_documents=False)
    assert changed_towns(then, inbox(project, "2022Q3/a.xlsx v2")) == ()


def test_the_line_names_the_quarter_and_its_towns(project):
    assert outdated_lines(project, {"2022Q3": ("iisalmi", "raahe")}) == (
        "- Neljänneksen Q3/2022 aineisto on muuttunut asiakirjojen julkaisemisen jälkeen: Iisalmi, Raahe. "
        "Aja neljännes Q3/2022 uudelleen."
    )
    assert outdated_lines(project, {}) == ""
