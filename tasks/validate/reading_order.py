"""Says what to read next: of each town the newest two quarters, then older data that is still needed."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from config.models import Project
from config.quarters import Quarter
from tasks.clean.submissions import read_submission
from tasks.collect.inbox import Inbox
from tasks.reference.snapshot import ReferenceSnapshot
from tasks.storage import StoredObject
from tasks.submissions import AcceptedData, SubmittedFile
from tasks.validate.submissions import VERSION_LIMIT, validate_readings
from tasks.validate.verdicts import (
    ValidatedSubmission,
    accept_tables,
    tables_needed_of_older,
    tables_that_add_up,
    tables_wanted,
    versions_wanted,
)

_FIRST_QUARTERS = 2
"""The newest quarter of a town and the one before: promises over time compare the two."""
_SHADOWED = "FIL-009"
"""The code of a file whose table was not used because a later file has it, too."""


@dataclass(frozen=True)
class Reading:
    """What to read of a town's folder for a quarter: its objects as they are, or as they were before.

    `tables` names the tables that are read; None reads all.
    """

    town: str
    quarter: str
    objects: tuple[StoredObject, ...]
    is_current: bool = True
    tables: frozenset[str] | None = None


def submissions_to_read(
    project: Project, quarter: Quarter, inbox: Inbox, validated: Sequence[ValidatedSubmission]
) -> list[Reading]:
    """Return what to read next; nothing when all that is wanted was accepted or nothing older is left.

    At first these are the newest two quarters for which a town has sent something. After that, where a table was
    refused, the version of its file that was sent before for the same quarter; and only when none is left, an earlier
    quarter, while a register is wanting. Where a table adds up over time, all earlier quarters are read at once, and
    only such tables of them.

    Args:
        project: The configuration.
        quarter: The quarter that is reported.
        inbox: What the towns have sent.
        validated: What has been read and validated so far.
    """
    readings = []
    for town, folders in inbox.objects.items():
        read = {one.submission.quarter: one for one in validated if one.submission.town == town}
        unread = [Reading(town, sent_for, objects) for sent_for, objects in folders.items() if sent_for not in read]
        if not read:
            readings += unread[:_FIRST_QUARTERS]
            continue
        for sent_for in sorted(read, reverse=True):
            wanted = versions_wanted(project, str(quarter), read[sent_for], validated)
            older = _version_before(inbox, read[sent_for], wanted) if wanted else ()
            if older:
                readings.append(Reading(town, sent_for, older, is_current=False))
                break
        else:
            if tables_wanted(project, town, validated):
                readings += unread[:1]
            elif tables_that_add_up(project, town):
                readings += [
                    replace(one, tables=tables_needed_of_older(project, town, one.quarter, validated)) for one in unread
                ]
    return readings


def _version_before(inbox: Inbox, one: ValidatedSubmission, wanted: AbstractSet[str]) -> tuple[StoredObject, ...]:
    """Return a folder's objects with the files that spoilt tables as they were before; none when nothing is left.

    A file that has no earlier version is left out where another file of the folder has a wanted table, too.
    """
    if len(one.older) + 1 >= VERSION_LIMIT:
        return ()
    submission = one.submission
    spoilt = one.files_that_spoilt(wanted)
    is_shadowed = any(
        f.code == _SHADOWED and f.table in wanted for version in (one, *one.older) for f in version.findings
    )
    current = {stored.key: stored for stored in inbox.objects[submission.town][submission.quarter]}
    objects: list[StoredObject] = []
    has_moved = False
    for origin in (one, *one.older)[-1].submission.files:
        versions = (current[origin.key], *inbox.earlier_versions.get(origin.key, ()))
        place = next(index for index, stored in enumerate(versions) if stored.version_id == origin.version_id)
        earlier = versions[place + 1 : place + 2]
        if origin.key in spoilt and (earlier or is_shadowed):
            objects += earlier
            has_moved = True
        else:
            objects.append(versions[place])
    return tuple(objects) if has_moved else ()


def accept_inbox(
    project: Project,
    quarter: Quarter,
    inbox: Inbox,
    fetch: Callable[[Sequence[StoredObject]], Sequence[SubmittedFile]],
    snapshot: ReferenceSnapshot | None = None,
) -> AcceptedData:
    """Return the tables that count for a quarter, from what `validate_inbox` reads."""
    validated = validate_inbox(project, quarter, inbox, fetch, snapshot)
    return accept_tables(project, quarter, tuple(project.towns), validated, inbox.findings)


def validate_inbox(
    project: Project,
    quarter: Quarter,
    inbox: Inbox,
    fetch: Callable[[Sequence[StoredObject]], Sequence[SubmittedFile]],
    snapshot: ReferenceSnapshot | None = None,
) -> list[ValidatedSubmission]:
    """Return the submissions that bear on a quarter, read one after the other without a Prefect run.

    All towns are read: a link of one may lead to an actor of another.

    Args:
        project: The configuration.
        quarter: The quarter that is reported.
        inbox: What the towns have sent.
        fetch: Returns listed objects with their bytes.
        snapshot: The official statistics that key figures are compared with; None compares nothing.
    """
    validated: list[ValidatedSubmission] = []
    while readings := submissions_to_read(project, quarter, inbox, validated):
        read = [
            read_submission(
                project, one.town, one.quarter, fetch(one.objects), is_current=one.is_current, tables=one.tables
            )
            for one in readings
        ]
        validated = validate_readings(project, quarter, read, validated, snapshot)
    return validated
