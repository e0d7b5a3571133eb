"""What a folder held before: uploads of the same file, the same bytes sent again, and other files between."""

import datetime as dt

import pytest

from config.quarters import Quarter
from tasks.collect.inbox import sort_inbox
from tasks.storage import StoredObject

FOLDER = "inputs/2022Q3/iisalmi/"


def versions(project, *uploads):
    """Return the kept versions of a.xlsx, newest first: uploads are `name:content`, the oldest first."""
    stored = []
    for minute, upload in enumerate(uploads):
        name, content = upload.split(":")
        at = dt.datetime(2022, 9, 30, 12, minute, tzinfo=dt.UTC)
        stored.append(StoredObject(f"{FOLDER}{name}.xlsx", f"v{minute}", content, 10, at))
    inbox = sort_inbox(project, Quarter(2022, 3), reversed(stored))
    current = {one.key: one for one in inbox.objects["iisalmi"]["2022Q3"]}
    key = f"{FOLDER}a.xlsx"
    return [one.version_id for one in (current[key], *inbox.earlier_versions.get(key, ()))]


@pytest.mark.parametrize(
    ("uploads", "kept"),
    [
        (("a:good",), ["v0"]),
        (("a:good", "a:worse"), ["v1", "v0"]),
        (("a:good", "a:good"), ["v0"]),
        (("a:good", "a:good", "a:worse", "a:worse"), ["v2", "v0"]),
        (("a:good", "a:worse", "a:good"), ["v2", "v1", "v0"]),
        (("a:good", "b:other", "a:good"), ["v2"]),
        (("a:good", "b:other", "b:third"), ["v0"]),
    ],
    ids=[
        "sent once",
        "sent anew",
        "sent twice",
        "each sent twice",
        "back to the first",
        "sent again after another file",
        "only the other file anew",
    ],
)
def test_the_same_bytes_sent_again_are_no_new_version_unless_another_file_came_between(project, uploads, kept):
    assert versions(project, *uploads) == kept


def test_uploads_of_one_second_keep_the_order_in_which_the_server_lists_them(project):
    at = dt.datetime(2022, 9, 30, tzinfo=dt.UTC)
    newest_first = [StoredObject(f"{FOLDER}a.xlsx", version, version, 10, at) for version in ("v3", "v2", "v1")]
    inbox = sort_inbox(project, Quarter(2022, 3), newest_first)
    assert [one.version_id for one in inbox.objects["iisalmi"]["2022Q3"]] == ["v3"]
    assert [one.version_id for one in inbox.earlier_versions[f"{FOLDER}a.xlsx"]] == ["v2", "v1"]
