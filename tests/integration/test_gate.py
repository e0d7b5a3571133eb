"""What does not pass the gate is not published; everything else is."""

import pytest
from prefect import flow

from config.quarters import Quarter
from tasks.publish.documents import read_manifest
from tests.finished_documents import STARTED, finished_document
from tests.golden.invented_quarter import built_document
from tests.word_parts import with_part

pytestmark = pytest.mark.servers

BUCKET = "gate"


def without_alternative_texts(content):
    return with_part(content, "word/document.xml", lambda xml: xml.replace(' descr="', ' title="'))


def test_a_document_that_not_everybody_can_read_is_held_back_with_its_reason_and_the_other_is_published(bucket):
    from flows.run import TASK_RUNNER, RunScope
    from flows.stages import publish_documents

    good = built_document("situation_picture", "esimerkkila").content
    documents = [finished_document("suvanto", without_alternative_texts(good)), finished_document("kivijarvi", good)]

    @flow(task_runner=TASK_RUNNER)
    def publishing():
        return publish_documents(RunScope(Quarter(2022, 3), (), (), "r1", STARTED), documents)

    published, stopped = publishing()
    assert [one.town for one in published] == ["kivijarvi"]
    assert list(stopped) == ["situation_picture suvanto fi"]
    assert "tp1_suvanto.docx: alt-missing" in stopped["situation_picture suvanto fi"]
    assert [stored.key for stored in bucket.list_objects("deliverables/2022Q3/TP1/")] == [
        "deliverables/2022Q3/TP1/tp1_kivijarvi.docx"
    ]
    assert read_manifest(bucket, "2022Q3") == (None, None)
