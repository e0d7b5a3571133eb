"""The whole project in its order: every quarter makes what the calendar says, from what was known then."""

import pytest

from cli.bucket import put_folder
from cli.sample import write_whole_sample
from config.quarters import Quarter
from tasks.assemble.registry import deliverable_ids
from tasks.publish.documents import read_manifest
from tasks.publish.made import made_until
from tasks.timetable import DueState, timetable

pytestmark = pytest.mark.servers

BUCKET = "project-replayed"


def run(quarter, **parameters):
    from flows.parameters import DeliverableChoice, QuarterChoice
    from flows.quarterly import quarterly

    deliverables = [DeliverableChoice(one) for one in parameters.get("deliverables", [])]
    return quarterly(quarter=QuarterChoice(str(quarter)), deliverables=deliverables, return_state=True)


@pytest.fixture(scope="module")
def manifests(bucket, project, tmp_path_factory):
    """The manifest of every quarter, after the sample of the whole project was put into the bucket and all were run."""
    folder = tmp_path_factory.mktemp("sample")
    write_whole_sample(project, folder)
    assert all(put_folder(bucket, folder))
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        # Page numbers and PDF files are looked at elsewhere; they would take most of the time.
        patch.setenv("KIVIJALKA_LIBREOFFICE", "")
        for quarter in sorted(project.calendar.quarters):
            state = run(quarter)
            assert state.is_completed(), f"{quarter}: {state.message}"
            found[quarter], _ = read_manifest(bucket, str(quarter))
        yield found


def test_each_quarter_makes_exactly_what_is_due(manifests, bucket, project):
    made = made_until(bucket, project, max(manifests))
    for quarter, manifest in manifests.items():
        due = set(project.calendar.due_in(quarter)) & set(deliverable_ids())
        assert {document.deliverable for document in manifest.documents} == due
        assert {name for name, quarters in made.items() if quarter in quarters} == due


def test_nothing_is_made_before_what_it_builds_on(manifests, bucket, project):
    made = made_until(bucket, project, max(manifests))
    for name, quarters in made.items():
        for earlier in project.calendar.due[name].after:
            if earlier in deliverable_ids():
                assert min(made[earlier]) <= min(quarters), f"{name} before {earlier}"
    entries = timetable(project.calendar, max(manifests), made, deliverable_ids())
    assert {entry.state for entry in entries} <= {DueState.DONE, DueState.NOT_BUILT}
    assert [entry.deliverable for entry in entries if entry.made_without] == []


def test_no_quarter_uses_what_was_sent_for_a_later_one(manifests):
    for quarter, manifest in manifests.items():
        standings = [standing for town in manifest.towns for standing in town.standings if standing.data_quarter]
        assert standings
        assert max(standing.data_quarter for standing in standings) <= str(quarter)
        keys = [file.key for town in manifest.towns for file in town.files]
        assert max(key.split("/")[1] for key in keys) <= str(quarter)


def test_measures_come_after_the_proposals_that_they_rest_on(manifests, project):
    """The application: the measures of the strategies rest on the proposals of work package 1."""
    proposed = min(project.calendar.due["situation_picture"].quarters)
    for quarter, manifest in manifests.items():
        used = {(s.table, s.data_quarter) for t in manifest.towns for s in t.standings if s.data_quarter}
        measured_in = [data_quarter for table, data_quarter in used if table == "measures"]
        assert all(data_quarter >= str(project.calendar.bars["TP2"].from_) for data_quarter in measured_in)
        if quarter < proposed:
            assert measured_in == []


def test_a_past_quarter_made_again_gives_the_same_bytes_although_later_ones_are_there(manifests, bucket, project):
    quarter = min(project.calendar.due["situation_picture"].quarters)
    assert quarter < max(manifests)
    assert run(quarter).is_completed()
    again, _ = read_manifest(bucket, str(quarter))
    assert again.run_id != manifests[quarter].run_id
    assert {d.id: d.sha256 for d in again.documents} == {d.id: d.sha256 for d in manifests[quarter].documents}


def test_the_quarters_are_those_of_the_calendar(manifests, project):
    assert sorted(manifests) == sorted(project.calendar.quarters)
    assert min(manifests) == Quarter.of_day(project.identity.planned_start)
