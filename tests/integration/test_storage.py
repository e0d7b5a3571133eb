"""The S3 door against a real server: versions, conditional writes, big objects, and what it says when S3 fails."""

import os
import socket
import threading
import time

import pytest

from cli.embedded_s3 import s3_environment
from tasks.storage import (
    BucketMissingError,
    ObjectChangedError,
    ObjectMissingError,
    S3Access,
    StorageError,
    configured_store,
    open_store,
)

pytestmark = pytest.mark.servers

KEY = "inputs/2022Q3/kaarela/työkirja (korjattu) & liite.xlsx"


@pytest.fixture
def listener():
    """A port on which something listens that is no S3."""
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", 0))
        listening.listen(5)
        yield listening


def at(listening: socket.socket) -> S3Access:
    return S3Access(f"http://127.0.0.1:{listening.getsockname()[1]}", "a-key", "a-secret")


def seconds_to_fail(check, message: str) -> float:
    began = time.monotonic()
    with pytest.raises(StorageError, match=message) as told:
        check()
    assert "\n" not in str(told.value)
    assert str(told.value).endswith(".")
    return time.monotonic() - began


def test_each_write_makes_a_version_and_every_version_can_be_read(store):
    first = store.put(KEY, b"first")
    second = store.put(KEY, b"second")
    assert first != second
    assert store.get(KEY) == b"second"
    assert store.get(KEY, first) == b"first"
    assert [version.version_id for version in store.list_versions("inputs/2022Q3/")] == [second, first]


def test_versions_are_listed_by_key_and_then_newest_first(store):
    written = {key: [store.put(key, bytes([number])) for number in range(3)] for key in ("inputs/b", "inputs/a")}
    listed = [(version.key, version.version_id) for version in store.list_versions("inputs/")]
    assert listed == [(key, version) for key in ("inputs/a", "inputs/b") for version in reversed(written[key])]


def test_objects_are_listed_in_their_current_version_and_below_the_prefix_only(store):
    store.put("inputs/2022Q3/kaarela/a.csv", b"old")
    current = store.put("inputs/2022Q3/kaarela/a.csv", b"newer")
    store.put("inputs/2022Q4/kaarela/a.csv", b"another quarter")
    (listed,) = store.list_objects("inputs/2022Q3/")
    assert (listed.key, listed.version_id, listed.size) == ("inputs/2022Q3/kaarela/a.csv", current, 5)
    assert listed.etag == store.head("inputs/2022Q3/kaarela/a.csv").etag


def test_folders_are_named_without_looking_into_them(store):
    for key in ("deliverables/2022Q3/TP1/a.docx", "deliverables/2022Q4/TP1/a.docx", "deliverables/2022Q4/b.docx"):
        store.put(key, b"x")
    assert store.list_folders("deliverables/") == ["2022Q3", "2022Q4"]


def test_an_empty_bucket_lists_nothing(store):
    assert store.list_objects("inputs/") == []
    assert store.list_folders("inputs/") == []


def test_twenty_megabytes_come_back_in_pieces_and_unchanged(store):
    content = os.urandom(20_000_000)
    store.put("deliverables/2022Q3/all.zip", content)
    pieces = list(store.stream("deliverables/2022Q3/all.zip"))
    assert max(map(len, pieces)) <= 256 * 1024
    assert b"".join(pieces) == content


def test_a_missing_object_or_version_is_told_before_the_first_piece(store):
    store.put("inputs/a", b"x")
    with pytest.raises(ObjectMissingError, match=r"no object 'inputs/b'"):
        store.stream("inputs/b")
    with pytest.raises(ObjectMissingError):
        store.stream("inputs/a", "67151671aaaa4f0f0000000000000000")
    assert store.head("inputs/b") is None


def test_a_first_write_is_refused_when_somebody_else_was_first(store):
    store.put_if_unchanged("deliverables/2022Q3/manifest.json", b"{}", None, "application/json")
    with pytest.raises(ObjectChangedError):
        store.put_if_unchanged("deliverables/2022Q3/manifest.json", b"[]", None, "application/json")
    assert store.get("deliverables/2022Q3/manifest.json") == b"{}"


