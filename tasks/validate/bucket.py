"""Reads the bucket without a Prefect run: what counts for a quarter, and the answer to one town."""

from functools import partial

from config.models import Project
from config.quarters import Quarter
from tasks.collect.inbox import INPUTS_PREFIX, Inbox, fetch_files, sort_inbox
from tasks.reference.keeping import stored_snapshot
from tasks.reference.snapshot import ReferenceSnapshot, SnapshotError
from tasks.storage import Store
from tasks.submissions import AcceptedData
from tasks.validate.answer_files import answer_submission
from tasks.validate.reading_order import accept_inbox, validate_inbox
from tasks.validate.verdicts import accept_tables


def accept_bucket(project: Project, quarter: Quarter, store: Store) -> AcceptedData:
    """Return the tables that count for a quarter.

    Raises:
        StorageError: S3 cannot be read.
    """
    inbox = _inbox(project, quarter, store)
    return accept_inbox(project, quarter, inbox, partial(fetch_files, store), _statistics(project, quarter, store))


def answer_from_bucket(project: Project, quarter: Quarter, store: Store, town: str) -> tuple[str, ...]:
    """Return the keys of the answer to a town's submission, which is in S3 then; none if it sent nothing.

    All towns are read, as in a run, so that the answer is the one that a run would give.

    Raises:
        StorageError: S3 cannot be read or written.
    """
    inbox = _inbox(project, quarter, store)
    objects = inbox.objects[town].get(str(quarter), ())
    if not objects:
        return ()
    statistics = _statistics(project, quarter, store)
    validated = validate_inbox(project, quarter, inbox, partial(fetch_files, store), statistics)
    (own,) = [one for one in validated if (one.submission.town, one.submission.quarter) == (town, str(quarter))]
    accepted = accept_tables(project, quarter, (town,), [one for one in validated if one.submission.town == town])
    files = fetch_files(store, objects)
    return answer_submission(store, project, project.towns[town], files, own, accepted.standings)


def _statistics(project: Project, quarter: Quarter, store: Store) -> ReferenceSnapshot | None:
    """Return the official statistics; None where a snapshot is broken, which keeps no town from its answer."""
    try:
        return stored_snapshot(store, project, quarter)
    except SnapshotError:
        return None


def _inbox(project: Project, quarter: Quarter, store: Store) -> Inbox:
    return sort_inbox(project, quarter, store.list_uploads(INPUTS_PREFIX))
