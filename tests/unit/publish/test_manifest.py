"""The manifest merges a partial rerun and keeps what the rerun did not touch."""

import datetime as dt

from config.texts import Text
from tasks.publish.manifest import Manifest, PublishedDocument, merge_manifests


def document(town, sha="a"):
    return PublishedDocument(
        id=f"situation_picture_{town}_fi",
        deliverable="situation_picture",
        work_package="TP1",
        town=town,
        language="fi",
        title=Text(fi="Tilannekuva", sv="Lägesbild", en="Situation picture"),
        key=f"deliverables/2022Q3/TP1/{town}.docx",
        version_id="v1",
        sha256=sha,
        size=1,
        provenance_key=f"deliverables/2022Q3/provenance/{town}.json",
        state="complete",
        inputs_digest="d",
        run_id="r",
        built_at=dt.datetime(2022, 10, 5, tzinfo=dt.UTC),
    )


def manifest(*documents, run_id="r1"):
    return Manifest(quarter="2022Q3", project="p", documents=documents, run_id=run_id)


def test_the_first_run_is_the_manifest():
    run = manifest(document("iisalmi"))
    assert merge_manifests(None, run) == run


def test_a_rerun_of_one_town_replaces_its_document_and_keeps_the_others():
    published = manifest(document("iisalmi"), document("raahe"))
    merged = merge_manifests(published, manifest(document("raahe", sha="b"), run_id="r2"))
    assert [(d.town, d.sha256) for d in merged.documents] == [("iisalmi", "a"), ("raahe", "b")]
    assert merged.run_id == "r2"