def test_a_write_is_refused_when_the_object_was_changed_since_it_was_read(store):
    store.put("deliverables/2022Q3/manifest.json", b"1")
    read = store.head("deliverables/2022Q3/manifest.json")
    store.put_if_unchanged(read.key, b"2", read.etag, "application/json")
    with pytest.raises(ObjectChangedError):
        store.put_if_unchanged(read.key, b"3", read.etag, "application/json")
    assert store.get(read.key) == b"2"


@pytest.mark.parametrize("exists_before", [False, True])
def test_of_many_writers_at_once_exactly_one_wins(store, exists_before):
    if exists_before:
        store.put("manifest.json", b"before")
    found = store.head("manifest.json")
    won: list[bytes] = []
    at_once = threading.Barrier(8)

    def write(content: bytes) -> None:
        at_once.wait()
        try:
            store.put_if_unchanged("manifest.json", content, found.etag if found else None, "application/json")
        except ObjectChangedError:
            return
        won.append(content)

    writers = [threading.Thread(target=write, args=(bytes([number]),)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert won == [store.get("manifest.json")]


def test_ensuring_a_bucket_twice_keeps_what_is_in_it(store):
    store.put("a", b"1")
    store.ensure_bucket()
    assert store.get("a") == b"1"
    store.check()


def test_a_missing_bucket_is_told_in_one_sentence_and_not_created(embedded_s3):
    missing = open_store("nobody-made-this", embedded_s3.access)
    for use in (
        missing.check,
        lambda: missing.put("a", b"1"),
        lambda: missing.get("a"),
        lambda: missing.list_objects("inputs/"),
    ):
        assert seconds_to_fail(use, "There is no bucket 'nobody-made-this' at http://127.0.0.1:") < 10
        with pytest.raises(BucketMissingError):
            use()


@pytest.mark.parametrize("part", ["access_key", "secret_key"])
def test_a_wrong_key_is_told_in_one_sentence(embedded_s3, store, part):
    right = {"access_key": embedded_s3.access.access_key, "secret_key": embedded_s3.access.secret_key}
    wrong = open_store(store.bucket, S3Access(embedded_s3.address, **{**right, part: "mistyped"}))
    for use in (wrong.check, lambda: wrong.put("a", b"1"), lambda: wrong.list_objects("")):
        assert seconds_to_fail(use, "refuses the access key .* AWS_SECRET_ACCESS_KEY") < 10


def test_an_address_where_nothing_listens_is_told_in_one_sentence(listener):
    address = at(listener)
    listener.close()
    assert seconds_to_fail(open_store("kivijalka", address).check, "does not answer at .* AWS_ENDPOINT_URL") < 10


def test_a_server_that_never_answers_is_told_in_one_sentence(listener):
    assert seconds_to_fail(open_store("kivijalka", at(listener)).check, "does not answer at") < 10


def test_an_answer_that_breaks_off_is_no_object(listener):
    """A document cut short must not be taken for a whole one."""

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nETag: "x"\r\n\r\nonly this')

    threading.Thread(target=serve, daemon=True).start()
    with pytest.raises(StorageError, match="failed on 'a'"):
        open_store("kivijalka", at(listener)).get("a")


def test_an_address_without_http_is_told_in_one_sentence(monkeypatch):
    monkeypatch.delenv("AWS_ENDPOINT_URL_S3", raising=False)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "127.0.0.1:8333")
    with pytest.raises(StorageError, match=r"AWS_ENDPOINT_URL must begin with http"):
        open_store()


def test_a_profile_that_does_not_exist_is_told_in_one_sentence(monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    with pytest.raises(StorageError, match=r"the profile 'nobody', which does not exist"):
        open_store()


def test_missing_credentials_are_told_in_one_sentence(tmp_path, monkeypatch, listener):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_ENDPOINT_URL", at(listener).address)
    assert seconds_to_fail(open_store().check, "No S3 credentials were found: set AWS_ACCESS_KEY_ID") < 10


def test_steps_share_one_store_until_the_environment_leads_to_another(monkeypatch, embedded_s3, store):
    for name, value in s3_environment(embedded_s3).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("KIVIJALKA_BUCKET", store.bucket)
    shared = configured_store()
    shared.put(KEY, b"shared")
    assert configured_store() is shared
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another-secret")
    with pytest.raises(StorageError, match="refuses the access key"):
        configured_store().get(KEY)
    monkeypatch.setenv("KIVIJALKA_BUCKET", "another-bucket")
    assert configured_store().bucket == "another-bucket"
