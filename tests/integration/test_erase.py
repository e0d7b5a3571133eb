"""`kivijalka erase` over a real S3: what a person asked to have removed is gone with all its versions."""

import pytest
from click.testing import CliRunner

from cli.embedded_s3 import s3_environment
from cli.main import main
from tasks.publish.manifest import manifest_key
from tasks.validate.answer_record import record_key
from tests.unit.web.publications import manifest, town_inputs

pytestmark = pytest.mark.servers

FOLDER = "inputs/2022Q3/iisalmi/"
FORM = f"{FOLDER}lomake.xlsx"


@pytest.fixture
def erase(store, embedded_s3):
    """Run the command on the test's bucket."""
    environment = {**s3_environment(embedded_s3), "KIVIJALKA_BUCKET": store.bucket, "COLUMNS": "200"}
    return lambda *options, answer="": CliRunner().invoke(main, ["erase", *options], input=answer, env=environment)


@pytest.fixture
def sent(store):
    """Two versions and a delete marker of a form, beside other objects."""
    store.put(FORM, b"with a phone number")
    store.put(FORM, b"without")
    store.withdraw(FORM)
    store.put(f"{FORM}.csv", b"begins alike")
    store.put("inputs/2022Q3/raahe/lomake.xlsx", b"of another town")
    return store


def keys(store):
    return sorted({one.key for one in store.list_history("")})


def test_all_versions_and_the_delete_marker_of_an_object_are_removed(erase, sent):
    done = erase(FORM, "--yes")
    assert done.exit_code == 0, done.output
    assert "3 versions of 1 objects were removed." in done.output
    assert done.output.count(f"removed {FORM} ") == 3
    assert keys(sent) == [f"{FORM}.csv", "inputs/2022Q3/raahe/lomake.xlsx"]


def test_a_folder_of_one_town_is_removed_as_a_whole(erase, sent):
    assert erase("--prefix", FOLDER, "--yes").exit_code == 0
    assert keys(sent) == ["inputs/2022Q3/raahe/lomake.xlsx"]


def test_nothing_is_removed_before_somebody_agreed(erase, sent):
    before = keys(sent)
    done = erase(FORM, answer="n\n")
    assert done.exit_code == 1
    assert "19 bytes" in done.output
    assert "delete marker" in done.output
    assert "Nothing was removed." in done.output
    assert keys(sent) == before
    assert erase(FORM, answer="y\n").exit_code == 0


@pytest.mark.parametrize("prefix", ["", "/", "inputs/", "inputs/2022Q3/", "inputs/2022Q3/iisalmi", "inputs//iisalmi/"])
def test_a_wide_prefix_is_refused(erase, sent, prefix):
    before = keys(sent)
    done = erase("--prefix", prefix, "--yes")
    assert done.exit_code == 2
    assert "is too wide" in done.output
    assert keys(sent) == before


def test_neither_keys_nor_prefix_is_told(erase):
    done = erase("--yes")
    assert (done.exit_code, "give either" in done.output) == (2, True)


def test_what_is_not_there_is_told(erase, sent):
    done = erase(f"{FOLDER}other.xlsx", "--yes")
    assert (done.exit_code, "There is no such object" in done.output) == (1, True)


def test_the_manifests_and_answers_that_remain_are_named(erase, sent):
    town = town_inputs("iisalmi", files=[("lomake.xlsx", "2022-09-30T12:00:00Z")])
    sent.put(manifest_key("2022Q3"), manifest("2022Q3", (), [town]).model_dump_json().encode())
    sent.put("feedback/2022Q3/iisalmi/palaute_lomake.xlsx", b"marked")
    sent.put(record_key("2022Q3", "iisalmi"), b"{}")
    done = erase(FORM, "--yes")
    assert f"The manifest of 2022Q3 refers to {FORM}" in done.output
    assert "The answer feedback/2022Q3/iisalmi/palaute_lomake.xlsx" in done.output
    assert "The answer feedback-records/2022Q3/iisalmi.json" in done.output
