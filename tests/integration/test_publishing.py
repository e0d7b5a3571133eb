"""The manifest is the last thing that is written, so readers never see half a set."""

import pytest

from cli.bucket import save_documents
from tasks.publish.documents import read_manifest, write_document, write_manifest
from tasks.publish.manifest import Manifest
from tests.finished_documents import STARTED, finished_document

pytestmark = pytest.mark.servers


def publish(store, *documents, run_id="r1"):
    published, _ = read_manifest(store, "2022Q3")
    entries = tuple(
        write_document(store, "2022Q3", document, published, run_id=run_id, built_at=STARTED) for document in documents
    )
    return write_manifest(store, Manifest(quarter="2022Q3", project="p", documents=entries, run_id=run_id))


def test_a_run_that_breaks_off_before_the_manifest_leaves_the_earlier_set_whole(store, tmp_path):
    publish(store, finished_document("kivijarvi", b"ensimmainen"), finished_document("suvanto", b"ensimmainen"))
    published, _ = read_manifest(store, "2022Q3")
    write_document(store, "2022Q3", finished_document("kivijarvi", b"toinen"), published, run_id="r2", built_at=STARTED)
    contents = {path.name: path.read_bytes() for path in save_documents(store, "2022Q3", tmp_path)}
    assert contents == {"tp1_kivijarvi.docx": b"ensimmainen", "tp1_suvanto.docx": b"ensimmainen"}


def test_equal_bytes_are_not_written_again(store):
    first = publish(store, finished_document("kivijarvi", b"sama"))
    second = publish(store, finished_document("kivijarvi", b"sama"), run_id="r2")
    assert second.documents[0].version_id == first.documents[0].version_id
    assert len(store.list_versions("deliverables/2022Q3/TP1/")) == 1


def test_two_runs_that_publish_at_once_both_stay_in_the_manifest(store):
    stale, _ = read_manifest(store, "2022Q3")
    assert stale is None
    publish(store, finished_document("kivijarvi", b"a"))
    publish(store, finished_document("suvanto", b"b"), run_id="r2")
    manifest, _ = read_manifest(store, "2022Q3")
    assert [d.town for d in manifest.documents] == ["kivijarvi", "suvanto"]
