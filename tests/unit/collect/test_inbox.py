"""The inbox sorts what lies in the bucket by town and quarter."""

import datetime as dt

from config.quarters import Quarter
from tasks.collect.inbox import sort_inbox
from tasks.storage import StoredObject


def stored(key):
    return StoredObject(key, "v1", "etag", 10, dt.datetime(2022, 9, 30, tzinfo=dt.UTC))


def test_later_quarters_and_lock_files_are_left_and_strangers_are_named(project):
    inbox = sort_inbox(
        project,
        Quarter(2022, 3),
        [
            stored("inputs/2022Q3/iisalmi/lomake.xlsx"),
            stored("inputs/2022Q3/iisalmi/~$lomake.xlsx"),
            stored("inputs/2022Q2/iisalmi/vanha.xlsx"),
            stored("inputs/2022Q4/iisalmi/tuleva.xlsx"),
            stored("inputs/2022Q3/isalmi/lomake.xlsx"),
            stored("inputs/muistio.txt"),
        ],
    )
    assert {quarter: [o.key for o in objects] for quarter, objects in inbox.objects["iisalmi"].items()} == {
        "2022Q3": ["inputs/2022Q3/iisalmi/lomake.xlsx"],
        "2022Q2": ["inputs/2022Q2/iisalmi/vanha.xlsx"],
    }
    assert [(f.code, f.town) for f in inbox.findings] == [("FIL-007", "isalmi")]


def test_an_empty_quarter_has_no_objects_for_any_town(project):
    inbox = sort_inbox(project, Quarter(2022, 3), [])
    assert all(not quarters for quarters in inbox.objects.values())
