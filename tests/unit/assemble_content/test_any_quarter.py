"""Every deliverable can be made of every quarter's data, also of those for which the calendar does not ask for it."""

import pytest

from cli.offline import accept_folder, snapshot_of_folder
from cli.sample import write_whole_sample
from tasks.assemble.documents import build_document
from tasks.assemble.registry import deliverable_ids
from tasks.assemble.work_list import document_inputs, documents_to_make
from tasks.measure.changes import no_changes
from tasks.measure.quarter import measure_quarter


@pytest.fixture(scope="module")
def history(project, tmp_path_factory):
    """The folder with the sample of the whole project."""
    folder = tmp_path_factory.mktemp("history")
    write_whole_sample(project, folder)
    return folder


@pytest.mark.parametrize("place", [0, -1], ids=["of the first quarter", "of the last quarter"])
def test_every_document_can_be_made(project, history, place):
    quarter = sorted(project.calendar.quarters)[place]
    accepted, snapshot = accept_folder(project, quarter, history), snapshot_of_folder(project, quarter, history)
    values = measure_quarter(project, quarter, accepted, snapshot)
    wanted = documents_to_make(project, deliverable_ids(), ())
    inputs = document_inputs(project, quarter, wanted, accepted, snapshot, values, no_changes())
    built = [build_document(one.deliverable, given) for one, given in zip(wanted, inputs, strict=True)]
    assert {one.id for one in built} > {f"situation_picture_{town}_fi" for town in project.towns}
    assert all(str(quarter) in one.file_name and one.content for one in built)
